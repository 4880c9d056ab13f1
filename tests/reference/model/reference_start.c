/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where capabilities start, and the domestic steady state (MODEL.md 1.1 and 2.2). */
#include "reference_state.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "cgap/rng.h"

/* Position of the 2017 edition in cgap_member.gci. */
enum { EDITION_2017 = 1 };

/* 1.1: C_i = m + sqrt(rho_G) (GCI_i - m) in deterministic mode;
 *      C_i = m + rho_G (GCI_i - m) + sd sqrt(rho_G (1 - rho_G)) N(0,1) per replicate */
static double
formal_score(const reference *self, size_t i)
{
    const cgap_member *member = self->scenario->dataset.member;
    double rho = self->scenario->parameters.start_reliability;
    double m = 0.0, variance = 0.0, score;

    for (size_t j = 0; j < self->n; j++) {
        m += member[j].gci[EDITION_2017] / (double) self->n;
    }
    for (size_t j = 0; j < self->n; j++) {
        double from_mean = member[j].gci[EDITION_2017] - m;

        variance += from_mean * from_mean / (double) self->n;
    }
    if (self->deterministic) {
        score = m + sqrt(rho) * (member[i].gci[EDITION_2017] - m);
    } else {
        double u =
            cgap_rng_uniform(self->seed, (cgap_address){.replicate = self->replicate,
                                                        .process = CGAP_PROCESS_START,
                                                        .unit = cgap_rng_unit(member[i].code)});

        score = m + rho * (member[i].gci[EDITION_2017] - m) +
                sqrt(variance) * sqrt(rho * (1.0 - rho)) * gsl_cdf_ugaussian_Pinv(u);
    }
    return reference_clip(score, 0.02, 0.98);
}

/* 1.1: pillars keep their profile of 2020 around C_i; the same amount is added to all five and
 * they are clipped again until their mean is C_i. */
static void
pillars(reference *self, size_t i)
{
    const double *profile = self->scenario->dataset.member[i].pillar_2020;
    double scale = self->scenario->parameters.pillar_profile_scale;
    double score = formal_score(self, i);
    double profile_mean = 0.0, missing;

    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        profile_mean += profile[k] / CGAP_N_FORMAL;
    }
    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        self->c[k][i] = reference_clip(score + scale * (profile[k] - profile_mean), 0.02, 0.98);
    }
    do {
        double mean = 0.0;

        for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
            mean += self->c[k][i] / CGAP_N_FORMAL;
        }
        missing = score - mean;
        for (size_t k = 0; k < CGAP_N_FORMAL && fabs(missing) > 1e-13; k++) {
            self->c[k][i] = reference_clip(self->c[k][i] + missing, 0.02, 0.98);
        }
    } while (fabs(missing) > 1e-13);
}

/* 2.2: cstar = clip( mean_i c(0) + h + pi (c(0) - mean_i c(0)), .02, .95 ) */
static void
steady_state(reference *self, size_t k, double headroom, double persistence)
{
    double mean = 0.0;

    for (size_t i = 0; i < self->n; i++) {
        mean += self->c[k][i] / (double) self->n;
    }
    for (size_t i = 0; i < self->n; i++) {
        self->steady[k][i] =
            reference_clip(mean + headroom + persistence * (self->c[k][i] - mean), 0.02, 0.95);
    }
}

/* 2.2: e_ib = sum over formal j of M_bj c_ij */
double
reference_enabling(const reference *self, size_t b, size_t i)
{
    double sum = 0.0;

    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        sum += self->scenario->parameters.enabling[b][k] * self->c[k][i];
    }
    return sum;
}

double
reference_formal_index(const reference *self, double c[][REFERENCE_STATES], size_t i)
{
    double sum = 0.0;

    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        sum += self->scenario->parameters.pillar_weight[k] * c[k][i]; /* section 1: cbar */
    }
    return sum;
}

void
reference_capability_start(reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;

    for (size_t i = 0; i < self->n; i++) {
        pillars(self, i);
        for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
            self->c[CGAP_SME + b][i] = self->scenario->dataset.member[i].practice_start[b];
            self->enabling_start[b][i] = reference_enabling(self, b, i);
        }
        self->formal_start[i] = reference_formal_index(self, self->c, i);
    }
    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        steady_state(self, k, par->domestic_headroom, par->persistence_of_differences);
    }
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        steady_state(self, CGAP_SME + b, par->practice_headroom[b], par->practice_persistence[b]);
    }
}
