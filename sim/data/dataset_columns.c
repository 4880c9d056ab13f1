/* SPDX-License-Identifier: GPL-3.0-or-later */
/* columns.csv: the description of every column of every table, held against their headers. */
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "dataset_internal.h"

static const char *const COLUMNS[] = {"table", "column", "unit",   "edition",
                                      "date",  "source", "meaning"};
enum { TABLE, COLUMN, MEANING = 6, N_COLUMNS };

static bool
same_column(const open_table *table, size_t r, size_t s)
{
    return strcmp(data_text(table, r, TABLE), data_text(table, s, TABLE)) == 0 &&
           strcmp(data_text(table, r, COLUMN), data_text(table, s, COLUMN)) == 0;
}

static void
check_row(const data_reader *self, const open_table *table, size_t row)
{
    if (data_text(table, row, MEANING)[0] == '\0') {
        data_complain(self, table, row, MEANING,
                      "is empty; say what the column holds in one sentence");
    }
    for (size_t s = 0; s < row; s++) {
        if (same_column(table, row, s)) {
            data_complain(self, table, row, COLUMN,
                          "'%s' is described in line %d already; remove one of the two",
                          data_text(table, row, COLUMN), cgap_csv_line(&table->csv, s));
        }
    }
}

void
data_open_columns(data_reader *self)
{
    char *path = cgap_text_format("%s/columns.csv", self->data->folder);
    open_table table;
    bool open = path != NULL && data_open(self, path, "columns", COLUMNS, N_COLUMNS, &table);

    if (path == NULL) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, NULL, 0, NULL, "out of memory");
    }
    free(path);
    if (!open) {
        return;
    }
    for (size_t r = 0; table.whole && r < table.csv.n_row; r++) {
        check_row(self, &table, r);
    }
    if (table.csv.n_row == 0) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, table.csv.path, 0, NULL,
                             "describes no column; add one row per column of each table");
    } else if (table.whole) { /* stays open: it judges the headers of all other tables */
        self->columns = table.csv;
        table.csv = (cgap_csv) CGAP_CSV_INIT;
    }
    data_close(&table);
}
