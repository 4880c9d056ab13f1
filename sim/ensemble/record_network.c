/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fragmentation of cooperation and of law, what law costs, who is in (MODEL.md sections 2.10, 2.13,
 * 3.2). */
#include "record_internal.h"

#include <math.h>

static bool
pair_of_members(const cgap_block *block, size_t i, size_t j)
{
    return block->members >> i & 1 && block->members >> j & 1;
}

/* E_c = sum w / sum Lam over pairs of members, and the mean tie. */
static void
cooperation(const cgap_record *self, double *efficiency, double *mean_tie)
{
    const cgap_block *block = &self->block;
    size_t n = block->model->n, lanes = self->lanes, pairs = 0;
    double offered = 0.0;

    for (size_t l = 0; l < lanes; l++) {
        mean_tie[l] = 0.0;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            if (!pair_of_members(block, i, j)) {
                continue;
            }
            pairs++;
            offered += block->platform[i * n + j];
            for (size_t l = 0; l < lanes; l++) {
                mean_tie[l] += block->tie[(i * n + j) * lanes + l];
            }
        }
    }
    for (size_t l = 0; l < lanes; l++) {
        efficiency[l] = offered > 0.0 ? mean_tie[l] / offered : NAN;
        mean_tie[l] = pairs > 0 ? mean_tie[l] / (double) pairs : NAN;
    }
}

/* 1 - sum_p min(q_i, q_j) / sum_p max(q_i, q_j); 0 when both are empty. */
static double
regime_distance(const cgap_block *block, size_t i, size_t j, size_t l)
{
    size_t n = block->model->n;
    double common = 0.0, either = 0.0;

    for (size_t p = 0; p < block->model->n_instrument; p++) {
        double a = block->implementation[(p * n + i) * block->lanes + l];
        double b = block->implementation[(p * n + j) * block->lanes + l];

        common += a < b ? a : b;
        either += a < b ? b : a;
    }
    return either > 1e-12 ? 1.0 - common / either : 0.0;
}

static void
regime_fragmentation(const cgap_record *self, double *out)
{
    const cgap_block *block = &self->block;
    size_t n = block->model->n;

    for (size_t l = 0; l < self->lanes; l++) {
        double sum = 0.0, pairs = 0.0;

        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++) {
                if (pair_of_members(block, i, j)) {
                    sum += regime_distance(block, i, j, l);
                    pairs += 1.0;
                }
            }
        }
        out[l] = pairs > 0.0 ? sum / pairs : NAN;
    }
}

/* transposed_ (number of members) and implementation_ (GDP-weighted) of one instrument. */
static void
instrument_reach(const cgap_record *self, size_t p)
{
    const cgap_block *block = &self->block;
    const cgap_model *model = block->model;
    double *transposed = record_fixed(self, N_UNION_FIXED + 2 * p);
    double *implementation = record_fixed(self, N_UNION_FIXED + 2 * p + 1);

    for (size_t l = 0; l < self->lanes; l++) {
        double count = 0.0, reach = 0.0, gdp = 0.0;

        for (size_t i = 0; i < model->n; i++) {
            size_t at = (p * model->n + i) * self->lanes + l;
            double member = block->members >> i & 1 ? 1.0 : 0.0;

            count += member * block->transposed[at];
            reach += member * model->gdp[i] * block->implementation[at];
            gdp += member * model->gdp[i];
        }
        transposed[l] = count;
        implementation[l] = gdp > 0.0 ? reach / gdp : NAN;
    }
}

/* Burden is a share of the GDP of all states; bn EUR to M EUR. */
static void
costs_and_rights(const cgap_record *self)
{
    const cgap_block *block = &self->block;
    const cgap_model *model = block->model;
    size_t step = block->step > 0 ? block->step - 1 : 0;
    const double *burden = block->law_reach + 2 * self->lanes;
    double *union_cost = record_fixed(self, U_COST_EU);
    double *national = record_fixed(self, U_COST_NATIONAL);
    double *rights = record_fixed(self, U_RIGHTS_EXPOSURE);
    double gdp = 0.0;

    for (size_t i = 0; i < model->n; i++) {
        gdp += model->gdp[i];
    }
    for (size_t l = 0; l < self->lanes; l++) {
        union_cost[l] = model->timetable.step[step].cost_eu_meur;
        national[l] = 1000.0 * gdp * burden[l];
        rights[l] = 0.0;
        for (size_t p = 0; p < model->n_instrument; p++) {
            double exposure = model->scenario->instrument[p].rights_exposure;
            double reach = record_fixed(self, N_UNION_FIXED + 2 * p + 1)[l];

            rights[l] += exposure != 0.0 ? exposure * reach : 0.0;
        }
    }
}

void
cgap_record_network(cgap_record *self)
{
    cooperation(self, record_fixed(self, U_COOPERATION_EFFICIENCY), record_fixed(self, U_MEAN_TIE));
    regime_fragmentation(self, record_fixed(self, U_REGIME_FRAGMENTATION));
    for (size_t p = 0; p < self->layout->model->n_instrument; p++) {
        instrument_reach(self, p);
    }
    costs_and_rights(self);
}
