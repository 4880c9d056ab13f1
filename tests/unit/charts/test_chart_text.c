/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text, quoting and scales of figures. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "folder.h"

#include "../../../sim/charts/scale.h"
#include "../../../sim/charts/sink.h"
#include "../../../sim/charts/text.h"
#include "../../../sim/charts/words.h"

static void
assert_clean(const char *raw, const char *expected)
{
    char *clean = cgap_text_clean(raw);

    assert_non_null(clean);
    assert_string_equal(clean, expected);
    free(clean);
}

static void
any_bytes_become_plain_text(void **state)
{
    (void) state;
    assert_clean("", "");
    assert_clean("a\tb\nc\x7F", "a b c ");
    assert_clean("\xC5\xBE \xE4\xB8\xAD \xF0\x9F\x98\x80",
                 "\xC5\xBE \xE4\xB8\xAD \xF0\x9F\x98\x80");
    assert_clean("x\xFFy", "x\xEF\xBF\xBDy");                             /* no UTF-8 */
    assert_clean("\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD");                 /* overlong slash */
    assert_clean("\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"); /* surrogate */
    assert_clean("\xE4\xB8", "\xEF\xBF\xBD\xEF\xBF\xBD");                 /* cut short */
    assert_clean("a\xE2\x80\xAE"
                 "b",
                 "ab"); /* turns the direction of writing */
}

static void
lines_are_never_wider_than_asked(void **state)
{
    static const char *const text[] = {"one two three four five six seven", "x", "",
                                       "Donaudampfschifffahrtsgesellschaft-und-noch-viel-mehr",
                                       "\xE4\xB8\xAD\xE6\x96\x87\xE4\xB8\xAD\xE6\x96\x87 WWWWWWWW"};

    (void) state;
    for (size_t t = 0; t < sizeof text / sizeof text[0]; t++) {
        for (double width = 20.0; width < 200.0; width += 7.0) {
            char *wrapped = cgap_text_wrap(text[t], 12.0, t % 2 == 0, width, 3);
            size_t lines = 0;

            assert_non_null(wrapped);
            for (char *line = strtok(wrapped, "\n"); line != NULL; line = strtok(NULL, "\n")) {
                assert_true(cgap_text_width(line, 12.0, t % 2 == 0) <= width);
                lines++;
            }
            assert_true(lines <= 3);
            free(wrapped);
        }
    }
    assert_close(cgap_text_width("MM", 10.0, false), 2 * 8.63, 0.01); /* metrics of the typeface */
}

static void
quotes_hold_any_name(void **state)
{
    cgap_sink sink = {0};

    (void) state;
    cgap_sink_quoted(&sink, "it's `x` \\n \"%s\" @a");
    assert_string_equal(sink.text, "'it'.\"\\047\".'s `x` \\n \"%s\" @a'");
    cgap_sink_free(&sink);
    cgap_sink_xml(&sink, "<a & b>");
    assert_string_equal(sink.text, "&lt;a &amp; b&gt;");
    cgap_sink_free(&sink);
}

/* What gnuplot itself makes of names that begin or end with a quote, or have two of them. */
static void
gnuplot_reads_quotes_as_they_are(void **state)
{
    static const char *const name[] = {"'x",    "x'",          "it''s",       "'''", "'",
                                       "\"'\"", "%s \\n '@x'", "`'` @a ' @a", ""};
    const char *folder = test_folder();
    char *script = cgap_text_format("%s/script.gp", folder), *said;
    char *answer = cgap_text_format("%s/answer", folder), command[2048];
    cgap_sink sink = {0}, expected = {0};

    (void) state;
    cgap_sink_add(&sink, "set print '%s'\n", answer);
    for (size_t n = 0; n < sizeof name / sizeof name[0]; n++) {
        cgap_sink_add(&sink, "array a[1] = [");
        cgap_sink_quoted(&sink, name[n]);
        cgap_sink_add(&sink, "]\nprint a[1]\n");
        cgap_sink_add(&expected, "%s\n", name[n]);
    }
    test_write(script, sink.text);
    (void) snprintf(command, sizeof command, "gnuplot -d '%s'", script);
    assert_int_equal(system(command), 0);
    said = test_content(answer);
    assert_string_equal(said, expected.text);
    (void) snprintf(command, sizeof command, "rm -r '%s'", folder);
    assert_int_equal(system(command), 0);
    cgap_sink_free(&sink);
    cgap_sink_free(&expected);
    free(script);
    free(answer);
    free(said);
}

