/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure_rows.h"

#include <math.h>
#include <string.h>

#include "cgap/number.h"

static const cgap_column CSV_COLUMN[] = {
    {"from", CGAP_COLUMN_REAL, "year", "start of the span; empty for a measure of one date"},
    {"time", CGAP_COLUMN_REAL, "year", "date, or end of the span"},
    {"measure", CGAP_COLUMN_TEXT, "", "name; cgap list measures defines it"},
    {"value", CGAP_COLUMN_TEXT, "", "number or, for the verdict, words; empty: undefined"},
    {"low", CGAP_COLUMN_REAL, "", "lower end of the bootstrap interval"},
    {"high", CGAP_COLUMN_REAL, "", "upper end"},
    {"confidence", CGAP_COLUMN_REAL, "share", "coverage of the interval"}};

static const cgap_column JSON_COLUMN[] = {
    {"from", CGAP_COLUMN_REAL, "year", "start of the span; null for a measure of one date"},
    {"time", CGAP_COLUMN_REAL, "year", "date, or end of the span"},
    {"measure", CGAP_COLUMN_TEXT, "", "name; cgap list measures defines it"},
    {"value", CGAP_COLUMN_REAL, "", "number; null: undefined"},
    {"text", CGAP_COLUMN_TEXT, "", "words of the verdict"},
    {"low", CGAP_COLUMN_REAL, "", "lower end of the bootstrap interval"},
    {"high", CGAP_COLUMN_REAL, "", "upper end"},
    {"confidence", CGAP_COLUMN_REAL, "share", "coverage of the interval"}};

enum { N_BOUND_COLUMN = 3 };

void
measure_rows_begin(const measure_rows *self)
{
    bool json = self->request->format == CGAP_FORMAT_JSON;
    size_t n =
        json ? sizeof JSON_COLUMN / sizeof *JSON_COLUMN : sizeof CSV_COLUMN / sizeof *CSV_COLUMN;

    cgap_table_init(self->table, "measure", json ? JSON_COLUMN : CSV_COLUMN,
                    self->bounds == NULL ? n - N_BOUND_COLUMN : n);
}

static void
add_bounds(const measure_rows *self, double low, double high)
{
    if (self->bounds != NULL) {
        cgap_table_add_real(self->table, low);
        cgap_table_add_real(self->table, high);
        cgap_table_add_real(self->table, isfinite(low) ? self->request->confidence : NAN);
    }
}

static void
add_number(const measure_rows *self, double value)
{
    char text[CGAP_NUMBER_SIZE] = "";

    if (self->request->format == CGAP_FORMAT_JSON) {
        cgap_table_add_real(self->table, value);
        cgap_table_add_text(self->table, "");
        return;
    }
    if (isfinite(value)) {
        (void) cgap_number_format(value, text);
    }
    cgap_table_add_text(self->table, text);
}

static void
add_words(const measure_rows *self, const char *words)
{
    if (self->request->format == CGAP_FORMAT_JSON) {
        cgap_table_add_empty(self->table);
    }
    cgap_table_add_text(self->table, words);
}

/* from, time and measure; from is NaN for one date. */
static void
add_place(const measure_rows *self, double from, double time, const char *measure)
{
    cgap_table_add_real(self->table, from);
    cgap_table_add_real(self->table, time);
    cgap_table_add_text(self->table, measure);
}

/* Conditional beta is there only for those who bring covariates. */
static bool
is_asked(const measure_rows *self, size_t measure)
{
    const cgap_measure_options *options = &self->request->options;
    bool conditional = strncmp(cgap_measure_at(measure)->name, "beta_conditional", 16) == 0;

    if (options->wanted != NULL) {
        return options->wanted[measure];
    }
    return !conditional || self->view->n_covariate > 0;
}

static double
first_time(const measure_rows *self)
{
    return self->view->time[0];
}

static double
last_time(const measure_rows *self)
{
    return self->view->time[self->view->n_time - 1];
}

static bool
is_verdict(size_t measure)
{
    return strcmp(cgap_measure_at(measure)->name, "verdict") == 0;
}

static void
add_span(const measure_rows *self)
{
    size_t offset = CGAP_N_DATE_MEASURE * self->view->n_time;

    for (size_t k = 0; k < CGAP_N_SPAN_MEASURE; k++) {
        size_t measure = CGAP_N_DATE_MEASURE + k;

        if (!is_asked(self, measure)) {
            continue;
        }
        add_place(self, first_time(self), last_time(self), cgap_measure_at(measure)->name);
        if (is_verdict(measure)) {
            add_words(self, self->done->verdict);
        } else {
            add_number(self, self->done->span[k]);
        }
        if (self->bounds != NULL) {
            add_bounds(self, self->bounds->low[offset + k], self->bounds->high[offset + k]);
        }
    }
}

