/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SCENARIO_H
#define CGAP_SCENARIO_H
/*
 * A typed scenario: what the Union does, when, on whose figures. Read from scenario files and
 * written canonically (scenario_read.h). Every value has one row in the
 * parameter table (parameter.h), which is the only place that knows its key, unit and range.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/capability.h"
#include "cgap/dataset.h"

/* From `time` (decimal year) on, `value` holds, until the next change. */
typedef struct cgap_change {
    double time, value;
} cgap_change;

/* A lever over time: at least one change; the first one also holds before its time. */
typedef struct cgap_schedule {
    size_t n;
    cgap_change *at; /* strictly increasing times; owned */
} cgap_schedule;

typedef enum cgap_instrument_type {
    CGAP_DIRECTIVE,  /* waits for a random, state-specific transposition */
    CGAP_REGULATION, /* in force for its participants from `applies` on */
    CGAP_SCHEME      /* voluntary scheme: as a regulation, for those who take part */
} cgap_instrument_type;

typedef struct cgap_instrument {
    char *name; /* owned; letters, digits, '-' and '_' */
    cgap_instrument_type type;
    double adopted, applies;          /* decimal years; directives enter the hazard exactly */
    double standard;                  /* s_p, 0..1 */
    double pull;                      /* mu_p, 1/year */
    double ceiling;                   /* omega_p, 0 minimum .. 1 levelling down */
    double enforcement;               /* E_p, 0..1 */
    double complexity;                /* c_p, divides the transposition hazard */
    double compliance_cost;           /* share of GDP per year at full implementation */
    double covers[CGAP_N_CAPABILITY]; /* m_pk of pillars, a_pb of practice, 0..1 */
    bool certification;
    double rights_exposure; /* -1..1, accounting only */
    cgap_member_set participants;
} cgap_instrument;

typedef enum cgap_event_type {
    CGAP_EVENT_LEAVE,    /* member leaves the Union */
    CGAP_EVENT_JOIN,     /* member joins */
    CGAP_EVENT_RELAPSE,  /* platform and enforcement are multiplied from then on */
    CGAP_EVENT_SYSTEMIC, /* one vulnerability hits everybody at once (WannaCry, NotPetya) */
    CGAP_EVENT_REGIME    /* attack volume is multiplied from then on (war of 2022) */
} cgap_event_type;

typedef struct cgap_event {
    cgap_event_type type;
    double date;
    size_t member;             /* leave, join */
    double platform_factor;    /* relapse, 0..1 */
    double enforcement_factor; /* relapse, 0..1 */
    double size;               /* systemic: years of baseline incidents, >= 0 */
    double attack_factor;      /* regime, >= 0 */
} cgap_event;

/* A partner or forum of external cooperation (MODEL.md section 2.7). Three channels; over all
 * partners the weights of one channel sum to at most 1. */
typedef struct cgap_partner {
    char *name;                      /* owned; letters, digits, '-' and '_' */
    double intelligence, norms, law; /* a_f, channel weights, 0..1 */
    cgap_member_set members;         /* states taking part */
    cgap_schedule engagement;        /* e_f lever, 0..1; key levers.engagement.<name> */
} cgap_partner;

typedef struct cgap_levers {
    cgap_schedule platform;          /* Lambda, 0..1 */
    cgap_schedule agency_mandate;    /* M, 0..1 */
    cgap_schedule fund_meur;         /* F, M EUR per year */
    cgap_schedule fund_targeting;    /* alpha_f */
    cgap_schedule industrial_policy; /* ind, 0..1 */
    cgap_schedule research;          /* rd, 0..1 */
    cgap_schedule law_enforcement;   /* E_law, 0..1 */
    cgap_schedule threat_growth;     /* g_A, 1/year */
} cgap_levers;

enum { CGAP_N_LEVER = 8, CGAP_N_LENIENCY = 3 };

/* Parts of the composite index of fragmentation (MODEL.md section 3.3). */
typedef enum cgap_fragmented {
    CGAP_FRAGMENTED_LEVELS,
    CGAP_FRAGMENTED_LAW,
    CGAP_FRAGMENTED_COOPERATION,
    CGAP_FRAGMENTED_MARKET,
    CGAP_N_FRAGMENTED
} cgap_fragmented;

/* Distribution of the loss of one incident. */
typedef enum cgap_severity_law { CGAP_SEVERITY_LOGNORMAL, CGAP_SEVERITY_PARETO } cgap_severity_law;

