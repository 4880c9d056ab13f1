/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scalar measures of one date against values worked out by hand, and slow twins of the weighted
 * Gini and of Wolfson's index that go through the Lorenz curve itself. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/dispersion.h"
#include "cgap/lane.h"
#include "cgap/rng.h"

/* x = (1, 2, 3, 6): shares 1/12, 1/6, 1/4, 1/2. Squares 1/144 + 4/144 + 9/144 + 36/144 = 50/144.
 * Entropy: ln12/12 + ln6/6 + ln4/4 + ln2/2. Atkinson: mean 3; e=1: geometric mean 36^(1/4) = sqrt
 * 6; e=2: harmonic mean 4/(1 + 1/2 + 1/3 + 1/6) = 2; e=1/2: ((1+sqrt2+sqrt3+sqrt6)/4)^2 / 3. */
static void
shares_by_hand(void **state)
{
    const double x[4] = {3.0, 1.0, 6.0, 2.0};
    double roots = (1.0 + sqrt(2.0) + sqrt(3.0) + sqrt(6.0)) / 4.0;

    (void) state;
    assert_close(cgap_dispersion_hhi(x, 4), 50.0 / 144.0, 1e-15);
    assert_close(cgap_dispersion_shannon(x, 4),
                 log(12.0) / 12.0 + log(6.0) / 6.0 + log(4.0) / 4.0 + log(2.0) / 2.0, 1e-15);
    assert_close(cgap_dispersion_atkinson(x, 4, 0.5), 1.0 - roots * roots / 3.0, 1e-15);
    assert_close(cgap_dispersion_atkinson(x, 4, 1.0), 1.0 - sqrt(6.0) / 3.0, 1e-15);
    assert_close(cgap_dispersion_atkinson(x, 4, 2.0), 1.0 - 2.0 / 3.0, 1e-15);
    /* e = 3: (sum (x/3)^-2 / 4)^(-1/2) = (9 (1 + 1/4 + 1/9 + 1/36)/4)^(-1/2) = (25/8)^(-1/2) */
    assert_close(cgap_dispersion_atkinson(x, 4, 3.0), 1.0 - sqrt(8.0 / 25.0), 1e-14);
    assert_close(cgap_dispersion_delta(x, 4, false), 12.0, 0.0);
    assert_close(cgap_dispersion_delta(x, 4, true), 8.0, 0.0);
    assert_close(cgap_dispersion_gap_target(x, 4, 4.0, false), 6.0 / 16.0, 1e-15);
    assert_close(cgap_dispersion_gap_target(x, 4, 2.0, true), 5.0 / 8.0, 1e-15);
    assert_true(isnan(cgap_dispersion_gap_target(x, 4, 0.0, false)));
}

/* Weights (1, 2, 1) on (1, 2, 4): mean (1 + 4 + 4)/4 = 9/4; mld = ln(9/4) - (2 ln 2 + ln 4)/4. */
static void
weighted_deviation_by_hand(void **state)
{
    const double x[3] = {1.0, 2.0, 4.0}, w[3] = {10.0, 20.0, 10.0};

    (void) state;
    assert_close(cgap_dispersion_mld(x, w, 3), log(9.0 / 4.0) - log(2.0), 1e-15);
    assert_close(cgap_dispersion_mld(x, NULL, 3), log(7.0 / 3.0) - log(2.0), 1e-15);
}

/* Two groups (1, 3) and (4, 4): means 2 and 4, all 3. Theil: s = 4/12, 8/12;
 * within = (1/3) T(1,3), T(1,3) = (1/2)(1/2 ln 1/2 + 3/2 ln 3/2); between = (1/3) ln(2/3) +
 * (2/3) ln(4/3). MLD: within = (1/2)(ln 2 - ln 3 / 2), between = -(ln(2/3) + ln(4/3))/2.
 * Esteban-Ray: 2 (1/2)^(2+a) |2/3 - 4/3|. */
static void
groups_by_hand(void **state)
{
    const double x[4] = {4.0, 1.0, 4.0, 3.0};
    const size_t group[4] = {1, 0, 1, 0};
    cgap_split theil = cgap_dispersion_theil_split(x, group, 4, 2);
    cgap_split mld = cgap_dispersion_mld_split(x, group, 4, 2);

    (void) state;
    assert_close(theil.within, (log(0.5) + 3.0 * log(1.5)) / 12.0, 1e-15);
    assert_close(theil.between, log(2.0 / 3.0) / 3.0 + 2.0 * log(4.0 / 3.0) / 3.0, 1e-15);
    assert_close(mld.within, 0.5 * (log(2.0) - 0.5 * log(3.0)), 1e-15);
    assert_close(mld.between, -0.5 * (log(2.0 / 3.0) + log(4.0 / 3.0)), 1e-15);
    assert_close(cgap_dispersion_esteban_ray(x, group, 4, 2, 1.3), 2.0 * pow(0.5, 3.3) * 2.0 / 3.0,
                 1e-15);
    /* a group number that no unit has changes nothing */
    assert_close(cgap_dispersion_theil_split(x, group, 4, 3).between, theil.between, 0.0);
}

