/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dispersion and convergence of every layer at a row, over current members; spans from the start
 * over members at both ends (MODEL.md section 3.1). */
#include "record_internal.h"

#include <math.h>
#include <string.h>

/* Scratch: logarithms at the start and now, the sort's memory, levels at the start and their
 * moments. */
typedef struct scratch {
    double *log_start;   /* [layer][n][lanes] */
    double *level_start; /* [index][n][lanes] */
    double *mean_start;  /* [index][lanes] */
    double *variance_start;
    double *log_now;                 /* [n][lanes] */
    double *mean_now, *variance_now; /* [lanes] */
    double *sort;
} scratch;

static scratch
scratch_of(const cgap_record *self)
{
    size_t n = self->layout->model->n, lanes = self->lanes;
    scratch s;

    s.log_start = self->work;
    s.level_start = s.log_start + CGAP_N_LAYER * n * lanes;
    s.mean_start = s.level_start + N_INDEX * n * lanes;
    s.variance_start = s.mean_start + N_INDEX * lanes;
    s.log_now = s.variance_start + N_INDEX * lanes;
    s.mean_now = s.log_now + n * lanes;
    s.variance_now = s.mean_now + lanes;
    s.sort = s.variance_now + lanes;
    return s;
}

size_t
cgap_record_work(const cgap_layout *layout, size_t lanes)
{
    size_t n = layout->model->n;

    return (CGAP_N_LAYER * n + N_INDEX * n + 2 * N_INDEX + n + 2) * lanes + cgap_lane_work(n);
}

/* Pointers to the rows of the states in a set; returns their number. */
static size_t
rows_of(const double *level, cgap_member_set set, size_t n, size_t lanes, const double **row)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        if (set >> i & 1) {
            row[count++] = level + i * lanes;
        }
    }
    return count;
}

static void
want(cgap_lane_output *out, const cgap_record *self, const cgap_lane_measure *measure, size_t n,
     size_t first)
{
    for (size_t m = 0; m < n; m++) {
        out->at[measure[m]] = record_union(self, first + m);
    }
}

static void
layer_dispersion(const cgap_record *self, const scratch *s, size_t layer)
{
    const cgap_model *model = self->layout->model;
    const double *row[CGAP_MAX_MEMBER];
    double weight[CGAP_MAX_MEMBER];
    double floor = cgap_policy_floor(model->scenario, self->block.step, self->block.members);
    size_t count =
        rows_of(record_level(self, layer), self->block.members, model->n, self->lanes, row);
    cgap_lane_input in = {count, self->lanes, row, NULL, weight, &floor, 0};
    cgap_lane_output out;
    size_t w = 0;

    memset(&out, 0, sizeof out);
    for (size_t i = 0; i < model->n; i++) {
        if (self->block.members >> i & 1) {
            weight[w++] = model->gdp[i];
        }
    }
    want(&out, self, CGAP_LAYER_MEASURE, N_LAYER_MEASURE, layer * N_EACH_LAYER);
    if (layer < N_INDEX) {
        want(&out, self, CGAP_INDEX_MEASURE, N_INDEX_MEASURE,
             CGAP_N_LAYER * N_EACH_LAYER + layer * N_EACH_INDEX);
    }
    cgap_lane_dispersion(&in, s->sort, &out);
}

static void
fill(double *to, size_t lanes, double value)
{
    for (size_t l = 0; l < lanes; l++) {
        to[l] = value;
    }
}

static void
logarithms(const double *level, size_t n, size_t lanes, double *out)
{
    const double *from[CGAP_MAX_MEMBER] = {level};
    double *to[CGAP_MAX_MEMBER] = {out};

    for (size_t i = 0; i < n; i++) {
        from[i] = level + i * lanes;
        to[i] = out + i * lanes;
    }
    cgap_lane_log(from, n, lanes, to);
}

