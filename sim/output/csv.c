/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as comma-separated text (RFC 4180, but LF). */
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/table.h"
#include "cgap/tasks.h"
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

enum { ROWS_OF_A_PIECE = 1024 };

/* A table on its way into a stream: threads make text of pieces in memory, and each puts its own
 * into the stream when those before it are there. */
typedef struct press {
    cgap_writer *out;
    const cgap_table *table;
    pthread_mutex_t lock;
    pthread_cond_t turn; /* next has changed */
    size_t next;         /* the piece that may go into the stream */
} press;

typedef struct piece {
    size_t from, to; /* rows */
    char *text;      /* all of it, or NULL; owned */
    size_t size;
} piece;

static void
make_text(piece *self, const cgap_table *table)
{
    FILE *memory = open_memstream(&self->text, &self->size);
    cgap_writer out;
    bool whole;

    if (memory == NULL) {
        return;
    }
    cgap_writer_init(&out, memory);
    write_rows(&out, table, self->from, self->to);
    whole = cgap_writer_finish(&out, "memory", NULL) == CGAP_OK;
    whole = fclose(memory) == 0 && whole;
    if (!whole) {
        free(self->text);
        self->text = NULL;
    }
}

static void
wait_for_turn(press *self, size_t number)
{
    (void) pthread_mutex_lock(&self->lock);
    while (self->next != number) {
        (void) pthread_cond_wait(&self->turn, &self->lock);
    }
    (void) pthread_mutex_unlock(&self->lock);
}

static void
end_turn(press *self)
{
    (void) pthread_mutex_lock(&self->lock);
    self->next++;
    (void) pthread_cond_broadcast(&self->turn);
    (void) pthread_mutex_unlock(&self->lock);
}

/* Pieces are begun in order, so that the one all others wait for is always at work. What did not
 * find memory goes into the stream as it comes. */
static void
print_piece(void *context, size_t number)
{
    press *self = context;
    piece one = {.from = number * ROWS_OF_A_PIECE, .to = (number + 1) * ROWS_OF_A_PIECE};

    one.to = one.to < self->table->n_row ? one.to : self->table->n_row;
    make_text(&one, self->table);
    wait_for_turn(self, number);
    if (one.text != NULL) {
        cgap_writer_bytes(self->out, one.text, one.size);
    } else {
        write_rows(self->out, self->table, one.from, one.to);
    }
    end_turn(self);
    free(one.text);
}

/* False, with nothing written, where the system has no locks to give. */
static bool
print_pieces(cgap_writer *out, const cgap_table *table, size_t threads)
{
    press all = {.out = out, .table = table};

    if (pthread_mutex_init(&all.lock, NULL) != 0) {
        return false;
    }
    if (pthread_cond_init(&all.turn, NULL) != 0) {
        (void) pthread_mutex_destroy(&all.lock);
        return false;
    }
    cgap_tasks_do(print_piece, &all, (table->n_row + ROWS_OF_A_PIECE - 1) / ROWS_OF_A_PIECE,
                  threads);
    (void) pthread_cond_destroy(&all.turn);
    (void) pthread_mutex_destroy(&all.lock);
    return true;
}

void
cgap_csv_write(cgap_writer *out, const cgap_table *table, size_t threads)
{
    for (size_t c = 0; c < table->n_column; c++) {
        cgap_writer_text(out, c > 0 ? "," : "");
        write_field(out, table->column[c].name);
    }
    cgap_writer_bytes(out, "\n", 1);
    if (threads < 2 || table->n_row <= ROWS_OF_A_PIECE || !print_pieces(out, table, threads)) {
        write_rows(out, table, 0, table->n_row);
    }
}
