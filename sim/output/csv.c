/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as comma-separated text (RFC 4180, but LF). */
#include <math.h>
#include <string.h>

#include "cgap/table.h"
#include "writer.h"

static void
write_field(cgap_writer *out, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        cgap_writer_text(out, text);
        return;
    }
    cgap_writer_bytes(out, "\"", 1);
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        cgap_writer_bytes(out, text, (size_t) (quote - text));
        cgap_writer_bytes(out, "\"\"", 2);
    }
    cgap_writer_text(out, text);
    cgap_writer_bytes(out, "\"", 1);
}

static void
write_cell(cgap_writer *out, const cgap_table *table, size_t row, size_t column)
{
    cgap_cell cell = table->cell[row * table->n_column + column];

    switch (table->column[column].type) {
    case CGAP_COLUMN_TEXT:
        write_field(out, table->pool + cell.text);
        break;
    case CGAP_COLUMN_COUNT:
        cgap_writer_count(out, cell.count);
        break;
    case CGAP_COLUMN_REAL:
        if (isfinite(cell.real)) {
            cgap_writer_number(out, cell.real);
        }
        break;
    }
}

void
cgap_csv_write(cgap_writer *out, const cgap_table *table)
{
    for (size_t c = 0; c < table->n_column; c++) {
        cgap_writer_text(out, c > 0 ? "," : "");
        write_field(out, table->column[c].name);
    }
    cgap_writer_bytes(out, "\n", 1);
    for (size_t r = 0; r < table->n_row; r++) {
        for (size_t c = 0; c < table->n_column; c++) {
            if (c > 0) {
                cgap_writer_bytes(out, ",", 1);
            }
            write_cell(out, table, r, c);
        }
        cgap_writer_bytes(out, "\n", 1);
    }
}
