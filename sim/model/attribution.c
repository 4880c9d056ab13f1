/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who moved what (section 2.12), exactly: over the members of the step,
 *     mean(t+dt) - mean(t) = sum_m mean_i Delta_im
 *     Var(t+dt) - Var(t)   = sum_m Cov_i( c_i(t) + c_i(t+dt), Delta_im )
 * with Delta_im what mechanism m added to state i. A change of membership jumps both; the jump is
 * a mechanism of its own. */
#include "model_internal.h"

#include <string.h>

void
cgap_attribution_start(cgap_block *self)
{
    size_t cells = CGAP_N_LAYER * self->model->n_mechanism * self->lanes;

    memset(self->change_of_mean, 0, cells * sizeof(double));
    memset(self->change_of_variance, 0, cells * sizeof(double));
}

void
cgap_attribution_begin(cgap_block *self)
{
    size_t cells = CGAP_N_LAYER * self->model->n_mechanism * self->lanes;

    if (self->unattributed) {
        return;
    }
    memset(self->step_sum, 0, cells * sizeof(double));
    memset(self->step_cross, 0, cells * sizeof(double));
    memset(self->level_sum, 0, CGAP_N_LAYER * self->lanes * sizeof(double));
    memset(self->acted, 0, sizeof self->acted);
}

void
cgap_attribution_index_begin(cgap_index_parts *index)
{
    index->acted = 0;
    memset(index->both_ends, 0, sizeof index->both_ends);
}

static inline void
add_scaled(double *restrict sum, double weight, const double *restrict x)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] += weight * x[l];
    }
}

static inline void
add_level(double *restrict sum, const double *restrict both_ends)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] += both_ends[l];
    }
}

/* What one mechanism did to one state: into the sums over states, and into the index. */
static inline void
add_increment(const double *restrict row, const double *restrict scale,
              const double *restrict both_ends, double weight, double *restrict index,
              double *restrict sum, double *restrict cross)
{
    for (size_t l = 0; l < V; l++) {
        double increment = row[l] * scale[l];

        sum[l] += increment;
        cross[l] += both_ends[l] * increment;
        index[l] += weight * increment;
    }
}

static inline void
add_one(const cgap_pulls *pulls, size_t m, double weight, double *index, double *sum, double *cross)
{
    add_increment(cgap_pulls_row(pulls, m), cgap_pulls_scale(pulls, m), pulls->both_ends, weight,
                  index, sum, cross);
}

/* The same for two states, one after the other. */
static inline void
add_two_increments(const double *restrict row_a, const double *restrict scale_a,
                   const double *restrict both_a, const double *restrict row_b,
                   const double *restrict scale_b, const double *restrict both_b, double weight,
                   double *restrict index_a, double *restrict index_b, double *restrict sum,
                   double *restrict cross)
{
    for (size_t l = 0; l < V; l++) {
        double first = row_a[l] * scale_a[l], second = row_b[l] * scale_b[l];

        sum[l] = (sum[l] + first) + second;
        cross[l] = (cross[l] + both_a[l] * first) + both_b[l] * second;
        index_a[l] += weight * first;
        index_b[l] += weight * second;
    }
}

static inline void
add_two(const cgap_pulls *a, const cgap_pulls *b, size_t m, double weight, double *index_a,
        double *index_b, double *sum, double *cross)
{
    add_two_increments(cgap_pulls_row(a, m), cgap_pulls_scale(a, m), a->both_ends,
                       cgap_pulls_row(b, m), cgap_pulls_scale(b, m), b->both_ends, weight, index_a,
                       index_b, sum, cross);
}

/* Row of a mechanism in an index, 0 at first. */
static inline double *
index_row(cgap_index_parts *index, size_t mechanism)
{
    uint64_t bit = (uint64_t) 1 << mechanism;

    if ((index->acted & bit) == 0) {
        memset(index->part[mechanism], 0, sizeof index->part[mechanism]);
        index->acted |= bit;
    }
    return index->part[mechanism];
}

static inline size_t
lowest(uint64_t set)
{
    return (size_t) __builtin_ctzll(set);
}

/* Mechanism by mechanism, for states s and, where there is one, s + 1 of a crew. */
static void
add_pair(cgap_block *self, size_t first, size_t from, const cgap_crew *crew, size_t s,
         double weight)
{
    const cgap_pulls *a = crew->pulls[s], *b = s + 1 < crew->n ? crew->pulls[s + 1] : NULL;
    uint64_t of_b = b == NULL ? 0 : b->acted;

    for (uint64_t left = a->acted | of_b; left != 0; left &= left - 1) {
        size_t m = lowest(left), at = (first + m) * self->lanes + from;
        double *sum = self->step_sum + at, *cross = self->step_cross + at;

        if (a->acted >> m & of_b >> m & 1) {
            add_two(a, b, m, weight, index_row(crew->index[s], m), index_row(crew->index[s + 1], m),
                    sum, cross);
        } else if (a->acted >> m & 1) {
            add_one(a, m, weight, index_row(crew->index[s], m), sum, cross);
        } else {
            add_one(b, m, weight, index_row(crew->index[s + 1], m), sum, cross);
        }
    }
}

