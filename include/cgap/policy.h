/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_POLICY_H
#define CGAP_POLICY_H
/*
 * What the Union decides, turned into levers (sim/model/MODEL.md sections 2.3, 2.4, 2.7, 2.10).
 * Policy reads a scenario and pulls levers; it never moves state, that is the model's alone.
 * Everything here is the same in every replicate, but for the date at which a state transposes a
 * directive, which is a function of one exponential draw.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/scenario.h"

/* Levers in force over one step [time, time + dt). */
typedef struct cgap_step_policy {
    double time;
    cgap_member_set members;   /* of the Union during the step */
    double platform;           /* Lambda, after relapse */
    bool coalition_active;     /* a coalition works together */
    double coalition_platform; /* Lambda_c, after relapse */
    double agency_mandate;     /* M */
    double fund_meur, fund_targeting;
    double industrial_policy, research;
    double law_enforcement;     /* E_law after its relaxation over the step */
    double threat_growth;       /* g_A, 1/year */
    double attack_volume;       /* A / A_0 before norms and law enforcement, mean over the step */
    double enforcement_factor;  /* product of relapses so far */
    double systemic_size;       /* scheduled systemic events in the step, years of incidents */
    double norms;               /* Xnrm, over the members taking part */
    double engagement;          /* sum of e_f over partners with any weight, for the cost account */
    double cost_eu_meur;        /* M EUR per year: agency, forums, platform, industry, fund */
    const double *intelligence; /* [n_member] Xint of the partners a state works with */
    const double *legal;        /* [n_member] Xleg, lower outside the Budapest Convention */
} cgap_step_policy;

typedef struct cgap_timetable {
    size_t n_step, n_member;
    cgap_step_policy *step; /* [n_step]; owned */
    cgap_member_set members_at_start;
    double start_platform,
        start_agency_mandate; /* levers of the first step, for equilibrium ties */
    double *channel;          /* backing store of the channel arrays; owned */
} cgap_timetable;

/** @brief Levers of every step. Dated changes move to the nearest step boundary; engagement and law
 *  enforcement relax towards their levers at rate kappa_e (section 2.7).
 *  Cost O(steps x (members x partners + events)). */
cgap_status cgap_timetable_create(cgap_timetable *out, const cgap_scenario *scenario,
                                  cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_timetable_free(cgap_timetable *self);

/** @brief Highest standard that applies at a row to all of @p members (a coalition's own standard
 * is nobody else's floor); NaN when none does. */
double cgap_policy_floor(const cgap_scenario *scenario, size_t row, cgap_member_set members);

/** @brief Row at which an instrument other than a directive begins to apply. */
long cgap_instrument_row(const cgap_scenario *scenario, const cgap_instrument *instrument);

/* Hazard of transposing one directive in one state (section 2.3): h_before from adoption,
 * h_after from the deadline on, per year. */
typedef struct cgap_hazard {
    double adopted, deadline;
    double before, after;
} cgap_hazard;

/** @brief Hazard of a state with administrative capacity @p capacity, where the Union's mean is
 *  @p mean_capacity: [h_pre, h_post] exp(nu (capacity - mean)) / complexity. */
cgap_hazard cgap_hazard_of(const cgap_instrument *directive, const cgap_parameters *parameters,
                           double capacity, double mean_capacity);

/** @brief Integral of the hazard from adoption to @p time. */
double cgap_hazard_integral(const cgap_hazard *self, double time);

/** @brief Date of transposition for an exponential draw with mean 1: the time at which the
 *  integral of the hazard reaches it; infinite when it never does. So P(by t) = 1 - exp(-H(t))
 *  whatever the step, and the date moves smoothly when a hazard changes a little. */
double cgap_hazard_date(const cgap_hazard *self, double exponential);

/** @brief Expected implementation after a step for deterministic mode: solves
 *  q' = rate (ceiling P(t) - q), P(t) = 1 - exp(-H(t)), exactly from @p from to @p to.
 *  @param[in] q expected implementation at @p from */
double cgap_hazard_expected_implementation(const cgap_hazard *self, double rate, double ceiling,
                                           double q, double from, double to);

/** @brief Ceiling of implementation E + (1 - E) adm: enforcement or capacity can bring compliance
 *  (section 2.3, after Tallberg 2002). */
double cgap_implementation_ceiling(double enforcement, double capacity);

/** @brief Shares of the cohesion fund (section 2.4) for every lane:
 *  share_i = member_i GDP_i gap_i^targeting / sum, gap_i = leader - index_i; 0^0 = 1; by GDP when
 *  nobody lags.
 *  @param[in]  index [n][lanes] formal index
 *  @param[out] share [n][lanes], sums to 1 over members; may not alias index */
void cgap_funding_shares(const double *index, const double *gdp, cgap_member_set members, size_t n,
                         size_t lanes, double targeting, double *share);

/** @brief Budget a state can absorb, in ppm of its GDP per year:
 *  adm tau / (1 + tau / saturation), tau = 1000 share fund / GDP [ppm]. */
static inline double
cgap_funding_absorbed(double share, double fund_meur, double gdp_bn, double capacity,
                      double saturation)
{
    double tau = 1000.0 * share * fund_meur / gdp_bn;

    return capacity * tau / (1.0 + tau / saturation);
}

#endif
