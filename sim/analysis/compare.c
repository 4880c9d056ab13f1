/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/tasks.h"
#include "held.h"
#include "judged.h"
#include "tables.h"

static cgap_status
same_members(const cgap_scenario *base, const cgap_scenario *other, cgap_error *err)
{
    bool same = base->dataset.n == other->dataset.n;

    for (size_t i = 0; same && i < base->dataset.n; i++) {
        same = strcmp(base->dataset.member[i].code, other->dataset.member[i].code) == 0;
    }
    return same ? CGAP_OK
                : cgap_error_fail(err, CGAP_E_INPUT,
                                  "scenarios '%s' and '%s' have different members; only scenarios "
                                  "over the same members can be compared: give both the same "
                                  "`data` and `members`",
                                  base->name, other->name);
}

/* Paired differences need the same states at the same dates. */
cgap_status
cgap_compare_check(const cgap_scenario *base, const cgap_scenario *other, cgap_error *err)
{
    if (base->start != other->start || base->end != other->end ||
        base->steps_per_year != other->steps_per_year) {
        return cgap_error_fail(
            err, CGAP_E_INPUT,
            "scenarios '%s' (%.10g to %.10g, %d steps a year) and '%s' (%.10g to %.10g, %d) cannot "
            "be compared: give both the same start, end and steps_per_year, for example with --set",
            base->name, base->start, base->end, base->steps_per_year, other->name, other->start,
            other->end, other->steps_per_year);
    }
    return same_members(base, other, err);
}

cgap_status
cgap_compare_check_all(const cgap_scenario *const *scenario, size_t n, size_t baseline,
                       cgap_error *err)
{
    for (size_t k = 0; k < n; k++) {
        cgap_status status = cgap_compare_check(scenario[baseline], scenario[k], err);

        if (status != CGAP_OK) {
            return status;
        }
        for (size_t j = 0; j < k; j++) {
            if (strcmp(scenario[k]->name, scenario[j]->name) == 0) {
                return cgap_error_fail(err, CGAP_E_INPUT,
                                       "two scenarios are named '%s'; rename a file, or give one "
                                       "of them a `name` of its own",
                                       scenario[k]->name);
            }
        }
    }
    return CGAP_OK;
}

/* What became of a table that a thread made. */
typedef struct outcome {
    cgap_status status;
    cgap_error error;
} outcome;

static cgap_status
first_failure(const outcome *of, size_t n, cgap_error *err)
{
    for (size_t t = 0; t < n; t++) {
        if (of[t].status != CGAP_OK) {
            return cgap_error_fail(err, of[t].status, "%s", of[t].error.text);
        }
    }
    return CGAP_OK;
}

enum { N_SUMMED = 7, HELD = N_SUMMED, N_SUMMED_PART };

/* The tables of sums, and what sums could not take. Each reads the ensemble and nothing of another.
 */
typedef struct summing {
    const cgap_ensemble *ensemble;
    size_t threads;
    cgap_table *out[N_SUMMED];
    char **held;
    outcome of[N_SUMMED_PART];
} summing;

static void
make_summed(void *context, size_t number)
{
    static cgap_status (*const maker[N_SUMMED])(cgap_table *, const cgap_ensemble *,
                                                cgap_error *) = {
        NULL,
        cgap_tables_comparison,
        cgap_tables_members,
        cgap_tables_attribution,
        cgap_tables_ties,
        cgap_tables_exceedance,
        cgap_tables_horizon,
    };
    summing *self = context;
    outcome *of = &self->of[number];

    if (number == HELD) {
        of->status = held_values(self->held, self->ensemble, &of->error);
        return;
    }
    of->status =
        maker[number] == NULL
            ? cgap_tables_union(self->out[number], self->ensemble, self->threads, &of->error)
            : maker[number](self->out[number], self->ensemble, &of->error);
}

static cgap_status
make_tables(cgap_results *out, const cgap_ensemble *ensemble, size_t threads, cgap_error *err)
{
    summing work = {.ensemble = ensemble,
                    .threads = threads,
                    .out = {&out->union_wide, &out->comparison, &out->members, &out->attribution,
                            &out->ties, &out->exceedance, &out->horizon},
                    .held = &out->held};

    cgap_tasks_do(make_summed, &work, N_SUMMED_PART, threads);
    return first_failure(work.of, N_SUMMED_PART, err);
}

bool
cgap_judged_alone(cgap_judged_table table)
{
    return table == CGAP_JUDGED_WHEN || table == CGAP_JUDGED_TARGETS;
}

enum { RAW = CGAP_N_JUDGED, N_KEPT_TABLE };

/* The tables of kept values. Each has a work space of its own. */
typedef struct judging {
    cgap_results *out;
    cgap_ensemble *ensemble;
    judged view;
    outcome of[N_KEPT_TABLE];
} judging;

