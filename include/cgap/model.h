/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_MODEL_H
#define CGAP_MODEL_H
/*
 * The model (sim/model/MODEL.md): a scenario made ready (cgap_model), and a block of replicates
 * that runs it side by side (cgap_block). Only this room moves state.
 *
 * Arrays of a block are [...][lanes], the replicate innermost; member arrays [n_member][lanes];
 * capability arrays [9][n_member][lanes]. Every lane computes the same operations in the same
 * order, so a replicate's numbers do not depend on its neighbours, on the number of lanes, on the
 * compiler or on the width of its vectors.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgap/policy.h"
#include "cgap/scenario.h"

/* What moved a capability, in the order of attribution (section 2.12). Instruments follow, one
 * each in the scenario's order, then membership: cgap_model.n_mechanism in all. */
enum {
    CGAP_BY_EFFORT,
    CGAP_BY_INCIDENT_RESPONSE,
    CGAP_BY_NOISE,
    CGAP_BY_FREE_RIDING,
    CGAP_BY_FUNDING,
    CGAP_BY_MARKET_ACCESS,
    CGAP_BY_OBSOLESCENCE,
    CGAP_BY_PEERS,
    CGAP_BY_AGENCY,
    CGAP_BY_EXTERNAL,
    CGAP_BY_FORMAL_TO_PRACTICE,
    CGAP_BY_INSTRUMENT /* first of the instruments */
};

enum { CGAP_MAX_MECHANISM = CGAP_BY_INSTRUMENT + CGAP_MAX_INSTRUMENT + 1 };

/* A scenario made ready: what is the same in every replicate. Read-only while blocks run, so
 * threads share it. */
typedef struct cgap_model {
    const cgap_scenario *scenario; /* borrowed; outlives the model */
    cgap_timetable timetable;
    size_t n, n_step, n_instrument, n_mechanism;
    double dt;
    double gdp[CGAP_MAX_MEMBER];       /* bn EUR */
    double gdp_share[CGAP_MAX_MEMBER]; /* of all states of the file */
    double capacity[CGAP_MAX_MEMBER];  /* adm_i */
    double mean_capacity;
    double size_weight[CGAP_MAX_MEMBER];    /* gdp_share^sigma_G */
    double severity_scale[CGAP_MAX_MEMBER]; /* gdp_share^(1 - sigma_G) */
    double *contagion; /* [n][n] Gamma[to][from], columns sum to 1; NULL: by size. Owned */
    uint16_t unit[CGAP_MAX_MEMBER]; /* address of a member's draws */
    cgap_hazard *hazard;            /* [n_instrument][n], directives only; owned */
    uint32_t instrument_name[CGAP_MAX_INSTRUMENT];
    double law_begins[CGAP_MAX_INSTRUMENT]; /* until then nobody has implemented any of it */
} cgap_model;

/** @brief Makes a scenario ready.
 *  @retval CGAP_E_INPUT contagion never dies out (spectral radius of n diag(vul) Gamma >= 1), too
 *                       many instruments, a contagion matrix with a state nobody is hit by, or
 *                       attacks that grow beyond 1e9 times those of the start
 *  @retval CGAP_E_MEMORY out of memory; *out untouched on any failure
 *  Cost O(steps x members + members^3). */
