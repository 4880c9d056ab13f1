/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_PLAN_H
#define CGAP_PLAN_H
/*
 * What a user asks of an ensemble: how many futures, under which seed, on how many threads. Only
 * seed and replicates decide the results; the rest decides how fast they come.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgap/isa.h"
#include "cgap/ranks.h"

/* Called by the thread that started the ensemble, with replicates done and to do over all
 * scenarios: after every step of the few replicates it has at work, and while it waits for other
 * threads some fifty times a second. So it must be quick, and keep the time itself where it shows
 * something. Return false to stop: all threads end within a step, and the ensemble with
 * CGAP_E_INTERRUPTED. */
typedef bool (*cgap_progress)(void *context, size_t done, size_t total);

/* Called after a first round and again after each further one with the replicates done. Returns how
 * many are needed in all: no more than are done to end, else the next round goes there, or to the
 * plan's end if that is nearer. Rounds do not depend on threads or blocks. */
struct cgap_ensemble;
typedef size_t (*cgap_needed)(void *context, const struct cgap_ensemble *ensemble, size_t done);

typedef struct cgap_plan {
    uint64_t seed;
    bool deterministic;      /* --replicates 0: every random part at its expectation */
    size_t first, end;       /* replicates first .. end-1 (--subset); 0, N for the whole */
    size_t block;            /* replicates that run side by side: 32 or 64 */
    size_t threads;          /* >= 1 */
    cgap_isa isa;            /* vector instructions; 0: the widest there are */
    bool members_every_step; /* rows of members and attribution: every step, not every January */
    const struct cgap_trace
        *trace; /* [n_trace] what is kept of every replicate, trace.h; borrowed */
    size_t n_trace;
    bool traces_only;           /* no sums: cells and differences of the ensemble stay empty */
    const char *identity;       /* lines "key value": what the sums are of; with the next three */
    const char *const *portion; /* [n_portion] files of sums done elsewhere, portion.h */
    size_t n_portion;
    const char *save;       /* file that gets the exact sums; NULL: none */
    const char *checkpoint; /* folder to go on from and to keep after every block; NULL: none */
    /* Where the lock of the checkpoint is left, held: until cgap_checkpoint_release nobody else
     * goes on from it. NULL: let go when the ensemble ends. Not touched where there is no
     * checkpoint. */
    int *lock;
    const cgap_ranks *ranks; /* processes that share the blocks; NULL: this one alone. Borrowed */
    cgap_needed needed;      /* NULL: run to the end */
    void *needed_context;
    cgap_progress progress; /* NULL: silent */
    void *context;          /* handed to progress */
} cgap_plan;

/** @brief Lets go of a checkpoint (cgap_plan.lock); -1 is none. */
void cgap_checkpoint_release(int lock);

#endif
