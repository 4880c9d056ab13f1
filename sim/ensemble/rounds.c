/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of an ensemble is done already, what is left, and who does it. */
#include "checkpoint.h"
#include "ensemble_internal.h"
#include "gather.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/tasks.h"

/* What one thread works with. Each makes its worker itself: memory is cleared by all at once, and
 * lies near the processor that uses it. */
typedef struct hand {
    shared_run *run;
    worker worker;
} hand;

static void
hand_main(void *context, size_t number)
{
    hand *self = (hand *) context + number;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status = cgap_worker_create(&self->worker, self->run, number, &err);

    if (status == CGAP_OK) {
        self->worker.reports = number == 0;
        cgap_worker_work(&self->worker);
    } else {
        self->worker.status = status;
        self->worker.error = err;
        atomic_store(&self->run->stop, true);
    }
}

/* The first hand has nothing left to do, but goes on asking whether to stop. */
static void
look_on(void *context)
{
    hand *first = context;

    if (first->worker.run != NULL) {
        cgap_worker_look(&first->worker);
    }
}

static cgap_status
collect(cgap_ensemble *self, hand *hands, size_t n, const shared_run *run, cgap_error *err)
{
    for (size_t h = 0; h < n; h++) {
        const worker *one = &hands[h].worker;

        if (one->status != CGAP_OK) {
            return cgap_error_fail(err, one->status, "%s", one->error.text);
        }
    }
    if (atomic_load(&run->stop)) {
        return run->plan->checkpoint != NULL
                   ? cgap_error_fail(err, CGAP_E_INTERRUPTED,
                                     "interrupted; what was done stands in %s: run the same again "
                                     "to go on",
                                     run->plan->checkpoint)
                   : cgap_error_fail(err, CGAP_E_INTERRUPTED, "interrupted; nothing was written");
    }
    for (size_t h = 0; h < n && self->has_sums; h++) {
        cgap_status status = cgap_sums_deliver(&hands[h].worker.own_sums, self, err);

        if (status != CGAP_OK) {
            return status;
        }
    }
    return CGAP_OK;
}

/* Blocks of this process; sets how many replicates it will have seen done, and returns in *done
 * those that are, of the rounds before too. */
static size_t
count_own(shared_run *run, size_t *done)
{
    size_t n = 0, own = 0, all = 0;

    for (size_t b = 0; b < run->n_block; b++) {
        size_t length = run->block[b].to - run->block[b].from;

        all += length;
        if (cgap_gather_mine(run, b)) {
            n++;
            own += length;
        }
    }
    *done = run->end - (run->ensemble->deterministic ? 0 : run->plan->first) - all;
    run->total = (*done + own) * run->ensemble->n;
    return n;
}

static cgap_status
work_with(shared_run *run, cgap_ensemble *self, size_t n, cgap_error *err)
{
    hand *hands = cgap_memory_array(n, sizeof *hands);
    cgap_status status;
    size_t worked;

    if (hands == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %zu workers", n);
    }
    for (size_t h = 0; h < n; h++) {
        hands[h].run = run;
    }
    worked = cgap_tasks_hands(hand_main, hands, n, look_on);
    status = collect(self, hands, worked, run, err);
    for (size_t h = 0; h < worked; h++) {
        cgap_worker_free(&hands[h].worker);
    }
    free(hands);
    return status;
}

/* With @p n workers, and the sums they share. */
static cgap_status
run_with(shared_run *run, cgap_ensemble *self, size_t n, cgap_error *err)
{
    cgap_sums sums = {0};
    cgap_status status = self->has_sums ? cgap_sums_share(&sums, self, err) : CGAP_OK;

    run->sums = &sums;
    if (status == CGAP_OK) {
        status = work_with(run, self, n, err);
    }
    cgap_sums_free(&sums);
    return status;
}

/* Runs replicates first .. end-1 but for those that are covered, and covers them. */
static cgap_status
run_round(cgap_ensemble *self, const cgap_plan *plan, size_t first, size_t end,
          cgap_coverage *covered, cgap_error *err)
{
    shared_run run = {.ensemble = self,
                      .plan = plan,
                      .kernel = cgap_kernel_of(plan->isa),
                      .first = first,
                      .end = end,
                      .covered = covered};
    cgap_status status = cgap_run_cut(&run, err);
    size_t done, left = count_own(&run, &done);

    atomic_init(&run.next_block, 0);
    atomic_init(&run.done, done * self->n);
    atomic_init(&run.stop, false);
    if (status == CGAP_OK && left > 0) {
        status = run_with(&run, self, plan->threads < left ? plan->threads : left, err);
    }
    status = cgap_gather_round(self, &run, status, err);
    free(run.block);
    cgap_coverage_free(covered);
    return status == CGAP_OK ? cgap_coverage_add(covered, (cgap_range){plan->first, end}, "", err)
                             : status;
}

enum { FIRST_ROUND = 256, ROUND_STEP = 64 };

/* Where the next round ends: at what is needed, but at most at four times what is done, since the
 * need is guessed from few; the plan's end at the latest. */
