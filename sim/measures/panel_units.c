/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "cgap/csv.h"
#include "cgap/memory.h"
#include "cgap/number.h"
#include "panel_internal.h"

typedef struct lookup {
    const cgap_csv *csv;
    cgap_diagnostics *diagnostics;
    size_t *row; /* [n_unit] row of each unit, n_row: none yet */
} lookup;

static bool
find_rows(const cgap_panel *self, lookup *l)
{
    bool all = true;

    for (size_t i = 0; i < self->n_unit; i++) {
        l->row[i] = l->csv->n_row;
    }
    for (size_t r = 0; r < l->csv->n_row; r++) {
        const char *name = cgap_csv_text(l->csv, r, 0);
        size_t unit = panel_unit(self, name);

        if (unit == self->n_unit) {
            cgap_diagnostics_add(l->diagnostics, CGAP_WARNING, l->csv->path,
                                 cgap_csv_line(l->csv, r), name, "is not a unit of %s; not used",
                                 self->path);
        } else if (l->row[unit] < l->csv->n_row) {
            cgap_diagnostics_add(l->diagnostics, CGAP_ERROR, l->csv->path, cgap_csv_line(l->csv, r),
                                 name, "stands twice; each unit may stand once");
            all = false;
        } else {
            l->row[unit] = r;
        }
    }
    for (size_t i = 0; i < self->n_unit; i++) {
        if (l->row[i] == l->csv->n_row) {
            cgap_diagnostics_add(l->diagnostics, CGAP_ERROR, l->csv->path, 0, self->unit[i],
                                 "is missing; every unit of %s is needed", self->path);
            all = false;
        }
    }
    return all;
}

/* Index of a column, n_column and a message when it is not there. */
static size_t
find_column(const lookup *l, const char *name)
{
    size_t column = cgap_csv_find(l->csv, name);

    if (column == l->csv->n_column) {
        const char *near =
            cgap_nearest_name(name, (const char *const *) l->csv->field, l->csv->n_column);

        cgap_diagnostics_add(l->diagnostics, CGAP_ERROR, l->csv->path, 1, name,
                             "is not a column of this file%s%s%s",
                             near == NULL ? "" : "; did you mean '", near == NULL ? "" : near,
                             near == NULL ? "" : "'?");
    }
    return column;
}

/* Numbers of one column, one for each unit; false with messages otherwise. */
static bool
read_numbers(const cgap_panel *self, const lookup *l, const char *name, bool positive, double *out)
{
    size_t column = find_column(l, name);
    bool good = column < l->csv->n_column;

    for (size_t i = 0; column < l->csv->n_column && i < self->n_unit; i++) {
        const char *text = cgap_csv_text(l->csv, l->row[i], column);
        bool fits = cgap_number_parse(text, &out[i]) && (!positive || out[i] > 0.0);

        if (!fits) {
            cgap_diagnostics_add(l->diagnostics, CGAP_ERROR, l->csv->path,
                                 cgap_csv_line(l->csv, l->row[i]), name, "'%s' of %s is not a %s",
                                 text, self->unit[i],
                                 positive ? "weight (a number above 0)" : "number");
        }
        good = good && fits;
    }
    return good;
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static bool
make_groups(cgap_panel *self, const char **name)
{
    self->group_name = cgap_memory_array(self->n_unit, sizeof *self->group_name);
    self->group = cgap_memory_array(self->n_unit, sizeof *self->group);
    if (self->group_name == NULL || self->group == NULL) {
        return false;
    }
    qsort(name, self->n_unit, sizeof *name, by_text);
    for (size_t k = 0; k < self->n_unit; k++) {
        if (k == 0 || strcmp(name[k - 1], name[k]) != 0) {
            self->group_name[self->n_group] = cgap_text_copy(name[k]);
            if (self->group_name[self->n_group] == NULL) {
                return false;
            }
            self->n_group++;
        }
    }
    return true;
}

static bool
read_groups(cgap_panel *self, const lookup *l, const char *column_name)
{
    size_t column = find_column(l, column_name);
    const char **name = cgap_memory_array(self->n_unit, sizeof *name);
    bool good = name != NULL && column < l->csv->n_column;

    for (size_t i = 0; good && i < self->n_unit; i++) {
        name[i] = cgap_csv_text(l->csv, l->row[i], column);
    }
    good = good && make_groups(self, name);
    for (size_t i = 0; good && i < self->n_unit; i++) {
        const char *own = cgap_csv_text(l->csv, l->row[i], column);

        for (size_t g = 0; g < self->n_group; g++) {
            if (strcmp(self->group_name[g], own) == 0) {
                self->group[i] = g;
            }
        }
    }
    free(name);
    return good;
}

static bool
read_columns(cgap_panel *self, const lookup *l, const cgap_panel_columns *columns)
{
    bool good = true;

    if (columns->weight != NULL) {
        self->weight = cgap_memory_array(self->n_unit, sizeof *self->weight);
        good = self->weight != NULL && read_numbers(self, l, columns->weight, true, self->weight);
    }
    if (columns->group != NULL) {
        good = read_groups(self, l, columns->group) && good;
    }
    if (columns->n_covariate > 0) {
        self->covariate =
            cgap_memory_array(columns->n_covariate, self->n_unit * sizeof *self->covariate);
        good = self->covariate != NULL && good;
    }
    for (size_t k = 0; self->covariate != NULL && k < columns->n_covariate; k++) {
        good = read_numbers(self, l, columns->covariate[k], false,
                            self->covariate + k * self->n_unit) &&
               good;
        self->n_covariate = k + 1;
    }
    return good;
}

void
cgap_panel_read_units(cgap_panel *self, const char *path, const cgap_panel_columns *columns,
                      cgap_diagnostics *diagnostics)
{
    cgap_csv csv = CGAP_CSV_INIT;
    cgap_error err = CGAP_ERROR_INIT;
    lookup l = {&csv, diagnostics, NULL};

    if (cgap_csv_read(&csv, path, &err) != CGAP_OK) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, NULL, "%s", err.text);
        return;
    }
    l.row = cgap_memory_array(self->n_unit, sizeof *l.row);
    if (l.row == NULL || (find_rows(self, &l) && !read_columns(self, &l, columns) &&
                          !cgap_diagnostics_failed(diagnostics))) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, path, 0, NULL, "out of memory");
    }
    free(l.row);
    cgap_csv_free(&csv);
}
