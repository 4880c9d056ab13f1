/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_POISSON_H
#define CGAP_POISSON_H
/*
 * How a Poisson count is put together from parts of its mean (draw.c, and lanes.c over lanes):
 * PIECES pieces of PIECE, each with a draw of its own, then the rest at once. Up to LARGE the rest
 * is inverted by adding up probabilities, beyond that by an expansion whose cost does not grow.
 */
#include <math.h>

#include "cgap/elementary.h"
#include "cgap/rng.h"

enum { PIECES = 20, MOST_OF_A_PIECE = 1000 };
static const double PIECE = 50.0, LARGE = 500.0;

/* Quantile of the Poisson law of mean @p mean > LARGE at the normal distribution function of @p w,
 * |w| < 8.3. With x the real number at which the incomplete gamma function Q(x, mean) takes that
 * value, the count is the largest whole number below x. x in powers of mean^(-1/2) follows from the
 * Cornish-Fisher expansion of the gamma law (Cornish and Fisher 1938, Revue de l'Institut
 * International de Statistique 5, 307-320) turned round; first terms as in Giles (2016), "Algorithm
 * 955: approximation of the inverse Poisson cumulative distribution function", ACM Transactions on
 * Mathematical Software 42. Error of x at mean 500: 2e-7 for |w| < 3, 5e-6 for |w| < 5, 2e-4 for
 * |w| < 8.3, less at larger means; the count is one off when a whole number lies in between. */
static inline double
poisson_large(double mean, double w)
{
    static const double first[] = {1.0 / 3.0, 1.0 / 6.0};
    static const double second[] = {-1.0 / 36.0, -1.0 / 72.0};
    static const double third[] = {-8.0 / 405.0, 7.0 / 810.0, 1.0 / 270.0};
    static const double fourth[] = {671.0 / 38880.0, -137.0 / 38880.0, -23.0 / 17280.0};
    static const double fifth[] = {-16.0 / 25515.0, -5189.0 / 408240.0, 5.0 / 3024.0,
                                   19.0 / 34020.0};
    double whole = floor(mean); /* by itself: the sum would lose digits of the rest */
    double root = sqrt(mean), e = 1.0 / root, s = w * w;
    double a = first[0] + s * first[1];
    double b = w * (second[0] + s * second[1]);
    double c = third[0] + s * (third[1] + s * third[2]);
    double d = w * (fourth[0] + s * (fourth[1] + s * fourth[2]));
    double f = fifth[0] + s * (fifth[1] + s * (fifth[2] + s * fifth[3]));

    return whole + floor((mean - whole) + root * w + (a + e * (b + e * (c + e * (d + e * f)))));
}

#endif
