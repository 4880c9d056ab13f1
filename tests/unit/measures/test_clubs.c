/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clubs on panels whose clubs are known, transitions worked out by hand. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "cgap/clubs.h"
#include "cgap/rng.h"
#include "cgap/transitions.h"

enum { N_UNIT = 13, N_TIME = 40 };

/* Two limits, 1 and 3, approached like t^-1: five units near 3, seven near 1, and one that leaves
 * for ever. The order in the panel is mixed on purpose. */
static void
two_clubs_and_a_runaway(void **state)
{
    static double x[N_UNIT][N_TIME];
    const double *row[N_UNIT];
    cgap_clubs clubs = CGAP_CLUBS_INIT;

    (void) state;
    for (uint32_t i = 0; i < N_UNIT; i++) {
        double start = cgap_rng_uniform(5, (cgap_address){.step = i}) - 0.5;

        row[i] = x[i];
        for (uint32_t t = 0; t < N_TIME; t++) {
            double limit = i % 5 < 2 ? 3.0 : 1.0;

            x[i][t] = i == 12 ? exp(0.15 * t) : limit + start / (1.0 + t);
        }
    }
    assert_int_equal(cgap_clubs_find(&clubs, row, N_UNIT, N_TIME, NULL), CGAP_OK);
    assert_int_equal(clubs.n_club, 2);
    assert_int_equal(clubs.member[12], 0);
    for (size_t i = 0; i < 12; i++) {
        assert_int_equal(clubs.member[i], i % 5 < 2 ? 1 : 2);
    }
    assert_int_equal(clubs.club[0].n, 6);
    assert_int_equal(clubs.club[1].n, 6);
    assert_true(clubs.club[0].test.t > CGAP_CLUBS_CRITICAL);
    assert_true(clubs.club[1].test.t > CGAP_CLUBS_CRITICAL);
    assert_true(clubs.club[0].merge_with_next < CGAP_CLUBS_CRITICAL);
    assert_true(isnan(clubs.club[1].merge_with_next));
    cgap_clubs_free(&clubs);
    cgap_clubs_free(&clubs);
}

/* Three clubs given by hand: limits 3, 3 and 1. The first two are one, whose test is that of all
 * six together as cgap_clubs_find makes it; the third stays, and so does the unit of no club. */
static void
neighbours_that_pass_together_merge(void **state)
{
    static double x[10][N_TIME];
    const double *row[10], *six[6];
    cgap_clubs clubs = CGAP_CLUBS_INIT, whole = CGAP_CLUBS_INIT;
    const size_t given[10] = {1, 1, 1, 2, 2, 2, 3, 3, 3, 0};
    const size_t merged[10] = {1, 1, 1, 1, 1, 1, 2, 2, 2, 0};

    (void) state;
    for (uint32_t i = 0; i < 10; i++) {
        double start = cgap_rng_uniform(5, (cgap_address){.step = i}) - 0.5;

        row[i] = x[i];
        for (uint32_t t = 0; t < N_TIME; t++) {
            x[i][t] = i == 9 ? exp(0.15 * t) : (i < 6 ? 3.0 : 1.0) + start / (1.0 + t);
        }
    }
    memcpy(six, row, sizeof six);
    assert_int_equal(cgap_clubs_find(&whole, six, 6, N_TIME, NULL), CGAP_OK);
    assert_int_equal(whole.n_club, 1);
    assert_int_equal(cgap_clubs_find(&clubs, row, 10, N_TIME, NULL), CGAP_OK);
    memcpy(clubs.member, given, sizeof given);
    clubs.n_club = 3;
    clubs.club[0].n = clubs.club[1].n = clubs.club[2].n = 3;
    assert_int_equal(cgap_clubs_merge(&clubs, row, N_TIME, NULL), CGAP_OK);
    assert_memory_equal(clubs.member, merged, sizeof merged);
    assert_int_equal(clubs.n_club, 2);
    assert_int_equal(clubs.club[0].n, 6);
    assert_int_equal(clubs.club[1].n, 3);
    assert_close(clubs.club[0].test.t, whole.club[0].test.t, 1e-9);
    assert_true(clubs.club[0].merge_with_next < CGAP_CLUBS_CRITICAL);
    assert_true(isnan(clubs.club[1].merge_with_next));
    assert_int_equal(cgap_clubs_merge(&clubs, row, N_TIME, NULL), CGAP_OK); /* nothing is left */
    assert_memory_equal(clubs.member, merged, sizeof merged);
    cgap_clubs_free(&clubs);
    cgap_clubs_free(&whole);
}

static void
clubs_need_enough(void **state)
{
    const double x[2][6] = {{1, 2, 3, 4, 5, 6}, {1, 2, 0, 4, 5, 6}};
    const double *row[2] = {x[0], x[1]};
    cgap_clubs clubs = CGAP_CLUBS_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(cgap_clubs_find(&clubs, row, 2, 5, &err), CGAP_E_INPUT);
    assert_int_equal(cgap_clubs_find(&clubs, row, 1, 6, &err), CGAP_E_INPUT);
    assert_int_equal(cgap_clubs_find(&clubs, row, 2, 6, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "above 0"));
    assert_null(clubs.member);
}

