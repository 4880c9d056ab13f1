/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a folder to files: which charts, their data and layout on disk, gnuplot for the rest. */
#include "cgap/charts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgap/diagnostics.h"
#include "cgap/memory.h"

#include "chart.h"
#include "gnuplot.h"
#include "text.h"
#include "words.h"

static const char *const FORMATS[] = {"svg", "png", "pdf"};

enum { N_FORMAT = sizeof FORMATS / sizeof FORMATS[0] };

/* One figure on its way to its files. */
typedef struct drawn_figure {
    char *name;   /* of the files, without ending; owned */
    char *title;  /* owned */
    char *detail; /* owned */
} drawn_figure;

typedef struct job {
    const char *gnuplot, *only;
    bool column, format[N_FORMAT];
    size_t processes;
    char *folder, *plots; /* owned */
    cgap_chart_source source;
    size_t n_figure, n_drawing;
    drawn_figure *figure;
    cgap_drawing *drawing;
} job;

static cgap_status
no_memory(cgap_error *err)
{
    return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory while drawing charts");
}

static void
free_job(job *self)
{
    for (size_t n = 0; n < self->n_figure; n++) {
        free(self->figure[n].name);
        free(self->figure[n].title);
        free(self->figure[n].detail);
    }
    for (size_t n = 0; n < self->n_drawing; n++) {
        free(self->drawing[n].variables);
        free(self->drawing[n].part);
        free(self->drawing[n].output);
    }
    free(self->figure);
    free(self->drawing);
    free(self->folder);
    free(self->plots);
    cgap_chart_source_free(&self->source);
}

static cgap_status
read_formats(job *self, const char *formats, cgap_error *err)
{
    for (const char *at = formats; at != NULL; at = strchr(at, ',')) {
        size_t length, n = 0;

        at += *at == ',';
        length = strcspn(at, ",");
        while (n < N_FORMAT &&
               (strlen(FORMATS[n]) != length || strncmp(at, FORMATS[n], length) != 0)) {
            n++;
        }
        if (n == N_FORMAT) {
            return cgap_error_fail(err, CGAP_E_INPUT,
                                   "format '%.*s' of charts is unknown; allowed are svg, png and "
                                   "pdf, joined by commas",
                                   (int) length, at);
        }
        self->format[n] = true;
    }
    return CGAP_OK;
}

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

/* A relative path gets a dot in front: gnuplot gives '<', '|', '~' and '-' at the start of a name a
 * meaning of their own. */
static char *
plain_path(const char *path)
{
    return *path == '/' || *path == '.' ? cgap_text_copy(path) : cgap_text_format("./%s", path);
}

static cgap_status
read_options(job *self, const char *folder, const cgap_chart_options *options, cgap_error *err)
{
    const char *size = options->size == NULL ? "page" : options->size;
    cgap_status status;

    if (options->plots == NULL || options->processes == 0) {
        return cgap_error_fail(err, CGAP_E_ARGUMENT,
                               "charts need a folder of templates and at least one process");
    }
    self->gnuplot = options->gnuplot == NULL ? "gnuplot" : options->gnuplot;
    self->only = options->only;
    self->processes = options->processes;
    self->column = strcmp(size, "column") == 0;
    if (!self->column && strcmp(size, "page") != 0) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "size '%s' of charts is unknown; allowed are page and column", size);
    }
    self->folder = plain_path(folder);
    self->plots = plain_path(options->plots);
    status =
        self->folder == NULL || self->plots == NULL ? no_memory(err) : check_name(self->only, err);
    return status == CGAP_OK
               ? read_formats(self, options->formats == NULL ? "svg,png" : options->formats, err)
               : status;
}

static cgap_status
make_folder(const char *format, const char *folder, cgap_error *err)
{
    char *path = cgap_text_format("%s%s", folder, format);
    cgap_status status = path == NULL ? no_memory(err) : CGAP_OK;

    if (status == CGAP_OK && mkdir(path, 0777) != 0 && errno != EEXIST) {
        status = cgap_error_fail(err, CGAP_E_IO, "%s: the folder cannot be made (%s)", path,
                                 strerror(errno));
    }
    free(path);
    return status;
}

/* Writes under another name and renames, so that no half-written file is ever seen. */
static cgap_status
write_whole(const char *path, const char *bytes, size_t n, cgap_error *err)
{
    char *part = cgap_text_format("%s.part", path);
    FILE *stream = part == NULL ? NULL : fopen(part, "wb");
    bool fine = stream != NULL && fwrite(bytes, 1, n, stream) == n;
    cgap_status status = CGAP_OK;

    if (stream != NULL) {
        fine = fclose(stream) == 0 && fine;
    }
    if (!fine || rename(part, path) != 0) {
        status =
            cgap_error_fail(err, CGAP_E_IO, "%s: cannot be written (%s)", path, strerror(errno));
        if (stream != NULL) {
            (void) unlink(part);
        }
    }
    free(part);
    return status;
}

