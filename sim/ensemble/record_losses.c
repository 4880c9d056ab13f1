/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Incidents and losses over the step before (MODEL.md sections 2.9 and 3.3), and the variables of
 * each member. At the start no step has been and the slots stay empty. */
#include "record_internal.h"

#include <math.h>
#include <string.h>

/* Sums over a set of states, for V replicates. */
typedef struct toll {
    double gdp, population;
    double count[V], expected[V], realised[V], by[CGAP_N_PRACTICE][V];
} toll;

static inline void
add(double *restrict sum, const double *restrict x)
{
    for (size_t l = 0; l < V; l++) {
        sum[l] += x[l];
    }
}

/* What of a toll is of expected losses alone. */
static void
expected_toll_of(const cgap_block *block, cgap_member_set members, toll *sum)
{
    const cgap_model *model = block->model;

    sum->gdp = 0.0;
    for (size_t i = 0; i < model->n; i++) {
        sum->gdp += members >> i & 1 ? model->gdp[i] : 0.0;
    }
    memset(sum->expected, 0, sizeof sum->expected);
    cgap_vector_sum(block->expected_loss, V, members, V, sum->expected);
}

static void
toll_of(const cgap_block *block, cgap_member_set members, toll *sum)
{
    const cgap_model *model = block->model;
    size_t stride = model->n * V;

    memset(sum, 0, sizeof *sum);
    expected_toll_of(block, members, sum);
    for (size_t i = 0; i < model->n; i++) {
        sum->population +=
            members >> i & 1 ? model->scenario->dataset.member[i].population_million : 0.0;
    }
    cgap_vector_sum(block->count, V, members, V, sum->count);
    cgap_vector_sum(block->loss, V, members, V, sum->realised);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        cgap_vector_sum(block->expected_by + b * stride, V, members, V, sum->by[b]);
    }
}

/* bn EUR of a step to a share of GDP, M EUR a year, EUR per head and year (bn per million = 1000
 * EUR). */
static inline void
rates(const double *restrict loss, double dt, double gdp, double population,
      double *restrict of_gdp, double *restrict meur, double *restrict per_head)
{
    double per_year = 1.0 / dt;

    for (size_t l = 0; l < V; l++) {
        double a_year = loss[l] * per_year;

        of_gdp[l] = a_year / gdp;
        meur[l] = 1000.0 * a_year;
        per_head[l] = 1000.0 * a_year / population;
    }
}

static void
record_toll(const cgap_record *self, const toll *sum)
{
    double dt = self->block.model->dt, per_year = 1.0 / dt, unused[V];

    for (size_t l = 0; l < V; l++) {
        record_fixed(self, U_INCIDENTS)[l] = sum->count[l] * per_year;
    }
    rates(sum->expected, dt, sum->gdp, sum->population, record_fixed(self, U_LOSS_GDP),
          record_fixed(self, U_LOSS_MEUR), record_fixed(self, U_LOSS_EUR_PER_HEAD));
    rates(sum->realised, dt, sum->gdp, sum->population, record_fixed(self, U_LOSS_GDP_REALISED),
          record_fixed(self, U_LOSS_MEUR_REALISED), unused);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        rates(sum->by[b], dt, sum->gdp, sum->population, record_fixed(self, U_LOSS_GDP_OF + b),
              record_fixed(self, U_LOSS_MEUR_OF + b),
              record_fixed(self, U_LOSS_EUR_PER_HEAD_OF + b));
    }
}

/* The last year's realised losses, a share of GDP: the mean of its steps' rates. GDP stays as it
 * is, so that this is their sum over GDP, of the members of each step. They are recorded at every
 * row, whatever is wanted of them, and added in the order of time: the sum drifts nowhere. */
static void
record_year(const cgap_record *self)
{
    size_t steps = (size_t) self->layout->model->scenario->steps_per_year;
    size_t step = self->block.step;
    double *year = record_fixed(self, U_LOSS_GDP_YEAR);

    for (size_t l = 0; l < V; l++) {
        year[l] = step < steps ? NAN : 0.0;
    }
    for (size_t s = step < steps ? step : step - steps; s < step; s++) {
        add(year, record_slot(self, cgap_slot_union(self->layout, s + 1,
                                                    UNION_FIXED + U_LOSS_GDP_REALISED)));
    }
    for (size_t l = 0; l < V; l++) {
        year[l] /= (double) steps;
    }
}

