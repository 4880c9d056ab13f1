/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digits of numbers in sentences and tables: an interval is never shown without width unless it has
 * none. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "cgap/quantities.h"

static void
small_values_show_two_digits(void **state)
{
    (void) state;
    assert_int_equal(cgap_digits_more(0.049, CGAP_STYLE_INDEX), 0);
    assert_int_equal(cgap_digits_more(0.0049, CGAP_STYLE_INDEX), 1);
    assert_int_equal(cgap_digits_more(0.00049, CGAP_STYLE_INDEX), 2);
    assert_int_equal(cgap_digits_more(0.0, CGAP_STYLE_INDEX), 0);
    assert_int_equal(cgap_digits_more(NAN, CGAP_STYLE_INDEX), 0);
}

static void
intervals_show_their_width(void **state)
{
    (void) state;
    assert_int_equal(cgap_digits_of_interval(0.049, 0.048, 0.050, CGAP_STYLE_INDEX), 0);
    assert_int_equal(cgap_digits_of_interval(0.022, 0.0217, 0.0223, CGAP_STYLE_INDEX), 1);
    assert_int_equal(cgap_digits_of_interval(0.022, 0.02199, 0.02201, CGAP_STYLE_INDEX), 2);
    assert_int_equal(cgap_digits_of_interval(0.022, 0.022, 0.022, CGAP_STYLE_INDEX), 0);
    assert_int_equal(cgap_digits_of_interval(0.0049, NAN, NAN, CGAP_STYLE_INDEX), 1);
    assert_int_equal(cgap_digits_of_interval(0.5, 0.5, 0.5 + 1e-12, CGAP_STYLE_INDEX), 4);
    assert_int_equal(cgap_digits_of_interval(2345.87, 2345.8, 2345.9, CGAP_STYLE_MEUR), 0);
}

/* Of every width down to a hundred thousandth the ends are written differently. */
static void
ends_are_told_apart(void **state)
{
    (void) state;
    for (double width = 1e-5; width < 0.1; width *= 1.3) {
        for (double value = -0.5; value < 0.5; value += 0.0137) {
            double low = value - 0.5 * width, high = value + 0.5 * width;
            int more = cgap_digits_of_interval(value, low, high, CGAP_STYLE_INDEX);
            char from[CGAP_WORDS_SIZE], to[CGAP_WORDS_SIZE];

            cgap_number_words(CGAP_ENGLISH, low, CGAP_STYLE_INDEX, more, false, from);
            cgap_number_words(CGAP_ENGLISH, high, CGAP_STYLE_INDEX, more, false, to);
            assert_string_not_equal(from, to);
        }
    }
}

/* 199 of 200 runs are not all of them, one is not none. */
static void
only_all_is_a_hundred_percent(void **state)
{
    static const struct {
        double share;
        const char *words;
    } known[] = {{0.0, "0"},   {1e-9, "<1"},         {0.005, "1"},   {0.0049, "<1"},
                 {0.65, "65"}, {0.994, "99"},        {0.995, ">99"}, {1.0 - 1e-9, ">99"},
                 {1.0, "100"}, {NAN, "\xE2\x80\x93"}};
    char out[CGAP_NUMBER_WORDS];

    (void) state;
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
        assert_string_equal(cgap_percent_words(CGAP_FRENCH, known[k].share, out), known[k].words);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_values_show_two_digits),
        cmocka_unit_test(intervals_show_their_width),
        cmocka_unit_test(ends_are_told_apart),
        cmocka_unit_test(only_all_is_a_hundred_percent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
