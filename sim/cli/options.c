/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How to add an option: a field in cgap_options and a row in OPTION with the commands it applies
 * to; a function that takes its value where it is more than a flag or a text. Help, suggestions
 * and messages follow from the row. What options mean to each other stands in options_check.c.
 */
#define _GNU_SOURCE /* sched_getaffinity */
#include "options.h"

#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/diagnostics.h"
#include "cgap/memory.h"
#include "message.h"

enum {
    DEFAULT_REPLICATES = 1000,
    CALIBRATE_REPLICATES = 128,
    DEFAULT_FUTURE_REPLICATES = 64,
    DEFAULT_DECOMPOSE_REPLICATES = 64,
    DEFAULT_SEED = 1,
    DEFAULT_BLOCK = 64,
    MOST_THREADS = 1024
};

/* Takes the value of an option that needs more than copying. */
typedef cgap_status (*taker)(cgap_options *self, const char *value, cgap_error *err);

/* Whole decimal number without sign, spaces or exponent, at most @p most. */
static bool
parse_whole(const char *text, size_t length, uint64_t most, uint64_t *out)
{
    uint64_t value = 0;

    if (length == 0) {
        return false;
    }
    for (size_t c = 0; c < length; c++) {
        uint64_t digit = (uint64_t) (text[c] - '0');

        if (text[c] < '0' || text[c] > '9' || value > (most - digit) / 10) {
            return false;
        }
        value = 10 * value + digit;
    }
    *out = value;
    return true;
}

static cgap_status
take_whole(const char *option, const char *value, uint64_t least, uint64_t most, size_t *out,
           cgap_error *err)
{
    uint64_t number = 0;

    if (!parse_whole(value, strlen(value), most, &number) || number < least) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%s '%s': a whole number from %llu to %llu is allowed", option,
                               value, (unsigned long long) least, (unsigned long long) most);
    }
    *out = (size_t) number;
    return CGAP_OK;
}

/* One of the words in @p words; *out is its place. */
static cgap_status
take_word(const char *option, const char *value, const char *const words[2], bool *second,
          cgap_error *err)
{
    if (strcmp(value, words[0]) != 0 && strcmp(value, words[1]) != 0) {
        return cgap_error_fail(err, CGAP_E_INPUT, "%s '%s': %s or %s is allowed", option, value,
                               words[0], words[1]);
    }
    *second = strcmp(value, words[1]) == 0;
    return CGAP_OK;
}

static cgap_status
take_replicates(cgap_options *self, const char *value, cgap_error *err)
{
    self->replicates_given = true;
    /* A replicate's number is one 32-bit word of the address of its draws. */
    return take_whole("--replicates", value, 0, UINT32_MAX, &self->replicates, err);
}

static cgap_status
take_seed(cgap_options *self, const char *value, cgap_error *err)
{
    size_t seed = 0;
    cgap_status status = take_whole("--seed", value, 0, INT64_MAX, &seed, err);

    self->seed = seed;
    return status;
}

static cgap_status
take_threads(cgap_options *self, const char *value, cgap_error *err)
{
    return take_whole("--threads", value, 1, MOST_THREADS, &self->threads, err);
}

static cgap_status
take_set(cgap_options *self, const char *value, cgap_error *err)
{
    if (strchr(value, '=') == NULL || value[0] == '=') {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "--set '%s': key=value is expected, for example "
                               "levers.platform=0.8; `cgap list parameters` shows every key",
                               value);
    }
    self->setting[self->n_setting++] = value;
    return CGAP_OK;
}

static cgap_status
take_subset(cgap_options *self, const char *value, cgap_error *err)
{
    const char *colon = strchr(value, ':');
    uint64_t from = 0, to = 0;

    if (colon == NULL || !parse_whole(value, (size_t) (colon - value), UINT32_MAX, &from) ||
        !parse_whole(colon + 1, strlen(colon + 1), UINT32_MAX, &to) || from >= to) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "--subset '%s': A:B with 0 <= A < B is allowed, for replicates A to "
                               "B-1 counted from 0",
                               value);
    }
    self->subset_from = (size_t) from;
    self->subset_to = (size_t) to;
    return CGAP_OK;
}

static cgap_status
take_block(cgap_options *self, const char *value, cgap_error *err)
{
    static const char *const words[2] = {"32", "64"};
    bool wide = false;
    cgap_status status = take_word("--block", value, words, &wide, err);

    self->block = wide ? 64 : 32;
    return status;
}

