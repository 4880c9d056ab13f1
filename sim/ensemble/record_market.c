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

/* Demand D_i of members, what of it own suppliers serve and those of other members, D_i V_ij /
 * Phi_i summed over j, and the same without borders. Sums stay in registers; what is the same for
 * all members multiplies them at the end. */
static void
add_trade(const cgap_block *block, market *sum)
{
    const cgap_parameters *p = &block->model->scenario->parameters;

    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals inside = cgap_reals_load(sum->inside + l), none = cgap_reals_all(0.0);
        cgap_reals unbound =
            cgap_reals_load(sum->all + l) + cgap_reals_load(block->rest_of_world + l);
        cgap_reals demand = none, home = none, cross = none, open = none;

        for (cgap_member_set left = block->members; left != 0; left &= left - 1) {
            size_t i = (size_t) __builtin_ctzll(left), at = i * V + l;
            cgap_reals own = cgap_reals_load(block->strength + at), others = inside - own;
            cgap_reals gained = cgap_reals_load(block->trust + at) - p->public_trust_2017;
            cgap_reals wanted = block->model->gdp[i] * (1.0 + p->demand_gain_from_trust * gained);
            cgap_reals per_access = wanted / cgap_reals_load(block->access + at);

            demand += wanted;
            home += per_access * own;
            cross += per_access * others;
            open += wanted * others;
        }
        cgap_reals_store(sum->demand + l, demand);
        cgap_reals_store(sum->home + l, home);
        cgap_reals_store(sum->cross + l, cgap_reals_load(sum->pass + l) * cross);
        cgap_reals_store(sum->open + l, open / unbound);
    }
}

static void
add_squares(const cgap_block *block, double squares[V])
{
    for (size_t l = 0; l < V; l += CGAP_VECTOR) {
        cgap_reals all = cgap_reals_all(0.0);

        for (cgap_member_set left = block->members; left != 0; left &= left - 1) {
            size_t i = (size_t) __builtin_ctzll(left);
            cgap_reals revenue = cgap_reals_load(block->revenue + i * V + l);

            all += revenue * revenue;
        }
        cgap_reals_store(squares + l, all);
    }
}

static void
survey(const cgap_block *block, market *sum)
{
    const cgap_model *model = block->model;

    memset(sum, 0, sizeof *sum);
    border_pass(model->scenario->parameters.border_effect_at_no_integration, block->integration,
                sum->pass);
    cgap_vector_sum(block->strength, V, cgap_all_states(model->n), V, sum->all);
    cgap_vector_sum(block->strength, V, block->members, V, sum->inside);
    cgap_vector_sum(block->revenue, V, block->members, V, sum->revenue);
    cgap_vector_sum(block->trust, V, block->members, V, sum->trust);
    add_trade(block, sum);
    add_squares(block, sum->squares);
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
