/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a table of the data folder: its header, its description, its fields and messages. */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/number.h"
#include "dataset_internal.h"

enum { LARGEST_PATH = 256 };

static void
out_of_memory(cgap_diagnostics *diagnostics, const char *file)
{
    cgap_diagnostics_add(diagnostics, CGAP_ERROR, file, 0, NULL, "out of memory");
}

/* A file error carries its place in its text already. */
static bool
read_csv(data_reader *self, const char *path, cgap_csv *csv)
{
    cgap_error err = CGAP_ERROR_INIT;

    if (cgap_csv_read(csv, path, &err) != CGAP_OK) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, NULL, 0, NULL, "%s", err.text);
        return false;
    }
    return true;
}

static void
check_header_name(const data_reader *self, const open_table *table, size_t column)
{
    const char *name = table->csv.field[column];
    const char *near = cgap_nearest_name(name, table->known, table->n_known);

    for (size_t c = 0; c < column; c++) {
        if (strcmp(table->csv.field[c], name) == 0) {
            cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, table->csv.path, table->csv.line[0],
                                 name, "column stands twice (columns %zu and %zu); remove one",
                                 c + 1, column + 1);
            return;
        }
    }
    for (size_t k = 0; k < table->n_known; k++) {
        if (strcmp(table->known[k], name) == 0) {
            return;
        }
    }
    cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, table->csv.path, table->csv.line[0], name,
                         "unknown column%s%s%s; remove it or correct its name",
                         near != NULL ? " (did you mean '" : "", near != NULL ? near : "",
                         near != NULL ? "'?)" : "");
}

static void
check_header(data_reader *self, open_table *table)
{
    table->whole = true;
    for (size_t k = 0; k < table->n_known; k++) {
        table->at[k] = cgap_csv_find(&table->csv, table->known[k]);
        if (table->at[k] == table->csv.n_column) {
            cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, table->csv.path, table->csv.line[0],
                                 table->known[k], "column is missing; add it to the header");
            table->whole = false;
        } else if (!data_described(self, table->name, table->known[k])) {
            cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, table->csv.path, table->csv.line[0],
                                 table->known[k],
                                 "column is not described; add a row '%s,%s,...' to columns.csv",
                                 table->name, table->known[k]);
        }
    }
    for (size_t c = 0; c < table->csv.n_column; c++) {
        check_header_name(self, table, c);
    }
}

/* Of the files of the folder only: a matrix of one's own is none of them. */
static void
keep_hash(data_reader *self, const open_table *table)
{
    size_t length = strlen(table->name);

    for (size_t f = 0; f < CGAP_N_DATASET_FILE; f++) {
        if (strncmp(CGAP_DATASET_FILES[f], table->name, length) == 0 &&
            strcmp(CGAP_DATASET_FILES[f] + length, ".csv") == 0) {
            memcpy(self->data->sha256[f], table->csv.sha256, CGAP_SHA256_TEXT);
        }
    }
}

bool
data_open(data_reader *self, const char *path, const char *name, const char *const *known,
          size_t n_known, open_table *table)
{
    *table = (open_table){CGAP_CSV_INIT, name, known, n_known, NULL, false};
    if (!read_csv(self, path, &table->csv)) {
        return false;
    }
    table->at = cgap_memory_array(n_known, sizeof *table->at);
    if (table->at == NULL) {
        out_of_memory(self->diagnostics, path);
        data_close(table);
        return false;
    }
    keep_hash(self, table);
    check_header(self, table);
    return true;
}

void
data_close(open_table *table)
{
    cgap_csv_free(&table->csv);
    free(table->at);
    table->at = NULL;
}

const char *
data_text(const open_table *table, size_t row, size_t known)
{
    size_t column = table->at[known];

    return column == table->csv.n_column ? "" : cgap_csv_text(&table->csv, row, column);
}

void
data_complain(const data_reader *self, const open_table *table, size_t row, size_t known,
              const char *format, ...)
{
    char path[LARGEST_PATH], text[2 * LARGEST_PATH];
    const char *key = data_text(table, row, 0);
    va_list args;

    va_start(args, format);
    (void) vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void) snprintf(path, sizeof path, "%s%s%s", known == 0 ? "" : key,
                    known == 0 || key[0] == '\0' ? "" : ".", table->known[known]);
    cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, table->csv.path,
                         cgap_csv_line(&table->csv, row), path, "%s", text);
}

size_t
data_member(const data_reader *self, const open_table *table, size_t row, size_t known)
{
    const char *code = data_text(table, row, known);
    size_t member = cgap_dataset_find(self->data, code);

    if (table->at[known] != table->csv.n_column && member == self->data->n && self->members_known) {
        data_complain(self, table, row, known,
                      "'%s' is not a member code of members.csv; correct it or add the member",
                      code);
    }
    return member;
}

bool
data_number(const data_reader *self, const open_table *table, size_t row, size_t known, double low,
            double high, double *value)
{
    const char *text = data_text(table, row, known);
    char allowed[64];
    double parsed = 0.0;

    if (high == DBL_MAX) {
        (void) snprintf(allowed, sizeof allowed, "of %g or more", low);
    } else {
        (void) snprintf(allowed, sizeof allowed, "from %g to %g", low, high);
    }
    if (!cgap_number_parse(text, &parsed)) {
        data_complain(self, table, row, known,
                      "'%s' is not a number; write a decimal number %s, with a point and no unit",
                      text, allowed);
        return false;
    }
    if (!(parsed >= low && parsed <= high)) {
        data_complain(self, table, row, known,
                      "%s is out of range; a number %s is allowed, check its unit in columns.csv",
                      text, allowed);
        return false;
    }
    *value = parsed;
    return true;
}

bool
data_has_word(const char *text, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        if ((at == text || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' ')) {
            return true;
        }
    }
    return false;
}

void
data_check_imputed(const data_reader *self, const open_table *table, size_t row, size_t known)
{
    const char *at = data_text(table, row, known);

    while (*at != '\0') {
        size_t length = strcspn(at, " ");
        char word[LARGEST_PATH];
        bool found = length == 0;

        (void) snprintf(word, sizeof word, "%.*s",
                        (int) (length < sizeof word ? length : sizeof word - 1), at);
        for (size_t k = 0; k < table->n_known && !found; k++) {
            found = strcmp(table->known[k], word) == 0;
        }
        if (!found) {
            const char *near = cgap_nearest_name(word, table->known, table->n_known);

            data_complain(self, table, row, known,
                          "'%s' is not a column of this table%s%s%s; name columns, separated by "
                          "spaces",
                          word, near != NULL ? " (did you mean '" : "", near != NULL ? near : "",
                          near != NULL ? "'?)" : "");
        }
        at += length + (at[length] == ' ');
    }
}
