/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of a panel's charts and their way to files. To add one: a function in a
 * panel_<name>.c, its declaration in panel_source.h, a line in CHARTS. */
#include <stdio.h>
#include <string.h>

#include "cgap/memory.h"

#include "easel.h"
#include "panel_source.h"

static const struct {
    const char *name;
    void (*build)(const cgap_panel_source *source, cgap_figure *figure);
    const char *tables; /* for the source line */
} CHARTS[] = {
    {"sigma", cgap_panel_chart_sigma, "data/spread.csv"},
    {"beta", cgap_panel_chart_beta, "data/growth.csv, data/span.csv, data/spread.csv"},
    {"lorenz", cgap_panel_chart_lorenz, "data/lorenz.csv, data/units.csv, data/spread.csv"},
    {"departures", cgap_panel_chart_departures, "data/units.csv"},
    {"clubs", cgap_panel_chart_clubs, "data/clubs.csv, data/units.csv"},
};

enum { N_CHART = sizeof CHARTS / sizeof CHARTS[0], CLUBS = N_CHART - 1 };

static cgap_status
build_one(cgap_easel *easel, const cgap_panel_source *source, size_t chart,
          cgap_diagnostics *left_out, cgap_error *err)
{
    char line[CGAP_WORDS];
    cgap_figure figure;
    cgap_status status = CGAP_OK;

    cgap_figure_init(&figure, easel->column);
    figure.language = source->language;
    CHARTS[chart].build(source, &figure);
    if (figure.missing != NULL && !figure.failed) {
        if (left_out != NULL) {
            cgap_diagnostics_add(left_out, CGAP_WARNING, NULL, 0, "--charts", "no figure '%s': %s",
                                 CHARTS[chart].name, figure.missing);
        }
    } else {
        (void) cgap_phrase(line, sizeof line, source->language, CGAP_T_PANEL_SOURCE,
                           source->in->version, CHARTS[chart].tables, NULL);
        status = cgap_easel_add(easel, cgap_text_copy(CHARTS[chart].name), &figure, line, err);
    }
    cgap_figure_free(&figure);
    return status;
}

cgap_status
cgap_panel_charts_draw(const char *folder, const cgap_panel_charts *what,
                       const cgap_chart_options *options, cgap_diagnostics *left_out, size_t *drawn,
                       cgap_error *err)
{
    cgap_panel_source source = {0};
    cgap_easel easel = {0};
    cgap_status status = cgap_easel_init(&easel, folder, options, err);

    if (status == CGAP_OK && !cgap_panel_source_init(&source, what, options->language)) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory while drawing charts");
    }
    if (status == CGAP_OK && (source.n_unit == 0 || source.n_time == 0)) {
        status = cgap_error_fail(err, CGAP_E_ARGUMENT, "charts of a panel need a unit and a date");
    }
    if (status == CGAP_OK) {
        status = cgap_easel_open(&easel, N_CHART, err);
    }
    for (size_t n = 0; n < N_CHART && status == CGAP_OK; n++) {
        if (n != CLUBS || what->clubs != NULL) {
            status = build_one(&easel, &source, n, left_out, err);
        }
    }
    if (status == CGAP_OK) {
        status = cgap_easel_draw(&easel, err);
    }
    *drawn = easel.n_figure;
    cgap_easel_free(&easel);
    cgap_panel_source_free(&source);
    return status;
}
