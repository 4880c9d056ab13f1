/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
cgap_table_init(cgap_table *self, const char *name, const cgap_column *column, size_t n_column)
{
    memset(self, 0, sizeof *self);
    self->name = name;
    self->column = column;
    self->n_column = n_column;
}

void
cgap_table_free(cgap_table *self)
{
    free(self->cell);
    free(self->pool);
    cgap_table_init(self, self->name, self->column, self->n_column);
}

static void
add_cell(cgap_table *self, cgap_cell cell)
{
    if (self->failed) {
        return;
    }
    if (self->n_cell == self->capacity) {
        size_t capacity = self->capacity == 0 ? 1024 : 2 * self->capacity;
        cgap_cell *grown = realloc(self->cell, capacity * sizeof *grown);

        if (grown == NULL) {
            self->failed = true;
            return;
        }
        self->cell = grown;
        self->capacity = capacity;
    }
    self->cell[self->n_cell++] = cell;
    self->n_row = self->n_cell / self->n_column;
}

/* The cell one row up, when it holds the same text, is the commonest place to find it. */
static bool
same_as_above(const cgap_table *self, const char *text, size_t *offset)
{
    if (self->n_cell < self->n_column) {
        return false;
    }
    *offset = self->cell[self->n_cell - self->n_column].text;
    return *offset < self->pool_used && strcmp(self->pool + *offset, text) == 0;
}

static bool
pool_add(cgap_table *self, const char *text, size_t *offset)
{
    size_t size = strlen(text) + 1;

    if (self->pool_capacity - self->pool_used < size) {
        size_t capacity = 2 * self->pool_capacity + size + 1024;
        char *grown = realloc(self->pool, capacity);

        if (grown == NULL) {
            return false;
        }
        self->pool = grown;
        self->pool_capacity = capacity;
    }
    *offset = self->pool_used;
    memcpy(self->pool + self->pool_used, text, size);
    self->pool_used += size;
    return true;
}

void
cgap_table_add_text(cgap_table *self, const char *text)
{
    cgap_cell cell = {.text = 0};
    const char *said = text == NULL ? "" : text;

    if (!same_as_above(self, said, &cell.text) && !pool_add(self, said, &cell.text)) {
        self->failed = true;
        return;
    }
    add_cell(self, cell);
}

void
cgap_table_add_real(cgap_table *self, double value)
{
    add_cell(self, (cgap_cell){.real = isfinite(value) ? value : NAN});
}

void
cgap_table_add_count(cgap_table *self, long long value)
{
    add_cell(self, (cgap_cell){.count = value});
}

void
cgap_table_add_empty(cgap_table *self)
{
    cgap_table_add_real(self, NAN);
}

cgap_status
cgap_table_finish(const cgap_table *self, cgap_error *err)
{
    if (self->failed) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for table '%s'", self->name);
    }
    if (self->n_cell != self->n_row * self->n_column) {
        return cgap_error_fail(err, CGAP_E_ARGUMENT, "the last row of table '%s' is incomplete",
                               self->name);
    }
    return CGAP_OK;
}

const char *
cgap_table_text(const cgap_table *self, size_t row, size_t column)
{
    return self->pool + self->cell[row * self->n_column + column].text;
}

double
cgap_table_real(const cgap_table *self, size_t row, size_t column)
{
    cgap_cell cell = self->cell[row * self->n_column + column];

    return self->column[column].type == CGAP_COLUMN_COUNT ? (double) cell.count : cell.real;
}

size_t
cgap_table_find(const cgap_table *self, const char *name)
{
    size_t c = 0;

    while (c < self->n_column && strcmp(self->column[c].name, name) != 0) {
        c++;
    }
    return c;
}
