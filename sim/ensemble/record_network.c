/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fragmentation of cooperation and of law, what law costs, who is in (MODEL.md sections 2.10, 2.13,
 * 3.2). */
#include "record_internal.h"

#include <math.h>
#include <string.h>
#include <string.h>

static bool
pair_of_members(const cgap_block *block, size_t i, size_t j)
{
    return block->members >> i & 1 && block->members >> j & 1;
}

static inline void
add(double *restrict sum, const double *restrict x)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] += x[l];
    }
}

/* E_c = sum w / sum Lam over pairs of members, and the mean tie. */
static void
cooperation(const cgap_record *self, double *efficiency, double *mean_tie)
{
    const cgap_block *block = &self->block;
    size_t n = block->model->n, pairs = 0;
    double offered = 0.0, sum[V] = {0.0};

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            if (pair_of_members(block, i, j)) {
                pairs++;
                offered += block->platform[i * n + j];
                add(sum, block->tie + (i * n + j) * V);
            }
        }
    }
    for (size_t l = 0; l < V; l++) {
        efficiency[l] = offered > 0.0 ? sum[l] / offered : NAN;
        mean_tie[l] = pairs > 0 ? sum[l] / (double) pairs : NAN;
    }
}

static inline void
add_overlap(const double *restrict a, const double *restrict b, double *restrict common)
{
    for (size_t l = 0; l < V; l++) {
        double x = a[l], y = b[l];

        common[l] += x < y ? x : y;
    }
}

/* sum max = sum q_i + sum q_j - sum min */
static inline void
add_distance(const double *restrict common, const double *restrict all_i,
             const double *restrict all_j, double *restrict sum)
{
    for (size_t l = 0; l < V; l++) {
        double either = all_i[l] + all_j[l] - common[l];
        double distance = 1.0 - common[l] / either; /* NaN when there is no law */

        sum[l] += either > 1e-12 ? distance : 0.0;
    }
}

/* Adds 1 - sum_p min(q_i, q_j) / sum_p max(q_i, q_j) over the laws @p law; 0 when both are empty.
 * @p all: [n][V] sum_p q_i. */
static void
regime_distance(const cgap_block *block, const size_t *law, size_t n_law, const double *all,
                size_t i, size_t j, double sum[V])
{
    size_t n = block->model->n;
    double common[V] = {0.0};

    for (size_t p = 0; p < n_law; p++) {
        add_overlap(block->implementation + (law[p] * n + i) * V,
                    block->implementation + (law[p] * n + j) * V, common);
    }
    add_distance(common, all + i * V, all + j * V, sum);
}

/* sum_p q_i of every state. */
static void
law_of_states(const cgap_block *block, const size_t *law, size_t n_law, double *all)
{
    size_t n = block->model->n;

    memset(all, 0, n * V * sizeof *all);
    for (size_t p = 0; p < n_law; p++) {
        for (size_t i = 0; i < n; i++) {
            add(all + i * V, block->implementation + (law[p] * n + i) * V);
        }
    }
}

/* Laws that anybody may have implemented by the row; the others add 0 to every distance. */
static size_t
laws_begun(const cgap_block *block, size_t *law)
{
    const cgap_scenario *scenario = block->model->scenario;
    double time = cgap_scenario_time(scenario, block->step);
    size_t n_law = 0;

    for (size_t p = 0; p < block->model->n_instrument; p++) {
        if (time > block->model->law_begins[p]) {
            law[n_law++] = p;
        }
    }
    return n_law;
}

static void
regime_fragmentation(const cgap_record *self, double *out)
{
    const cgap_block *block = &self->block;
    size_t n = block->model->n, law[CGAP_MAX_INSTRUMENT], n_law = laws_begun(block, law);
    double sum[V] = {0.0}, all[CGAP_MAX_MEMBER * V], pairs = 0.0;

    law_of_states(block, law, n_law, all);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            if (pair_of_members(block, i, j)) {
                regime_distance(block, law, n_law, all, i, j, sum);
                pairs += 1.0;
            }
        }
    }
    for (size_t l = 0; l < V; l++) {
        out[l] = pairs > 0.0 ? sum[l] / pairs : NAN;
    }
}

