/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The market for security products (MODEL.md sections 2.8 and 3.2): demand and suppliers of current
 * members. */
#include "record_internal.h"

#include <math.h>

#include "cgap/elementary.h"

typedef struct market {
    double pass;   /* what a border lets through, e^-b */
    double demand; /* of members */
    double home;   /* demand served by the state's own suppliers */
    double cross;  /* served by suppliers of other members */
    double open;   /* the same without borders */
    double squares, revenue;
} market;

/* D_i V_ij / Phi_i summed over members j other than i. */
static void
add_state(market *sum, const cgap_block *block, size_t i, size_t l, double strength)
{
    const cgap_parameters *p = &block->model->scenario->parameters;
    size_t at = i * block->lanes + l;
    double demand = block->model->gdp[i] *
                    (1.0 + p->demand_gain_from_trust * (block->trust[at] - p->public_trust_2017));
    double others = strength - block->strength[at];
    double all = 0.0;

    for (size_t j = 0; j < block->model->n; j++) {
        all += block->strength[j * block->lanes + l];
    }
    sum->demand += demand;
    sum->home += demand * block->strength[at] / block->access[at];
    sum->cross += demand * sum->pass * others / block->access[at];
    sum->open += demand * others / (all + block->rest_of_world[l]);
    sum->revenue += block->revenue[at];
    sum->squares += block->revenue[at] * block->revenue[at];
}

static market
survey(const cgap_block *block, size_t l)
{
    double b0 = block->model->scenario->parameters.border_effect_at_no_integration;
    market sum = {cgap_exp(-b0 * (1.0 - block->integration[l])), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    double strength = 0.0;

    for (size_t j = 0; j < block->model->n; j++) {
        strength += block->members >> j & 1 ? block->strength[j * block->lanes + l] : 0.0;
    }
    for (size_t i = 0; i < block->model->n; i++) {
        if (block->members >> i & 1) {
            add_state(&sum, block, i, l, strength);
        }
    }
    return sum;
}

static double
mean_trust(const cgap_block *block, size_t l)
{
    double sum = 0.0, count = 0.0;

    for (size_t i = 0; i < block->model->n; i++) {
        if (block->members >> i & 1) {
            sum += block->trust[i * block->lanes + l];
            count += 1.0;
        }
    }
    return count > 0.0 ? sum / count : NAN;
}

void
cgap_record_market(cgap_record *self)
{
    const cgap_block *block = &self->block;
    const double *playing_field = record_union(self, 6); /* formal_level_playing_field */

    for (size_t l = 0; l < self->lanes; l++) {
        market sum = survey(block, l);
        double fragmented = sum.open > 0.0 ? 1.0 - sum.cross / sum.open : NAN;

        record_fixed(self, U_MARKET_FRAGMENTATION)[l] = fragmented;
        record_fixed(self, U_MARKET_INTEGRATION)[l] = block->integration[l];
        record_fixed(self, U_HOME_SHARE)[l] = sum.demand > 0.0 ? sum.home / sum.demand : NAN;
        record_fixed(self, U_UNION_SUPPLY_SHARE)[l] =
            sum.demand > 0.0 ? (sum.home + sum.cross) / sum.demand : NAN;
        record_fixed(self, U_SUPPLIER_CONCENTRATION)[l] =
            sum.revenue > 0.0 ? sum.squares / (sum.revenue * sum.revenue) : NAN;
        record_fixed(self, U_SME_SUPPLIER_SHARE)[l] = block->sme_share[l];
        record_fixed(self, U_TRUST)[l] = mean_trust(block, l);
        record_fixed(self, U_FRAGMENTATION)[l] =
            ((1.0 - playing_field[l]) + record_fixed(self, U_REGIME_FRAGMENTATION)[l] +
             (1.0 - record_fixed(self, U_COOPERATION_EFFICIENCY)[l]) + fragmented) /
            4.0;
    }
}
