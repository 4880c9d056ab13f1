/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panel_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static int
by_number(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

static size_t
distinct_texts(const char **text, size_t n)
{
    size_t kept = 0;

    qsort(text, n, sizeof *text, by_text);
    for (size_t k = 0; k < n; k++) {
        if (kept == 0 || strcmp(text[kept - 1], text[k]) != 0) {
            text[kept++] = text[k];
        }
    }
    return kept;
}

static size_t
distinct_numbers(double *number, size_t n)
{
    size_t kept = 0;

    qsort(number, n, sizeof *number, by_number);
    for (size_t k = 0; k < n; k++) {
        if (kept == 0 || number[kept - 1] < number[k]) {
            number[kept++] = number[k];
        }
    }
    return kept;
}

static bool
copy_names(cgap_panel *self, const char *const *name, size_t n)
{
    self->unit = cgap_memory_array(n, sizeof *self->unit);
    for (self->n_unit = 0; self->unit != NULL && self->n_unit < n; self->n_unit++) {
        self->unit[self->n_unit] = cgap_text_copy(name[self->n_unit]);
        if (self->unit[self->n_unit] == NULL) {
            return false;
        }
    }
    return self->unit != NULL;
}

bool
panel_make_axes(cgap_panel *self, const char **unit, size_t n_unit, const double *time,
                size_t n_time)
{
    size_t size;

    self->time = cgap_memory_array(n_time, sizeof *self->time);
    if (self->time == NULL) {
        return false;
    }
    memcpy(self->time, time, n_time * sizeof *time);
    self->n_time = distinct_numbers(self->time, n_time);
    if (!copy_names(self, unit, distinct_texts(unit, n_unit))) {
        return false;
    }
    size = self->n_time * sizeof *self->value;
    self->value = cgap_memory_lanes(self->n_unit, size);
    for (size_t k = 0; self->value != NULL && k < self->n_unit * self->n_time; k++) {
        self->value[k] = NAN;
    }
    return self->value != NULL;
}

size_t
panel_unit(const cgap_panel *self, const char *name)
{
    char *const *found = bsearch(&name, self->unit, self->n_unit, sizeof *self->unit, by_text);

    return found == NULL ? self->n_unit : (size_t) (found - self->unit);
}

size_t
panel_date(const cgap_panel *self, double time)
{
    const double *found = bsearch(&time, self->time, self->n_time, sizeof time, by_number);

    return found == NULL ? self->n_time : (size_t) (found - self->time);
}
