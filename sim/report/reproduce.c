/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Version, seed, commands, hashes: from manifest.json. */
#include <stdio.h>
#include <string.h>

#include "cgap/scenario.h"

#include "cells.h"
#include "sections.h"

static void
put_fact(cgap_page *page, cgap_text_key name, const char *value)
{
    if (value[0] != '\0') {
        cgap_page_said(page, "dt", name, NULL);
        cgap_page_open(page, "dd", NULL);
        cgap_page_text(page, value);
        cgap_page_close(page);
    }
}

static long long
number(const cgap_report_source *source, const char *key)
{
    return (long long) json_integer_value(json_object_get(source->manifest, key));
}

static void
put_program(cgap_page *page, const cgap_report_source *source)
{
    const char *name;
    char seed[CGAP_NUMBER_WORDS], count[CGAP_NUMBER_WORDS];
    json_t *libraries, *value;
    bool first = true;

    cgap_page_open(page, "dl", NULL);
    cgap_page_said(page, "dt", CGAP_T_PROGRAM, NULL);
    cgap_page_open(page, "dd", NULL);
    cgap_page_format(page, "cgap %s", cgap_source_manifest(source, "program", "version"));
    cgap_page_close(page);
    put_fact(page, CGAP_T_COMMIT, cgap_source_manifest(source, "program", "commit"));
    put_fact(page, CGAP_T_COMPILER, cgap_source_manifest(source, "program", "compiler"));
    put_fact(page, CGAP_T_FLAGS, cgap_source_manifest(source, "program", "flags"));
    libraries = json_object_get(json_object_get(source->manifest, "program"), "libraries");
    cgap_page_said(page, "dt", CGAP_T_LIBRARIES, NULL);
    cgap_page_open(page, "dd", NULL);
    json_object_foreach(libraries, name, value)
    {
        const char *version = json_string_value(value);

        cgap_page_format(page, "%s%s %s", first ? "" : ", ", name, version == NULL ? "" : version);
        first = false;
    }
    cgap_page_close(page);
    cgap_page_said(page, "dt", CGAP_T_SEED_AND_REPLICATES, NULL);
    (void) snprintf(seed, sizeof seed, "%lld", number(source, "seed"));
    cgap_page_said(page, "dd", CGAP_T_SEED_AND_REPLICATES_ARE, seed,
                   cgap_count_words(page->language, source->replicates, count), NULL);
    cgap_page_close(page);
}

/* A word of a command as a shell takes it. */
static void
put_shell_word(cgap_page *page, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_./:=,%+-";

    if (word[0] != '\0' && strspn(word, plain) == strlen(word)) {
        cgap_page_text(page, word);
        return;
    }
    cgap_page_text(page, "'");
    for (const char *c = word; *c != '\0'; c++) {
        const char one[] = {*c, '\0'};

        if (*c == '\'') {
            cgap_page_text(page, "'\\''");
        } else if ((unsigned char) *c < 0x80U) {
            cgap_page_text(page, one);
        } else { /* a whole character at a time */
            char whole[8] = {*c};
            size_t n = 1;

            while (n < 5 && ((unsigned char) c[1] & 0xC0U) == 0x80U) {
                whole[n++] = *++c;
            }
            cgap_page_text(page, whole);
        }
    }
    cgap_page_text(page, "'");
}

/* "--criteria formal_cv:less" and the like: what the command asked beside the comparison. */
static void
put_questions(cgap_page *page, const cgap_report_source *source)
{
    static const struct {
        const char *key, *option, *only_with, *copy; /* other keys, or "" */
    } asked[] = {{"criteria", "--criteria", "", ""},
                 {"target", "--target", "", ""},
                 {"threshold", "--threshold", "futures", ""},
                 {"futures", "--futures", "", "futures_file"},
                 {"futures_replicates", "--future-replicates", "futures", ""},
                 {"design", "--design", "futures", ""},
                 {"decompose", "--decompose", "", "decompose_scenario"},
                 {"decompose_replicates", "--decompose-replicates", "decompose", ""}};
    const json_t *questions = json_object_get(source->manifest, "questions");

    for (size_t k = 0; k < sizeof asked / sizeof asked[0]; k++) {
        const json_t *value = json_object_get(questions, asked[k].key);
        const json_t *copy = json_object_get(questions, asked[k].copy);
        const char *with = asked[k].only_with;
        const json_t *main = with[0] == '\0' ? value : json_object_get(questions, with);

        value = json_is_string(copy) ? copy : value; /* of this folder */
        if (main == NULL || json_is_null(main)) {
            continue;
        }
        if (json_is_string(value) && json_string_value(value)[0] != '\0') {
            cgap_page_format(page, " \\\n  %s ", asked[k].option);
            put_shell_word(page, json_string_value(value));
        } else if (json_is_integer(value)) {
            cgap_page_format(page, " \\\n  %s %lld", asked[k].option,
                             (long long) json_integer_value(value));
        }
    }
}