static void
scales_have_round_ticks_around_the_data(void **state)
{
    (void) state;
    for (double low = -3.0; low < 2.0; low += 0.37) {
        for (double span = 1e-4; span < 1e4; span *= 3.1) {
            cgap_scale s = cgap_scale_round(low, low + span, 4);
            double steps = (s.high - s.low) / s.step;

            assert_true(s.low <= low + 1e-9 * span && s.high >= low + span * (1.0 - 1e-9));
            assert_close(steps, (double) (long) (steps + 0.5), 1e-6);
            assert_true(steps >= 1.0 && steps <= 7.0);
        }
    }
    assert_true(cgap_scale_round(0.5, 0.5, 4).high > 0.5); /* one value still makes an axis */
    assert_close(cgap_scale_round(0.0, 0.167, 4).step, 0.05, 1e-12);
    assert_int_equal(cgap_scale_round(0.0, 0.167, 4).decimals, 2);
    assert_close(cgap_scale_years(2016.5, 2030.0, 270.0, 34.0).step, 2.0, 0.0);
    assert_close(cgap_scale_years(2016.5, 2016.75, 270.0, 34.0).step, 0.1, 1e-12);
    assert_close(cgap_scale_first(cgap_scale_years(2016.5, 2030.0, 270.0, 34.0)), 2018.0, 0.0);
}

/* Tables may be written by hand: a scale ends for any two numbers. */
static void
scales_end_for_any_numbers(void **state)
{
    const double end[] = {-INFINITY, -1.7e308, -1e308, -1e299, -3.0,  -5e-324, 0.0,
                          5e-324,    1e-305,   1e-13,  1.0,    1e300, 1.7e308, INFINITY};
    const size_t n = sizeof end / sizeof end[0];

    (void) state;
    for (size_t a = 0; a < n; a++) {
        for (size_t b = a; b < n; b++) {
            const double low[] = {end[a], 0.0}, high[] = {end[b], 1.0};
            cgap_scale s = cgap_scale_round(end[a], end[b], 4), apart, alike[2];

            assert_true(isfinite(s.low) && isfinite(s.high) && s.low < s.high);
            assert_true(s.step > 0.0 && s.step <= s.high - s.low && s.decimals >= 0);
            apart = cgap_scale_apart(s, 100.0);
            assert_true(isfinite(apart.low) && isfinite(apart.high) && apart.step >= s.step);
            cgap_scales_alike(low, high, 2, 4, alike);
            assert_true(isfinite(alike[0].low) && isfinite(alike[0].high));
            assert_true(isfinite(alike[1].low) && alike[1].low < alike[1].high);
        }
    }
    (void) cgap_scale_round(NAN, 1.0, 4);
    (void) cgap_scale_round(NAN, NAN, 4);
}

static void
spread_labels_keep_order_and_distance(void **state)
{
    double y[] = {50.0, 51.0, 10.0, 52.0, 50.5, 99.0};
    double many[12];

    (void) state;
    cgap_spread(y, 6, 10.0, 0.0, 100.0);
    assert_close(y[2], 10.0, 1e-9); /* has room: stays */
    assert_close(y[5], 99.0, 1e-9);
    assert_close(y[0] + y[1] + y[3] + y[4], 203.5, 1e-9); /* the heap stays centred */
    assert_close(y[4] - y[0], 10.0, 1e-9);
    assert_close(y[1] - y[4], 10.0, 1e-9);
    assert_close(y[3] - y[1], 10.0, 1e-9);
    for (size_t i = 0; i < 12; i++) {
        many[i] = 95.0;
    }
    cgap_spread(many, 12, 8.0, 0.0, 100.0);
    for (size_t i = 0; i < 12; i++) {
        assert_true(many[i] >= 0.0 && many[i] <= 100.0 + 1e-9);
        assert_true(i == 0 || many[i] - many[i - 1] >= 8.0 - 1e-9);
    }
}

