/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV tables of a results folder back into typed tables. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/csv.h"
#include "cgap/number.h"
#include "cgap/output.h"

static cgap_status
check_header(const cgap_csv *csv, const cgap_column *column, size_t n_column, cgap_error *err)
{
    if (csv->n_column != n_column) {
        return cgap_error_fail(err, CGAP_E_INPUT, "%s:1: has %zu columns; this table has %zu",
                               csv->path, csv->n_column, n_column);
    }
    for (size_t c = 0; c < n_column; c++) {
        if (strcmp(csv->field[c], column[c].name) != 0) {
            return cgap_error_fail(err, CGAP_E_INPUT,
                                   "%s:1: column %zu is '%s'; '%s' is expected there", csv->path,
                                   c + 1, csv->field[c], column[c].name);
        }
    }
    return CGAP_OK;
}

static cgap_status
read_cell(cgap_table *out, const cgap_csv *csv, size_t row, size_t c, cgap_error *err)
{
    const char *text = cgap_csv_text(csv, row, c);
    const char *expected = "a decimal number, or nothing";

    if (out->column[c].type == CGAP_COLUMN_TEXT) {
        cgap_table_add_text(out, text);
        return CGAP_OK;
    }
    if (out->column[c].type == CGAP_COLUMN_COUNT) {
        char *end;
        long long value;

        errno = 0;
        value = strtoll(text, &end, 10);
        if (text[strspn(text, "-0123456789")] == '\0' && end != text && *end == '\0' &&
            errno == 0) {
            cgap_table_add_count(out, value);
            return CGAP_OK;
        }
        expected = "a whole number";
    } else {
        double value;

        if (text[0] == '\0') {
            cgap_table_add_empty(out);
            return CGAP_OK;
        }
        if (cgap_number_parse(text, &value)) {
            cgap_table_add_real(out, value);
            return CGAP_OK;
        }
    }
    return cgap_error_fail(err, CGAP_E_INPUT, "%s:%d: %s is '%s'; %s is expected", csv->path,
                           cgap_csv_line(csv, row), out->column[c].name, text, expected);
}

cgap_status
cgap_output_read(cgap_table *out, const char *path, const char *name, const cgap_column *column,
                 size_t n_column, cgap_error *err)
{
    cgap_csv csv = CGAP_CSV_INIT;
    cgap_status status;

    cgap_table_init(out, name, column, n_column);
    status = cgap_csv_read(&csv, path, err);
    if (status == CGAP_OK) {
        status = check_header(&csv, column, n_column, err);
    }
    for (size_t r = 0; status == CGAP_OK && r < csv.n_row; r++) {
        for (size_t c = 0; status == CGAP_OK && c < n_column; c++) {
            status = read_cell(out, &csv, r, c, err);
        }
    }
    cgap_csv_free(&csv);
    return status == CGAP_OK ? cgap_table_finish(out, err) : status;
}
