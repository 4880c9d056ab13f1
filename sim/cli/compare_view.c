/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LINE_WIDTH = 100, CELL_WIDTH = 25, MOST_STRATEGIES_NAMED = 6 };

static const char *
text(const cgap_table *table, size_t row, const char *column)
{
    return cgap_table_text(table, row, cgap_table_find(table, column));
}

static double
number(const cgap_table *table, size_t row, const char *column)
{
    return cgap_table_real(table, row, cgap_table_find(table, column));
}

/* ranking.csv has one row for each criterion and strategy, criteria outermost. */
typedef struct view {
    const cgap_table *criteria, *ranking, *dominance;
    size_t n_strategy, n_criterion;
    int name_width;
} view;

static view
view_of(const cgap_results *results)
{
    view out = {&results->judged[CGAP_JUDGED_CRITERIA],
                &results->judged[CGAP_JUDGED_RANKING],
                &results->judged[CGAP_JUDGED_DOMINANCE],
                0,
                0,
                (int) strlen("strategy")};
    const char *first = text(out.ranking, 0, "measure");

    while (out.n_strategy < out.ranking->n_row &&
           strcmp(text(out.ranking, out.n_strategy, "measure"), first) == 0) {
        int width = (int) strlen(text(out.ranking, out.n_strategy, "scenario"));

        out.name_width = width > out.name_width ? width : out.name_width;
        out.n_strategy++;
    }
    out.n_criterion = out.ranking->n_row / out.n_strategy;
    return out;
}

/* Row of criteria.csv for a row of ranking.csv, or n_row for the baseline. */
static size_t
difference_row(const view *self, size_t ranked)
{
    size_t r = 0;

    while (
        r < self->criteria->n_row &&
        (strcmp(text(self->criteria, r, "measure"), text(self->ranking, ranked, "measure")) ||
         strcmp(text(self->criteria, r, "span"), text(self->ranking, ranked, "span")) ||
         strcmp(text(self->criteria, r, "alternative"), text(self->ranking, ranked, "scenario")))) {
        r++;
    }
    return r;
}

/* Ends a column; the last of a line is not filled up. The sign of the half-width is one character
 * of two bytes. */
static void
print_column(const char *cell, bool last)
{
    int width = CELL_WIDTH + (strstr(cell, "±") != NULL ? 1 : 0);

    (void) printf("  %-*s", last ? 0 : width, cell);
}

/* "-0.0267 ±0.002": the half-width to one digit (below 9.5, which one digit would make 1e+01), or
 * none when there is no chance in it. */
static void
spell(char *out, size_t size, double difference, double half, const char *mark, const char *doubt)
{
    if (half > 0.0) {
        (void) snprintf(out, size, "%+.3g ±%.*g%s%s", difference, half < 9.5 ? 1 : 3, half, mark,
                        doubt);
    } else {
        (void) snprintf(out, size, "%+.3g%s", difference, mark);
    }
}

/* The best mean of its criterion, which several strategies may share; no mark when all do. */
static bool
is_best(const view *self, size_t ranked)
{
    size_t first = ranked / self->n_strategy * self->n_strategy;
    double mine = number(self->ranking, ranked, "rank");
    bool beaten = false, beats = false;

    for (size_t k = first; k < first + self->n_strategy; k++) {
        beaten = beaten || number(self->ranking, k, "rank") < mine;
        beats = beats || number(self->ranking, k, "rank") > mine;
    }
    return beats && !beaten;
}

static void
print_cell(const view *self, size_t ranked, bool last)
{
    size_t row = difference_row(self, ranked);
    const char *mark = is_best(self, ranked) ? " *" : "";
    char cell[64];

    if (row == self->criteria->n_row) {
        (void) snprintf(cell, sizeof cell, "%.4g%s", number(self->ranking, ranked, "mean"), mark);
    } else {
        const char *verdict = text(self->criteria, row, "verdict");
        double difference = number(self->criteria, row, "difference");
        double half = number(self->criteria, row, "joint_high") - difference;

        if (isnan(difference)) {
            (void) snprintf(cell, sizeof cell, "-");
        } else if (strcmp(verdict, "equal") == 0) {
            (void) snprintf(cell, sizeof cell, "=%s", mark);
        } else {
            spell(cell, sizeof cell, difference, half, mark, verdict[0] == 'n' ? " n.d." : "");
        }
    }
    print_column(cell, last);
}

