/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_CLOSE_H
#define CGAP_TEST_CLOSE_H
/* cmocka 1.1.5 compares floats only roughly: this prints both values and the distance. Include
 * after cmocka.h. */
#include <math.h>

#define assert_close(actual, expected, tolerance)                                                  \
    do {                                                                                           \
        double close_a = (actual), close_e = (expected), close_t = (tolerance);                    \
        if (!(fabs(close_a - close_e) <= close_t)) {                                               \
            fail_msg("%s is %.17g, expected %.17g, off by %g, allowed %g", #actual, close_a,       \
                     close_e, close_a - close_e, close_t);                                         \
        }                                                                                          \
    } while (0)

/* How far a value is from the true one, in units in the last place of that. */
static inline double
ulps(double actual, long double expected)
{
    double nearest = (double) expected;
    double ulp = nextafter(fabs(nearest), INFINITY) - fabs(nearest);

    return (double) (fabsl((long double) actual - expected) / (long double) ulp);
}

#endif
