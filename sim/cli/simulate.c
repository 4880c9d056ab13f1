/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From options to the plan of an ensemble, and the ensemble run. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/trace.h"
#include "cgap/until.h"

#include "identity.h"
#include "interrupt.h"
#include "job.h"
#include "message.h"
#include "progress.h"

static cgap_plan
plan_of(const cgap_options *options, const cgap_ranks *ranks)
{
    cgap_plan plan;

    memset(&plan, 0, sizeof plan);
    plan.seed = options->seed;
    plan.deterministic = options->replicates == 0;
    plan.first = options->subset_from;
    plan.end = options->subset_to > 0 ? options->subset_to : options->replicates;
    plan.block = options->block;
    plan.threads = options->threads;
    plan.isa = options->isa;
    plan.ranks = ranks;
    plan.members_every_step = options->members_every_step;
    return plan;
}

enum { MOST_UNTIL = 1000000 };

/* All processes keep theirs in the folder that the first one found a name for. */
static cgap_status
share_checkpoint(const cgap_job *self, cgap_plan *plan, cgap_status status, cgap_error *err)
{
    char path[PATH_MAX] = "";

    if (status == CGAP_OK && plan->checkpoint != NULL &&
        snprintf(path, sizeof path, "%s", plan->checkpoint) >= (int) sizeof path) {
        status = cgap_error_fail(err, CGAP_E_INPUT, "%s: the name is too long", plan->checkpoint);
    }
    status = cgap_ranks_meet(self->ranks, status, err);
    if (status == CGAP_OK) {
        status = self->ranks->share(self->ranks, path, sizeof path, err);
    }
    if (status == CGAP_OK && plan->checkpoint == NULL) {
        plan->checkpoint = cgap_text_copy(path);
    }
    return status;
}

/* Where a run keeps its sums: in the folder of a part, and beside a folder that may be gone on
 * with. Free with free_places. */
static cgap_status
plan_places(cgap_job *self, cgap_plan *plan, cgap_error *err)
{
    const cgap_options *options = self->options;
    bool part = options->subset_to > 0 && self->folder.draft != NULL;
    cgap_status status = CGAP_OK;

    if (plan->deterministic || !(part || options->resume || self->n_portion > 0)) {
        return CGAP_OK;
    }
    status = cgap_identity_of(self, &self->identity, err);
    plan->identity = self->identity;
    plan->portion = self->portion;
    plan->n_portion = self->n_portion;
    if (status == CGAP_OK && part) {
        plan->save = cgap_text_format("%s/%s", self->folder.draft, CGAP_SUMS_FILE);
    }
    if (status == CGAP_OK && options->resume && cgap_ranks_first(self->ranks)) {
        plan->checkpoint = cgap_job_checkpoint(self);
    }
    if (options->resume && cgap_ranks_several(self->ranks)) {
        status = share_checkpoint(self, plan, status, err);
    }
    return status != CGAP_OK ||
                   ((plan->save != NULL || !part) && (plan->checkpoint != NULL || !options->resume))
               ? status
               : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
}

static void
free_places(cgap_plan *plan)
{
    free((void *) plan->save);
    free((void *) plan->checkpoint);
}

/* One scenario that records the measure is enough: it may be of an instrument others lack. */
static cgap_status
check_until(const cgap_job *self, const cgap_until *until, cgap_error *err)
{
    cgap_status status = CGAP_E_INPUT;

    for (size_t k = 0; k < self->n && status == CGAP_E_INPUT; k++) {
        status = cgap_until_check(until, self->view[k], err);
    }
    return status;
}

static cgap_status
plan_until(const cgap_job *self, cgap_plan *plan, cgap_until *until, cgap_error *err)
{
    const cgap_options *options = self->options;
    cgap_status status;

    if (options->until == NULL) {
        return CGAP_OK;
    }
    status = cgap_until_parse(until, options->until, err);
    if (status == CGAP_OK) {
        status = check_until(self, until, err);
    }
    plan->needed = cgap_until_needed;
    plan->needed_context = until;
    plan->end = options->replicates_given ? options->replicates : MOST_UNTIL;
    return status;
}

