/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 7: all pulls on all capabilities, one simultaneous exact step (MODEL.md 2.1 and 2.2). */
#include "reference_state.h"

#include <math.h>

/* The pulls on one capability of one state (2.1), and what each mechanism contributes to
 * G - R c, for attribution. */
typedef struct pulls {
    double level;                  /* c */
    double rate;                   /* R = sum r_m^eff */
    double towards;                /* G = sum r_m^eff u_m */
    double by[CGAP_MAX_MECHANISM]; /* sum of r_m^eff (u_m - c) */
} pulls;

static inline void
start_pulls(pulls *on, const reference *self, size_t k, size_t i)
{
    on->level = self->c[k][i];
    on->rate = 0.0;
    on->towards = 0.0;
    for (size_t m = 0; m < self->n_mechanism; m++) {
        on->by[m] = 0.0;
    }
}

/* 2.1: r^eff = r if u > c, omega r if u <= c */
static inline void
pull(pulls *on, size_t mechanism, double rate, double target, double omega)
{
    double effective = reference_above(target, on->level) ? rate : omega * rate;

    on->rate += effective;
    on->towards += effective * target;
    on->by[mechanism] += effective * (target - on->level);
}

/* 2.2: kappa_p / (N-1) */
static double
peer_unit(const reference *self)
{
    return self->n > 1 ? self->scenario->parameters.peer_learning_rate / (double) (self->n - 1)
                       : 0.0;
}

/* 2.2: each peer j pulls at rate unit w_ij, unit = kappa_p/(N-1), towards its own level */
static inline void
pull_of_peers(pulls *on, const reference *self, size_t k, size_t i, double unit, double omega)
{
    const double *tie = self->tie[i], *level = self->c[k];
    const double share[2] = {omega, 1.0}; /* of the rate, for a peer that is not above, above */
    double rate = 0.0, towards = 0.0;

    for (size_t j = 0; j < self->n; j++) { /* w_ii = 0 */
        double effective = tie[j] * share[reference_above(level[j], on->level)];

        rate += effective;
        towards += effective * level[j];
    }
    on->rate += unit * rate;
    on->towards += unit * towards;
    on->by[CGAP_BY_PEERS] += unit * (towards - rate * on->level);
}

/* 2.12: (B Q)^eta built up factor by factor. Element m is what it is with the factors up to the
 * mechanism m: base, incident bracket, noise, free-riding, funding, market access (Q^eta). */
enum { N_EFFORT = CGAP_BY_MARKET_ACCESS + 1 };

/* 2.6: ln B_i as far as it has come with each factor */
static void
budget_logarithms(const reference *self, size_t i, double log_budget[N_EFFORT])
{
    const cgap_parameters *par = &self->scenario->parameters;
    double budget = self->incident_bracket[i];

    log_budget[CGAP_BY_EFFORT] = 0.0;
    log_budget[CGAP_BY_INCIDENT_RESPONSE] = log(budget);
    budget *= self->noise[i];
    log_budget[CGAP_BY_NOISE] = log(budget);
    budget *= 1.0 - par->free_riding_share * self->peer_information[i];
    log_budget[CGAP_BY_FREE_RIDING] = log(budget);
    budget += self->absorbed[i] / par->reference_public_budget;
    log_budget[CGAP_BY_FUNDING] = log(budget);
}

/* B^exponent, also for a budget of 0; market is Q^eta or 1 */
static void
effort_factors(const double log_budget[N_EFFORT], double exponent, double market,
               double factor[N_EFFORT])
{
    for (size_t m = CGAP_BY_EFFORT; m <= CGAP_BY_FUNDING; m++) {
        factor[m] = exponent > 0.0 ? exp(exponent * log_budget[m]) : 1.0;
    }
    factor[CGAP_BY_MARKET_ACCESS] = factor[CGAP_BY_FUNDING] * market;
}

/* 2.2 and 2.12: effort pulls to 1 at rate g0 factor[last] enabling; each mechanism has the
 * difference that its factor makes, formal to practice comes last. */
static void
pull_of_effort(pulls *on, double g0, const double factor[N_EFFORT], double enabling)
{
    double effort = factor[CGAP_BY_MARKET_ACCESS];
    double before = 0.0;

    on->rate += g0 * effort * enabling;
    on->towards += g0 * effort * enabling;
    for (size_t m = CGAP_BY_EFFORT; m <= CGAP_BY_MARKET_ACCESS; m++) {
        on->by[m] += g0 * (factor[m] - before) * (1.0 - on->level);
        before = factor[m];
    }
    on->by[CGAP_BY_FORMAL_TO_PRACTICE] += g0 * (effort * enabling - effort) * (1.0 - on->level);
}

/* 2.2: delta(t) = kappa (1 - cstar) (delta0 + chi g_A(t)) / (delta0 + chi g_A0) */
static double
red_queen(const reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;
    double chi = par->red_queen_pass_through;
    double reference_rate = par->base_obsolescence + chi * par->reference_threat_growth;

    return reference_rate > 0.0
               ? (par->base_obsolescence + chi * self->levers.threat_growth) / reference_rate
               : 1.0;
}