static cgap_status
take_isa(cgap_options *self, const char *value, cgap_error *err)
{
    int isa = CGAP_ISA_BASELINE;

    while (isa < CGAP_N_ISA && strcmp(cgap_isa_name((cgap_isa) isa), value) != 0) {
        isa++;
    }
    if (isa == CGAP_N_ISA) {
        return cgap_error_fail(err, CGAP_E_INPUT, "--isa '%s': baseline, avx2 or avx512 is allowed",
                               value);
    }
    self->isa = (cgap_isa) isa;
    if (!cgap_isa_available(self->isa)) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "--isa %s: this processor or this build does not have it; the "
                               "widest here is %s, and results are the same",
                               value, cgap_isa_name(CGAP_ISA_WIDEST));
    }
    return CGAP_OK;
}

static cgap_status
take_future_replicates(cgap_options *self, const char *value, cgap_error *err)
{
    return take_whole("--future-replicates", value, 0, UINT32_MAX, &self->future_replicates, err);
}

static cgap_status
take_decompose_replicates(cgap_options *self, const char *value, cgap_error *err)
{
    return take_whole("--decompose-replicates", value, 0, UINT32_MAX, &self->decompose_replicates,
                      err);
}

static cgap_status
take_design(cgap_options *self, const char *value, cgap_error *err)
{
    static const char *const words[2] = {"latin", "halton"};

    return take_word("--design", value, words, &self->halton, err);
}

static cgap_status
take_members_every(cgap_options *self, const char *value, cgap_error *err)
{
    static const char *const words[2] = {"year", "step"};

    return take_word("--members-every", value, words, &self->members_every_step, err);
}

static cgap_status
take_format(cgap_options *self, const char *value, cgap_error *err)
{
    static const char *const words[2] = {"csv", "json"};
    bool json = false;
    cgap_status status = take_word("--format", value, words, &json, err);

    self->format = json ? CGAP_FORMAT_JSON : CGAP_FORMAT_CSV;
    self->table_as_text = false;
    return status;
}

static cgap_status
take_language(cgap_options *self, const char *value, cgap_error *err)
{
    return cgap_language_find(value, &self->language)
               ? CGAP_OK
               : cgap_error_fail(err, CGAP_E_INPUT, "--language '%s': en, fr or de is allowed",
                                 value);
}

static cgap_status
take_size(cgap_options *self, const char *value, cgap_error *err)
{
    static const char *const words[2] = {"page", "column"};
    bool column = false;
    cgap_status status = take_word("--size", value, words, &column, err);

    self->size = words[column];
    return status;
}

enum {
    SIMULATE = CGAP_CLI_RUN | CGAP_CLI_COMPARE,
    RESULTS = SIMULATE | CGAP_CLI_CALIBRATE,
    READ = RESULTS | CGAP_CLI_CHECK | CGAP_CLI_SHOW,
    PRINT = CGAP_CLI_SHOW | CGAP_CLI_LIST,
    WRITE = SIMULATE | CGAP_CLI_MERGE, /* results folders of simulations */
    EVERY = READ | PRINT | CGAP_CLI_CHART | CGAP_CLI_REPORT | CGAP_CLI_MERGE
};

typedef struct option {
    const char *name;
    const char *value; /* how help names the value; NULL: a flag */
    unsigned commands;
    size_t
        offset; /* of a flag (bool) or a text (const char *) in cgap_options, when take is NULL */
    taker take;
    const char *help;
} option;

