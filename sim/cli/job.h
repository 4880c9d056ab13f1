/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_JOB_H
#define CGAP_CLI_JOB_H
/*
 * What `run` and `compare` share: scenarios in, a results folder (or one table on standard output)
 * out. A job goes through its stages in the order below; each stage stops at the first failure.
 */
#include "cgap/compare.h"
#include "cgap/folder.h"
#include "cgap/manifest.h"
#include "cgap/ranks.h"

#include "options.h"
#include "place.h"

/* File of the exact sums in the folder of a run of some replicates (--subset). */
#define CGAP_SUMS_FILE "sums.bin"

/* Copy of a file of futures in the folder of a comparison, so that it can be made again. */
#define CGAP_FUTURES_TABLE "given-futures"
#define CGAP_FUTURES_FILE  CGAP_FUTURES_TABLE ".csv"

enum { CGAP_MOST_PARTS = 8, CGAP_MOST_EXTRA = 8 };

typedef struct cgap_job {
    const cgap_options *options;
    const cgap_ranks *ranks; /* processes that simulate together; NULL: alone. Borrowed */
    const char *command;
    bool several;       /* a comparison */
    const char *prefix; /* of the default folder's name; NULL: none */
    cgap_place place;
    cgap_scenario *scenario;    /* [n]; owned, as are the next two */
    const cgap_scenario **view; /* [n] */
    char **canonical;           /* [n] */
    size_t n, baseline;
    char *identity;                  /* what the sums are of, where they are kept; owned */
    const char *const *portion;      /* [n_portion] files of sums to begin with; borrowed */
    size_t n_portion, n_replicate;   /* n_replicate: of the tables, once simulated */
    const cgap_questions *questions; /* what a comparison judges by; NULL: the defaults. Borrowed */
    const char *decomposed; /* name of the package of --decompose where it is among the scenarios
                               compared; NULL: it is not, or there is none. Borrowed */
    cgap_results results;
    /* More work between simulating and writing, whose tables go to `extra`; NULL: none. */
    cgap_status (*also)(struct cgap_job *self, cgap_error *err);
    const void *also_context;          /* for its use; borrowed */
    cgap_table extra[CGAP_MOST_EXTRA]; /* [n_extra]; owned */
    size_t n_extra;
    cgap_folder folder;
    int lock; /* of the checkpoint while this job goes on from it; -1: none */
    cgap_timing_part part[CGAP_MOST_PARTS];
    size_t n_part;
    double clock;     /* when the current part began */
    char started[32]; /* UTC */
} cgap_job;

/** @brief A job that may be freed; takes the time. */
void cgap_job_init(cgap_job *self, const cgap_options *options, const char *command, bool several);

/** @brief Removes what was not finished, frees everything. */
void cgap_job_free(cgap_job *self);

/** @brief Reads every scenario named on the command line and prints all that is wrong with any.
 *  @retval CGAP_E_INPUT some scenario has errors (printed; err may be empty) */
cgap_status cgap_job_load(cgap_job *self, cgap_error *err) CGAP_CHECKED;

/** @brief Simulates, with progress on standard error. */
cgap_status cgap_job_simulate(cgap_job *self, cgap_error *err) CGAP_CHECKED;

/** @brief Opens the place of the results, simulates, writes: a folder, or with `--out -` one table
 *  to standard output. @param[in] main_table the table `--out -` prints */
cgap_status cgap_job_run(cgap_job *self, const cgap_table *main_table,
                         cgap_error *err) CGAP_CHECKED;

/** @brief Ends a part of the work for timing.json. */
void cgap_job_end_part(cgap_job *self, const char *name);

/** @brief Folder of the checkpoint of an open job. Free with free(). */
char *cgap_job_checkpoint(const cgap_job *self);

/** @brief Opens the results folder that the options name, or the default one. */
cgap_status cgap_job_open(cgap_job *self, cgap_error *err) CGAP_CHECKED;

/** @brief Writes the @p n_table tables, scenarios and manifest into the open folder. */
cgap_status cgap_job_write(cgap_job *self, const cgap_table *const *table, size_t n_table,
                           cgap_error *err) CGAP_CHECKED;

/** @brief Writes timing.json, gives the folder its name and says it. */
cgap_status cgap_job_close(cgap_job *self, cgap_error *err) CGAP_CHECKED;

#endif
