/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgap/memory.h"

static const char *const FORMATS[CGAP_N_PICTURE] = {"svg", "png", "pdf"};

static cgap_status
no_memory(cgap_error *err)
{
    return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory while drawing charts");
}

static cgap_status
read_formats(cgap_easel *self, const char *formats, cgap_error *err)
{
    for (const char *at = formats; at != NULL; at = strchr(at, ',')) {
        size_t length, n = 0;

        at += *at == ',';
        length = strcspn(at, ",");
        while (n < CGAP_N_PICTURE &&
               (strlen(FORMATS[n]) != length || strncmp(at, FORMATS[n], length) != 0)) {
            n++;
        }
        if (n == CGAP_N_PICTURE) {
            return cgap_error_fail(err, CGAP_E_INPUT,
                                   "format '%.*s' of charts is unknown; allowed are svg, png and "
                                   "pdf, joined by commas",
                                   (int) length, at);
        }
        self->format[n] = true;
    }
    return CGAP_OK;
}

/* A relative path gets a dot in front: gnuplot gives '<', '|', '~' and '-' at the start of a name a
 * meaning of their own. */
static char *
plain_path(const char *path)
{
    return *path == '/' || *path == '.' ? cgap_text_copy(path) : cgap_text_format("./%s", path);
}

cgap_status
cgap_easel_init(cgap_easel *self, const char *folder, const cgap_chart_options *options,
                cgap_error *err)
{
    const char *size = options->size == NULL ? "page" : options->size;

    memset(self, 0, sizeof *self);
    if (options->plots == NULL || options->processes == 0) {
        return cgap_error_fail(err, CGAP_E_ARGUMENT,
                               "charts need a folder of templates and at least one process");
    }
    self->gnuplot = options->gnuplot == NULL ? "gnuplot" : options->gnuplot;
    self->processes = options->processes;
    self->column = strcmp(size, "column") == 0;
    if (!self->column && strcmp(size, "page") != 0) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "size '%s' of charts is unknown; allowed are page and column", size);
    }
    self->folder = plain_path(folder);
    self->plots = plain_path(options->plots);
    if (self->folder == NULL || self->plots == NULL) {
        return no_memory(err);
    }
    return read_formats(self, options->formats == NULL ? "svg,png" : options->formats, err);
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

cgap_status
cgap_easel_open(cgap_easel *self, size_t most, cgap_error *err)
{
    cgap_status status = cgap_gnuplot_check(self->gnuplot, err);

    if (status == CGAP_OK) {
        status = make_folder("", self->folder, err);
    }
    if (status == CGAP_OK) {
        status = make_folder("/data", self->folder, err);
    }
    if (status == CGAP_OK) {
        self->figure = cgap_memory_array(most, sizeof *self->figure);
        self->drawing = cgap_memory_array(most * CGAP_N_PICTURE, sizeof *self->drawing);
        status = self->figure == NULL || self->drawing == NULL ? no_memory(err) : CGAP_OK;
    }
    return status;
}

/* Writes under another name and renames, so that no half-written file is ever seen. */
static cgap_status
write_whole(const char *path, const char *bytes, size_t n, cgap_error *err)
{
    char *part = cgap_text_format("%s.part", path);
    FILE *stream = part == NULL ? NULL : fopen(part, "wb");
    bool fine = stream != NULL && (n == 0 || fwrite(bytes, 1, n, stream) == n);
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
write_figure(const cgap_easel *self, const cgap_canvas *names, const cgap_figure *figure,
             const cgap_sink *variables, cgap_error *err)
{
    char *data = cgap_text_format("%s/data/%s.dat", self->folder, names->name);
    char *layout = cgap_text_format("%s/data/%s.gp", self->folder, names->name);
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
add_drawings(cgap_easel *self, const cgap_canvas *names, cgap_error *err)
{
    for (size_t f = 0; f < CGAP_N_PICTURE; f++) {
        cgap_drawing *d = &self->drawing[self->n_drawing];

        if (!self->format[f]) {
            continue;
        }
        *d = (cgap_drawing){.name = names->name,
                            .title = names->title,
                            .detail = names->detail,
                            .hints = names->hints};
        memcpy(d->format, FORMATS[f], sizeof d->format);
        d->variables = cgap_text_format("%s/data/%s.gp", self->folder, names->name);
        d->part = cgap_text_format("%s/%s.part.%s", self->folder, names->name, FORMATS[f]);
        d->output = cgap_text_format("%s/%s.%s", self->folder, names->name, FORMATS[f]);
        self->n_drawing++;
        if (d->variables == NULL || d->part == NULL || d->output == NULL) {
            return no_memory(err);
        }
    }
    return CGAP_OK;
}

cgap_status
cgap_easel_add(cgap_easel *self, char *name, cgap_figure *figure, const char *source,
               cgap_error *err)
{
    cgap_canvas names = {name, NULL, NULL, NULL};
    cgap_sink variables = {0};
    cgap_status status = CGAP_OK;

    cgap_figure_write(figure, source, &variables);
    names.title = cgap_text_copy(figure->title);
    names.detail = cgap_text_copy(figure->subtitle);
    names.hints = cgap_text_copy(figure->hints.text == NULL ? "" : figure->hints.text);
    self->figure[self->n_figure++] = names;
    if (figure->failed || name == NULL || names.title == NULL || names.detail == NULL ||
        names.hints == NULL) {
        status = no_memory(err);
    }
    if (status == CGAP_OK) {
        status = write_figure(self, &names, figure, &variables, err);
    }
    if (status == CGAP_OK) {
        status = add_drawings(self, &names, err);
    }
    cgap_sink_free(&variables);
    return status;
}

cgap_status
cgap_easel_draw(const cgap_easel *self, cgap_error *err)
{
    return cgap_gnuplot_draw(self->gnuplot, self->plots, self->drawing, self->n_drawing,
                             self->processes, err);
}

void
cgap_easel_free(cgap_easel *self)
{
    for (size_t n = 0; n < self->n_figure; n++) {
        free(self->figure[n].name);
        free(self->figure[n].title);
        free(self->figure[n].detail);
        free(self->figure[n].hints);
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
    memset(self, 0, sizeof *self);
}