cgap_status cgap_model_prepare(cgap_model *out, const cgap_scenario *scenario,
                               cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_model_free(cgap_model *self);

/** @brief Name of mechanism @p m as tables spell it, e.g. "peers", "instrument:nis". For an
 *  instrument the text is written into @p buffer. */
const char *cgap_model_mechanism(const cgap_model *self, size_t m, char *buffer, size_t size);

/* A block of replicates. Fields are for reading by measures and tests; only the step writes them.
 */
typedef struct cgap_block {
    const cgap_model *model;
    struct cgap_draws *draws; /* borrowed: draws shared with other scenarios; NULL: none are */
    size_t lanes;             /* a multiple of CGAP_LANE_MULTIPLE */
    uint64_t seed;
    uint32_t first;     /* replicate of lane 0 */
    bool deterministic; /* every random part at its expectation; all lanes are equal */
    bool unattributed;  /* nobody reads the parts of the changes: they stay 0 */
    size_t step;        /* steps done: the row the state stands at */
    cgap_member_set members;

    double *capability;         /* [9][n] c_ik, o_ib */
    double *next;               /* [9][n] the step's result, swapped with capability */
    double *formal_index;       /* [n] cbar_i */
    double *practice_index;     /* [n] obar_i */
    double *index_next;         /* [n] cbar_i at the end of the step under way */
    double *steady;             /* [9][n] cstar: domestic steady state */
    double *enabling_start;     /* [4][n] e_ib(0) */
    double *log_enabling_start; /* [4][n] */
    double *formal_start;       /* [n] cbar_i(0) */

    double *date;           /* [instrument][n] transposition, decimal year; infinite: never */
    double *implementation; /* [instrument][n] q_ip */
    double *transposed;     /* [instrument][n] y_ip at the row */

    double *tie;         /* [n][n] w_ij, symmetric, diagonal 0 */
    double *platform;    /* [n][n] Lam_ij of the last step, the same in every lane: no lanes */
    double *peer_pull;   /* [9][n] sum over peers of rate (u - c), before the rate's constant */
    double *peer_rate;   /* [9][n] sum of effective rates, before the constant */
    double *information; /* [n] Ipeer_i */

    double *absorbed;     /* [n] a_i, ppm of GDP */
    double *share;        /* [n] work of funding */
    double *log_factor;   /* [5][n] logs of cumulative budget factors: incident bracket, noise,
                             free riding, funding; then market access */
    double *shock;        /* [n] x_i */
    double *common_shock; /* [1] x_0 */

    double *supplier;            /* [n] K_j */
    double *supplier_start;      /* [n] */
    double *revenue;             /* [n] Rev_j of the row */
    double *log_revenue_start;   /* [n] */
    double *access;              /* [n] Phi_i of the row */
    double *log_access_start;    /* [n] */
    double *rest_of_world;       /* [1] K_row */
    double *integration;         /* [1] phi */
    double *sme_share;           /* [1] SME */
    double *total_revenue;       /* [1] sum Rev at the row */
    double *total_revenue_start; /* [1] */
    double *strength;            /* [n] K_j^nu of the row; scratch within a step */

    double *breach;           /* [4][n] p_ib */
    double *breach_mean;      /* [n] p_i */
    double *breach_reference; /* [1] p_ref */
    double *attack_start;     /* [1] A_0 */
    double *arrival_start;    /* [n] lambda_i(0) */
    double *severity_mean;    /* [1] m_X, bn EUR at gdp share 1 */
    double *excitation;       /* [n] h_i */
    double *count;            /* [n] n_i of the step */
    double *loss;             /* [n] realised loss of the step, bn EUR */
    double *loss_by;          /* [4][n] its split over beneficiaries */
    double *expected_loss;    /* [n] conditional expectation, bn EUR */
    double *expected_by;      /* [4][n] */
    double *work;             /* [4][n] scratch */
    double *salience;         /* [n] Z_i */
    double *trust;            /* [n] S_i */

    double *law_reach;     /* [3]: qC, qL (GDP-weighted implementation), Burden; of the row */
    double *frontier;      /* [5] best level of each pillar among members */
    double *target_weight; /* [n] pi_i: shares of the attacks aimed at each state */

    /* Work of one tile of CGAP_LANE_MULTIPLE lanes, rows of so many whatever `lanes` is; nothing to
     * read between steps. */
    double *effort;     /* [36][n] market access, powers of the budget */
    double *enabled;    /* [4][n] what formal capability makes of effort */
    double *pulls;      /* [5][cgap_pulls_rows][n] pulls on the capabilities of an index */
    double *index_ends; /* [n] c(t) + c(t+dt) of an index */
    double *described;  /* [n][7] what a state brings into its ties */

    double *change_of_mean;     /* [layer][mechanism] cumulative since the start */
    double *change_of_variance; /* [layer][mechanism] */

    double *storage; /* all arrays above; owned */
} cgap_block;

/* Lanes come in whole vectors: loops of this fixed length are what compilers vectorise. */
enum { CGAP_LANE_MULTIPLE = 16 };

/** @brief Memory for a block; lanes is rounded up to CGAP_LANE_MULTIPLE. */
cgap_status cgap_block_create(cgap_block *out, const cgap_model *model, size_t lanes,
                              cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_block_free(cgap_block *self);

/** @brief State at the start (sections 1, 1.1) for replicates first .. first+lanes-1. */
cgap_status cgap_block_start(cgap_block *self, uint64_t seed, uint32_t first, bool deterministic,
                             cgap_error *err) CGAP_CHECKED;

/** @brief One step, in the order of section 2.11. Allocates nothing. Call at most
 *  cgap_model.n_step times after a start. */
void cgap_block_step(cgap_block *self);

/** @brief A capability's rows [n][lanes] at the present row. */
static inline const double *
cgap_block_capability(const cgap_block *self, size_t k)
{
    return self->capability + k * self->model->n * self->lanes;
}

/** @brief A layer's (cgap_layer) rows [n][lanes] at the present row: an index or a capability. */
static inline const double *
cgap_block_layer(const cgap_block *self, size_t layer)
{
    switch (layer) {
    case CGAP_LAYER_FORMAL:
        return self->formal_index;
    case CGAP_LAYER_PRACTICE:
        return self->practice_index;
    default:
        return cgap_block_capability(self, layer - CGAP_LAYER_CAPABILITY);
    }
}

#endif
