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

/* Mechanisms whose sums over members stay in registers together. */
#ifdef __AVX512F__
enum { TOGETHER = 4 };
#else
enum { TOGETHER = 2 };
#endif

/* The members, in their order: where their rows begin. */
typedef struct crowd {
    size_t n, row[CGAP_MAX_MEMBER];
} crowd;

/* What some mechanisms did to one capability: increments are a row times the scale, lane by lane.
 * Rows [n][V]. */
typedef struct deeds {
    const double *row[TOGETHER];
    const double *scale, *both_ends, *index_ends; /* c(t) + c(t+dt), of the index too */
} deeds;

/* Sums over members, by mechanism: of the increments, and of their products with both ends of the
 * capability and of its index. */
typedef struct sums {
    CGAP_ROW double increment[CGAP_MAX_MECHANISM][V];
    double product[CGAP_MAX_MECHANISM][V], with_index[CGAP_MAX_MECHANISM][V];
} sums;

/* Sums over members of @p n mechanisms, in registers; those of mechanism of[a] go to its row. The
 * first is, if @p effort, national effort, which has no row: it is 1. */
static inline __attribute__((always_inline)) void
sum_deeds(const crowd *members, const deeds *did, size_t n, bool effort, const size_t *of,
          sums *restrict out)
{
    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals increment[TOGETHER], product[TOGETHER], with_index[TOGETHER];

#pragma GCC unroll 4
        for (size_t a = 0; a < n; a++) {
            increment[a] = product[a] = with_index[a] = cgap_reals_all(0.0);
        }
        for (size_t s = 0; s < members->n; s++) {
            size_t at = members->row[s] + l;
            cgap_reals scale = cgap_reals_load(did->scale + at);
            cgap_reals own = cgap_reals_load(did->both_ends + at);
            cgap_reals index = cgap_reals_load(did->index_ends + at);

#pragma GCC unroll 4
            for (size_t a = 0; a < n; a++) {
                cgap_reals moved =
                    effort && a == 0 ? scale : cgap_reals_load(did->row[a] + at) * scale;

                increment[a] += moved;
                product[a] += own * moved;
                with_index[a] += index * moved;
            }
        }
#pragma GCC unroll 4
        for (size_t a = 0; a < n; a++) {
            cgap_reals_store(out->increment[of[a]] + l, increment[a]);
            cgap_reals_store(out->product[of[a]] + l, product[a]);
            cgap_reals_store(out->with_index[of[a]] + l, with_index[a]);
        }
    }
}

/* The same with loops of a length that compilers know. */
static inline __attribute__((always_inline)) void
sum_few(const crowd *members, const deeds *did, size_t n, bool effort, const size_t *of, sums *out)
{
    if (n == TOGETHER) {
        sum_deeds(members, did, TOGETHER, effort, of, out);
#ifdef __AVX512F__
    } else if (n == 3) {
        sum_deeds(members, did, 3, effort, of, out);
    } else if (n == 2) {
        sum_deeds(members, did, 2, effort, of, out);
#endif
    } else {
        sum_deeds(members, did, 1, effort, of, out);
    }
}

static void
sum_some(const crowd *members, const deeds *did, size_t n, const size_t *of, sums *out)
{
    if (of[0] == CGAP_BY_EFFORT) {
        sum_few(members, did, n, true, of, out);
    } else {
        sum_few(members, did, n, false, of, out);
    }
}

/* Mechanisms of one capability whose bits are set in @p which, all of one scale. */
static void
sum_mechanisms(const crowd *members, const cgap_pulls *pulls, uint64_t which, deeds *did, sums *out)
{
    while (which != 0) {
        size_t n = 0, of[TOGETHER];

        for (; n < TOGETHER && which != 0; which &= which - 1) {
            of[n] = (size_t) __builtin_ctzll(which);
            did->row[n] =
                of[n] <= CGAP_BY_MARKET_ACCESS ? pulls->effort->step[of[n]] : pulls->part[of[n]];
            n++;
        }
        sum_some(members, did, n, of, out);
    }
}

static inline void
add_row(double *restrict sum, double weight, const double *restrict x)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] += weight * x[l];
    }
}

/* mean Delta, and mean (c(t) + c(t+dt)) Delta less the product of the means. */
static inline void
add_change(const double *restrict increment, const double *restrict product,
           const double *restrict level_sum, double each, double *restrict change_of_mean,
           double *restrict change_of_variance)
{
    for (size_t l = 0; l < V; l++) {
        double mean = increment[l] * each;

        change_of_mean[l] += mean;
        change_of_variance[l] += product[l] * each - level_sum[l] * each * mean;
    }
}

/* Mechanisms whose bits are set in @p acted, in one layer. */
static void
add_changes(cgap_block *self, size_t layer, size_t from, uint64_t acted, double (*increment)[V],
            double (*product)[V], const double level_sum[V], double each)
{
    for (; acted != 0; acted &= acted - 1) {
        size_t m = (size_t) __builtin_ctzll(acted);
        size_t at = (layer * self->model->n_mechanism + m) * self->lanes + from;

        add_change(increment[m], product[m], level_sum, each, self->change_of_mean + at,
                   self->change_of_variance + at);
    }
}

