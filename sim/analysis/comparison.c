/* SPDX-License-Identifier: GPL-3.0-or-later */
/* comparison.csv and horizon.csv. Paired differences on common random numbers: the same replicate
 * meets the same shocks in both scenarios, so what differs is policy. */
#include "tables.h"

#include <math.h>

#include "contrast.h"

/* Both tables end in the same columns. */
/* clang-format off */
#define ESTIMATE \
    {"difference", CGAP_COLUMN_REAL, "unit of the measure", "mean over replicates of alternative - base"}, \
    {"ci_low", CGAP_COLUMN_REAL, "unit of the measure", "lower end of the 95 % confidence interval of the difference (Student t, paired)"}, \
    {"ci_high", CGAP_COLUMN_REAL, "unit of the measure", "upper end of the interval"}, \
    {"share_better", CGAP_COLUMN_REAL, "share 0..1", "share of replicates in which the alternative is strictly better; empty where neither direction is better"}, \
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which both are defined; 0 in deterministic mode"}, \
    {"unit", CGAP_COLUMN_TEXT, "", "unit of the measure"}, \
    {"sd", CGAP_COLUMN_REAL, "unit of the measure", "standard deviation over replicates of the difference"}, \
    {"standard_error", CGAP_COLUMN_REAL, "unit of the measure", "Monte-Carlo standard error of the difference, sd / sqrt(n)"}, \
    {"standardised", CGAP_COLUMN_REAL, "1", "difference over its sd: how large it is beside what chance does to it"}, \
    {"pairing_gain", CGAP_COLUMN_REAL, "1", "variance of a difference of unpaired replicates over that of paired ones; empty when the latter is 0, at a date also when some replicate is defined in one of the two only"}

static const cgap_column COLUMN[] = {
    {"measure", CGAP_COLUMN_TEXT, "", "quantity of the Union, defined by `cgap list measures`; one of an instrument that only one of the two has counts 0 in the other"},
    {"time", CGAP_COLUMN_REAL, "calendar year", "decimal year"},
    {"base", CGAP_COLUMN_TEXT, "", "scenario compared with"},
    {"alternative", CGAP_COLUMN_TEXT, "", "scenario compared"},
    ESTIMATE,
    {"joint_low", CGAP_COLUMN_REAL, "unit of the measure", "lower end of the simultaneous interval: those of all alternatives hold together with 95 % at this measure and date (Bonferroni: Student t, paired, at 1 - 0.05 / (2 m) for m alternatives, whatever their dependence)"},
    {"joint_high", CGAP_COLUMN_REAL, "unit of the measure", "upper end of the simultaneous interval"},
};

static const cgap_column HORIZON_COLUMN[] = {
    {"measure", CGAP_COLUMN_TEXT, "", "quantity of the Union, defined by `cgap list measures`, averaged in each replicate over the dates after the start at which both scenarios define it (a share below a floor: those at which each has a floor), so that base_mean may differ between alternatives; one of an instrument that only one of the two has counts 0 in the other"},
    {"base", CGAP_COLUMN_TEXT, "", "scenario compared with"},
    {"alternative", CGAP_COLUMN_TEXT, "", "scenario compared"},
    {"base_mean", CGAP_COLUMN_REAL, "unit of the measure", "mean of the base's average over the replicates in which some date defines both"},
    {"alternative_mean", CGAP_COLUMN_REAL, "unit of the measure", "the same of the alternative's"},
    ESTIMATE,
    {"joint_low", CGAP_COLUMN_REAL, "unit of the measure", "lower end of the simultaneous interval: those of all alternatives hold together with 95 % at this measure (Bonferroni: Student t, paired, at 1 - 0.05 / (2 m) for m alternatives, whatever their dependence)"},
    {"joint_high", CGAP_COLUMN_REAL, "unit of the measure", "upper end of the simultaneous interval"},
};
/* clang-format on */

typedef struct pair {
    const cgap_ensemble *ensemble;
    size_t k;      /* the alternative */
    size_t row, c; /* which row, which of the quantities compared */
    const cgap_quantity *of;
    contrast_factors *factors;
} pair;

