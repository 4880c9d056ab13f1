/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ranking.csv and dominance.csv: who is best, how often, and who is better in everything. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "contest.h"

/* clang-format off */
static const cgap_column RANKING_COLUMN[] = {
    {"measure", CGAP_COLUMN_TEXT, "", "criterion"},
    {"span", CGAP_COLUMN_TEXT, "", "end: value at the end; mean: average over the horizon, of each scenario over the dates after the start that define the measure in it"},
    {"scenario", CGAP_COLUMN_TEXT, "", "name of the scenario"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit of the measure"},
    {"better", CGAP_COLUMN_TEXT, "", "less or more: which direction is better"},
    {"mean", CGAP_COLUMN_REAL, "unit of the measure", "mean over the replicates in which all scenarios are defined"},
    {"rank", CGAP_COLUMN_REAL, "1 = best", "rank of the mean among the scenarios; equal means share the average rank"},
    {"mean_rank", CGAP_COLUMN_REAL, "1 = best", "mean over replicates of the rank; ties share the average rank"},
    {"share_best", CGAP_COLUMN_REAL, "share 0..1", "how often the scenario is best; a tie of m scenarios counts 1/m for each"},
    {"in_best_set", CGAP_COLUMN_TEXT, "", "yes: in the 95 % confidence set of the best (no other scenario is better beyond the 95 % point of the largest studentised pairwise deviation, bootstrap); no: excluded"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which all are defined; 0 in deterministic mode"},
};

static const cgap_column DOMINANCE_COLUMN[] = {
    {"dominating", CGAP_COLUMN_TEXT, "", "scenario that is nowhere worse in the means and somewhere better (Pareto)"},
    {"dominated", CGAP_COLUMN_TEXT, "", "scenario it dominates"},
    {"better", CGAP_COLUMN_COUNT, "criteria", "criteria in which the mean is better"},
    {"equal", CGAP_COLUMN_COUNT, "criteria", "criteria in which the means are equal"},
    {"share_of_replicates", CGAP_COLUMN_REAL, "share 0..1", "share of replicates in which it dominates; empty in deterministic mode"},
    {"supported", CGAP_COLUMN_TEXT, "", "yes: each better criterion is so by its own 95 % interval; no: some difference is not distinguishable from zero; empty in deterministic mode"},
};
/* clang-format on */

static void
contest_rank(contest *self)
{
    double tied;

    for (size_t k = 0; k < self->n_scenario; k++) {
        self->rank[k] =
            self->n > 0 ? contest_rank_of(self->mean, self->n_scenario, 1, k, &tied) : NAN;
        for (size_t r = 0; r < self->n; r++) {
            double rank = contest_rank_of(self->x + r, self->n_scenario, self->n, k, &tied);

            self->mean_rank[k] += rank;
            if (rank == 0.5 * (tied + 1.0)) { /* nobody is below */
                self->best[k] += 1.0 / tied;
            }
        }
        self->mean_rank[k] /= (double) (self->n > 0 ? self->n : 1);
        self->best[k] /= (double) (self->n > 0 ? self->n : 1);
    }
}

/* Differences of all pairs k > j, in the order (1,0), (2,0), (2,1), ... */
static void
fill_pairs(const contest *self, double *d, contrast *c)
{
    for (size_t k = 0; k < self->n_scenario; k++) {
        for (size_t j = 0; j < k; j++, d += self->n) {
            contrast_difference(d, self->x + k * self->n, self->x + j * self->n, self->n);
            *c++ = contrast_of(d, self->n);
        }
    }
}

/* Who is worse than somebody beyond what chance does to the worst pair. */
static cgap_status
contest_exclude(contest *self, contrast_draws how, cgap_error *err)
{
    size_t n_pair = self->n_scenario * (self->n_scenario - 1) / 2;
    double *d = cgap_memory_array(n_pair, self->n * sizeof *d), factor = 0.0;
    contrast *pair = cgap_memory_array(n_pair, sizeof *pair);
    const contrast *at = pair;
    cgap_status status = CGAP_OK;

    if (d == NULL || pair == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the set of the best");
    } else {
        fill_pairs(self, d, pair);
        status = contrasts_joint(&factor, pair, n_pair, d, self->n, how, err);
    }
    for (size_t k = 0; k < self->n_scenario && status == CGAP_OK; k++) {
        for (size_t j = 0; j < k; j++, at++) {
            bool clear = fabs(at->mean) > factor * at->error;

            self->excluded[k] = self->excluded[k] || (clear && at->mean > 0.0);
            self->excluded[j] = self->excluded[j] || (clear && at->mean < 0.0);
        }
    }
    free(d);
    free(pair);
    return status;
}

static void
add_contest(cgap_table *out, const judged *self, size_t criterion, const contest *at)
{
    const cgap_criterion *of = &self->kept->questions.criterion[criterion];
    bool certain = !self->ensemble->deterministic && at->n > 1;

    for (size_t k = 0; k < at->n_scenario; k++) {
        cgap_table_add_text(out, of->name);
        cgap_table_add_text(out, of->span == CGAP_SPAN_MEAN ? "mean" : "end");
        cgap_table_add_text(out, judged_name(self, k));
        cgap_table_add_text(out, judged_unit(self, of->name));
        cgap_table_add_text(out, of->direction > 0 ? "more" : "less");
        cgap_table_add_real(out, of->direction > 0 ? -at->mean[k] : at->mean[k]);
        cgap_table_add_real(out, at->rank[k]);
        cgap_table_add_real(out, certain ? at->mean_rank[k] : NAN);
        cgap_table_add_real(out, certain ? at->best[k] : NAN);
        cgap_table_add_text(out, !certain ? "" : at->excluded[k] ? "no" : "yes");
        cgap_table_add_count(out, self->ensemble->deterministic ? 0 : (long long) at->n);
    }
}

cgap_status
judged_ranking(cgap_table *out, const judged *self, cgap_error *err)
{
    contest at;
    cgap_status status = contest_create(&at, self)
                             ? CGAP_OK
                             : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for ranks");

    cgap_table_init(out, "ranking", RANKING_COLUMN,
                    sizeof RANKING_COLUMN / sizeof RANKING_COLUMN[0]);
    for (size_t c = 0; c < self->kept->questions.n_criterion && status == CGAP_OK; c++) {
        contest_fill(&at, self, c);
        contest_rank(&at);
        if (at.n > 1) {
            status = contest_exclude(&at, self->draws, err);
        }
        add_contest(out, self, c, &at);
    }
    contest_free(&at);
    return status == CGAP_OK ? cgap_table_finish(out, err) : status;
}

/* How a pair stands in all criteria: of the means, or of one replicate. */
typedef struct standing {
    size_t better, equal, worse;
} standing;

static void
stand(standing *at, double mine, double other, int direction)
{
    double gain = direction * (mine - other);

    at->better += gain > 0.0 ? 1 : 0;
    at->equal += gain == 0.0 ? 1 : 0;
    at->worse += gain >= 0.0 ? 0 : 1; /* also where one is undefined */
}

static bool
dominates(const standing *at)
{
    return at->worse == 0 && at->better > 0;
}

static double
share_dominating(const judged *self, size_t a, size_t b)
{
    const cgap_questions *questions = &self->kept->questions;
    double count = 0.0;

    for (size_t r = 0; r < self->ensemble->n_traced; r++) {
        standing at = {0, 0, 0};

        for (size_t c = 0; c < questions->n_criterion; c++) {
            size_t trace = kept_judged(self->kept, c);

            stand(&at, cgap_ensemble_traced(self->ensemble, a, trace)[r],
                  cgap_ensemble_traced(self->ensemble, b, trace)[r],
                  questions->criterion[c].direction);
        }
        count += dominates(&at);
    }
    return self->ensemble->deterministic ? NAN : count / (double) self->ensemble->n_traced;
}

/* The pair in the means; *supported: every better criterion is so by its own interval. */
static standing
stand_in_means(const judged *self, size_t a, size_t b, bool *supported)
{
    const cgap_questions *questions = &self->kept->questions;
    standing at = {0, 0, 0};

    *supported = true;
    for (size_t c = 0; c < questions->n_criterion; c++) {
        size_t trace = kept_judged(self->kept, c);
        const double *mine = cgap_ensemble_traced(self->ensemble, a, trace);
        const double *other = cgap_ensemble_traced(self->ensemble, b, trace);
        contrast gain;

        contrast_difference(self->difference, mine, other, self->ensemble->n_traced);
        for (size_t r = 0; r < self->ensemble->n_traced; r++) {
            self->difference[r] *= questions->criterion[c].direction;
        }
        gain = contrast_of(self->difference, self->ensemble->n_traced);
        stand(&at, gain.mean, 0.0, 1);
        *supported = *supported && (gain.mean == 0.0 || gain.low > 0.0);
    }
    return at;
}

cgap_status
judged_dominance(cgap_table *out, const judged *self, cgap_error *err)
{
    cgap_table_init(out, "dominance", DOMINANCE_COLUMN,
                    sizeof DOMINANCE_COLUMN / sizeof DOMINANCE_COLUMN[0]);
    for (size_t a = 0; a < self->ensemble->n; a++) {
        for (size_t b = 0; b < self->ensemble->n; b++) {
            bool supported;
            standing at = stand_in_means(self, a, b, &supported);

            if (a != b && dominates(&at)) {
                cgap_table_add_text(out, judged_name(self, a));
                cgap_table_add_text(out, judged_name(self, b));
                cgap_table_add_count(out, (long long) at.better);
                cgap_table_add_count(out, (long long) at.equal);
                cgap_table_add_real(out, share_dominating(self, a, b));
                cgap_table_add_text(out, self->ensemble->deterministic ? ""
                                         : supported                   ? "yes"
                                                                       : "no");
            }
        }
    }
    return cgap_table_finish(out, err);
}