/* clang-format off */
static const option OPTION[] = {
    {"--out", "DIR", SIMULATE, offsetof(cgap_options, out), NULL,
     "folder of the results; - writes union.csv (comparison.csv of a comparison) to standard output and nothing else. Default as above, with -2, -3 where taken"},
    {"--out", "DIR", CGAP_CLI_CALIBRATE, offsetof(cgap_options, out), NULL,
     "folder of the results; - writes targets.csv to standard output and nothing else. Default results/calibrate-NAME-DATE, with -2, -3 where taken"},
    {"--out", "FILE", CGAP_CLI_REPORT, offsetof(cgap_options, out), NULL, "file of the report. Default FOLDER/report.html"},
    {"--fit", NULL, CGAP_CLI_CALIBRATE, offsetof(cgap_options, fit), NULL, "fit the parameters that the figures identify; some 230 times as long"},
    {"--out", "DIR", CGAP_CLI_MERGE, offsetof(cgap_options, out), NULL, "folder of the joined results; needed"},
    {"--force", NULL, RESULTS | CGAP_CLI_MERGE, offsetof(cgap_options, force), NULL, "replace the results folder that --out names, once the new one is whole"},
    {"--replicates", "N", SIMULATE, 0, take_replicates, "replicates: simulated runs, each with other draws of chance; 0: one, without chance. Default 1000"},
    {"--replicates", "N", CGAP_CLI_CALIBRATE, 0, take_replicates, "simulated runs behind every figure of the model, at least 16. Default 128"},
    {"--seed", "S", RESULTS, 0, take_seed, "seed of all random draws. Same seed, same tables. Default 1"},
    {"--baseline", "NAME", CGAP_CLI_COMPARE, offsetof(cgap_options, baseline), NULL,
     "scenario the others are compared with. Default status-quo-2013 if it is among them, else the first"},
    {"--criteria", "LIST", SIMULATE, offsetof(cgap_options, criteria), NULL,
     "what to judge by: NAME[:more|less][:end|mean] separated by commas. Default formal_cv, practice_cv, loss_gdp, cost_eu_meur, cost_national_meur, formal_max, rights_exposure"},
    {"--raw", NULL, WRITE, offsetof(cgap_options, raw), NULL,
     "raw.csv too: the criteria (for run: what --criteria names) replicate by replicate, at three dates, the end and on average, of the first 4096 replicates"},
    {"--target", "LIST", SIMULATE, offsetof(cgap_options, target), NULL,
     "targets to time: NAME=NUMBER or NAME=PERCENT% of the start, separated by commas. Default formal_cv=60%,practice_cv=80%,formal_min=0.6"},
    {"--futures", "N|FILE", CGAP_CLI_COMPARE, offsetof(cgap_options, futures), NULL,
     "judge the strategies in many futures, sets of assumptions, too: N draws over the ranges of all that is uncertain (every row of `cgap list parameters` with a low, a high and a law: evidence, assumptions and the growth of the threat; levers of policy stay), or a CSV file `future,KEY,...`. Adds futures, outcomes, regret, satisficing, reversals and price_futures, and tells in price.csv how much of each figure rests on assumptions"},
    {"--design", "latin|halton", CGAP_CLI_COMPARE, 0, take_design, "how futures are drawn: Latin hypercube or the quasi-random sequence of Halton, its digits permuted at random. Default latin"},
    {"--future-replicates", "N", CGAP_CLI_COMPARE, 0, take_future_replicates, "replicates of each future; 0: without chance. Default 64"},
    {"--threshold", "LIST", CGAP_CLI_COMPARE, offsetof(cgap_options, threshold), NULL,
     "what a strategy must meet in a future: NAME=NUMBER or NAME=PERCENT% of the baseline. Default formal_cv=80%,loss_gdp=100%"},
    {"--decompose", "PACKAGE", CGAP_CLI_COMPARE, offsetof(cgap_options, decompose), NULL,
     "take the effect of this scenario (one of those compared by its name, or any by name or file) apart over the levers and instruments in which it differs from the baseline: shapley.csv"},
    {"--decompose-replicates", "N", CGAP_CLI_COMPARE, 0, take_decompose_replicates, "replicates of each coalition of parts; 0: without chance. Default 64"},
    {"--set", "KEY=VALUE", READ, 0, take_set, "override a value of every scenario given; may be repeated"},
    {"--subset", "A:B", SIMULATE, 0, take_subset, "simulate replicates A to B-1 only, counted from 0"},
    {"--resume", NULL, SIMULATE, offsetof(cgap_options, resume), NULL,
     "keep a checkpoint in DIR.checkpoint beside --out DIR, and go on from the one that is there: an interrupted run loses at most the block each thread was at"},
    {"--until", "MEASURE=HALFWIDTH", SIMULATE, offsetof(cgap_options, until), NULL,
     "as many replicates as it takes until the 95 % interval of this measure at the end (compare: of every difference to the baseline) is that narrow; at most --replicates, by default a million"},
    {"--threads", "T", WRITE, 0, take_threads, "threads to use; never changes results. Default: all processors"},
    {"--block", "32|64", SIMULATE, 0, take_block, "replicates that run side by side; never changes results. Default 64"},
    {"--isa", "baseline|avx2|avx512", SIMULATE, 0, take_isa, "vector instructions to use; never changes results. Default: the widest the processor has"},
    {"--members-every", "year|step", SIMULATE, 0, take_members_every, "rows of members.csv and attribution.csv. Default year"},
    {"--format", "csv|json", RESULTS | CGAP_CLI_MERGE, 0, take_format, "json: every table as JSON too, beside its CSV; with --out -, instead. Default csv"},
    {"--format", "csv|json", PRINT, 0, take_format, "print the table as CSV or JSON. Default: aligned text"},
    {"--xlsx", NULL, WRITE, offsetof(cgap_options, workbook), NULL, "the tables as one workbook too, tables.xlsx: a sheet per table, long ones by year"},
    {"--no-charts", NULL, WRITE, offsetof(cgap_options, no_charts), NULL, "draw no charts"},
    {"--only", "CHART", CGAP_CLI_CHART, offsetof(cgap_options, only), NULL, "draw this chart alone; `cgap list charts` names them"},
    {"--format", "LIST", CGAP_CLI_CHART, offsetof(cgap_options, pictures), NULL, "formats to draw, separated by commas: svg, png, pdf. Default svg,png"},
    {"--size", "page|column", CGAP_CLI_CHART, 0, take_size, "width of a figure: a page or a column of text. Default page"},
    {"--language", "en|fr|de", WRITE | CGAP_CLI_CHART | CGAP_CLI_REPORT, 0, take_language, "language of figures and report; tables have none. Default en"},
    {"--quiet", NULL, EVERY, offsetof(cgap_options, quiet), NULL, "say nothing but errors"},
    {"--verbose", NULL, EVERY, offsetof(cgap_options, verbose), NULL, "say what is done and how long it takes"},
    {"--help", NULL, EVERY, offsetof(cgap_options, help), NULL, "print this help"},
    {"--version", NULL, EVERY, offsetof(cgap_options, version), NULL, "print the version of cgap and how it was built"},
};
/* clang-format on */

