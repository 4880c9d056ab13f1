/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether columns.csv describes a column. */
#include <string.h>

#include "dataset_internal.h"

bool
data_described(const data_reader *self, const char *table, const char *column)
{
    const cgap_csv *csv = &self->columns;
    size_t at_table = csv->n_row > 0 ? cgap_csv_find(csv, "table") : 0;
    size_t at_column = csv->n_row > 0 ? cgap_csv_find(csv, "column") : 0;

    for (size_t r = 0; r < csv->n_row; r++) {
        if (strcmp(cgap_csv_text(csv, r, at_table), table) == 0 &&
            strcmp(cgap_csv_text(csv, r, at_column), column) == 0) {
            return true;
        }
    }
    return csv->n_row == 0;
}
