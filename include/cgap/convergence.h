/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CONVERGENCE_H
#define CGAP_CONVERGENCE_H
/*
 * Convergence between dates: regressions, rank concordance, the log-t test, and how long until a
 * threshold is crossed. Pure functions; undefined is NaN. p-values come from GSL's distribution
 * functions and are rounded to 12 digits, because their last bits depend on its version.
 */
#include <stdbool.h>
#include <stddef.h>

/* An ordinary least squares line or the one slope of interest of a longer regression. */
typedef struct cgap_regression {
    double intercept;
    double slope;
    double error; /* classical standard error of slope; NaN without degrees of freedom */
    double t, p;  /* slope / error, two-sided p of Student's t; NaN when error is 0 or NaN */
    double r2;    /* NaN when y does not vary */
} cgap_regression;

/** @brief y = intercept + slope x by ordinary least squares.
 *  slope is NaN for n < 2 or constant x; error, t and p need n >= 3. */
cgap_regression cgap_convergence_line(const double *x, const double *y, size_t n);

/** @brief The slope of y on x with covariates held fixed (Frisch-Waugh-Lovell, by modified
 *  Gram-Schmidt applied twice); intercept and r2 are NaN.
 *  @param[in] covariate [n_covariate] rows of [n]; collinear ones are left out
 *  @param[in] work      (n_covariate + 2) n doubles
 *  NaN when x is a combination of the covariates or n <= n_covariate + 2. */
cgap_regression cgap_convergence_conditional(const double *x, const double *y,
                                             const double *const *covariate, size_t n_covariate,
                                             size_t n, double *work);

/** @brief Speed -ln(1 + beta span)/span of an annualised beta; NaN when 1 + beta span <= 0. */
double cgap_convergence_speed(double beta, double span);

/** @brief Average ranks, 1 = lowest; ties share the mean of their places. Cost O(n^2).
 *  @param[out] rank [n]
 *  @return sum over groups of ties of t^3 - t */
double cgap_convergence_ranks(const double *x, size_t n, double *rank);

typedef struct cgap_concordance {
    double kendall_w; /* NaN when all units are tied at every date */
    double gamma;     /* NaN when all units are tied at the first date */
} cgap_concordance;

/** @brief How far the order of units stays the same over k dates, 1: it never changes. Kendall's
 *  coefficient of concordance, corrected for ties, W = 12 S / (k^2 (n^3 - n) - k sum (t^3 - t)),
 * and rank mobility gamma = variance of the rank sums / (k^2 variance of the first ranks) (Boyle
 * and McCarthy 1997), average ranks in both; the same number without ties.
 *  @param[in] x    [n] rows of [n_time]
 *  @param[in] work 3 n doubles
 *  Cost O(n_time n^2). */
cgap_concordance cgap_convergence_concordance(const double *const *x, size_t n, size_t n_time,
                                              double *work);

/** @brief Correlation of average ranks; NaN when all are tied at either date.
 *  @param[in] work 2 n doubles */
double cgap_convergence_spearman(const double *x, const double *y, size_t n, double *work);

typedef struct cgap_logt {
    double b, error;
    double t, p; /* one-sided: p small speaks against convergence */
} cgap_logt;

/** @brief Log-t test of convergence (Phillips and Sul 2007):
 *  ln(H_1/H_t) - 2 ln ln t = a + b ln t + u for t = round(r T)+1 .. T, r = 1/3, with a long-run
 *  variance of u by the quadratic-spectral kernel and the bandwidth of Andrews (1991) for an AR(1).
 *  @param[in] h    [n_time] H_t = mean (x/mean - 1)^2 = cv^2, by place in the series, not by year
 *  @param[in] work cgap_convergence_logt_work(n_time) doubles
 *  All NaN for n_time < 6 or an h that is not above 0; t and p when the fit is exact. Cost
 *  O(n_time^2) for short series, O(n_time log n_time) for long ones. */
cgap_logt cgap_convergence_logt(const double *h, size_t n_time, double *work);

/** @brief Doubles of work memory that a log-t test of @p n_time dates needs. */
size_t cgap_convergence_logt_work(size_t n_time);

/** @brief Words for what happened between two dates: "upward convergence", "downward convergence",
 *  "upward divergence", "downward divergence", each with "strict " in front when every unit moved
 *  that way, or "unchanged" when mean or variance did not change. Upward is towards the better.
 *  @param[in] first, last [n] */
const char *cgap_convergence_verdict(const double *first, const double *last, size_t n,
                                     bool lower_is_better);

/** @brief First time at which a series reaches a threshold, NaN when it never does (censored).
 *  @param[in] falling true: reached when value <= threshold; false: when value >= threshold
 *  NaN values do not count as reached. Times are those of the series, not interpolated. */
double cgap_convergence_time_to(const double *time, const double *series, size_t n,
                                double threshold, bool falling);

#endif
