/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies crossed with futures: each worker takes one future at a time and runs all strategies
 * in it on one thread. Results have their own places, so threads never change them. */
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/ensemble.h"
#include "cgap/memory.h"
#include "cgap/tasks.h"
#include "contrast.h"
#include "robust.h"

typedef struct crossing {
    robust *robust;
    const cgap_strategies *strategies;
    const cgap_plan *plan;
    atomic_size_t next, done;
    atomic_bool stop;        /* no further futures: one failed */
    atomic_bool interrupted; /* nor those at work */
} crossing;

typedef struct hand {
    crossing *of;
    bool reports;
    size_t failed_at; /* future in which it failed */
    cgap_status status;
    cgap_error error;
} hand;

static cgap_status
read_all(const crossing *of, size_t f, cgap_scenario *scenario, size_t *n_read, cgap_error *err)
{
    const cgap_futures *futures = of->robust->futures;
    char **setting = cgap_futures_settings(futures, f);
    cgap_status status = setting != NULL
                             ? CGAP_OK
                             : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for a future");

    while (status == CGAP_OK && *n_read < of->strategies->n) {
        status =
            of->strategies->read(of->strategies->context, *n_read, (const char *const *) setting,
                                 futures->n_key, &scenario[*n_read], err);
        if (status == CGAP_OK) {
            (*n_read)++;
        } else {
            (void) cgap_error_note(err, status,
                                   "strategy '%s' in future '%s'; mend or leave out the future",
                                   of->robust->name[*n_read], futures->name[f]);
        }
    }
    cgap_futures_free_settings(setting, futures->n_key);
    return status;
}

static void
keep_outcomes(robust *self, size_t f, const cgap_ensemble *ensemble)
{
    for (size_t k = 0; k < self->n_strategy; k++) {
        for (size_t t = 0; t < self->n_trace; t++) {
            size_t at = (f * self->n_strategy + k) * self->n_trace + t;
            contrast c = contrast_of(cgap_ensemble_traced(ensemble, k, t), ensemble->n_traced);

            self->outcome[at] = c.mean;
            self->error[at] = c.error;
        }
    }
}

/* A cgap_progress of one future at work: futures are what is counted, and the thread that started
 * them asks for all. */
static bool
go_on(void *context, size_t done, size_t total)
{
    hand *self = context;
    crossing *of = self->of;
    const cgap_plan *plan = of->plan;

    (void) done;
    (void) total;
    if (self->reports && plan->progress != NULL &&
        !plan->progress(plan->context, atomic_load(&of->done), of->robust->futures->n)) {
        atomic_store(&of->interrupted, true);
    }
    return !atomic_load(&of->interrupted);
}

static cgap_status
run_scenarios(hand *self, size_t f, const cgap_scenario *scenario, cgap_error *err)
{
    crossing *of = self->of;
    const cgap_scenario **view = cgap_memory_array(of->strategies->n, sizeof *view);
    cgap_plan plan = *of->plan;
    cgap_ensemble ensemble;
    cgap_status status = CGAP_OK;

    if (view == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for a future");
    }
    for (size_t k = 0; k < of->strategies->n; k++) {
        view[k] = &scenario[k];
    }
    plan.trace = of->robust->trace;
    plan.n_trace = of->robust->n_trace;
    plan.traces_only = true;
    plan.threads = 1;
    plan.ranks = NULL; /* whole futures are shared out, not their blocks */
    plan.progress = go_on;
    plan.context = self;
    status =
        cgap_ensemble_run(&ensemble, view, of->strategies->n, of->strategies->baseline, &plan, err);
    if (status == CGAP_OK) {
        keep_outcomes(of->robust, f, &ensemble);
        status = price_book_add(&of->robust->price, f, &ensemble, of->robust->account, err);
        cgap_ensemble_free(&ensemble);
    } else if (status != CGAP_E_INTERRUPTED) {
        (void) cgap_error_note(err, status, "future '%s'; mend or leave out the future",
                               of->robust->futures->name[f]);
    }
    free(view);
    return status;
}

static cgap_status
run_future(hand *self, size_t f, cgap_error *err)
{
    crossing *of = self->of;
    cgap_scenario *scenario = cgap_memory_array(of->strategies->n, sizeof *scenario);
    size_t n_read = 0;
    cgap_status status;

    if (scenario == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for a future");
    }
    status = read_all(of, f, scenario, &n_read, err);
    if (status == CGAP_OK) {
        status = run_scenarios(self, f, scenario, err);
    }
    while (n_read > 0) {
        cgap_scenario_free(&scenario[--n_read]);
    }
    free(scenario);
    return status;
}

