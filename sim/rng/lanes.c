/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Philox4x32-10 (Salmon et al. 2011) over lanes, and the draws of draw.c in a shape compilers
 * vectorise: one operation per loop over all lanes, selections in place of branches. */
#include "cgap/rng_lanes.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "cgap/elementary.h"
#include "cgap/lane_masks.h"
#include "cgap/vector_exp.h"
#include "normal_coefficients.h"
#include "poisson.h"

enum { V = CGAP_RNG_LANES, ROUNDS = 10 };

/* Vectors side by side fill each other's pauses, as many as registers hold. */
#if defined(__AVX512F__)
enum { SIDE_BY_SIDE = 4 };
#else
enum { SIDE_BY_SIDE = 2 };
#endif
enum { PAIR = 2 };
_Static_assert((int) V % (PAIR * (int) CGAP_VECTOR) == 0, "lanes come in whole pairs of vectors");

/* The four 32-bit words of some lanes' counters, in the end of their draws, each in the lower half
 * of a word of 64: products need that much. The upper halves hold anything. */
typedef struct counters {
    cgap_words word[4][SIDE_BY_SIDE];
} counters;

/* All rounds of @p n vectors, in registers and unrolled. */
static inline __attribute__((always_inline)) void
philox(counters *self, size_t n, uint64_t seed)
{
    const cgap_words multiplier_a = (cgap_words){0} + 0xD2511F53U;
    const cgap_words multiplier_c = (cgap_words){0} + 0xCD9E8D57U;
    const uint32_t weyl_low = 0x9E3779B9U, weyl_high = 0xBB67AE85U;
    uint32_t low = (uint32_t) seed, high = (uint32_t) (seed >> 32);

#pragma GCC unroll 10
    for (int round = 0; round < ROUNDS; round++, low += weyl_low, high += weyl_high) {
        cgap_words key_low = (cgap_words){0} + low, key_high = (cgap_words){0} + high;

#pragma GCC unroll 4
        for (size_t s = 0; s < n; s++) {
            cgap_words product_a = cgap_words_multiply(self->word[0][s], multiplier_a);
            cgap_words product_c = cgap_words_multiply(self->word[2][s], multiplier_c);

            self->word[0][s] = product_c >> 32 ^ self->word[1][s] ^ key_low;
            self->word[1][s] = product_c;
            self->word[2][s] = product_a >> 32 ^ self->word[3][s] ^ key_high;
            self->word[3][s] = product_a;
        }
    }
}

/* cgap_rng_open_unit over lanes: 52 bits are the mantissa of 2^52 + word, so taking 2^52 off again
 * converts them without a conversion, which few CPUs have in vectors. */
static inline cgap_reals
open_unit(cgap_words high, cgap_words low)
{
    cgap_words bits = (high << 32 | (low & 0xFFFFFFFFU)) >> 12 | 0x4330000000000000ULL;
    cgap_reals whole = (cgap_reals) bits - 0x1p52;

    return (whole + 0.5) * 0x1p-52;
}

/* @p n vectors of draws from lane @p first of all rows on. */
static inline __attribute__((always_inline)) void
uniform(uint64_t seed, cgap_address at, const uint16_t *unit, size_t first, size_t n, double *out)
{
    counters counter;

#pragma GCC unroll 4
    for (size_t s = 0; s < n; s++) {
        size_t lane = first + s * CGAP_VECTOR;
        uint32_t whose = (uint32_t) at.process << 16 | unit[lane / V];

        /* past 2^32 it counts on from 0: only the lower half is read */
        counter.word[0][s] = cgap_words_from(at.replicate + lane % V);
        counter.word[1][s] = (cgap_words){0} + at.step;
        counter.word[2][s] = (cgap_words){0} + whose;
        counter.word[3][s] = (cgap_words){0} + at.name;
    }
    philox(&counter, n, seed);
#pragma GCC unroll 4
    for (size_t s = 0; s < n; s++) {
        cgap_reals_store(out + first + s * CGAP_VECTOR,
                         open_unit(counter.word[1][s], counter.word[0][s]));
    }
}

/* Not to be copied into what draws one row: gcc 12 would warn of rows that are not there. */
__attribute__((noinline)) void
cgap_rng_uniform_lanes(uint64_t seed, cgap_address at, const uint16_t *unit, size_t rows,
                       double *out)
{
    size_t lane = 0;

    for (; lane + SIDE_BY_SIDE * CGAP_VECTOR <= rows * V; lane += SIDE_BY_SIDE * CGAP_VECTOR) {
        uniform(seed, at, unit, lane, SIDE_BY_SIDE, out);
    }
    for (; lane < rows * V; lane += PAIR * CGAP_VECTOR) {
        uniform(seed, at, unit, lane, PAIR, out);
    }
}

