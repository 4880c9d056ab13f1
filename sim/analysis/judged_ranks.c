/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ranks.csv: how often each strategy takes each place. */
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "contest.h"

/* clang-format off */
static const cgap_column COLUMN[] = {
    {"measure", CGAP_COLUMN_TEXT, "", "criterion"},
    {"span", CGAP_COLUMN_TEXT, "", "end: value at the end; mean: average over the horizon, of each scenario over the dates after the start that define the measure in it"},
    {"scenario", CGAP_COLUMN_TEXT, "", "name of the scenario"},
    {"rank", CGAP_COLUMN_COUNT, "1 = best", "place among the scenarios"},
    {"share", CGAP_COLUMN_REAL, "share 0..1", "share of replicates in which the scenario takes this place; a tie of m scenarios counts 1/m for each on each of their m places, so that the shares of a scenario and those of a place add up to 1. Deterministic mode: of the one run. Empty when no replicate has all scenarios defined"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which all are defined; 0 in deterministic mode"},
};
/* clang-format on */

/* Places of scenario k over the replicates. @param[out] share [n_scenario] */
static void
share_places(const contest *at, size_t k, double *share)
{
    memset(share, 0, at->n_scenario * sizeof *share);
    for (size_t r = 0; r < at->n; r++) {
        double tied, rank = contest_rank_of(at->x + r, at->n_scenario, at->n, k, &tied);
        size_t first = (size_t) (rank - 0.5 * (tied - 1.0)) - 1;

        for (size_t place = first; place < first + (size_t) tied; place++) {
            share[place] += 1.0 / tied;
        }
    }
}

static void
add_places(cgap_table *out, const judged *self, size_t criterion, const contest *at, size_t k,
           const double *share)
{
    const cgap_criterion *of = &self->kept->questions.criterion[criterion];

    for (size_t place = 0; place < at->n_scenario; place++) {
        cgap_table_add_text(out, of->name);
        cgap_table_add_text(out, of->span == CGAP_SPAN_MEAN ? "mean" : "end");
        cgap_table_add_text(out, judged_name(self, k));
        cgap_table_add_count(out, (long long) place + 1);
        if (at->n > 0) {
            cgap_table_add_real(out, share[place] / (double) at->n);
        } else {
            cgap_table_add_empty(out);
        }
        cgap_table_add_count(out, self->ensemble->deterministic ? 0 : (long long) at->n);
    }
}

cgap_status
judged_ranks(cgap_table *out, const judged *self, cgap_error *err)
{
    double *share = cgap_memory_array(self->ensemble->n, sizeof *share);
    contest at;
    cgap_status status = contest_create(&at, self) && share != NULL
                             ? CGAP_OK
                             : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for ranks");

    cgap_table_init(out, "ranks", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    for (size_t c = 0; c < self->kept->questions.n_criterion && status == CGAP_OK; c++) {
        contest_fill(&at, self, c);
        for (size_t k = 0; k < at.n_scenario; k++) {
            share_places(&at, k, share);
            add_places(out, self, c, &at, k, share);
        }
    }
    contest_free(&at);
    free(share);
    return status == CGAP_OK ? cgap_table_finish(out, err) : status;
}