/* The command that gives the same tables, typed in the results folder. */
static void
put_command(cgap_page *page, const cgap_report_source *source)
{
    const json_t *subset = json_object_get(source->manifest, "subset");
    const char *every = cgap_source_manifest(source, "members_every", NULL);

    cgap_page_said(page, "p", CGAP_T_REPRODUCE_ABOUT, NULL);
    cgap_page_open(page, "pre", "tabindex", "0", NULL);
    cgap_page_open(page, "code", NULL);
    cgap_page_text(page, source->several ? "cgap compare" : "cgap run scenario.cfg");
    for (size_t s = 0; source->several && s < source->n_scenario; s++) {
        char path[CGAP_LONGEST_SCENARIO_NAME + 32];

        (void) snprintf(path, sizeof path, "scenarios/%s.cfg", source->scenario[s].name);
        cgap_page_text(page, " \\\n  ");
        put_shell_word(page, path);
    }
    if (source->several) {
        cgap_page_text(page, " \\\n  --baseline ");
        put_shell_word(page, source->scenario[source->baseline].name);
    }
    cgap_page_format(page, " \\\n  --replicates %lld --seed %lld", number(source, "replicates"),
                     number(source, "seed"));
    if (json_array_size(subset) == 2) {
        cgap_page_format(page, " --subset %lld:%lld",
                         (long long) json_integer_value(json_array_get(subset, 0)),
                         (long long) json_integer_value(json_array_get(subset, 1)));
    }
    if (strcmp(every, "step") == 0) {
        cgap_page_text(page, " --members-every step");
    }
    if (json_is_true(json_object_get(source->manifest, "raw"))) {
        cgap_page_text(page, " --raw");
    }
    put_questions(page, source);
    cgap_page_text(page, " \\\n  --out ../again");
    cgap_page_close(page);
    cgap_page_close(page);
}

static void
put_hash(cgap_page *page, const char *first, const char *second, const char *hash)
{
    cgap_page_open(page, "tr", NULL);
    cgap_cell_row(page, first);
    cgap_cell_text(page, second);
    cgap_cell_code(page, hash == NULL ? "" : hash);
    cgap_page_close(page);
}

/* True when the scenario before read the very same data. */
static bool
same_data(const json_t *list, size_t s)
{
    return s > 0 && json_equal(json_object_get(json_array_get(list, s), "data_sha256"),
                               json_object_get(json_array_get(list, s - 1), "data_sha256"));
}

static void
put_hashes(cgap_page *page, const cgap_report_source *source)
{
    const json_t *list = json_object_get(source->manifest, "scenarios");
    const char *file;
    json_t *hash;

    cgap_page_open(page, "details", "class", "full", NULL);
    cgap_page_said(page, "summary", CGAP_T_HASHES, NULL);
    cgap_table_open(page, cgap_page_words(page, CGAP_T_HASHES_TABLE), false);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_SCENARIO_HEAD), NULL);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_FILE), NULL);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_SHA256), NULL);
    cgap_table_body(page);
    for (size_t s = 0; s < source->n_scenario; s++) {
        json_t *one = json_array_get(list, s);
        const char *name = source->scenario[s].name;

        put_hash(page, name, cgap_page_words(page, CGAP_T_HASHED_SCENARIO),
                 json_string_value(json_object_get(one, "sha256")));
        if (same_data(list, s)) {
            continue;
        }
        json_object_foreach(json_object_get(one, "data_sha256"), file, hash)
        {
            put_hash(page, name, file, json_string_value(hash));
        }
    }
    cgap_table_close(page);
    cgap_page_close(page);
}

void
cgap_section_reproduce(cgap_page *page, const cgap_report_source *source)
{
    cgap_page_open(page, "section", "id", "reproduce", NULL);
    cgap_page_said(page, "h2", CGAP_T_REPRODUCE, NULL);
    put_command(page, source);
    put_program(page, source);
    put_hashes(page, source);
    cgap_page_close(page);
}