/* @p n vectors of pairs from lane @p from of all rows on. */
static inline __attribute__((always_inline)) void
uniform_pair(uint64_t seed, cgap_address at, const cgap_owners *of, size_t from, size_t n,
             double *first, double *second)
{
    counters counter;

#pragma GCC unroll 4
    for (size_t s = 0; s < n; s++) {
        size_t lane = from + s * CGAP_VECTOR;

        counter.word[0][s] = cgap_words_of(of->replicate + lane);
        counter.word[1][s] = (cgap_words){0} + at.step;
        counter.word[2][s] = cgap_words_of(of->unit + lane) | (uint32_t) at.process << 16;
        counter.word[3][s] = cgap_words_of(of->name + lane);
    }
    philox(&counter, n, seed);
#pragma GCC unroll 4
    for (size_t s = 0; s < n; s++) {
        size_t lane = from + s * CGAP_VECTOR;

        cgap_reals_store(first + lane, open_unit(counter.word[1][s], counter.word[0][s]));
        cgap_reals_store(second + lane, open_unit(counter.word[3][s], counter.word[2][s]));
    }
}

void
cgap_rng_uniform_pair_lanes(uint64_t seed, cgap_address at, const cgap_owners *of, size_t rows,
                            double *first, double *second)
{
    size_t lane = 0;

    for (; lane + SIDE_BY_SIDE * CGAP_VECTOR <= rows * V; lane += SIDE_BY_SIDE * CGAP_VECTOR) {
        uniform_pair(seed, at, of, lane, SIDE_BY_SIDE, first, second);
    }
    for (; lane < rows * V; lane += PAIR * CGAP_VECTOR) {
        uniform_pair(seed, at, of, lane, PAIR, first, second);
    }
}

/* Draws whose quantiles are taken at once, and how many beyond the centre stand side by side. */
enum { SOME = 8 * V, FEW = CGAP_MASK_LANES };

static inline void
centres(const double *restrict p, size_t n, double *restrict out)
{
    for (size_t l = 0; l < n; l++) {
        double q = p[l] - 0.5;
        double inner = CENTRE_HALF_WIDTH * CENTRE_HALF_WIDTH - q * q;

        out[l] = q * cgap_polynomial(CENTRE_TOP, inner) / cgap_polynomial(CENTRE_BOTTOM, inner);
    }
}

/* Says whether some lie in the far tail, one draw in 10^10, which is left to the scalar function.
 */
static inline bool
middles(const double p[FEW], double out[FEW])
{
    double root[FEW];

    for (size_t l = 0; l < FEW; l++) {
        double q = p[l] - 0.5, other = 1.0 - p[l];
        double r = sqrt(-cgap_log(q < 0.0 ? p[l] : other));
        double outer = r - MIDDLE_SHIFT;
        double middle = cgap_polynomial(MIDDLE_TOP, outer) / cgap_polynomial(MIDDLE_BOTTOM, outer);

        root[l] = r;
        out[l] = q < 0.0 ? -middle : middle;
    }
    return cgap_lanes_any_above(root, FEW, TAIL_START);
}

/* Quantiles where @p p stands, a whole number of rows; those beyond the middle are rare. */
static void
outer_quantiles(double *p, size_t n)
{
    for (size_t from = 0; from < n; from += FEW) {
        double value[FEW];
        bool far = middles(p + from, value);

        for (size_t l = 0; l < FEW; l++) {
            p[from + l] = far ? cgap_normal_quantile(p[from + l]) : value[l];
        }
    }
}

/* Logarithms and roots are for the draws beyond the centre only, 15 of 100: they are brought side
 * by side. */
static void
quantiles(const double *p, size_t n, double *out)
{
    _Alignas(64) double outer[SOME + 2 * FEW];
    cgap_lane_mask beyond[SOME / FEW];
    size_t count = 0, back = 0;

    for (size_t l = 0; l < n; l += FEW) {
        beyond[l / FEW] = cgap_lanes_off(p + l, 0.5, CENTRE_HALF_WIDTH);
        count += cgap_lanes_gather(beyond[l / FEW], p + l, outer + count);
    }
    for (size_t l = 0; l < FEW; l++) {
        outer[count + l] = 0.01; /* fills the last row up */
    }
    centres(p, n, out);
    outer_quantiles(outer, count);
    for (size_t l = 0; l < n; l += FEW) {
        back += cgap_lanes_spread(beyond[l / FEW], outer + back, out + l);
    }
}

