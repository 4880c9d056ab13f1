/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/rng.h"

#include <Random123/philox.h>

#include "cgap/elementary.h"

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

double
cgap_rng_uniform(uint64_t seed, cgap_address at)
{
    philox4x32_key_t key = {{(uint32_t) seed, (uint32_t) (seed >> 32)}};
    philox4x32_ctr_t counter = {
        {at.replicate, at.step, (uint32_t) at.process << 16 | at.unit, at.name}};
    philox4x32_ctr_t drawn = philox4x32(counter, key);
    uint64_t word = (uint64_t) drawn.v[1] << 32 | drawn.v[0];

    return ((double) (word >> 11) + 0.5) * 0x1p-53;
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
