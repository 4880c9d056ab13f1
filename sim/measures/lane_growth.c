/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/lane.h"

#include <math.h>

#include "cgap/elementary.h"
#include "lane_tile.h"

void
cgap_lane_log(const double *const *x, size_t n, size_t lanes, double *const *log_x)
{
    for (size_t i = 0; i < n; i++) {
        const double *from = x[i];
        double *to = log_x[i];

        for (size_t l = 0; l < lanes; l++) {
            double value = cgap_log(from[l] > 0.0 ? from[l] : 1.0);

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

/* Of the sums of squares and of products. */
static void
give_beta(const tile sxx, const tile sxy, size_t first, size_t count, double span,
          const cgap_lane_beta *out)
{
    const double ln2 = 6.93147180559945286227e-01;
    tile beta, speed, half_life;

    for (size_t l = 0; l < TILE; l++) {
        double slope = (sxy[l] - sxx[l]) / sxx[l] / span;

        beta[l] = sxx[l] > 0.0 ? slope : NAN;
    }
    for (size_t l = 0; l < TILE; l++) {
        double left = 1.0 + beta[l] * span; /* share of an initial gap that is left */
        double value = -cgap_log(left > 0.0 ? left : 1.0) / span;

        speed[l] = left > 0.0 ? value : NAN;
        half_life[l] = speed[l] > 0.0 ? ln2 / speed[l] : NAN;
    }
    tile_store(out->beta, first, count, beta);
    tile_store(out->speed, first, count, speed);
    tile_store(out->half_life, first, count, half_life);
}

void
cgap_lane_beta_start(const double *const *log_first, size_t n, size_t lanes, double *deviation,
                     double *squares)
{
    for (size_t first = 0; first < lanes; first += TILE) {
        size_t count = lanes - first < TILE ? lanes - first : TILE;
        tile mean, row, sum = {0};

        if (n > 0) {
            mean_of(log_first, n, first, count, mean);
        }
        for (size_t i = 0; i < n; i++) {
            tile_row(row, log_first[i], first, count);
            for (size_t l = 0; l < TILE; l++) {
                row[l] -= mean[l];
                sum[l] += row[l] * row[l];
            }
            tile_store(deviation + i * lanes, first, count, row);
        }
        tile_store(squares, first, count, sum);
    }
}

/* Deviations from the mean of the first date add up to 0, so that growth need not be taken around
 * its mean, only around that of one unit. */
static inline void
add_product(const double *restrict deviation, const double *restrict y,
            const double *restrict start, double *restrict sum)
{
    for (size_t l = 0; l < TILE; l++) {
        sum[l] += deviation[l] * (y[l] - start[l]);
    }
}

void
cgap_lane_beta_since(const double *deviation, const double *squares, const double *const *log_last,
                     size_t n, size_t lanes, double span, const cgap_lane_beta *out)
{
    for (size_t first = 0; first < lanes; first += TILE) {
        size_t count = lanes - first < TILE ? lanes - first : TILE;
        tile pad_d, pad_y, start = {0}, sxx, sxy = {0};

        tile_row(sxx, squares, first, count);
        if (n > 0) {
            tile_row(start, log_last[0], first, count);
        }
        for (size_t i = 0; i < n; i++) {
            add_product(tile_at(deviation + i * lanes, first, count, pad_d),
                        tile_at(log_last[i], first, count, pad_y), start, sxy);
        }
        give_beta(sxx, sxy, first, count, span, out);
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

bool
cgap_lane_order(const double *const *x, size_t n, size_t lanes, uint8_t *order)
{
    bool distinct = true;

    for (size_t l = 0; l < lanes; l++) {
        for (size_t i = 0; i < n; i++) { /* insertion: unit i among those before it */
            size_t r = i;

            for (; r > 0 && x[order[(r - 1) * lanes + l]][l] > x[i][l]; r--) {
                order[r * lanes + l] = order[(r - 1) * lanes + l];
            }
            order[r * lanes + l] = (uint8_t) i;
            distinct = distinct && (r == 0 || x[order[(r - 1) * lanes + l]][l] < x[i][l]);
        }
    }
    return distinct;
}

/* Adds 1 where the later in rank is above the earlier, and where it is below. */
static inline void
count_pair(const double *restrict earlier, const double *restrict later, double *restrict above,
           double *restrict below)
{
    for (size_t l = 0; l < TILE; l++) {
        above[l] += later[l] > earlier[l] ? 1.0 : 0.0;
    }
    for (size_t l = 0; l < TILE; l++) {
        below[l] += later[l] < earlier[l] ? 1.0 : 0.0;
    }
}

/* Rows by rank: the unit at rank r of every lane. */
static void
rows_by_rank(const uint8_t *order, const double *const *last, size_t n, size_t lanes, size_t start,
             size_t count, tile *row)
{
    for (size_t l = 0; l < TILE; l++) {
        size_t lane = start + (l < count ? l : count - 1);

        for (size_t r = 0; r < n; r++) {
            row[r][l] = last[order[r * lanes + lane]][lane];
        }
    }
}

static void
count_pairs(tile *row, size_t n, tile above, tile below)
{
    memset(above, 0, sizeof(tile));
    memset(below, 0, sizeof(tile));
    for (size_t r = 0; r < n; r++) {
        for (size_t q = 0; q < r; q++) {
            count_pair(row[q], row[r], above, below);
        }
    }
}

/* Values rounded to single precision, of which twice as many are compared at a time. */
typedef float coarse[TILE];

static inline void
count_pair_coarse(const float *restrict earlier, const float *restrict later,
                  int32_t *restrict above, int32_t *restrict below)
{
    for (size_t l = 0; l < TILE; l++) {
        above[l] += later[l] > earlier[l] ? 1 : 0;
    }
    for (size_t l = 0; l < TILE; l++) {
        below[l] += later[l] < earlier[l] ? 1 : 0;
    }
}

/* Rounding keeps order but for making two equal. @return false when two are: nothing is known */
static bool
count_pairs_coarse(tile *row, size_t n, tile above, tile below)
{
    int32_t up[TILE] = {0}, down[TILE] = {0}, pairs = (int32_t) (n * (n - 1) / 2);
    coarse near[CGAP_LANE_MOST_RANKED];
    bool all = true;

    for (size_t r = 0; r < n; r++) {
        for (size_t l = 0; l < TILE; l++) {
            near[r][l] = (float) row[r][l];
        }
        for (size_t q = 0; q < r; q++) {
            count_pair_coarse(near[q], near[r], up, down);
        }
    }
    for (size_t l = 0; l < TILE; l++) {
        above[l] = (double) up[l];
        below[l] = (double) down[l];
        all = all && up[l] + down[l] == pairs;
    }
    return all;
}

void
cgap_lane_tau_b_ordered(const uint8_t *order, const double *const *last, size_t n, size_t lanes,
                        double *tau_b)
{
    double pairs = 0.5 * (double) n * (double) (n - 1);

    for (size_t start = 0; start < lanes; start += TILE) {
        size_t count = lanes - start < TILE ? lanes - start : TILE;
        tile row[CGAP_LANE_MOST_RANKED], above, below;

        rows_by_rank(order, last, n, lanes, start, count, row);
        if (!count_pairs_coarse(row, n, above, below)) {
            count_pairs(row, n, above, below);
        }
        for (size_t l = 0; l < TILE; l++) {
            double product = pairs * (above[l] + below[l]);
            double value = (above[l] - below[l]) / sqrt(product);

            above[l] = product > 0.0 ? value : NAN;
        }
        tile_store(tau_b, start, count, above);
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
