/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contrast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "cgap/bootstrap.h"
#include "cgap/kernel.h"
#include "cgap/memory.h"
#include "cgap/number.h"
#include "cgap/order.h"
#include "cgap/tasks.h"

enum { STRIP = CONTRAST_STRIP, N_STRIP = CONTRAST_N_STRIP };

/* Spread below this share of the largest value is rounding: the difference is a constant. */
static const double ROUNDING = 1e-12;

/* Two values kept to 12 digits are off by 5e-12 of themselves at most, differences of them lie no
 * more than four times that apart. */
static const double KEPT_TO = 2e-11;

void
contrast_difference(double *out, const double *alternative, const double *base, size_t n)
{
    double low = INFINITY, high = -INFINITY, largest = 0.0, constant;

    for (size_t r = 0; r < n; r++) {
        out[r] = alternative[r] - base[r];
        if (!isnan(out[r])) {
            low = fmin(low, out[r]);
            high = fmax(high, out[r]);
            largest = fmax(largest, fmax(fabs(alternative[r]), fabs(base[r])));
        }
    }
    if (!(low < high) || high - low > KEPT_TO * largest) {
        return;
    }
    constant = low <= 0.0 && high >= 0.0 ? 0.0 : 0.5 * (low + high);
    for (size_t r = 0; r < n; r++) {
        out[r] = isnan(out[r]) ? NAN : constant;
    }
}

double
contrast_quantile(size_t n)
{
    return n > 1 ? cgap_number_round12(gsl_cdf_tdist_Pinv(0.975, (double) n - 1.0)) : NAN;
}

double
contrast_bonferroni(size_t n, size_t n_row)
{
    return n > 1 ? cgap_number_round12(gsl_cdf_tdist_Qinv(0.025 / (double) (n_row > 0 ? n_row : 1),
                                                          (double) n - 1.0))
                 : NAN;
}

void
contrast_factors_take(contrast_factors *self, size_t n)
{
    if (n != self->n || n == 0) {
        self->n = n;
        self->plain = contrast_quantile(n);
        self->joint = contrast_bonferroni(n, self->n_row);
    }
}

bool
contrast_is_rare(const contrast *self)
{
    const double few = 6.0;        /* one draw in 400 has none of six */
    const double share = 1.0 / 30; /* skewed values, a lognormal's say, are not meant */

    return self->carriers < few && self->carriers < share * (double) self->n;
}

/* (sum of squares)^2 / sum of fourth powers about the mean: n for two equal halves, n / 3 for
 * normal values, 1 for a single value that differs. */
static double
carriers_of(const double *difference, size_t n, double mean)
{
    double squares = 0.0, fourth = 0.0;

    for (size_t r = 0; r < n; r++) {
        double centred = isnan(difference[r]) ? 0.0 : difference[r] - mean;

        squares += centred * centred;
        fourth += centred * centred * centred * centred;
    }
    return fourth > 0.0 ? squares * squares / fourth : NAN;
}

contrast
contrast_of(const double *difference, size_t n)
{
    contrast out = {.n = 0,
                    .mean = NAN,
                    .sd = NAN,
                    .error = NAN,
                    .carriers = NAN,
                    .share_more = NAN,
                    .share_less = NAN};
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
        out.carriers = out.sd > 0.0 ? carriers_of(difference, n, out.mean) : NAN;
    }
    half = contrast_quantile(out.n) * out.error;
    out.low = out.mean - half;
    out.high = out.mean + half;
    out.bca_low = out.bca_high = out.joint_low = out.joint_high = NAN;
    return out;
}

/* How many defined values each draw has: all of them come to @p n in every draw. */
static void
strip_weights(double weight[STRIP], const double *d, size_t n, bool all, const double *count)
{
    for (size_t b = 0; b < STRIP; b++) {
        weight[b] = all ? (double) n : 0.0;
    }
    for (size_t r = 0; !all && r < n; r++) {
        for (size_t b = 0; !isnan(d[r]) && b < STRIP; b++) {
            weight[b] += count[r * STRIP + b];
        }
    }
}

/* Values about the mean, which keeps sums small; undefined ones weigh nothing. */
static void
centre(const double *d, size_t n, double mean, double *out)
{
    for (size_t r = 0; r < n; r++) {
        out[r] = isnan(d[r]) ? 0.0 : d[r] - mean;
    }
}

/* Means of one row under sums of a strip and their standard errors, which are 0 where a draw met
 * one value only. */
static void
strip_means(const double sum[STRIP], const double squares[STRIP], const double weight[STRIP],
            double about, double *mean, double *error)
{
    for (size_t b = 0; b < STRIP; b++) {
        double spread = squares[b] - sum[b] * sum[b] / weight[b];

        mean[b] = weight[b] > 0.0 ? about + sum[b] / weight[b] : NAN;
        error[b] = weight[b] > 1.0 && spread > ROUNDING * squares[b]
                       ? sqrt(spread / (weight[b] * (weight[b] - 1.0)))
                       : 0.0;
    }
}

/* How far a draw's mean lies from the mean, in standard errors of the draw itself; where it has
 * none, in those of the sample. */
static double
deviation(const contrast *self, double mean, double error)
{
    return fabs(mean - self->mean) / (error > 0.0 ? error : self->error);
}

/* Draws of whole replicates, and what rows come to in each. */
typedef struct bootstrap {
    const contrast *row;
    size_t n_row;
    const double *d; /* [n_row][n] */
    size_t n;
    const contrast_counts *counts;
    const cgap_kernel *kernel;
    double *most; /* [CONTRAST_DRAWS] largest deviation over rows */
    double *keep; /* [n_row][CONTRAST_DRAWS] means of the draws; NULL: not wanted */
    bool failed[N_STRIP];
} bootstrap;

