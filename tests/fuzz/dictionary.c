/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dictionary of fuzz_scenario, from the parameter table: every word of every key, every word of
 * a choice, defaults and bounds, and the marks of the file format, one a line in the form libFuzzer
 * and AFL read. The build for fuzzing writes it beside the fuzzer:
 *     build/fuzz/tests/fuzz_scenario -dict=build/fuzz/tests/scenario.dict
 * tests/fuzz/corpus/scenario
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/number.h"
#include "cgap/parameter.h"

enum { MOST_WORDS = 1024, LONGEST_WORD = 96 };

typedef struct dictionary {
    size_t n;
    char word[MOST_WORDS][LONGEST_WORD];
} dictionary;

/* Once each; what does not fit is left out, and missed by the test. */
static void
dictionary_add(dictionary *self, const char *word, size_t length)
{
    for (size_t k = 0; k < self->n; k++) {
        if (strlen(self->word[k]) == length && memcmp(self->word[k], word, length) == 0) {
            return;
        }
    }
    if (length > 0 && length < LONGEST_WORD && self->n < MOST_WORDS) {
        memcpy(self->word[self->n], word, length);
        self->word[self->n++][length] = '\0';
    }
}

/* The words of a text that @p marks part. */
static void
dictionary_add_words(dictionary *self, const char *text, const char *marks)
{
    while (text != NULL && *text != '\0') {
        size_t length = strcspn(text, marks);

        dictionary_add(self, text, length);
        text += length;
        text += strspn(text, marks);
    }
}

static void
dictionary_add_number(dictionary *self, double value)
{
    char text[CGAP_NUMBER_SIZE];

    if (isfinite(value)) {
        (void) cgap_number_format(value, text);
        dictionary_add(self, text, strlen(text));
    }
}

static void
dictionary_fill(dictionary *self)
{
    static const char *const marks[] = {"= {",  "};",    "= (",        ");",        "= [",  "];",
                                        "=",    ";",     "+=",         "# ",        "//",   "/*",
                                        "*/",   "\"",    "@include ",  "true",      "all",  "",
                                        "none", "false", "0x1",        "1L",        "-0.0", "1e999",
                                        "nan",  "inf",   "2147483648", "2020-02-30"};
    size_t n;
    const cgap_parameter *row = cgap_parameter_table(&n);

    self->n = 0;
    for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++) {
        dictionary_add(self, marks[m], strlen(marks[m]));
    }
    for (size_t r = 0; r < n; r++) {
        dictionary_add_words(self, row[r].key, ".*");
        dictionary_add_words(self, row[r].choices, " ");
        if (row[r].standard_text != NULL && row[r].standard_text[0] == '"') {
            dictionary_add(self, row[r].standard_text, strlen(row[r].standard_text));
        }
        dictionary_add_number(self, row[r].standard);
        dictionary_add_number(self, row[r].min);
        dictionary_add_number(self, row[r].max);
    }
}

/* "word" with quotes and backslashes escaped. */
static void
dictionary_write(const dictionary *self, FILE *stream)
{
    for (size_t k = 0; k < self->n; k++) {
        (void) fputc('"', stream);
        for (const char *at = self->word[k]; *at != '\0'; at++) {
            (void) fprintf(stream, "%s%c", *at == '"' || *at == '\\' ? "\\" : "", *at);
        }
        (void) fputs("\"\n", stream);
    }
}

#ifndef CGAP_DICTIONARY_TEST
int
main(void)
{
    static dictionary all;

    dictionary_fill(&all);
    dictionary_write(&all, stdout);
    return ferror(stdout) != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
#endif