static const cgap_ensemble_member *
alternative_of(const pair *at)
{
    return &at->ensemble->member[at->k];
}

static const cgap_ensemble_member *
base_of(const pair *at)
{
    return &at->ensemble->member[at->ensemble->baseline];
}

/* The quantity's number in the base's layout. */
static size_t
in_base(const pair *at)
{
    return alternative_of(at)->of_baseline[at->c];
}

/* Slot of a quantity in a layout; its n_slot where the scenario lacks it, which is 0. */
static size_t
slot_of(const cgap_layout *layout, size_t row, size_t q)
{
    return q < layout->n_union ? cgap_slot_union(layout, row, q) : layout->n_slot;
}

/* Whether the date is one of the quantity's. */
static bool
is_told(const pair *at)
{
    const cgap_layout *layout = &alternative_of(at)->layout;

    return at->c >= layout->n_union ||
           cgap_layout_records(layout, cgap_slot_union(layout, at->row, at->c));
}

static double
expected_at(const cgap_ensemble_member *member, size_t row, size_t q)
{
    size_t slot = slot_of(&member->layout, row, q);

    return slot < member->layout.n_slot ? member->expected[slot] : 0.0;
}

/* Both sides averaged over the rows after the start that define both. */
static void
average_expected(const pair *at, double *own, double *other)
{
    const cgap_ensemble_member *member = alternative_of(at), *base = base_of(at);
    double sum = 0.0, sum_other = 0.0, n = 0.0;

    for (size_t row = 1; row < member->layout.n_row; row++) {
        double value = expected_at(member, row, at->c);
        double beside = expected_at(base, row, in_base(at));

        if (!isnan(value) && !isnan(beside)) {
            sum += value;
            sum_other += beside;
            n += 1.0;
        }
    }
    *own = n > 0.0 ? sum / n : NAN;
    *other = n > 0.0 ? sum_other / n : NAN;
}

/* Moments of a scenario's own values; of n zeros where it lacks the quantity. */
static cgap_moments
moments_at(const pair *at, size_t k, size_t q, unsigned n)
{
    const cgap_layout *layout = &at->ensemble->member[k].layout;
    size_t slot = slot_of(layout, at->row, q);

    return slot < layout->n_slot
               ? cgap_cell_moments(cgap_ensemble_cell(at->ensemble, k, slot), at->of->grid)
               : (cgap_moments){0.0, 0.0, n};
}

/* Moments of the averages over the horizon: of their difference, of either side. */
static cgap_moments
moments_of_average(const pair *at, size_t which)
{
    const cgap_ensemble_member *member = alternative_of(at);

    return cgap_difference_moments(
        cgap_ensemble_difference(member, member->layout.n_row + which, at->c), at->of->grid);
}

/* Deterministic mode: the difference alone. */
static void
add_expected(cgap_table *out, const pair *at, double difference)
{
    cgap_table_add_real(out, difference);
    for (int c = 0; c < 3; c++) {
        cgap_table_add_empty(out);
    }
    cgap_table_add_count(out, 0);
    cgap_table_add_text(out, at->of->unit);
    for (int c = 0; c < 6; c++) {
        cgap_table_add_empty(out);
    }
}

/* Variance of alternative and of base over that of their difference, all three over the same
 * replicates. */
static double
pairing_gain(const cgap_moments *paired, const cgap_moments *own, const cgap_moments *other)
{
    if (own->n != paired->n || other->n != paired->n || !(paired->sd > 0.0)) {
        return NAN;
    }
    return (own->sd * own->sd + other->sd * other->sd) / (paired->sd * paired->sd);
}