static void
say_until(const cgap_job *self, const cgap_until *until)
{
    bool above = until->reached > until->half_width;

    if (self->options->until == NULL || self->options->quiet) {
        return;
    }
    if (isnan(until->reached)) {
        cgap_say("warning: %s has no interval: fewer than two of %zu replicates define it at the "
                 "end; the run stopped there",
                 until->measure, self->n_replicate);
        return;
    }
    cgap_say("%s: half-width %.3g %s %.3g after %zu replicates%s", until->measure, until->reached,
             above ? "above" : "within", until->half_width, self->n_replicate,
             above ? "; --replicates allows no more"
                   : "; --replicates of that number gives the same tables");
}

static void
say_raw(const cgap_job *self)
{
    if (self->options->raw && !self->options->quiet && self->n_replicate > CGAP_MOST_TRACED) {
        cgap_say("raw.csv holds the first %d of %zu replicates", (int) CGAP_MOST_TRACED,
                 self->n_replicate);
    }
}

/* Sums have limits that no sensible value comes near. */
static void
warn_of_held(const cgap_job *self)
{
    if (self->results.held != NULL) {
        cgap_say("warning: values beyond %g (shares of GDP, rates) or %.2g (M EUR, counts) enter "
                 "sums as that, so means, standard deviations, quantiles and differences of these "
                 "are too small: %s; --replicates 0 and --raw know no such limit",
                 cgap_grid_limit(CGAP_GRID_LOSS), cgap_grid_limit(CGAP_GRID_MONEY),
                 self->results.held);
    }
}

/* Better known before a long run than after it. The rows of the end and of the mean over time are
 * in every sheet of raw.csv, whatever its other dates. */
static void
warn_of_sheet(const cgap_job *self, const cgap_plan *plan)
{
    size_t kept = plan->deterministic ? 1 : plan->end - plan->first;
    size_t rows = 2 * self->n * self->questions->n_criterion *
                  (kept < CGAP_MOST_TRACED ? kept : CGAP_MOST_TRACED);

    if (self->options->raw && self->options->workbook && rows > CGAP_SHEET_ROWS &&
        plan->needed == NULL) {
        cgap_say("warning: raw.csv will have more rows than the %d that fit a sheet: tables.xlsx "
                 "will have none for it",
                 (int) CGAP_SHEET_ROWS);
    }
}

cgap_status
cgap_job_simulate(cgap_job *self, cgap_error *err)
{
    const cgap_options *options = self->options;
    cgap_plan plan = plan_of(options, self->ranks);
    cgap_progress_bar bar = cgap_progress_start(options->quiet);
    cgap_until until = {"", NAN, NAN};
    cgap_status status = plan_until(self, &plan, &until, err);

    plan.lock = &self->lock;
    plan.progress = cgap_progress_step;
    plan.context = &bar;
    if (status == CGAP_OK) {
        status = plan_places(self, &plan, err);
    }
    if (status == CGAP_OK && cgap_ranks_first(self->ranks)) {
        warn_of_sheet(self, &plan);
    }
    if (options->verbose && status == CGAP_OK) {
        cgap_say("%zu scenario%s, %zu replicates%s, seed %llu, %zu thread%s, %s", self->n,
                 self->n > 1 ? "s" : "", plan.end - plan.first,
                 plan.deterministic ? " (deterministic)" : "", (unsigned long long) plan.seed,
                 plan.threads, plan.threads > 1 ? "s" : "", cgap_isa_name(plan.isa));
    }
    if (status == CGAP_OK) {
        status = cgap_compare(&self->results, self->view, self->n, self->baseline, self->questions,
                              &plan, err);
    }
    cgap_progress_end(&bar);
    free_places(&plan);
    self->n_replicate = options->until != NULL ? self->results.n_replicate : options->replicates;
    if (status == CGAP_OK) {
        say_until(self, &until);
        say_raw(self);
        warn_of_held(self);
    }
    cgap_job_end_part(self, "simulation");
    return status == CGAP_E_INTERRUPTED && options->resume ? status
                                                           : cgap_interrupt_check(status, err);
}