void
measure_rows_add(const measure_rows *self)
{
    size_t n_time = self->view->n_time;

    for (size_t t = 0; t < n_time; t++) {
        for (size_t m = 0; m < CGAP_N_DATE_MEASURE; m++) {
            size_t at = m * n_time + t;

            if (!is_asked(self, m)) {
                continue;
            }
            add_place(self, NAN, self->view->time[t], cgap_measure_at(m)->name);
            add_number(self, self->done->date[at]);
            if (self->bounds != NULL) {
                add_bounds(self, self->bounds->low[at], self->bounds->high[at]);
            }
        }
    }
    add_span(self);
}

/* A row of the span that has no interval; the name is made here. */
static void CGAP_PRINTF(3, 4)
    add_named(const measure_rows *self, double value, const char *format, ...)
{
    char name[160];
    va_list args;

    va_start(args, format);
    (void) vsnprintf(name, sizeof name, format, args);
    va_end(args);
    add_place(self, first_time(self), last_time(self), name);
    add_number(self, value);
    add_bounds(self, NAN, NAN);
}

void
measure_rows_add_clubs(const measure_rows *self)
{
    const cgap_clubs *clubs = self->clubs;

    add_named(self, (double) clubs->n_club, "clubs");
    for (size_t i = 0; i < clubs->n_unit; i++) {
        add_named(self, (double) clubs->member[i], "club:%s", self->panel->unit[i]);
    }
    for (size_t c = 0; c < clubs->n_club; c++) {
        add_named(self, (double) clubs->club[c].n, "club_%zu_n", c + 1);
        add_named(self, clubs->club[c].test.b, "club_%zu_logt_b", c + 1);
        add_named(self, clubs->club[c].test.t, "club_%zu_logt_t", c + 1);
        if (c + 1 < clubs->n_club) {
            add_named(self, clubs->club[c].merge_with_next, "club_%zu_with_%zu_logt_t", c + 1,
                      c + 2);
        }
    }
}

void
measure_rows_add_transitions(const measure_rows *self, const cgap_transitions *moves)
{
    size_t k = moves->n_level;

    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++) {
            add_named(self, moves->count[i * k + j], "moves_%zu_%zu", i + 1, j + 1);
            add_named(self, moves->share[i * k + j], "transition_%zu_%zu", i + 1, j + 1);
            add_named(self, moves->passage[i * k + j], "passage_%zu_%zu", i + 1, j + 1);
        }
        add_named(self, moves->stay[i], "stay_%zu", i + 1);
        add_named(self, moves->ergodic[i], "long_run_%zu", i + 1);
    }
    add_named(self, moves->mobility, "mobility");
    add_named(self, moves->mobility_determinant, "mobility_determinant");
    add_named(self, moves->mobility_eigenvalue, "mobility_eigenvalue");
}

/* Measures and dates that share a reason. */
typedef struct account {
    const char *reason;
    const char *name[64];
    size_t n_name, n_date;
    double date[3];
} account;

enum { MAX_ACCOUNT = 40 };

static account *
account_of(account *all, size_t *n, const char *reason)
{
    size_t k = 0;

    while (k < *n && all[k].reason != reason) {
        k++;
    }
    if (k == *n && *n < MAX_ACCOUNT) {
        memset(&all[k], 0, sizeof all[k]);
        all[(*n)++].reason = reason;
    }
    return &all[k < MAX_ACCOUNT ? k : MAX_ACCOUNT - 1];
}

static void
note(account *self, const char *name, double date)
{
    if ((self->n_name == 0 || self->name[self->n_name - 1] != name) && self->n_name < 64) {
        self->name[self->n_name++] = name;
        self->n_date = 0; /* counted once for each measure; the last one's is told */
    }
    if (self->n_date < 3) {
        self->date[self->n_date] = date;
    }
    self->n_date++;
}

static const char *
reason_for(const measure_rows *self, size_t measure, size_t t)
{
    const char *reason =
        cgap_measurement_reason(self->done, self->view, &self->request->options, measure, t);

    return reason == NULL ? "the values are too large or too close to compute it" : reason;
}

static void
say(const account *self, size_t n_time, bool span, FILE *stream)
{
    fprintf(stream, "cgap: empty");
    if (!span && self->n_date < n_time) {
        fprintf(stream, " at %zu of %zu dates (", self->n_date, n_time);
        for (size_t k = 0; k < self->n_date && k < 3; k++) {
            fprintf(stream, "%s%.10g", k == 0 ? "" : ", ", self->date[k]);
        }
        fprintf(stream, "%s)", self->n_date > 3 ? ", ..." : "");
    }
    fprintf(stream, ": ");
    for (size_t k = 0; k < self->n_name; k++) {
        fprintf(stream, "%s%s", k == 0 ? "" : ", ", self->name[k]);
    }
    fprintf(stream, ": %s\n", self->reason);
}