static void
layer_beta(const cgap_record *self, const scratch *s, size_t layer, cgap_member_set both,
           double span)
{
    const cgap_model *model = self->layout->model;
    size_t n = model->n, lanes = self->lanes, slot = layer * N_EACH_LAYER + N_LAYER_MEASURE;
    const double *first[CGAP_MAX_MEMBER], *last[CGAP_MAX_MEMBER];
    cgap_lane_beta out = {record_union(self, slot), record_union(self, slot + 1),
                          record_union(self, slot + 2)};
    size_t count;

    logarithms(record_level(self, layer), n, lanes, s->log_now);
    count = rows_of(s->log_start + layer * n * lanes, both, n, lanes, first);
    (void) rows_of(s->log_now, both, n, lanes, last);
    cgap_lane_beta_convergence(first, last, count, lanes, span, &out);
}

/* Ranks and the verdict of upward convergence, on members at both ends. */
static void
index_span(const cgap_record *self, const scratch *s, size_t layer, cgap_member_set both)
{
    size_t n = self->layout->model->n, lanes = self->lanes;
    size_t slot = CGAP_N_LAYER * N_EACH_LAYER + layer * N_EACH_INDEX + N_INDEX_MEASURE;
    const double *first[CGAP_MAX_MEMBER], *last[CGAP_MAX_MEMBER];
    size_t count = rows_of(s->level_start + layer * n * lanes, both, n, lanes, first);
    cgap_lane_input in = {count, lanes, first, NULL, NULL, NULL, 0};
    cgap_lane_output out;

    (void) rows_of(record_level(self, layer), both, n, lanes, last);
    cgap_lane_tau_b(first, last, count, lanes, record_union(self, slot));
    memset(&out, 0, sizeof out);
    out.at[CGAP_LANE_MEAN] = s->mean_start + layer * lanes;
    out.at[CGAP_LANE_VARIANCE] = s->variance_start + layer * lanes;
    cgap_lane_dispersion(&in, s->sort, &out);
    out.at[CGAP_LANE_MEAN] = s->mean_now;
    out.at[CGAP_LANE_VARIANCE] = s->variance_now;
    in.x = last;
    cgap_lane_dispersion(&in, s->sort, &out);
    cgap_lane_upward_convergence(s->mean_start + layer * lanes, s->variance_start + layer * lanes,
                                 s->mean_now, s->variance_now, lanes, record_union(self, slot + 1));
}

static void
remember_start(const cgap_record *self, const scratch *s)
{
    size_t n = self->layout->model->n, lanes = self->lanes;

    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        logarithms(record_level(self, layer), n, lanes, s->log_start + layer * n * lanes);
        if (layer < N_INDEX) {
            memcpy(s->level_start + layer * n * lanes, record_level(self, layer),
                   n * lanes * sizeof(double));
        }
        for (size_t m = 0; m < N_SPAN_MEASURE; m++) {
            fill(record_union(self, layer * N_EACH_LAYER + N_LAYER_MEASURE + m), lanes, NAN);
        }
        for (size_t m = 0; layer < N_INDEX && m < N_INDEX_SPAN; m++) {
            fill(record_union(self, CGAP_N_LAYER * N_EACH_LAYER + layer * N_EACH_INDEX +
                                        N_INDEX_MEASURE + m),
                 lanes, NAN);
        }
    }
}

void
cgap_record_layers(cgap_record *self)
{
    const cgap_model *model = self->layout->model;
    scratch s = scratch_of(self);
    cgap_member_set both = self->block.members & model->timetable.members_at_start;
    double span = cgap_scenario_time(model->scenario, self->block.step) - model->scenario->start;

    if (self->block.step == 0) {
        remember_start(self, &s);
    }
    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        layer_dispersion(self, &s, layer);
        if (self->block.step > 0) {
            layer_beta(self, &s, layer, both, span);
        }
        if (self->block.step > 0 && layer < N_INDEX) {
            index_span(self, &s, layer, both);
        }
    }
}
