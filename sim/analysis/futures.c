/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Designs of futures: drawn over the ranges of what is uncertain, or read from a file. */
#include "cgap/futures.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/csv.h"
#include "cgap/elementary.h"
#include "cgap/memory.h"
#include "cgap/number.h"
#include "cgap/parameter.h"
#include "cgap/rng.h"
#include "halton.h"
#include "ordered.h"

enum { MOST_FUTURES = 100000 };

void
cgap_futures_free(cgap_futures *self)
{
    for (size_t f = 0; self->name != NULL && f < self->n; f++) {
        free(self->name[f]);
    }
    for (size_t k = 0; self->key != NULL && k < self->n_key; k++) {
        free(self->key[k]);
    }
    free(self->name);
    free(self->key);
    free(self->value);
    free(self->line);
    memset(self, 0, sizeof *self);
}

static cgap_status
out_of_memory(cgap_futures *self, cgap_error *err)
{
    cgap_futures_free(self);
    return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the futures");
}

static bool
create(cgap_futures *self, size_t n, size_t n_key)
{
    memset(self, 0, sizeof *self);
    self->n = n;
    self->n_key = n_key;
    self->name = cgap_memory_array(n, sizeof *self->name);
    self->key = cgap_memory_array(n_key, sizeof *self->key);
    self->value = cgap_memory_array(n, n_key * sizeof *self->value);
    return self->name != NULL && self->key != NULL && self->value != NULL;
}

static bool
is_held(const char *key, const char *const *held, size_t n_held)
{
    size_t length = strlen(key);

    for (size_t h = 0; h < n_held; h++) {
        if (strncmp(held[h], key, length) == 0 &&
            (held[h][length] == '=' || held[h][length] == 0)) {
            return true;
        }
    }
    return false;
}

/* Whether a row of the parameter table is uncertain: it has a range and a law of its own, be it by
 * evidence or by assumption. What a policy chooses has the word scenario or fixed in place of a
 * law, and the design of an instrument belongs to the strategy. */
static bool
is_drawn(const cgap_parameter *row)
{
    static const char *const drawn[] = {"uniform", "loguniform", "triangular", "normal",
                                        "lognormal"};
    bool has_law = false;

    for (size_t d = 0; d < sizeof drawn / sizeof drawn[0]; d++) {
        has_law = has_law || strcmp(row->distribution, drawn[d]) == 0;
    }
    return has_law && row->owner == CGAP_OF_SCENARIO &&
           (row->type == CGAP_REAL || row->type == CGAP_SCHEDULE) && row->low < row->high;
}

/* Value at share u of the plausible range. */
static double
at_share(const cgap_parameter *row, double u)
{
    if (strcmp(row->distribution, "loguniform") == 0 && row->low > 0.0) {
        return cgap_exp(cgap_log(row->low) + u * (cgap_log(row->high) - cgap_log(row->low)));
    }
    return row->low + u * (row->high - row->low);
}

size_t
cgap_futures_contested(const char **key, const cgap_scenario *const *scenario, size_t n)
{
    size_t n_row, found = 0;
    const cgap_parameter *table = cgap_parameter_table(&n_row);

    for (size_t r = 0; r < n_row; r++) {
        bool same = true;

        for (size_t k = 1; is_drawn(&table[r]) && k < n; k++) {
            same = same && cgap_parameter_same(&table[r], scenario[0], scenario[k]);
        }
        if (!same) {
            key[found++] = table[r].key;
        }
    }
    return found;
}

/* One dimension of a Latin hypercube: each of n strata once, in random order, at a random place. */
static void
fill_latin(cgap_futures *self, size_t key, const cgap_parameter *row, uint64_t seed, ordered *order)
{
    cgap_address at = {.process = CGAP_PROCESS_DESIGN, .name = cgap_rng_name(row->key)};
    double u[2];

    for (size_t f = 0; f < self->n; f++) {
        at.replicate = (uint32_t) f;
        cgap_rng_uniform_pair(seed, at, u);
        order[f] = (ordered){u[0], f};
    }
    ordered_sort(order, self->n);
    for (size_t s = 0; s < self->n; s++) {
        at.replicate = (uint32_t) order[s].number;
        cgap_rng_uniform_pair(seed, at, u);
        self->value[order[s].number * self->n_key + key] =
            at_share(row, ((double) s + u[1]) / (double) self->n);
    }
}

