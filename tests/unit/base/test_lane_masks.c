/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lanes that meet a condition are those a loop over lanes finds. Built once for any processor and,
 * where there is such a kernel, once for AVX-512, which has instructions of its own for them. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/isa.h"
#include "cgap/lane_masks.h"

enum { LANES = CGAP_MASK_LANES, BOTH = 2 * CGAP_MASK_LANES };

/* Lanes whose bit is set get @p one, the others @p other. */
static void
fill(unsigned bits, double one, double other, double x[LANES])
{
    for (unsigned l = 0; l < LANES; l++) {
        x[l] = bits >> l & 1U ? one : other;
    }
}

static void
any_lane_is_seen(void **state)
{
    double x[BOTH], most[BOTH];

    (void) state;
    for (size_t l = 0; l < BOTH; l++) {
        most[l] = 0.5;
    }
    for (size_t one = 0; one <= BOTH; one++) { /* the last time: none */
        for (size_t l = 0; l < BOTH; l++) {
            x[l] = l == one ? nextafter(0.5, 1.0) : 0.5;
        }
        assert_int_equal(cgap_lanes_any_above(x, BOTH, 0.5), one < BOTH);
        assert_int_equal(cgap_lanes_any_below(most, x, BOTH), one < BOTH);
        assert_false(cgap_lanes_any_below(x, most, BOTH));
        if (one < BOTH) {
            x[one] = -x[one];
            assert_false(cgap_lanes_any_above(x, BOTH, 0.5));
            x[one] = NAN;
            assert_false(cgap_lanes_any_above(x, BOTH, 0.5));
            assert_false(cgap_lanes_any_below(most, x, BOTH));
        }
    }
}

static void
all_sets_of_lanes_come_out_and_go_back(void **state)
{
    (void) state;
    for (unsigned bits = 0; bits < 1U << LANES; bits++) {
        double x[LANES], out[LANES], back[LANES];
        size_t n = 0;

        fill(bits, 0.95, 0.875, x); /* the limit itself is not off */
        assert_int_equal(cgap_lanes_off(x, 0.5, 0.375), bits);
        fill(bits, 0.05, 0.125, x);
        assert_int_equal(cgap_lanes_off(x, 0.5, 0.375), bits);
        for (size_t l = 0; l < LANES; l++) {
            x[l] = (double) l;
            back[l] = -1.0;
        }
        assert_int_equal(cgap_lanes_gather((cgap_lane_mask) bits, x, out),
                         __builtin_popcount(bits));
        assert_int_equal(cgap_lanes_spread((cgap_lane_mask) bits, out, back),
                         __builtin_popcount(bits));
        for (unsigned l = 0; l < LANES; l++) {
            if (bits >> l & 1U) {
                assert_true(out[n++] == (double) l);
            }
            assert_true(back[l] == (bits >> l & 1U ? (double) l : -1.0));
        }
    }
}

/* All sets of sixteen lanes; whole numbers from two starts. */
static void
lanes_above_come_in_their_order(void **state)
{
    (void) state;
    for (unsigned bits = 0; bits < 1U << BOTH; bits++) {
        double x[BOTH], least[BOTH];
        uint32_t lane[BOTH], number[BOTH];
        size_t n = 0, found;

        for (unsigned l = 0; l < BOTH; l++) {
            least[l] = l % 3 == 0 ? 4.0e9 : (double) l;
            x[l] = least[l] + 2.0 + (double) (bits >> l & 1U);
        }
        found = cgap_lanes_above(x, least, 2, lane, number);
        assert_int_equal(found, __builtin_popcount(bits));
        for (unsigned l = 0; l < BOTH; l++) {
            if (bits >> l & 1U) {
                assert_int_equal(lane[n], l);
                assert_int_equal(number[n], (uint32_t) least[l] + 2U);
                n++;
            }
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_lane_is_seen),
        cmocka_unit_test(all_sets_of_lanes_come_out_and_go_back),
        cmocka_unit_test(lanes_above_come_in_their_order),
    };

#if defined(__AVX512F__)
    if (!cgap_isa_available(CGAP_ISA_AVX512)) {
        puts("this processor has no AVX-512: not tested");
        return 77; /* CTest: skipped */
    }
#endif
    return cmocka_run_group_tests(tests, NULL, NULL);
}
