/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contrast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "cgap/bootstrap.h"
#include "cgap/memory.h"
#include "cgap/number.h"
#include "cgap/rng.h"

enum { STRIP = 64 }; /* draws whose counts are held at a time */

/* Spread below this share of the largest value is rounding: the difference is a constant. */
static const double ROUNDING = 1e-12;

double
contrast_quantile(size_t n)
{
    return n > 1 ? cgap_number_round12(gsl_cdf_tdist_Pinv(0.975, (double) n - 1.0)) : NAN;
}

contrast
contrast_of(const double *difference, size_t n)
{
    contrast out = {
        .n = 0, .mean = NAN, .sd = NAN, .error = NAN, .share_more = NAN, .share_less = NAN};
    double sum = 0.0, squares = 0.0, more = 0.0, less = 0.0, most = 0.0, half;

    for (size_t r = 0; r < n; r++) {
        if (!isnan(difference[r])) {
            out.n++;
            sum += difference[r];
            more += difference[r] > 0.0;
            less += difference[r] < 0.0;
            most = fabs(difference[r]) > most ? fabs(difference[r]) : most;
        }
    }
    if (out.n > 0) {
        out.mean = sum / (double) out.n;
        out.share_more = more / (double) out.n;
        out.share_less = less / (double) out.n;
    }
    for (size_t r = 0; r < n && out.n > 1; r++) {
        double centred = difference[r] - out.mean;

        squares += isnan(centred) ? 0.0 : centred * centred;
    }
    if (out.n > 1) {
        out.sd = sqrt(squares / ((double) out.n - 1.0));
        out.sd = out.sd > ROUNDING * most ? out.sd : 0.0;
        out.error = out.sd / sqrt((double) out.n);
    }
    half = contrast_quantile(out.n) * out.error;
    out.low = out.mean - half;
    out.high = out.mean + half;
    out.bca_low = out.bca_high = out.joint_low = out.joint_high = NAN;
    return out;
}

/* How often each replicate comes in each of the draws first .. first+STRIP-1: [n][STRIP]. */
static void
count_draws(double *count, size_t n, size_t first, uint64_t seed)
{
    uint32_t name = cgap_rng_name("comparison");

    memset(count, 0, n * STRIP * sizeof *count);
    for (size_t b = 0; b < STRIP; b++) {
        for (size_t at = 0; at < n; at += 2) {
            cgap_address address = {.replicate = (uint32_t) (first + b),
                                    .process = CGAP_PROCESS_BOOTSTRAP,
                                    .step = (uint32_t) (at / 2),
                                    .name = name};
            double u[2];

            cgap_rng_uniform_pair(seed, address, u);
            for (size_t k = 0; k < 2 && at + k < n; k++) {
                size_t from = (size_t) (u[k] * (double) n);

                count[(from < n ? from : n - 1) * STRIP + b] += 1.0;
            }
        }
    }
}

/* Means of one row under the counts; undefined values weigh nothing. */
static void
strip_means(double *out, const double *d, size_t n, const double *count)
{
    double sum[STRIP] = {0}, weight[STRIP] = {0};

    for (size_t r = 0; r < n; r++) {
        double value = isnan(d[r]) ? 0.0 : d[r], defined = isnan(d[r]) ? 0.0 : 1.0;

        for (size_t b = 0; b < STRIP; b++) {
            sum[b] += count[r * STRIP + b] * value;
            weight[b] += count[r * STRIP + b] * defined;
        }
    }
    for (size_t b = 0; b < STRIP; b++) {
        out[b] = weight[b] > 0.0 ? sum[b] / weight[b] : NAN;
    }
}

cgap_status
contrasts_draw_means(double *out, size_t n_row, const double *d, size_t n, uint64_t seed,
                     cgap_error *err)
{
    double *count = cgap_memory_array(n, STRIP * sizeof *count);

    if (count == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for bootstrap draws");
    }
    for (size_t first = 0; first < CONTRAST_DRAWS; first += STRIP) {
        count_draws(count, n, first, seed);
        for (size_t row = 0; row < n_row; row++) {
            strip_means(out + row * CONTRAST_DRAWS + first, d + row * n, n, count);
        }
    }
    free(count);
    return CGAP_OK;
}

static int
ascending(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

double
contrast_sorted_quantile(double *value, size_t n, double p)
{
    double place = p * ((double) n - 1.0), below = floor(place);
    size_t k = (size_t) below;

    if (n == 0) {
        return NAN;
    }
    qsort(value, n, sizeof *value, ascending);
    return value[k] + (place - below) * (value[k + 1 < n ? k + 1 : k] - value[k]);
}

/* Bootstrap interval of one row; draw is used up. */
static void
correct_bias(contrast *self, double *draw, const double *d, size_t n, double *left_out)
{
    size_t defined = 0;

    if (self->n < 2 || !(self->sd > 0.0)) {
        self->bca_low = self->bca_high = self->n > 1 ? self->mean : NAN;
        return;
    }
    for (size_t b = 0; b < CONTRAST_DRAWS; b++) {
        draw[defined] = draw[b];
        defined += isnan(draw[b]) ? 0 : 1;
    }
    for (size_t r = 0; r < n; r++) { /* infinite: counts nothing */
        left_out[r] = isnan(d[r])
                          ? INFINITY
                          : (self->mean * (double) self->n - d[r]) / ((double) self->n - 1.0);
    }
    cgap_bootstrap_interval(self->mean, draw, defined, left_out, n, 0.95, &self->bca_low,
                            &self->bca_high);
}

/* The 95 % point of the largest deviation over rows. */
static double
joint_quantile(const contrast *self, size_t n_row, const double *draw, double *most)
{
    for (size_t b = 0; b < CONTRAST_DRAWS; b++) {
        most[b] = 0.0;
        for (size_t row = 0; row < n_row; row++) {
            double deviation =
                fabs(draw[row * CONTRAST_DRAWS + b] - self[row].mean) / self[row].error;

            if (self[row].error > 0.0 && deviation > most[b]) {
                most[b] = deviation;
            }
        }
    }
    return contrast_sorted_quantile(most, CONTRAST_DRAWS, 0.95);
}

static void
set_joint(contrast *self, double quantile)
{
    double student = contrast_quantile(self->n), n = (double) self->n, c, half;

    if (self->n < 2) {
        return;
    }
    c = quantile * sqrt(n / (n - 1.0));
    half = (c > student ? c : student) * self->error;
    self->joint_low = self->mean - half;
    self->joint_high = self->mean + half;
}

cgap_status
contrasts_resample(contrast *self, size_t n_row, const double *d, size_t n, uint64_t seed,
                   cgap_error *err)
{
    double *draw = cgap_memory_array(n_row, CONTRAST_DRAWS * sizeof *draw);
    double *work = cgap_memory_array(n + CONTRAST_DRAWS, sizeof *work);
    cgap_status status =
        draw == NULL || work == NULL
            ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for bootstrap intervals")
            : contrasts_draw_means(draw, n_row, d, n, seed, err);

    if (status == CGAP_OK) {
        double quantile = joint_quantile(self, n_row, draw, work);

        for (size_t row = 0; row < n_row; row++) {
            set_joint(&self[row], quantile);
            correct_bias(&self[row], draw + row * CONTRAST_DRAWS, d + row * n, n, work);
        }
    }
    free(draw);
    free(work);
    return status;
}
