/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables as JSON: an array of records, one line each. Texts are escaped by jansson; numbers keep
 * the spelling of the CSV files. A tree of the whole table would take a hundred times its size, so
 * rows are written as they come.
 */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/table.h"
#include "writer.h"

/* One text column: its key, and the last text with its escaped form, since neighbours repeat. */
typedef struct text_column {
    char *key;  /* "name": , owned */
    char *last; /* escaped, owned; NULL before the first row */
    size_t offset;
} text_column;

static char *
escaped(const char *text)
{
    json_t *value = json_string(text);
    char *out = value == NULL ? NULL : json_dumps(value, JSON_ENCODE_ANY);

    json_decref(value);
    return out;
}

static cgap_status
write_text(cgap_writer *out, const cgap_table *table, text_column *column, size_t offset,
           cgap_error *err)
{
    if (column->last == NULL || column->offset != offset) {
        char *text = escaped(table->pool + offset);

        if (text == NULL) {
            return cgap_error_fail(err, CGAP_E_MEMORY,
                                   "table '%s': a text is not UTF-8, or out of memory: \"%.80s\"",
                                   table->name, table->pool + offset);
        }
        free(column->last);
        column->last = text;
        column->offset = offset;
    }
    cgap_writer_text(out, column->last);
    return CGAP_OK;
}

static cgap_status
write_row(cgap_writer *out, const cgap_table *table, size_t row, text_column *column,
          cgap_error *err)
{
    cgap_status status = CGAP_OK;

    cgap_writer_text(out, row == 0 ? "\n{" : ",\n{");
    for (size_t c = 0; c < table->n_column && status == CGAP_OK; c++) {
        cgap_cell cell = table->cell[row * table->n_column + c];

        cgap_writer_text(out, c > 0 ? ", " : "");
        cgap_writer_text(out, column[c].key);
        cgap_writer_text(out, ": ");
        if (table->column[c].type == CGAP_COLUMN_TEXT) {
            status = write_text(out, table, &column[c], cell.text, err);
        } else if (table->column[c].type == CGAP_COLUMN_COUNT) {
            cgap_writer_count(out, cell.count);
        } else if (isfinite(cell.real)) {
            cgap_writer_number(out, cell.real);
        } else {
            cgap_writer_text(out, "null");
        }
    }
    cgap_writer_text(out, "}");
    return status;
}

cgap_status
cgap_json_write(cgap_writer *out, const cgap_table *table, cgap_error *err)
{
    cgap_status status = CGAP_OK;
    text_column *column = cgap_memory_array(table->n_column, sizeof *column);

    if (column == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for table '%s'", table->name);
    }
    for (size_t c = 0; c < table->n_column && status == CGAP_OK; c++) {
        column[c].key = escaped(table->column[c].name);
        if (column[c].key == NULL) {
            status =
                cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for table '%s'", table->name);
        }
    }
    cgap_writer_text(out, "[");
    for (size_t r = 0; r < table->n_row && status == CGAP_OK; r++) {
        status = write_row(out, table, r, column, err);
    }
    cgap_writer_text(out, "\n]\n");
    for (size_t c = 0; c < table->n_column; c++) {
        free(column[c].key);
        free(column[c].last);
    }
    free(column);
    return status;
}
