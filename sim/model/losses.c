/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What incidents cost and who bears it (section 2.9). Incidents of a state stand in rows, one for
 * each replicate: those that have fewer than others are given some of no size. */
#include "model_internal.h"

#include <string.h>

/* Lanes at a time: sums over rows stay in registers. */
enum { SEATS = 8 };
_Static_assert(V % SEATS == 0, "a tile is whole rows of seats");

/* What decides the losses of a state in some replicates. */
typedef struct victim {
    double each[SEATS];                      /* m_X g_i: loss of an incident of mean size */
    double breach[SEATS];                    /* p_i */
    double part[CGAP_N_PRACTICE - 1][SEATS]; /* x_b p_ib; the last beneficiary has the rest */
} victim;

typedef struct losses {
    double all[SEATS], by[CGAP_N_PRACTICE][SEATS];
} losses;

static inline void
find_victim(const cgap_block *self, size_t i, size_t lane, victim *out)
{
    const double *exposure = self->model->scenario->parameters.exposure;
    size_t stride = self->model->n * self->lanes, at = i * self->lanes + lane;

    for (size_t l = 0; l < SEATS; l++) {
        out->each[l] = self->severity_mean[lane + l] * self->model->severity_scale[i];
        out->breach[l] = self->breach_mean[at + l];
    }
    for (size_t b = 0; b + 1 < CGAP_N_PRACTICE; b++) {
        for (size_t l = 0; l < SEATS; l++) {
            out->part[b][l] = exposure[b] * self->breach[b * stride + at + l];
        }
    }
}

/* One row. Beneficiary b is hit with probability x_b p_ib / p_i: u p_i falls into the parts of the
 * four, which stand end to end; `past` is the loss where it falls beyond part b. */
static inline void
add_row(const victim *x, const double *restrict size, const double *restrict who,
        losses *restrict sum)
{
    for (size_t l = 0; l < SEATS; l++) {
        double loss = x->each[l] * size[l];
        double beyond_sme = who[l] * x->breach[l] - x->part[0][l];
        double beyond_enterprise = beyond_sme - x->part[1][l];
        double beyond_administration = beyond_enterprise - x->part[2][l];
        double past_sme = beyond_sme > 0.0 ? loss : 0.0;
        double past_enterprise = beyond_enterprise > 0.0 ? loss : 0.0;
        double past_administration = beyond_administration > 0.0 ? loss : 0.0;

        sum->all[l] += loss;
        sum->by[0][l] += loss - past_sme;
        sum->by[1][l] += past_sme - past_enterprise;
        sum->by[2][l] += past_enterprise - past_administration;
        sum->by[3][l] += past_administration;
    }
}

/* Sizes of the incidents a replicate has: those numbered below @p count. */
static inline void
count_in(const double *restrict size, const double *restrict count, double number,
         double *restrict out)
{
    for (size_t l = 0; l < SEATS; l++) {
        double here = size[l];

        out[l] = number < count[l] ? here : 0.0;
    }
}

static inline void
fetch(const cgap_block *self, size_t at, losses *out)
{
    size_t stride = self->model->n * self->lanes;

    memcpy(out->all, self->loss + at, sizeof out->all);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        memcpy(out->by[b], self->loss_by + b * stride + at, sizeof out->by[b]);
    }
}

static inline void
put_back(cgap_block *self, size_t at, const losses *sum)
{
    size_t stride = self->model->n * self->lanes;

    memcpy(self->loss + at, sum->all, sizeof sum->all);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        memcpy(self->loss_by + b * stride + at, sum->by[b], sizeof sum->by[b]);
    }
}

/* The rows of a state in some lanes; @p count NULL: all of them. */
static inline void
add_rows(const victim *x, const cgap_incidents *incidents, size_t seat, const double *count,
         losses *sum)
{
    const double *size = incidents->size + seat, *who = incidents->who + seat;
    double counted[SEATS];

    for (size_t row = 0; row < incidents->n; row++, size += V, who += V) {
        if (count == NULL) {
            add_row(x, size, who, sum);
        } else {
            count_in(size, count, (double) row, counted);
            add_row(x, counted, who, sum);
        }
    }
}

void
cgap_losses_add(cgap_block *self, size_t i, size_t from, const cgap_incidents *incidents,
                bool limited)
{
    for (size_t seat = 0; seat < V; seat += SEATS) {
        size_t at = i * self->lanes + from + seat;
        victim x;
        losses sum;

        find_victim(self, i, from + seat, &x);
        fetch(self, at, &sum);
        if (limited) {
            add_rows(&x, incidents, seat, self->count + at, &sum);
        } else {
            add_rows(&x, incidents, seat, NULL, &sum);
        }
        put_back(self, at, &sum);
    }
}
