/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All lagged products of a long series at once, by the discrete Fourier transform: the transform of
 * its power spectrum (Wiener 1930, Khinchin 1934). Of use from some hundred values on. */
#include "autocovariance.h"

#include <math.h>

static size_t
points_of(size_t n)
{
    size_t points = 2;

    while (points < 2 * n) { /* zeros behind the series, so that its ends do not meet */
        points *= 2;
    }
    return points;
}

size_t
autocovariance_work(size_t n)
{
    return 3 * points_of(n);
}

/* Swaps every element with the one at its bits read backwards. */
static void
reverse_bits(double *re, double *im, size_t points)
{
    for (size_t i = 1, j = 0; i < points; i++) {
        size_t bit = points >> 1;

        for (; j & bit; bit >>= 1) {
            j ^= bit;
        }
        j ^= bit;
        if (i < j) {
            double r = re[i], m = im[i];

            re[i] = re[j];
            im[i] = im[j];
            re[j] = r;
            im[j] = m;
        }
    }
}

/* Radix two, decimation in time (Cooley and Tukey 1965); cosine and sine of 2 pi k / points. */
static void
transform(double *re, double *im, const double *cosine, const double *sine, size_t points)
{
    reverse_bits(re, im, points);
    for (size_t half = 1; half < points; half *= 2) {
        size_t stride = points / (2 * half);

        for (size_t from = 0; from < points; from += 2 * half) {
            for (size_t k = 0; k < half; k++) {
                double c = cosine[k * stride], s = sine[k * stride];
                size_t a = from + k, b = a + half;
                double r = c * re[b] + s * im[b], m = c * im[b] - s * re[b];

                re[b] = re[a] - r;
                im[b] = im[a] - m;
                re[a] += r;
                im[a] += m;
            }
        }
    }
}

const double *
autocovariance(const double *u, size_t n, double *work)
{
    const double pi = 3.14159265358979323846;
    size_t points = points_of(n);
    double *re = work, *im = re + points, *cosine = im + points, *sine = cosine + points / 2;

    for (size_t k = 0; k < points / 2; k++) {
        cosine[k] = cos(2.0 * pi * (double) k / (double) points);
        sine[k] = sin(2.0 * pi * (double) k / (double) points);
    }
    for (size_t t = 0; t < points; t++) {
        re[t] = t < n ? u[t] : 0.0;
        im[t] = 0.0;
    }
    transform(re, im, cosine, sine, points);
    for (size_t t = 0; t < points; t++) {
        re[t] = (re[t] * re[t] + im[t] * im[t]) / (double) points;
        im[t] = 0.0;
    }
    transform(re, im, cosine, sine, points);
    return re;
}
