/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, dates, errors and diagnostics as text. */
#include "harness.h"

#include "cgap/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/calendar.h"
#include "cgap/diagnostics.h"
#include "cgap/number.h"

static void
numbers_read_back_exactly(void **state)
{
    uint64_t word = 88172645463325252ULL; /* xorshift64: any bit pattern, fixed seed */
    char text[CGAP_NUMBER_SIZE];

    (void) state;
    for (int n = 0; n < 100000; n++) {
        double value, again;

        word ^= word << 13;
        word ^= word >> 7;
        word ^= word << 17;
        memcpy(&value, &word, sizeof value);
        if (!isfinite(value)) {
            continue;
        }
        assert_true(cgap_number_format(value, text) < CGAP_NUMBER_SIZE);
        assert_true(cgap_number_parse(text, &again));
        assert_true(again == value);
    }
    cgap_number_format(0.1, text);
    assert_string_equal(text, "0.1");
    cgap_number_format(-0.0, text);
    assert_string_equal(text, "0");
}

/* The plain definition: the digits of %.12g, read back. */
static void
assert_rounded(double value)
{
    char text[64];
    double expected, rounded = cgap_number_round12(value);

    (void) snprintf(text, sizeof text, "%.12g", value);
    expected = strtod(text, NULL);
    if (memcmp(&rounded, &expected, sizeof expected) != 0) {
        fail_msg("%.17g is rounded to %.17g, not %.17g", value, rounded, expected);
    }
}

/* Ordinary sizes, ends of every number of digits, halves of the twelfth digit and their neighbours,
 * any bit pattern. */
static void
twelve_digits_are_those_of_printf(void **state)
{
    uint64_t word = 88172645463325252ULL;

    (void) state;
    for (int n = 0; n < 300000; n++) {
        double value, share;

        word ^= word << 13;
        word ^= word >> 7;
        word ^= word << 17;
        memcpy(&value, &word, sizeof value);
        share = (double) (word >> 11) * 0x1p-53;
        if (isfinite(value)) {
            assert_rounded(value);
        }
        assert_rounded(share);
        assert_rounded(-share * 1e6);
        assert_rounded(pow(10.0, 40.0 * share - 20.0));
        value = (floor(1e12 * share) + 0.5) * pow(10.0, (double) (n % 24) - 12.0);
        assert_rounded(value);
        assert_rounded(nextafter(value, 0.0));
        assert_rounded(nextafter(value, INFINITY));
    }
    for (int power = -30; power <= 30; power++) {
        double one = pow(10.0, power);

        assert_rounded(one);
        assert_rounded(nextafter(one, 0.0));
        assert_rounded(one * (1.0 - 1e-12));
        assert_rounded(one * (1.0 - 4e-13));
        assert_rounded(one * (1.0 + 1e-12));
    }
    assert_rounded(0.0);
    assert_rounded(-0.0);
    assert_true(isnan(cgap_number_round12(NAN)) && isinf(cgap_number_round12(-INFINITY)));
}

/* The plain definition: the shortest of %.15g, %.16g and %.17g that reads back. */
static void
assert_shortest(double value)
{
    char expected[CGAP_NUMBER_SIZE], text[CGAP_NUMBER_SIZE];
    size_t length;

    for (int digits = 15; digits <= 17; digits++) {
        (void) snprintf(expected, sizeof expected, "%.*g", digits, value);
        if (strtod(expected, NULL) == value) {
            break;
        }
    }
    length = cgap_number_format(value, text);
    assert_string_equal(text, expected);
    assert_int_equal(length, strlen(text));
}

static void
numbers_are_the_shortest_of_their_kind(void **state)
{
    uint64_t word = 88172645463325252ULL;

    (void) state;
    for (int n = 0; n < 100000; n++) {
        word ^= word << 13;
        word ^= word >> 7;
        word ^= word << 17;
        assert_shortest((double) (word >> 11) * 0x1p-53);
        assert_shortest(ldexp((double) (word >> 11), -95 + n % 100));
        assert_shortest(-(double) (1 + word % 100000) / 1000.0);
    }
    for (int e = -40; e < 50; e++) { /* where digits and exponents change */
        assert_shortest(ldexp(1.0, e));
        assert_shortest(nextafter(ldexp(1.0, e), 0.0));
        assert_shortest(nextafter(ldexp(1.0, e), INFINITY));
    }
    for (int e = -12; e <= 17; e++) {
        char text[16];

        (void) snprintf(text, sizeof text, "1e%d", e);
        assert_shortest(strtod(text, NULL));
        assert_shortest(nextafter(strtod(text, NULL), 0.0));
        assert_shortest(nextafter(strtod(text, NULL), INFINITY));
    }
}

