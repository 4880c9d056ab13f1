/* SPDX-License-Identifier: GPL-3.0-or-later */
/* price.csv: what a strategy costs and what it buys, each account by itself, and what a unit of
 * effect costs. Never a net figure: money and avoided losses rest on different evidence. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/futures.h"
#include "cgap/memory.h"
#include "judged.h"
#include "price.h"

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
    {"joint_low", CGAP_COLUMN_REAL, "column unit", "lower end of the simultaneous interval: all rows of this table hold together with 95 % (Bonferroni: Student t and Fieller, paired, at 1 - 0.05 / (2 m) for its m rows, whatever their dependence); empty where it has no bound"},
    {"joint_high", CGAP_COLUMN_REAL, "column unit", "upper end of the simultaneous interval"},
    {"share_assumptions", CGAP_COLUMN_REAL, "share 0..1", "how much of the variance of the figure over futures and replicates what is assumed drives, the rest being chance: between futures over between and within (price_futures.csv); the interval beside it is about chance alone"},
    {"assumptions", CGAP_COLUMN_TEXT, "", "why the share is empty; without --futures it is not known"},
};
/* clang-format on */

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
fieller(const contrast *a, const contrast *b, double cov, double t, double ends[2])
{
    double tt = t * t / (double) b->n;
    double square = b->mean * b->mean - tt * b->sd * b->sd;
    double middle = a->mean * b->mean - tt * cov;
    double rest = a->mean * a->mean - tt * a->sd * a->sd;
    double root = middle * middle - square * rest;

    if (!(square > 0.0) || isnan(root)) {
        return false;
    }
    root = sqrt(root > 0.0 ? root : 0.0);
    ends[0] = (middle - root) / square;
    ends[1] = (middle + root) / square;
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

/* What only futures can tell; cgap_price_mark fills it in. */
static void
add_unknown(cgap_table *out)
{
    cgap_table_add_empty(out);
    cgap_table_add_text(out, "not known: --futures 64 tells, for example");
}

/* One alternative's accounts. */
typedef struct bill {
    const judged *self;
    size_t k;
    double *value; /* [account][n_traced] */
    contrast account[N_KEPT_ACCOUNT];
    contrast_factors factors; /* of the joint intervals of the table */
} bill;

static void
add_account(cgap_table *out, bill *self, const contrast *c)
{
    cgap_table_add_real(out, c->mean);
    cgap_table_add_real(out, c->low);
    cgap_table_add_real(out, c->high);
    cgap_table_add_count(out, (long long) c->n);
    cgap_table_add_text(out, "");
    judged_add_joint(out, c, &self->factors);
}

static void
add_ratio(cgap_table *out, bill *self, const price_figure *figure)
{
    size_t n = self->self->ensemble->n_traced;
    const contrast *a = &self->account[figure->money], *b = &self->account[figure->effect];
    const char *why = why_no_ratio(self->self, a, b);
    double ends[2] = {NAN, NAN}, joint[2] = {NAN, NAN};
    bool bounded = self->self->ensemble->deterministic;

    if (why == NULL && !bounded) {
        double cov = covariance(self->value + figure->money * n, self->value + figure->effect * n,
                                n, a->mean, b->mean);

        contrast_factors_take(&self->factors, b->n);
        bounded = fieller(a, b, cov, self->factors.plain, ends);
        (void) fieller(a, b, cov, self->factors.joint, joint);
    }
    cgap_table_add_real(out, why == NULL ? a->mean / b->mean : NAN);
    cgap_table_add_real(out, ends[0]);
    cgap_table_add_real(out, ends[1]);
    cgap_table_add_count(out, (long long) b->n);
    cgap_table_add_text(out, why != NULL ? why : bounded ? "" : "its interval is unbounded");
    cgap_table_add_real(out, joint[0]);
    cgap_table_add_real(out, joint[1]);
}

static void
add_alternative(cgap_table *out, bill *self)
{
    size_t n = self->self->ensemble->n_traced;

    for (size_t a = 0; a < N_KEPT_ACCOUNT; a++) {
        price_fill(self->self->ensemble, self->k, self->self->kept->account, a,
                   self->value + a * n);
        self->account[a] = judged_plain(self->self, contrast_of(self->value + a * n, n));
    }
    for (size_t p = 0; p < N_PRICE; p++) {
        const price_figure *figure = &PRICE_FIGURE[p];

        add_names(out, self->self, self->k, figure->name, figure->unit);
        if (price_is_ratio(figure)) {
            add_ratio(out, self, figure);
        } else {
            add_account(out, self, &self->account[figure->money]);
        }
        add_unknown(out);
    }
}

cgap_status
judged_price(cgap_table *out, const judged *self, cgap_error *err)
{
    bill each = {.self = self, .factors = {.n_row = (self->ensemble->n - 1) * N_PRICE}};

    cgap_table_init(out, "price", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    each.value = cgap_memory_array(N_KEPT_ACCOUNT, self->ensemble->n_traced * sizeof(double));
    if (each.value == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the price of strategies");
    }
    for (each.k = 0; each.k < self->ensemble->n; each.k++) {
        if (each.k != self->ensemble->baseline) {
            add_alternative(out, &each);
        }
    }
    free(each.value);
    return cgap_table_finish(out, err);
}

/* Row of a table with the same alternative and figure; n_row: none. */
static size_t
row_of(const cgap_table *table, const char *alternative, const char *figure)
{
    size_t r = 0, by = cgap_table_find(table, "alternative"), of = cgap_table_find(table, "figure");

    while (r < table->n_row && (strcmp(cgap_table_text(table, r, by), alternative) != 0 ||
                                strcmp(cgap_table_text(table, r, of), figure) != 0)) {
        r++;
    }
    return r;
}

static void
copy_cell(cgap_table *out, const cgap_table *from, size_t row, size_t column)
{
    switch (from->column[column].type) {
    case CGAP_COLUMN_TEXT:
        cgap_table_add_text(out, cgap_table_text(from, row, column));
        break;
    case CGAP_COLUMN_COUNT:
        cgap_table_add_count(out, (long long) cgap_table_real(from, row, column));
        break;
    case CGAP_COLUMN_REAL:
    default:
        cgap_table_add_real(out, cgap_table_real(from, row, column));
    }
}

cgap_status
cgap_price_mark(cgap_table *price, const cgap_table *over_futures, cgap_error *err)
{
    cgap_table marked;
    cgap_status status;
    size_t by = cgap_table_find(price, "alternative"), of = cgap_table_find(price, "figure");
    size_t share = cgap_table_find(over_futures, "share_assumptions");
    size_t note = cgap_table_find(over_futures, "note");

    cgap_table_init(&marked, price->name, price->column, price->n_column);
    for (size_t r = 0; r < price->n_row; r++) {
        size_t there =
            row_of(over_futures, cgap_table_text(price, r, by), cgap_table_text(price, r, of));
        bool known = there < over_futures->n_row;

        for (size_t c = 0; c + 2 < price->n_column; c++) {
            copy_cell(&marked, price, r, c);
        }
        cgap_table_add_real(&marked, known ? cgap_table_real(over_futures, there, share) : NAN);
        cgap_table_add_text(&marked, known ? cgap_table_text(over_futures, there, note) : "");
    }
    status = cgap_table_finish(&marked, err);
    if (status != CGAP_OK) {
        cgap_table_free(&marked);
        return status;
    }
    cgap_table_free(price);
    *price = marked;
    return CGAP_OK;
}
