/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The key tables as one workbook (libxlsxwriter, where the build found it): a sheet per table with
 * the meaning and unit of each column above it, numbers as numbers. Long tables with a time are cut
 * to the rows at the start, on each 1 January and at the end: a sheet ends after a million rows.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/output.h"

#ifdef CGAP_WITH_XLSXWRITER
#include <xlsxwriter.h>

enum { HEAD_ROWS = 3, WIDE_COLUMN = 16, LONG_TABLE = 10000 };

static const double SAME_TIME = 1e-6;     /* years */
static const time_t NO_CLOCK = 946684800; /* 2000-01-01: equal runs write equal files */

bool
cgap_workbook_available(void)
{
    return true;
}

/* A table under way into its sheet. */
typedef struct sheet {
    lxw_worksheet *paper;
    lxw_format *head, *note;
    const cgap_table *table;
    size_t time; /* column of the time, n_column when there is none */
    double start, end;
} sheet;

static void
find_span(sheet *self)
{
    const cgap_table *table = self->table;

    self->time = cgap_table_find(table, "time");
    for (size_t r = 0; self->time < table->n_column && r < table->n_row; r++) {
        double time = cgap_table_real(table, r, self->time);

        self->start = r == 0 ? time : fmin(self->start, time);
        self->end = r == 0 ? time : fmax(self->end, time);
    }
}

static bool
is_shown(const sheet *self, size_t row)
{
    double time;

    if (self->time == self->table->n_column || self->table->n_row <= LONG_TABLE) {
        return true;
    }
    time = cgap_table_real(self->table, row, self->time);
    return !isfinite(time) || fabs(time - floor(time + 0.5)) < SAME_TIME ||
           fabs(time - self->start) < SAME_TIME || fabs(time - self->end) < SAME_TIME;
}

static bool
fits(const sheet *self)
{
    size_t shown = 0;

    for (size_t r = 0; r < self->table->n_row; r++) {
        shown += is_shown(self, r);
    }
    return shown <= CGAP_SHEET_ROWS;
}

static lxw_error
write_head(const sheet *self)
{
    lxw_error failure = LXW_NO_ERROR;

    for (size_t c = 0; c < self->table->n_column && failure == LXW_NO_ERROR; c++) {
        const cgap_column *column = &self->table->column[c];
        lxw_col_t at = (lxw_col_t) c;

        failure = worksheet_write_string(self->paper, 0, at, column->meaning, self->note);
        if (failure == LXW_NO_ERROR && column->unit[0] != '\0') {
            failure = worksheet_write_string(self->paper, 1, at, column->unit, self->note);
        }
        if (failure == LXW_NO_ERROR) {
            failure = worksheet_write_string(self->paper, 2, at, column->name, self->head);
        }
    }
    worksheet_freeze_panes(self->paper, HEAD_ROWS, 1);
    (void) worksheet_set_column(self->paper, 0, (lxw_col_t) (self->table->n_column - 1),
                                WIDE_COLUMN, NULL);
    return failure;
}

static lxw_error
write_cell(const sheet *self, lxw_row_t line, size_t row, size_t c)
{
    const cgap_table *table = self->table;
    double value;

    if (table->column[c].type == CGAP_COLUMN_TEXT) {
        const char *text = cgap_table_text(table, row, c);

        return text[0] == '\0'
                   ? LXW_NO_ERROR
                   : worksheet_write_string(self->paper, line, (lxw_col_t) c, text, NULL);
    }
    value = cgap_table_real(table, row, c);
    return isfinite(value) ? worksheet_write_number(self->paper, line, (lxw_col_t) c, value, NULL)
                           : LXW_NO_ERROR;
}