/* Strategies in rows, criteria first .. end-1 in columns. */
static void
print_band(const view *self, size_t first, size_t end)
{
    (void) printf("\n%-*s", self->name_width, "strategy");
    for (size_t c = first; c < end; c++) {
        size_t row = c * self->n_strategy;
        char head[64];

        (void) snprintf(head, sizeof head, "%.30s (%.8s)", text(self->ranking, row, "measure"),
                        text(self->ranking, row, "span"));
        print_column(head, c + 1 == end);
    }
    (void) putchar('\n');
    for (size_t k = 0; k < self->n_strategy; k++) {
        (void) printf("%-*s", self->name_width, text(self->ranking, k, "scenario"));
        for (size_t c = first; c < end; c++) {
            print_cell(self, c * self->n_strategy + k, c + 1 == end);
        }
        (void) putchar('\n');
    }
}

static void
print_dominance(const view *self)
{
    const cgap_table *table = self->dominance;

    if (table->n_row == 0) {
        (void) printf("No strategy is at least as good as another in all of these criteria.\n");
    }
    for (size_t r = 0; r < table->n_row && r < MOST_STRATEGIES_NAMED; r++) {
        const char *supported = text(table, r, "supported");

        (void) printf("%s is nowhere worse than %s and better in %.0f of %zu criteria%s.\n",
                      text(table, r, "dominating"), text(table, r, "dominated"),
                      number(table, r, "better"), self->n_criterion,
                      supported[0] == 'n' ? " (not all distinguishable from zero)" : "");
    }
    if (table->n_row > MOST_STRATEGIES_NAMED) {
        (void) printf("dominance.csv has %zu more such pairs.\n",
                      table->n_row - MOST_STRATEGIES_NAMED);
    }
}

/* What the prices rest on: the least and the most that assumptions drive of any figure. */
static void
print_price(const cgap_table *price)
{
    double least = INFINITY, most = -INFINITY;
    bool asked = false;

    for (size_t r = 0; r < price->n_row; r++) {
        double share = 100.0 * number(price, r, "share_assumptions");

        asked =
            asked || !isnan(share) || strncmp(text(price, r, "assumptions"), "not known", 9) != 0;
        least = share < least ? share : least;
        most = share > most ? share : most;
    }
    if (!asked) {
        (void) printf("How much of the prices of these strategies (price.csv) rests on assumptions "
                      "is not known;\ngive --futures N to know, for example --futures 64.\n");
    } else if (most >= least) {
        (void) printf("Assumptions drive %.0f to %.0f %% of the variance of the prices of these "
                      "strategies (share_assumptions\nof price.csv); the intervals there are about "
                      "chance alone.\n",
                      least, most);
    }
}

void
cgap_compare_view(const cgap_results *results)
{
    view self;
    size_t per_band;

    if (results->judged[CGAP_JUDGED_RANKING].n_row == 0 ||
        results->judged[CGAP_JUDGED_CRITERIA].n_row == 0) {
        return;
    }
    self = view_of(results);
    per_band = (size_t) (LINE_WIDTH - self.name_width) / (CELL_WIDTH + 2);
    per_band = per_band > 0 ? per_band : 1;
    (void) printf("Differences to %s (in its own row: its values), each with the half-width of its "
                  "95 %% interval,\nwidened so that all differences hold at once (joint_low, "
                  "joint_high of criteria.csv)\n",
                  text(self.criteria, 0, "base"));
    for (size_t c = 0; c < self.n_criterion; c += per_band) {
        print_band(&self, c, c + per_band < self.n_criterion ? c + per_band : self.n_criterion);
    }
    (void) printf("\n*     best mean of all strategies\n"
                  "n.d.  not distinguishable from zero (by that interval)\n"
                  "=     the same in every replicate simulated\n"
                  "Units and definitions: criteria.csv, `cgap list measures`\n\n");
    print_dominance(&self);
    print_price(&results->judged[CGAP_JUDGED_PRICE]);
}
