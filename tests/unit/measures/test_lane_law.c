/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fragmentation of law and of cooperation in many lanes is that of one panel after the other: to
 * the last bit but for Ruzicka's distance, whose pairs share divisions. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "cgap/fragmentation.h"
#include "cgap/lane.h"
#include "kernel_isa.h"

enum { UNITS = 13, LAWS = 7, LANES = 21 }; /* lanes: not whole tiles */

static double LAW[LAWS][UNITS][LANES], TIE[UNITS][UNITS][LANES];
static double WEIGHT[UNITS], OFFERED[UNITS * UNITS];
static const size_t GROUP[UNITS] = {0, 0, 2, 0, 4, 2, 0, 0, 8, 4, 4, 11, 0};

/* In [0, 1): a third exactly 0 and a third exactly 1, as law in force often is. */
static double
share_of(size_t a, size_t b, size_t l)
{
    size_t number = (a * 7919 + b * 104729 + l * 1299709) % 10007;

    return number % 3 == 0 ? 0.0 : number % 3 == 1 ? 1.0 : (double) number / 10007.0;
}

static int
fill(void **state)
{
    (void) state;
    for (size_t i = 0; i < UNITS; i++) {
        WEIGHT[i] = 10.0 + (double) (i * i);
        for (size_t l = 0; l < LANES; l++) {
            for (size_t p = 0; p < LAWS; p++) { /* lane 4: nobody has any law; 6: all the same */
                LAW[p][i][l] = l == 4 ? 0.0 : l == 6 ? 0.3 : share_of(p, i, l);
            }
            for (size_t j = 0; j < UNITS; j++) {
                TIE[i][j][l] = i == j ? 0.0 : 0.9 * share_of(i + j, i * j, l);
            }
        }
        for (size_t j = 0; j < UNITS; j++) {
            OFFERED[i * UNITS + j] = i == j ? 0.0 : 0.5 + 0.01 * (double) (i + j);
        }
    }
    return 0;
}

static void
assert_same_bits(double a, double b)
{
    if (memcmp(&a, &b, sizeof a) != 0 && !(isnan(a) && isnan(b))) {
        fail_msg("%.17g is not %.17g", a, b);
    }
}

/* Regimes that are all alike, or all empty, are no distance apart. */
static void
assert_distances(const double *const *row, const double *weight, size_t n, size_t n_law)
{
    double ruzicka[LANES], one[UNITS * LAWS];

    cgap_lane_ruzicka(row, weight, n, n_law, LANES, ruzicka);
    for (size_t l = 0; l < LANES; l++) {
        double expected;

        for (size_t i = 0; i < n; i++) {
            for (size_t p = 0; p < n_law; p++) {
                one[i * n_law + p] = LAW[p][i][l];
            }
        }
        expected = cgap_fragmentation_ruzicka(one, weight, n, n_law);
        if (isnan(expected) || n_law == 0 || l == 4 || l == 6) {
            assert_same_bits(ruzicka[l], expected);
        } else {
            assert_close(ruzicka[l], expected, 2e-15);
        }
    }
}

static void
assert_laws(size_t n, size_t n_law)
{
    const double *row[LAWS * UNITS];
    double hamming[LANES], effective[LANES], one[UNITS * LAWS];

    for (size_t p = 0; p < n_law; p++) {
        for (size_t i = 0; i < n; i++) {
            row[p * n + i] = LAW[p][i];
        }
    }
    cgap_lane_regimes(row, n, n_law, LANES, hamming, effective);
    assert_distances(row, WEIGHT, n, n_law);
    assert_distances(row, NULL, n, n_law);
    for (size_t l = 0; l < LANES; l++) {
        for (size_t i = 0; i < n; i++) {
            for (size_t p = 0; p < n_law; p++) {
                one[i * n_law + p] = LAW[p][i][l];
            }
        }
        if (n < 2) {
            assert_true(isnan(hamming[l]));
        } else {
            assert_close(hamming[l], cgap_fragmentation_hamming(one, n, n_law), 1e-14);
        }
        assert_same_bits(effective[l], cgap_fragmentation_regimes(one, n, n_law));
    }
}

/* (.5, .25): .5 .75 + .25 .5 = .5. Law that nearly everybody has for sure: 1 - d and 1 are d apart,
 * and no digits are lost. */
static void
hamming_by_hand(void **state)
{
    const double a[2] = {0.5, 1.0 - 0x1p-40}, b[2] = {0.25, 1.0};
    const double *const row[2] = {a, b};
    double hamming[2], effective[2];

    (void) state;
    cgap_lane_regimes(row, 2, 1, 2, hamming, effective);
    assert_close(hamming[0], 0.5, 0.0);
    assert_close(hamming[1], 0x1p-40, 0.0);
    assert_close(effective[0] + effective[1], 4.0, 0.0);
}

static void
law_in_lanes_is_that_of_panels(void **state)
{
    (void) state;
    for (size_t n = 1; n <= UNITS; n++) {
        for (size_t n_law = 0; n_law <= LAWS; n_law++) {
            assert_laws(n, n_law);
        }
    }
}

static void
cooperation_in_lanes_is_that_of_panels(void **state)
{
    const double *row[UNITS * UNITS];
    double out[LANES], one[UNITS * UNITS];

    (void) state;
    for (size_t at = 0; at < UNITS * UNITS; at++) {
        row[at] = TIE[at / UNITS][at % UNITS];
    }
    cgap_lane_efficiency(row, OFFERED, WEIGHT, UNITS, LANES, out);
    for (size_t l = 0; l < LANES; l++) {
        for (size_t at = 0; at < UNITS * UNITS; at++) {
            one[at] = row[at][l];
        }
        assert_same_bits(out[l], cgap_fragmentation_efficiency(one, OFFERED, WEIGHT, UNITS));
    }
    cgap_lane_modularity(row, GROUP, UNITS, LANES, out);
    for (size_t l = 0; l < LANES; l++) {
        for (size_t at = 0; at < UNITS * UNITS; at++) {
            one[at] = row[at][l];
        }
        assert_same_bits(out[l], cgap_fragmentation_modularity(one, GROUP, UNITS));
    }
    cgap_lane_modularity(row, GROUP, 1, LANES, out); /* no ties */
    assert_true(isnan(out[0]) && isnan(out[LANES - 1]));
    cgap_lane_efficiency(row, OFFERED, WEIGHT, 1, LANES, out); /* nobody to cooperate with */
    assert_true(isnan(out[0]) && isnan(out[LANES - 1]));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hamming_by_hand),
        cmocka_unit_test(law_in_lanes_is_that_of_panels),
        cmocka_unit_test(cooperation_in_lanes_is_that_of_panels),
    };

    if (!kernel_runs()) {
        return KERNEL_SKIPPED;
    }
    return cmocka_run_group_tests(tests, fill, NULL);
}