enum { N_OPTION = sizeof OPTION / sizeof OPTION[0], LONGEST_OPTION = 64 };

static cgap_status
unknown_option(const char *word, size_t length, const cgap_command *command, cgap_error *err)
{
    const char *known[N_OPTION], *nearest;
    char name[LONGEST_OPTION];
    size_t n = 0;

    (void) snprintf(name, sizeof name, "%.*s", (int) length, word);
    for (size_t k = 0; k < N_OPTION; k++) {
        if ((OPTION[k].commands & command->bit) != 0) {
            known[n++] = OPTION[k].name;
        } else if (strcmp(OPTION[k].name, name) == 0) {
            return cgap_error_fail(err, CGAP_E_INPUT,
                                   "%s does not apply to `cgap %s`; `cgap %s --help` lists what "
                                   "does",
                                   name, command->name, command->name);
        }
    }
    nearest = cgap_nearest_name(name, known, n);
    return cgap_error_fail(err, CGAP_E_INPUT,
                           "unknown option %s%s%s%s; `cgap %s --help` lists the options", name,
                           nearest != NULL ? ": did you mean " : "", nearest != NULL ? nearest : "",
                           nearest != NULL ? "?" : "", command->name);
}

/* The row of an option that applies to the command, or N_OPTION. */
static size_t
find_option(const char *word, size_t length, const cgap_command *command)
{
    size_t k = 0;

    while (k < N_OPTION &&
           ((OPTION[k].commands & command->bit) == 0 || strlen(OPTION[k].name) != length ||
            strncmp(OPTION[k].name, word, length) != 0)) {
        k++;
    }
    return k;
}

static cgap_status
take(cgap_options *self, const option *row, const char *value, cgap_error *err)
{
    char *field = (char *) self + row->offset;

    if (row->take != NULL) {
        return row->take(self, value, err);
    }
    if (row->value == NULL) {
        *(bool *) field = true;
    } else if (value[0] == '\0') {
        return cgap_error_fail(err, CGAP_E_INPUT, "%s: the value is empty; %s is expected",
                               row->name, row->value);
    } else {
        memcpy(field, &value, sizeof value);
    }
    return CGAP_OK;
}

