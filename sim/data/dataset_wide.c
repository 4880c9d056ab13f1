/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of one row per member: members.csv makes the list, the others fill it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/calendar.h"
#include "cgap/memory.h"
#include "dataset_internal.h"

enum { CODE_FIELD = 0 };

static bool
valid_code(const char *code)
{
    return strlen(code) == 2 && code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' &&
           code[1] <= 'Z';
}

static void
read_date(const data_reader *self, const open_table *table, size_t row, size_t f, double *year)
{
    const char *text = data_text(table, row, f);

    if (strcmp(text, "never") == 0) {
        *year = INFINITY;
    } else if (!cgap_calendar_year(text, year)) {
        data_complain(self, table, row, f,
                      "'%s' is not a date; write YYYY-MM-DD, the word never, or nothing when the "
                      "day is not known",
                      text);
    }
}

static void
read_listed(const data_reader *self, const open_table *table, size_t row, size_t f,
            cgap_listed *value)
{
    static const char *const words[] = {"no", "yes", "not_asked"}; /* order of cgap_listed */
    const char *text = data_text(table, row, f);

    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        if (strcmp(text, words[w]) == 0) {
            *value = (cgap_listed) w;
            return;
        }
    }
    data_complain(self, table, row, f, "'%s' is not an answer; write yes, no or not_asked", text);
}

static void
read_text(const data_reader *self, const open_table *table, size_t row, size_t f, size_t size,
          char *out)
{
    const char *text = data_text(table, row, f);

    if (strlen(text) >= size) {
        data_complain(self, table, row, f, "has %zu bytes, at most %zu are allowed; shorten it",
                      strlen(text), size - 1);
        return;
    }
    memcpy(out, text, strlen(text) + 1);
}

static void
read_whole(const data_reader *self, const open_table *table, size_t row, size_t f,
           const data_field *field, int *out)
{
    double value = 0.0;

    if (!data_number(self, table, row, f, field->low, field->high, &value)) {
        return;
    }
    if (value != floor(value)) {
        data_complain(self, table, row, f, "%s is not a whole number; %g to %g is allowed",
                      data_text(table, row, f), field->low, field->high);
        return;
    }
    *out = (int) value;
}

/* An empty field of a double is NaN already. */
static bool
is_empty(const data_reader *self, const open_table *table, size_t row, size_t f,
         const data_field *field)
{
    const char *imputed = data_text(table, row, table->n_known - 1);

    if (data_text(table, row, f)[0] != '\0') {
        return false;
    }
    if (data_has_word(imputed, field->column)) {
        data_complain(
            self, table, row, f,
            "is empty but named in 'imputed'; give the imputed figure or remove the name");
    } else if (!(field->flags & FIELD_MAY_BE_EMPTY)) {
        data_complain(self, table, row, f,
                      "is empty, a run needs it; give the figure, and if it is an estimate name "
                      "the column in 'imputed'");
    }
    return true;
}

static void
read_field(const data_reader *self, const open_table *table, size_t row, size_t f,
           const data_field *field, cgap_member *member)
{
    void *place = (char *) member + field->offset;
    double ignored = 0.0;

    if (table->at[f] == table->csv.n_column || is_empty(self, table, row, f, field)) {
        return;
    }
    switch (field->kind) {
    case FIELD_CODE: /* read before */
        break;
    case FIELD_TEXT:
        if (!(field->flags & FIELD_ONLY_CHECKED)) {
            read_text(self, table, row, f, field->size, place);
        }
        break;
    case FIELD_REAL:
        (void) data_number(self, table, row, f, field->low, field->high,
                           field->flags & FIELD_ONLY_CHECKED ? &ignored : place);
        break;
    case FIELD_WHOLE:
        read_whole(self, table, row, f, field, place);
        break;
    case FIELD_DATE:
        read_date(self, table, row, f, place);
        break;
    case FIELD_LISTED:
        read_listed(self, table, row, f, place);
        break;
    case FIELD_IMPUTED:
        data_check_imputed(self, table, row, f);
        break;
    }
}

static void
read_row(const data_reader *self, const open_table *table, size_t row, const data_table *layout,
         cgap_member *member)
{
    const char *imputed = data_text(table, row, layout->n_field - 1);

    for (size_t f = 0; f < layout->n_field; f++) {
        const data_field *field = &layout->field[f];

        read_field(self, table, row, f, field, member);
        if ((field->flags & FIELD_STARTS_RUN) && data_has_word(imputed, field->column)) {
            member->imputed = true;
        }
    }
}

static void
member_init(cgap_member *member, const char *code)
{
    memset(member, 0, sizeof *member);
    memcpy(member->code, code, strlen(code) + 1);
    member->budapest_in_force = NAN;
    for (size_t e = 0; e < CGAP_N_GCI; e++) {
        member->gci[e] = NAN;
    }
    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        member->pillar_2020[k] = NAN;
    }
    for (size_t s = 0; s < 2; s++) {
        for (size_t w = 0; w < CGAP_N_ENTERPRISE_WAVE; w++) {
            member->enterprise[s][w] = NAN;
        }
        for (size_t y = 0; y < CGAP_N_DESI_YEAR; y++) {
            member->desi[s][y] = NAN;
        }
    }
}

