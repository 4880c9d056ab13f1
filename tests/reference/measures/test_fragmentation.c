/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks with known spectra, law and profiles worked out by hand, a slow twin of the algebraic
 * connectivity. */
#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "cgap/fragmentation.h"
#include "cgap/rng.h"

enum { N = 9 };

/* The Laplacian of the complete graph with ties a has eigenvalues 0 and n a. */
static void
complete_graph(void **state)
{
    double tie[N * N], offered[N * N], value = NAN;
    size_t group[N];

    (void) state;
    for (size_t k = 0; k < N * N; k++) {
        tie[k] = 0.3;
        offered[k] = 0.4;
    }
    for (size_t i = 0; i < N; i++) {
        group[i] = 0;
    }
    assert_int_equal(cgap_fragmentation_connectivity(tie, N, &value, NULL), CGAP_OK);
    assert_close(value, 0.3, 1e-12);
    assert_close(cgap_fragmentation_efficiency(tie, offered, NULL, N), 0.75, 1e-14);
    assert_close(cgap_fragmentation_density(tie, N), 0.3, 1e-15);
    assert_close(cgap_fragmentation_modularity(tie, group, N), 0.0, 1e-13); /* one group: 1 - 1 */
}

/* Path of n: 2 (1 - cos(pi/n)); ring: 2 (1 - cos(2 pi/n)); star: 1; each over n. */
static void
known_spectra(void **state)
{
    const double pi = acos(-1.0);
    double path[N * N] = {0}, ring[N * N], star[N * N] = {0}, value = NAN;

    (void) state;
    for (size_t i = 0; i + 1 < N; i++) {
        path[i * N + i + 1] = path[(i + 1) * N + i] = 1.0;
        star[i + 1] = star[(i + 1) * N] = 1.0;
    }
    memcpy(ring, path, sizeof ring);
    ring[N - 1] = ring[(N - 1) * N] = 1.0;
    assert_int_equal(cgap_fragmentation_connectivity(path, N, &value, NULL), CGAP_OK);
    assert_close(value, 2.0 * (1.0 - cos(pi / N)) / N, 1e-12);
    assert_int_equal(cgap_fragmentation_connectivity(ring, N, &value, NULL), CGAP_OK);
    assert_close(value, 2.0 * (1.0 - cos(2.0 * pi / N)) / N, 1e-12);
    assert_int_equal(cgap_fragmentation_connectivity(star, N, &value, NULL), CGAP_OK);
    assert_close(value, 1.0 / N, 1e-12);
    path[3 * N + 4] = path[4 * N + 3] = 0.0; /* cut in two */
    assert_int_equal(cgap_fragmentation_connectivity(path, N, &value, NULL), CGAP_OK);
    assert_close(value, 0.0, 0.0);
}

/* Slow twin: power iteration with c I - L on vectors orthogonal to 1; its largest eigenvalue there
 * is c less the second smallest of L. */
static void
connectivity_by_power_iteration(void **state)
{
    for (uint32_t seed = 0; seed < 5; seed++) {
        double tie[N * N] = {0}, v[N], c = 2.0 * N, growth = 0.0, value = NAN;

        for (uint32_t i = 0; i < N; i++) {
            v[i] = (double) i - 4.0 + (i == 2 ? 0.5 : 0.0);
            for (uint32_t j = 0; j < i; j++) {
                cgap_address at = {.replicate = seed, .step = i, .name = j};

                tie[i * N + j] = tie[j * N + i] = cgap_rng_uniform(5, at);
            }
        }
        for (int round = 0; round < 4000; round++) {
            double next[N], mean = 0.0, size = 0.0;

            for (size_t i = 0; i < N; i++) {
                mean += v[i] / N;
            }
            for (size_t i = 0; i < N; i++) {
                next[i] = c * (v[i] - mean);
                for (size_t j = 0; j < N; j++) {
                    next[i] -= tie[i * N + j] * (v[i] - v[j]);
                }
                size += next[i] * next[i];
            }
            growth = sqrt(size);
            for (size_t i = 0; i < N; i++) {
                v[i] = next[i] / growth;
            }
        }
        assert_int_equal(cgap_fragmentation_connectivity(tie, N, &value, NULL), CGAP_OK);
        assert_close(value, (c - growth) / N, 1e-11);
    }
    (void) state;
}

/* Two triangles joined by one tie: m = 7 ties, strengths 2 2 3 | 3 2 2, Q = 6/7 - 2 (7/14)^2. */
static void
modularity_of_two_triangles(void **state)
{
    const int arc[7][2] = {{0, 1}, {1, 2}, {0, 2}, {3, 4}, {4, 5}, {3, 5}, {2, 3}};
    const size_t group[6] = {0, 0, 0, 1, 1, 1};
    double tie[36] = {0}, none[36] = {0};

    (void) state;
    for (int k = 0; k < 7; k++) {
        tie[arc[k][0] * 6 + arc[k][1]] = tie[arc[k][1] * 6 + arc[k][0]] = 1.0;
    }
    assert_close(cgap_fragmentation_modularity(tie, group, 6), 6.0 / 7.0 - 0.5, 1e-15);
    assert_true(isnan(cgap_fragmentation_modularity(none, group, 6)));
}

/* Members with {}, {1}, {1, 2}, {2}: Hamming over pairs of 2 instruments: 1 2 1 1 2 1 = 8 of 12.
 * Ruzicka: {} against each 1; {1},{12} 1/2; {1},{2} 1; {12},{2} 1/2: 5 of 6. */
