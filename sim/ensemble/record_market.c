/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The market for security products (MODEL.md sections 2.8 and 3.2): demand and suppliers of current
 * members. */
#include "record_internal.h"

#include <math.h>
#include <string.h>

#include "cgap/elementary.h"

/* Sums over members, for V replicates. */
typedef struct market {
    double pass[V];   /* what a border lets through, e^-b */
    double all[V];    /* strength of all suppliers, members or not */
    double inside[V]; /* strength of members' suppliers */
    double demand[V]; /* of members */
    double home[V];   /* demand served by the state's own suppliers */
    double cross[V];  /* served by suppliers of other members */
    double open[V];   /* the same without borders */
    double squares[V], revenue[V], trust[V];
} market;

static inline void
border_pass(double b0, const double *restrict integration, double *restrict pass)
{
    for (size_t l = 0; l < V; l++) {
        pass[l] = cgap_exp(-b0 * (1.0 - integration[l]));
    }
}

/* D_i V_ij / Phi_i summed over members j other than i. */
static inline void
add_trade(market *restrict sum, const cgap_parameters *p, double gdp, const double *restrict trust,
          const double *restrict strength, const double *restrict access,
          const double *restrict outside)
{
    for (size_t l = 0; l < V; l++) {
        double demand = gdp * (1.0 + p->demand_gain_from_trust * (trust[l] - p->public_trust_2017));
        double others = sum->inside[l] - strength[l], per_access = demand / access[l];

        sum->demand[l] += demand;
        sum->home[l] += per_access * strength[l];
        sum->cross[l] += per_access * sum->pass[l] * others;
        sum->open[l] += demand * others / (sum->all[l] + outside[l]);
        sum->trust[l] += trust[l];
    }
}

static inline void
add_revenue(market *restrict sum, const double *restrict revenue)
{
    for (size_t l = 0; l < V; l++) {
        sum->revenue[l] += revenue[l];
        sum->squares[l] += revenue[l] * revenue[l];
    }
}

static void
survey(const cgap_block *block, market *sum)
{
    const cgap_model *model = block->model;
    const cgap_parameters *p = &model->scenario->parameters;

    memset(sum, 0, sizeof *sum);
    border_pass(p->border_effect_at_no_integration, block->integration, sum->pass);
    cgap_vector_sum(block->strength, V, cgap_all_states(model->n), V, sum->all);
    cgap_vector_sum(block->strength, V, block->members, V, sum->inside);
    for (size_t i = 0; i < model->n; i++) {
        if (block->members >> i & 1) {
            add_trade(sum, p, model->gdp[i], block->trust + i * V, block->strength + i * V,
                      block->access + i * V, block->rest_of_world);
            add_revenue(sum, block->revenue + i * V);
        }
    }
}

/* sum / by, undefined where there is nothing to divide by. */
static inline void
quotient(const double *restrict sum, const double *restrict by, double *restrict out)
{
    for (size_t l = 0; l < V; l++) {
        double value = sum[l] / by[l];

        out[l] = by[l] > 0.0 ? value : NAN;
    }
}

/* cgap_fragmentation_composite for V replicates: a part without weight does not count, not even
 * where it is undefined. */
static inline void
fragmentation(const double *weight, const double *restrict playing_field,
              const double *restrict regime, const double *restrict cooperation,
              const double *restrict market_part, double *restrict out)
{
    const double levels = weight[CGAP_FRAGMENTED_LEVELS], law = weight[CGAP_FRAGMENTED_LAW],
                 ties = weight[CGAP_FRAGMENTED_COOPERATION], trade = weight[CGAP_FRAGMENTED_MARKET];

    for (size_t l = 0; l < V; l++) {
        double sum = levels > 0.0 ? levels * (1.0 - playing_field[l]) : 0.0;

        sum += law > 0.0 ? law * regime[l] : 0.0;
        sum += ties > 0.0 ? ties * (1.0 - cooperation[l]) : 0.0;
        sum += trade > 0.0 ? trade * market_part[l] : 0.0;
        out[l] = sum / (levels + law + ties + trade);
    }
}

static double
count_of(cgap_member_set members)
{
    double count = 0.0;

    for (; members != 0; members &= members - 1) {
        count += 1.0;
    }
    return count;
}

void
cgap_record_market(cgap_record *self)
{
    static const size_t layer[N_INDEX] = {CGAP_LAYER_FORMAL, CGAP_LAYER_PRACTICE, LAYER_COMBINED};
    const cgap_block *block = &self->block;
    double *fragmented = record_fixed(self, U_MARKET_FRAGMENTATION);
    double members = count_of(block->members), within[V], squared[V], trusting[V];
    market sum;

    if (!record_wants_any(self, UNION_FIXED + U_MARKET_FRAGMENTATION, UNION_FIXED + U_TRUST)) {
        return;
    }
    survey(block, &sum);
    quotient(sum.cross, sum.open, fragmented);
    quotient(sum.home, sum.demand, record_fixed(self, U_HOME_SHARE));
    for (size_t l = 0; l < V; l++) {
        fragmented[l] = 1.0 - fragmented[l];
        within[l] = sum.home[l] + sum.cross[l];
        squared[l] = sum.revenue[l] * sum.revenue[l];
        trusting[l] = members;
    }
    memcpy(record_fixed(self, U_MARKET_INTEGRATION), block->integration, sizeof within);
    memcpy(record_fixed(self, U_SME_SUPPLIER_SHARE), block->sme_share, sizeof within);
    quotient(sum.trust, trusting, record_fixed(self, U_TRUST));
    quotient(within, sum.demand, record_fixed(self, U_UNION_SUPPLY_SHARE));
    quotient(sum.squares, squared, record_fixed(self, U_SUPPLIER_CONCENTRATION));
    for (size_t index = 0; index < N_INDEX; index++) {
        if (!record_wants(self, UNION_FIXED + U_FRAGMENTATION + index)) {
            continue;
        }
        fragmentation(block->model->scenario->parameters.fragmentation_weight,
                      record_union(self, layer[index] * N_EACH_LAYER + AT_PLAYING_FIELD),
                      record_fixed(self, U_REGIME_FRAGMENTATION),
                      record_fixed(self, U_COOPERATION_EFFICIENCY), fragmented,
                      record_fixed(self, U_FRAGMENTATION + index));
    }
}
