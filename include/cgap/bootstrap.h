/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_BOOTSTRAP_H
#define CGAP_BOOTSTRAP_H
/*
 * How far a measure of a panel hangs on which units are in it: units are drawn anew with their
 * whole history, weight, group and covariates, and every measure is evaluated again. Intervals are
 * bias-corrected and accelerated (BCa; Efron 1987, Journal of the American Statistical Association
 * 82). Draws are addressed: the same seed gives the same bytes.
 */
#include <stdint.h>

#include "cgap/measures.h"

typedef struct cgap_bootstrap_plan {
    size_t draws; /* >= 100 */
    uint64_t seed;
    double confidence; /* 0.95: from the 2.5 % to the 97.5 % point, corrected */
} cgap_bootstrap_plan;

/* Bounds laid out as the results of a measurement. */
typedef struct cgap_bootstrap {
    double *low, *high; /* [CGAP_N_DATE_MEASURE x n_time, then CGAP_N_SPAN_MEASURE]; NaN: none */
    double *memory;     /* private */
} cgap_bootstrap;

#define CGAP_BOOTSTRAP_INIT                                                                        \
    {                                                                                              \
        NULL, NULL, NULL                                                                           \
    }

/* What no resampling tells anything about. */
typedef enum cgap_bootstrap_bar {
    CGAP_BOOTSTRAP_TELLS,
    CGAP_BOOTSTRAP_P_VALUE, /* a statement about sampling already */
    CGAP_BOOTSTRAP_EXTREME  /* no sample goes beyond the extremes of what it is drawn from: the
                               interval would end at the estimate, however many units there are */
} cgap_bootstrap_bar;

cgap_bootstrap_bar cgap_bootstrap_bar_of(size_t measure);

/** @brief Intervals of all wanted measures of a view with 2 units or more. A measure has none where
 *  it is undefined, or undefined in more than 5 % of the samples; p-values and extremes have none.
 *  @retval CGAP_E_INPUT  the draws would take more than 4 GB; err says how to ask for less
 *  @retval CGAP_E_MEMORY out of memory; *out untouched
 *  Cost (draws + n_unit) evaluations. */
cgap_status cgap_bootstrap_run(cgap_bootstrap *out, const cgap_panel_view *view,
                               const cgap_measure_options *options, const cgap_bootstrap_plan *plan,
                               cgap_error *err) CGAP_CHECKED;

void cgap_bootstrap_free(cgap_bootstrap *self); /* safe twice */

/** @brief One BCa interval.
 *  @param[in]     estimate  of the sample itself
 *  @param[in,out] draw      [n_draw] resampled values, finite; sorted by this function
 *  @param[in]     left_out  [n_unit] values with one unit left out; not finite ones count nothing
 *  @param[out]    low, high NaN when n_draw is 0 */
void cgap_bootstrap_interval(double estimate, double *draw, size_t n_draw, const double *left_out,
                             size_t n_unit, double confidence, double *low, double *high);

#endif
