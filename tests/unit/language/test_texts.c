/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of texts: every key in every language, with the same places, as its rules have it. */
#include <stdio.h>
#include <string.h>

#include "harness.h"

#include "cgap/language.h"
#include "cgap/quantities.h"

#define EACH(l) for (cgap_language l = CGAP_ENGLISH; l < CGAP_N_LANGUAGE; l++)

/* Bit k: place {k} occurs. Also holds braces to be places. */
static unsigned
places(cgap_language language, cgap_text_key key)
{
    const char *at = cgap_text_of(language, key);
    cgap_text_piece piece;
    unsigned found = 0;

    while (cgap_text_next(&at, &piece)) {
        if (piece.place >= 0) {
            found |= 1U << piece.place;
        } else if (memchr(piece.text, '{', piece.length) != NULL ||
                   memchr(piece.text, '}', piece.length) != NULL) {
            fail_msg("%s has a brace that is no place", cgap_text_key_name(key));
        }
    }
    return found;
}

static void
every_language_says_the_same(void **state)
{
    (void) state;
    for (int k = 0; k < CGAP_N_TEXT; k++) {
        cgap_text_key key = (cgap_text_key) k;
        unsigned english = places(CGAP_ENGLISH, key);

        if ((english & (english + 1)) != 0) {
            fail_msg("%s leaves a place out", cgap_text_key_name(key));
        }
        EACH(language)
        {
            if (cgap_text_of(language, key)[0] == '\0') {
                fail_msg("%s is empty in %s", cgap_text_key_name(key),
                         cgap_language_code(language));
            }
            if (places(language, key) != english) {
                fail_msg("%s has other places in %s", cgap_text_key_name(key),
                         cgap_language_code(language));
            }
        }
    }
}

static void
assert_without(cgap_language language, cgap_text_key key, const char *bad)
{
    if (strstr(cgap_text_of(language, key), bad) != NULL) {
        fail_msg("%s in %s has '%s'", cgap_text_key_name(key), cgap_language_code(language), bad);
    }
}

/* "90 %" with a plain space could break into two lines. */
static void
assert_unit_keeps_its_number(cgap_language language, cgap_text_key key)
{
    const char *text = cgap_text_of(language, key);

    for (const char *at = strstr(text, " %"); at != NULL; at = strstr(at + 1, " %")) {
        if (at > text && (at[-1] == '}' || (at[-1] >= '0' && at[-1] <= '9'))) {
            fail_msg("%s in %s has a number and '%%' apart", cgap_text_key_name(key),
                     cgap_language_code(language));
        }
    }
}

/* A line must not begin with a sign that belongs to the word before. */
static void
spaces_are_right(void **state)
{
    static const char *const french[] = {" :", " ;", " !", " ?", " \xC2\xBB", "\xC2\xAB "};

    (void) state;
    for (int k = 0; k < CGAP_N_TEXT; k++) {
        EACH(language)
        {
            assert_unit_keeps_its_number(language, (cgap_text_key) k);
            assert_without(language, (cgap_text_key) k, "  ");
            assert_without(language, (cgap_text_key) k, "~");
        }
        for (size_t n = 0; n < sizeof french / sizeof french[0]; n++) {
            assert_without(CGAP_FRENCH, (cgap_text_key) k, french[n]);
        }
    }
}

/* Chance is drawn in simulated runs, assumptions in sets: "future" could be either. The option is
 * called --futures. */
static void
runs_and_sets_of_assumptions_are_told_apart(void **state)
{
    static const char *const either[CGAP_N_LANGUAGE] = {"future", "avenir", "Zuk"};

    (void) state;
    for (int k = 0; k < CGAP_N_TEXT; k++) {
        EACH(language)
        {
            const char *text = cgap_text_of(language, (cgap_text_key) k);
            const char *at = strstr(text, either[language]);

            if (at != NULL && (at < text + 2 || memcmp(at - 2, "--", 2) != 0)) {
                fail_msg("%s in %s has '%s', which may mean either",
                         cgap_text_key_name((cgap_text_key) k), cgap_language_code(language),
                         either[language]);
            }
        }
    }
}

static void
phrases_are_filled_and_cut(void **state)
{
    char out[200];

    (void) state;
    assert_string_equal(
        cgap_phrase(out, sizeof out, CGAP_GERMAN, CGAP_T_MIDDLE_OF_YEAR, "2016", NULL),
        "Mitte 2016");
    assert_string_equal(
        cgap_phrase(out, sizeof out, CGAP_GERMAN, CGAP_T_HEATMAP_TITLE, "a", "b", "c", "d", "e",
                    "f", NULL),
        "Die mittlere formale F\xC3\xA4higkeit der Mitgliedstaaten reicht c von a bis b, f "
        "von d bis e");
    assert_string_equal(cgap_phrase(out, 4, CGAP_FRENCH, CGAP_T_AUGUST, NULL), "ao");
    assert_string_equal(cgap_phrase(out, 5, CGAP_FRENCH, CGAP_T_AUGUST, NULL), "ao\xC3\xBB");
    assert_string_equal(cgap_phrase(out, 5, CGAP_ENGLISH, CGAP_T_MIDDLE_OF_YEAR, "{0} %s", NULL),
                        "mid-");
    assert_string_equal(
        cgap_phrase(out, sizeof out, CGAP_ENGLISH, CGAP_T_MIDDLE_OF_YEAR, "{0} %s", NULL),
        "mid-{0} %s"); /* what is filled in is never read again */
}

