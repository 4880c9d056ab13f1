/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operations on vectors are those on each lane. Built once for any processor and, where there are
 * such kernels, once for AVX2 and for AVX-512, which have instructions of their own. */
#include "harness.h"

#include <math.h>
#include <stdio.h>

#include "cgap/isa.h"
#include "cgap/vector_exp.h"
#include "cgap/vector_sum.h"

/* All lanes @p x but one, which is @p other. */
static cgap_reals
with_one(double x, size_t one, double other)
{
    cgap_reals all = cgap_reals_all(x);

    all[one] = other;
    return all;
}

static void
exp_is_within_its_bound(void **state)
{
    double worst = 0.0;

    (void) state;
    for (int n = 0; n <= 400000; n++) {
        double x = -690.0 + 1380.0 * (n + 0.37) / 400001.0, off;

        off = ulps(cgap_exp_of_one(x), expl((long double) x));
        worst = off > worst ? off : worst;
        x /= 700.0;
        off = ulps(cgap_exp_of_one(x), expl((long double) x));
        worst = off > worst ? off : worst;
    }
    assert_true(worst < 1.2);
    assert_true(worst > 0.5); /* the bound is one of this function, not of libm's */
    assert_true(cgap_exp_of_one(0.0) == 1.0);
}

static void
exp_holds_its_argument(void **state)
{
    (void) state;
    assert_true(cgap_exp_of_one(1e4) == cgap_exp_of_one(700.0));
    assert_true(cgap_exp_of_one(-INFINITY) == cgap_exp_of_one(-700.0));
    assert_true(cgap_exp_of_one(INFINITY) < INFINITY && cgap_exp_of_one(-INFINITY) > 0.0);
    assert_true(isnan(cgap_exp_of_one(NAN)));
}

static double
power_of_two(double y)
{
    double value = cgap_reals_exp2_sixteenths(cgap_reals_all(y))[0];

    if (fabs(y) <= CGAP_POWER_LIMIT) {
        assert_true(cgap_reals_exp2_sixteenths_within(cgap_reals_all(y))[0] == value);
    }
    return value;
}

/* Sixteenths are exact, and 2^(y/16) is e^(y ln 2 / 16) of a y that is not rounded again. */
static void
power_of_two_is_within_its_bound(void **state)
{
    double worst = 0.0;

    (void) state;
    for (int n = 0; n <= 400000; n++) {
        double y = -15900.0 + 31800.0 * (n + 0.37) / 400001.0, off;

        off = ulps(power_of_two(y), exp2l((long double) y / 16.0L));
        worst = off > worst ? off : worst;
        y /= 1000.0;
        off = ulps(power_of_two(y), exp2l((long double) y / 16.0L));
        worst = off > worst ? off : worst;
    }
    assert_true(worst < 1.2);
    assert_true(worst > 0.5);
    for (int k = -900; k <= 900; k++) {
        assert_true(power_of_two(16.0 * k) == ldexp(1.0, k));
        assert_true(power_of_two(16.0 * k + 8.0) == ldexp(sqrt(2.0), k));
    }
}

static void
power_of_two_holds_its_argument(void **state)
{
    (void) state;
    assert_true(power_of_two(1e5) == ldexp(1.0, 1000));
    assert_true(power_of_two(INFINITY) == ldexp(1.0, 1000));
    assert_true(power_of_two(-1e5) == ldexp(1.0, -1000));
    assert_true(power_of_two(-INFINITY) == ldexp(1.0, -1000));
    assert_true(isnan(power_of_two(NAN)));
    /* the factor that makes an exponent one of 2^(y/16) */
    assert_true(ulps(CGAP_SIXTEENTHS_PER_E_FOLD, 16.0L / logl(2.0L)) <= 0.5);
}

/* sum + factor 2^(y/16) of terms of one sign: three roundings to half an ulp, and what the power is
 * off by. */
static void
a_power_is_added_within_its_bound(void **state)
{
    double worst = 0.0;

    (void) state;
    for (int n = 0; n <= 200000; n++) {
        double y = -200.0 * (n + 0.37) / 200001.0, sum = fabs(sin(n)), factor = fabs(cos(3.0 * n));
        double off,
            value = cgap_reals_add_exp2_sixteenths_within(
                cgap_reals_all(sum), cgap_reals_all(factor), cgap_reals_all(y))[CGAP_VECTOR - 1];

        off = ulps(value, sum + factor * exp2l((long double) y / 16.0L));
        worst = off > worst ? off : worst;
        value = cgap_reals_add_exp2_sixteenths_within(cgap_reals_all(0.0), cgap_reals_all(1.0),
                                                      cgap_reals_all(y))[0];
        assert_true(value == power_of_two(y));
        value = cgap_reals_add_exp2_sixteenths_within(cgap_reals_all(sum), cgap_reals_all(factor),
                                                      cgap_reals_all(0.0))[0];
        assert_true(value == sum + factor);
    }
    assert_true(worst < 2.0);
    assert_true(worst > 0.5);
}