/* Symbols as in sim/model/MODEL.md; ranges and sources in the parameter table. */
typedef struct cgap_parameters {
    /* formal capability, practice and what moves them (2.2) */
    double base_obsolescence;                          /* delta0 */
    double red_queen_pass_through;                     /* chi */
    double reference_threat_growth;                    /* g_A0 */
    double domestic_headroom;                          /* h_k */
    double persistence_of_differences;                 /* pi_k */
    double adjustment_rate_formal;                     /* kappa_k */
    double adjustment_rate_practice[CGAP_N_PRACTICE];  /* kappa_b */
    double practice_headroom[CGAP_N_PRACTICE];         /* h_b */
    double practice_persistence[CGAP_N_PRACTICE];      /* pi_b */
    double enabling[CGAP_N_PRACTICE][CGAP_N_FORMAL];   /* M_bj, rows sum to 1 */
    double enabling_elasticity[CGAP_N_PRACTICE];       /* epsilon_b */
    double budget_effect_on_practice[CGAP_N_PRACTICE]; /* phi_Bb */
    double practice_peer_learning_share;               /* theta_b */
    double pillar_weight[CGAP_N_FORMAL];               /* w_k, sum to 1 */
    double returns_to_budget;                          /* eta */
    /* start and observation (1.1, 7) */
    double start_reliability;                        /* rho_G */
    double pillar_profile_scale;                     /* profile_scale */
    double edition_leniency[CGAP_N_LENIENCY];        /* theta_e: gci2017, gci2018, gci2020 */
    double gci_measurement_sd;                       /* sigma_obs */
    double practice_measurement_sd[CGAP_N_PRACTICE]; /* sigma_b */
    /* budgets and money (2.4, 2.6) */
    double budget_shock_sd;         /* sigma_x */
    double budget_shock_memory;     /* tau_x */
    double common_share_of_shock;   /* rho_x */
    double response_to_incidents;   /* phi_z */
    double salience_memory;         /* tau_z */
    double free_riding_share;       /* zeta */
    double reference_public_budget; /* b_ref */
    double absorption_saturation;   /* tau_sat */
    /* cooperation and agency (2.2, 2.5) */
    double peer_learning_rate;          /* kappa_p */
    double tie_adjustment_rate;         /* kappa_w */
    double cooperation_distance_scale;  /* ell */
    double levelling_down_share_peers;  /* omega */
    double platform_gain_from_agency;   /* lambda_E */
    double platform_for_non_members;    /* Lambda_x */
    double agency_hub_rate;             /* epsilon */
    double agency_focus[CGAP_N_FORMAL]; /* mE_k */
    /* law (2.3) */
    double transposition_hazard_before_deadline;        /* h_pre */
    double transposition_hazard_after_deadline;         /* h_post */
    double effect_of_administrative_capacity_on_hazard; /* nu_adm */
    double implementation_rate;                         /* kappa_q */
    /* external cooperation (2.7) */
    double external_engagement_rate;        /* kappa_e */
    double intelligence_gain_from_partners; /* theta_x */
    double norm_deterrence;                 /* theta_n */
    double external_legal_pull;             /* mu_x */
    double external_legal_target;           /* s_x */
    double legal_reach_outside_convention;  /* share of the legal pull on a state not yet party */
    double law_enforcement_effect;          /* theta_c */
    /* industry (2.8) */
    double border_effect_at_no_integration;    /* b0 */
    double market_integration_2017;            /* phi_0 */
    double rest_of_world_supplier_growth;      /* g_row */
    double rest_of_world_share_of_EU_demand;   /* R_0 */
    double integration_rate;                   /* kappa_phi */
    double integration_gain_certification;     /* m_cert */
    double integration_gain_common_law;        /* m_leg */
    double integration_gain_industrial_policy; /* m_ind */
    double supplier_capacity_rate;             /* kappa_K */
    double supplier_capacity_base;             /* .3 in K_j(0) = GDP_j (.3 + c_jT) */
    double supplier_scale_elasticity;          /* sigma_K */
    double scale_advantage_exponent;           /* nu_K */
    double supplier_gain_from_research;        /* m_rd */
    double market_access_effect_on_investment; /* psi */
    double sme_share_of_suppliers_2017;        /* SME_0 */
    double sme_gain_from_integration;          /* chi_f */
    double sme_loss_from_compliance;           /* chi_c */
    double sme_reference_burden;               /* .0002, share of GDP per year */
    double sme_loss_from_consolidation;        /* chi_k */
    double sme_share_rate;                     /* kappa_s */
    /* threat, incidents, losses (2.9) */
    double significant_incidents_2017;            /* lambda_0 */
    double loss_rate_2017;                        /* ell_0 */
    double breach_probability_at_zero_capability; /* v */
    double productivity_of_capability;            /* alpha */
    double breach_weight[CGAP_N_FORMAL];          /* wB_k, sum to 1 */
    double weight_of_practice_in_defence;         /* w_o */
    double exposure[CGAP_N_PRACTICE];             /* x_b, sum to 1 */
    double information_effect_on_defence;         /* theta_I */
    double size_elasticity_of_arrivals;           /* sigma_G */
    double weakest_link_preference;               /* xi */
    double branching_ratio;                       /* n */
    double excitation_decay;                      /* beta_h */
    double home_share_of_contagion;               /* gamma_h */
    double log_sd_of_severity;                    /* sigma_X */
    double severity_tail_shape;                   /* shape of the Pareto option */
    double systemic_event_rate;                   /* nu_S */
    double systemic_event_size;                   /* H_S */
    /* trust (2.9) */
    double public_trust_2017;            /* S_0 */
    double trust_recovery_rate;          /* kappa_S */
    double trust_gain_per_capability;    /* theta_S */
    double trust_loss_per_baseline_loss; /* chi_S */
    double demand_gain_from_trust;       /* theta_D */
    /* policy cost account (2.10), M EUR per year */
    double cost_agency_base;       /* 11, at the reference mandate */
    double cost_agency_slope;      /* 55.7, per unit of mandate above it */
    double cost_agency_reference;  /* .3, mandate of 2017 */
    double cost_forum;             /* 10, per unit of engagement */
    double cost_platform;          /* 60, per unit of platform */
    double cost_industrial_policy; /* 50, per unit */
    double cost_research;          /* 100, per unit */
    /* how runs are judged, no quantity of the model (3.3) */
    double fragmentation_weight[CGAP_N_FRAGMENTED]; /* wF_m, sum to 1 */
} cgap_parameters;

