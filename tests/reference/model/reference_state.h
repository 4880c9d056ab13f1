/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REFERENCE_STATE_H
#define CGAP_REFERENCE_STATE_H
/*
 * The reference: sim/model/MODEL.md a second time, one replicate, one state after the other, each
 * line beside the equation it is. It is the judge of the program's own step and the yardstick of
 * its speed; so nothing here is clever, nothing is shared with sim/model or sim/policy, and
 * exponentials, quantiles and linear algebra come from libm and GSL.
 *
 * Read reference_step.c first: it is the table of contents. Subscripts: i, j states; k capability;
 * b kind of practice; p instrument; f partner. Arrays are [k][i], [b][i], [p][i].
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgap/model.h" /* names of the mechanisms only */
#include "cgap/scenario.h"

enum {
    REFERENCE_STATES = CGAP_MAX_MEMBER,
    REFERENCE_INSTRUMENTS = CGAP_MAX_INSTRUMENT,
    REFERENCE_PARTNERS = 32
};

/* What the Union does in the step under way; the same in every replicate. */
typedef struct reference_levers {
    double time;                           /* t, start of the step */
    cgap_member_set members;               /* member_i */
    double platform;                       /* Lambda, after relapses */
    double coalition_platform;             /* Lambda_c, after relapses; 0: no coalition yet */
    double agency_mandate;                 /* M */
    double fund_meur, fund_targeting;      /* F, alpha_f */
    double industrial_policy, research;    /* ind, rd */
    double threat_growth;                  /* g_A */
    double growth;                         /* integral of g_A from t0 to t */
    double regime;                         /* product of the attack factors so far */
    double enforcement_factor;             /* product of the relapses of E_p so far */
    double systemic_size;                  /* scheduled systemic events of the step */
    double engagement[REFERENCE_PARTNERS]; /* e_f */
    double law_enforcement;                /* E_law */
    double intelligence[REFERENCE_STATES]; /* Xint */
    double legal[REFERENCE_STATES];        /* Xleg */
    double norms;                          /* Xnrm */
} reference_levers;

typedef struct reference {
    /* what does not change during a run */
    const cgap_scenario *scenario;
    uint64_t seed;
    uint32_t replicate;
    bool deterministic;
    size_t n;                                             /* N, states of the file */
    double dt;                                            /* years */
    double gdp[REFERENCE_STATES];                         /* GDP_i, bn EUR */
    double gdp_share[REFERENCE_STATES];                   /* gdp_i */
    double capacity[REFERENCE_STATES];                    /* adm_i */
    double contagion[REFERENCE_STATES][REFERENCE_STATES]; /* Gamma_ij, to i from j */

    /* what was fixed at the start (1.1, 2.2, 2.8, 2.9) */
    double steady[CGAP_N_CAPABILITY][REFERENCE_STATES];       /* cstar_ik, ostar_ib */
    double enabling_start[CGAP_N_PRACTICE][REFERENCE_STATES]; /* e_ib(0) */
    double formal_start[REFERENCE_STATES];                    /* cbar_i(0) */
    double date[REFERENCE_INSTRUMENTS][REFERENCE_STATES];     /* transposition of a directive */
    double supplier_start[REFERENCE_STATES];                  /* K_j(0) */
    double revenue_start[REFERENCE_STATES];                   /* Rev_j(0) */
    double access_start[REFERENCE_STATES];                    /* Phi_i(0) */
    double breach_reference;                                  /* p_ref */
    double attack_start;                                      /* A_0 */
    double arrival_start[REFERENCE_STATES];                   /* lambda_i(0) */
    double severity_mean;                                     /* m_X */

    /* state at the present row (section 1) */
    size_t step; /* steps done */
    double c[CGAP_N_CAPABILITY][REFERENCE_STATES];
    double transposed[REFERENCE_INSTRUMENTS][REFERENCE_STATES];     /* y_ip */
    double implementation[REFERENCE_INSTRUMENTS][REFERENCE_STATES]; /* q_ip */
    double tie[REFERENCE_STATES][REFERENCE_STATES];                 /* w_ij */
    double shock[REFERENCE_STATES], common_shock;                   /* x_i, x_0 */
    double salience[REFERENCE_STATES];                              /* Z_i */
    double trust[REFERENCE_STATES];                                 /* S_i */
    double supplier[REFERENCE_STATES];                              /* K_j */
    double rest_of_world;                                           /* K_row */
    double integration;                                             /* phi */
    double sme_share;                                               /* SME */
    double excitation[REFERENCE_STATES];                            /* h_i */
    double revenue[REFERENCE_STATES];                               /* Rev_j */
    double access[REFERENCE_STATES];                                /* Phi_i */

    /* the step under way */
    reference_levers levers;
    double reach_certification, reach_law, burden; /* qC, qL, Burden of the start of the step */
    double absorbed[REFERENCE_STATES];             /* a_i */
    double platform[REFERENCE_STATES][REFERENCE_STATES]; /* Lam_ij */
    double peer_information[REFERENCE_STATES];           /* Ipeer_i */
    double information[REFERENCE_STATES];                /* I_i */
    double market_access[REFERENCE_STATES];              /* Q_i */
    double incident_bracket[REFERENCE_STATES];           /* 1 + phi_z (Z-1)/(Z+1) */
    double noise[REFERENCE_STATES];                      /* exp(xt - sigma_x^2/2) */
    double next[CGAP_N_CAPABILITY][REFERENCE_STATES];    /* c(t+dt) */
    double breach[CGAP_N_PRACTICE][REFERENCE_STATES];    /* p_ib */
    double breach_mean[REFERENCE_STATES];                /* p_i */
    double target_weight[REFERENCE_STATES];              /* pi_i */
    double count[REFERENCE_STATES];                      /* n_i */
    double loss[REFERENCE_STATES];                       /* realised, bn EUR */
    double loss_by[CGAP_N_PRACTICE][REFERENCE_STATES];
    double expected_loss[REFERENCE_STATES];
    double expected_by[CGAP_N_PRACTICE][REFERENCE_STATES];

    /* attribution (2.12): the step's increments, and their sums since the start */
    size_t n_mechanism;
    double increment[REFERENCE_STATES][CGAP_N_CAPABILITY][CGAP_MAX_MECHANISM]; /* Delta_m */
    double change_of_mean[CGAP_N_LAYER][CGAP_MAX_MECHANISM];
    double change_of_variance[CGAP_N_LAYER][CGAP_MAX_MECHANISM];
} reference;

