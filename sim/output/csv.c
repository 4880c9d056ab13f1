/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as comma-separated text (RFC 4180, but LF). */
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
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

static void
write_rows(cgap_writer *out, const cgap_table *table, size_t from, size_t to)
{
    for (size_t r = from; r < to; r++) {
        for (size_t c = 0; c < table->n_column; c++) {
            if (c > 0) {
                cgap_writer_bytes(out, ",", 1);
            }
            write_cell(out, table, r, c);
        }
        cgap_writer_bytes(out, "\n", 1);
    }
}

enum { ROWS_OF_A_PIECE = 4096, MOST_HANDS = 16 };

/* Rows that a thread of its own makes text of, in memory. */
typedef struct piece {
    const cgap_table *table;
    size_t from, to;
    bool whole; /* text is all of it */
    char *text;
    size_t size;
} piece;

static void *
make_text(void *context)
{
    piece *self = context;
    FILE *memory = open_memstream(&self->text, &self->size);
    cgap_writer out;
    bool written;

    if (memory == NULL) {
        return NULL;
    }
    cgap_writer_init(&out, memory);
    write_rows(&out, self->table, self->from, self->to);
    written = cgap_writer_finish(&out, "memory", NULL) == CGAP_OK;
    self->whole = fclose(memory) == 0 && written;
    return NULL;
}

/* Pieces side by side, then one after the other into the stream. What no thread made, for want of
 * threads or of memory, is written from here. */
static void
write_pieces(cgap_writer *out, piece *pieces, size_t n)
{
    pthread_t thread[MOST_HANDS];
    size_t started = 0;

    while (started + 1 < n &&
           pthread_create(&thread[started], NULL, make_text, &pieces[started + 1]) == 0) {
        started++;
    }
    write_rows(out, pieces[0].table, pieces[0].from, pieces[0].to);
    for (size_t p = 1; p < n; p++) {
        if (p <= started) {
            (void) pthread_join(thread[p - 1], NULL);
        }
        if (pieces[p].whole) {
            cgap_writer_bytes(out, pieces[p].text, pieces[p].size);
        } else {
            write_rows(out, pieces[p].table, pieces[p].from, pieces[p].to);
        }
        free(pieces[p].text);
    }
}

static size_t
lesser(size_t a, size_t b)
{
    return a < b ? a : b;
}

void
cgap_csv_write(cgap_writer *out, const cgap_table *table, size_t threads)
{
    size_t hands = lesser(threads > 0 ? threads : 1, MOST_HANDS);

    for (size_t c = 0; c < table->n_column; c++) {
        cgap_writer_text(out, c > 0 ? "," : "");
        write_field(out, table->column[c].name);
    }
    cgap_writer_bytes(out, "\n", 1);
    for (size_t row = 0; row < table->n_row;) {
        piece pieces[MOST_HANDS] = {{0}};
        size_t n = 0;

        for (; n < hands && row < table->n_row; n++) {
            size_t to = lesser(row + ROWS_OF_A_PIECE, table->n_row);

            pieces[n] = (piece){.table = table, .from = row, .to = to};
            row = to;
        }
        write_pieces(out, pieces, n);
    }
}