/* Keys take the primes in turn. */
static cgap_status
fill_halton(cgap_futures *self, const cgap_parameter *const *row, uint64_t seed, cgap_error *err)
{
    double *u = cgap_memory_array(self->n, sizeof *u);
    bool filled = u != NULL;
    size_t prime = 1;

    for (size_t k = 0; k < self->n_key && filled; k++) {
        prime = halton_next_prime(prime);
        filled = halton_fill(u, self->n, prime, seed, cgap_rng_name(row[k]->key));
        for (size_t f = 0; f < self->n && filled; f++) {
            self->value[f * self->n_key + k] = at_share(row[k], u[f]);
        }
    }
    free(u);
    return filled ? CGAP_OK : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the futures");
}

static bool
set_names(cgap_futures *self, const cgap_parameter *const *row)
{
    bool done = true;

    for (size_t f = 0; f < self->n; f++) {
        self->name[f] = cgap_text_format("%zu", f + 1);
        done = done && self->name[f] != NULL;
    }
    for (size_t k = 0; k < self->n_key; k++) {
        self->key[k] = cgap_text_copy(row[k]->key);
        done = done && self->key[k] != NULL;
    }
    return done;
}

static size_t
place_of(const cgap_parameter *const *row, size_t n, const char *key)
{
    size_t k = 0;

    while (k < n && strcmp(row[k]->key, key) != 0) {
        k++;
    }
    return k;
}

/* The one pair of assumptions whose ranges do not go together (scenario/check.c: their product
 * stays below 1): the elasticity is spread over the part of its range that the exponent leaves. */
static void
fit_pair(cgap_futures *self, const cgap_parameter *const *row)
{
    static const double MOST = 0.99; /* product */
    size_t e = place_of(row, self->n_key, "parameters.supplier_scale_elasticity");
    size_t x = place_of(row, self->n_key, "parameters.scale_advantage_exponent");

    for (size_t f = 0; e < self->n_key && x < self->n_key && f < self->n; f++) {
        double *value = &self->value[f * self->n_key + e];
        double high = MOST / self->value[f * self->n_key + x];

        if (high < row[e]->high) {
            *value = row[e]->low +
                     (*value - row[e]->low) * (high - row[e]->low) / (row[e]->high - row[e]->low);
        }
    }
}

cgap_status
cgap_futures_draw(cgap_futures *out, size_t n, cgap_design design, uint64_t seed,
                  const char *const *held, size_t n_held, cgap_error *err)
{
    size_t n_row, n_key = 0;
    const cgap_parameter *table = cgap_parameter_table(&n_row);
    const cgap_parameter **row = cgap_memory_array(n_row, sizeof *row);
    ordered *order = cgap_memory_array(n, sizeof *order);
    cgap_futures draft = {0, 0, NULL, NULL, NULL, NULL};
    cgap_status status = CGAP_OK;

    for (size_t r = 0; row != NULL && r < n_row; r++) {
        if (is_drawn(&table[r]) && !is_held(table[r].key, held, n_held)) {
            row[n_key++] = &table[r];
        }
    }
    if (n == 0 || n > MOST_FUTURES || (row != NULL && n_key == 0)) {
        status =
            cgap_error_fail(err, CGAP_E_INPUT,
                            "futures: 1 to %d may be drawn, over at least one parameter that --set "
                            "and the scenarios leave free",
                            MOST_FUTURES);
    } else if (row == NULL || order == NULL || !create(&draft, n, n_key) ||
               !set_names(&draft, row)) {
        status = out_of_memory(&draft, err);
    }
    for (size_t k = 0; k < n_key && status == CGAP_OK && design == CGAP_DESIGN_LATIN; k++) {
        fill_latin(&draft, k, row[k], seed, order);
    }
    if (status == CGAP_OK && design == CGAP_DESIGN_HALTON) {
        status = fill_halton(&draft, row, seed, err);
    }
    if (status == CGAP_OK) {
        fit_pair(&draft, row);
    }
    free(row);
    free(order);
    if (status != CGAP_OK) {
        cgap_futures_free(&draft);
        return status;
    }
    *out = draft;
    return CGAP_OK;
}

/* Keys a future may set: what policy and the world are, not whom and when a run covers. */
static bool
may_vary(const char *key)
{
    static const char *const group[] = {"parameters.", "levers.", "instruments.",
                                        "partners.",   "events.", "coalition."};

    for (size_t g = 0; g < sizeof group / sizeof group[0]; g++) {
        if (strncmp(key, group[g], strlen(group[g])) == 0) {
            return true;
        }
    }
    return false;
}