/* 2.1: c(t+dt) = c + dt phi1(R dt) (G - R c); 2.12: Delta_m = dt phi1(R dt) r_m^eff (u_m - c) */
static void
move(reference *self, const pulls *on, size_t k, size_t i)
{
    double z = on->rate * self->dt;
    double phi1 = z > 0.0 ? -expm1(-z) / z : 1.0;

    self->next[k][i] = on->level + self->dt * phi1 * (on->towards - on->rate * on->level);
    for (size_t m = 0; m < self->n_mechanism; m++) {
        self->increment[i][k][m] = self->dt * phi1 * on->by[m];
    }
}

/* F_k = max over members of c_jk */
static double
frontier(const reference *self, size_t k)
{
    double best = 0.0;

    for (size_t j = 0; j < self->n; j++) {
        if (reference_is_member(self->levers.members, j)) {
            best = fmax(best, self->c[k][j]);
        }
    }
    return best;
}

static void
formal(reference *self, size_t k, size_t i, const double factor[N_EFFORT], double best)
{
    const cgap_parameters *par = &self->scenario->parameters;
    const reference_levers *levers = &self->levers;
    double kappa = par->adjustment_rate_formal, cstar = self->steady[k][i];
    pulls on;

    start_pulls(&on, self, k, i);
    pull_of_effort(&on, kappa * cstar, factor, 1.0); /* g0 = kappa cstar */
    pull(&on, CGAP_BY_OBSOLESCENCE, kappa * (1.0 - cstar) * red_queen(self), 0.0, 1.0);
    pull_of_peers(&on, self, k, i, peer_unit(self), par->levelling_down_share_peers);
    if (reference_is_member(levers->members, i)) { /* epsilon M member_i adm_i mE_k */
        pull(&on, CGAP_BY_AGENCY,
             par->agency_hub_rate * levers->agency_mandate * self->capacity[i] *
                 par->agency_focus[k],
             best, 0.0);
    }
    for (size_t p = 0; p < self->scenario->n_instrument; p++) { /* mu_p m_pk q_ip -> s_p */
        const cgap_instrument *law = &self->scenario->instrument[p];

        pull(&on, CGAP_BY_INSTRUMENT + p, law->pull * law->covers[k] * self->implementation[p][i],
             law->standard, law->ceiling);
    }
    if (k == CGAP_LEGAL || k == CGAP_COOPERATION) { /* mu_x Xleg -> s_x */
        pull(&on, CGAP_BY_EXTERNAL, par->external_legal_pull * levers->legal[i],
             par->external_legal_target, 0.0);
    }
    move(self, &on, k, i);
}

/* (e_ib/e_ib(0))^(epsilon_b absorb_ib), absorb = adm_i for A and P, 1 for S and E */
static double
enabling_factor(const reference *self, size_t b, size_t i)
{
    bool by_capacity = CGAP_SME + b == CGAP_ADMINISTRATION || CGAP_SME + b == CGAP_PEOPLE;
    double absorb = by_capacity ? self->capacity[i] : 1.0;

    return pow(reference_enabling(self, b, i) / self->enabling_start[b][i],
               self->scenario->parameters.enabling_elasticity[b] * absorb);
}

static void
practice(reference *self, size_t b, size_t i, const double log_budget[N_EFFORT], double market)
{
    const cgap_parameters *par = &self->scenario->parameters;
    size_t k = CGAP_SME + b;
    double kappa = par->adjustment_rate_practice[b], ostar = self->steady[k][i];
    double factor[N_EFFORT];
    pulls on;

    start_pulls(&on, self, k, i);
    /* B^phi_Bb Q, Q only for S and E */
    effort_factors(log_budget, par->budget_effect_on_practice[b] * par->returns_to_budget,
                   k == CGAP_SME || k == CGAP_ENTERPRISE ? market : 1.0, factor);
    pull_of_effort(&on, kappa * ostar, factor, enabling_factor(self, b, i));
    pull(&on, CGAP_BY_OBSOLESCENCE, kappa * (1.0 - ostar) * red_queen(self), 0.0, 1.0);
    pull_of_peers(&on, self, k, i, par->practice_peer_learning_share * peer_unit(self), 0.0);
    for (size_t p = 0; p < self->scenario->n_instrument; p++) {
        const cgap_instrument *law = &self->scenario->instrument[p];
        double coverage = law->covers[k];

        if (coverage > 0.0 && law->standard > ostar) { /* 1[a > 0 and s > ostar] */
            pull(&on, CGAP_BY_INSTRUMENT + p, law->pull * self->implementation[p][i],
                 ostar + coverage * (law->standard - ostar), 0.0);
        }
    }
    move(self, &on, k, i);
}

void
reference_capability(reference *self)
{
    double eta = self->scenario->parameters.returns_to_budget;
    double best[CGAP_N_FORMAL];

    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        best[k] = frontier(self, k);
    }
    for (size_t i = 0; i < self->n; i++) {
        double log_budget[N_EFFORT], factor[N_EFFORT];
        double market = pow(self->market_access[i], eta); /* Q_i^eta */

        budget_logarithms(self, i, log_budget);
        effort_factors(log_budget, eta, market, factor);
        for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
            formal(self, k, i, factor, best[k]);
        }
        for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
            practice(self, b, i, log_budget, market);
        }
    }
}
