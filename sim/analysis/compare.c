/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
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

static cgap_status
check_scenarios(const cgap_scenario *const *scenario, size_t n, size_t baseline, cgap_error *err)
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

static cgap_status
make_tables(cgap_results *out, const cgap_ensemble *ensemble, cgap_error *err)
{
    cgap_status status = cgap_tables_union(&out->union_wide, ensemble, err);

    if (status == CGAP_OK) {
        status = cgap_tables_members(&out->members, ensemble, err);
    }
    if (status == CGAP_OK) {
        status = cgap_tables_attribution(&out->attribution, ensemble, err);
    }
    if (status == CGAP_OK) {
        status = cgap_tables_ties(&out->ties, ensemble, err);
    }
    if (status == CGAP_OK) {
        status = cgap_tables_exceedance(&out->exceedance, ensemble, err);
    }
    if (status == CGAP_OK) {
        status = cgap_tables_comparison(&out->comparison, ensemble, err);
    }
    if (status == CGAP_OK) {
        status = cgap_tables_horizon(&out->horizon, ensemble, err);
    }
    return status;
}

bool
cgap_judged_alone(cgap_judged_table table)
{
    return table == CGAP_JUDGED_WHEN || table == CGAP_JUDGED_TARGETS;
}

static cgap_status
judge(cgap_results *out, const cgap_ensemble *ensemble, const kept *what, const cgap_plan *plan,
      cgap_error *err)
{
    static cgap_status (*const maker[CGAP_N_JUDGED])(cgap_table *, const judged *, cgap_error *) = {
        judged_criteria, judged_ranking, judged_ranks,   judged_dominance, judged_who,
        judged_price,    judged_when,    judged_targets, judged_why,
    };
    judged self = {ensemble, what, plan->seed, plan->first, NULL};
    cgap_status status = CGAP_OK;

    self.difference = cgap_memory_array(ensemble->n_traced, sizeof *self.difference);
    if (self.difference == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the comparison");
    }
    for (size_t t = 0; t < CGAP_N_JUDGED && status == CGAP_OK; t++) {
        if (ensemble->n > 1 || cgap_judged_alone((cgap_judged_table) t)) {
            status = maker[t](&out->judged[t], &self, err);
        }
    }
    if (status == CGAP_OK && what->questions.raw) {
        status = judged_raw(&out->raw, &self, err);
    }
    free(self.difference);
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
    status = make_tables(out, &ensemble, err);
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
    status = check_scenarios(scenario, n, baseline, err);
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
    for (size_t t = 0; t < CGAP_N_JUDGED; t++) {
        cgap_table_free(&self->judged[t]);
    }
}