static void
explain_dates(const measure_rows *self, FILE *stream)
{
    account all[MAX_ACCOUNT];
    size_t n = 0, n_time = self->view->n_time;

    for (size_t m = 0; m < CGAP_N_DATE_MEASURE; m++) {
        for (size_t t = 0; is_asked(self, m) && t < n_time; t++) {
            if (isnan(self->done->date[m * n_time + t])) {
                note(account_of(all, &n, reason_for(self, m, t)), cgap_measure_at(m)->name,
                     self->view->time[t]);
            }
        }
    }
    for (size_t k = 0; k < n; k++) {
        say(&all[k], n_time, false, stream);
    }
}

static void
explain_span(const measure_rows *self, FILE *stream)
{
    account all[MAX_ACCOUNT];
    size_t n = 0;

    for (size_t k = 0; k < CGAP_N_SPAN_MEASURE; k++) {
        size_t m = CGAP_N_DATE_MEASURE + k;
        bool empty = is_verdict(m) ? self->done->verdict[0] == '\0' : isnan(self->done->span[k]);

        if (is_asked(self, m) && empty) {
            note(account_of(all, &n, reason_for(self, m, 0)), cgap_measure_at(m)->name, 0.0);
        }
    }
    for (size_t k = 0; k < n; k++) {
        say(&all[k], 1, true, stream);
    }
}

/* Whether a measure has a value without an interval. */
static bool
lacks_interval(const measure_rows *self, size_t m)
{
    bool span = m >= CGAP_N_DATE_MEASURE, lacks = false;
    size_t n_time = self->view->n_time;
    size_t at = span ? CGAP_N_DATE_MEASURE * n_time + m - CGAP_N_DATE_MEASURE : m * n_time;
    const double *value =
        span ? self->done->span + m - CGAP_N_DATE_MEASURE : self->done->date + m * n_time;

    for (size_t t = 0; t < (span ? 1 : n_time) && is_asked(self, m) && !is_verdict(m); t++) {
        lacks = lacks || (isfinite(value[t]) && isnan(self->bounds->low[at + t]));
    }
    return lacks;
}

/* Values without an interval for one reason, by measure. */
static void
explain_intervals(const measure_rows *self, cgap_bootstrap_bar bar, const char *why, FILE *stream)
{
    size_t n = 0;

    for (size_t m = 0; m < CGAP_N_DATE_MEASURE + CGAP_N_SPAN_MEASURE; m++) {
        if (cgap_bootstrap_bar_of(m) == bar && lacks_interval(self, m)) {
            fprintf(stream, "%s%s", n++ == 0 ? "cgap: no interval for " : ", ",
                    cgap_measure_at(m)->name);
        }
    }
    if (n > 0) {
        fprintf(stream, ": %s\n", why);
    }
}

/* A negative beta beside an sd that did not fall is the commonest misreading of such tables. */
static void
warn_of_regression_to_the_mean(const measure_rows *self, FILE *stream)
{
    size_t beta = cgap_measure_find("beta"), n_time = self->view->n_time;
    const double *sd = self->done->date + cgap_measure_find("sd") * n_time;
    const double *cv = self->done->date + cgap_measure_find("cv") * n_time;

    if (is_asked(self, beta) && self->done->span[beta - CGAP_N_DATE_MEASURE] < 0.0 &&
        sd[n_time - 1] >= sd[0]) {
        fprintf(
            stream,
            "cgap: beta is negative, but sd did not fall (%.3g to %.3g; cv %.3g to %.3g): those "
            "behind grew faster in proportion, the gap in levels did not close; noise and a "
            "bounded scale alone can give that (regression to the mean)\n",
            sd[0], sd[n_time - 1], cv[0], cv[n_time - 1]);
    }
}

void
measure_rows_explain(const measure_rows *self, FILE *stream)
{
    explain_dates(self, stream);
    explain_span(self, stream);
    if (self->bounds != NULL) {
        explain_intervals(self, CGAP_BOOTSTRAP_EXTREME,
                          "no sample of the units goes beyond their extremes", stream);
        explain_intervals(self, CGAP_BOOTSTRAP_TELLS,
                          "more than 5 % of the samples leave them undefined (such as samples of "
                          "equal units)",
                          stream);
    }
    warn_of_regression_to_the_mean(self, stream);
}
