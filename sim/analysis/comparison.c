/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paired differences on common random numbers: the same replicate meets the same shocks in both
 * scenarios, so what differs is policy. */
#include "tables.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "cgap/number.h"

/* clang-format off */
static const cgap_column COLUMN[] = {
    {"measure", CGAP_COLUMN_TEXT, "", "quantity of the Union, defined by `cgap list measures`; one of an instrument that only one of the two has counts 0 in the other"},
    {"time", CGAP_COLUMN_REAL, "calendar year", "decimal year"},
    {"base", CGAP_COLUMN_TEXT, "", "scenario compared with"},
    {"alternative", CGAP_COLUMN_TEXT, "", "scenario compared"},
    {"difference", CGAP_COLUMN_REAL, "unit of the measure", "mean over replicates of alternative - base"},
    {"ci_low", CGAP_COLUMN_REAL, "unit of the measure", "lower end of the 95 % confidence interval of the difference (Student t, paired)"},
    {"ci_high", CGAP_COLUMN_REAL, "unit of the measure", "upper end of the interval"},
    {"share_better", CGAP_COLUMN_REAL, "share 0..1", "share of replicates in which the alternative is strictly better; empty where neither direction is better"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which both are defined; 0 in deterministic mode"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit of the measure"},
    {"sd", CGAP_COLUMN_REAL, "unit of the measure", "standard deviation over replicates of the difference"},
    {"standard_error", CGAP_COLUMN_REAL, "unit of the measure", "Monte-Carlo standard error of the difference, sd / sqrt(n)"},
    {"standardised", CGAP_COLUMN_REAL, "1", "difference over its sd: how large it is beside what chance does to it"},
    {"pairing_gain", CGAP_COLUMN_REAL, "1", "variance of a difference of unpaired replicates over that of paired ones; empty when the latter is 0, or when some replicate is defined in one of the two only"},
};
/* clang-format on */

/* Half-width of the 95 % interval in standard errors; GSL's last bits are rounded away. */
double
cgap_student_t(unsigned n)
{
    return n > 1 ? cgap_number_round12(gsl_cdf_tdist_Pinv(0.975, (double) n - 1.0)) : NAN;
}

typedef struct pair {
    const cgap_ensemble *ensemble;
    size_t k;      /* the alternative */
    size_t row, c; /* which row, which of the quantities compared */
    const cgap_quantity *of;
} pair;

/* Slot of the quantity in a layout; its n_slot where the scenario lacks it, which is 0. */
static size_t
slot_of(const cgap_layout *layout, size_t row, size_t q)
{
    return q < layout->n_union ? cgap_slot_union(layout, row, q) : layout->n_slot;
}

static double
expected_at(const cgap_ensemble_member *member, size_t row, size_t q)
{
    size_t slot = slot_of(&member->layout, row, q);

    return slot < member->layout.n_slot ? member->expected[slot] : 0.0;
}

/* Moments of a scenario's own values; of n zeros where it lacks the quantity. */
static cgap_moments
moments_at(const cgap_ensemble_member *member, size_t row, size_t q, const pair *at, unsigned n)
{
    size_t slot = slot_of(&member->layout, row, q);

    return slot < member->layout.n_slot ? cgap_cell_moments(&member->cell[slot], at->of->grid)
                                        : (cgap_moments){0.0, 0.0, n};
}

static void
add_names(cgap_table *out, const pair *at)
{
    const cgap_ensemble_member *member = &at->ensemble->member[at->k];

    cgap_table_add_text(out, at->of->name);
    cgap_table_add_real(out, cgap_scenario_time(member->scenario, at->row));
    cgap_table_add_text(out, at->ensemble->member[at->ensemble->baseline].scenario->name);
    cgap_table_add_text(out, member->scenario->name);
}

static void
add_expected(cgap_table *out, const pair *at)
{
    const cgap_ensemble_member *member = &at->ensemble->member[at->k];
    const cgap_ensemble_member *base = &at->ensemble->member[at->ensemble->baseline];

    cgap_table_add_real(out, expected_at(member, at->row, at->c) -
                                 expected_at(base, at->row, member->of_baseline[at->c]));
    for (int c = 0; c < 3; c++) {
        cgap_table_add_empty(out);
    }
    cgap_table_add_count(out, 0);
    cgap_table_add_text(out, at->of->unit);
    for (int c = 0; c < 4; c++) {
        cgap_table_add_empty(out);
    }
}

/* Variance of alternative and of base over that of their difference, all three over the same
 * replicates. */
static double
pairing_gain(const pair *at, const cgap_moments *paired)
{
    const cgap_ensemble_member *member = &at->ensemble->member[at->k];
    const cgap_ensemble_member *base = &at->ensemble->member[at->ensemble->baseline];
    cgap_moments own = moments_at(member, at->row, at->c, at, paired->n);
    cgap_moments other = moments_at(base, at->row, member->of_baseline[at->c], at, paired->n);

    if (own.n != paired->n || other.n != paired->n || !(paired->sd > 0.0)) {
        return NAN;
    }
    return (own.sd * own.sd + other.sd * other.sd) / (paired->sd * paired->sd);
}

static void
add_difference(cgap_table *out, const pair *at)
{
    const cgap_ensemble_member *member = &at->ensemble->member[at->k];
    const cgap_difference_cell *cell = cgap_ensemble_difference(member, at->row, at->c);
    cgap_moments moments = cgap_difference_moments(cell, at->of->grid);
    double error = moments.sd / sqrt((double) moments.n);
    double half = cgap_student_t(moments.n) * error;

    cgap_table_add_real(out, moments.mean);
    cgap_table_add_real(out, moments.mean - half);
    cgap_table_add_real(out, moments.mean + half);
    cgap_table_add_real(
        out, at->of->direction != 0 && moments.n > 0 ? cell->better / (double) moments.n : NAN);
    cgap_table_add_count(out, moments.n);
    cgap_table_add_text(out, at->of->unit);
    cgap_table_add_real(out, moments.sd);
    cgap_table_add_real(out, error);
    cgap_table_add_real(out, moments.sd > 0.0 ? moments.mean / moments.sd : NAN);
    cgap_table_add_real(out, pairing_gain(at, &moments));
}

static void
add_scenario(cgap_table *out, const cgap_ensemble *ensemble, size_t k)
{
    const cgap_ensemble_member *member = &ensemble->member[k];

    for (size_t row = 0; row < member->layout.n_row; row++) {
        for (size_t c = 0; c < member->n_compared; c++) {
            pair at = {ensemble, k, row, c, cgap_ensemble_compared(ensemble, k, c)};

            add_names(out, &at);
            if (ensemble->deterministic) {
                add_expected(out, &at);
            } else {
                add_difference(out, &at);
            }
        }
    }
}

cgap_status
cgap_tables_comparison(cgap_table *out, const cgap_ensemble *ensemble, cgap_error *err)
{
    cgap_table_init(out, "comparison", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    for (size_t k = 0; k < ensemble->n; k++) {
        if (k != ensemble->baseline) {
            add_scenario(out, ensemble, k);
        }
    }
    return cgap_table_finish(out, err);
}
