/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profiles of many lanes are those of one panel after the other but for rounding: lanes have ln t -
 * sum x ln x / t where panels have -sum x/t ln(x/t). */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "cgap/fragmentation.h"
#include "cgap/lane.h"
#include "kernel_isa.h"

enum { UNITS = 28, PILLARS = 9, LANES = 37 }; /* lanes: not whole tiles */

/* In [0, 1), a seventh of them exactly 0. */
static double
level_of(size_t k, size_t i, size_t l)
{
    size_t number = (k * 7919 + i * 104729 + l * 1299709) % 10007;

    return number % 7 == 0 ? 0.0 : (double) number / 10007.0;
}

/* The first @p n units and @p n_pillar pillars, in lanes and one lane after the other. */
static void
assert_profiles(double value[PILLARS][UNITS][LANES], size_t n, size_t n_pillar)
{
    static double logged[PILLARS][UNITS][LANES];
    const double *row[PILLARS * UNITS], *logged_row[PILLARS * UNITS];
    double out[LANES], one[UNITS * PILLARS], expected;

    cgap_lane_times_log(&value[0][0][0], PILLARS * UNITS * LANES, &logged[0][0][0]);

    for (size_t k = 0; k < n_pillar; k++) {
        for (size_t i = 0; i < n; i++) {
            row[k * n + i] = value[k][i];
            logged_row[k * n + i] = logged[k][i];
        }
    }
    cgap_lane_profile(row, logged_row, n, n_pillar, LANES, out);
    for (size_t l = 0; l < LANES; l++) {
        for (size_t i = 0; i < n; i++) {
            for (size_t k = 0; k < n_pillar; k++) {
                one[i * n_pillar + k] = value[k][i][l];
            }
        }
        expected = cgap_fragmentation_profile(one, n, n_pillar);
        if (isnan(expected)) {
            assert_true(isnan(out[l]));
        } else {
            assert_close(out[l], expected, 2e-15);
        }
    }
}

static void
lanes_are_panels(void **state)
{
    static double value[PILLARS][UNITS][LANES];

    (void) state;
    for (size_t k = 0; k < PILLARS; k++) {
        for (size_t i = 0; i < UNITS; i++) {
            for (size_t l = 0; l < LANES; l++) {
                value[k][i][l] = level_of(k, i, l);
            }
        }
    }
    for (size_t i = 0; i < UNITS; i++) { /* equal profiles in one lane */
        for (size_t k = 0; k < PILLARS; k++) {
            value[k][i][5] = 0.01 * (double) (1 + i) * (double) (1 + k);
        }
    }
    value[1][2][8] = -0.1;
    value[2][1][9] = INFINITY;
    for (size_t k = 0; k < PILLARS; k++) {
        value[k][3][11] = 0.0;
    }
    for (size_t n = 1; n <= UNITS; n += 9) {
        for (size_t n_pillar = 1; n_pillar <= PILLARS; n_pillar += 4) {
            assert_profiles(value, n, n_pillar);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lanes_are_panels)};

    if (!kernel_runs()) {
        return KERNEL_SKIPPED;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