/* Lanes do not touch one another, and rows go through memory unchanged. */
static void
every_lane_is_by_itself(void **state)
{
    (void) state;
    for (size_t l = 0; l < CGAP_VECTOR; l++) {
        double row[CGAP_BESIDE * CGAP_VECTOR], other[CGAP_VECTOR];
        double powers[CGAP_BESIDE * CGAP_VECTOR], one = -3.25 + 0.7 * (double) l;
        cgap_reals x = with_one(0.5, l, one);

        for (size_t v = 0; v < CGAP_BESIDE; v++) {
            cgap_reals_store(row + v * CGAP_VECTOR, x);
            cgap_reals_store(powers + v * CGAP_VECTOR, x);
        }
        cgap_lanes_exp(row, CGAP_BESIDE * CGAP_VECTOR);
        cgap_lanes_exp2_sixteenths(powers, CGAP_BESIDE * CGAP_VECTOR);
        assert_true(powers[CGAP_BESIDE * CGAP_VECTOR - 1] == power_of_two(x[CGAP_VECTOR - 1]));
        assert_memory_equal(row, row + (CGAP_BESIDE - 1) * CGAP_VECTOR, sizeof(cgap_reals));
        for (size_t m = 0; m < CGAP_VECTOR; m++) {
            other[m] = m == l ? one : 0.5;
            assert_true(row[m] == cgap_exp_of_one(other[m]));
            assert_true(cgap_reals_exp2_sixteenths(x)[m] == power_of_two(other[m]));
            assert_true(cgap_reals_load(row)[m] == row[m]);
            assert_true(cgap_reals_absolute(x)[m] == fabs(x[m]));
            assert_true(cgap_reals_root(cgap_reals_absolute(x))[m] == sqrt(fabs(x[m])));
            assert_true(cgap_reals_larger(x, cgap_reals_all(0.1))[m] == (x[m] > 0.1 ? x[m] : 0.1));
            assert_true(cgap_reals_smaller(x, cgap_reals_all(0.1))[m] == (x[m] < 0.1 ? x[m] : 0.1));
        }
        x[l] = NAN;
        assert_true(isnan(cgap_reals_larger(cgap_reals_all(0.1), x)[l]));
        assert_true(cgap_reals_smaller(x, cgap_reals_all(0.1))[l] == 0.1);
    }
}

/* Rates times steps on both sides of the polynomial's end, in one vector too. */
static void
phi1_is_that_of_one_number(void **state)
{
    (void) state;
    for (int n = 0; n <= 4000; n++) {
        double z = 2.0 * CGAP_PHI1_SHORT * n / 4000.0;
        cgap_reals same = cgap_reals_phi1(cgap_reals_all(z));

        for (size_t l = 0; l < CGAP_VECTOR; l++) {
            cgap_reals mixed = cgap_reals_phi1(with_one(0.01, l, z));

            assert_true(same[l] == cgap_phi1(z) && mixed[l] == cgap_phi1(z));
            assert_true(mixed[(l + 1) % CGAP_VECTOR] == cgap_phi1(0.01));
        }
    }
}

static void
lanes_above_a_limit_are_told(void **state)
{
    cgap_reals yes = cgap_reals_all(1.0), no = cgap_reals_all(-1.0), half = cgap_reals_all(0.5);
    double more = nextafter(0.5, 1.0);

    (void) state;
    for (size_t l = 0; l < CGAP_VECTOR; l++) {
        cgap_reals x = with_one(0.5, l, more), gone = with_one(0.5, l, NAN);

        assert_true(cgap_reals_any_above(x, 0.5) && !cgap_reals_any_above(x, more));
        assert_int_equal(cgap_reals_bits_above(x, half), 1U << l);
        assert_int_equal(cgap_reals_bits_above(half, x), 0);
        assert_int_equal(cgap_reals_bits_above(gone, no), ((1U << CGAP_VECTOR) - 1) & ~(1U << l));
        assert_false(cgap_reals_any_above(gone, 0.5) || cgap_reals_any_above(gone, 0.9));
        for (size_t m = 0; m < CGAP_VECTOR; m++) {
            assert_true(cgap_reals_where_above(x, half, yes, no)[m] == (m == l ? 1.0 : -1.0));
            assert_true(cgap_reals_where_above(half, x, yes, no)[m] == -1.0);
            assert_true(cgap_reals_add_where_above(yes, x, half, no)[m] == (m == l ? 0.0 : 1.0));
            assert_true(cgap_reals_add_where_above(yes, gone, no, half)[m] == (m == l ? 1.0 : 1.5));
            assert_true(cgap_reals_where_above(gone, half, yes, no)[m] == -1.0);
            assert_true(cgap_reals_where_equal(x, half, yes, no)[m] == (m == l ? -1.0 : 1.0));
            assert_true(cgap_reals_where_equal(gone, half, yes, no)[m] == (m == l ? -1.0 : 1.0));
        }
    }
}

