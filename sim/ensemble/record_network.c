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

/* Laws of the states, and where sums go. */
typedef struct comparison {
    const double *law[CGAP_MAX_INSTRUMENT]; /* [n_law][n][V] implementation q of those in force */
    size_t n_law;
    double all[CGAP_MAX_MEMBER * V]; /* [n][V] sum_p q_i */
    double sum[V];
} comparison;

/* A quotient whose division is still to come. */
typedef struct quotient {
    cgap_reals above, below;
} quotient;

static inline quotient
add_quotients(quotient x, quotient y)
{
    return (quotient){x.above * y.below + y.above * x.below, x.below * y.below};
}

/* Pairs that are compared together: a state with so many others. */
enum { OTHERS = 4 };

/* 1 - common / either of a pair, common = sum_p min(q_i, q_j) and either = sum_p max(q_i, q_j) =
 * sum q_i + sum q_j - common; 0 when both are empty. */
static inline quotient
distance_of(cgap_reals common, cgap_reals both)
{
    cgap_reals either = both - common, least = cgap_reals_all(1e-12);

    return (quotient){
        cgap_reals_where_above(either, least, either - common, cgap_reals_all(0.0)),
        cgap_reals_where_above(either, least, either, cgap_reals_all(1.0)),
    };
}

/* Adds the distances of state @p i to each of @p n others. A row of i is fetched once for all of
 * them, and they share one division; where there are fewer, the last one's distance is not added
 * again. */
static void
compare(comparison *self, size_t i, const size_t *others, size_t n)
{
    const quotient nothing = {cgap_reals_all(0.0), cgap_reals_all(1.0)};

    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals common[OTHERS], all = cgap_reals_load(self->all + i * V + l);
        quotient each[OTHERS], sum;

#pragma GCC unroll 4
        for (size_t o = 0; o < OTHERS; o++) {
            common[o] = cgap_reals_all(0.0);
        }
        for (size_t p = 0; p < self->n_law; p++) {
            cgap_reals q = cgap_reals_load(self->law[p] + i * V + l);

#pragma GCC unroll 4
            for (size_t o = 0; o < OTHERS; o++) {
                common[o] += cgap_reals_smaller(
                    q, cgap_reals_load(self->law[p] + others[o < n ? o : n - 1] * V + l));
            }
        }
#pragma GCC unroll 4
        for (size_t o = 0; o < OTHERS; o++) {
            cgap_reals both = all + cgap_reals_load(self->all + others[o < n ? o : n - 1] * V + l);

            each[o] = o < n ? distance_of(common[o], both) : nothing;
        }
        sum = add_quotients(add_quotients(each[0], each[1]), add_quotients(each[2], each[3]));
        cgap_reals_store(self->sum + l, cgap_reals_load(self->sum + l) + sum.above / sum.below);
    }
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
        for (size_t b = a + 1; b < n; b += OTHERS) {
            compare(&regime, member[a], member + b, n - b < OTHERS ? n - b : OTHERS);
        }
    }
    for (size_t l = 0; l < V; l++) {
        out[l] = pairs > 0.0 ? regime.sum[l] / pairs : NAN;
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
