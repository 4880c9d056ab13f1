/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fuzzing corpus as it is and with seeded damages: bytes changed, lost, doubled, tokens swapped
 * between files. Everything is accepted or refused with a message, nothing crashes, and what is
 * accepted survives a round trip (tests/fuzz/fuzz_scenario.c). */
#include "harness.h"

#include <dirent.h>

#include "../../fuzz/fuzz_scenario.c"

enum { MOST_FILES = 64, LARGEST = 1 << 14, ROUNDS = 700 };

typedef struct corpus {
    size_t n;
    char *text[MOST_FILES];
    size_t size[MOST_FILES];
} corpus;

static int
is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void
load(corpus *all)
{
    static const char folder[] = CGAP_SOURCE_DIR "/tests/fuzz/corpus/scenario";
    struct dirent **entry = NULL;
    int n = scandir(folder, &entry, is_visible, alphasort);

    assert_true(n >= 10 && n <= MOST_FILES);
    all->n = (size_t) n;
    for (size_t k = 0; k < all->n; k++) {
        char path[512];
        FILE *stream;

        (void) snprintf(path, sizeof path, "%s/%s", folder, entry[k]->d_name);
        stream = fopen(path, "rb");
        all->text[k] = calloc(1, LARGEST);
        assert_non_null(stream);
        assert_non_null(all->text[k]);
        all->size[k] = fread(all->text[k], 1, LARGEST, stream);
        (void) fclose(stream);
        free(entry[k]);
    }
    free(entry);
}

/* xorshift64: the same damages everywhere. */
static uint64_t word = 88172645463325252ULL;

static size_t
below(size_t n)
{
    word ^= word << 13;
    word ^= word >> 7;
    word ^= word << 17;
    return (size_t) (word >> 11) % n;
}

static size_t
damage(char *text, size_t size, const corpus *all)
{
    static const char *const token[] = {"{",
                                        "}",
                                        "(",
                                        ")",
                                        "[",
                                        "]",
                                        ";",
                                        ",",
                                        "=",
                                        "\"",
                                        "1e400",
                                        "-1",
                                        "2147483648",
                                        "nan",
                                        "true",
                                        "\\x00",
                                        "/*",
                                        "#",
                                        "@include \"x\"",
                                        "remove = true;",
                                        "name = \"nis\";",
                                        "0x",
                                        ".",
                                        "L",
                                        "2018",
                                        "\"2018-05-09\""};
    size_t at = below(size + 1), other = below(all->n), length;

    switch (below(5)) {
    case 0: /* a byte changed */
        text[at < size ? at : 0] = (char) below(256);
        return size;
    case 1: /* a stretch lost */
        length = below(40);
        length = at + length > size ? size - at : length;
        memmove(text + at, text + at + length, size - at - length);
        return size - length;
    case 2: { /* a token put in */
        const char *put = token[below(sizeof token / sizeof token[0])];

        length = strlen(put);
        memmove(text + at + length, text + at, size - at);
        memcpy(text + at, put, length);
        return size + length;
    }
    case 3: /* a stretch doubled */
        length = below(60);
        length = at + length > size ? size - at : length;
        memmove(text + at + length, text + at, size - at);
        return size + length;
    default: /* a stretch of another file */
        length = below(80);
        other = below(all->n);
        length = length > all->size[other] ? all->size[other] : length;
        memmove(text + at + length, text + at, size - at);
        memcpy(text + at, all->text[other] + below(all->size[other] - length + 1), length);
        return size + length;
    }
}

static void
the_corpus_is_handled(void **state)
{
    corpus all;

    (void) state;
    load(&all);
    for (size_t k = 0; k < all.n; k++) {
        (void) LLVMFuzzerTestOneInput((const uint8_t *) all.text[k], all.size[k]);
        free(all.text[k]);
    }
}

static void
damaged_files_are_handled(void **state)
{
    corpus all;
    char *text = calloc(1, 2 * LARGEST);

    (void) state;
    assert_non_null(text);
    load(&all);
    for (int round = 0; round < ROUNDS; round++) {
        size_t k = below(all.n), size = all.size[k], times = 1 + below(3);

        memcpy(text, all.text[k], size);
        while (times-- > 0) {
            size = damage(text, size, &all);
        }
        (void) LLVMFuzzerTestOneInput((const uint8_t *) text, size);
    }
    assert_true(fuzz_accepted > 10 && fuzz_refused > 400); /* both ways are walked */
    for (size_t k = 0; k < all.n; k++) {
        free(all.text[k]);
    }
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_corpus_is_handled),
        cmocka_unit_test(damaged_files_are_handled),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
