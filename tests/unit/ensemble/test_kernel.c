/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others than workers take from the kernel, on every instruction set there is. */
#include "harness.h"

#include "cgap/kernel.h"
#include "cgap/lane.h"
#include "cgap/rng.h"

enum { N = 37, DRAWS = CGAP_LANE_DRAWS };

/* A plain loop over draws and values, in the same order of operations. */
static void
resampling_sums_are_those_of_a_plain_loop(void **state)
{
    double value[N], count[N * DRAWS], sum[DRAWS], squares[DRAWS];

    (void) state;
    for (uint32_t r = 0; r < N; r++) {
        value[r] = cgap_rng_normal(3, (cgap_address){r, CGAP_PROCESS_DESIGN, 1, 0, 0});
        for (uint32_t b = 0; b < DRAWS; b++) {
            count[r * DRAWS + b] = (double) ((r * 7 + b * 5) % 4);
        }
    }
    for (int isa = CGAP_ISA_BASELINE; isa < CGAP_N_ISA; isa++) {
        if (!cgap_isa_available((cgap_isa) isa)) {
            print_message("no %s here\n", cgap_isa_name((cgap_isa) isa));
            continue;
        }
        cgap_kernel_of((cgap_isa) isa)->resample(value, N, count, sum, squares);
        for (size_t b = 0; b < DRAWS; b++) {
            double first = 0.0, second = 0.0;

            for (size_t r = 0; r < N; r++) {
                first += count[r * DRAWS + b] * value[r];
                second += count[r * DRAWS + b] * value[r] * value[r];
            }
            assert_true(sum[b] == first && squares[b] == second);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resampling_sums_are_those_of_a_plain_loop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
