/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_NORMAL_COEFFICIENTS_H
#define CGAP_NORMAL_COEFFICIENTS_H
/* The normal quantile after Wichura (1988), "Algorithm AS 241: The percentage points of the normal
 * distribution", Applied Statistics 37, 477-484: three rational functions of degree 7. */

enum { CGAP_N_TERM = 8 };

/* |p - 1/2| <= CENTRE_HALF_WIDTH: q T(r) / B(r), r = CENTRE_HALF_WIDTH^2 - q^2. Beyond, with
 * r = sqrt(-ln min(p, 1 - p)): T/B of r - MIDDLE_SHIFT up to TAIL_START, of r - TAIL_START above.
 */
static const double CENTRE_HALF_WIDTH = 0.425, MIDDLE_SHIFT = 1.6, TAIL_START = 5.0;

static const double CENTRE_TOP[CGAP_N_TERM] = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                                               1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                               4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                               3.3430575583588128105e+4, 2.5090809287301226727e+3};
static const double CENTRE_BOTTOM[CGAP_N_TERM] = {1.0,
                                                  4.2313330701600911252e+1,
                                                  6.8718700749205790830e+2,
                                                  5.3941960214247511077e+3,
                                                  2.1213794301586595867e+4,
                                                  3.9307895800092710610e+4,
                                                  2.8729085735721942674e+4,
                                                  5.2264952788528545610e+3};
static const double MIDDLE_TOP[CGAP_N_TERM] = {
    1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
    3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4};
static const double MIDDLE_BOTTOM[CGAP_N_TERM] = {1.0,
                                                  2.05319162663775882187e0,
                                                  1.67638483018380384940e0,
                                                  6.89767334985100004550e-1,
                                                  1.48103976427480074590e-1,
                                                  1.51986665636164571966e-2,
                                                  5.47593808499534494600e-4,
                                                  1.05075007164441684324e-9};
static const double TAIL_TOP[CGAP_N_TERM] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                             1.78482653991729133580e0,  2.96560571828504891230e-1,
                                             2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                             2.71155556874348757815e-5, 2.01033439929228813265e-7};
static const double TAIL_BOTTOM[CGAP_N_TERM] = {1.0,
                                                5.99832206555887937690e-1,
                                                1.36929880922735805310e-1,
                                                1.48753612908506148525e-2,
                                                7.86869131145613259100e-4,
                                                1.84631831751005468180e-5,
                                                1.42151175831644588870e-7,
                                                2.04426310338993978564e-15};

/* In halves (Estrin 1960): less than half of the time from the first operation to the last that
 * Horner's rule takes. The same order of operations everywhere is part of "same bytes". */
static inline double
cgap_polynomial(const double c[CGAP_N_TERM], double x)
{
    double squared = x * x, fourth = squared * squared;
    double low = (c[0] + c[1] * x) + (c[2] + c[3] * x) * squared;
    double high = (c[4] + c[5] * x) + (c[6] + c[7] * x) * squared;

    return low + high * fourth;
}

#endif