static inline void
add_member(const double *restrict transposed, const double *restrict implementation, double gdp,
           double *restrict count, double *restrict reach)
{
    for (size_t l = 0; l < V; l++) {
        count[l] += transposed[l];
        reach[l] += gdp * implementation[l];
    }
}

/* transposed_ (number of members) and implementation_ (GDP-weighted) of one instrument. */
static void
instrument_reach(const cgap_record *self, size_t p)
{
    const cgap_block *block = &self->block;
    const cgap_model *model = block->model;
    double *transposed = record_fixed(self, N_UNION_FIXED + 2 * p);
    double *implementation = record_fixed(self, N_UNION_FIXED + 2 * p + 1);
    double count[V] = {0.0}, reach[V] = {0.0}, gdp = 0.0;

    for (size_t i = 0; i < model->n; i++) {
        if (block->members >> i & 1) {
            add_member(block->transposed + (p * model->n + i) * V,
                       block->implementation + (p * model->n + i) * V, model->gdp[i], count, reach);
            gdp += model->gdp[i];
        }
    }
    for (size_t l = 0; l < V; l++) {
        transposed[l] = count[l];
        implementation[l] = gdp > 0.0 ? reach[l] / gdp : NAN;
    }
}

static inline void
add_exposure(double exposure, const double *restrict reach, double *restrict rights)
{
    for (size_t l = 0; l < V; l++) {
        rights[l] += exposure * reach[l];
    }
}

/* Burden is a share of the GDP of all states; bn EUR to M EUR. */
static void
costs_and_rights(const cgap_record *self)
{
    const cgap_block *block = &self->block;
    const cgap_model *model = block->model;
    size_t step = block->step > 0 ? block->step - 1 : 0;
    const double *burden = block->law_reach + 2 * V;
    double *union_cost = record_fixed(self, U_COST_EU);
    double *national = record_fixed(self, U_COST_NATIONAL);
    double *rights = record_fixed(self, U_RIGHTS_EXPOSURE);
    double gdp = 0.0;

    for (size_t i = 0; i < model->n; i++) {
        gdp += model->gdp[i];
    }
    for (size_t l = 0; l < V; l++) {
        union_cost[l] = model->timetable.step[step].cost_eu_meur;
        national[l] = 1000.0 * gdp * burden[l];
        rights[l] = 0.0;
    }
    for (size_t p = 0; p < model->n_instrument; p++) {
        double exposure = model->scenario->instrument[p].rights_exposure;

        if (exposure != 0.0) {
            add_exposure(exposure, record_fixed(self, N_UNION_FIXED + 2 * p + 1), rights);
        }
    }
}

void
cgap_record_ties(cgap_record *self, size_t date)
{
    const cgap_block *block = &self->block;
    size_t n = block->model->n, pair = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            memcpy(record_slot(self, cgap_slot_tie(self->layout, date, pair++)),
                   block->tie + (i * n + j) * V, V * sizeof(double));
        }
    }
}

void
cgap_record_network(cgap_record *self)
{
    if (record_wants_any(self, UNION_FIXED + U_COOPERATION_EFFICIENCY, UNION_FIXED + U_MEAN_TIE)) {
        cooperation(self, record_fixed(self, U_COOPERATION_EFFICIENCY),
                    record_fixed(self, U_MEAN_TIE));
    }
    if (record_wants(self, UNION_FIXED + U_REGIME_FRAGMENTATION)) {
        regime_fragmentation(self, record_fixed(self, U_REGIME_FRAGMENTATION));
    }
    for (size_t p = 0; p < self->layout->model->n_instrument; p++) {
        size_t first = UNION_FIXED + N_UNION_FIXED + 2 * p;

        if (record_wants_any(self, first, first + 1)) {
            instrument_reach(self, p);
        }
    }
    if (record_wants_any(self, UNION_FIXED + U_COST_EU, UNION_FIXED + U_RIGHTS_EXPOSURE)) {
        costs_and_rights(self);
    }
}
