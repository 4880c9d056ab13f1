/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/charts.h"
#include "cgap/memory.h"
#include "cgap/number.h"

enum { LINE_WIDTH = 80, MOST_COLUMNS = 32, WIDEST_COLUMN = 36 };

void
cgap_say(const char *format, ...)
{
    va_list args;

    (void) fputs("cgap: ", stderr);
    va_start(args, format);
    (void) vfprintf(stderr, format, args);
    va_end(args);
    (void) fputc('\n', stderr);
}

void
cgap_warn_of_letters(const char *folder, const char *pictures, const char *formats)
{
    bool drawn =
        formats == NULL || strstr(formats, "png") != NULL || strstr(formats, "pdf") != NULL;
    char *path = drawn ? cgap_text_format("%s/%s", folder, pictures) : NULL;
    char letters[CGAP_LETTERS_SIZE];
    const char *package = path == NULL ? NULL : cgap_charts_unseen(path, letters);

    if (package != NULL) {
        cgap_say("warning: no installed font has '%s': PNG and PDF show boxes in their place; "
                 "install %s (apt-get install %s) and draw again",
                 letters, package, package);
    }
    free(path);
}

int
cgap_end(cgap_status status, const cgap_error *err)
{
    if (status != CGAP_OK && err->text[0] != '\0') {
        cgap_say("%s", err->text);
    }
    return cgap_status_exit_code(status);
}

void
cgap_print_diagnostics(const cgap_diagnostics *diagnostics, bool warnings)
{
    for (size_t m = 0; m < diagnostics->n; m++) {
        char line[2048];

        if (warnings || diagnostics->at[m].severity == CGAP_ERROR) {
            cgap_message_format(&diagnostics->at[m], line, sizeof line);
            (void) fprintf(stderr, "%s\n", line);
        }
    }
    if (diagnostics->exhausted) {
        cgap_say("out of memory; some messages are lost");
    }
}

void
cgap_print_wrapped(const char *text, size_t indent)
{
    size_t column = indent;

    while (*text != '\0') {
        size_t word = strcspn(text, " \n");

        if (column > indent && column + 1 + word > LINE_WIDTH) {
            (void) printf("\n%*s", (int) indent, "");
            column = indent;
        } else if (column > indent) {
            (void) putchar(' ');
            column++;
        }
        (void) printf("%.*s", (int) word, text);
        column += word;
        text += word;
        if (*text == '\n') {
            (void) printf("\n%*s", (int) indent, "");
            column = indent;
        }
        text += *text != '\0';
    }
    (void) putchar('\n');
}

/* Characters a UTF-8 text takes on a terminal (none of ours are wide). */
static size_t
width_of(const char *text)
{
    size_t width = 0;

    for (; *text != '\0'; text++) {
        width += ((unsigned char) *text & 0xC0U) != 0x80U;
    }
    return width;
}

static const char *
cell_text(const cgap_table *table, size_t row, size_t column, char buffer[CGAP_NUMBER_SIZE])
{
    cgap_cell cell = table->cell[row * table->n_column + column];

    buffer[0] = '\0';
    if (table->column[column].type == CGAP_COLUMN_TEXT) {
        return cgap_table_text(table, row, column);
    }
    if (table->column[column].type == CGAP_COLUMN_COUNT) {
        (void) snprintf(buffer, CGAP_NUMBER_SIZE, "%lld", cell.count);
    } else if (isfinite(cell.real)) {
        (void) cgap_number_format(cell.real, buffer);
    }
    return buffer;
}

static void
print_padded(const char *text, size_t width, bool right, bool last)
{
    size_t own = width_of(text), missing = own < width ? width - own : 0;

    if (right) {
        (void) printf("%*s%s", (int) missing, "", text);
    } else {
        (void) printf("%s%*s", text, last ? 0 : (int) missing, "");
    }
    (void) fputs(last ? "\n" : "  ", stdout);
}

void
cgap_print_table(const cgap_table *table, const char *const *column)
{
    size_t chosen[MOST_COLUMNS], width[MOST_COLUMNS], n = 0;
    char buffer[CGAP_NUMBER_SIZE];

    for (size_t c = 0;
         c < MOST_COLUMNS && (column != NULL ? column[c] != NULL : c < table->n_column); c++) {
        size_t found = column != NULL ? cgap_table_find(table, column[c]) : c;

        if (found < table->n_column) {
            chosen[n] = found;
            width[n++] = width_of(table->column[found].name);
        }
    }
    for (size_t r = 0; r < table->n_row; r++) {
        for (size_t c = 0; c < n; c++) {
            size_t own = width_of(cell_text(table, r, chosen[c], buffer));

            if (own > width[c]) { /* a longer text pushes the rest of its row to the right */
                width[c] = own < WIDEST_COLUMN ? own : WIDEST_COLUMN;
            }
        }
    }
    for (size_t c = 0; c < n; c++) {
        bool number = table->column[chosen[c]].type != CGAP_COLUMN_TEXT;

        print_padded(table->column[chosen[c]].name, width[c], number, c + 1 == n);
    }
    for (size_t r = 0; r < table->n_row; r++) {
        for (size_t c = 0; c < n; c++) {
            bool number = table->column[chosen[c]].type != CGAP_COLUMN_TEXT;

            print_padded(cell_text(table, r, chosen[c], buffer), width[c], number, c + 1 == n);
        }
    }
}

cgap_status
cgap_print(const cgap_table *table, bool as_text, cgap_format format, const char *const *column,
           cgap_error *err)
{
    if (!as_text) {
        return cgap_output_stream(table, format, stdout, "standard output", err);
    }
    cgap_print_table(table, column);
    return cgap_flush_output(err);
}

cgap_status
cgap_flush_output(cgap_error *err)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        return CGAP_OK;
    }
    return cgap_error_fail(err, CGAP_E_IO, "standard output cannot be written (%s)",
                           strerror(errno != 0 ? errno : EIO));
}
