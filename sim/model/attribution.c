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

static inline void
add_level(double *restrict sum, const double *restrict both_ends)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] += both_ends[l];
    }
}

/* c(t) + c(t+dt) of an index. */
static inline void
add_scaled(double *restrict sum, double weight, const double *restrict x)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] += weight * x[l];
    }
}

/* What one mechanism did to one capability of one state. */
typedef struct deed {
    const double *row, *scale, *both_ends;
} deed;

static inline deed
deed_of(const cgap_pulls *pulls, size_t m)
{
    return (deed){cgap_pulls_row(pulls, m), cgap_pulls_scale(pulls, m), pulls->both_ends};
}

/* Into the sums over states, and weighted into the index of the state. */
static inline void
add_one(deed a, double weight, double *restrict index, double *restrict sum, double *restrict cross)
{
    for (size_t l = 0; l < V; l++) {
        double increment = a.row[l] * a.scale[l];

        sum[l] += increment;
        cross[l] += a.both_ends[l] * increment;
        index[l] += weight * increment;
    }
}

/* The same for two states, one after the other. */
static inline void
add_two(deed a, deed b, double weight, double *restrict index_a, double *restrict index_b,
        double *restrict sum, double *restrict cross)
{
    for (size_t l = 0; l < V; l++) {
        double first = a.row[l] * a.scale[l], second = b.row[l] * b.scale[l];

        sum[l] = (sum[l] + first) + second;
        cross[l] = (cross[l] + a.both_ends[l] * first) + b.both_ends[l] * second;
        index_a[l] += weight * first;
        index_b[l] += weight * second;
    }
}

/* An index has moved by the weighted sum of what moved its capabilities. */
static inline void
add_index(const double *restrict increment, const double *restrict both_ends, double *restrict sum,
          double *restrict cross)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] += increment[l];
        cross[l] += both_ends[l] * increment[l];
    }
}

static inline void
add_two_indices(const double *restrict a, const double *restrict both_a, const double *restrict b,
                const double *restrict both_b, double *restrict sum, double *restrict cross)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] = (sum[l] + a[l]) + b[l];
        cross[l] = (cross[l] + both_a[l] * a[l]) + both_b[l] * b[l];
    }
}

/* Two states side by side, so that sums over states are fetched once for both; or one and none. */
typedef struct pair {
    const cgap_pulls *a, *b; /* [capabilities of the index] */
    const double *both_ends_a, *both_ends_b;
    size_t from;
} pair;

static inline bool
acts(const cgap_pulls *pulls, size_t m)
{
    return pulls->acted >> m & 1;
}

/* One mechanism in all capabilities of an index, and in the index itself. What the index gathers
 * from its capabilities stays in registers. */
static inline void
add_mechanism(cgap_block *self, const cgap_index_layers *of, const pair *states, size_t m)
{
    CGAP_ROW double index_a[V] = {0.0}, index_b[V] = {0.0};
    size_t stride = self->model->n_mechanism * self->lanes, at = m * self->lanes + states->from;
    double *sum = self->step_sum + at, *cross = self->step_cross + at;

    for (size_t k = 0; k < of->n; k++) {
        size_t row = (of->first + k) * stride;
        bool by_a = acts(&states->a[k], m), by_b = states->b != NULL && acts(&states->b[k], m);

        if (by_a && by_b) {
            add_two(deed_of(&states->a[k], m), deed_of(&states->b[k], m), of->weight[k], index_a,
                    index_b, sum + row, cross + row);
        } else if (by_a) {
            add_one(deed_of(&states->a[k], m), of->weight[k], index_a, sum + row, cross + row);
        } else if (by_b) {
            add_one(deed_of(&states->b[k], m), of->weight[k], index_b, sum + row, cross + row);
        }
    }
    if (states->b != NULL) {
        add_two_indices(index_a, states->both_ends_a, index_b, states->both_ends_b,
                        sum + of->index * stride, cross + of->index * stride);
    } else {
        add_index(index_a, states->both_ends_a, sum + of->index * stride,
                  cross + of->index * stride);
    }
}

static uint64_t
acted_in(const cgap_index_layers *of, const cgap_pulls *pulls)
{
    uint64_t acted = 0;

    for (size_t k = 0; pulls != NULL && k < of->n; k++) {
        acted |= pulls[k].acted;
    }
    return acted;
}

static void
add_pair(cgap_block *self, const cgap_index_layers *of, const pair *states)
{
    for (uint64_t left = acted_in(of, states->a) | acted_in(of, states->b); left != 0;
         left &= left - 1) {
        add_mechanism(self, of, states, (size_t) __builtin_ctzll(left));
    }
}

/* Levels of one state, of its capabilities and its index. */
static void
add_levels(cgap_block *self, const cgap_index_layers *of, size_t from, const cgap_pulls *pulls,
           double both_ends[V])
{
    memset(both_ends, 0, V * sizeof *both_ends);
    for (size_t k = 0; k < of->n; k++) {
        self->acted[of->first + k] |= pulls[k].acted;
        add_level(self->level_sum + (of->first + k) * self->lanes + from, pulls[k].both_ends);
        add_scaled(both_ends, of->weight[k], pulls[k].both_ends);
    }
    self->acted[of->index] |= acted_in(of, pulls);
    add_level(self->level_sum + of->index * self->lanes + from, both_ends);
}

void
cgap_attribution_add(cgap_block *self, const cgap_index_layers *of, size_t from,
                     const cgap_crew *crew)
{
    CGAP_ROW double both_ends[CGAP_CREW][V];

    if (self->unattributed) {
        return;
    }
    for (size_t s = 0; s < crew->n; s++) {
        add_levels(self, of, from, crew->pulls[s], both_ends[s]);
    }
    for (size_t s = 0; s < crew->n; s += 2) {
        bool alone = s + 1 == crew->n;
        const pair states = {crew->pulls[s], alone ? NULL : crew->pulls[s + 1], both_ends[s],
                             alone ? NULL : both_ends[s + 1], from};

        add_pair(self, of, &states);
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