/* Levels below and from 1 on. A: 0 0 1 1, B: 0 1 0 1: moves 0->0 1, 0->1 3, 1->1 1, 1->0 1.
 * P = (1/4 3/4; 1/2 1/2): trace 3/4, mobility (2 - 3/4)/1, det 1/8 - 3/8 = -1/4, second eigenvalue
 * -1/4, long run (2/5, 3/5); stay 4/3 and 2; passage 0->1 4/3, 1->0 2, returns 5/2 and 5/3. */
static void
two_levels_by_hand(void **state)
{
    const double a[4] = {0.2, 0.9, 1.0, 5.0}, b[4] = {0.0, 1.5, -3.0, 1.0}, cut[1] = {1.0};
    const double *row[2] = {a, b};
    cgap_transitions moves = CGAP_TRANSITIONS_INIT;

    (void) state;
    assert_int_equal(cgap_transitions_count(&moves, row, 2, 4, cut, 1, NULL), CGAP_OK);
    assert_close(moves.count[0], 1.0, 0.0);
    assert_close(moves.count[1], 3.0, 0.0);
    assert_close(moves.share[1], 0.75, 0.0);
    assert_close(moves.share[2], 0.5, 0.0);
    assert_close(moves.mobility, 1.25, 1e-15);
    assert_close(moves.mobility_determinant, 0.75, 1e-15);
    assert_close(moves.mobility_eigenvalue, 0.75, 1e-12);
    assert_close(moves.ergodic[0], 0.4, 1e-15);
    assert_close(moves.ergodic[1], 0.6, 1e-15);
    assert_close(moves.stay[0], 4.0 / 3.0, 1e-15);
    assert_close(moves.stay[1], 2.0, 1e-15);
    assert_close(moves.passage[1], 4.0 / 3.0, 1e-15);
    assert_close(moves.passage[2], 2.0, 1e-15);
    assert_close(moves.passage[0], 2.5, 1e-15);
    assert_close(moves.passage[3], 5.0 / 3.0, 1e-15);
    cgap_transitions_free(&moves);
}

/* Levels 0, 1, 2 with 2 absorbing and level 3 never seen: 0->1 always, 1->2 always. From 2 nothing
 * else is reached; what nobody ever was in has no shares and no mobility. */
static void
chains_that_do_not_return(void **state)
{
    const double a[4] = {0, 1, 2, 2}, cut[3] = {0.5, 1.5, 2.5};
    const double *row[1] = {a};
    cgap_transitions moves = CGAP_TRANSITIONS_INIT;

    (void) state;
    assert_int_equal(cgap_transitions_count(&moves, row, 1, 4, cut, 3, NULL), CGAP_OK);
    assert_close(moves.passage[0 * 4 + 2], 2.0, 1e-15);
    assert_close(moves.passage[1 * 4 + 2], 1.0, 1e-15);
    assert_close(moves.passage[2 * 4 + 2], 1.0, 1e-15);
    assert_true(isnan(moves.passage[2 * 4 + 0]));
    assert_true(isnan(moves.passage[0 * 4 + 0]));
    assert_true(isnan(moves.passage[0 * 4 + 3]));
    assert_true(isnan(moves.stay[2]));
    assert_close(moves.stay[0], 1.0, 0.0);
    assert_true(isnan(moves.share[3 * 4]));
    assert_true(isnan(moves.mobility) && isnan(moves.ergodic[2]));
    cgap_transitions_free(&moves);
    assert_int_equal(cgap_transitions_count(&moves, row, 1, 1, cut, 3, NULL), CGAP_E_INPUT);
}

/* Passage times by brute force: expected first visits summed over many powers of the chain. */
static void
passages_against_summed_powers(void **state)
{
    static double x[40][30];
    const double *row[40], cut[3] = {0.3, 0.5, 0.8};
    cgap_transitions moves = CGAP_TRANSITIONS_INIT;

    (void) state;
    for (uint32_t i = 0; i < 40; i++) {
        row[i] = x[i];
        for (uint32_t t = 0; t < 30; t++) {
            x[i][t] = cgap_rng_uniform(9, (cgap_address){.step = i, .name = t});
        }
    }
    assert_int_equal(cgap_transitions_count(&moves, row, 40, 30, cut, 3, NULL), CGAP_OK);
    for (size_t to = 0; to < 4; to++) {
        for (size_t from = 0; from < 4; from++) {
            double left[4] = {0}, expected = 0.0;

            left[from] = 1.0;
            for (int step = 0; step < 2000; step++) {
                double next[4] = {0};

                for (size_t i = 0; i < 4; i++) {
                    expected += left[i]; /* P(not there yet) summed is the expected time */
                    for (size_t j = 0; j < 4; j++) {
                        next[j] += j == to ? 0.0 : left[i] * moves.share[i * 4 + j];
                    }
                }
                memcpy(left, next, sizeof left);
            }
            assert_close(moves.passage[from * 4 + to], expected, 1e-9);
        }
        assert_close(moves.ergodic[to] * moves.passage[to * 4 + to], 1.0, 1e-12); /* Kac */
    }
    cgap_transitions_free(&moves);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_clubs_and_a_runaway),
        cmocka_unit_test(neighbours_that_pass_together_merge),
        cmocka_unit_test(clubs_need_enough),
        cmocka_unit_test(two_levels_by_hand),
        cmocka_unit_test(chains_that_do_not_return),
        cmocka_unit_test(passages_against_summed_powers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
