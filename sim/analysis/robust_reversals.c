/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reversals.csv: how often each ranking of two strategies holds over futures, and the assumption
 * that tells best between futures in which it holds and those in which it does not. */
#include <math.h>

#include "robust.h"

/* clang-format off */
static const cgap_column COLUMN[] = {
    {"measure", CGAP_COLUMN_TEXT, "", "criterion"},
    {"span", CGAP_COLUMN_TEXT, "", "end: value at the end; mean: average over the horizon"},
    {"better", CGAP_COLUMN_TEXT, "", "the strategy that is better on average over futures"},
    {"worse", CGAP_COLUMN_TEXT, "", "the other one"},
    {"mean_difference", CGAP_COLUMN_REAL, "unit of the measure", "mean over futures of better - worse"},
    {"share_holding", CGAP_COLUMN_REAL, "share 0..1", "share of futures in which `better` is strictly better"},
    {"share_equal", CGAP_COLUMN_REAL, "share 0..1", "share of futures in which both are equal"},
    {"assumption", CGAP_COLUMN_TEXT, "", "key whose values differ most between futures in which the ranking holds and the rest (largest standardised difference of means); empty when fewer than two futures are on either side"},
    {"holding_mean", CGAP_COLUMN_REAL, "unit of the key", "its mean where the ranking holds"},
    {"reversed_mean", CGAP_COLUMN_REAL, "unit of the key", "its mean where it does not"},
    {"standardised", CGAP_COLUMN_REAL, "1", "reversed_mean - holding_mean over the pooled standard deviation of the key"},
    {"n", CGAP_COLUMN_COUNT, "futures", "futures in which both are defined"},
};
/* clang-format on */

/* Sums of one key over the futures of one side. */
typedef struct side {
    double n, sum, squares;
} side;

static void
take(side *self, double value)
{
    self->n += 1.0;
    self->sum += value;
    self->squares += value * value;
}

/* Difference of means over the pooled standard deviation; 0 when it cannot be told. */
static double
standardised(const side *holding, const side *reversed)
{
    double a, b, within;

    if (holding->n < 2.0 || reversed->n < 2.0) {
        return 0.0;
    }
    a = holding->sum / holding->n;
    b = reversed->sum / reversed->n;
    within = (holding->squares - holding->n * a * a) + (reversed->squares - reversed->n * b * b);
    within /= holding->n + reversed->n - 2.0;
    return within > 1e-24 * (a * a + b * b) ? (b - a) / sqrt(within) : 0.0;
}

typedef struct duel {
    const robust *of;
    size_t criterion, better, worse;
} duel;

/* How much better the better one is in a future; NaN where either is undefined. */
static double
lead(const duel *self, size_t f)
{
    return self->of->questions.criterion[self->criterion].direction *
           (robust_outcome(self->of, f, self->better, self->criterion) -
            robust_outcome(self->of, f, self->worse, self->criterion));
}

static void
split(const duel *self, size_t key, side *holding, side *reversed)
{
    const cgap_futures *futures = self->of->futures;

    *holding = *reversed = (side){0.0, 0.0, 0.0};
    for (size_t f = 0; f < futures->n; f++) {
        double by = lead(self, f);

        if (!isnan(by)) {
            take(by > 0.0 ? holding : reversed, futures->value[f * futures->n_key + key]);
        }
    }
}

static void
add_assumption(cgap_table *out, const duel *self)
{
    const cgap_futures *futures = self->of->futures;
    double most = 0.0;
    size_t found = futures->n_key;
    side holding, reversed;

    for (size_t k = 0; k < futures->n_key; k++) {
        split(self, k, &holding, &reversed);
        if (fabs(standardised(&holding, &reversed)) > fabs(most)) {
            most = standardised(&holding, &reversed);
            found = k;
        }
    }
    if (found == futures->n_key) {
        cgap_table_add_text(out, "");
        for (int c = 0; c < 3; c++) {
            cgap_table_add_empty(out);
        }
        return;
    }
    split(self, found, &holding, &reversed);
    cgap_table_add_text(out, futures->key[found]);
    cgap_table_add_real(out, holding.sum / holding.n);
    cgap_table_add_real(out, reversed.sum / reversed.n);
    cgap_table_add_real(out, most);
}

static void
add_duel(cgap_table *out, duel at)
{
    double n = 0.0, sum = 0.0, holds = 0.0, equal = 0.0;
    const cgap_criterion *criterion = &at.of->questions.criterion[at.criterion];

    for (size_t f = 0; f < at.of->futures->n; f++) {
        sum += isnan(lead(&at, f)) ? 0.0 : lead(&at, f);
    }
    if (sum < 0.0) {
        size_t swapped = at.better;

        at.better = at.worse;
        at.worse = swapped;
        sum = -sum;
    }
    for (size_t f = 0; f < at.of->futures->n; f++) {
        n += isnan(lead(&at, f)) ? 0.0 : 1.0;
        holds += lead(&at, f) > 0.0;
        equal += lead(&at, f) == 0.0;
    }
    cgap_table_add_text(out, criterion->name);
    cgap_table_add_text(out, criterion->span == CGAP_SPAN_MEAN ? "mean" : "end");
    cgap_table_add_text(out, at.of->name[at.better]);
    cgap_table_add_text(out, at.of->name[at.worse]);
    cgap_table_add_real(out, n > 0.0 ? criterion->direction * sum / n : NAN);
    cgap_table_add_real(out, n > 0.0 ? holds / n : NAN);
    cgap_table_add_real(out, n > 0.0 ? equal / n : NAN);
    add_assumption(out, &at);
    cgap_table_add_count(out, (long long) n);
}

cgap_status
robust_reversals(cgap_table *out, const robust *self, cgap_error *err)
{
    cgap_table_init(out, "reversals", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    for (size_t c = 0; c < self->questions.n_criterion; c++) {
        for (size_t a = 0; a < self->n_strategy; a++) {
            for (size_t b = a + 1; b < self->n_strategy; b++) {
                add_duel(out, (duel){self, c, a, b});
            }
        }
    }
    return cgap_table_finish(out, err);
}