/* Enhanced cooperation: nine members or more (TEU art. 20). */
typedef struct cgap_coalition {
    cgap_member_set members; /* empty: no coalition */
    double platform;         /* Lambda_c, 0..1 */
    double from;             /* decimal year its platform begins; default start */
} cgap_coalition;

typedef struct cgap_scenario {
    char *name;        /* owned; file name without .cfg unless the file gives one */
    char *title;       /* owned; the name unless the file gives one */
    char *about;       /* owned; what, why, sources: free text, may be "" */
    char *data;        /* owned; data folder as a canonical file names it: relative to the shipped
                          scenarios when it lies there, "data" when it is a copy of the shipped
                          one, else absolute; dataset.folder is its path */
    double start, end; /* decimal years */
    int steps_per_year;
    cgap_dataset dataset; /* owned; the members of this scenario */
    cgap_levers levers;
    size_t n_instrument;
    cgap_instrument *instrument; /* owned; sorted by name */
    size_t n_partner;
    cgap_partner *partner; /* owned; sorted by name */
    cgap_coalition coalition;
    size_t n_event;
    cgap_event *event;          /* owned; sorted by date, then type, then member */
    cgap_severity_law severity; /* law of the loss of one incident */
    char *interdependence;      /* owned; "size", "trade" or a matrix file, spelt as data */
    /* Where contagion goes, [from][to], >= 0, row-major [n x n]; NULL for "size". Owned. */
    double *contagion;
    cgap_parameters parameters;
} cgap_scenario;

/** @brief An empty scenario that may be freed. */
void cgap_scenario_init(cgap_scenario *self);

/** @brief Frees what the scenario owns; safe twice. */
void cgap_scenario_free(cgap_scenario *self);

enum { CGAP_MAX_INSTRUMENT = 20 }; /* of one scenario */

enum { CGAP_LONGEST_SCENARIO_NAME = 100 }; /* bytes */

/** @brief True for a name a scenario may have: it becomes a part of file names, a word of tables,
 *  figures and commands. 1 to 100 bytes of UTF-8 text without control characters, slash, backslash
 *  or double quote; no dot, dash or space in front and no space at the end. Blanks, brackets,
 *  apostrophes, commas and letters of any script are fine.
 *  @param name not NULL; of a file name, where no scenario gives one */
bool cgap_scenario_name_valid(const char *name);

/** @brief Number of steps: (end - start) * steps_per_year, rounded. */
size_t cgap_scenario_steps(const cgap_scenario *self);

/** @brief Time of row @p n: start + n / steps_per_year, by that one division. */
double cgap_scenario_time(const cgap_scenario *self, size_t n);

/** @brief Row whose time is nearest to @p date; may lie outside [0, steps]. */
long cgap_scenario_row(const cgap_scenario *self, double date);

/** @brief Value of a schedule in force at decimal year @p time, by its exact dates; on the grid of
 * a run a change counts from cgap_scenario_row of its time on. */
double cgap_schedule_at(const cgap_schedule *self, double time);

/** @brief Whether two schedules have the same values from the same times on. */
bool cgap_schedule_same(const cgap_schedule *a, const cgap_schedule *b);

#endif
