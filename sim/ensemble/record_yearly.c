/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told once a year (MODEL.md sections 3.2 and 3.3): how late directives come, whom
 * incidents hit, who lost much. Elsewhere record_fragmentation.c leaves these slots empty. */
#include "record_internal.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "cgap/elementary.h"

/* A member that lost more than this share of its GDP in a year. */
static const double MUCH = 0.01;

size_t
cgap_record_work_of_dates(const cgap_layout *layout)
{
    return layout->model->n * V + cgap_lane_work(layout->model->n);
}

/* Losses are summed from one yearly date to the next. The first of them ends no whole year, nor
 * does an end of the run between two of them. */
bool
cgap_record_full_year(const cgap_record *self)
{
    size_t row = self->block.step, before = row;

    if (row == 0 || !cgap_layout_is_date(self->layout, row)) {
        return false;
    }
    do {
        before--;
    } while (!cgap_layout_is_date(self->layout, before));
    return (double) (row - before) == self->layout->model->scenario->steps_per_year;
}

/* The directive whose deadline passed last, of those that bind a member; of several the first.
 * n_instrument: none has. */
static size_t
last_directive(const cgap_block *block)
{
    const cgap_model *model = block->model;
    const cgap_instrument *law = model->scenario->instrument;
    double time = cgap_scenario_time(model->scenario, block->step);
    size_t last = model->n_instrument;

    for (size_t p = 0; p < model->n_instrument; p++) {
        bool passed = law[p].type == CGAP_DIRECTIVE && law[p].applies <= time &&
                      (law[p].participants & block->members) != 0;

        if (passed && (last == model->n_instrument || law[p].applies > law[last].applies)) {
            last = p;
        }
    }
    return last;
}

/* Delay so far, and whether there was none: of a draw, or of all that may be drawn. */
static inline void
delays(const double *restrict date, double deadline, double now, double *restrict delay,
       double *restrict on_time)
{
    for (size_t l = 0; l < V; l++) {
        delay[l] = (date[l] < now ? date[l] : now) - deadline;
        on_time[l] += date[l] <= deadline ? 1.0 : 0.0;
    }
}

static inline void
expected_delays(const cgap_hazard *hazard, double now, double *restrict delay,
                double *restrict on_time)
{
    const double half = 0.69314718055994530942; /* a draw below it comes half of the time: ln 2 */
    double median = fmin(cgap_hazard_date(hazard, half), now) - hazard->deadline;
    double share = -cgap_expm1(-cgap_hazard_integral(hazard, hazard->deadline));

    for (size_t l = 0; l < V; l++) {
        delay[l] = median;
        on_time[l] += share;
    }
}

static void
median_of(const double *const *row, size_t n, double *work, double *out)
{
    cgap_lane_input in = {n, V, row, NULL, NULL, NULL, 0};
    cgap_lane_output wanted;

    memset(&wanted, 0, sizeof wanted);
    wanted.at[CGAP_LANE_MEDIAN] = out;
    cgap_lane_dispersion(&in, work, &wanted);
}

static void
record_transposition(const cgap_record *self)
{
    const cgap_block *block = &self->block;
    const cgap_model *model = block->model;
    size_t p = last_directive(block), n = 0;
    double now = cgap_scenario_time(model->scenario, block->step), on_time[V] = {0.0};
    double *delay = record_work_of_row(self), *work = delay + model->n * V;
    const double *row[CGAP_MAX_MEMBER];
    cgap_member_set bound =
        p < model->n_instrument ? block->members & model->scenario->instrument[p].participants : 0;

    for (size_t i = 0; i < model->n; i++) {
        if (!(bound >> i & 1)) {
            continue;
        }
        row[n] = delay + n * V;
        if (block->deterministic) {
            expected_delays(&model->hazard[p * model->n + i], now, delay + n * V, on_time);
        } else {
            delays(block->date + (p * model->n + i) * V, model->scenario->instrument[p].applies,
                   now, delay + n * V, on_time);
        }
        n++;
    }
    for (size_t l = 0; l < V; l++) {
        record_fixed(self, U_TRANSPOSITION_ON_TIME)[l] = n > 0 ? on_time[l] / (double) n : NAN;
        record_fixed(self, U_TRANSPOSITION_DELAY)[l] = NAN;
    }
    if (n > 0) {
        median_of(row, n, work, record_fixed(self, U_TRANSPOSITION_DELAY));
    }
}

