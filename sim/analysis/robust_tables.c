/* SPDX-License-Identifier: GPL-3.0-or-later */
/* futures.csv, outcomes.csv, regret.csv and satisficing.csv. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/order.h"
#include "cgap/parameter.h"

#include "robust.h"

/* clang-format off */
static const cgap_column FUTURES_COLUMN[] = {
    {"future", CGAP_COLUMN_TEXT, "", "name of the future: its number in a drawn design, or the user's own"},
    {"key", CGAP_COLUMN_TEXT, "", "key of the scenario language the future sets"},
    {"value", CGAP_COLUMN_REAL, "unit of the key", "value it sets, the same for every strategy"},
    {"kind", CGAP_COLUMN_TEXT, "", "what the usual value of the key rests on: evidence or assumption; N drawn futures draw every key with a range and a law of its own, but no lever of policy and nothing in which the strategies themselves differ"},
    {"low", CGAP_COLUMN_REAL, "unit of the key", "lower end of the range the parameter table gives the key; drawn values lie inside"},
    {"high", CGAP_COLUMN_REAL, "unit of the key", "upper end of the range"},
};

static const cgap_column OUTCOMES_COLUMN[] = {
    {"future", CGAP_COLUMN_TEXT, "", "name of the future"},
    {"scenario", CGAP_COLUMN_TEXT, "", "strategy"},
    {"measure", CGAP_COLUMN_TEXT, "", "criterion"},
    {"span", CGAP_COLUMN_TEXT, "", "end: value at the end; mean: average over the horizon"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit of the measure"},
    {"mean", CGAP_COLUMN_REAL, "unit of the measure", "mean over the replicates of the future that define it in this strategy"},
    {"standard_error", CGAP_COLUMN_REAL, "unit of the measure", "Monte-Carlo standard error of the mean"},
};

static const cgap_column REGRET_COLUMN[] = {
    {"measure", CGAP_COLUMN_TEXT, "", "criterion"},
    {"span", CGAP_COLUMN_TEXT, "", "end: value at the end; mean: average over the horizon"},
    {"scenario", CGAP_COLUMN_TEXT, "", "strategy"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit of the measure"},
    {"max_regret", CGAP_COLUMN_REAL, "unit of the measure", "largest regret over futures: how much worse than the best strategy of the same future"},
    {"mean_regret", CGAP_COLUMN_REAL, "unit of the measure", "mean regret over futures, each future with the same weight"},
    {"worst_future", CGAP_COLUMN_TEXT, "", "future of the largest regret (the first of several); empty when there is none"},
    {"share_best", CGAP_COLUMN_REAL, "share 0..1", "share of futures in which no strategy is better"},
    {"n", CGAP_COLUMN_COUNT, "futures", "futures in which the criterion is defined"},
    {"difference", CGAP_COLUMN_REAL, "unit of the measure", "difference to the baseline, strategy - baseline, mean over futures in which both are defined, each with the same weight"},
    {"difference_q05", CGAP_COLUMN_REAL, "unit of the measure", "5 % of the futures have a lower difference"},
    {"difference_q95", CGAP_COLUMN_REAL, "unit of the measure", "5 % of the futures have a higher difference"},
};

static const cgap_column SATISFICING_COLUMN[] = {
    {"scenario", CGAP_COLUMN_TEXT, "", "strategy"},
    {"threshold", CGAP_COLUMN_TEXT, "", "what is to be met in a future; a percentage is of the baseline's value in the same future; all: every one of them"},
    {"share", CGAP_COLUMN_REAL, "share 0..1", "share of futures in which the mean over replicates meets it; one without such a mean does not"},
    {"n", CGAP_COLUMN_COUNT, "futures", "number of futures"},
};
/* clang-format on */

static const char *
span_name(const robust *self, size_t criterion)
{
    return self->questions.criterion[criterion].span == CGAP_SPAN_MEAN ? "mean" : "end";
}

/* Row of the parameter table; NULL for a key of a named thing, which has none. */
static const cgap_parameter *
parameter_of(const char *key)
{
    size_t n_row;
    const cgap_parameter *table = cgap_parameter_table(&n_row);

    for (size_t r = 0; r < n_row; r++) {
        if (strcmp(table[r].key, key) == 0) {
            return &table[r];
        }
    }
    return NULL;
}

cgap_status
robust_futures(cgap_table *out, const robust *self, cgap_error *err)
{
    const cgap_futures *futures = self->futures;

    cgap_table_init(out, "futures", FUTURES_COLUMN,
                    sizeof FUTURES_COLUMN / sizeof FUTURES_COLUMN[0]);
    for (size_t f = 0; f < futures->n; f++) {
        for (size_t k = 0; k < futures->n_key; k++) {
            const cgap_parameter *row = parameter_of(futures->key[k]);

            cgap_table_add_text(out, futures->name[f]);
            cgap_table_add_text(out, futures->key[k]);
            cgap_table_add_real(out, futures->value[f * futures->n_key + k]);
            cgap_table_add_text(out, row != NULL ? row->kind : "");
            cgap_table_add_real(out, row != NULL ? row->low : NAN);
            cgap_table_add_real(out, row != NULL ? row->high : NAN);
        }
    }
    return cgap_table_finish(out, err);
}

cgap_status
robust_outcomes(cgap_table *out, const robust *self, cgap_error *err)
{
    cgap_table_init(out, "outcomes", OUTCOMES_COLUMN,
                    sizeof OUTCOMES_COLUMN / sizeof OUTCOMES_COLUMN[0]);
    for (size_t f = 0; f < self->futures->n; f++) {
        for (size_t k = 0; k < self->n_strategy; k++) {
            for (size_t c = 0; c < self->questions.n_criterion; c++) {
                cgap_table_add_text(out, self->futures->name[f]);
                cgap_table_add_text(out, self->name[k]);
                cgap_table_add_text(out, self->questions.criterion[c].name);
                cgap_table_add_text(out, span_name(self, c));
                cgap_table_add_text(out, self->unit[c]);
                cgap_table_add_real(out, robust_outcome(self, f, k, c));
                cgap_table_add_real(out,
                                    self->error[(f * self->n_strategy + k) * self->n_trace + c]);
            }
        }
    }
    return cgap_table_finish(out, err);
}

double
robust_regret(const robust *self, size_t future, size_t strategy, size_t criterion)
{
    int direction = self->questions.criterion[criterion].direction;
    double mine = robust_outcome(self, future, strategy, criterion),
           regret = isnan(mine) ? NAN : 0.0;

    for (size_t k = 0; k < self->n_strategy; k++) {
        double lost = direction * (robust_outcome(self, future, k, criterion) - mine);

        regret = lost > regret ? lost : regret;
    }
    return regret;
}

/* Difference of strategy k to the baseline over futures; @p work is [n_future]. */
static void
add_difference(cgap_table *out, const robust *self, size_t c, size_t k, double *work)
{
    double sum = 0.0;
    size_t n = 0;

    for (size_t f = 0; f < self->futures->n; f++) {
        double difference =
            robust_outcome(self, f, k, c) - robust_outcome(self, f, self->baseline, c);

        if (!isnan(difference)) {
            work[n++] = difference;
            sum += difference;
        }
    }
    cgap_table_add_real(out, n > 0 ? sum / (double) n : NAN);
    cgap_sort_values(work, n);
    cgap_table_add_real(out, n > 0 ? cgap_sorted_quantile(work, n, 0.05) : NAN);
    cgap_table_add_real(out, n > 0 ? cgap_sorted_quantile(work, n, 0.95) : NAN);
}

static void
add_regret(cgap_table *out, const robust *self, size_t c, size_t k)
{
    double most = 0.0, sum = 0.0, best = 0.0, n = 0.0;
    size_t worst = self->futures->n;

    for (size_t f = 0; f < self->futures->n; f++) {
        double regret = robust_regret(self, f, k, c);

        if (!isnan(regret)) {
            n += 1.0;
            sum += regret;
            best += regret == 0.0;
            worst = regret > most ? f : worst;
            most = regret > most ? regret : most;
        }
    }
    cgap_table_add_text(out, self->questions.criterion[c].name);
    cgap_table_add_text(out, span_name(self, c));
    cgap_table_add_text(out, self->name[k]);
    cgap_table_add_text(out, self->unit[c]);
    cgap_table_add_real(out, n > 0.0 ? most : NAN);
    cgap_table_add_real(out, n > 0.0 ? sum / n : NAN);
    cgap_table_add_text(out, worst < self->futures->n ? self->futures->name[worst] : "");
    cgap_table_add_real(out, n > 0.0 ? best / n : NAN);
    cgap_table_add_count(out, (long long) n);
}

cgap_status
robust_regrets(cgap_table *out, const robust *self, cgap_error *err)
{
    double *work = cgap_memory_array(self->futures->n, sizeof *work);

    if (work == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for regret over futures");
    }
    cgap_table_init(out, "regret", REGRET_COLUMN, sizeof REGRET_COLUMN / sizeof REGRET_COLUMN[0]);
    for (size_t c = 0; c < self->questions.n_criterion; c++) {
        for (size_t k = 0; k < self->n_strategy; k++) {
            add_regret(out, self, c, k);
            add_difference(out, self, c, k, work);
        }
    }
    free(work);
    return cgap_table_finish(out, err);
}

/* Whether strategy k meets threshold t in future f; not where either value is undefined. */
static bool
meets(const robust *self, size_t f, size_t k, size_t t)
{
    const cgap_target *target = &self->questions.threshold[t];
    size_t trace = self->questions.n_criterion + t;
    double limit = target->threshold;

    if (target->relative) {
        limit *= robust_outcome(self, f, self->baseline, trace);
    }
    return target->direction > 0 ? robust_outcome(self, f, k, trace) >= limit
                                 : robust_outcome(self, f, k, trace) <= limit;
}

/* Row of one threshold, or of all of them together (t = n_threshold). */
static void
add_share(cgap_table *out, const robust *self, size_t k, size_t t)
{
    size_t n = self->questions.n_threshold;
    double count = 0.0;
    char buffer[CGAP_CRITERION_NAME];

    for (size_t f = 0; f < self->futures->n; f++) {
        bool met = true;

        for (size_t one = t < n ? t : 0; one < (t < n ? t + 1 : n); one++) {
            met = met && meets(self, f, k, one);
        }
        count += met ? 1.0 : 0.0;
    }
    cgap_table_add_text(out, self->name[k]);
    cgap_table_add_text(out, t < n ? cgap_target_label(&self->questions.threshold[t], "baseline",
                                                       buffer, sizeof buffer)
                                   : "all");
    cgap_table_add_real(out, count / (double) self->futures->n);
    cgap_table_add_count(out, (long long) self->futures->n);
}

cgap_status
robust_satisficing(cgap_table *out, const robust *self, cgap_error *err)
{
    cgap_table_init(out, "satisficing", SATISFICING_COLUMN,
                    sizeof SATISFICING_COLUMN / sizeof SATISFICING_COLUMN[0]);
    for (size_t k = 0; k < self->n_strategy; k++) {
        for (size_t t = 0; t <= self->questions.n_threshold; t++) {
            add_share(out, self, k, t);
        }
    }
    return cgap_table_finish(out, err);
}