/* One option at argv[*a], its value behind '=' or in the next word. */
static cgap_status
parse_option(cgap_options *self, const cgap_command *command, int argc, char **argv, int *a,
             cgap_error *err)
{
    const char *word = argv[*a], *equals = strchr(word, '=');
    size_t length = equals != NULL ? (size_t) (equals - word) : strlen(word);
    size_t k = find_option(strcmp(word, "-h") == 0 ? "--help" : word,
                           strcmp(word, "-h") == 0 ? strlen("--help") : length, command);
    const char *value = equals != NULL ? equals + 1 : NULL;

    if (k == N_OPTION) {
        return unknown_option(word, length, command, err);
    }
    if (OPTION[k].value == NULL && value != NULL) {
        return cgap_error_fail(err, CGAP_E_INPUT, "%s takes no value", OPTION[k].name);
    }
    if (OPTION[k].value != NULL && value == NULL) {
        if (*a + 1 >= argc) {
            return cgap_error_fail(err, CGAP_E_INPUT, "%s needs a value: %s", OPTION[k].name,
                                   OPTION[k].value);
        }
        value = argv[++*a];
    }
    if (OPTION[k].take != take_set && (self->given[k / 32] >> k % 32 & 1U) != 0) {
        return cgap_error_fail(err, CGAP_E_INPUT, "%s is given twice", OPTION[k].name);
    }
    self->given[k / 32] |= 1U << k % 32;
    return take(self, &OPTION[k], value, err);
}

bool
cgap_options_given(const cgap_options *self, const char *name)
{
    bool given = false;

    for (size_t k = 0; k < N_OPTION; k++) {
        given = given ||
                ((self->given[k / 32] >> k % 32 & 1U) != 0 && strcmp(OPTION[k].name, name) == 0);
    }
    return given;
}

static cgap_status
check_arguments(const cgap_options *self, const cgap_command *command, cgap_error *err)
{
    if (self->n_argument >= command->least && self->n_argument <= command->most) {
        return CGAP_OK;
    }
    if (self->n_argument > command->most) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "'%s' is one argument too many; usage: cgap %s %s [options]",
                               self->argument[command->most], command->name, command->arguments);
    }
    return cgap_error_fail(err, CGAP_E_INPUT, "an argument is missing; usage: cgap %s %s [options]",
                           command->name, command->arguments);
}

/* Those this process may use: a launcher or a batch system may have given it only some. */
static size_t
processors(void)
{
    cpu_set_t set;
    long online = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set)
                                                              : sysconf(_SC_NPROCESSORS_ONLN);

    return online < 1 ? 1 : online > MOST_THREADS ? MOST_THREADS : (size_t) online;
}

cgap_status
cgap_options_parse(cgap_options *self, const cgap_command *command, int argc, char **argv,
                   cgap_error *err)
{
    cgap_status status = CGAP_OK;
    bool only_arguments = false;

    memset(self, 0, sizeof *self);
    self->seed = DEFAULT_SEED;
    self->replicates =
        command->bit == CGAP_CLI_CALIBRATE ? CALIBRATE_REPLICATES : DEFAULT_REPLICATES;
    self->block = DEFAULT_BLOCK;
    self->future_replicates = DEFAULT_FUTURE_REPLICATES;
    self->decompose_replicates = DEFAULT_DECOMPOSE_REPLICATES;
    self->threads = processors();
    self->table_as_text = true;
    self->argument = cgap_memory_array((size_t) argc, sizeof *self->argument);
    self->setting = cgap_memory_array((size_t) argc, sizeof *self->setting);
    if (self->argument == NULL || self->setting == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (int a = 1; a < argc && status == CGAP_OK; a++) {
        if (!only_arguments && strcmp(argv[a], "--") == 0) {
            only_arguments = true;
        } else if (!only_arguments && argv[a][0] == '-' && argv[a][1] != '\0') {
            status = parse_option(self, command, argc, argv, &a, err);
        } else {
            self->argument[self->n_argument++] = argv[a];
        }
    }
    if (status == CGAP_OK && !self->help && !self->version) {
        status = check_arguments(self, command, err);
    }
    return status == CGAP_OK ? cgap_options_check(self, err) : status;
}

const char *
cgap_options_futures_file(const cgap_options *self)
{
    const char *text = self->futures;

    return text == NULL || (text[0] != '\0' && strspn(text, "0123456789") == strlen(text)) ? NULL
                                                                                           : text;
}

void
cgap_options_free(cgap_options *self)
{
    free(self->argument);
    free(self->setting);
    self->argument = NULL;
    self->setting = NULL;
}

void
cgap_options_print(const cgap_command *command)
{
    for (size_t k = 0; k < N_OPTION; k++) {
        if ((OPTION[k].commands & command->bit) != 0) {
            char head[LONGEST_OPTION];

            (void) snprintf(head, sizeof head, "%s%s%s", OPTION[k].name,
                            OPTION[k].value != NULL ? " " : "",
                            OPTION[k].value != NULL ? OPTION[k].value : "");
            (void) printf("  %-27s", head);
            cgap_print_wrapped(OPTION[k].help, 29);
        }
    }
}
