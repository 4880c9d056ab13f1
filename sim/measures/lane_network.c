/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Algebraic connectivity over lanes: the Laplacian is made tridiagonal by Householder's reflections
 * and its second smallest eigenvalue closed in by halving (Golub and Van Loan 2013, "Matrix
 * Computations", chapter 8). Both take the same steps whatever the values, as lanes must. */
#include "cgap/lane.h"

#include <math.h>
#include <string.h>

#include "cgap/vector.h"
#include "lane_tile.h"

/* A symmetric matrix by its lower triangle, row after row, on its way to a tridiagonal one. */
typedef struct reduction {
    size_t n;
    tile *lower;  /* [n (n + 1) / 2] */
    tile *beside; /* [n] what stands left of the diagonal; squared at the end */
    tile *work;   /* [n] */
} reduction;

static size_t
triangle(size_t n)
{
    return n * (n + 1) / 2;
}

static tile *
row_of(const reduction *self, size_t i)
{
    return self->lower + triangle(i);
}

static inline void
add_product(double *restrict sum, const double *restrict a, const double *restrict b)
{
    for (size_t l = 0; l < TILE; l++) {
        sum[l] += a[l] * b[l];
    }
}

static inline void
subtract(double *restrict from, const double *restrict x)
{
    for (size_t l = 0; l < TILE; l++) {
        from[l] -= x[l];
    }
}

/* Rows of -w_ij with the strength of each unit on the diagonal; @p most: the largest strength. */
static void
fill_laplacian(const reduction *self, const double *const *tie, size_t first, size_t count,
               double *restrict most)
{
    tile strength, w;

    memset(most, 0, sizeof(tile));
    for (size_t i = 0; i < self->n; i++) {
        tile *row = row_of(self, i);

        memset(strength, 0, sizeof strength);
        for (size_t j = 0; j < self->n; j++) {
            if (j == i) {
                continue;
            }
            tile_row(w, tie[i * self->n + j], first, count);
            for (size_t l = 0; l < TILE; l++) {
                strength[l] += w[l];
            }
            if (j < i) {
                memset(row[j], 0, sizeof row[j]);
                subtract(row[j], w);
            }
        }
        memcpy(row[i], strength, sizeof strength);
        for (size_t l = 0; l < TILE; l++) {
            most[l] = strength[l] > most[l] ? strength[l] : most[l];
        }
    }
}

/* Makes row i, of which the last before the diagonal is @p last, the vector u of the reflection
 * I - u u' / h that leaves @p beside alone of it; gives 1 / h, 0 where there is nothing to do. */
static inline void
reflect(const double *restrict squares, double *restrict last, double *restrict beside,
        double *restrict inverse)
{
    for (size_t l = 0; l < TILE; l++) {
        double root = sqrt(squares[l]), f = last[l];
        double g = -copysign(root, f);
        double h = squares[l] - f * g, of_h = 1.0 / h;

        beside[l] = g;
        last[l] = f - g;
        inverse[l] = h > 0.0 ? of_h : 0.0;
    }
}

/* A u for the leading n by n part of the matrix. */
static void
times_vector(const reduction *self, tile *u, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        TILE_EACH_BESIDE (l) {
            cgap_reals sum[TILE_BESIDE];

            TILE_BOTH (v) {
                sum[v] = cgap_reals_all(0.0);
            }
            for (size_t k = 0; k < n; k++) {
                const double *a = k <= j ? row_of(self, j)[k] : row_of(self, k)[j];

                TILE_BOTH (v) {
                    sum[v] +=
                        cgap_reals_load(a + TILE_AT(l, v)) * cgap_reals_load(u[k] + TILE_AT(l, v));
                }
            }
            TILE_BOTH (v) {
                cgap_reals_store(self->work[j] + TILE_AT(l, v), sum[v]);
            }
        }
    }
}

static inline void
scale(double *restrict x, const double *restrict by)
{
    for (size_t l = 0; l < TILE; l++) {
        x[l] *= by[l];
    }
}

/* q = p - K u with p = A u / h, K = u' p / 2h; p stands where q is to stand. */
static void
correct(tile *p, tile *u, size_t n, const tile inverse)
{
    tile sum = {0};

    for (size_t j = 0; j < n; j++) {
        scale(p[j], inverse);
        add_product(sum, p[j], u[j]);
    }
    for (size_t l = 0; l < TILE; l++) {
        sum[l] *= -0.5 * inverse[l];
    }
    for (size_t j = 0; j < n; j++) {
        add_product(p[j], sum, u[j]);
    }
}