static cgap_status
write_figure(const job *self, const drawn_figure *names, const cgap_figure *figure,
             const cgap_sink *variables, cgap_error *err)
{
    char *data = cgap_text_format("%s/charts/data/%s.dat", self->folder, names->name);
    char *layout = cgap_text_format("%s/charts/data/%s.gp", self->folder, names->name);
    cgap_status status = data == NULL || layout == NULL ? no_memory(err) : CGAP_OK;

    if (status == CGAP_OK) {
        status = write_whole(data, figure->data.text, figure->data.used, err);
    }
    if (status == CGAP_OK) {
        status = write_whole(layout, variables->text, variables->used, err);
    }
    free(data);
    free(layout);
    return status;
}

static cgap_status
add_drawings(job *self, const drawn_figure *names, cgap_error *err)
{
    for (size_t f = 0; f < N_FORMAT; f++) {
        cgap_drawing *d = &self->drawing[self->n_drawing];

        if (!self->format[f]) {
            continue;
        }
        *d = (cgap_drawing){.name = names->name, .title = names->title, .detail = names->detail};
        memcpy(d->format, FORMATS[f], sizeof d->format);
        d->variables = cgap_text_format("%s/charts/data/%s.gp", self->folder, names->name);
        d->part = cgap_text_format("%s/charts/%s.part.%s", self->folder, names->name, FORMATS[f]);
        d->output = cgap_text_format("%s/charts/%s.%s", self->folder, names->name, FORMATS[f]);
        self->n_drawing++;
        if (d->variables == NULL || d->part == NULL || d->output == NULL) {
            return no_memory(err);
        }
    }
    return CGAP_OK;
}

/* A name of a scenario that may stand in a file name. */
static char *
file_name(const char *chart, const char *scenario)
{
    char *name = cgap_text_format("%s-%.100s", chart, scenario);

    for (char *c = name; c != NULL && *c != '\0'; c++) {
        if ((unsigned char) *c < 0x21 || strchr("/\\:*?\"<>|'", *c) != NULL) {
            *c = '_';
        }
    }
    return name;
}

static cgap_status
build_one(job *self, const cgap_chart *chart, size_t scenario, bool named, cgap_error *err)
{
    char source[CGAP_WORDS];
    drawn_figure names = {0};
    cgap_figure figure;
    cgap_sink variables = {0};
    cgap_status status = CGAP_OK;

    cgap_figure_init(&figure, self->column);
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
    cgap_figure_write(&figure, source, &variables);
    names.name = named ? file_name(chart->name, self->source.scenario[scenario])
                       : cgap_text_copy(chart->name);
    names.title = cgap_text_copy(figure.title);
    names.detail = cgap_text_copy(figure.subtitle);
    self->figure[self->n_figure++] = names;
    if (figure.failed || names.name == NULL || names.title == NULL || names.detail == NULL) {
        status = no_memory(err);
    }
    if (status == CGAP_OK) {
        status = write_figure(self, &names, &figure, &variables, err);
    }
    if (status == CGAP_OK) {
        status = add_drawings(self, &names, err);
    }
    cgap_sink_free(&variables);
    cgap_figure_free(&figure);
    return status;
}

static cgap_status
build_all(job *self, cgap_error *err)
{
    bool several = self->source.n_scenario > 1;
    size_t most = CGAP_N_CHART + self->source.n_scenario;
    cgap_status status = CGAP_OK;

    self->figure = cgap_memory_array(most, sizeof *self->figure);
    self->drawing = cgap_memory_array(most * N_FORMAT, sizeof *self->drawing);
    if (self->figure == NULL || self->drawing == NULL) {
        return no_memory(err);
    }
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
    job self = {0};
    cgap_status status = read_options(&self, folder, options, err);

    if (status == CGAP_OK) {
        status = cgap_chart_source_read(&self.source, self.folder, err);
    }
    if (status == CGAP_OK) {
        status = cgap_gnuplot_check(self.gnuplot, err);
    }
    if (status == CGAP_OK) {
        status = make_folder("/charts", self.folder, err);
    }
    if (status == CGAP_OK) {
        status = make_folder("/charts/data", self.folder, err);
    }
    if (status == CGAP_OK) {
        status = build_all(&self, err);
    }
    if (status == CGAP_OK) {
        status = cgap_gnuplot_draw(self.gnuplot, self.plots, self.drawing, self.n_drawing,
                                   self.processes, err);
    }
    if (status == CGAP_OK && drawn != NULL) {
        *drawn = self.n_figure;
    }
    free_job(&self);
    return status;
}
