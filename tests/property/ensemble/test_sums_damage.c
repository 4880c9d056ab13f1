/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seeded edits to a file of sums whose checksum is put right: added up or refused, nothing
 * overflows (tests/fuzz/fuzz_sums.c). */
#include "harness.h"

#include "../../fuzz/fuzz_sums.c"

enum { ROUNDS = 400, MOST_EDITS = 6 };

/* xorshift64: the same damages everywhere. */
static uint64_t word = 88172645463325252ULL;

static uint8_t
any_byte(void)
{
    word ^= word << 13;
    word ^= word >> 7;
    word ^= word << 17;
    return (uint8_t) (word >> 24);
}

static void
without_edits_it_is_added_up(void **state)
{
    (void) state;
    (void) LLVMFuzzerTestOneInput(NULL, 0);
    assert_int_equal(fuzz_accepted, 1);
    assert_int_equal(fuzz_refused, 0);
}

static void
edited_sums_are_added_up_or_refused(void **state)
{
    (void) state;
    for (size_t round = 0; round < ROUNDS; round++) {
        uint8_t edit[MOST_EDITS * FUZZ_EDIT];
        size_t n = (round % MOST_EDITS + 1) * FUZZ_EDIT;

        for (size_t b = 0; b < n; b++) {
            edit[b] = any_byte();
        }
        (void) LLVMFuzzerTestOneInput(edit, n);
    }
    assert_true(fuzz_refused > ROUNDS / 4);
}

/* The first window of the file: a lowest bin beyond any grid, with the bins that follow as they
 * are, was taken for one of ours and ran over the ends of 32 bits. */
static void
a_window_beyond_the_grid_is_refused(void **state)
{
    const fuzz_ground *ground = fuzz_start();
    size_t before = fuzz_refused, tried = 0;

    (void) state;
    for (size_t at = 0; at + 5 < ground->n_byte && tried < 200; at++) {
        const uint8_t all_ones[5] = {0xfe, 0xff, 0xff, 0xff, 0x0f}; /* 2^31 - 1, zigzag */
        uint8_t edit[5 * FUZZ_EDIT];

        if (ground->whole[at] !=
            FUZZ_REPLICATES) { /* n of a cell, or a number that looks like it */
            continue;
        }
        for (size_t b = 0; b < 5; b++) {
            size_t place = at + 1 + b;
            const uint8_t one[FUZZ_EDIT] = {(uint8_t) place, (uint8_t) (place >> 8),
                                            (uint8_t) (place >> 16), all_ones[b]};

            memcpy(edit + b * FUZZ_EDIT, one, sizeof one);
        }
        (void) LLVMFuzzerTestOneInput(edit, sizeof edit);
        tried++;
    }
    assert_int_equal(tried, 200);
    assert_true(fuzz_refused - before > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_edits_it_is_added_up),
        cmocka_unit_test(edited_sums_are_added_up_or_refused),
        cmocka_unit_test(a_window_beyond_the_grid_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
