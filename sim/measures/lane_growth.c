/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/lane.h"

#include <math.h>

#include "cgap/elementary.h"
#include "lane_tile.h"

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

void
cgap_lane_log(const double *const *x, size_t n, size_t lanes, double *const *log_x)
{
    for (size_t i = 0; i < n; i++) {
        const double *from = x[i];
        double *to = log_x[i];

        for (size_t l = 0; l < lanes; l++) {
            double value = cgap_log(from[l]); /* of no number it is finite */

            to[l] = from[l] > 0.0 ? value : NAN;
        }
    }
}

/* Mean of one date around its first unit: equal starts then have exactly no variance. There is a
 * unit. */
static void
mean_of(const double *const *x, size_t n, size_t first, size_t count, tile mean)
{
    tile start, here, sum = {0};

    tile_row(start, x[0], first, count);
    for (size_t i = 1; i < n; i++) {
        tile_row(here, x[i], first, count);
        for (size_t l = 0; l < TILE; l++) {
            sum[l] += here[l] - start[l];
        }
    }
    for (size_t l = 0; l < TILE; l++) {
        mean[l] = start[l] + sum[l] / (double) n;
    }
}

/* From the share of an initial gap that is left: the slope of the logarithm now on that at the
 * start. */
static void
give_beta(const tile left, size_t first, size_t count, double span, const cgap_lane_beta *out)
{
    const double ln2 = 6.93147180559945286227e-01;
    double per_year = 1.0 / span;
    _Alignas(64) tile beta, speed, half_life;

    for (size_t l = 0; l < TILE; l++) {
        double fall = -cgap_log(left[l] > 0.0 ? left[l] : 1.0) * per_year, half = ln2 / fall;
        double slope_a_year = (left[l] - 1.0) * per_year;

        beta[l] = left[l] == left[l] ? slope_a_year : NAN; /* one and the same, with a checksum */
        speed[l] = left[l] > 0.0 ? fall : NAN;
        half_life[l] = speed[l] > 0.0 ? half : NAN;
    }
    tile_store(out->beta, first, count, beta);
    tile_store(out->speed, first, count, speed);
    tile_store(out->half_life, first, count, half_life);
}

void
cgap_lane_beta_start(const double *const *log_first, size_t n, size_t lanes, double *weight)
{
    for (size_t first = 0; n > 0 && first < lanes; first += TILE) {
        size_t count = lanes - first < TILE ? lanes - first : TILE;
        tile mean, row, squares = {0};

        mean_of(log_first, n, first, count, mean);
        for (size_t i = 0; i < n; i++) {
            tile_row(row, log_first[i], first, count);
            for (size_t l = 0; l < TILE; l++) {
                row[l] -= mean[l];
                squares[l] += row[l] * row[l];
            }
            tile_store(weight + i * lanes, first, count, row);
        }
        for (size_t i = 0; i < n; i++) {
            tile_row(row, weight + i * lanes, first, count);
            for (size_t l = 0; l < TILE; l++) {
                row[l] /= squares[l]; /* equal starts: 0 / 0, and so is all that follows */
            }
            tile_store(weight + i * lanes, first, count, row);
        }
    }
}

/* Weights add up to 0, so that growth need not be taken around its mean, only around that of one
 * unit. There is no work for lanes that are not there, and there is a unit. */
static void
slope(const double *weight, const double *const *last, size_t n, size_t lanes, size_t first,
      size_t count, tile out)
{
    _Alignas(64) tile pad_w, pad_y, start;

    tile_row(start, last[0], first, count);
    TILE_EACH_BESIDE (l) {
        cgap_reals sum[TILE_BESIDE];

        TILE_BOTH (v) {
            sum[v] = cgap_reals_all(0.0);
        }
        for (size_t i = 0; i < n && l < count; i++) {
            const double *w = tile_at(weight + i * lanes, first, count, pad_w);
            const double *y = tile_at(last[i], first, count, pad_y);

            TILE_BOTH (v) {
                sum[v] +=
                    cgap_reals_load(w + TILE_AT(l, v)) *
                    (cgap_reals_load(y + TILE_AT(l, v)) - cgap_reals_load(start + TILE_AT(l, v)));
            }
        }
        TILE_BOTH (v) {
            cgap_reals_store(out + TILE_AT(l, v), sum[v]);
        }
    }
}

