/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fuzzer's dictionary (tests/fuzz/dictionary.c) has every word of the scenario language, once,
 * in lines that libFuzzer can read. */
#include "harness.h"

#define CGAP_DICTIONARY_TEST
#include "../../fuzz/dictionary.c"

static bool
has(const dictionary *all, const char *word, size_t length)
{
    size_t found = 0;

    for (size_t k = 0; k < all->n; k++) {
        found += strlen(all->word[k]) == length && memcmp(all->word[k], word, length) == 0;
    }
    assert_true(found <= 1);
    return found == 1;
}

static void
every_word_of_the_table_is_there(void **state)
{
    static dictionary all;
    size_t n, words = 0;
    const cgap_parameter *row = cgap_parameter_table(&n);

    (void) state;
    dictionary_fill(&all);
    assert_true(all.n < MOST_WORDS);
    for (size_t r = 0; r < n; r++) {
        const char *const texts[2] = {row[r].key, row[r].choices};

        for (size_t t = 0; t < 2; t++) {
            for (const char *at = texts[t]; at != NULL && *at != '\0';) {
                size_t length = strcspn(at, ".* ");

                if (length > 0 && !has(&all, at, length)) {
                    fail_msg("no word '%.*s' of %s", (int) length, at, row[r].key);
                }
                words += length > 0;
                at += length + strspn(at + length, ".* ");
            }
        }
    }
    assert_true(words > 200);
    assert_true(has(&all, "directive", 9) && has(&all, "\"lognormal\"", 11));
}

/* One entry a line, in quotes; a quote or a backslash inside is escaped. */
static void
lines_are_those_of_libfuzzer(void **state)
{
    static dictionary all;
    char line[4 * LONGEST_WORD];
    FILE *stream = tmpfile();
    size_t n = 0;

    (void) state;
    assert_non_null(stream);
    dictionary_fill(&all);
    dictionary_write(&all, stream);
    rewind(stream);
    for (; fgets(line, sizeof line, stream) != NULL; n++) {
        size_t length = strlen(line), read = 0;
        char word[LONGEST_WORD];

        assert_true(length > 3 && line[0] == '"');
        assert_string_equal(line + length - 2, "\"\n");
        for (size_t at = 1; at < length - 2; at++) {
            at += line[at] == '\\';
            word[read++] = line[at];
        }
        word[read] = '\0';
        assert_string_equal(word, all.word[n]);
    }
    assert_int_equal(n, all.n);
    assert_int_equal(fclose(stream), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_of_the_table_is_there),
        cmocka_unit_test(lines_are_those_of_libfuzzer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