static void
check_header(const cgap_csv *csv, cgap_diagnostics *diagnostics)
{
    if (cgap_csv_find(csv, "future") != 0 || csv->n_column < 2 || csv->n_row == 0) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, csv->path, 1, NULL,
                             "futures are a CSV file whose first column is `future` (a name), then "
                             "one column per key, and at least one row");
        return;
    }
    for (size_t c = 1; c < csv->n_column; c++) {
        if (!may_vary(csv->field[c]) || cgap_csv_find(csv, csv->field[c]) != c) {
            cgap_diagnostics_add(
                diagnostics, CGAP_ERROR, csv->path, 1, NULL,
                "column '%s' is given twice or is no key a future may set: parameters., levers., "
                "instruments., partners., events. or coalition. and a name; `cgap list "
                "parameters` shows every key",
                csv->field[c]);
        }
    }
}

static bool
take_keys(cgap_futures *self, const cgap_csv *csv)
{
    bool done = true;

    self->line = cgap_memory_array(self->n, sizeof *self->line);
    for (size_t k = 0; k < self->n_key; k++) {
        self->key[k] = cgap_text_copy(csv->field[k + 1]);
        done = done && self->key[k] != NULL;
    }
    return done && self->line != NULL;
}

/* False when memory ran out; what is wrong with the row is said. */
static bool
take_row(cgap_futures *self, const cgap_csv *csv, size_t f, cgap_diagnostics *diagnostics)
{
    bool named;

    self->line[f] = cgap_csv_line(csv, f);
    self->name[f] = cgap_text_copy(cgap_csv_text(csv, f, 0));
    if (self->name[f] == NULL) {
        return false;
    }
    named = self->name[f][0] != '\0';
    for (size_t g = 0; g < f; g++) {
        named = named && strcmp(self->name[f], self->name[g]) != 0;
    }
    if (!named) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, csv->path, self->line[f], NULL,
                             "future '%s': each needs a name of its own", self->name[f]);
    }
    for (size_t k = 0; k < self->n_key; k++) {
        const char *text = cgap_csv_text(csv, f, k + 1);

        if (!cgap_number_parse(text, &self->value[f * self->n_key + k])) {
            cgap_diagnostics_add(diagnostics, CGAP_ERROR, csv->path, self->line[f], NULL,
                                 "%s = '%s': a number is expected", self->key[k], text);
        }
    }
    return true;
}

cgap_status
cgap_futures_read(cgap_futures *out, const char *path, cgap_diagnostics *diagnostics)
{
    cgap_csv csv = CGAP_CSV_INIT;
    cgap_futures draft = {0, 0, NULL, NULL, NULL, NULL};
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status = cgap_csv_read(&csv, path, &err);
    size_t before = diagnostics->n_error;

    if (status != CGAP_OK) { /* it names the place itself */
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, NULL, "%s", err.text);
        return status;
    }
    check_header(&csv, diagnostics);
    if (diagnostics->n_error == before) {
        bool fits = create(&draft, csv.n_row, csv.n_column - 1) && take_keys(&draft, &csv);

        for (size_t f = 0; f < csv.n_row && fits; f++) {
            fits = take_row(&draft, &csv, f, diagnostics);
        }
        status = fits ? CGAP_OK : out_of_memory(&draft, &err);
        if (!fits) {
            cgap_diagnostics_add(diagnostics, CGAP_ERROR, path, 0, NULL, "%s", err.text);
        }
    }
    cgap_csv_free(&csv);
    if (status == CGAP_OK && (diagnostics->n_error > before || diagnostics->exhausted)) {
        status = CGAP_E_INPUT;
    }
    if (status != CGAP_OK) {
        cgap_futures_free(&draft);
        return status;
    }
    *out = draft;
    return CGAP_OK;
}

char **
cgap_futures_settings(const cgap_futures *self, size_t f)
{
    char **setting = cgap_memory_array(self->n_key, sizeof *setting);

    for (size_t k = 0; setting != NULL && k < self->n_key; k++) {
        char number[CGAP_NUMBER_SIZE];

        (void) cgap_number_format(self->value[f * self->n_key + k], number);
        setting[k] = cgap_text_format("%s=%s", self->key[k], number);
        if (setting[k] == NULL) {
            cgap_futures_free_settings(setting, k);
            return NULL;
        }
    }
    return setting;
}

void
cgap_futures_free_settings(char **setting, size_t n_key)
{
    for (size_t k = 0; setting != NULL && k < n_key; k++) {
        free(setting[k]);
    }
    free(setting);
}
