/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a folder to files: which charts, their data and layout on disk, gnuplot for the rest. */
#include "cgap/charts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/diagnostics.h"
#include "cgap/memory.h"

#include "chart.h"
#include "easel.h"
#include "words.h"

typedef struct job {
    const char *folder, *only;
    char *pictures; /* FOLDER/charts; owned */
    cgap_easel easel;
    cgap_chart_source source;
} job;

static cgap_status
check_name(const char *only, cgap_error *err)
{
    const char *known[64], *hint;

    for (size_t n = 0; n < CGAP_N_CHART; n++) {
        known[n] = CGAP_CHARTS[n].name;
        if (only == NULL || strcmp(only, known[n]) == 0) {
            return CGAP_OK;
        }
    }
    hint = cgap_nearest_name(only, known, CGAP_N_CHART);
    return cgap_error_fail(err, CGAP_E_INPUT, "chart '%s' is unknown%s%s%s; see cgap list charts",
                           only, hint == NULL ? "" : ", did you mean '", hint == NULL ? "" : hint,
                           hint == NULL ? "" : "'");
}

/* NAME-SCENARIO. Names that cgap gives may stand in a file name; tables may come from elsewhere. */
static char *
file_name(const char *chart, const char *scenario)
{
    char *name = cgap_text_format("%s-%.100s", chart, scenario);

    for (char *c = name; c != NULL && *c != '\0'; c++) {
        if ((unsigned char) *c < 0x20 || *c == '/') {
            *c = '_';
        }
    }
    return name;
}

static cgap_status
build_one(job *self, const cgap_chart *chart, size_t scenario, bool named, cgap_error *err)
{
    char source[CGAP_WORDS];
    cgap_figure figure;
    cgap_status status = CGAP_OK;

    cgap_figure_init(&figure, self->easel.column);
    figure.language = self->source.language;
    chart->build(&self->source, scenario, &figure);
    if (figure.missing != NULL && !figure.failed) {
        if (self->only != NULL) {
            status = cgap_error_fail(err, CGAP_E_INPUT, "%s: chart '%s' cannot be drawn: %s",
                                     self->folder, chart->name, figure.missing);
        }
        cgap_figure_free(&figure);
        return status;
    }
    cgap_source_words(&self->source, chart->tables, source);
    status = cgap_easel_add(&self->easel,
                            named ? file_name(chart->name, self->source.scenario[scenario])
                                  : cgap_text_copy(chart->name),
                            &figure, source, err);
    cgap_figure_free(&figure);
    return status;
}

static cgap_status
build_all(job *self, cgap_error *err)
{
    bool several = self->source.n_scenario > 1;
    cgap_status status = CGAP_OK;

    for (size_t n = 0; n < CGAP_N_CHART && status == CGAP_OK; n++) {
        const cgap_chart *chart = &CGAP_CHARTS[n];
        bool fits =
            chart->needs == CGAP_CHART_BOTH || (chart->needs == CGAP_CHART_COMPARE) == several;

        if (self->only != NULL && strcmp(self->only, chart->name) != 0) {
            continue;
        }
        if (fits) {
            status = build_one(self, chart, 0, false, err);
        } else if (self->only != NULL && !several) {
            status = cgap_error_fail(err, CGAP_E_INPUT,
                                     "%s: chart '%s' compares scenarios and the folder has one; "
                                     "run cgap compare",
                                     self->folder, chart->name);
        } else if (self->only != NULL) {
            for (size_t s = 0; s < self->source.n_scenario && status == CGAP_OK; s++) {
                status = build_one(self, chart, s, true, err);
            }
        }
    }
    return status;
}

cgap_status
cgap_charts_draw(const char *folder, const cgap_chart_options *options, size_t *drawn,
                 cgap_error *err)
{
    job self = {.folder = folder, .only = options->only};
    cgap_status status;

    self.pictures = cgap_text_format("%s/charts", folder);
    if (self.pictures == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory while drawing charts");
    }
    status = cgap_easel_init(&self.easel, self.pictures, options, err);
    if (status == CGAP_OK) {
        status = check_name(self.only, err);
    }
    if (status == CGAP_OK) {
        status = cgap_chart_source_read(&self.source, folder, options->language, err);
    }
    if (status == CGAP_OK) {
        status = cgap_easel_open(&self.easel, CGAP_N_CHART + self.source.n_scenario, err);
    }
    if (status == CGAP_OK) {
        status = build_all(&self, err);
    }
    if (status == CGAP_OK) {
        status = cgap_easel_draw(&self.easel, err);
    }
    if (status == CGAP_OK && drawn != NULL) {
        *drawn = self.easel.n_figure;
    }
    cgap_easel_free(&self.easel);
    cgap_chart_source_free(&self.source);
    free(self.pictures);
    return status;
}
