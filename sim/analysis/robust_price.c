/* SPDX-License-Identifier: GPL-3.0-or-later */
/* price_futures.csv, and what marks the figures of price.csv. */
#include "robust_price.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/order.h"
#include "contrast.h"
#include "robust.h"

/* clang-format off */
static const cgap_column COLUMN[] = {
    {"base", CGAP_COLUMN_TEXT, "", "scenario compared with"},
    {"alternative", CGAP_COLUMN_TEXT, "", "scenario compared"},
    {"figure", CGAP_COLUMN_TEXT, "", "an account or a price, as in price.csv"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit of the figure"},
    {"mean", CGAP_COLUMN_REAL, "column unit", "mean over futures, each with the same weight; of a price: ratio of the means of money and effect"},
    {"q05", CGAP_COLUMN_REAL, "column unit", "5 % of the futures lie below, by the mean of each (a price: money over effect of the future; empty where some future has no effect to pay for)"},
    {"q95", CGAP_COLUMN_REAL, "column unit", "5 % of the futures lie above"},
    {"share_assumptions", CGAP_COLUMN_REAL, "share 0..1", "how much of the variance of the figure what futures assume drives: variance between futures over that between and within them (law of total variance; what the means add by chance is taken off; prices linearised at the ratio of means)"},
    {"n", CGAP_COLUMN_COUNT, "futures", "number of futures"},
    {"note", CGAP_COLUMN_TEXT, "", "why the share is empty"},
};
/* clang-format on */

static const double STEPS = 0x1p40, MOST = 0x1p60;

cgap_status
price_book_create(price_book *out, size_t n_future, size_t n_strategy, size_t n_replicate,
                  cgap_error *err)
{
    size_t cells = n_strategy <= SIZE_MAX / n_future ? n_future * n_strategy : SIZE_MAX;
    size_t replicates = n_replicate > 0 ? n_replicate : 1;

    memset(out, 0, sizeof *out);
    out->n_future = n_future;
    out->n_strategy = n_strategy;
    out->n_replicate = replicates;
    out->mean = cgap_memory_array(cells, N_KEPT_ACCOUNT * sizeof *out->mean);
    out->covariance =
        cgap_memory_array(cells, (size_t) N_KEPT_ACCOUNT * N_KEPT_ACCOUNT * sizeof(double));
    out->sum = cgap_memory_array(n_strategy * replicates, N_KEPT_ACCOUNT * sizeof *out->sum);
    out->has_lock = pthread_mutex_init(&out->lock, NULL) == 0;
    if (out->mean == NULL || out->covariance == NULL || out->sum == NULL || !out->has_lock) {
        price_book_free(out);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for prices over futures");
    }
    return CGAP_OK;
}

void
price_book_free(price_book *self)
{
    free(self->mean);
    free(self->covariance);
    free(self->sum);
    if (self->has_lock) {
        (void) pthread_mutex_destroy(&self->lock);
    }
    memset(self, 0, sizeof *self);
}

static double *
mean_of(const price_book *self, size_t future, size_t strategy)
{
    return self->mean + (future * self->n_strategy + strategy) * N_KEPT_ACCOUNT;
}

static double *
covariance_of(const price_book *self, size_t future, size_t strategy)
{
    return self->covariance +
           (future * self->n_strategy + strategy) * N_KEPT_ACCOUNT * N_KEPT_ACCOUNT;
}

static cgap_wide *
sum_of(const price_book *self, size_t strategy, size_t account)
{
    return self->sum + (strategy * N_KEPT_ACCOUNT + account) * self->n_replicate;
}

/* NaN anywhere makes the mean NaN, and so every figure of it. */
static void
add_moments(price_book *self, size_t future, size_t k, const double *value, size_t n)
{
    double *mean = mean_of(self, future, k), *covariance = covariance_of(self, future, k);

    for (size_t a = 0; a < N_KEPT_ACCOUNT; a++) {
        double sum = 0.0;

        for (size_t r = 0; r < n; r++) {
            sum += value[a * n + r];
        }
        mean[a] = sum / (double) n;
    }
    for (size_t a = 0; a < N_KEPT_ACCOUNT; a++) {
        for (size_t b = 0; b < N_KEPT_ACCOUNT && n > 1; b++) {
            double sum = 0.0;

            for (size_t r = 0; r < n; r++) {
                sum += (value[a * n + r] - mean[a]) * (value[b * n + r] - mean[b]);
            }
            covariance[a * N_KEPT_ACCOUNT + b] = sum / ((double) n - 1.0);
        }
    }
}

static void
add_sums(price_book *self, size_t k, const double *value, size_t n)
{
    (void) pthread_mutex_lock(&self->lock);
    for (size_t a = 0; a < N_KEPT_ACCOUNT; a++) {
        cgap_wide *sum = sum_of(self, k, a);

        for (size_t r = 0; r < n; r++) {
            double x = value[a * n + r];

            sum[r] += fabs(x) < MOST ? (cgap_wide) (x * STEPS) : 0;
        }
    }
    (void) pthread_mutex_unlock(&self->lock);
}

cgap_status
price_book_add(price_book *self, size_t future, const cgap_ensemble *ensemble, size_t first,
               cgap_error *err)
{
    size_t n = ensemble->n_traced;
    double *value = cgap_memory_array(n, N_KEPT_ACCOUNT * sizeof *value);

    if (value == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for prices over futures");
    }
    for (size_t k = 0; k < ensemble->n; k++) {
        for (size_t a = 0; k != ensemble->baseline && a < N_KEPT_ACCOUNT; a++) {
            price_fill(ensemble, k, first, a, value + a * n);
        }
        if (k != ensemble->baseline) {
            add_moments(self, future, k, value, n);
            add_sums(self, k, value, n);
        }
    }
    free(value);
    return CGAP_OK;
}

static size_t
number_of_sums(const price_book *self)
{
    return self->n_strategy * N_KEPT_ACCOUNT * self->n_replicate;
}

/* Adds what another process summed. */
static cgap_status
take_sums(void *context, size_t from, const void *bytes, size_t n, cgap_error *err)
{
    price_book *self = context;
    size_t n_sum = number_of_sums(self);

    if (n != n_sum * sizeof(cgap_wide)) {
        return cgap_error_fail(err, CGAP_E_IO, "process %zu sent other sums", from);
    }
    for (size_t s = 0; s < n_sum; s++) {
        cgap_wide part;

        memcpy(&part, (const char *) bytes + s * sizeof part, sizeof part);
        self->sum[s] += part;
    }
    return CGAP_OK;
}

cgap_status
price_book_gather(price_book *self, const cgap_ranks *ranks, cgap_error *err)
{
    size_t cells = self->n_future * self->n_strategy * N_KEPT_ACCOUNT;
    size_t bytes = number_of_sums(self) * sizeof *self->sum;
    cgap_status status;

    if (!cgap_ranks_several(ranks)) {
        return CGAP_OK;
    }
    status = ranks->unite(ranks, self->mean, cells * sizeof *self->mean, err);
    if (status == CGAP_OK) {
        status = ranks->unite(ranks, self->covariance,
                              cells * N_KEPT_ACCOUNT * sizeof *self->covariance, err);
    }
    if (status != CGAP_OK) {
        return status;
    }
    return cgap_ranks_first(ranks) ? cgap_ranks_collect(ranks, take_sums, self, err)
                                   : ranks->send(ranks, self->sum, bytes, err);
}

/* Where nothing is optimised pow(x, 2.0) is the library's: other bytes. */
static double
square(double x)
{
    return x * x;
}

/* The figure as a weighted sum of accounts: what a ratio is near the ratio of means. */
static void
weigh(const price_figure *figure, const double mean[N_KEPT_ACCOUNT], double weight[N_KEPT_ACCOUNT])
{
    memset(weight, 0, N_KEPT_ACCOUNT * sizeof *weight);
    if (price_is_ratio(figure)) {
        weight[figure->money] = 1.0 / mean[figure->effect];
        weight[figure->effect] = -mean[figure->money] / square(mean[figure->effect]);
    } else {
        weight[figure->money] = 1.0;
    }
}

static double
weighted(const double weight[N_KEPT_ACCOUNT], const double value[N_KEPT_ACCOUNT])
{
    double sum = 0.0;

    for (size_t a = 0; a < N_KEPT_ACCOUNT; a++) {
        sum += weight[a] != 0.0 ? weight[a] * value[a] : 0.0;
    }
    return sum;
}

static double
variance_within(const price_book *self, size_t f, size_t k, const double weight[N_KEPT_ACCOUNT])
{
    const double *covariance = covariance_of(self, f, k);
    double sum = 0.0;

    for (size_t a = 0; a < N_KEPT_ACCOUNT; a++) {
        sum +=
            weight[a] != 0.0 ? weight[a] * weighted(weight, covariance + a * N_KEPT_ACCOUNT) : 0.0;
    }
    return sum > 0.0 || isnan(sum) ? sum : 0.0;
}

/* Variance over replicates of their means over futures: what is common to all futures. */
static double
variance_in_common(const price_book *self, size_t k, const double weight[N_KEPT_ACCOUNT])
{
    double n = (double) self->n_replicate, sum = 0.0, squares = 0.0;

    for (int pass = 0; pass < 2; pass++) {
        for (size_t r = 0; r < self->n_replicate; r++) {
            double value = 0.0;

            for (size_t a = 0; a < N_KEPT_ACCOUNT; a++) {
                value +=
                    weight[a] != 0.0 ? weight[a] * ((double) sum_of(self, k, a)[r] / STEPS) : 0.0;
            }
            value /= (double) self->n_future;
            if (pass == 0) {
                sum += value;
            } else {
                squares += square(value - sum / n);
            }
        }
    }
    return squares / (n - 1.0);
}

/* Share of the variance that is between futures. */
static double
share_between(const price_book *self, size_t k, const double mean[N_KEPT_ACCOUNT],
              const double weight[N_KEPT_ACCOUNT])
{
    double f = (double) self->n_future, n = (double) self->n_replicate;
    double centre = weighted(weight, mean), within = 0.0, between = 0.0, residual;

    for (size_t future = 0; future < self->n_future; future++) {
        within += variance_within(self, future, k, weight) / f;
        between += square(weighted(weight, mean_of(self, future, k)) - centre) / (f - 1.0);
    }
    residual = f / (f - 1.0) * (within - variance_in_common(self, k, weight));
    between -= (residual > 0.0 ? residual : 0.0) / n;
    between = between > 1e-20 * centre * centre ? between : 0.0;
    within = within > 1e-20 * centre * centre ? within : 0.0;
    return between + within > 0.0 ? between / (between + within) : NAN;
}

static const char *
why_no_share(const price_book *self, const price_figure *figure, const double *mean)
{
    bool ratio = price_is_ratio(figure);

    if (isnan(mean[figure->money]) || (ratio && isnan(mean[figure->effect]))) {
        return "money or effect is undefined in some replicate";
    }
    if (ratio && !(mean[figure->effect] > 0.0)) {
        return "there is no effect to pay for";
    }
    if (self->n_future < 2) {
        return "one future tells nothing of assumptions";
    }
    return self->n_replicate < 2 ? "one replicate of a future tells nothing of chance: give more "
                                   "with --future-replicates"
                                 : "";
}

/* The figure in each future; false when some future has no such ratio. */
static bool
in_each_future(const price_book *self, size_t k, const price_figure *figure, double *out)
{
    bool all = true;

    for (size_t f = 0; f < self->n_future; f++) {
        const double *mean = mean_of(self, f, k);

        out[f] = price_is_ratio(figure) ? mean[figure->money] / mean[figure->effect]
                                        : mean[figure->money];
        all = all && isfinite(out[f]) && (!price_is_ratio(figure) || mean[figure->effect] > 0.0);
    }
    return all;
}

price_spread
price_book_spread(const price_book *self, size_t strategy, const price_figure *figure, double *work)
{
    double mean[N_KEPT_ACCOUNT] = {0.0}, weight[N_KEPT_ACCOUNT];
    price_spread out = {self->n_future, NAN, NAN, NAN, NAN, ""};

    for (size_t f = 0; f < self->n_future; f++) {
        for (size_t a = 0; a < N_KEPT_ACCOUNT; a++) {
            mean[a] += mean_of(self, f, strategy)[a] / (double) self->n_future;
        }
    }
    if (!price_is_ratio(figure) || mean[figure->effect] > 0.0) {
        out.mean = price_is_ratio(figure) ? mean[figure->money] / mean[figure->effect]
                                          : mean[figure->money];
    }
    if (in_each_future(self, strategy, figure, work)) {
        cgap_sort_values(work, self->n_future);
        out.low = cgap_sorted_quantile(work, self->n_future, 0.05);
        out.high = cgap_sorted_quantile(work, self->n_future, 0.95);
    }
    out.note = why_no_share(self, figure, mean);
    if (out.note[0] == '\0') {
        weigh(figure, mean, weight);
        out.share = share_between(self, strategy, mean, weight);
        out.note = isnan(out.share) ? "the same in every replicate of every future" : "";
    }
    return out;
}

static void
add_strategy(cgap_table *out, const robust *self, size_t k, double *work)
{
    for (size_t p = 0; p < N_PRICE; p++) {
        price_spread spread = price_book_spread(&self->price, k, &PRICE_FIGURE[p], work);

        cgap_table_add_text(out, self->name[self->baseline]);
        cgap_table_add_text(out, self->name[k]);
        cgap_table_add_text(out, PRICE_FIGURE[p].name);
        cgap_table_add_text(out, PRICE_FIGURE[p].unit);
        cgap_table_add_real(out, spread.mean);
        cgap_table_add_real(out, spread.low);
        cgap_table_add_real(out, spread.high);
        cgap_table_add_real(out, spread.share);
        cgap_table_add_count(out, (long long) spread.n);
        cgap_table_add_text(out, spread.note);
    }
}

cgap_status
robust_price(cgap_table *out, const robust *self, cgap_error *err)
{
    double *work = cgap_memory_array(self->futures->n, sizeof *work);

    cgap_table_init(out, "price_futures", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    if (work == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for prices over futures");
    }
    for (size_t k = 0; k < self->n_strategy; k++) {
        if (k != self->baseline) {
            add_strategy(out, self, k, work);
        }
    }
    free(work);
    return cgap_table_finish(out, err);
}