void
cgap_lane_beta_since(const double *weight, const double *const *log_last, size_t n, size_t lanes,
                     double span, const cgap_lane_beta *out)
{
    for (size_t first = 0; first < lanes; first += TILE) {
        size_t count = lanes - first < TILE ? lanes - first : TILE;
        _Alignas(64) tile left;

        for (size_t l = 0; l < TILE; l++) {
            left[l] = NAN;
        }
        if (n > 0) {
            slope(weight, log_last, n, lanes, first, count, left);
        }
        give_beta(left, first, count, span, out);
    }
}

/* tau-b = (C - D) / sqrt((pairs not tied at first) (pairs not tied at last)), Kendall (1945). */
void
cgap_lane_tau_b(const double *const *first, const double *const *last, size_t n, size_t lanes,
                double *tau_b)
{
    for (size_t start = 0; start < lanes; start += TILE) {
        size_t count = lanes - start < TILE ? lanes - start : TILE;
        tile xi, xj, yi, yj, score = {0}, untied_x = {0}, untied_y = {0};

        for (size_t i = 0; i + 1 < n; i++) {
            tile_row(xi, first[i], start, count);
            tile_row(yi, last[i], start, count);
            for (size_t j = i + 1; j < n; j++) {
                tile_row(xj, first[j], start, count);
                tile_row(yj, last[j], start, count);
                for (size_t l = 0; l < TILE; l++) {
                    double sx = (xi[l] > xj[l] ? 1.0 : 0.0) - (xi[l] < xj[l] ? 1.0 : 0.0);
                    double sy = (yi[l] > yj[l] ? 1.0 : 0.0) - (yi[l] < yj[l] ? 1.0 : 0.0);

                    score[l] += sx * sy;
                    untied_x[l] += sx * sx;
                    untied_y[l] += sy * sy;
                }
            }
        }
        for (size_t l = 0; l < TILE; l++) {
            double product = untied_x[l] * untied_y[l];

            score[l] = product > 0.0 ? score[l] / sqrt(product) : NAN;
        }
        tile_store(tau_b, start, count, score);
    }
}

/* A bit for every lane of a tile. */
_Static_assert((int) TILE == 16, "lanes of a tile are the bits of a word");

/* Lanes of a tile in which x is above y. */
static inline unsigned
bits_above(const double *x, const double *y)
{
    unsigned bits = 0;

    for (size_t l = 0; l < TILE; l += CGAP_VECTOR) {
        bits |= cgap_reals_bits_above(cgap_reals_load(x + l), cgap_reals_load(y + l)) << l;
    }
    return bits;
}

bool
cgap_lane_above(const double *const *x, size_t n, size_t lanes, uint16_t *above)
{
    bool distinct = true;

    for (size_t first = 0; first < lanes; first += TILE) {
        size_t count = lanes - first < TILE ? lanes - first : TILE;
        unsigned all = (1U << count) - 1;
        tile pad_i, pad_j;

        for (size_t i = 1; i < n; i++) {
            const double *of_i = tile_at(x[i], first, count, pad_i);

            for (size_t j = 0; j < i; j++, above++) {
                const double *of_j = tile_at(x[j], first, count, pad_j);
                unsigned higher = bits_above(of_i, of_j), lower = bits_above(of_j, of_i);

                *above = (uint16_t) (higher & all);
                distinct = distinct && ((higher | lower) & all) == all;
            }
        }
    }
    return distinct;
}

/* Pairs of a tile, lane by lane: those that stand as at the first date, and those tied now. */
typedef struct standing {
    int32_t same[TILE], tied[TILE];
} standing;

static inline void
compare(const double *restrict of_i, const double *restrict of_j, uint16_t above,
        standing *restrict out)
{
    for (size_t l = 0; l < TILE; l++) {
        bool was = (above >> l & 1) != 0, now = of_i[l] > of_j[l], tied = of_i[l] == of_j[l];

        out->same[l] += was == now && !tied ? 1 : 0;
        out->tied[l] += tied ? 1 : 0;
    }
}

