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

/* States side by side, so that sums over states are fetched once for all of them. */
enum { GROUP = CGAP_CREW, PAIR = 2 };

enum { N_VECTOR = V / CGAP_VECTOR };

/* Some states and V replicates from @p from on. */
typedef struct group {
    size_t n, from;
    const cgap_pulls *pulls[GROUP]; /* each [capabilities of the index] */
    const double *both_ends[GROUP]; /* of the index */
} group;

/* What an index gathers from its capabilities, state by state. */
typedef struct gathered {
    cgap_reals state[GROUP][N_VECTOR];
} gathered;

/* What one mechanism did to capability @p k of @p n states, one after the other: into the sums over
 * states, and weighted into the index of each. */
static inline __attribute__((always_inline)) void
add_deeds(const group *states, size_t n, size_t k, size_t m, double weight, gathered *index,
          double *restrict sum, double *restrict cross)
{
#pragma GCC unroll 8
    for (size_t v = 0; v < N_VECTOR; v++) {
        size_t l = v * CGAP_VECTOR;
        cgap_reals all = cgap_reals_load(sum + l), product = cgap_reals_load(cross + l);

#pragma GCC unroll 4
        for (size_t a = 0; a < n; a++) {
            const cgap_pulls *pulls = &states->pulls[a][k];
            cgap_reals increment = cgap_reals_load(cgap_pulls_row(pulls, m) + l) *
                                   cgap_reals_load(cgap_pulls_scale(pulls, m) + l);

            all += increment;
            product += cgap_reals_load(pulls->both_ends + l) * increment;
            index->state[a][v] += weight * increment;
        }
        cgap_reals_store(sum + l, all);
        cgap_reals_store(cross + l, product);
    }
}

/* An index has moved by the weighted sum of what moved its capabilities. */
static inline __attribute__((always_inline)) void
add_indices(const group *states, size_t n, const gathered *index, double *restrict sum,
            double *restrict cross)
{
#pragma GCC unroll 8
    for (size_t v = 0; v < N_VECTOR; v++) {
        size_t l = v * CGAP_VECTOR;
        cgap_reals all = cgap_reals_load(sum + l), product = cgap_reals_load(cross + l);

#pragma GCC unroll 4
        for (size_t a = 0; a < n; a++) {
            all += index->state[a][v];
            product += cgap_reals_load(states->both_ends[a] + l) * index->state[a][v];
        }
        cgap_reals_store(sum + l, all);
        cgap_reals_store(cross + l, product);
    }
}

static inline bool
acts(const cgap_pulls *pulls, size_t m)
{
    return pulls->acted >> m & 1;
}

/* One mechanism in all capabilities of an index, and in the index itself. What acts on one state
 * acts on all of its group. */
static inline __attribute__((always_inline)) void
add_mechanism(cgap_block *self, const cgap_index_layers *of, const group *states, size_t n,
              size_t m)
{
    size_t stride = self->model->n_mechanism * self->lanes, at = m * self->lanes + states->from;
    double *sum = self->step_sum + at, *cross = self->step_cross + at;
    gathered index = {0};

    for (size_t k = 0; k < of->n; k++) {
        size_t row = (of->first + k) * stride;

        if (acts(&states->pulls[0][k], m)) {
            add_deeds(states, n, k, m, of->weight[k], &index, sum + row, cross + row);
        }
    }
    add_indices(states, n, &index, sum + of->index * stride, cross + of->index * stride);
}

static uint64_t
acted_in(const cgap_index_layers *of, const cgap_pulls *pulls)
{
    uint64_t acted = 0;

    for (size_t k = 0; k < of->n; k++) {
        acted |= pulls[k].acted;
    }
    return acted;
}

static void
add_group(cgap_block *self, const cgap_index_layers *of, const group *states)
{
    for (uint64_t left = acted_in(of, states->pulls[0]); left != 0; left &= left - 1) {
        size_t m = (size_t) __builtin_ctzll(left);

        if (states->n == GROUP) {
            add_mechanism(self, of, states, GROUP, m);
        } else if (states->n == PAIR) {
            add_mechanism(self, of, states, PAIR, m);
        } else {
            add_mechanism(self, of, states, 1, m);
        }
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

/* Whether the same mechanisms act on two states. */
static bool
act_alike(const cgap_index_layers *of, const cgap_pulls *a, const cgap_pulls *b)
{
    bool alike = true;

    for (size_t k = 0; k < of->n; k++) {
        alike = alike && a[k].acted == b[k].acted;
    }
    return alike;
}

/* States from the @p first of a crew on: a whole group of those alike, two, or one. */
static group
group_from(const cgap_crew *crew, const cgap_index_layers *of, size_t first, double (*both_ends)[V],
           size_t from)
{
    group states = {
        .n = 1, .from = from, .pulls = {crew->pulls[first]}, .both_ends = {both_ends[first]}};

    while (states.n < GROUP && first + states.n < crew->n &&
           act_alike(of, crew->pulls[first], crew->pulls[first + states.n])) {
        states.pulls[states.n] = crew->pulls[first + states.n];
        states.both_ends[states.n] = both_ends[first + states.n];
        states.n++;
    }
    states.n = states.n == GROUP ? GROUP : states.n >= PAIR ? PAIR : 1;
    return states;
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
    for (size_t s = 0; s < crew->n;) {
        group states = group_from(crew, of, s, both_ends, from);

        add_group(self, of, &states);
        s += states.n;
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
