/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_OBSERVATION_H
#define CGAP_OBSERVATION_H
/*
 * What a survey would have published had it looked at a simulated state (MODEL.md section 7). The
 * editions of an index are not one scale: each has a leniency of its own, an error of measurement
 * and a top of the scale that no state can pass,
 *     y = min(ceiling, level + leniency + sd Z),   Z standard normal.
 * Surveys of practice have neither leniency nor ceiling.
 */
#include <stddef.h>
#include <stdint.h>

/* How one edition reads the states. */
typedef struct cgap_observation {
    uint32_t name;   /* of its draws: cgap_rng_name("gci 2018") */
    double leniency; /* theta_e, points of the index */
    double sd;       /* of the error of measurement, points of the index, >= 0 */
    double ceiling;  /* top of the scale; INFINITY: none */
} cgap_observation;

/** @brief What the edition publishes of a state in one replicate.
 *  @param[in] level true level
 *  @param[in] unit  cgap_rng_unit of the state */
double cgap_observe(const cgap_observation *self, double level, uint64_t seed, uint32_t replicate,
                    uint16_t unit);

/** @brief Expectation of cgap_observe over its error. With m = level + leniency, a = (top - m)/sd:
 *      E min(top, m + sd Z) = top - [(top - m) Phi(a) + sd phi(a)]
 *  Test: tests/reference/analysis/test_observation.c */
double cgap_observed_mean(const cgap_observation *self, double level);

/** @brief The leniency at which the expected mean over @p n levels equals @p mean, by Newton's
 *  method: the expected mean is increasing and concave in the leniency, so that from the left,
 *  where the ceiling is left out of account, it comes up to the solution without passing it.
 *  self->leniency is not used.
 *  @return NaN when @p mean is not below the ceiling, or n = 0. Cost O(n) for each of some ten
 *          steps. */
double cgap_observation_leniency(const cgap_observation *self, const double *level, size_t n,
                                 double mean);

/** @brief P(Z <= x) for a standard normal Z, absolute error below 1e-15, by the series of
 *  Marsaglia (2004), "Evaluating the normal distribution"; the same bits on every machine. */
double cgap_normal_probability(double x);

#endif