static void
what_is_not_defined_is_nan(void **state)
{
    const double zero[3] = {0.0, 1.0, 2.0}, negative[3] = {-1.0, 1.0, 3.0}, none[2] = {0.0, 0.0};
    const size_t group[3] = {0, 0, 1};

    (void) state;
    assert_true(isnan(cgap_dispersion_atkinson(zero, 3, 1.0)));
    assert_true(isnan(cgap_dispersion_atkinson(zero, 3, 2.0)));
    assert_true(!isnan(cgap_dispersion_atkinson(zero, 3, 0.5)));
    assert_true(isnan(cgap_dispersion_mld(zero, NULL, 3)));
    assert_true(isnan(cgap_dispersion_mld_split(zero, group, 3, 2).within));
    assert_true(!isnan(cgap_dispersion_theil_split(zero, group, 3, 2).within));
    assert_true(isnan(cgap_dispersion_theil_split(negative, group, 3, 2).between));
    assert_true(isnan(cgap_dispersion_hhi(negative, 3)));
    assert_true(isnan(cgap_dispersion_shannon(none, 2)));
    assert_true(isnan(cgap_dispersion_esteban_ray(none, group, 2, 2, 1.3)));
}

/* Lorenz curve of sorted pairs as points (W, share of w x), by insertion sort. */
static size_t
lorenz(const double *x, const double *w, size_t n, double *at, double *share)
{
    size_t order[64];
    double total = 0.0, sum = 0.0;

    for (size_t i = 0; i < n; i++) {
        size_t place = i;

        for (; place > 0 && x[order[place - 1]] > x[i]; place--) {
            order[place] = order[place - 1];
        }
        order[place] = i;
        total += w[i];
        sum += w[i] * x[i];
    }
    at[0] = 0.0;
    share[0] = 0.0;
    for (size_t k = 0; k < n; k++) {
        at[k + 1] = at[k] + w[order[k]] / total;
        share[k + 1] = share[k] + w[order[k]] * x[order[k]] / sum;
    }
    return n;
}

/* Gini as 1 - 2 area under the Lorenz curve (trapezia); Wolfson from the curve at one half. */
static void
lorenz_twins(void **state)
{
    double value[33][1], weight[33], flat[33], at[34], share[34], x[33];
    const double *row[33];
    double gini = NAN, wolfson = NAN, *work = malloc(cgap_lane_work(33) * sizeof *work);
    cgap_lane_output out = {{NULL}};

    (void) state;
    out.at[CGAP_LANE_GINI_WEIGHTED] = &gini;
    out.at[CGAP_LANE_WOLFSON] = &wolfson;
    assert_non_null(work);
    for (size_t n = 2; n <= 33; n++) {
        double area = 0.0, mean = 0.0, half = 0.0, median, plain = 0.0;

        for (size_t i = 0; i < n; i++) {
            cgap_address a = {.step = (uint32_t) i, .name = (uint32_t) n};

            x[i] = value[i][0] = floor(40.0 * cgap_rng_uniform(3, a)) / 8.0 + 0.125;
            weight[i] = 0.1 + cgap_rng_uniform(4, a);
            flat[i] = 1.0;
            row[i] = value[i];
            mean += x[i] / (double) n;
        }
        cgap_lane_dispersion(&(cgap_lane_input){n, 1, row, NULL, weight, NULL, 0}, work, &out);
        (void) lorenz(x, weight, n, at, share);
        for (size_t k = 0; k < n; k++) {
            area += (at[k + 1] - at[k]) * (share[k + 1] + share[k]) / 2.0;
        }
        assert_close(gini, 1.0 - 2.0 * area, 1e-14);
        (void) lorenz(x, flat, n, at, share);
        for (size_t k = 0; k < n; k++) {
            plain += (at[k + 1] - at[k]) * (share[k + 1] + share[k]) / 2.0;
            if (at[k] <= 0.5 && 0.5 < at[k + 1]) {
                half = share[k] + (0.5 - at[k]) / (at[k + 1] - at[k]) * (share[k + 1] - share[k]);
            }
        }
        /* the slope of the Lorenz curve at k is x_(k+1) / mean */
        median = n % 2 == 1 ? (share[n / 2 + 1] - share[n / 2]) * (double) n * mean
                            : (share[n / 2 + 1] - share[n / 2 - 1]) * (double) n * mean / 2.0;
        assert_close(wolfson, 2.0 * (2.0 * (0.5 - half) - (1.0 - 2.0 * plain)) * mean / median,
                     1e-12);
    }
    free(work);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_by_hand), cmocka_unit_test(weighted_deviation_by_hand),
        cmocka_unit_test(groups_by_hand), cmocka_unit_test(what_is_not_defined_is_nan),
        cmocka_unit_test(lorenz_twins),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