/* Members, and what of them decides where incidents fall. */
typedef struct ranking {
    size_t n, at[CGAP_MAX_MEMBER];
    double level[CGAP_MAX_MEMBER][V]; /* combined index */
} ranking;

static inline void
combine(const double *restrict formal, const double *restrict practice, double weight,
        double *restrict out)
{
    for (size_t l = 0; l < V; l++) {
        out[l] = (1.0 - weight) * formal[l] + weight * practice[l];
    }
}

static void
rank_members(const cgap_block *block, ranking *out)
{
    double weight = block->model->scenario->parameters.weight_of_practice_in_defence;

    out->n = 0;
    for (size_t i = 0; i < block->model->n; i++) {
        if (block->members >> i & 1) {
            combine(block->formal_index + i * V, block->practice_index + i * V, weight,
                    out->level[out->n]);
            out->at[out->n++] = i;
        }
    }
}

static inline void
count_below(const double *restrict other, const double *restrict level, double *restrict below)
{
    for (size_t l = 0; l < V; l++) {
        below[l] += other[l] < level[l] ? 1.0 : 0.0;
    }
}

/* Of equal members the earlier one counts as weaker. */
static inline void
count_equal(const double *restrict other, const double *restrict level, double *restrict below)
{
    for (size_t l = 0; l < V; l++) {
        below[l] += other[l] == level[l] ? 1.0 : 0.0;
    }
}

/* Expected incidents are the expected loss over its mean severity, of which only the state's scale
 * matters for a share. */
static inline void
add_incidents(const double *restrict expected_loss, double scale, const double *restrict below,
              double quarter, double *restrict weakest, double *restrict all)
{
    for (size_t l = 0; l < V; l++) {
        double incidents = expected_loss[l] / scale, room = quarter - below[l];
        double part = room > 1.0 ? 1.0 : room;

        weakest[l] += part > 0.0 ? part * incidents : 0.0;
        all[l] += incidents;
    }
}

static void
record_weakest(const cgap_record *self)
{
    const cgap_block *block = &self->block;
    double weakest[V] = {0.0}, all[V] = {0.0};
    ranking members;

    rank_members(block, &members);
    for (size_t a = 0; a < members.n && block->step > 0; a++) {
        size_t i = members.at[a];
        double below[V] = {0.0};

        for (size_t b = 0; b < members.n; b++) {
            count_below(members.level[b], members.level[a], below);
        }
        for (size_t b = 0; b < a; b++) {
            count_equal(members.level[b], members.level[a], below);
        }
        add_incidents(block->expected_loss + i * V, block->model->severity_scale[i], below,
                      (double) members.n / 4.0, weakest, all);
    }
    for (size_t l = 0; l < V; l++) {
        double share = weakest[l] / all[l];

        record_fixed(self, U_INCIDENTS_WEAKEST)[l] = all[l] > 0.0 ? share : NAN;
    }
}

static void
record_large_losses(const cgap_record *self)
{
    const cgap_block *block = &self->block;
    const double *sum = record_losses_since_date(self);
    double *out = record_fixed(self, U_MEMBER_LOSS);
    double nothing = cgap_record_full_year(self) ? 0.0 : NAN;

    for (size_t l = 0; l < V; l++) {
        out[l] = nothing;
    }
    for (size_t i = 0; i < block->model->n && nothing == 0.0; i++) {
        for (size_t l = 0; l < V && (block->members >> i & 1); l++) {
            out[l] = sum[i * V + l] > MUCH * block->model->gdp[i] ? 1.0 : out[l];
        }
    }
}

void
cgap_record_yearly(cgap_record *self, bool dated)
{
    if (!dated) {
        return;
    }
    if (record_wants_any(self, UNION_FIXED + U_TRANSPOSITION_ON_TIME,
                         UNION_FIXED + U_TRANSPOSITION_DELAY)) {
        record_transposition(self);
    }
    if (record_wants(self, UNION_FIXED + U_INCIDENTS_WEAKEST)) {
        record_weakest(self);
    }
    if (record_wants(self, UNION_FIXED + U_MEMBER_LOSS)) {
        record_large_losses(self);
    }
    memset(record_losses_since_date(self), 0, self->layout->model->n * V * sizeof(double));
}