static inline void
rank_two(double *restrict a, const double *restrict u_j, const double *restrict u_k,
         const double *restrict q_j, const double *restrict q_k)
{
    for (size_t l = 0; l < TILE; l++) {
        a[l] -= u_j[l] * q_k[l] + q_j[l] * u_k[l];
    }
}

/* Clears row i left of what stands beside the diagonal: A <- A - u q' - q u'. */
static void
reduce_row(const reduction *self, size_t i)
{
    tile *u = row_of(self, i), squares = {0}, inverse;

    for (size_t k = 0; k < i; k++) {
        add_product(squares, u[k], u[k]);
    }
    reflect(squares, u[i - 1], self->beside[i], inverse);
    times_vector(self, u, i);
    correct(self->work, u, i, inverse);
    for (size_t j = 0; j < i; j++) {
        for (size_t k = 0; k <= j; k++) {
            rank_two(row_of(self, j)[k], u[j], u[k], self->work[j], self->work[k]);
        }
    }
}

static inline void
square(double *restrict x)
{
    for (size_t l = 0; l < TILE; l++) {
        x[l] *= x[l];
    }
}

static void
make_tridiagonal(const reduction *self)
{
    for (size_t i = self->n - 1; i >= 2; i--) {
        reduce_row(self, i);
    }
    memcpy(self->beside[1], row_of(self, 1)[0], sizeof(tile));
    for (size_t i = 1; i < self->n; i++) {
        square(self->beside[i]);
    }
}

/* One pivot of T - x I = L D L'; as many are negative as eigenvalues lie below x. One that is 0
 * counts as negative, and goes on as next to nothing. */
static inline void
next_pivot(const double *restrict diagonal, const double *restrict beside, const double *restrict x,
           double *restrict pivot, double *restrict below)
{
    const double least = 1e-290;

    for (size_t l = 0; l < TILE; l++) {
        double exact = (diagonal[l] - x[l]) - beside[l] / pivot[l];
        double now = fabs(exact) < least ? -least : exact;

        pivot[l] = now;
        below[l] += now < 0.0 ? 1.0 : 0.0;
    }
}

/* Number of eigenvalues below @p x, lane by lane. */
static void
count_below(const reduction *self, const tile x, tile below)
{
    static const tile nothing = {0};
    tile pivot;

    for (size_t l = 0; l < TILE; l++) {
        pivot[l] = 1.0;
        below[l] = 0.0;
    }
    for (size_t i = 0; i < self->n; i++) {
        next_pivot(row_of(self, i)[i], i == 0 ? nothing : self->beside[i], x, pivot, below);
    }
}

static inline void
halve(const double *restrict below, const double *restrict middle, double *restrict low,
      double *restrict high)
{
    for (size_t l = 0; l < TILE; l++) {
        double x = middle[l], from = low[l], to = high[l];

        low[l] = below[l] < 2.0 ? x : from;
        high[l] = below[l] < 2.0 ? to : x;
    }
}

/* The second smallest eigenvalue, between 0 and @p high, to the last bit of that. */
static void
close_in(const reduction *self, const tile most, tile value)
{
    enum { HALVINGS = 56 };
    tile low = {0}, high, below;

    memcpy(high, most, sizeof high);
    for (int k = 0; k < HALVINGS; k++) {
        for (size_t l = 0; l < TILE; l++) {
            value[l] = 0.5 * (low[l] + high[l]);
        }
        count_below(self, value, below);
        halve(below, value, low, high);
    }
}

size_t
cgap_lane_connectivity_work(size_t n)
{
    return (triangle(n) + 2 * n) * TILE;
}

void
cgap_lane_connectivity(const double *const *tie, size_t n, size_t lanes, double *work, double *out)
{
    tile *rows = (tile *) work;
    reduction self = {n, rows, rows + triangle(n), rows + triangle(n) + n};

    for (size_t l = 0; n < 2 && l < lanes; l++) {
        out[l] = NAN;
    }
    for (size_t first = 0; n >= 2 && first < lanes; first += TILE) {
        size_t count = lanes - first < TILE ? lanes - first : TILE;
        tile most, value;

        fill_laplacian(&self, tie, first, count, most);
        make_tridiagonal(&self);
        for (size_t l = 0; l < TILE; l++) {
            most[l] *= 2.0; /* no eigenvalue of a Laplacian is larger */
        }
        close_in(&self, most, value);
        for (size_t l = 0; l < TILE; l++) { /* eigenvalues carry the rounding of the largest */
            value[l] = value[l] > 1e-13 * most[l] ? value[l] / (double) n : 0.0;
        }
        tile_store(out, first, count, value);
    }
}
