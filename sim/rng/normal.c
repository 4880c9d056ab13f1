/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/rng.h"

#include <math.h>

#include "cgap/elementary.h"
#include "normal_coefficients.h"

double
cgap_normal_quantile(double p)
{
    double q = p - 0.5, r, value;

    if (fabs(q) <= CENTRE_HALF_WIDTH) {
        r = CENTRE_HALF_WIDTH * CENTRE_HALF_WIDTH - q * q;
        return q * cgap_polynomial(CENTRE_TOP, r) / cgap_polynomial(CENTRE_BOTTOM, r);
    }
    r = sqrt(-cgap_log(q < 0.0 ? p : 1.0 - p)); /* square roots are exact in IEEE arithmetic */
    if (r <= TAIL_START) {
        r -= MIDDLE_SHIFT;
        value = cgap_polynomial(MIDDLE_TOP, r) / cgap_polynomial(MIDDLE_BOTTOM, r);
    } else {
        r -= TAIL_START;
        value = cgap_polynomial(TAIL_TOP, r) / cgap_polynomial(TAIL_BOTTOM, r);
    }
    return q < 0.0 ? -value : value;
}