static void
law_by_hand(void **state)
{
    const double y[8] = {0, 0, 1, 0, 1, 1, 0, 1}, q[4] = {0.2, 0.6, 0.4, 0.0};
    const double same[6] = {0.3, 0.7, 0.3, 0.7, 0.3, 0.7}, none[4] = {0, 0, 0, 0};
    const double part[2] = {0.5, 0.25};

    (void) state;
    assert_close(cgap_fragmentation_hamming(y, 4, 2), 8.0 / 12.0, 1e-15);
    assert_close(cgap_fragmentation_ruzicka(y, NULL, 4, 2), 5.0 / 6.0, 1e-15);
    assert_close(cgap_fragmentation_hamming(part, 2, 1), 0.5, 0.0); /* .5 .75 + .25 .5 */
    assert_close(cgap_fragmentation_regimes(y, 4, 2), 4.0, 0.0);
    assert_close(cgap_fragmentation_regimes(y, 4, 0), 1.0, 0.0);
    /* (.2, .6) and (.4, 0): min .2 + 0, max .4 + .6 */
    assert_close(cgap_fragmentation_ruzicka(q, NULL, 2, 2), 0.8, 1e-15);
    assert_close(cgap_fragmentation_ruzicka(same, NULL, 3, 2), 0.0, 0.0);
    assert_close(cgap_fragmentation_ruzicka(none, NULL, 2, 2), 0.0, 0.0);
    assert_close(cgap_fragmentation_hamming(none, 2, 0), 0.0, 0.0);
    assert_true(isnan(cgap_fragmentation_hamming(y, 1, 2)));
    /* shares of regimes 2/3, 1/3: 1 / (4/9 + 1/9) */
    assert_close(cgap_fragmentation_regimes(y + 2, 3, 1), 9.0 / 5.0, 1e-15);
}

/* Profiles that share no pillar are as far apart as can be; (1,1) against (1,3): mixed (3/8, 5/8):
 * H(3/8) - (1 + H(1/4))/2 bits. Levels do not matter. */
static void
profiles_by_hand(void **state)
{
    const double apart[6] = {1, 0, 0, 0, 5, 0}, near[4] = {2, 2, 1, 3}, equal[4] = {1, 3, 0.1, 0.3};
    const double empty[4] = {0, 0, 1, 1};
    double h38 = -(0.375 * log2(0.375) + 0.625 * log2(0.625));
    double h14 = -(0.25 * log2(0.25) + 0.75 * log2(0.75));

    (void) state;
    assert_close(cgap_fragmentation_profile(apart, 2, 3), 1.0, 1e-15);
    assert_close(cgap_fragmentation_profile(near, 2, 2), h38 - 0.5 * (1.0 + h14), 1e-15);
    assert_close(cgap_fragmentation_profile(equal, 2, 2), 0.0, 1e-15);
    assert_true(isnan(cgap_fragmentation_profile(empty, 2, 2)));
    assert_true(isnan(cgap_fragmentation_profile(near, 1, 2)));
}

/* Weights 1, 2, 3 give pairs 2, 3, 6. Ruzicka of {1}, {1}, {}: 0, 1, 1: 9 of 11. Ties .2, .4, .6 of
 * .5, 1, 1 offered: (.4 + 1.2 + 3.6)/(1 + 3 + 6). Equal weights of any size change nothing. */
static void
pairs_count_by_their_weights(void **state)
{
    const double weight[3] = {1, 2, 3}, equal[3] = {7, 7, 7}, q[3] = {1, 1, 0};
    const double tie[9] = {0, .2, .4, .2, 0, .6, .4, .6, 0};
    const double offered[9] = {0, .5, 1, .5, 0, 1, 1, 1, 0};

    (void) state;
    assert_close(cgap_fragmentation_ruzicka(q, weight, 3, 1), 9.0 / 11.0, 1e-15);
    assert_close(cgap_fragmentation_ruzicka(q, equal, 3, 1), 2.0 / 3.0, 1e-15);
    assert_close(cgap_fragmentation_efficiency(tie, offered, weight, 3), 0.52, 1e-15);
    assert_close(cgap_fragmentation_efficiency(tie, offered, equal, 3), 0.48, 1e-15);
}

static void
composite_shows_its_parts(void **state)
{
    const cgap_fragmentation_parts part = {0.4, 0.8, 0.2, 0.6}, weight = {1.0, 0.0, 3.0, 0.0},
                                   lacking = {0.4, NAN, 0.2, NAN};

    (void) state;
    assert_close(cgap_fragmentation_composite(&part, NULL), 0.5, 1e-15);
    assert_close(cgap_fragmentation_composite(&part, &weight), 0.25, 1e-15);
    assert_close(cgap_fragmentation_composite(&lacking, &weight), 0.25, 1e-15);
    assert_true(isnan(cgap_fragmentation_composite(&lacking, NULL)));
    assert_close(cgap_fragmentation_market(0.3, 0.4), 0.25, 1e-15);
    assert_true(isnan(cgap_fragmentation_market(0.3, 0.0)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(complete_graph),
        cmocka_unit_test(known_spectra),
        cmocka_unit_test(connectivity_by_power_iteration),
        cmocka_unit_test(modularity_of_two_triangles),
        cmocka_unit_test(law_by_hand),
        cmocka_unit_test(profiles_by_hand),
        cmocka_unit_test(pairs_count_by_their_weights),
        cmocka_unit_test(composite_shows_its_parts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
