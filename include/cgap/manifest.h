/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_MANIFEST_H
#define CGAP_MANIFEST_H
/*
 * What a results folder says of its origin: manifest.json (what decides the numbers; no clock
 * times, so that equal runs of one program write equal manifests) and timing.json (the clock).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgap/error.h"
#include "cgap/scenario.h"

typedef struct cgap_library_version {
    const char *name, *version;
} cgap_library_version;

/* How the program was built. */
typedef struct cgap_build {
    const char *version, *commit, *compiler, *flags;
    const cgap_library_version *library;
    size_t n_library;
} cgap_build;

/* What a comparison was asked beyond its scenarios, as on the command line; NULL: the default. */
typedef struct cgap_asked {
    const char *criteria, *target, *threshold;
    const char *futures, *design; /* futures NULL: none, and then no design */
    const char *futures_file;     /* copy of the file of futures in the folder; NULL: none */
    size_t futures_replicates;
    const char *decompose;          /* NULL: nothing */
    const char *decompose_scenario; /* name of that package among the scenarios; NULL: elsewhere */
    size_t decompose_replicates;
} cgap_asked;

typedef struct cgap_manifest {
    const cgap_build *build;
    const char *command;           /* "run" or "compare" */
    uint64_t seed;                 /* at most 2^63 - 1, the largest whole number of the file */
    size_t replicates;             /* of the whole ensemble; 0: deterministic */
    size_t subset_from, subset_to; /* replicates in these tables: from .. to-1; 0, 0 when all */
    bool members_every_step;
    bool raw;                             /* raw.csv too: a line where it is, none where not */
    const cgap_scenario *const *scenario; /* [n_scenario] */
    const char *const *canonical;         /* [n_scenario] cgap_scenario_write of each */
    size_t n_scenario;
    const char *baseline;    /* name; NULL for a single run */
    const cgap_asked *asked; /* of a comparison; NULL for a single run */
    const char *held; /* what has values beyond the limit of sums; NULL: nothing, and no line */
} cgap_manifest;

/* Seconds of one part of a run. */
typedef struct cgap_timing_part {
    const char *name;
    double seconds;
} cgap_timing_part;

/** @brief Writes `<folder>/manifest.json`: program, seed, replicates, what was asked, and for
 *  each scenario the hash of its canonical text, of each data file as it was when the
 *  scenario was read, and of a contagion matrix of its own.
 *  @retval CGAP_E_IO     the manifest cannot be written
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_manifest_write(const cgap_manifest *self, const char *folder,
                                cgap_error *err) CGAP_CHECKED;

/** @brief Writes `<folder>/timing.json`: start of the run (UTC, ISO 8601), threads, seconds of each
 *  part and their sum. */
cgap_status cgap_timing_write(const char *folder, const char *started, size_t threads,
                              const cgap_timing_part *part, size_t n_part,
                              cgap_error *err) CGAP_CHECKED;

#endif
