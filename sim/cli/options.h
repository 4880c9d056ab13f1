/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_OPTIONS_H
#define CGAP_CLI_OPTIONS_H
/*
 * Commands and options. One row per command (commands.c) and one per option (options.c) drive
 * parsing, --help and the messages.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgap/error.h"
#include "cgap/isa.h"
#include "cgap/language.h"
#include "cgap/output.h"

/* Commands as bits, for the list of commands an option applies to. */
enum {
    CGAP_CLI_RUN = 1,
    CGAP_CLI_COMPARE = 2,
    CGAP_CLI_CHECK = 4,
    CGAP_CLI_SHOW = 8,
    CGAP_CLI_LIST = 16,
    CGAP_CLI_CHART = 32,
    CGAP_CLI_CALIBRATE = 64,
    CGAP_CLI_REPORT = 128,
    CGAP_CLI_MERGE = 256
};

enum { CGAP_MOST_COMMANDS = 32 };

struct cgap_ranks;

typedef struct cgap_command {
    const char *name;
    unsigned bit;                      /* 0: parses its own options */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name; returns the exit code */
    int (*simulate)(int argc, char **argv, const struct cgap_ranks *ranks); /* instead of run */
    const char *arguments;  /* as the usage line shows them */
    const char *summary;    /* one line */
    const char *detail;     /* paragraphs of --help */
    const char *example[2]; /* each runs as it stands */
    size_t least, most;     /* how many arguments it takes */
} cgap_command;

/** @brief Every command, in the order of --help. @param[out] n their number */
const cgap_command *cgap_command_table(size_t *n);

/** @brief The command of that name, or NULL. */
const cgap_command *cgap_command_find(const char *name);

typedef struct cgap_options {
    unsigned given[2];     /* bit k: row k of the option table was given */
    const char **argument; /* [n_argument] what is no option; owned array */
    size_t n_argument;
    const char **setting; /* [n_setting] texts of --set; owned array */
    size_t n_setting;
    const char *out; /* NULL: the default name; "-": standard output */
    const char *baseline, *criteria, *target, *futures, *threshold, *decompose, *only, *pictures,
        *size, *until;
    uint64_t seed;
    size_t replicates, threads, block;
    cgap_isa isa;
    cgap_language language;   /* of figures and report */
    size_t future_replicates; /* of each future */
    size_t decompose_replicates;
    bool halton;
    size_t subset_from, subset_to; /* 0, 0: all */
    cgap_format format;
    bool table_as_text; /* no --format given: aligned text where a command prints a table */
    bool replicates_given, resume, raw;
    bool force, fit, members_every_step, no_charts, workbook, quiet, verbose, help, version;
} cgap_options;

/* What `cgap list` knows: also the words of its usage line. cmd_list.c holds the table. */
#define CGAP_LIST_SUBJECTS "scenarios|parameters|instruments|measures|charts|members"

/** @brief Reads the options and arguments of @p command.
 *  @retval CGAP_E_INPUT unknown, repeated, or contradicting options, a value outside what is
 *                       allowed, too few or too many arguments (unless --help or --version is
 *                       given)
 *
 *  Free with cgap_options_free, also on failure. */
cgap_status cgap_options_parse(cgap_options *self, const cgap_command *command, int argc,
                               char **argv, cgap_error *err) CGAP_CHECKED;

void cgap_options_free(cgap_options *self);

/** @brief Whether option @p name ("--seed") was given. */
bool cgap_options_given(const cgap_options *self, const char *name);

/** @brief Whether the options go together; cgap_options_parse asks. (options_check.c)
 *  @retval CGAP_E_INPUT two exclude each other, or one needs another */
cgap_status cgap_options_check(const cgap_options *self, cgap_error *err) CGAP_CHECKED;

/** @brief The file that --futures names; NULL when it gives a number, or nothing. */
const char *cgap_options_futures_file(const cgap_options *self);

/** @brief Prints what --help of a command says to standard output. */
void cgap_help_command(const cgap_command *command);

/** @brief Answers --help and --version on standard output.
 *  @return true when one of them was given: there is nothing else to do */
bool cgap_options_answer(const cgap_options *self, const cgap_command *command);

/** @brief Prints the options of a command, aligned; part of cgap_help_command. */
void cgap_options_print(const cgap_command *command);

/** @brief Prints what `cgap --help` says. */
void cgap_help_program(void);

#endif
