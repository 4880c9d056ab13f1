/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fragmentation of cooperation and of law, what law costs, who is in (MODEL.md sections 2.10, 2.13,
 * 3.2). */
#include "record_internal.h"

#include <math.h>
#include <string.h>

/* E_c = sum w / sum Lam over pairs of members, and the mean tie. */
static void
cooperation(const cgap_record *self, double *efficiency, double *mean_tie)
{
    const cgap_block *block = &self->block;
    size_t n = block->model->n, pairs = 0;
    double offered = 0.0, sum[V] = {0.0};

    for (cgap_member_set left = block->members; left != 0;) {
        size_t i = (size_t) __builtin_ctzll(left);

        left &= left - 1;
        cgap_vector_sum(block->tie + i * n * V, V, left, V, sum);
        for (cgap_member_set with = left; with != 0; with &= with - 1) {
            offered += block->platform[i * n + (size_t) __builtin_ctzll(with)];
            pairs++;
        }
    }
    for (size_t l = 0; l < V; l++) {
        efficiency[l] = offered > 0.0 ? sum[l] / offered : NAN;
        mean_tie[l] = pairs > 0 ? sum[l] / (double) pairs : NAN;
    }
}

/* Laws that anybody may have implemented by the row, of the current members: the others add 0 to
 * every distance. */
static void
regime_fragmentation(const cgap_record *self, double *out)
{
    const cgap_block *block = &self->block;
    const cgap_model *model = block->model;
    const double *row[CGAP_MAX_INSTRUMENT * CGAP_MAX_MEMBER];
    double time = cgap_scenario_time(model->scenario, block->step);
    size_t rows = 0, n_law = 0;

    for (size_t p = 0; p < model->n_instrument; p++) {
        if (!(time > model->law_begins[p])) {
            continue;
        }
        n_law++;
        for (cgap_member_set left = block->members; left != 0; left &= left - 1) {
            row[rows++] =
                block->implementation + (p * model->n + (size_t) __builtin_ctzll(left)) * V;
        }
    }
    cgap_lane_ruzicka(row, NULL, (size_t) __builtin_popcountll(block->members), n_law, V, out);
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
        gdp += block->members >> i & 1 ? model->gdp[i] : 0.0;
    }
    cgap_vector_sum(block->transposed + p * model->n * V, V, block->members, V, count);
    cgap_vector_sum_weighted(block->implementation + p * model->n * V, V, block->members,
                             model->gdp, V, reach);
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
