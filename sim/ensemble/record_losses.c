/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Incidents and losses over the step before (MODEL.md sections 2.9 and 3.3), and the variables of
 * each member. At the start no step has been and the slots stay empty. */
#include "record_internal.h"

#include <math.h>
#include <string.h>

typedef struct toll {
    double gdp, population, count, expected, realised, by[CGAP_N_PRACTICE];
} toll;

static toll
toll_of(const cgap_block *block, cgap_member_set members, size_t l)
{
    const cgap_model *model = block->model;
    size_t stride = model->n * block->lanes;
    toll sum;

    memset(&sum, 0, sizeof sum);
    for (size_t i = 0; i < model->n; i++) {
        size_t at = i * block->lanes + l;

        if (!(members >> i & 1)) {
            continue;
        }
        sum.gdp += model->gdp[i];
        sum.population += model->scenario->dataset.member[i].population_million;
        sum.count += block->count[at];
        sum.expected += block->expected_loss[at];
        sum.realised += block->loss[at];
        for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
            sum.by[b] += block->expected_by[b * stride + at];
        }
    }
    return sum;
}

/* bn EUR of a step to M EUR a year, EUR per head and year (bn per million = 1000 EUR). */
static void
record_toll(const cgap_record *self, const toll *sum, size_t l)
{
    double per_year = 1.0 / self->block.model->dt;
    double loss = sum->expected * per_year, realised = sum->realised * per_year;

    record_fixed(self, U_INCIDENTS)[l] = sum->count * per_year;
    record_fixed(self, U_LOSS_GDP)[l] = loss / sum->gdp;
    record_fixed(self, U_LOSS_GDP_REALISED)[l] = realised / sum->gdp;
    record_fixed(self, U_LOSS_MEUR)[l] = 1000.0 * loss;
    record_fixed(self, U_LOSS_MEUR_REALISED)[l] = 1000.0 * realised;
    record_fixed(self, U_LOSS_EUR_PER_HEAD)[l] = 1000.0 * loss / sum->population;
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        double part = sum->by[b] * per_year;

        record_fixed(self, U_LOSS_GDP_OF + b)[l] = part / sum->gdp;
        record_fixed(self, U_LOSS_MEUR_OF + b)[l] = 1000.0 * part;
        record_fixed(self, U_LOSS_EUR_PER_HEAD_OF + b)[l] = 1000.0 * part / sum->population;
    }
}

static void
nothing_yet(const cgap_record *self)
{
    for (size_t q = U_INCIDENTS; q < U_COST_EU; q++) {
        double *slot = record_fixed(self, q);

        for (size_t l = 0; l < self->lanes; l++) {
            slot[l] = q == U_LOSS_GDP_TOTAL ? 0.0 : NAN;
        }
    }
}

void
cgap_record_losses(cgap_record *self)
{
    const cgap_block *block = &self->block;
    const cgap_model *model = block->model;

    if (block->step == 0) {
        nothing_yet(self);
        return;
    }
    for (size_t l = 0; l < self->lanes; l++) {
        toll now = toll_of(block, block->members, l);
        toll fixed = toll_of(block, model->timetable.members_at_start, l);
        double before = record_slot(self, cgap_slot_union(self->layout, block->step - 1,
                                                          UNION_FIXED + U_LOSS_GDP_TOTAL))[l];

        record_toll(self, &now, l);
        record_fixed(self, U_LOSS_GDP_FIXED)[l] = fixed.expected / model->dt / fixed.gdp;
        record_fixed(self, U_LOSS_GDP_TOTAL)[l] = before + fixed.expected / fixed.gdp;
    }
}

/* Slots of one member at a selected row. */
static void
record_member(const cgap_record *self, size_t selected, size_t i)
{
    const cgap_block *block = &self->block;
    const cgap_model *model = block->model;
    size_t n = model->n, lanes = self->lanes, bytes = lanes * sizeof(double);
    double *out = record_slot(self, cgap_slot_member(self->layout, selected, i, 0));

    for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
        memcpy(out + k * lanes, block->capability + (k * n + i) * lanes, bytes);
    }
    memcpy(out + M_FORMAL * lanes, block->formal_index + i * lanes, bytes);
    memcpy(out + M_PRACTICE * lanes, block->practice_index + i * lanes, bytes);
    memcpy(out + M_TRUST * lanes, block->trust + i * lanes, bytes);
    for (size_t l = 0; l < lanes; l++) {
        out[M_LOSS_GDP * lanes + l] =
            block->step > 0 ? block->expected_loss[i * lanes + l] / model->dt / model->gdp[i] : NAN;
    }
    for (size_t p = 0; p < model->n_instrument; p++) {
        double *law = out + (N_MEMBER_FIXED + 2 * p) * lanes;

        memcpy(law, block->transposed + (p * n + i) * lanes, bytes);
        memcpy(law + lanes, block->implementation + (p * n + i) * lanes, bytes);
    }
}

void
cgap_record_members(cgap_record *self, size_t selected)
{
    for (size_t i = 0; i < self->layout->model->n; i++) {
        record_member(self, selected, i);
    }
}
