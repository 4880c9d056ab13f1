/* SPDX-License-Identifier: GPL-3.0-or-later */
/* price.csv: what a strategy costs and what it buys, each account by itself, and what a unit of
 * effect costs. Never a net figure: money and avoided losses rest on different evidence. */
#include <math.h>
#include <stdlib.h>

#include "cgap/memory.h"
#include "judged.h"

/* clang-format off */
static const cgap_column COLUMN[] = {
    {"base", CGAP_COLUMN_TEXT, "", "scenario compared with"},
    {"alternative", CGAP_COLUMN_TEXT, "", "scenario compared"},
    {"figure", CGAP_COLUMN_TEXT, "", "an account (extra EU money, extra national compliance, avoided loss of the members of the start, gap closed) or the price of a unit of effect (<money>_per_<effect>)"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit of value and interval; money and losses are averages over the horizon, the gap is the coefficient of variation at its end in points of 0.01"},
    {"value", CGAP_COLUMN_REAL, "column unit", "alternative - base, or a ratio of two such differences of means; empty where the note says why"},
    {"ci_low", CGAP_COLUMN_REAL, "column unit", "lower end of the 95 % interval: Student t, for ratios Fieller's theorem on paired replicates"},
    {"ci_high", CGAP_COLUMN_REAL, "column unit", "upper end of the interval"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which both are defined; 0 in deterministic mode"},
    {"note", CGAP_COLUMN_TEXT, "", "why a ratio or its interval is empty: there is no effect to pay for, it is not distinguishable from zero (Fieller's interval is then unbounded), or one replicate tells nothing of chance"},
};

static const struct { const char *figure, *unit; } ACCOUNT[N_KEPT_ACCOUNT] = {
    {"eu_money", "M EUR per year"},
    {"national_compliance", "M EUR per year"},
    {"avoided_loss", "M EUR per year"},
    {"formal_gap_closed", "points of formal_cv"},
    {"practice_gap_closed", "points of practice_cv"},
};

static const struct { size_t money, effect; const char *figure, *unit; } RATIO[] = {
    {KEPT_EU_MONEY, KEPT_FORMAL_GAP, "eu_money_per_formal_point", "M EUR per year and point"},
    {KEPT_EU_MONEY, KEPT_PRACTICE_GAP, "eu_money_per_practice_point", "M EUR per year and point"},
    {KEPT_EU_MONEY, KEPT_LOSS, "eu_money_per_avoided_loss", "EUR per EUR of loss avoided"},
    {KEPT_COMPLIANCE, KEPT_FORMAL_GAP, "national_compliance_per_formal_point", "M EUR per year and point"},
    {KEPT_COMPLIANCE, KEPT_PRACTICE_GAP, "national_compliance_per_practice_point", "M EUR per year and point"},
    {KEPT_COMPLIANCE, KEPT_LOSS, "national_compliance_per_avoided_loss", "EUR per EUR of loss avoided"},
};
/* clang-format on */

enum { N_RATIO = sizeof RATIO / sizeof RATIO[0] };

/* GDP of the members of the start, M EUR. */
static double
gdp_at_start(const cgap_ensemble_member *member)
{
    double sum = 0.0;

    for (size_t i = 0; i < member->model.n; i++) {
        if (member->model.timetable.members_at_start >> i & 1) {
            sum += 1000.0 * member->model.gdp[i];
        }
    }
    return sum;
}

/* An account's difference in every replicate, turned so that more effect is more: [n_traced]. */
static void
fill_account(const judged *self, size_t k, size_t account, double *out)
{
    double factor = account == KEPT_LOSS         ? -gdp_at_start(&self->ensemble->member[k])
                    : account >= KEPT_FORMAL_GAP ? -100.0
                                                 : 1.0;

    judged_difference(self, k, self->kept->account + account, out);
    for (size_t r = 0; r < self->ensemble->n_traced; r++) {
        out[r] = out[r] == 0.0 ? 0.0 : factor * out[r];
    }
}

static double
covariance(const double *x, const double *y, size_t n, double mean_x, double mean_y)
{
    double sum = 0.0;

    for (size_t r = 0; r < n; r++) {
        sum += (x[r] - mean_x) * (y[r] - mean_y);
    }
    return sum / ((double) n - 1.0);
}

/* Fieller's interval of a.mean / b.mean. b is above zero at this confidence, so the quadratic has a
 * positive leading coefficient and two real roots; false where rounding leaves it none and the
 * interval is unbounded. */
static bool
fieller(const contrast *a, const contrast *b, double cov, double *low, double *high)
{
    double t = contrast_quantile(b->n), tt = t * t / (double) b->n;
    double square = b->mean * b->mean - tt * b->sd * b->sd;
    double middle = a->mean * b->mean - tt * cov;
    double rest = a->mean * a->mean - tt * a->sd * a->sd;
    double root = middle * middle - square * rest;

    if (!(square > 0.0) || isnan(root)) {
        return false;
    }
    root = sqrt(root > 0.0 ? root : 0.0);
    *low = (middle - root) / square;
    *high = (middle + root) / square;
    return true;
}

static void
add_names(cgap_table *out, const judged *self, size_t k, const char *figure, const char *unit)
{
    cgap_table_add_text(out, judged_base(self));
    cgap_table_add_text(out, judged_name(self, k));
    cgap_table_add_text(out, figure);
    cgap_table_add_text(out, unit);
}

/* Why a ratio has no value; NULL when it has one. */
static const char *
why_no_ratio(const judged *self, const contrast *a, const contrast *b)
{
    if (isnan(a->mean) || isnan(b->mean)) {
        return "money or effect is undefined";
    }
    if (self->ensemble->deterministic) {
        return b->mean > 0.0 ? NULL : "there is no effect to pay for";
    }
    if (b->n < 2) {
        return "one replicate tells nothing of chance: give more with --replicates";
    }
    if (b->high < 0.0 || !(b->sd > 0.0 || b->mean > 0.0)) {
        return "there is no effect to pay for";
    }
    return b->low > 0.0 ? NULL
                        : "the effect is not distinguishable from zero, so the price has no bound";
}

static void
add_ratio(cgap_table *out, const judged *self, const contrast *a, const contrast *b, double cov)
{
    const char *why = why_no_ratio(self, a, b);
    double low = NAN, high = NAN;
    bool bounded = self->ensemble->deterministic;

    if (why == NULL && !bounded) {
        bounded = fieller(a, b, cov, &low, &high);
    }
    cgap_table_add_real(out, why == NULL ? a->mean / b->mean : NAN);
    cgap_table_add_real(out, low);
    cgap_table_add_real(out, high);
    cgap_table_add_count(out, (long long) b->n);
    cgap_table_add_text(out, why != NULL ? why : bounded ? "" : "its interval is unbounded");
}

static void
add_alternative(cgap_table *out, const judged *self, size_t k, double *value)
{
    size_t n = self->ensemble->n_traced;
    contrast account[N_KEPT_ACCOUNT];

    for (size_t a = 0; a < N_KEPT_ACCOUNT; a++) {
        fill_account(self, k, a, value + a * n);
        account[a] = judged_plain(self, contrast_of(value + a * n, n));
        add_names(out, self, k, ACCOUNT[a].figure, ACCOUNT[a].unit);
        cgap_table_add_real(out, account[a].mean);
        cgap_table_add_real(out, account[a].low);
        cgap_table_add_real(out, account[a].high);
        cgap_table_add_count(out, (long long) account[a].n);
        cgap_table_add_text(out, "");
    }
    for (size_t q = 0; q < N_RATIO; q++) {
        size_t a = RATIO[q].money, b = RATIO[q].effect;
        double cov = covariance(value + a * n, value + b * n, n, account[a].mean, account[b].mean);

        add_names(out, self, k, RATIO[q].figure, RATIO[q].unit);
        add_ratio(out, self, &account[a], &account[b], cov);
    }
}

cgap_status
judged_price(cgap_table *out, const judged *self, cgap_error *err)
{
    double *value = cgap_memory_array(N_KEPT_ACCOUNT, self->ensemble->n_traced * sizeof *value);

    cgap_table_init(out, "price", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    if (value == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the price of strategies");
    }
    for (size_t k = 0; k < self->ensemble->n; k++) {
        if (k != self->ensemble->baseline) {
            add_alternative(out, self, k, value);
        }
    }
    free(value);
    return cgap_table_finish(out, err);
}
