/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws over lanes are those of the scalar functions, bit by bit. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "cgap/rng_lanes.h"

enum { LANES = CGAP_RNG_LANES, N_TILE = 3000 };

static const uint64_t SEED = 0x123456789ABCDEFULL;

static void
assert_same_bits(double a, double b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

static cgap_address
address_of(uint32_t tile)
{
    return (cgap_address){tile * LANES, CGAP_PROCESS_SHOCK, (uint16_t) (tile * 37), tile * 11,
                          tile * 2654435761U};
}

static void
uniform_is_the_scalar_one(void **state)
{
    (void) state;
    for (uint32_t tile = 0; tile < N_TILE; tile++) {
        cgap_address at = address_of(tile);
        double uniform[LANES];

        cgap_rng_uniform_lanes(SEED, at, &at.unit, 1, uniform);
        for (size_t l = 0; l < LANES; l++, at.replicate++) {
            assert_same_bits(uniform[l], cgap_rng_uniform(SEED, at));
        }
    }
}

/* Whatever the number of rows, and whatever stands beside a draw. */
static void
rows_are_the_scalar_ones(void **state)
{
    enum { ROWS = 11 };
    const uint16_t unit[ROWS] = {7, 0, 65535, 12, 500, 3, 3, 90, 17, 1, 2};

    (void) state;
    for (uint32_t tile = 0; tile < N_TILE; tile++) {
        size_t rows = 1 + tile % ROWS;
        double uniform[ROWS * LANES], normal[ROWS * LANES];

        cgap_rng_uniform_lanes(SEED, address_of(tile), unit, rows, uniform);
        cgap_rng_normal_lanes(SEED, address_of(tile), unit, rows, normal);
        for (size_t l = 0; l < rows * LANES; l++) {
            cgap_address at = address_of(tile);

            at.replicate += (uint32_t) (l % LANES);
            at.unit = unit[l / LANES];
            assert_same_bits(uniform[l], cgap_rng_uniform(SEED, at));
            assert_same_bits(normal[l], cgap_rng_normal(SEED, at));
        }
    }
}

/* One row to five, so that rows are taken both several at once and by themselves. */
static void
pairs_have_addresses_of_their_own(void **state)
{
    enum { MOST = 5 * LANES };

    (void) state;
    for (uint32_t tile = 0; tile < N_TILE; tile++) {
        size_t rows = 1 + tile % 5;
        cgap_address at = address_of(tile);
        uint32_t replicate[MOST], unit[MOST], name[MOST];
        cgap_owners owners = {replicate, unit, name};
        double first[MOST], second[MOST];

        for (uint32_t l = 0; l < rows * LANES; l++) {
            replicate[l] = tile + l * l;
            unit[l] = l % 3 == 0 ? 65535 - l : tile % 7;
            name[l] = 7 * l + tile % 5;
        }
        cgap_rng_uniform_pair_lanes(SEED, at, &owners, rows, first, second);
        for (size_t l = 0; l < rows * LANES; l++) {
            double pair[2];

            at.replicate = replicate[l];
            at.unit = (uint16_t) unit[l];
            at.name = name[l];
            cgap_rng_uniform_pair(SEED, at, pair);
            assert_same_bits(first[l], pair[0]);
            assert_same_bits(second[l], pair[1]);
        }
    }
}

/* Means from 0 to all pieces and beyond, also side by side in one tile. */
static void
poisson_is_the_scalar_one(void **state)
{
    (void) state;
    for (uint32_t tile = 0; tile < N_TILE; tile++) {
        cgap_address at = address_of(tile);
        double mean[LANES], count[LANES], uniform[LANES];

        for (size_t l = 0; l < LANES; l++) {
            mean[l] = tile % 7 == 0 ? 20.0 * (double) l : 0.01 * (double) (tile % 900) * (double) l;
            mean[l] = tile % 7 == 1 ? 200.0 * (double) l : mean[l];
            mean[l] = tile % 7 == 2 && l % 2 == 1 ? ldexp(1.3, (int) (4 * l)) : mean[l];
            mean[l] = tile % 7 == 3 && l % 5 == 1 ? INFINITY : mean[l];
        }
        cgap_rng_uniform_lanes(SEED, at, &at.unit, 1, uniform);
        cgap_rng_poisson_lanes(SEED, at, uniform, mean, count);
        for (size_t l = 0; l < LANES; l++, at.replicate++) {
            assert_same_bits(count[l], cgap_rng_poisson(SEED, at, mean[l]));
        }
        cgap_rng_poisson_lanes(SEED, address_of(tile), uniform, mean, mean); /* in place */
        assert_memory_equal(mean, count, sizeof mean);
    }
}

/* Tails down to the smallest uniform draw, 2^-54, and its mirror image. */
static void
quantile_is_the_scalar_one_in_the_tails(void **state)
{
    (void) state;
    for (int e = 1; e <= 54; e++) {
        double p[LANES], out[LANES];

        for (size_t l = 0; l < LANES; l++) {
            double tail = ldexp(1.0 + (double) l / LANES, -e - 1);

            p[l] = l % 2 == 0 || e > 50 ? tail : 1.0 - tail;
        }
        cgap_normal_quantile_lanes(p, 1, out);
        for (size_t l = 0; l < LANES; l++) {
            assert_same_bits(out[l], cgap_normal_quantile(p[l]));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uniform_is_the_scalar_one),
        cmocka_unit_test(rows_are_the_scalar_ones),
        cmocka_unit_test(pairs_have_addresses_of_their_own),
        cmocka_unit_test(poisson_is_the_scalar_one),
        cmocka_unit_test(quantile_is_the_scalar_one_in_the_tails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
