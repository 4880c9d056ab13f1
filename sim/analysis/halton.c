/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "halton.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/rng.h"

#include "ordered.h"

size_t
halton_next_prime(size_t p)
{
    for (bool found = false; !found;) {
        p++;
        found = p > 1;
        for (size_t d = 2; d * d <= p; d++) {
            found = found && p % d != 0;
        }
    }
    return p;
}

/* What the digits of one position become. Designs of Latin hypercubes draw from unit 0. */
static void
permute(ordered *digit, size_t prime, uint64_t seed, uint32_t name, size_t position)
{
    cgap_address at = {
        .process = CGAP_PROCESS_DESIGN, .unit = (uint16_t) (position + 1), .name = name};

    for (size_t d = 0; d < prime; d++) {
        at.step = (uint32_t) d;
        digit[d] = (ordered){cgap_rng_uniform(seed, at), d};
    }
    ordered_sort(digit, prime);
}

bool
halton_fill(double *out, size_t n, size_t prime, uint64_t seed, uint32_t name)
{
    ordered *digit = cgap_memory_array(prime, sizeof *digit);
    size_t power = 1; /* of the position; beyond n all digits are 0 */
    double cell = 1.0 / (double) prime;

    if (digit == NULL) {
        return false;
    }
    memset(out, 0, n * sizeof *out);
    for (size_t position = 0; cell >= 0x1p-50; position++) {
        permute(digit, prime, seed, name, position);
        for (size_t f = 0; f < n; f++) {
            out[f] += cell * (double) digit[f / power % prime].number;
        }
        power = power <= n ? power * prime : power;
        cell /= (double) prime;
    }
    free(digit);
    return true;
}