static void
words_are_those_of_each_lane(void **state)
{
    const uint64_t table[16] = {11, 22,  33,  44,  55,  66,  77,  88,
                                99, 110, 121, 132, 143, 154, 165, 176};
    uint32_t half[CGAP_VECTOR];

    (void) state;
    for (uint64_t first = 0; first < 100; first++) {
        uint64_t far = first * 0x9E3779B97F4A7C15ULL;
        cgap_words up = cgap_words_from(far), other = cgap_words_from(~far);

        for (size_t l = 0; l < CGAP_VECTOR; l++) {
            half[l] = (uint32_t) (far >> 32) + (uint32_t) l;
        }
        for (size_t l = 0; l < CGAP_VECTOR; l++) {
            assert_true(up[l] == far + l);
            assert_true(cgap_words_of(half)[l] == half[l]);
            assert_true(cgap_words_multiply(up, other)[l] ==
                        (up[l] & 0xFFFFFFFFU) * (other[l] & 0xFFFFFFFFU));
            assert_true(cgap_words_look_up(table, up)[l] == table[up[l] & 15]);
        }
    }
}

/* In the order of the states, on top of what is there. */
static void
sums_are_over_the_states_of_a_set(void **state)
{
    enum { N = 64, LANES = 16, STRIDE = LANES + 3 };
    static double row[N * STRIDE], weight[N];
    const uint64_t sets[] = {0, 1, 0x8000000000000001ULL, 0x5555AAAAULL, ~0ULL};

    (void) state;
    for (size_t i = 0; i < N; i++) {
        weight[i] = 1.0 / (double) (i + 3);
        for (size_t l = 0; l < STRIDE; l++) {
            row[i * STRIDE + l] = 0.1 * (double) (i * i) - 0.7 * (double) l;
        }
    }
    for (size_t s = 0; s < sizeof sets / sizeof sets[0]; s++) {
        double sum[LANES], weighted[LANES], plain[LANES], times[LANES];

        for (size_t l = 0; l < LANES; l++) {
            sum[l] = weighted[l] = plain[l] = times[l] = 0.3 * (double) l;
            for (size_t i = 0; i < N; i++) {
                if (sets[s] >> i & 1) {
                    plain[l] += row[i * STRIDE + l];
                    times[l] += weight[i] * row[i * STRIDE + l];
                }
            }
        }
        cgap_vector_sum(row, STRIDE, sets[s], LANES, sum);
        cgap_vector_sum_weighted(row, STRIDE, sets[s], weight, LANES, weighted);
        assert_memory_equal(sum, plain, sizeof sum);
        assert_memory_equal(weighted, times, sizeof weighted);
    }
    assert_true(cgap_all_states(0) == 0 && cgap_all_states(1) == 1);
    assert_true(cgap_all_states(63) == ~0ULL >> 1 && cgap_all_states(64) == ~0ULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_is_within_its_bound),
        cmocka_unit_test(exp_holds_its_argument),
        cmocka_unit_test(power_of_two_is_within_its_bound),
        cmocka_unit_test(power_of_two_holds_its_argument),
        cmocka_unit_test(a_power_is_added_within_its_bound),
        cmocka_unit_test(every_lane_is_by_itself),
        cmocka_unit_test(phi1_is_that_of_one_number),
        cmocka_unit_test(lanes_above_a_limit_are_told),
        cmocka_unit_test(words_are_those_of_each_lane),
        cmocka_unit_test(sums_are_over_the_states_of_a_set),
    };

#if defined(__AVX512F__)
    if (!cgap_isa_available(CGAP_ISA_AVX512)) {
#elif defined(__AVX2__)
    if (!cgap_isa_available(CGAP_ISA_AVX2)) {
#else
    if (false) {
#endif
        puts("this processor has no such vectors: not tested");
        return 77; /* CTest: skipped */
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