/* The line in which the code of @p row stood before, or 0. */
static int
seen_before(const open_table *table, size_t row)
{
    for (size_t r = 0; r < row; r++) {
        if (strcmp(data_text(table, r, CODE_FIELD), data_text(table, row, CODE_FIELD)) == 0) {
            return cgap_csv_line(&table->csv, r);
        }
    }
    return 0;
}

static bool
first_of_its_code(const data_reader *self, const open_table *table, size_t row)
{
    int before = seen_before(table, row);

    if (before > 0) {
        data_complain(self, table, row, CODE_FIELD,
                      "member '%s' has a row in line %d already; keep one of the two",
                      data_text(table, row, CODE_FIELD), before);
    }
    return before == 0;
}

static int
by_code(const void *a, const void *b)
{
    return strcmp(((const cgap_member *) a)->code, ((const cgap_member *) b)->code);
}

/* Codes first and sorted, so that rows are read into their final places. */
static void
list_members(data_reader *self, const open_table *table)
{
    cgap_dataset *data = self->data;

    for (size_t row = 0; row < table->csv.n_row; row++) {
        const char *code = data_text(table, row, CODE_FIELD);

        if (!valid_code(code)) {
            data_complain(self, table, row, CODE_FIELD,
                          "'%s' is not a member code; two capital letters are needed, such as EL",
                          code);
        } else if (!first_of_its_code(self, table, row)) {
            continue;
        } else if (data->n == CGAP_MAX_MEMBER) {
            data_complain(self, table, row, CODE_FIELD,
                          "is one member too many; at most %d are allowed", CGAP_MAX_MEMBER);
            return;
        } else {
            member_init(&data->member[data->n++], code);
        }
    }
    if (table->csv.n_row == 0) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, table->csv.path, 0, NULL,
                             "lists no member; add one row per member");
    }
    qsort(data->member, data->n, sizeof data->member[0], by_code);
}

static void
check_tiles(const data_reader *self, const open_table *table)
{
    for (size_t r = 0; r < table->csv.n_row; r++) {
        const cgap_dataset *data = self->data;
        size_t i = cgap_dataset_find(data, data_text(table, r, CODE_FIELD));

        for (size_t j = 0; j < i; j++) {
            const cgap_member *a = &data->member[i], *b = &data->member[j];

            if (a->grid_column == b->grid_column && a->grid_row == b->grid_row) {
                cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, table->csv.path,
                                     cgap_csv_line(&table->csv, r), a->code,
                                     "shares grid_column %d, grid_row %d with %s; give each member "
                                     "a tile of its own",
                                     a->grid_column, a->grid_row, b->code);
            }
        }
    }
}

static void
check_complete(const data_reader *self, const open_table *table, cgap_member_set seen)
{
    for (size_t i = 0; i < self->data->n; i++) {
        if (!(seen >> i & 1)) {
            cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, table->csv.path, 0,
                                 self->data->member[i].code,
                                 "member has no row in this table; add one, or remove the member "
                                 "from every table");
        }
    }
}

static void
fill_members(data_reader *self, const open_table *table, const data_table *layout)
{
    bool listing = layout == &DATA_WIDE[DATA_MEMBERS];
    cgap_member_set seen = 0;
    cgap_member nobody; /* a row of an unknown member is still checked */

    for (size_t row = 0; row < table->csv.n_row; row++) {
        size_t i = listing ? cgap_dataset_find(self->data, data_text(table, row, CODE_FIELD))
                           : data_member(self, table, row, CODE_FIELD);
        bool known = i < self->data->n;

        member_init(&nobody, "");
        if (known && !listing && !first_of_its_code(self, table, row)) {
            known = false;
        }
        read_row(self, table, row, layout, known ? &self->data->member[i] : &nobody);
        seen |= known ? (cgap_member_set) 1 << i : 0;
    }
    if (self->members_known) {
        check_complete(self, table, seen);
    }
}

void
data_read_wide(data_reader *self, const data_table *layout)
{
    const char *known[DATA_MOST_FIELD];
    char *path = cgap_text_format("%s/%s.csv", self->data->folder, layout->name);
    open_table table;
    bool open;

    for (size_t f = 0; f < layout->n_field; f++) {
        known[f] = layout->field[f].column;
    }
    open = path != NULL && data_open(self, path, layout->name, known, layout->n_field, &table);
    if (path == NULL) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, NULL, 0, NULL, "out of memory");
    }
    free(path);
    if (!open) {
        return;
    }
    if (layout == &DATA_WIDE[DATA_MEMBERS] && table.at[CODE_FIELD] != table.csv.n_column) {
        list_members(self, &table);
        self->members_known = self->data->n > 0;
    }
    if (table.at[CODE_FIELD] != table.csv.n_column) {
        size_t before = self->diagnostics->n_error;

        fill_members(self, &table, layout);
        if (layout == &DATA_WIDE[DATA_MEMBERS] && before == self->diagnostics->n_error) {
            check_tiles(self, &table);
        }
    }
    data_close(&table);
}
