/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scale.h"

#include <math.h>
#include <stdbool.h>

/* Numbers of tables are any: on an axis so far out only the end of what can be drawn is seen. NaN
 * stays. */
static double
bounded(double value)
{
    const double most = 1e300;

    return value > most ? most : value < -most ? -most : value;
}

cgap_scale
cgap_scale_round(double low, double high, size_t ticks)
{
    cgap_scale scale = {0};
    double span, power = 1.0;
    static const double steps[] = {1.0, 2.0, 5.0, 10.0};

    low = bounded(low);
    high = bounded(high);
    if (!(high - low > fmax(1e-300, 1e-12 * fmax(fabs(low), fabs(high))))) {
        double width = fmax(0.01, 0.1 * fabs(low));

        low -= width;
        high += width;
    }
    span = (high - low) / (double) (ticks == 0 ? 1 : ticks);
    for (; power > span; power /= 10.0) {
        scale.decimals++;
    }
    for (; power * 10.0 <= span; power *= 10.0) {
        scale.decimals = scale.decimals > 0 ? scale.decimals - 1 : 0;
    }
    for (size_t s = 0; s < 4; s++) {
        scale.step = power * steps[s];
        if (scale.step >= span * (1.0 - 1e-9)) {
            scale.decimals -= s == 3 && scale.decimals > 0;
            break;
        }
    }
    scale.low = floor(low / scale.step + 1e-9) * scale.step;
    scale.high = ceil(high / scale.step - 1e-9) * scale.step;
    return scale;
}

void
cgap_scales_alike(const double *low, const double *high, size_t n, size_t ticks, cgap_scale *out)
{
    size_t widest = 0;
    double steps = 1.0;

    for (size_t k = 1; k < n; k++) {
        bool wider =
            bounded(high[k]) - bounded(low[k]) > bounded(high[widest]) - bounded(low[widest]);

        widest = wider ? k : widest;
    }
    for (size_t k = 0; k < n; k++) {
        out[k] = cgap_scale_round(low[widest], high[widest], ticks);
        out[k].low = floor(bounded(low[k]) / out[k].step + 1e-9);
        out[k].high = fmax(ceil(bounded(high[k]) / out[k].step - 1e-9), out[k].low + 1.0);
        steps = fmax(steps, out[k].high - out[k].low);
    }
    for (size_t k = 0; k < n; k++) {
        double below = floor(0.5 * (steps - (out[k].high - out[k].low)));

        below = out[k].low >= 0.0 ? fmin(below, out[k].low) : below;
        out[k].low = (out[k].low - below) * out[k].step;
        out[k].high = out[k].low + steps * out[k].step;
    }
}

/* One number at an axis tells no size: the axis grows to a second tick, on the side it reaches
 * further. */
static cgap_scale
two_ticks(cgap_scale scale)
{
    double first = ceil(scale.low / scale.step - 1e-9) * scale.step;

    if (scale.step > 0.0 && first + scale.step > scale.high + 1e-9 * scale.step) {
        if (scale.high - first >= first - scale.low) {
            scale.high = first + scale.step;
        } else {
            scale.low = first - scale.step;
        }
    }
    return scale;
}

cgap_scale
cgap_scale_apart(cgap_scale scale, double pixels)
{
    const double digit = 6.4, between = 8.0; /* at the type size of ticks */
    double size = fmax(fabs(scale.low), fabs(scale.high));
    double digits = 1.0 + floor(log10(fmax(size, 1.0)) + 1e-9);
    double width = digit * (digits + scale.decimals + (scale.low < 0.0)) + between +
                   (scale.decimals > 0 ? 0.5 * digit : 0.0);

    while (scale.step > 0.0 && pixels * scale.step < (scale.high - scale.low) * width) {
        scale.step *= 2.0;
    }
    return two_ticks(scale);
}

cgap_scale
cgap_scale_years(double start, double end, double pixels, double apart)
{
    static const double steps[] = {1.0, 2.0, 5.0, 10.0, 20.0, 50.0};
    cgap_scale scale = {start, end, 100.0, 0};

    if (!(end > start)) {
        scale.low = start - 0.5;
        scale.high = start + 0.5;
    }
    if (scale.high - scale.low < 1.5) { /* no two whole years: parts of one */
        size_t ticks = (size_t) fmax(1.0, pixels / (2.0 * apart));
        cgap_scale parts = cgap_scale_round(scale.low, scale.high, ticks);

        scale.step = parts.step;
        scale.decimals = parts.decimals;
        return scale;
    }
    for (size_t s = 0; s < sizeof steps / sizeof steps[0]; s++) {
        if (steps[s] / (scale.high - scale.low) * pixels >= apart) {
            scale.step = steps[s];
            break;
        }
    }
    return scale;
}

double
cgap_scale_first(cgap_scale scale)
{
    return scale.step > 0.0 ? ceil(scale.low / scale.step - 1e-9) * scale.step : scale.low;
}

/* Blocks of touching labels are merged and centred on the mean of what they want, as in pooling
 * adjacent violators: the smallest squared shift that keeps order and distance. */
void
cgap_spread(double *position, size_t n, double apart, double low, double high)
{
    size_t order[CGAP_MAX_SPREAD], size[CGAP_MAX_SPREAD], blocks = 0, at = 0;
    double sum[CGAP_MAX_SPREAD]; /* of wanted position minus offset inside the block */

    if (n == 0 || n > CGAP_MAX_SPREAD) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        size_t j = i;

        for (; j > 0 && position[order[j - 1]] > position[i]; j--) {
            order[j] = order[j - 1];
        }
        order[j] = i;
    }
    for (size_t i = 0; i < n; i++) {
        sum[blocks] = position[order[i]];
        size[blocks++] = 1;
        while (blocks > 1) {
            size_t b = blocks - 1, a = b - 1;
            double end = sum[a] / (double) size[a] + apart * (double) size[a];

            if (sum[b] / (double) size[b] >= end) {
                break;
            }
            sum[a] += sum[b] - (double) (size[a] * size[b]) * apart;
            size[a] += size[b];
            blocks--;
        }
    }
    for (size_t b = 0; b < blocks; b++) {
        for (size_t i = 0; i < size[b]; i++, at++) {
            position[order[at]] = sum[b] / (double) size[b] + apart * (double) i;
        }
    }
    for (size_t i = n; i-- > 0;) { /* back inside: push from the top end, then from the low one */
        double limit = i + 1 < n ? position[order[i + 1]] - apart : high;

        position[order[i]] = fmin(position[order[i]], limit);
    }
    for (size_t i = 0; i < n; i++) {
        double limit = i > 0 ? position[order[i - 1]] + apart : low;

        position[order[i]] = fmax(position[order[i]], limit);
    }
}