/** @brief State at the start of one replicate (1.1). The scenario is borrowed.
 *  @return false when the scenario has more instruments or partners than fit, or contagion that
 *          never dies out */
bool reference_start(reference *self, const cgap_scenario *scenario, uint64_t seed,
                     uint32_t replicate, bool deterministic);

/** @brief One step in the order of 2.11. */
void reference_step(reference *self);

/* The parts, in the order in which a step takes them. */
void reference_levers_start(reference *self);
void reference_capability_start(reference *self); /* 1.1 and 2.2 */
void reference_levers_step(reference *self);      /* 1 and 2 */
void reference_law_start(reference *self);        /* 2.3, laws adopted before the start */
void reference_law_reach(reference *self);        /* qC, qL, Burden */
void reference_law(reference *self);              /* 3 */
void reference_funding(reference *self);          /* 4 */
void reference_network_start(reference *self);
void reference_information(reference *self); /* 5 */
void reference_access(reference *self);      /* 5 */
void reference_budget(reference *self);      /* 6 */
void reference_capability(reference *self);  /* 7 */
void reference_industry_start(reference *self);
void reference_industry(reference *self); /* 8 */
void reference_ties(reference *self);     /* 8 */
bool reference_threat_start(reference *self);
void reference_contagion(reference *self);                       /* Gamma */
bool reference_stationary_arrivals(reference *self, double u[]); /* false: it never dies out */
void reference_threat(reference *self);                          /* 9 */
void reference_aftermath(reference *self);                       /* 10 */
void reference_shock_start(reference *self);
void reference_shock(reference *self);       /* 11 */
void reference_attribution(reference *self); /* 2.12 */
void reference_membership_jump(reference *self, cgap_member_set before, cgap_member_set after);

/** @brief Revenue Rev_j and access Phi_i from K, K_row, phi and S of the row (2.8). */
void reference_market(reference *self);

/** @brief cbar_i of the levels @p c. */
double reference_formal_index(const reference *self, double c[][REFERENCE_STATES], size_t i);

/** @brief Level of a layer: formal index, practice index, or one capability. */
double reference_layer(const reference *self, double c[][REFERENCE_STATES], size_t layer, size_t i);

/** @brief e_ib: how far the formal pillars enable a practice (2.2). */
double reference_enabling(const reference *self, size_t b, size_t i);

/* "u > c" of 2.1 and "gap > 0" of 2.4 up to rounding. Taken to the last bit they would tell equal
 * states apart by the order of their sums: R jumps when a peer comes to stand above by 1e-17, and
 * equal states would be 2e-4 apart after eight years, against section 6, item 17. */
static const double REFERENCE_MET = 1e-12;

static inline bool
reference_above(double target, double level)
{
    return target - level > REFERENCE_MET;
}

/* member_i of a set */
static inline bool
reference_is_member(cgap_member_set set, size_t i)
{
    return (set >> i & 1) != 0;
}

static inline double
reference_clip(double x, double low, double high)
{
    return x < low ? low : (x > high ? high : x);
}

/* a -> target at rate kappa over a time: exact relaxation (2.1, last line) */
double reference_relax(double a, double target, double rate, double time);

#endif