/* One strip of draws of one row; value has room for the row. */
static void
take_row(const bootstrap *self, size_t row, size_t first, const double *count, double *value)
{
    const contrast *of = &self->row[row];
    const double *d = self->d + row * self->n;
    bool counts = of->error > 0.0 && !contrast_is_rare(of);
    double sum[STRIP], squares[STRIP], weight[STRIP], mean[STRIP], error[STRIP];
    double about = of->n > 0 ? of->mean : 0.0;

    strip_weights(weight, d, self->n, of->n == self->n, count);
    centre(d, self->n, about, value);
    self->kernel->resample(value, self->n, count, sum, squares);
    strip_means(sum, squares, weight, about, mean, error);
    for (size_t b = 0; counts && b < STRIP; b++) {
        double by = deviation(of, mean[b], error[b]);

        self->most[first + b] = by > self->most[first + b] ? by : self->most[first + b];
    }
    if (self->keep != NULL) {
        memcpy(self->keep + row * CONTRAST_DRAWS + first, mean, sizeof mean);
    }
}

/* Counts of a strip as the numbers that values are multiplied by. */
static void
expand(const contrast_counts *self, size_t strip, double *count)
{
    const uint32_t *from = self->count + strip * self->n * STRIP;

    for (size_t at = 0; at < self->n * STRIP; at++) {
        count[at] = (double) from[at];
    }
}

static void
draw_strip(void *context, size_t strip)
{
    bootstrap *self = context;
    double *count = cgap_memory_array(self->n, (STRIP + 1) * sizeof *count);

    self->failed[strip] = count == NULL;
    if (count != NULL) {
        expand(self->counts, strip, count);
        for (size_t row = 0; row < self->n_row; row++) {
            take_row(self, row, strip * STRIP, count, count + self->n * STRIP);
        }
    }
    free(count);
}

static cgap_status
draw_all(bootstrap *self, size_t threads, cgap_error *err)
{
    memset(self->most, 0, CONTRAST_DRAWS * sizeof *self->most);
    cgap_tasks_do(draw_strip, self, N_STRIP, threads);
    for (size_t s = 0; s < N_STRIP; s++) {
        if (self->failed[s]) {
            return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for bootstrap draws");
        }
    }
    return CGAP_OK;
}

/* With the counts at hand, or with its own. */
static cgap_status
draw(bootstrap *self, contrast_draws how, cgap_error *err)
{
    const contrast_counts *shared = how.counts;
    contrast_counts own = {0};
    cgap_status status = CGAP_OK;

    self->counts = shared;
    if (shared == NULL || shared->n != self->n || shared->seed != how.seed) {
        self->counts = &own;
        status = contrast_counts_create(&own, self->n, how.seed, how.threads, err);
    }
    if (status == CGAP_OK) {
        status = draw_all(self, how.threads, err);
    }
    contrast_counts_free(&own);
    return status;
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

/* Half-width in standard errors of a row with n values; the 95 % point alone cannot be trusted
 * where draws of few values often meet the same one only. */
static double
joint_factor(size_t n, size_t n_row, double quantile)
{
    double least = n < CONTRAST_FEW ? contrast_bonferroni(n, n_row) : contrast_quantile(n);

    return quantile > least ? quantile : least;
}

static void
set_joint(contrast *self, size_t n_row, double quantile)
{
    double half;

    if (self->n < 2) {
        return;
    }
    half = (contrast_is_rare(self) ? contrast_bonferroni(self->n, n_row)
                                   : joint_factor(self->n, n_row, quantile)) *
           self->error;
    self->joint_low = self->mean - half;
    self->joint_high = self->mean + half;
}

cgap_status
contrasts_resample(contrast *self, size_t n_row, const double *d, size_t n, contrast_draws how,
                   cgap_error *err)
{
    double *mean = cgap_memory_array(n_row, CONTRAST_DRAWS * sizeof *mean);
    double *work = cgap_memory_array(n + CONTRAST_DRAWS, sizeof *work);
    bootstrap of = {self, n_row, d, n, NULL, cgap_kernel_of(how.isa), work, mean, {false}};
    cgap_status status =
        mean == NULL || work == NULL
            ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for bootstrap intervals")
            : draw(&of, how, err);

    if (status == CGAP_OK) {
        double quantile;

        cgap_sort_values(work, CONTRAST_DRAWS);
        quantile = cgap_sorted_quantile(work, CONTRAST_DRAWS, 0.95);

        for (size_t row = 0; row < n_row; row++) {
            set_joint(&self[row], n_row, quantile);
            correct_bias(&self[row], mean + row * CONTRAST_DRAWS, d + row * n, n, work);
        }
    }
    free(mean);
    free(work);
    return status;
}

cgap_status
contrasts_joint(double *factor, const contrast *self, size_t n_row, const double *d, size_t n,
                contrast_draws how, cgap_error *err)
{
    double most[CONTRAST_DRAWS];
    bootstrap of = {self, n_row, d, n, NULL, cgap_kernel_of(how.isa), most, NULL, {false}};
    cgap_status status = draw(&of, how, err);

    if (status == CGAP_OK) {
        cgap_sort_values(most, CONTRAST_DRAWS);
        *factor = joint_factor(n, n_row, cgap_sorted_quantile(most, CONTRAST_DRAWS, 0.95));
    }
    return status;
}