/* An index moves by the weighted sum of what moves its capabilities. */
typedef struct index_sums {
    uint64_t acted;
    CGAP_ROW double increment[CGAP_MAX_MECHANISM][V];
    double product[CGAP_MAX_MECHANISM][V];
} index_sums;

static void
add_to_index(index_sums *self, const sums *of, double weight, uint64_t acted)
{
    uint64_t first = acted & ~self->acted;

    self->acted |= acted;
    for (; first != 0; first &= first - 1) {
        size_t m = (size_t) __builtin_ctzll(first);

        memset(self->increment[m], 0, sizeof self->increment[m]);
        memset(self->product[m], 0, sizeof self->product[m]);
    }
    for (; acted != 0; acted &= acted - 1) {
        size_t m = (size_t) __builtin_ctzll(acted);

        add_row(self->increment[m], weight, of->increment[m]);
        add_row(self->product[m], weight, of->with_index[m]);
    }
}

/* c(t) + c(t+dt) of the index, in all states. */
static void
index_ends(size_t n, const cgap_index_layers *of, const cgap_pulls *pulls, double *restrict ends)
{
    for (size_t l = 0; l < n * V; l += CGAP_VECTOR) {
        cgap_reals sum = of->weight[0] * cgap_reals_load(pulls[0].both_ends + l);

        for (size_t k = 1; k < of->n; k++) {
            sum += of->weight[k] * cgap_reals_load(pulls[k].both_ends + l);
        }
        cgap_reals_store(ends + l, sum);
    }
}

static void
find_members(cgap_member_set set, crowd *out)
{
    out->n = 0;
    for (; set != 0; set &= set - 1) {
        out->row[out->n++] = (size_t) __builtin_ctzll(set) * V;
    }
}

void
cgap_attribution_add(cgap_block *self, const cgap_index_layers *of, size_t from,
                     const cgap_pulls *pulls)
{
    const uint64_t effort = ((uint64_t) 2 << CGAP_BY_MARKET_ACCESS) - 1;
    double index_sum[V] = {0.0}, each;
    index_sums index;
    crowd members;
    sums one;

    if (self->unattributed || self->members == 0) {
        return;
    }
    find_members(self->members, &members);
    each = 1.0 / (double) members.n;
    index.acted = 0; /* rows are cleared when they are first added to */
    index_ends(self->model->n, of, pulls, self->index_ends);
    for (size_t k = 0; k < of->n; k++) {
        deeds did = {.both_ends = pulls[k].both_ends, .index_ends = self->index_ends};
        double level_sum[V] = {0.0};

        did.scale = pulls[k].effort_step;
        sum_mechanisms(&members, &pulls[k], pulls[k].acted & effort, &did, &one);
        did.scale = pulls[k].scale;
        sum_mechanisms(&members, &pulls[k], pulls[k].acted & ~effort, &did, &one);
        cgap_vector_sum(pulls[k].both_ends, V, self->members, V, level_sum);
        add_changes(self, of->first + k, from, pulls[k].acted, one.increment, one.product,
                    level_sum, each);
        add_to_index(&index, &one, of->weight[k], pulls[k].acted);
    }
    cgap_vector_sum(self->index_ends, V, self->members, V, index_sum);
    add_changes(self, of->index, from, index.acted, index.increment, index.product, index_sum,
                each);
}

static inline void
add_square(const double *restrict level, const double *restrict mean, double *restrict sum)
{
    for (size_t l = 0; l < V; l++) {
        double deviation = level[l] - mean[l];

        sum[l] += deviation * deviation;
    }
}

/* Mean and population variance of a layer over a set of members, in V replicates; 0 of nobody. */
static void
moments(const double *level, cgap_member_set members, size_t lanes, double mean[V],
        double variance[V])
{
    double count = (double) __builtin_popcountll(members);

    memset(mean, 0, V * sizeof *mean);
    memset(variance, 0, V * sizeof *variance);
    cgap_vector_sum(level, lanes, members, V, mean);
    for (size_t l = 0; members != 0 && l < V; l++) {
        mean[l] /= count;
    }
    for (cgap_member_set left = members; left != 0; left &= left - 1) {
        add_square(level + (size_t) __builtin_ctzll(left) * lanes, mean, variance);
    }
    for (size_t l = 0; members != 0 && l < V; l++) {
        variance[l] /= count;
    }
}

/* The jump of a layer when others are members @p after. */
static void
jump(cgap_block *self, size_t layer, size_t from, cgap_member_set after)
{
    size_t at = ((layer + 1) * self->model->n_mechanism - 1) * self->lanes + from;
    const double *level = cgap_block_layer(self, layer) + from;
    double mean[2][V], variance[2][V];

    moments(level, self->members, self->lanes, mean[0], variance[0]);
    moments(level, after, self->lanes, mean[1], variance[1]);
    for (size_t l = 0; l < V; l++) {
        self->change_of_mean[at + l] += mean[1][l] - mean[0][l];
        self->change_of_variance[at + l] += variance[1][l] - variance[0][l];
    }
}

void
cgap_attribution_membership(cgap_block *self, cgap_member_set after)
{
    for (size_t layer = 0; layer < CGAP_N_LAYER && !self->unattributed; layer++) {
        for (size_t from = 0; from < self->lanes; from += V) {
            jump(self, layer, from, after);
        }
    }
}