static size_t
round_end(const cgap_plan *plan, size_t done, size_t needed)
{
    size_t count = needed < 4 * done ? needed : 4 * done;

    count = (count + ROUND_STEP - 1) / ROUND_STEP * ROUND_STEP;
    return count < plan->end - plan->first ? plan->first + count : plan->end;
}

/* Where the next round ends: here, when no more replicates are needed. The first process has the
 * sums to tell. */
static cgap_status
next_end(cgap_ensemble *self, const cgap_plan *plan, size_t *end, cgap_error *err)
{
    if (cgap_ranks_first(plan->ranks)) {
        size_t needed = plan->needed(plan->needed_context, self, self->n_replicate);

        *end = needed > self->n_replicate ? round_end(plan, self->n_replicate, needed) : *end;
    }
    return cgap_ranks_several(plan->ranks) ? plan->ranks->share(plan->ranks, end, sizeof *end, err)
                                           : CGAP_OK;
}

static cgap_status
run_rounds(cgap_ensemble *self, const cgap_plan *plan, cgap_coverage *covered, cgap_error *err)
{
    size_t begin = self->deterministic ? 0 : plan->first, end = self->deterministic ? 1 : plan->end;
    bool one_round = self->deterministic || plan->needed == NULL;
    cgap_status status = CGAP_OK;

    if (!one_round) {
        end = round_end(plan, FIRST_ROUND, FIRST_ROUND);
    }
    while (status == CGAP_OK && begin < end) {
        status = run_round(self, plan, begin, end, covered, err);
        begin = end;
        self->n_replicate = self->deterministic ? 0 : end - plan->first;
        if (status == CGAP_OK && !one_round) {
            status = next_end(self, plan, &end, err);
        }
    }
    return status;
}

/* Rows of kept values close up when fewer replicates were run than there was room for. */
static void
close_up_traces(cgap_ensemble *self)
{
    size_t kept = self->n_replicate < self->n_traced ? self->n_replicate : self->n_traced;

    for (size_t k = 0; k < self->n && !self->deterministic; k++) {
        for (size_t t = 0; t < self->n_trace; t++) {
            memmove(self->member[k].traced + t * kept, self->member[k].traced + t * self->n_traced,
                    kept * sizeof(double));
        }
    }
    self->n_traced = self->deterministic ? self->n_traced : kept;
}

static cgap_status
save_sums(const cgap_ensemble *self, const cgap_plan *plan, const cgap_coverage *covered,
          cgap_error *err)
{
    cgap_portion portion;
    cgap_status status = cgap_portion_of_ensemble(&portion, self, plan, covered, err);

    if (status == CGAP_OK) {
        status = cgap_portion_save(&portion, plan->save, err);
        cgap_portion_release(&portion);
    }
    return status;
}

/* What other runs did of this ensemble: portions that were named, and the checkpoint. */
static cgap_status
add_done(cgap_ensemble *self, const cgap_plan *plan, cgap_coverage *covered, int *lock,
         cgap_error *err)
{
    size_t processes = cgap_ranks_several(plan->ranks) ? plan->ranks->count : 1;
    cgap_status status = CGAP_OK;

    if (plan->checkpoint != NULL && processes * plan->threads > CGAP_CHECKPOINT_WORKERS) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%zu processes of %zu threads: a checkpoint has room for %d threads "
                               "in all; give fewer --threads",
                               processes, plan->threads, (int) CGAP_CHECKPOINT_WORKERS);
    }
    for (size_t p = 0; p < plan->n_portion && status == CGAP_OK; p++) {
        status = cgap_portion_add(self, plan->identity, plan->first, plan->end, covered,
                                  plan->portion[p], false, err);
    }
    if (status == CGAP_OK && plan->checkpoint != NULL) {
        status = cgap_checkpoint_hold(plan->checkpoint, lock, err);
        if (status == CGAP_OK) {
            status = cgap_checkpoint_load(self, plan, covered, err);
        }
    }
    return status;
}

/* What is done already, what is left, and the sums of both where they are wanted. */
cgap_status
cgap_rounds_run(cgap_ensemble *self, const cgap_plan *plan, cgap_error *err)
{
    cgap_coverage covered = {NULL, NULL, 0, 0};
    int lock = -1;
    bool first = cgap_ranks_first(plan->ranks);
    cgap_status status =
        self->has_sums && first ? add_done(self, plan, &covered, &lock, err) : CGAP_OK;

    status = cgap_ranks_meet(plan->ranks, status, err);
    if (status == CGAP_OK) {
        status = cgap_gather_coverage(plan, &covered, err);
    }
    if (status == CGAP_OK) {
        status = run_rounds(self, plan, &covered, err);
    }
    if (status == CGAP_OK) {
        close_up_traces(self);
    }
    if (status == CGAP_OK && plan->save != NULL && self->has_sums && first) {
        status = save_sums(self, plan, &covered, err);
    }
    if (plan->lock != NULL && lock >= 0) {
        *plan->lock = lock;
    } else {
        cgap_checkpoint_release(lock);
    }
    cgap_coverage_free(&covered);
    return status;
}
