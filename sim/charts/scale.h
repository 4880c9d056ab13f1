/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_SCALE_H
#define CGAP_CHARTS_SCALE_H
/* Ranges of axes with round ticks. */
#include <stddef.h>

typedef struct cgap_scale {
    double low, high;
    double step; /* between ticks; 0: none */
    int decimals;
} cgap_scale;

/** @brief Range that holds [low, high], from tick to tick, with about @p ticks steps of 1, 2 or 5
 *  times a power of ten. Equal ends are widened. */
cgap_scale cgap_scale_round(double low, double high, size_t ticks);

/** @brief The scale with ticks so far apart, each step the double of the one before, that their
 *  numbers keep their distance on a horizontal axis of @p pixels; longer where only one is left. */
cgap_scale cgap_scale_apart(cgap_scale scale, double pixels);

/** @brief Scales as above for @p n ranges, all of one length and with one step: that of the widest,
 *  so that what is beside each other can be compared. Ranges of nothing but positive values stay
 * so.
 *  @param[out] out [n] */
void cgap_scales_alike(const double *low, const double *high, size_t n, size_t ticks,
                       cgap_scale *out);

/** @brief Years from start to end exactly, ticks on whole years at least @p apart pixels apart on
 *  an axis of @p pixels; on parts of a year where there are less than one and a half. */
cgap_scale cgap_scale_years(double start, double end, double pixels, double apart);

/** @brief First tick not below the low end. */
double cgap_scale_first(cgap_scale scale);

/** @brief Moves n sorted or unsorted positions as little as needed so that they lie at least
 *  @p apart from each other and inside [low, high] when there is room; order is kept.
 *  Cost O(n^2). @p n at most CGAP_MAX_SPREAD, more are left alone. */
void cgap_spread(double *position, size_t n, double apart, double low, double high);

enum { CGAP_MAX_SPREAD = 64 };

#endif