static void
work(hand *self)
{
    crossing *of = self->of;

    for (;;) {
        size_t f = atomic_fetch_add(&of->next, 1);

        if (f >= of->robust->futures->n || atomic_load(&of->stop) ||
            atomic_load(&of->interrupted)) {
            return;
        }
        if (cgap_ranks_several(of->plan->ranks) &&
            f % of->plan->ranks->count != of->plan->ranks->rank) {
            continue; /* another process's */
        }
        self->status = run_future(self, f, &self->error);
        if (self->status != CGAP_OK) {
            self->failed_at = f;
            atomic_store(&of->stop, true);
            return;
        }
        (void) atomic_fetch_add(&of->done, 1);
        (void) go_on(self, 0, 0);
    }
}

static void
work_as(void *context, size_t number)
{
    work((hand *) context + number);
}

static void
look_on(void *context)
{
    (void) go_on(context, 0, 0);
}

/* The failure of the first future that failed. */
static cgap_status
first_failure(const hand *hands, size_t n, cgap_error *err)
{
    const hand *first = NULL;

    for (size_t h = 0; h < n; h++) {
        if (hands[h].status != CGAP_OK &&
            (first == NULL || hands[h].failed_at < first->failed_at)) {
            first = &hands[h];
        }
    }
    return first == NULL ? CGAP_OK : cgap_error_fail(err, first->status, "%s", first->error.text);
}

/* Every process has zeros where another has its futures. */
static cgap_status
unite(robust *self, const cgap_ranks *ranks, cgap_status status, cgap_error *err)
{
    size_t size = self->futures->n * self->n_strategy * self->n_trace * sizeof(double);

    status = cgap_ranks_meet(ranks, status, err);
    if (status == CGAP_OK && cgap_ranks_several(ranks)) {
        status = ranks->unite(ranks, self->outcome, size, err);
        if (status == CGAP_OK) {
            status = ranks->unite(ranks, self->error, size, err);
        }
        if (status == CGAP_OK) {
            status = price_book_gather(&self->price, ranks, err);
        }
        status = cgap_ranks_meet(ranks, status, err);
    }
    return status;
}

static cgap_status
cross(robust *self, const cgap_strategies *strategies, const cgap_plan *plan, cgap_error *err)
{
    size_t n = plan->threads < self->futures->n ? plan->threads : self->futures->n;
    hand *hands = cgap_memory_array(n, sizeof *hands);
    crossing of = {.robust = self, .strategies = strategies, .plan = plan};
    cgap_status status = CGAP_OK;

    atomic_init(&of.next, 0);
    atomic_init(&of.done, 0);
    atomic_init(&of.stop, false);
    atomic_init(&of.interrupted, false);
    if (hands == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %zu threads", n);
    } else {
        for (size_t h = 0; h < n; h++) {
            hands[h].of = &of;
        }
        hands[0].reports = true;
        n = cgap_tasks_hands(work_as, hands, n, look_on);
        status = atomic_load(&of.interrupted)
                     ? cgap_error_fail(err, CGAP_E_INTERRUPTED, "interrupted; nothing was written")
                     : first_failure(hands, n, err);
    }
    free(hands);
    return unite(self, plan->ranks, status, err);
}

static void
robust_free(robust *self)
{
    for (size_t k = 0; self->name != NULL && k < self->n_strategy; k++) {
        free(self->name[k]);
    }
    free(self->name);
    free(self->unit);
    free(self->trace);
    free(self->outcome);
    free(self->error);
    price_book_free(&self->price);
}

static bool
allocate(robust *self)
{
    size_t n_criterion = self->questions.n_criterion;
    size_t cells = self->futures->n * self->n_strategy;

    self->account = n_criterion + self->questions.n_threshold;
    self->n_trace = self->account + N_KEPT_ACCOUNT;
    self->name = cgap_memory_array(self->n_strategy, sizeof *self->name);
    self->unit = cgap_memory_array(n_criterion, sizeof *self->unit);
    self->trace = cgap_memory_array(self->n_trace, sizeof *self->trace);
    self->outcome = cgap_memory_array(cells, self->n_trace * sizeof *self->outcome);
    self->error = cgap_memory_array(cells, self->n_trace * sizeof *self->error);
    return self->name != NULL && self->unit != NULL && self->trace != NULL &&
           self->outcome != NULL && self->error != NULL;
}