static cgap_status
make_judged(const judging *work, size_t table, cgap_error *err)
{
    static cgap_status (*const maker[CGAP_N_JUDGED])(cgap_table *, const judged *, cgap_error *) = {
        judged_criteria, judged_ranking, judged_ranks,   judged_dominance, judged_who,
        judged_price,    judged_when,    judged_targets, judged_why,
    };
    judged self = work->view;
    cgap_status status;

    if (table == RAW ? !self.kept->questions.raw
                     : self.ensemble->n == 1 && !cgap_judged_alone((cgap_judged_table) table)) {
        return CGAP_OK;
    }
    self.difference = cgap_memory_array(self.ensemble->n_traced, sizeof *self.difference);
    if (self.difference == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the comparison");
    }
    status = table == RAW ? judged_raw(&work->out->raw, &self, err)
                          : maker[table](&work->out->judged[table], &self, err);
    free(self.difference);
    return status;
}

/* First the sums go, of which all tables are made: the others need the memory. One thread drops
 * them all: two would wait for each other in the allocator and take twice as long. */
static void
drop_or_judge(void *context, size_t number)
{
    judging *self = context;

    if (number == 0) {
        for (size_t k = 0; k < self->ensemble->n; k++) {
            cgap_ensemble_drop_sums(self->ensemble, k);
        }
    } else {
        outcome *of = &self->of[number - 1];

        of->status = make_judged(self, number - 1, &of->error);
    }
}

static cgap_status
judge(cgap_results *out, cgap_ensemble *ensemble, const kept *what, const cgap_plan *plan,
      cgap_error *err)
{
    contrast_counts counts = {0};
    judging work = {
        .out = out,
        .ensemble = ensemble,
        .view =
            {ensemble, what, {plan->seed, plan->threads, &counts, plan->isa}, plan->first, NULL},
    };
    cgap_status status = CGAP_OK;

    if (!ensemble->deterministic && ensemble->n > 1) { /* one scenario alone has no differences */
        status =
            contrast_counts_create(&counts, ensemble->n_traced, plan->seed, plan->threads, err);
    }
    if (status == CGAP_OK) {
        cgap_tasks_do(drop_or_judge, &work, 1 + N_KEPT_TABLE, plan->threads);
        status = first_failure(work.of, N_KEPT_TABLE, err);
    }
    contrast_counts_free(&counts);
    return status;
}

/* Runs and makes the tables. */
static cgap_status
run(cgap_results *out, const cgap_scenario *const *scenario, size_t n, size_t baseline,
    const kept *what, const cgap_plan *plan, cgap_error *err)
{
    cgap_plan keeping = *plan;
    cgap_ensemble ensemble;
    cgap_status status;

    keeping.trace = what->trace;
    keeping.n_trace = what->n_trace;
    status = cgap_ensemble_run(&ensemble, scenario, n, baseline, &keeping, err);
    if (status != CGAP_OK) {
        return status;
    }
    out->n_replicate = ensemble.n_replicate;
    status = make_tables(out, &ensemble, plan->threads, err);
    if (status == CGAP_OK) {
        status = judge(out, &ensemble, what, plan, err);
    }
    cgap_ensemble_free(&ensemble);
    return status;
}

cgap_status
cgap_compare(cgap_results *out, const cgap_scenario *const *scenario, size_t n, size_t baseline,
             const cgap_questions *questions, const cgap_plan *plan, cgap_error *err)
{
    cgap_questions standard;
    cgap_results draft;
    kept what;
    cgap_status status;

    if (n == 0 || baseline >= n) {
        return cgap_error_fail(err, CGAP_E_ARGUMENT, "there is no scenario to run");
    }
    status = cgap_compare_check_all(scenario, n, baseline, err);
    if (status != CGAP_OK) {
        return status;
    }
    memset(&what, 0, sizeof what);
    cgap_questions_default(&standard);
    status =
        kept_create(&what, questions != NULL ? questions : &standard, scenario, n, baseline, err);
    cgap_results_init(&draft);
    if (status == CGAP_OK) {
        status = run(&draft, scenario, n, baseline, &what, plan, err);
    }
    kept_free(&what);
    if (status != CGAP_OK) {
        cgap_results_free(&draft);
        return status;
    }
    *out = draft;
    return CGAP_OK;
}

void
cgap_results_init(cgap_results *self)
{
    memset(self, 0, sizeof *self);
}

void
cgap_results_free(cgap_results *self)
{
    cgap_table_free(&self->union_wide);
    cgap_table_free(&self->members);
    cgap_table_free(&self->attribution);
    cgap_table_free(&self->ties);
    cgap_table_free(&self->exceedance);
    cgap_table_free(&self->comparison);
    cgap_table_free(&self->horizon);
    cgap_table_free(&self->raw);
    free(self->held);
    self->held = NULL;
    for (size_t t = 0; t < CGAP_N_JUDGED; t++) {
        cgap_table_free(&self->judged[t]);
    }
}