static void
numbers_refuse_what_is_not_one(void **state)
{
    static const char *const bad[] = {"",   "nan", "inf", "1e400", "0x10",
                                      "1 ", " 1",  "1,5", "--1",   "e"};
    double value = 7.0;

    (void) state;
    for (size_t n = 0; n < sizeof bad / sizeof bad[0]; n++) {
        assert_false(cgap_number_parse(bad[n], &value));
    }
    assert_close(value, 7.0, 0.0);
}

static void
dates_are_decimal_years(void **state)
{
    double year = 0.0;
    char text[11];

    (void) state;
    assert_true(cgap_calendar_year("2016-07-01", &year));
    assert_close(year, 2016.5, 0.0);
    assert_true(cgap_calendar_year("2020-01-31", &year));
    assert_close(year, 2020.0 + 30.0 / 31.0 / 12.0, 1e-12);
    assert_false(cgap_calendar_year("2019-02-29", &year));
    assert_true(cgap_calendar_year("2020-02-29", &year));
    assert_false(cgap_calendar_year("2020-13-01", &year));
    assert_false(cgap_calendar_year("2020-1-01", &year));
    for (int y = 2000; y < 2030; y++) {
        for (int m = 1; m <= 12; m++) {
            for (int d = 1; d <= 28; d++) {
                char iso[40];

                (void) snprintf(iso, sizeof iso, "%04d-%02d-%02d", y, m, d);
                assert_true(cgap_calendar_year(iso, &year));
                cgap_calendar_date(year, text);
                assert_string_equal(text, iso);
            }
        }
    }
}

static void
errors_tell_the_path_to_the_cause(void **state)
{
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(cgap_error_fail(&err, CGAP_E_INPUT, "a.cfg:%d: no", 3), CGAP_E_INPUT);
    assert_int_equal(cgap_error_note(&err, CGAP_E_INPUT, "reading '%s'", "a"), CGAP_E_INPUT);
    assert_string_equal(err.text, "a.cfg:3: no\n  while reading 'a'");
    assert_int_equal(cgap_error_fail(NULL, CGAP_E_IO, "x"), CGAP_E_IO);
    for (int n = 0; n < 1000; n++) {
        (void) cgap_error_note(&err, CGAP_E_INPUT, "going on and on");
    }
    assert_true(strlen(err.text) < sizeof err.text);
    assert_int_equal(cgap_status_exit_code(CGAP_E_INPUT), 2);
    assert_int_equal(cgap_status_exit_code(CGAP_E_INTERRUPTED), 130);
}

static void
diagnostics_collect_and_suggest(void **state)
{
    static const char *const known[] = {"platform", "agency_mandate", "fund_meur"};
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    char line[256];

    (void) state;
    cgap_diagnostics_add(&list, CGAP_WARNING, "a.cfg", 4, "levers.x", "is %d", 1);
    assert_false(cgap_diagnostics_failed(&list));
    cgap_diagnostics_add(&list, CGAP_ERROR, "a.cfg", 5, NULL, "broken");
    cgap_diagnostics_add(&list, CGAP_ERROR, "a.cfg", 5, NULL, "broken");
    assert_true(cgap_diagnostics_failed(&list));
    assert_int_equal(list.n, 2);
    cgap_message_format(&list.at[0], line, sizeof line);
    assert_string_equal(line, "a.cfg:4: warning: levers.x: is 1");
    cgap_message_format(&list.at[1], line, sizeof line);
    assert_string_equal(line, "a.cfg:5: broken");
    cgap_diagnostics_free(&list);
    cgap_diagnostics_free(&list);
    assert_string_equal(cgap_nearest_name("platfrom", known, 3), "platform");
    assert_null(cgap_nearest_name("zebra", known, 3));
}

/* Two are named, then it is said once that there are more; what does not fit is cut off. */
static void
lists_name_the_first_few(void **state)
{
    char list[20] = "", small[6] = "";
    size_t n = 0, m = 0;

    (void) state;
    for (int k = 0; k < 4; k++) {
        cgap_text_list(list, sizeof list, &n, 2, k == 0 ? "one" : "two", "...");
    }
    assert_string_equal(list, "one, two, ...");
    assert_int_equal(n, 4);
    cgap_text_list(small, sizeof small, &m, 2, "longer", "...");
    cgap_text_list(small, sizeof small, &m, 2, "more", "...");
    assert_string_equal(small, "longe");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_read_back_exactly),
        cmocka_unit_test(numbers_are_the_shortest_of_their_kind),
        cmocka_unit_test(twelve_digits_are_those_of_printf),
        cmocka_unit_test(numbers_refuse_what_is_not_one),
        cmocka_unit_test(dates_are_decimal_years),
        cmocka_unit_test(errors_tell_the_path_to_the_cause),
        cmocka_unit_test(diagnostics_collect_and_suggest),
        cmocka_unit_test(lists_name_the_first_few),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