static void
assert_number(cgap_language language, double value, int decimals, bool plus, const char *expected)
{
    char out[CGAP_NUMBER_WORDS];

    assert_string_equal(cgap_decimal_words(language, value, decimals, plus, out), expected);
}

static void
numbers_are_written_as_the_language_does(void **state)
{
    char out[CGAP_NUMBER_WORDS];

    (void) state;
    assert_number(CGAP_ENGLISH, 1234567.891, 2, false, "1,234,567.89");
    assert_number(CGAP_FRENCH, 1234567.891, 2, true,
                  "+1\xC2\xA0"
                  "234\xC2\xA0"
                  "567,89");
    assert_number(CGAP_GERMAN, -0.0471, 3, false,
                  "\xE2\x88\x92"
                  "0,047");
    assert_number(CGAP_GERMAN, -0.0004, 3, true, "0,000");
    assert_number(CGAP_FRENCH, 0.0 / 0.0, 3, true, "\xE2\x80\x93");
    assert_number(CGAP_ENGLISH, -1e18, 9, true,
                  "\xE2\x88\x92"
                  "1,000,000,000,000,000,000.000000000");
    assert_string_equal(cgap_count_words(CGAP_ENGLISH, 1000, out), "1,000");
    assert_string_equal(cgap_count_words(CGAP_GERMAN, 28, out), "28");
    assert_string_equal(cgap_date_words(CGAP_FRENCH, 2030.0, out), "2030");
    assert_string_equal(cgap_date_words(CGAP_FRENCH, 2025.3494623655913, out), "mai 2025");
    assert_string_equal(cgap_date_words(CGAP_GERMAN, 2016.5, out), "Mitte 2016");
}

static void
names_are_found(void **state)
{
    cgap_language language = CGAP_ENGLISH;

    (void) state;
    assert_true(cgap_language_find("de", &language));
    assert_int_equal(language, CGAP_GERMAN);
    assert_false(cgap_language_find("", &language));
    assert_false(cgap_language_find("DE", &language));
    assert_int_equal(cgap_text_find("MEMBER_", "el"), CGAP_T_MEMBER_EL);
    assert_int_equal(cgap_text_find("INSTRUMENT_", "single-rulebook"),
                     CGAP_T_INSTRUMENT_SINGLE_RULEBOOK);
    assert_int_equal(cgap_text_find("MEMBER_", "e"), CGAP_N_TEXT);
    assert_int_equal(cgap_text_find("MEMBER_", ""), CGAP_N_TEXT);
}

static void
assert_target(cgap_language language, const char *word, const char *words)
{
    char out[CGAP_WORDS_SIZE];

    assert_int_equal(cgap_target_words(language, word, out), *words != '\0');
    assert_string_equal(out, words);
}

static void
targets_are_put_into_words(void **state)
{
    (void) state;
    assert_target(CGAP_ENGLISH, "formal_cv <= 60 % of start",
                  "formal gap \xE2\x89\xA4 60\xC2\xA0% of the start");
    assert_target(CGAP_GERMAN, "formal_min >= 0.6",
                  "Niveau des Schw\xC3\xA4"
                  "chsten (formal) \xE2\x89\xA5 0,600");
    assert_target(CGAP_ENGLISH, "own_measure >= 2 % of baseline",
                  "own measure \xE2\x89\xA5 2\xC2\xA0% of the baseline");
    assert_target(CGAP_ENGLISH, "<= 3", "");
    assert_target(CGAP_ENGLISH, "all", "");
}

static void
assert_word(cgap_language language, const char *word, const char *words)
{
    char out[CGAP_WORDS_SIZE];

    cgap_table_word(language, word, out);
    assert_string_equal(out, words);
}

static void
words_of_tables_are_put_into_words(void **state)
{
    (void) state;
    assert_word(CGAP_ENGLISH, "interaction", "together"); /* as shapley.csv says */
    assert_word(CGAP_ENGLISH, "levers.platform", "cooperation platform");
    assert_word(CGAP_GERMAN, "external partners",
                "Au\xC3\x9F"
                "enpartner");
    assert_word(CGAP_ENGLISH, "instrument:nis", "law: NIS");
    assert_word(CGAP_FRENCH, "without instrument:nis", "sans droit\xC2\xA0: SRI");
    assert_word(CGAP_ENGLISH, "without sense_or_reason", "without sense or reason");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_language_says_the_same),
        cmocka_unit_test(spaces_are_right),
        cmocka_unit_test(runs_and_sets_of_assumptions_are_told_apart),
        cmocka_unit_test(phrases_are_filled_and_cut),
        cmocka_unit_test(numbers_are_written_as_the_language_does),
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(targets_are_put_into_words),
        cmocka_unit_test(words_of_tables_are_put_into_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