/* What is kept of each replicate; spans from the questions and the units of the quantities. */
static void
list_traces(robust *self, const cgap_quantities *quantities, size_t end)
{
    for (size_t c = 0; c < self->questions.n_criterion; c++) {
        const cgap_criterion *of = &self->questions.criterion[c];

        self->unit[c] = cgap_quantities_find(quantities, of->name)->unit;
        self->trace[c] =
            (cgap_trace){.name = of->name,
                         .row = end,
                         .kind = of->span == CGAP_SPAN_MEAN ? CGAP_TRACE_MEAN : CGAP_TRACE_AT};
    }
    for (size_t t = 0; t < self->questions.n_threshold; t++) {
        const cgap_target *of = &self->questions.threshold[t];
        const char *unit = cgap_quantities_find(quantities, of->name)->unit;

        self->trace[self->questions.n_criterion + t] =
            (cgap_trace){.name = of->name,
                         .row = end,
                         .kind = cgap_criterion_is_flow(unit) ? CGAP_TRACE_MEAN : CGAP_TRACE_AT};
    }
    for (size_t a = 0; a < N_KEPT_ACCOUNT; a++) {
        self->trace[self->account + a] = price_trace(a, end);
    }
}

/* Name and quantities of a strategy; the row of its end. */
static cgap_status
learn(robust *self, const cgap_strategies *strategies, size_t k, cgap_quantities *quantities,
      size_t *end, cgap_error *err)
{
    cgap_scenario scenario;
    cgap_status status = strategies->read(strategies->context, k, NULL, 0, &scenario, err);

    if (status != CGAP_OK) {
        return status;
    }
    self->name[k] = cgap_text_copy(scenario.name);
    if (self->name[k] == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the futures");
    } else {
        *end = cgap_scenario_steps(&scenario);
        status = cgap_quantities_learn(quantities, &scenario, err);
    }
    cgap_scenario_free(&scenario);
    return status;
}

/* Resolves the questions against all strategies and sets the traces. */
static cgap_status
ask(robust *self, const cgap_strategies *strategies, cgap_error *err)
{
    cgap_quantities quantities = {NULL, 0};
    cgap_status status = CGAP_OK;
    size_t end = 0;

    for (size_t k = 0; k < strategies->n && status == CGAP_OK; k++) {
        status = learn(self, strategies, k, &quantities, &end, err);
    }
    if (status == CGAP_OK) {
        status = cgap_questions_resolve(&self->questions, &quantities, err);
    }
    if (status == CGAP_OK) {
        list_traces(self, &quantities, end);
    }
    cgap_quantities_free(&quantities);
    return status;
}

static cgap_status
make_tables(cgap_table out[CGAP_N_ROBUST], const robust *self, cgap_error *err)
{
    static cgap_status (*const maker[CGAP_N_ROBUST])(cgap_table *, const robust *, cgap_error *) = {
        robust_futures,     robust_outcomes,  robust_regrets,
        robust_satisficing, robust_reversals, robust_price};
    cgap_table draft[CGAP_N_ROBUST];
    cgap_status status = CGAP_OK;

    memset(draft, 0, sizeof draft);
    for (size_t t = 0; t < CGAP_N_ROBUST && status == CGAP_OK; t++) {
        status = maker[t](&draft[t], self, err);
    }
    if (status == CGAP_OK) {
        memcpy(out, draft, sizeof draft);
        return CGAP_OK;
    }
    for (size_t t = 0; t < CGAP_N_ROBUST; t++) {
        cgap_table_free(&draft[t]);
    }
    return status;
}

/* Replicates whose values are kept. */
static size_t
replicates_of(const cgap_plan *plan)
{
    size_t n = plan->deterministic ? 1 : plan->end - plan->first;

    return n < CGAP_MOST_TRACED ? n : CGAP_MOST_TRACED;
}

cgap_status
cgap_futures_run(cgap_table out[CGAP_N_ROBUST], const cgap_futures *futures,
                 const cgap_strategies *strategies, const cgap_questions *questions,
                 const cgap_plan *plan, cgap_error *err)
{
    robust self = {.futures = futures,
                   .questions = *questions,
                   .n_strategy = strategies->n,
                   .baseline = strategies->baseline};
    cgap_status status = CGAP_OK;

    if (futures->n == 0 || strategies->n == 0 || strategies->baseline >= strategies->n) {
        return cgap_error_fail(err, CGAP_E_ARGUMENT, "there is no future or no strategy to run");
    }
    if (!allocate(&self)) {
        status =
            cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %zu futures of %zu strategies",
                            futures->n, strategies->n);
    }
    if (status == CGAP_OK) {
        status =
            price_book_create(&self.price, futures->n, strategies->n, replicates_of(plan), err);
    }
    if (status == CGAP_OK) {
        status = ask(&self, strategies, err);
    }
    if (status == CGAP_OK) {
        status = cross(&self, strategies, plan, err);
    }
    if (status == CGAP_OK) {
        status = make_tables(out, &self, err);
    }
    robust_free(&self);
    return status;
}