static lxw_error
write_rows(const sheet *self)
{
    lxw_row_t line = HEAD_ROWS;
    lxw_error failure = LXW_NO_ERROR;

    for (size_t r = 0; r < self->table->n_row && failure == LXW_NO_ERROR; r++) {
        if (!is_shown(self, r)) {
            continue;
        }
        for (size_t c = 0; c < self->table->n_column && failure == LXW_NO_ERROR; c++) {
            failure = write_cell(self, line, r, c);
        }
        line++;
    }
    if (failure == LXW_NO_ERROR && line > HEAD_ROWS) {
        failure = worksheet_autofilter(self->paper, HEAD_ROWS - 1, 0, line - 1,
                                       (lxw_col_t) (self->table->n_column - 1));
    }
    return failure;
}

static lxw_error
write_sheets(lxw_workbook *book, const cgap_table *const *table, size_t n, char *left_out)
{
    lxw_format *head = workbook_add_format(book), *note = workbook_add_format(book);
    lxw_error failure =
        head == NULL || note == NULL ? LXW_ERROR_MEMORY_MALLOC_FAILED : LXW_NO_ERROR;

    if (failure == LXW_NO_ERROR) {
        format_set_bold(head);
        format_set_bottom(head, LXW_BORDER_THIN);
        format_set_text_wrap(note);
        format_set_font_size(note, 8);
        format_set_align(note, LXW_ALIGN_VERTICAL_TOP);
    }
    for (size_t t = 0; t < n && failure == LXW_NO_ERROR; t++) {
        sheet one = {.head = head, .note = note, .table = table[t]};

        find_span(&one);
        if (!fits(&one)) {
            size_t used = strlen(left_out);

            (void) snprintf(left_out + used, CGAP_LEFT_OUT_SIZE - used, "%s%s",
                            used > 0 ? ", " : "", table[t]->name);
            continue;
        }
        one.paper = workbook_add_worksheet(book, table[t]->name);
        if (one.paper == NULL) {
            return LXW_ERROR_MEMORY_MALLOC_FAILED;
        }
        failure = write_head(&one);
        failure = failure == LXW_NO_ERROR ? write_rows(&one) : failure;
    }
    return failure;
}

cgap_status
cgap_workbook_write(const char *folder, const cgap_table *const *table, size_t n,
                    char left_out[CGAP_LEFT_OUT_SIZE], cgap_error *err)
{
    char *path = cgap_text_format("%s/tables.xlsx", folder);
    lxw_workbook *book = path == NULL ? NULL : workbook_new(path);
    lxw_doc_properties about = {.title = "Results of cgap",
                                .comments = "Of tables with more than 10,000 rows, those at the "
                                            "start, on each 1 January and at the end; the CSV "
                                            "files beside it have all",
                                .created = NO_CLOCK};
    lxw_error failure, closed;

    left_out[0] = '\0';
    if (book == NULL) {
        free(path);
        return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", folder);
    }
    failure = workbook_set_properties(book, &about);
    failure = failure == LXW_NO_ERROR ? write_sheets(book, table, n, left_out) : failure;
    closed = workbook_close(book); /* writes the file, and frees the book in any case */
    failure = failure == LXW_NO_ERROR ? closed : failure;
    if (failure != LXW_NO_ERROR) {
        (void) cgap_error_fail(err, CGAP_E_IO, "%s: cannot be written (%s)", path,
                               lxw_strerror(failure));
        (void) remove(path);
    }
    free(path);
    return failure == LXW_NO_ERROR ? CGAP_OK : CGAP_E_IO;
}

#else

bool
cgap_workbook_available(void)
{
    return false;
}

cgap_status
cgap_workbook_write(const char *folder, const cgap_table *const *table, size_t n,
                    char left_out[CGAP_LEFT_OUT_SIZE], cgap_error *err)
{
    (void) folder;
    (void) table;
    (void) n;
    left_out[0] = '\0';
    return cgap_error_fail(err, CGAP_E_INPUT,
                           "this cgap was built without libxlsxwriter and writes no workbook; "
                           "install libxlsxwriter-dev and build again");
}

#endif
