/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far law differs between units, over lanes: the distance of Ruzicka (1958), 1 - sum_p min(q_i,
 * q_j) / sum_p max(q_i, q_j), over all pairs. It is taken at every date of a run, so that rows stay
 * in registers over several pairs and pairs share a division. */
#include "cgap/lane.h"

#include <math.h>
#include <stdbool.h>

#include "lane_tile.h"

/* Laws of a tile. */
typedef struct laws {
    const double *const *q; /* [n_law][n] pointers to lanes */
    const double *weight;   /* [n] or NULL */
    size_t n, n_law;
    size_t first, count;            /* lanes of the tile */
    tile all[CGAP_LANE_MOST_UNITS]; /* sum_p q_i */
} laws;

/* A quotient whose division is still to come. */
typedef struct quotient {
    cgap_reals above, below;
} quotient;

static inline quotient
add_quotients(quotient x, quotient y)
{
    return (quotient){x.above * y.below + y.above * x.below, x.below * y.below};
}

/* The vector of a row from lane @p l of the tile on. @p whole, whether the tile is, and in what
 * follows @p weighted, whether there are weights, are numbers where this is called. */
TILE_TEMPLATE cgap_reals
law_of(const laws *self, const double *row, size_t l, bool whole)
{
    tile pad;

    if (whole) {
        return cgap_reals_load(row + self->first + l);
    }
    tile_row(pad, row, self->first, self->count);
    return cgap_reals_load(pad + l);
}

/* Of a pair with common = sum_p min(q_i, q_j): either = sum_p max(q_i, q_j) = sum q_i + sum q_j -
 * common, and nothing where both are empty. Four denominators of no less than this have a product.
 */
static inline quotient
distance_of(cgap_reals common, cgap_reals both)
{
    cgap_reals either = both - common;

    return (quotient){either - common, cgap_reals_larger(either, cgap_reals_all(1e-60))};
}

/* Pairs that are compared together: a unit with so many others. */
enum { OTHERS = 4 };

TILE_TEMPLATE cgap_reals
sum_of_quotients(const quotient *each, size_t n)
{
    quotient two = n > 1 ? add_quotients(each[0], each[1]) : each[0], sum = two;

    if (n == 3) {
        sum = add_quotients(two, each[2]);
    } else if (n == 4) {
        sum = add_quotients(two, add_quotients(each[2], each[3]));
    }
    return sum.above / sum.below;
}

/* Adds the distances of unit @p a to the @p n units from @p b on; n is a number where this is
 * called. */
TILE_TEMPLATE void
compare(const laws *self, size_t a, size_t b, size_t n, size_t l, bool whole, bool weighted,
        cgap_reals sum[TILE_BESIDE])
{
    cgap_reals common[OTHERS][TILE_BESIDE];

    for (size_t o = 0; o < n; o++) {
        TILE_BOTH (v) {
            common[o][v] = cgap_reals_all(0.0);
        }
    }
    for (const double *const *q = self->q; q < self->q + self->n_law * self->n; q += self->n) {
        cgap_reals own[TILE_BESIDE];

        TILE_BOTH (v) {
            own[v] = law_of(self, q[a], TILE_AT(l, v), whole);
        }
#pragma GCC unroll 4
        for (size_t o = 0; o < n; o++) {
            TILE_BOTH (v) {
                common[o][v] +=
                    cgap_reals_smaller(own[v], law_of(self, q[b + o], TILE_AT(l, v), whole));
            }
        }
    }
    TILE_BOTH (v) {
        quotient each[OTHERS];

#pragma GCC unroll 4
        for (size_t o = 0; o < n; o++) {
            each[o] =
                distance_of(common[o][v], cgap_reals_load(self->all[a] + TILE_AT(l, v)) +
                                              cgap_reals_load(self->all[b + o] + TILE_AT(l, v)));
            if (weighted && self->weight != NULL) {
                each[o].above *= self->weight[a] * self->weight[b + o];
            }
        }
        sum[v] += sum_of_quotients(each, n);
    }
}

/* Adds the distances of unit @p a to all after it. */
TILE_TEMPLATE void
compare_with_rest(const laws *self, size_t a, bool whole, bool weighted, tile total)
{
    TILE_EACH_BESIDE (l) {
        cgap_reals sum[TILE_BESIDE];
        size_t b = a + 1;

        TILE_BOTH (v) {
            sum[v] = cgap_reals_load(total + TILE_AT(l, v));
        }
        for (; b + OTHERS <= self->n; b += OTHERS) {
            compare(self, a, b, OTHERS, l, whole, weighted, sum);
        }
        if (self->n - b == 3) {
            compare(self, a, b, 3, l, whole, weighted, sum);
        } else if (self->n - b == 2) {
            compare(self, a, b, 2, l, whole, weighted, sum);
        } else if (self->n - b == 1) {
            compare(self, a, b, 1, l, whole, weighted, sum);
        }
        TILE_BOTH (v) {
            cgap_reals_store(total + TILE_AT(l, v), sum[v]);
        }
    }
}

TILE_TEMPLATE void
compare_all(laws *self, bool whole, bool weighted, tile total)
{
    for (size_t i = 0; i < self->n; i++) {
        for (size_t l = 0; l < TILE; l += CGAP_VECTOR) {
            cgap_reals all = cgap_reals_all(0.0);

            for (size_t p = 0; p < self->n_law; p++) {
                all += law_of(self, self->q[p * self->n + i], l, whole);
            }
            cgap_reals_store(self->all[i] + l, all);
        }
    }
    for (size_t a = 0; a + 1 < self->n; a++) {
        compare_with_rest(self, a, whole, weighted, total);
    }
}

/* Of the weights of a pair, over pairs. */
static double
sum_of_products(const double *weight, size_t n)
{
    double pairs = weight == NULL ? 0.5 * (double) n * ((double) n - 1.0) : 0.0;

    for (size_t i = 0; weight != NULL && i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            pairs += weight[i] * weight[j];
        }
    }
    return pairs;
}

void
cgap_lane_ruzicka(const double *const *implementation, const double *weight, size_t n, size_t n_law,
                  size_t lanes, double *out)
{
    double pairs = sum_of_products(weight, n);
    laws self;

    self.q = implementation;
    self.weight = weight;
    self.n = n;
    self.n_law = n_law;
    for (self.first = 0; self.first < lanes; self.first += TILE) {
        tile sum = {0};

        self.count = lanes - self.first < TILE ? lanes - self.first : TILE;
        if (n_law > 0 && self.count < TILE) {
            compare_all(&self, false, true, sum);
        } else if (n_law > 0 && weight != NULL) {
            compare_all(&self, true, true, sum);
        } else if (n_law > 0) {
            compare_all(&self, true, false, sum);
        }
        for (size_t l = 0; l < TILE; l++) {
            sum[l] = n < 2 ? NAN : sum[l] / pairs;
        }
        tile_store(out, self.first, self.count, sum);
    }
}
