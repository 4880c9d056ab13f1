/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fragmentation of cooperation and of law, what law costs, who is in (MODEL.md sections 2.10, 2.13,
 * 3.2). */
#include "record_internal.h"

#include <math.h>
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

/* Laws of the states, and where sums go. */
typedef struct comparison {
    const double *law[CGAP_MAX_INSTRUMENT]; /* [n_law][n][V] implementation q of those in force */
    size_t n_law;
    double all[CGAP_MAX_MEMBER * V]; /* [n][V] sum_p q_i */
    double sum[V];
} comparison;

/* Adds 1 - sum_p min(q_i, q_j) / sum_p max(q_i, q_j) for the pairs i-j and i-k; 0 when both of a
 * pair are empty. Two at a time: a row of i is fetched once, and additions do not wait for each
 * other. */
static void
compare_two(comparison *self, size_t i, size_t j, size_t k)
{
    double with_j[V] = {0.0}, with_k[V] = {0.0};

    for (size_t p = 0; p < self->n_law; p++) {
        const double *q = self->law[p];

        add_overlap(q + i * V, q + j * V, with_j);
        add_overlap(q + i * V, q + k * V, with_k);
    }
    add_distance(with_j, self->all + i * V, self->all + j * V, self->sum);
    add_distance(with_k, self->all + i * V, self->all + k * V, self->sum);
}

static void
compare_one(comparison *self, size_t i, size_t j)
{
    double common[V] = {0.0};

    for (size_t p = 0; p < self->n_law; p++) {
        add_overlap(self->law[p] + i * V, self->law[p] + j * V, common);
    }
    add_distance(common, self->all + i * V, self->all + j * V, self->sum);
}

/* Laws that anybody may have implemented by the row; the others add 0 to every distance. */
static void
find_laws(const cgap_block *block, comparison *out)
{
    const cgap_model *model = block->model;
    double time = cgap_scenario_time(model->scenario, block->step);

    out->n_law = 0;
    for (size_t p = 0; p < model->n_instrument; p++) {
        if (time > model->law_begins[p]) {
            out->law[out->n_law++] = block->implementation + p * model->n * V;
        }
    }
    memset(out->all, 0, model->n * V * sizeof *out->all);
    for (size_t p = 0; p < out->n_law; p++) {
        for (size_t l = 0; l < model->n * V; l++) {
            out->all[l] += out->law[p][l];
        }
    }
}

/* Current members, in order; returns their number. */
static size_t
find_members(const cgap_block *block, size_t *member)
{
    size_t count = 0;

    for (size_t i = 0; i < block->model->n; i++) {
        if (block->members >> i & 1) {
            member[count++] = i;
        }
    }
    return count;
}

static void
regime_fragmentation(const cgap_record *self, double *out)
{
    comparison regime;
    size_t member[CGAP_MAX_MEMBER], n = find_members(&self->block, member);
    double pairs = 0.5 * (double) n * ((double) n - 1.0);

    find_laws(&self->block, &regime);
    memset(regime.sum, 0, sizeof regime.sum);
    for (size_t a = 0; a < n && regime.n_law > 0; a++) {
        size_t b = a + 1;

        for (; b + 1 < n; b += 2) {
            compare_two(&regime, member[a], member[b], member[b + 1]);
        }
        if (b < n) {
            compare_one(&regime, member[a], member[b]);
        }
    }
    for (size_t l = 0; l < V; l++) {
        out[l] = pairs > 0.0 ? regime.sum[l] / pairs : NAN;
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