void
cgap_attribution_add(cgap_block *self, size_t capability, size_t from, const cgap_crew *crew,
                     double weight)
{
    size_t lanes = self->lanes, layer = CGAP_LAYER_CAPABILITY + capability;

    if (self->unattributed) {
        return;
    }
    for (size_t s = 0; s < crew->n; s++) {
        self->acted[layer] |= crew->pulls[s]->acted;
        add_level(self->level_sum + layer * lanes + from, crew->pulls[s]->both_ends);
        add_scaled(crew->index[s]->both_ends, weight, crew->pulls[s]->both_ends);
    }
    for (size_t s = 0; s < crew->n; s += 2) {
        add_pair(self, layer * self->model->n_mechanism, from, crew, s, weight);
    }
}

static inline void
add_index_increment(const double *restrict increment, const double *restrict both_ends,
                    double *restrict sum, double *restrict cross)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] += increment[l];
        cross[l] += both_ends[l] * increment[l];
    }
}

void
cgap_attribution_index_end(cgap_block *self, size_t layer, size_t from, const cgap_crew *crew)
{
    size_t lanes = self->lanes, first = layer * self->model->n_mechanism;

    if (self->unattributed) {
        return;
    }
    for (size_t s = 0; s < crew->n; s++) {
        const cgap_index_parts *index = crew->index[s];

        self->acted[layer] |= index->acted;
        add_level(self->level_sum + layer * lanes + from, index->both_ends);
        for (uint64_t left = index->acted; left != 0; left &= left - 1) {
            size_t m = lowest(left), at = (first + m) * lanes + from;

            add_index_increment(index->part[m], index->both_ends, self->step_sum + at,
                                self->step_cross + at);
        }
    }
}

static double
count_of(cgap_member_set members)
{
    double count = 0.0;

    for (; members != 0; members &= members - 1) {
        count += 1.0;
    }
    return count;
}

/* mean Delta, and mean (c(t) + c(t+dt)) Delta less the product of the means. */
static inline void
add_changes(const double *restrict sum, const double *restrict cross,
            const double *restrict level_sum, double each, double *restrict change_of_mean,
            double *restrict change_of_variance)
{
    for (size_t l = 0; l < V; l++) {
        double mean = sum[l] * each;

        change_of_mean[l] += mean;
        change_of_variance[l] += cross[l] * each - level_sum[l] * each * mean;
    }
}

void
cgap_attribution_finish(cgap_block *self)
{
    size_t lanes = self->lanes, n_mechanism = self->model->n_mechanism;
    double count = count_of(self->members);

    if (self->unattributed) {
        return;
    }
    for (size_t row = 0; count > 0.0 && row < CGAP_N_LAYER * n_mechanism; row++) {
        size_t layer = row / n_mechanism, m = row % n_mechanism;

        for (size_t from = 0; self->acted[layer] >> m & 1 && from < lanes; from += V) {
            size_t at = row * lanes + from;

            add_changes(self->step_sum + at, self->step_cross + at,
                        self->level_sum + layer * lanes + from, 1.0 / count,
                        self->change_of_mean + at, self->change_of_variance + at);
        }
    }
}

/* Mean and population variance of a layer over a set of members, in one replicate. */
static void
moments(const double *level, cgap_member_set members, size_t n, size_t lanes, size_t l,
        double *mean, double *variance)
{
    double count = count_of(members), sum = 0.0, squares = 0.0;

    for (size_t i = 0; i < n; i++) {
        sum += is_member(members, i) ? level[i * lanes + l] : 0.0;
    }
    *mean = count > 0.0 ? sum / count : 0.0;
    for (size_t i = 0; i < n; i++) {
        double deviation = is_member(members, i) ? level[i * lanes + l] - *mean : 0.0;

        squares += deviation * deviation;
    }
    *variance = count > 0.0 ? squares / count : 0.0;
}

void
cgap_attribution_membership(cgap_block *self, cgap_member_set after)
{
    size_t n = self->model->n, lanes = self->lanes, n_mechanism = self->model->n_mechanism;

    if (self->unattributed) {
        return;
    }
    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        size_t at = (layer * n_mechanism + n_mechanism - 1) * lanes;
        const double *level = self->formal_index;

        if (layer == CGAP_LAYER_PRACTICE) {
            level = self->practice_index;
        } else if (layer != CGAP_LAYER_FORMAL) {
            level = cgap_block_capability(self, layer - CGAP_LAYER_CAPABILITY);
        }
        for (size_t l = 0; l < lanes; l++) {
            double mean[2], variance[2];

            moments(level, self->members, n, lanes, l, &mean[0], &variance[0]);
            moments(level, after, n, lanes, l, &mean[1], &variance[1]);
            self->change_of_mean[at + l] += mean[1] - mean[0];
            self->change_of_variance[at + l] += variance[1] - variance[0];
        }
    }
}
