/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Algebraic connectivity in many lanes: closed forms, and the eigenvalues that GSL finds of one
 * panel after the other. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>

#include "cgap/fragmentation.h"
#include "cgap/lane.h"
#include "kernel_isa.h"
#include "cgap/rng.h"

enum { MOST = 40, LANES = 21, N_SHAPE = 7 }; /* lanes: not whole tiles */

static double TIE[MOST][MOST][LANES];

static double
uniform(size_t i, size_t j, size_t l)
{
    cgap_address at = {.replicate = (uint32_t) l, .step = (uint32_t) i, .name = (uint32_t) j};

    return cgap_rng_uniform(7, at);
}

/* Tie of i and j > i in lane l: a shape for every lane. */
static double
tie_of(size_t i, size_t j, size_t l, size_t n)
{
    switch (l % N_SHAPE) {
    case 0: /* complete */
        return 0.3;
    case 1: /* path */
        return j == i + 1 ? 1.0 : 0.0;
    case 2: /* star */
        return i == 0 ? 1.0 : 0.0;
    case 3: /* cut in two */
        return i < n / 2 && j >= n / 2 ? 0.0 : uniform(i, j, l);
    case 4: /* no ties at all */
        return 0.0;
    case 5: /* hardly any */
        return 1e-9 * uniform(i, j, l);
    default:
        return uniform(i, j, l);
    }
}

static void
connect(size_t n, double out[LANES])
{
    const double *row[MOST * MOST];
    double *work = malloc(cgap_lane_connectivity_work(n) * sizeof *work);

    assert_non_null(work);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            row[i * n + j] = TIE[i][j];
            for (size_t l = 0; l < LANES; l++) {
                TIE[i][j][l] = i == j ? 0.0 : tie_of(i < j ? i : j, i < j ? j : i, l, n);
            }
        }
    }
    cgap_lane_connectivity(row, n, LANES, work, out);
    free(work);
}

/* Complete graph with ties a: n a. Path: 2 (1 - cos(pi/n)). Star of n > 2: 1. Each over n. */
static void
known_spectra(void **state)
{
    const double pi = acos(-1.0);
    double out[LANES];

    (void) state;
    for (size_t n = 3; n <= MOST; n++) {
        double count = (double) n;

        connect(n, out);
        for (size_t l = 0; l < LANES; l += N_SHAPE) {
            assert_close(out[l], 0.3, 1e-14);
            assert_close(out[l + 1], 2.0 * (1.0 - cos(pi / count)) / count, 1e-14);
            assert_close(out[l + 2], 1.0 / count, 1e-14);
            assert_close(out[l + 3], 0.0, 0.0);
            assert_close(out[l + 4], 0.0, 0.0);
        }
    }
}

static void
lanes_are_panels(void **state)
{
    double out[LANES], one[MOST * MOST];

    (void) state;
    for (size_t n = 2; n <= MOST; n += n < 6 ? 1 : 11) {
        connect(n, out);
        for (size_t l = 0; l < LANES; l++) {
            double expected = NAN;

            for (size_t at = 0; at < n * n; at++) {
                one[at] = TIE[at / n][at % n][l];
            }
            assert_int_equal(cgap_fragmentation_connectivity(one, n, &expected, NULL), CGAP_OK);
            assert_close(out[l], expected, 3e-12 * expected + (l % N_SHAPE == 5 ? 1e-22 : 1e-14));
        }
    }
}

static void
nobody_is_connected_alone(void **state)
{
    double out[LANES];

    (void) state;
    connect(1, out);
    assert_true(isnan(out[0]) && isnan(out[LANES - 1]));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_spectra),
        cmocka_unit_test(lanes_are_panels),
        cmocka_unit_test(nobody_is_connected_alone),
    };

    if (!kernel_runs()) {
        return KERNEL_SKIPPED;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