/* Values rounded to single precision, of which twice as many are compared at a time. Rounding keeps
 * order but for making two equal. */
typedef float coarse[TILE];

/* Counts pairs of unit i with those before it. AVX-512 compares masks with masks, for which
 * compilers take lanes apart.
 * @return whether one is tied: then nothing is known */
static inline bool
compare_before(coarse *x, size_t i, const uint16_t *above, int32_t *restrict same)
{
#if defined(__AVX512F__)
    const __m512i one = _mm512_set1_epi32(1);
    __m512i sum = _mm512_loadu_si512(same);
    __m512 own = _mm512_loadu_ps(x[i]);
    unsigned tied = 0;

    for (size_t j = 0; j < i; j++) {
        __m512 other = _mm512_loadu_ps(x[j]);
        __mmask16 now = _mm512_cmp_ps_mask(own, other, _CMP_GT_OQ);

        sum = _mm512_mask_add_epi32(sum, _kxnor_mask16(now, above[j]), sum, one);
        tied |= _mm512_cmp_ps_mask(own, other, _CMP_EQ_OQ);
    }
    _mm512_storeu_si512(same, sum);
    return tied != 0;
#else
    static const int32_t bit[TILE] = {1,       1 << 1,  1 << 2,  1 << 3, 1 << 4,  1 << 5,
                                      1 << 6,  1 << 7,  1 << 8,  1 << 9, 1 << 10, 1 << 11,
                                      1 << 12, 1 << 13, 1 << 14, 1 << 15};
    int32_t tied[TILE] = {0}, any = 0;

    for (size_t j = 0; j < i; j++) {
        for (size_t l = 0; l < TILE; l++) {
            bool was = ((int32_t) above[j] & bit[l]) != 0, now = x[i][l] > x[j][l];

            same[l] += was == now ? 1 : 0;
            tied[l] |= x[i][l] == x[j][l] ? 1 : 0;
        }
    }
    for (size_t l = 0; l < TILE; l++) {
        any |= tied[l];
    }
    return any != 0;
#endif
}

/* @return whether a pair is tied in single precision */
static bool
compare_all_coarse(tile *x, const uint16_t *above, size_t n, standing *out)
{
    coarse near[CGAP_LANE_MOST_UNITS];
    bool tied = false;

    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < n; i++) {
        for (size_t l = 0; l < TILE; l++) {
            near[i][l] = (float) x[i][l];
        }
        tied = compare_before(near, i, above, out->same) || tied;
        above += i;
    }
    return tied;
}

static void
compare_all(tile *x, const uint16_t *above, size_t n, standing *out)
{
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++, above++) {
            compare(x[i], x[j], *above, out);
        }
    }
}

void
cgap_lane_tau_b_since(const uint16_t *above, const double *const *last, size_t n, size_t lanes,
                      double *tau_b)
{
    size_t n_pair = n > 0 ? n * (n - 1) / 2 : 0;
    double pairs = (double) n_pair;

    for (size_t start = 0; start < lanes; start += TILE, above += n_pair) {
        size_t count = lanes - start < TILE ? lanes - start : TILE;
        tile x[CGAP_LANE_MOST_UNITS], value;
        standing now;

        tile_load(x, last, n, start, count);
        if (compare_all_coarse(x, above, n, &now)) {
            compare_all(x, above, n, &now);
        }
        for (size_t l = 0; l < TILE; l++) {
            double untied = pairs - (double) now.tied[l], product = pairs * untied;
            double score = 2.0 * (double) now.same[l] - untied;
            double tau = score / sqrt(product);

            value[l] = product > 0.0 ? tau : NAN;
        }
        tile_store(tau_b, start, count, value);
    }
}

void
cgap_lane_upward_convergence(const double *mean_first, const double *variance_first,
                             const double *mean_last, const double *variance_last, size_t lanes,
                             double *upward)
{
    for (size_t l = 0; l < lanes; l++) {
        double better = mean_last[l] - mean_first[l];
        double wider = variance_last[l] - variance_first[l];
        double known = better + wider;

        upward[l] = known != known ? NAN : (better > 0.0 && wider < 0.0 ? 1.0 : 0.0);
    }
}
