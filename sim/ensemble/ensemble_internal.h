/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ENSEMBLE_INTERNAL_H
#define CGAP_ENSEMBLE_INTERNAL_H
/* One worker of an ensemble: its recorders, and the sums it adds to. */
#include <stdatomic.h>

#include "cgap/ensemble.h"
#include "cgap/draws.h"
#include "coverage.h"
#include "horizon.h"
#include "cgap/kernel.h"
#include "sums.h"
#include "trunk.h"

/* Shared by the workers of one run. */
typedef struct shared_run {
    const cgap_ensemble *ensemble;
    const cgap_plan *plan;
    const cgap_kernel *kernel;
    size_t first, end; /* replicates of this round */
    cgap_range *block; /* [n_block] what is left to do, in blocks */
    size_t n_block;
    size_t total; /* replicates this process will have seen done, over all scenarios */
    const cgap_coverage *covered; /* replicates that are done already */
    cgap_sums *sums; /* of all workers; empty where each has its own, or none are kept */
    atomic_size_t next_block, done;
    atomic_bool stop;
} shared_run;

typedef struct worker {
    shared_run *run;
    cgap_record *record;     /* [n] */
    double *value[3];        /* slots of the baseline, then of other scenarios in turn */
    cgap_horizon horizon[2]; /* averages of the same; of several scenarios, unless traces are all */
    cgap_draws draws;        /* of the block at work; of several scenarios */
    cgap_fork *fork;         /* [n_fork of the trunk] */
    cgap_sums *sums;         /* where it adds */
    cgap_sums own_sums;      /* with a checkpoint */
    size_t number;
    cgap_coverage covered; /* replicates whose sums it has, with a checkpoint */
    bool reports;          /* calls progress: the thread that started the run */
    cgap_status status;
    cgap_error error;
} worker;

cgap_status cgap_worker_create(worker *out, shared_run *run, size_t number, cgap_error *err);
void cgap_worker_free(worker *self);

/* Reports progress, of the thread that started the run; a wish to stop is passed on. */
void cgap_worker_look(worker *self);

/* Takes blocks until none is left, an error comes or the run is to stop. */
void cgap_worker_work(worker *self);

/* Runs everything that the plan asks for and that portions and checkpoint do not hold. */
cgap_status cgap_rounds_run(cgap_ensemble *self, const cgap_plan *plan, cgap_error *err);

/* Empties the sums; kept values stay. */
void cgap_ensemble_clear(cgap_ensemble *self);

/* Cuts what of a round is not done into blocks. Free run->block with free(). */
cgap_status cgap_run_cut(shared_run *run, cgap_error *err);

#endif
