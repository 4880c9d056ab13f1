/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/rng.h"

#include <Random123/philox.h>

#include "cgap/elementary.h"
#include "cgap/vector_exp.h"
#include "poisson.h"

uint16_t
cgap_rng_unit(const char *code)
{
    return (uint16_t) ((unsigned char) code[0] << 8 | (unsigned char) code[1]);
}

uint32_t
cgap_rng_name(const char *text)
{
    uint32_t hash = 2166136261U;

    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char) *text) * 16777619U;
    }
    return hash;
}

static philox4x32_ctr_t
block_at(uint64_t seed, cgap_address at)
{
    philox4x32_key_t key = {{(uint32_t) seed, (uint32_t) (seed >> 32)}};
    philox4x32_ctr_t counter = {
        {at.replicate, at.step, (uint32_t) at.process << 16 | at.unit, at.name}};

    return philox4x32(counter, key);
}

double
cgap_rng_uniform(uint64_t seed, cgap_address at)
{
    philox4x32_ctr_t drawn = block_at(seed, at);

    return cgap_rng_open_unit(drawn.v[1], drawn.v[0]);
}

void
cgap_rng_uniform_pair(uint64_t seed, cgap_address at, double out[2])
{
    philox4x32_ctr_t drawn = block_at(seed, at);

    out[0] = cgap_rng_open_unit(drawn.v[1], drawn.v[0]);
    out[1] = cgap_rng_open_unit(drawn.v[3], drawn.v[2]);
}

double
cgap_rng_normal(uint64_t seed, cgap_address at)
{
    return cgap_normal_quantile(cgap_rng_uniform(seed, at));
}

double
cgap_rng_exponential(uint64_t seed, cgap_address at)
{
    return -cgap_log(cgap_rng_uniform(seed, at));
}

/* Smallest n with P(N <= n) >= u. The cumulative sum stops growing long before MOST_OF_A_PIECE. */
static double
poisson_quantile(double mean, double u)
{
    double probability = cgap_exp_of_one(-mean), cumulative = probability;
    int n = 0;

    while (cumulative < u && n < MOST_OF_A_PIECE) {
        n++;
        probability *= mean * (1.0 / n);
        cumulative += probability;
        if (probability < 1e-18 * cumulative && n > mean) {
            break;
        }
    }
    return n;
}

double
cgap_rng_poisson(uint64_t seed, cgap_address at, double mean)
{
    double sum = 0.0, uniform;

    for (int p = 0; p < PIECES && mean > PIECE; p++, mean -= PIECE, at.name++) {
        sum += poisson_quantile(PIECE, cgap_rng_uniform(seed, at));
    }
    if (!(mean > 0.0)) {
        return sum;
    }
    mean = mean < CGAP_POISSON_MOST ? mean : CGAP_POISSON_MOST;
    uniform = cgap_rng_uniform(seed, at);
    return sum + (mean > LARGE ? poisson_large(mean, cgap_normal_quantile(uniform))
                               : poisson_quantile(mean, uniform));
}