static void
words_say_what_the_numbers_say(void **state)
{
    char words[CGAP_WORDS];

    (void) state;
    cgap_change_words(CGAP_ENGLISH, 0.167, 0.047, words);
    assert_string_equal(words, "falls by 72\xC2\xA0%");
    cgap_change_words(CGAP_ENGLISH, 0.2, 0.194, words);
    assert_string_equal(words, "hardly moves (\xE2\x88\x92"
                               "3\xC2\xA0%)");
    cgap_change_words(CGAP_ENGLISH, 0.2, 0.2, words);
    assert_string_equal(words, "hardly moves (0\xC2\xA0%)");
    cgap_change_words(CGAP_ENGLISH, 0.2, 0.3, words);
    assert_string_equal(words, "rises by 50\xC2\xA0%");
    cgap_change_words(CGAP_ENGLISH, 0.0, 0.3, words);
    assert_string_equal(words, "cannot be compared");
    cgap_date_words(CGAP_ENGLISH, 2030.0, words);
    assert_string_equal(words, "2030");
    cgap_date_words(CGAP_ENGLISH, 2016.5, words);
    assert_string_equal(words, "mid-2016");
    cgap_date_words(CGAP_ENGLISH, 2025.3494623655913, words);
    assert_string_equal(words, "May 2025");
    cgap_decimal_words(CGAP_ENGLISH, -0.0004, 3, true, words);
    assert_string_equal(words, "0.000");
}

static void
text_shrinks_before_it_is_cut(void **state)
{
    const char *text = "maximum-harmonisation";
    double wide = cgap_text_width(text, 11.0, false), size;

    (void) state;
    assert_true(cgap_text_size(text, 11.0, false, wide + 1.0, 8.5) == 11.0);
    size = cgap_text_size(text, 11.0, false, 0.9 * wide, 8.5);
    assert_true(size > 8.5 && size < 11.0 && fabs(size - 9.9) < 1e-3);
    assert_true(cgap_text_width(text, size, false) <= 0.9 * wide);
    assert_true(cgap_text_size(text, 11.0, false, 0.5 * wide, 8.5) == 8.5);
}

/* Seven digits and their distance take 53 pixels. */
static void
ticks_lie_apart_on_a_short_axis(void **state)
{
    cgap_scale wide = {0.0, 2e6, 5e5, 0};
    cgap_scale apart = cgap_scale_apart(wide, 100.0);

    (void) state;
    assert_true(cgap_scale_apart(wide, 400.0).step == 5e5);
    assert_true(apart.step == 2e6 && apart.low == 0.0 && apart.high == 2e6);
    assert_true(cgap_scale_apart((cgap_scale){0.0, 1.0, 0.0, 0}, 10.0).step == 0.0);

    /* Scales beside each other have one length and one step, and never leave what is possible. */
    {
        const double low[] = {0.20, 0.711, 0.01}, high[] = {0.444, 0.747, 0.03};
        cgap_scale alike[3];

        cgap_scales_alike(low, high, 3, 4, alike);
        for (size_t k = 0; k < 3; k++) {
            assert_close(alike[k].step, 0.1, 1e-12);
            assert_close(alike[k].high - alike[k].low, 0.3, 1e-12);
            assert_true(alike[k].low <= low[k] + 1e-12 && alike[k].high >= high[k] - 1e-12);
            assert_true(alike[k].low > -1e-12);
        }
        assert_close(alike[1].low, 0.6, 1e-12);
    }

    /* Two numbers at least, whichever side of zero is the longer one. */
    apart = cgap_scale_apart((cgap_scale){-0.02, 0.06, 0.02, 2}, 60.0);
    assert_close(apart.step, 0.08, 1e-12);
    assert_close(apart.low, -0.02, 1e-12);
    assert_close(apart.high, 0.08, 1e-12);
    apart = cgap_scale_apart((cgap_scale){-0.06, 0.02, 0.02, 2}, 60.0);
    assert_close(apart.low, -apart.step, 1e-12);
    assert_close(apart.high, 0.02, 1e-12);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_bytes_become_plain_text),
        cmocka_unit_test(lines_are_never_wider_than_asked),
        cmocka_unit_test(quotes_hold_any_name),
        cmocka_unit_test(gnuplot_reads_quotes_as_they_are),
        cmocka_unit_test(scales_have_round_ticks_around_the_data),
        cmocka_unit_test(scales_end_for_any_numbers),
        cmocka_unit_test(text_shrinks_before_it_is_cut),
        cmocka_unit_test(ticks_lie_apart_on_a_short_axis),
        cmocka_unit_test(spread_labels_keep_order_and_distance),
        cmocka_unit_test(words_say_what_the_numbers_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