static void
add_estimate(cgap_table *out, const pair *at, const cgap_difference_cell *cell, double gain)
{
    cgap_moments moments = cgap_difference_moments(cell, at->of->grid);
    double error = moments.sd / sqrt((double) moments.n);

    contrast_factors_take(at->factors, moments.n);
    cgap_table_add_real(out, moments.mean);
    cgap_table_add_real(out, moments.mean - at->factors->plain * error);
    cgap_table_add_real(out, moments.mean + at->factors->plain * error);
    cgap_table_add_real(
        out, at->of->direction != 0 && moments.n > 0 ? cell->better / (double) moments.n : NAN);
    cgap_table_add_count(out, moments.n);
    cgap_table_add_text(out, at->of->unit);
    cgap_table_add_real(out, moments.sd);
    cgap_table_add_real(out, error);
    cgap_table_add_real(out, moments.sd > 0.0 ? moments.mean / moments.sd : NAN);
    cgap_table_add_real(out, gain);
    cgap_table_add_real(out, moments.mean - at->factors->joint * error);
    cgap_table_add_real(out, moments.mean + at->factors->joint * error);
}

static void
add_date(cgap_table *out, const pair *at)
{
    const cgap_ensemble_member *member = alternative_of(at);

    cgap_table_add_text(out, at->of->name);
    cgap_table_add_real(out, cgap_scenario_time(member->scenario, at->row));
    cgap_table_add_text(out, base_of(at)->scenario->name);
    cgap_table_add_text(out, member->scenario->name);
    if (at->ensemble->deterministic) {
        add_expected(out, at,
                     expected_at(member, at->row, at->c) -
                         expected_at(base_of(at), at->row, in_base(at)));
    } else {
        const cgap_difference_cell *cell = cgap_ensemble_difference(member, at->row, at->c);
        cgap_moments paired = cgap_difference_moments(cell, at->of->grid);
        cgap_moments own = moments_at(at, at->k, at->c, paired.n);
        cgap_moments other = moments_at(at, at->ensemble->baseline, in_base(at), paired.n);

        add_estimate(out, at, cell, pairing_gain(&paired, &own, &other));
    }
}

static void
add_average(cgap_table *out, const pair *at)
{
    const cgap_ensemble_member *member = alternative_of(at);

    cgap_table_add_text(out, at->of->name);
    cgap_table_add_text(out, base_of(at)->scenario->name);
    cgap_table_add_text(out, member->scenario->name);
    if (at->ensemble->deterministic) {
        double own, other;

        average_expected(at, &own, &other);
        cgap_table_add_real(out, other);
        cgap_table_add_real(out, own);
        add_expected(out, at, own - other);
    } else {
        cgap_moments paired = moments_of_average(at, CGAP_HORIZON_DIFFERENCE);
        cgap_moments own = moments_of_average(at, CGAP_HORIZON_OWN);
        cgap_moments other = moments_of_average(at, CGAP_HORIZON_BASE);

        cgap_table_add_real(out, other.mean);
        cgap_table_add_real(out, own.mean);
        add_estimate(out, at, cgap_ensemble_difference(member, member->layout.n_row, at->c),
                     pairing_gain(&paired, &own, &other));
    }
}

cgap_status
cgap_tables_comparison(cgap_table *out, const cgap_ensemble *ensemble, cgap_error *err)
{
    contrast_factors factors = {.n_row = ensemble->n - 1};

    cgap_table_init(out, "comparison", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    for (size_t k = 0; k < ensemble->n; k++) {
        const cgap_ensemble_member *member = &ensemble->member[k];

        for (size_t row = 0; row < member->layout.n_row; row++) {
            for (size_t c = 0; c < member->n_compared; c++) {
                pair at = {ensemble, k, row, c, cgap_ensemble_compared(ensemble, k, c), &factors};

                if (is_told(&at)) {
                    add_date(out, &at);
                }
            }
        }
    }
    return cgap_table_finish(out, err);
}

cgap_status
cgap_tables_horizon(cgap_table *out, const cgap_ensemble *ensemble, cgap_error *err)
{
    contrast_factors factors = {.n_row = ensemble->n - 1};

    cgap_table_init(out, "horizon", HORIZON_COLUMN,
                    sizeof HORIZON_COLUMN / sizeof HORIZON_COLUMN[0]);
    for (size_t k = 0; k < ensemble->n; k++) {
        for (size_t c = 0; c < ensemble->member[k].n_compared; c++) {
            pair at = {ensemble, k, 0, c, cgap_ensemble_compared(ensemble, k, c), &factors};

            add_average(out, &at);
        }
    }
    return cgap_table_finish(out, err);
}