void
cgap_normal_quantile_lanes(const double *p, size_t rows, double *out)
{
    for (size_t at = 0; at < rows * V; at += SOME) {
        quantiles(p + at, rows * V - at < SOME ? rows * V - at : SOME, out + at);
    }
}

void
cgap_rng_normal_lanes(uint64_t seed, cgap_address at, const uint16_t *unit, size_t rows,
                      double *out)
{
    double draw[SOME];

    for (size_t from = 0; from < rows; from += SOME / V) {
        size_t n = rows - from < SOME / V ? rows - from : SOME / V;

        cgap_rng_uniform_lanes(seed, at, unit + from, n, draw);
        cgap_normal_quantile_lanes(draw, n, out + from * V);
    }
}

/* Inversion of the Poisson law, all lanes at number n: probability and cumulative probability. */
typedef struct inversion {
    double mean[V], uniform[V], probability[V], cumulative[V], count[V];
} inversion;

static inline void
start_inversion(const double *restrict mean, double *restrict probability,
                double *restrict cumulative, double *restrict count)
{
    for (size_t l = 0; l < V; l++) {
        probability[l] = -mean[l];
        count[l] = 0.0;
    }
    cgap_lanes_exp(probability, V);
    memcpy(cumulative, probability, V * sizeof *cumulative);
}

/* Lanes whose cumulative probability is still short of their draw go to number @p n; the others
 * stay, since theirs only grows. A lane that cannot grow any more is ended by lowering its draw. */
static inline void
advance(const double *restrict mean, double *restrict uniform, double *restrict probability,
        double *restrict cumulative, double *restrict count, double n)
{
    double each = 1.0 / n; /* products cost less than a quotient in each lane */

    for (size_t l = 0; l < V; l++) {
        double u = uniform[l], before = cumulative[l];
        double next = probability[l] * (mean[l] * each);
        double sum = before + next;
        double ended = next < 1e-18 * sum ? -1.0 : u;

        count[l] += before < u ? 1.0 : 0.0;
        probability[l] = next;
        cumulative[l] = sum;
        uniform[l] = n > mean[l] ? ended : u;
    }
}

/* Adds a draw with the part of the mean up to @p most; says whether a lane has more than that. */
static bool
add_piece(const double *restrict uniform, double most, const double *restrict left,
          double *restrict sum)
{
    inversion self;

    for (size_t l = 0; l < V; l++) {
        double mean = left[l], some = mean < most ? mean : most;

        self.mean[l] = some > 0.0 ? some : 0.0;
    }
    memcpy(self.uniform, uniform, sizeof self.uniform);
    start_inversion(self.mean, self.probability, self.cumulative, self.count);
    for (int n = 1; n <= MOST_OF_A_PIECE && cgap_lanes_any_below(self.cumulative, self.uniform, V);
         n++) {
        advance(self.mean, self.uniform, self.probability, self.cumulative, self.count, n);
    }
    for (size_t l = 0; l < V; l++) {
        sum[l] += self.count[l];
    }
    return cgap_lanes_any_above(left, V, most);
}

/* The part of the mean beyond all pieces, in one draw. */
static void
add_rest(const double *restrict uniform, const double *restrict left, double *restrict sum)
{
    double small[V];

    for (size_t l = 0; l < V; l++) {
        small[l] = left[l] > LARGE ? 0.0 : left[l];
    }
    (void) add_piece(uniform, LARGE, small, sum);
    for (size_t l = 0; l < V; l++) {
        double mean = left[l] < CGAP_POISSON_MOST ? left[l] : CGAP_POISSON_MOST;

        if (left[l] > LARGE) {
            sum[l] += poisson_large(mean, cgap_normal_quantile(uniform[l]));
        }
    }
}

void
cgap_rng_poisson_lanes(uint64_t seed, cgap_address at, const double uniform[V],
                       const double mean[V], double out[V])
{
    double left[V], sum[V] = {0.0}, further[V];

    memcpy(left, mean, sizeof left);
    for (int p = 0; p < PIECES && add_piece(uniform, PIECE, left, sum); p++) {
        for (size_t l = 0; l < V; l++) {
            left[l] -= PIECE;
        }
        at.name++;
        cgap_rng_uniform_lanes(seed, at, &at.unit, 1, further);
        uniform = further;
        if (p + 1 == PIECES) {
            add_rest(uniform, left, sum);
        }
    }
    memcpy(out, sum, sizeof sum);
}
