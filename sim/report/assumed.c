/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assumed.h"

#include <math.h>
#include <string.h>

#include "turned.h"

/* Whether a row is about that measure and span. */
static bool
is_of(const cgap_csv *csv, size_t row, const char *measure, const char *span)
{
    return strcmp(cgap_turned_text(csv, row, "measure"), measure) == 0 &&
           strcmp(cgap_turned_text(csv, row, "span"), span) == 0;
}

size_t
cgap_assumed_sets(const cgap_report_source *source)
{
    double n = source->regret.n_row == 0 ? NAN : cgap_turned_number(&source->regret, 0, "n");

    return n >= 1.0 ? (size_t) n : 0;
}

/* Row of regret.csv; n_row when there is none. */
static size_t
find_regret(const cgap_report_source *source, size_t scenario, const char *measure,
            const char *span)
{
    const cgap_csv *csv = &source->regret;
    size_t row = 0;

    while (row < csv->n_row &&
           !(is_of(csv, row, measure, span) && strcmp(cgap_turned_text(csv, row, "scenario"),
                                                      source->scenario[scenario].name) == 0)) {
        row++;
    }
    return row;
}

static cgap_assumed
spread_of(const cgap_csv *csv, size_t row, const char *low, const char *high)
{
    cgap_assumed out = {false, NAN, NAN};

    if (row < csv->n_row) {
        out.low = cgap_turned_number(csv, row, low);
        out.high = cgap_turned_number(csv, row, high);
        out.known = isfinite(out.low) && isfinite(out.high);
    }
    return out;
}

cgap_assumed
cgap_assumed_of(const cgap_report_source *source, size_t scenario, const char *measure,
                const char *span)
{
    return spread_of(&source->regret, find_regret(source, scenario, measure, span),
                     "difference_q05", "difference_q95");
}

cgap_assumed
cgap_assumed_price(const cgap_report_source *source, size_t scenario, const char *figure)
{
    const cgap_csv *csv = &source->price_futures;
    size_t row = 0;

    while (row < csv->n_row && (strcmp(cgap_turned_text(csv, row, "figure"), figure) != 0 ||
                                strcmp(cgap_turned_text(csv, row, "alternative"),
                                       source->scenario[scenario].name) != 0)) {
        row++;
    }
    return spread_of(csv, row, "q05", "q95");
}

double
cgap_assumed_share_best(const cgap_report_source *source, size_t scenario, const char *measure,
                        const char *span)
{
    size_t row = find_regret(source, scenario, measure, span);

    return row < source->regret.n_row ? cgap_turned_number(&source->regret, row, "share_best")
                                      : NAN;
}

/* A row of reversals.csv that names @p mine, from the side of the other. A ranking holds where
 * `better` is better; there the sets have the mean `holding_mean`. */
static cgap_rival
other_side(const cgap_report_source *source, size_t row, const char *mine)
{
    const cgap_csv *csv = &source->reversals;
    const char *better = cgap_turned_text(csv, row, "better"),
               *worse = cgap_turned_text(csv, row, "worse");
    double holding = cgap_turned_number(csv, row, "share_holding"),
           equal = cgap_turned_number(csv, row, "share_equal");
    double with = cgap_turned_number(csv, row, "holding_mean"),
           without = cgap_turned_number(csv, row, "reversed_mean");
    const char *key = cgap_turned_text(csv, row, "assumption");

    if (strcmp(worse, mine) == 0) {
        return (cgap_rival){cgap_source_scenario(source, better), holding, key, with, without};
    }
    if (strcmp(better, mine) == 0) {
        return (cgap_rival){cgap_source_scenario(source, worse), 1.0 - holding - equal, key,
                            without, with};
    }
    return (cgap_rival){source->n_scenario, 0.0, "", NAN, NAN};
}

cgap_rival
cgap_assumed_rival(const cgap_report_source *source, size_t scenario, const char *measure,
                   const char *span)
{
    static const double ROUNDING = 1e-9; /* of 1 - holding - equal */
    cgap_rival most = {source->n_scenario, 0.0, "", NAN, NAN};

    for (size_t row = 0; row < source->reversals.n_row; row++) {
        cgap_rival one = other_side(source, row, source->scenario[scenario].name);

        if (is_of(&source->reversals, row, measure, span) && one.scenario < source->n_scenario &&
            one.share > most.share + ROUNDING) {
            most = one;
        }
    }
    return most;
}