static void
nothing_yet(const cgap_record *self)
{
    for (size_t q = U_INCIDENTS; q < U_COST_EU; q++) {
        double *slot = record_fixed(self, q);

        for (size_t l = 0; l < V; l++) {
            slot[l] = q == U_LOSS_GDP_TOTAL ? 0.0 : NAN;
        }
    }
}

static inline void
record_fixed_members(const double *restrict expected, double gdp, double dt,
                     const double *restrict before, double *restrict now, double *restrict total)
{
    for (size_t l = 0; l < V; l++) {
        now[l] = expected[l] / dt / gdp;
        total[l] = before[l] + expected[l] / gdp;
    }
}

/* Losses of every state on top of those since the last yearly date. */
static void
add_to_year(const cgap_record *self)
{
    double *sum = record_losses_since_date(self);

    for (size_t i = 0; i < self->layout->model->n; i++) {
        add(sum + i * V, self->block.loss + i * V);
    }
}

void
cgap_record_losses(cgap_record *self)
{
    const cgap_block *block = &self->block;
    const cgap_model *model = block->model;
    toll sum;

    if (block->step == 0) {
        nothing_yet(self);
        memset(record_losses_since_date(self), 0, model->n * V * sizeof(double));
        return;
    }
    add_to_year(self);
    toll_of(block, block->members, &sum);
    record_toll(self, &sum);
    record_year(self);
    if (block->members != model->timetable.members_at_start) {
        expected_toll_of(block, model->timetable.members_at_start, &sum);
    }
    record_fixed_members(sum.expected, sum.gdp, model->dt,
                         record_slot(self, cgap_slot_union(self->layout, block->step - 1,
                                                           UNION_FIXED + U_LOSS_GDP_TOTAL)),
                         record_fixed(self, U_LOSS_GDP_FIXED),
                         record_fixed(self, U_LOSS_GDP_TOTAL));
}

/* Slots of one member at a selected row. */
static void
record_member(const cgap_record *self, size_t selected, size_t i)
{
    const cgap_block *block = &self->block;
    const cgap_model *model = block->model;
    size_t n = model->n, first = cgap_slot_member(self->layout, selected, i, 0);
    size_t bytes = V * sizeof(double);
    double *loss = record_slot(self, first + M_LOSS_GDP);
    double *member = record_slot(self, first + M_MEMBER);
    double *year = record_slot(self, first + M_LOSS_GDP_YEAR);
    const double *since = record_losses_since_date(self) + i * V;
    double standing = block->members >> i & 1 ? 1.0 : 0.0;
    bool full_year = cgap_record_full_year(self);

    for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
        memcpy(record_slot(self, first + k), block->capability + (k * n + i) * V, bytes);
    }
    memcpy(record_slot(self, first + M_FORMAL), block->formal_index + i * V, bytes);
    memcpy(record_slot(self, first + M_PRACTICE), block->practice_index + i * V, bytes);
    memcpy(record_slot(self, first + M_TRUST), block->trust + i * V, bytes);
    for (size_t l = 0; l < V; l++) {
        member[l] = standing;
        loss[l] =
            block->step > 0 ? block->expected_loss[i * V + l] / model->dt / model->gdp[i] : NAN;
        year[l] = full_year ? since[l] / model->gdp[i] : NAN;
    }
    for (size_t p = 0; p < model->n_instrument; p++) {
        size_t law = first + N_MEMBER_FIXED + 2 * p;

        memcpy(record_slot(self, law), block->transposed + (p * n + i) * V, bytes);
        memcpy(record_slot(self, law + 1), block->implementation + (p * n + i) * V, bytes);
    }
}

void
cgap_record_members(cgap_record *self, size_t selected)
{
    for (size_t i = 0; i < self->layout->model->n; i++) {
        record_member(self, selected, i);
    }
}
