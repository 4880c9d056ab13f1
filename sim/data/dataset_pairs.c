/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of pairs of members: trade, borders, and matrices a user brings. */
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "dataset_internal.h"

enum { FIRST, SECOND, VALUE };

static const char *const TRADE[] = {"from", "to", "value_musd", "imputed"};
enum { TRADE_IMPUTED = 3, N_TRADE };
static const char *const BORDERS[] = {"a", "b"};
enum { N_BORDERS = 2 };
static const char *const MATRIX[] = {"from", "to", "value"};
enum { N_MATRIX = 3 };

/* Both members of a row, or a message and false. @p line_of [n x n] remembers where a pair stood.
 */
static bool
read_pair(const data_reader *self, const open_table *table, size_t row, int *line_of, size_t *a,
          size_t *b)
{
    size_t n = self->data->n;

    *a = data_member(self, table, row, FIRST);
    *b = data_member(self, table, row, SECOND);
    if (*a == n || *b == n) {
        return false;
    }
    if (*a == *b) {
        data_complain(self, table, row, SECOND,
                      "pairs %s with itself; only pairs of different members are allowed, remove "
                      "the row",
                      self->data->member[*a].code);
        return false;
    }
    if (line_of[*a * n + *b] != 0) {
        data_complain(self, table, row, SECOND,
                      "the pair %s, %s stands in line %d already; keep one of the two",
                      self->data->member[*a].code, self->data->member[*b].code,
                      line_of[*a * n + *b]);
        return false;
    }
    line_of[*a * n + *b] = cgap_csv_line(&table->csv, row);
    return true;
}

/* Values of pairs into a square of @p stride columns. */
static void
read_values(const data_reader *self, const open_table *table, int *line_of, double *matrix,
            size_t stride)
{
    size_t a, b;

    for (size_t row = 0; row < table->csv.n_row; row++) {
        double value = 0.0;
        bool pair = read_pair(self, table, row, line_of, &a, &b);

        if (table->at[VALUE] != table->csv.n_column &&
            data_number(self, table, row, VALUE, 0.0, DBL_MAX, &value) && pair) {
            matrix[a * stride + b] = value;
        }
        if (table->n_known > TRADE_IMPUTED) {
            data_check_imputed(self, table, row, TRADE_IMPUTED);
        }
    }
}

/* A member without any sale or purchase is a row that was lost, not a fact. */
static void
check_trade(const data_reader *self, const open_table *table)
{
    const cgap_dataset *data = self->data;

    for (size_t i = 0; i < data->n && data->n > 1; i++) {
        double sold = 0.0, bought = 0.0;

        for (size_t j = 0; j < data->n; j++) {
            sold += data->trade_musd[i][j];
            bought += data->trade_musd[j][i];
        }
        if (!(sold > 0.0) || !(bought > 0.0)) {
            cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, table->csv.path, 0,
                                 data->member[i].code,
                                 "member %s the others; add its rows, or remove the member from "
                                 "every table",
                                 sold > 0.0 ? "buys nothing from" : "sells nothing to");
        }
    }
}

static void
read_border_rows(const data_reader *self, const open_table *table, int *line_of)
{
    cgap_dataset *data = self->data;
    size_t a, b;

    for (size_t row = 0; row < table->csv.n_row; row++) {
        if (read_pair(self, table, row, line_of, &a, &b)) {
            line_of[b * data->n + a] = line_of[a * data->n + b];
            data->border[a] |= (cgap_member_set) 1 << b;
            data->border[b] |= (cgap_member_set) 1 << a;
        }
    }
}

static bool
open_pairs(data_reader *self, const char *name, const char *const *known, size_t n_known,
           open_table *table, int **line_of)
{
    char *path = cgap_text_format("%s/%s.csv", self->data->folder, name);
    bool open = path != NULL && data_open(self, path, name, known, n_known, table);

    *line_of = cgap_memory_array(self->data->n * self->data->n, sizeof **line_of);
    if (path == NULL || *line_of == NULL) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, path, 0, NULL, "out of memory");
    }
    free(path);
    if (open && *line_of == NULL) {
        data_close(table);
    }
    if (!open || *line_of == NULL) {
        free(*line_of);
        return false;
    }
    return true;
}

void
data_read_trade(data_reader *self)
{
    open_table table;
    int *line_of;
    size_t before = self->diagnostics->n_error;

    if (!open_pairs(self, "trade", TRADE, N_TRADE, &table, &line_of)) {
        return;
    }
    read_values(self, &table, line_of, &self->data->trade_musd[0][0], CGAP_MAX_MEMBER);
    if (self->members_known && before == self->diagnostics->n_error) {
        check_trade(self, &table);
    }
    free(line_of);
    data_close(&table);
}

void
data_read_borders(data_reader *self)
{
    open_table table;
    int *line_of;

    if (!open_pairs(self, "borders", BORDERS, N_BORDERS, &table, &line_of)) {
        return;
    }
    read_border_rows(self, &table, line_of);
    free(line_of);
    data_close(&table);
}

void
cgap_dataset_read_matrix(const cgap_dataset *self, const char *path, double *matrix,
                         cgap_diagnostics *diagnostics)
{
    /* The reader's dataset is not changed here: matrices stand beside it. */
    data_reader reader = {(cgap_dataset *) self, diagnostics, CGAP_CSV_INIT, true};
    int *line_of = cgap_memory_array(self->n * self->n, sizeof *line_of);
    open_table table;

    memset(matrix, 0, self->n * self->n * sizeof *matrix);
    if (line_of == NULL) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, path, 0, NULL, "out of memory");
    } else if (data_open(&reader, path, "matrix", MATRIX, N_MATRIX, &table)) {
        read_values(&reader, &table, line_of, matrix, self->n);
        data_close(&table);
    }
    free(line_of);
}
