/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/panel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/elementary.h"
#include "cgap/memory.h"
#include "panel_internal.h"

static void
free_texts(char **text, size_t n)
{
    for (size_t k = 0; text != NULL && k < n; k++) {
        free(text[k]);
    }
    free(text);
}

void
cgap_panel_free(cgap_panel *self)
{
    free_texts(self->unit, self->n_unit);
    free_texts(self->group_name, self->n_group);
    free(self->path);
    free(self->time);
    free(self->value);
    free(self->original);
    free(self->weight);
    free(self->group);
    free(self->covariate);
    free(self->row);
    *self = (cgap_panel) CGAP_PANEL_INIT;
}

static cgap_status
find_date(const cgap_panel *self, double time, size_t otherwise, size_t *at, cgap_error *err)
{
    *at = isnan(time) ? otherwise : panel_date(self, time);
    if (*at < self->n_time) {
        return CGAP_OK;
    }
    return cgap_error_fail(err, CGAP_E_INPUT,
                           "%s has no date %.10g; its dates run from %.10g to "
                           "%.10g",
                           self->path, time, self->time[0], self->time[self->n_time - 1]);
}

cgap_status
cgap_panel_keep_dates(cgap_panel *self, double from, double to, cgap_error *err)
{
    size_t first, last, kept;
    cgap_status status = find_date(self, from, 0, &first, err);

    if (status == CGAP_OK) {
        status = find_date(self, to, self->n_time - 1, &last, err);
    }
    if (status != CGAP_OK) {
        return status;
    }
    if (first > last) {
        return cgap_error_fail(err, CGAP_E_INPUT, "the span begins at %.10g, after its end %.10g",
                               self->time[first], self->time[last]);
    }
    kept = last - first + 1;
    for (size_t i = 0; i < self->n_unit; i++) {
        memmove(self->value + i * kept, self->value + i * self->n_time + first,
                kept * sizeof *self->value);
    }
    for (size_t i = 0; self->original != NULL && i < self->n_unit; i++) {
        memmove(self->original + i * kept, self->original + i * self->n_time + first,
                kept * sizeof *self->original);
    }
    memmove(self->time, self->time + first, kept * sizeof *self->time);
    self->n_time = kept;
    return CGAP_OK;
}

size_t
cgap_panel_missing(const cgap_panel *self, size_t unit)
{
    size_t count = 0;

    for (size_t t = 0; t < self->n_time; t++) {
        count += isnan(self->value[unit * self->n_time + t]) ? 1 : 0;
    }
    return count;
}

static void
move_unit(cgap_panel *self, size_t from, size_t to)
{
    size_t size = self->n_time * sizeof *self->value;
    char *name = self->unit[to];

    self->unit[to] = self->unit[from];
    self->unit[from] = name; /* the one that goes is freed with its place */
    memmove(self->value + to * self->n_time, self->value + from * self->n_time, size);
    if (self->original != NULL) {
        memmove(self->original + to * self->n_time, self->original + from * self->n_time, size);
    }
    if (self->weight != NULL) {
        self->weight[to] = self->weight[from];
    }
    if (self->group != NULL) {
        self->group[to] = self->group[from];
    }
}

void
cgap_panel_drop_incomplete(cgap_panel *self)
{
    size_t n = self->n_unit, kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (cgap_panel_missing(self, i) > 0) {
            continue;
        }
        for (size_t k = 0; k < self->n_covariate; k++) {
            self->covariate[k * n + kept] = self->covariate[k * n + i];
        }
        if (i != kept) {
            move_unit(self, i, kept);
        }
        kept++;
    }
    for (size_t k = 1; k < self->n_covariate; k++) { /* rows close up behind each other */
        memmove(self->covariate + k * kept, self->covariate + k * n, kept * sizeof(double));
    }
    for (size_t i = kept; i < n; i++) {
        free(self->unit[i]);
    }
    self->n_unit = kept;
}

cgap_status
cgap_panel_take_logarithms(cgap_panel *self, cgap_error *err)
{
    size_t size = self->n_unit * self->n_time;

    if (self->original != NULL) {
        return cgap_error_fail(err, CGAP_E_INPUT, "%s: these are logarithms already", self->path);
    }
    for (size_t k = 0; k < size; k++) {
        if (self->value[k] <= 0.0) {
            return cgap_error_fail(err, CGAP_E_INPUT,
                                   "%s: %s at %.10g is %.10g; a logarithm needs values above 0",
                                   self->path, self->unit[k / self->n_time],
                                   self->time[k % self->n_time], self->value[k]);
        }
    }
    self->original = cgap_memory_lanes(size, sizeof *self->original);
    if (self->original == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    memcpy(self->original, self->value, size * sizeof *self->value);
    for (size_t k = 0; k < size; k++) {
        self->value[k] = isnan(self->value[k]) ? NAN : cgap_log(self->value[k]);
    }
    return CGAP_OK;
}

cgap_status
cgap_panel_look(cgap_panel *self, cgap_panel_view *view, cgap_error *err)
{
    size_t n = self->n_unit;
    const double **row = cgap_memory_array(2 * n + self->n_covariate, sizeof *row);
    const double *original = self->original == NULL ? self->value : self->original;

    if (row == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    free(self->row);
    self->row = row;
    for (size_t i = 0; i < n; i++) {
        row[i] = self->value + i * self->n_time;
        row[n + i] = original + i * self->n_time;
    }
    for (size_t k = 0; k < self->n_covariate; k++) {
        row[2 * n + k] = self->covariate + k * n;
    }
    *view = (cgap_panel_view){n,           self->n_time,     self->time,  row,
                              row + n,     self->weight,     self->group, self->n_group,
                              row + 2 * n, self->n_covariate};
    return CGAP_OK;
}
