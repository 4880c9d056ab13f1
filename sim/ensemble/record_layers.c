/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dispersion and convergence of every layer at a row, over current members; spans from the start
 * over members at both ends (MODEL.md section 3.1). */
#include "record_internal.h"

#include <math.h>
#include <string.h>

/* Scratch: logarithms and levels at the start, moments at the start of the members at both ends,
 * logarithms now, the sort's memory. */
typedef struct scratch {
    double *combined;       /* [n][V] both indices combined, at the row */
    double *log_start;      /* [layer][n][V] */
    double *level_start;    /* [index][n][V] */
    double *mean_start;     /* [index][V] */
    double *variance_start; /* [index][V] */
    double *log_now;        /* [n][V] */
    double *mean_now;       /* [V] */
    double *variance_now;   /* [V] */
    uint8_t *order;         /* [index][n][V] of the levels at the start */
    double *work;           /* of dispersion */
} scratch;

static scratch
scratch_of(const cgap_record *self)
{
    size_t n = self->layout->model->n;
    scratch s;

    s.combined = self->work;
    s.log_start = s.combined + n * V;
    s.level_start = s.log_start + N_MEASURED * n * V;
    s.mean_start = s.level_start + N_INDEX * n * V;
    s.variance_start = s.mean_start + N_INDEX * V;
    s.log_now = s.variance_start + N_INDEX * V;
    s.mean_now = s.log_now + n * V;
    s.variance_now = s.mean_now + V;
    s.work = s.variance_now + V;
    s.order = (uint8_t *) (s.work + cgap_lane_work(n));
    return s;
}

size_t
cgap_record_work_of_layers(const cgap_layout *layout)
{
    size_t n = layout->model->n;

    return (N_MEASURED * n + N_INDEX * n + 2 * N_INDEX + 2 * n + 2) * V + cgap_lane_work(n) +
           N_INDEX * n * V / sizeof(double);
}

/* Pointers to the rows of the states in a set; returns their number. */
static size_t
rows_of(const double *level, cgap_member_set set, size_t n, const double **row)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        if (set >> i & 1) {
            row[count++] = level + i * V;
        }
    }
    return count;
}

static void
want(cgap_lane_output *out, const cgap_record *self, const cgap_lane_measure *measure, size_t n,
     size_t first)
{
    for (size_t m = 0; m < n; m++) {
        if (record_wants(self, first + m)) {
            out->at[measure[m]] = record_union(self, first + m);
        }
    }
}

/* Slot of the first of the further measures of an index. */
static size_t
index_slot(size_t index)
{
    return N_MEASURED * N_EACH_LAYER + index * N_EACH_INDEX;
}

static const double *
level_of(const cgap_record *self, const scratch *s, size_t layer)
{
    return layer == LAYER_COMBINED ? s->combined : record_level(self, layer);
}

static inline void
combine(const double *restrict formal, const double *restrict practice, double weight, size_t n,
        double *restrict out)
{
    for (size_t l = 0; l < n * V; l++) {
        out[l] = (1.0 - weight) * formal[l] + weight * practice[l];
    }
}

/* 1 - 2 sum over ordered pairs w_i w_j |x_i - x_j|, from the weighted mean and Gini. */
static inline void
playing_field_weighted(const double *restrict mean, const double *restrict gini,
                       double *restrict out)
{
    for (size_t l = 0; l < V; l++) {
        out[l] = 1.0 - 4.0 * mean[l] * gini[l];
    }
}

/* Needs log_now of the layer. */
static void
layer_dispersion(const cgap_record *self, const scratch *s, size_t layer, double floor)
{
    const cgap_model *model = self->layout->model;
    const double *row[CGAP_MAX_MEMBER], *log_row[CGAP_MAX_MEMBER];
    double weight[CGAP_MAX_MEMBER];
    size_t index = record_index(layer);
    size_t count = rows_of(level_of(self, s, layer), self->block.members, model->n, row);
    cgap_lane_input in = {count, V, row, log_row, weight, &floor, 0};
    cgap_lane_output out;
    size_t w = 0;

    memset(&out, 0, sizeof out);
    (void) rows_of(s->log_now, self->block.members, model->n, log_row);
    for (size_t i = 0; i < model->n; i++) {
        if (self->block.members >> i & 1) {
            weight[w++] = model->gdp[i];
        }
    }
    want(&out, self, CGAP_LAYER_MEASURE, N_LAYER_MEASURE, layer * N_EACH_LAYER);
    if (index < N_INDEX) {
        want(&out, self, CGAP_INDEX_MEASURE, N_INDEX_MEASURE, index_slot(index));
    }
    cgap_lane_dispersion(&in, s->work, &out);
    if (index < N_INDEX && record_wants(self, index_slot(index) + N_INDEX_MEASURE + N_INDEX_SPAN)) {
        playing_field_weighted(
            out.at[CGAP_LANE_MEAN_WEIGHTED], out.at[CGAP_LANE_GINI_WEIGHTED],
            record_union(self, index_slot(index) + N_INDEX_MEASURE + N_INDEX_SPAN));
    }
}

static void
fill(double *to, double value)
{
    for (size_t l = 0; l < V; l++) {
        to[l] = value;
    }
}

static void
logarithms(const double *level, size_t n, double *out)
{
    const double *from[CGAP_MAX_MEMBER] = {level};
    double *to[CGAP_MAX_MEMBER] = {out};

    for (size_t i = 0; i < n; i++) {
        from[i] = level + i * V;
        to[i] = out + i * V;
    }
    cgap_lane_log(from, n, V, to);
}

/* Needs log_now of the layer. */
static void
layer_beta(const cgap_record *self, const scratch *s, size_t layer, cgap_member_set both,
           double span)
{
    size_t n = self->layout->model->n, slot = layer * N_EACH_LAYER + N_LAYER_MEASURE;
    const double *first[CGAP_MAX_MEMBER], *last[CGAP_MAX_MEMBER];
    cgap_lane_beta out = {record_union(self, slot), record_union(self, slot + 1),
                          record_union(self, slot + 2)};
    size_t count = rows_of(s->log_start + layer * n * V, both, n, first);

    (void) rows_of(s->log_now, both, n, last);
    cgap_lane_beta_convergence(first, last, count, V, span, &out);
}

static void
moments(const scratch *s, const double *const *row, size_t count, double *mean, double *variance)
{
    cgap_lane_input in = {count, V, row, NULL, NULL, NULL, 0};
    cgap_lane_output out;

    memset(&out, 0, sizeof out);
    out.at[CGAP_LANE_MEAN] = mean;
    out.at[CGAP_LANE_VARIANCE] = variance;
    cgap_lane_dispersion(&in, s->work, &out);
}

/* Ranks and the verdict of upward convergence, on members at both ends. What the start says of them
 * is found again only when they change. */
static void
index_span(cgap_record *self, const scratch *s, size_t layer, cgap_member_set both)
{
    size_t n = self->layout->model->n, index = record_index(layer);
    size_t slot = index_slot(index) + N_INDEX_MEASURE;
    const double *first[CGAP_MAX_MEMBER], *last[CGAP_MAX_MEMBER];
    size_t count = rows_of(s->level_start + index * n * V, both, n, first);
    double *mean_start = s->mean_start + index * V, *variance_start = s->variance_start + index * V;
    uint8_t *order = s->order + index * n * V;

    (void) rows_of(level_of(self, s, layer), both, n, last);
    if (both != self->both[index]) {
        self->both[index] = both;
        moments(s, first, count, mean_start, variance_start);
        self->ranked[index] = cgap_lane_order(first, count, V, order);
    }
    if (self->ranked[index]) {
        cgap_lane_tau_b_ordered(order, last, count, V, record_union(self, slot));
    } else {
        cgap_lane_tau_b(first, last, count, V, record_union(self, slot));
    }
    moments(s, last, count, s->mean_now, s->variance_now);
    cgap_lane_upward_convergence(mean_start, variance_start, s->mean_now, s->variance_now, V,
                                 record_union(self, slot + 1));
}

static void
remember_start(cgap_record *self, const scratch *s)
{
    size_t n = self->layout->model->n;

    for (size_t index = 0; index < N_INDEX; index++) {
        self->both[index] = ~(cgap_member_set) 0;
    }
    for (size_t layer = 0; layer < N_MEASURED; layer++) {
        size_t index = record_index(layer);

        logarithms(level_of(self, s, layer), n, s->log_start + layer * n * V);
        if (index < N_INDEX) {
            memcpy(s->level_start + index * n * V, level_of(self, s, layer),
                   n * V * sizeof(double));
        }
        for (size_t m = 0; m < N_SPAN_MEASURE; m++) {
            fill(record_union(self, layer * N_EACH_LAYER + N_LAYER_MEASURE + m), NAN);
        }
        for (size_t m = 0; index < N_INDEX && m < N_INDEX_SPAN; m++) {
            fill(record_union(self, index_slot(index) + N_INDEX_MEASURE + m), NAN);
        }
    }
}

/* What is the same for all layers at a row. */
typedef struct present {
    cgap_member_set both; /* members at the start and now */
    double span;          /* years since the start */
    double floor;
} present;

static void
record_layer(cgap_record *self, const scratch *s, size_t layer, const present *now)
{
    size_t first = layer * N_EACH_LAYER, index = record_index(layer), further = index_slot(index);
    bool dispersion = record_wants_any(self, first, first + N_LAYER_MEASURE - 1);
    bool beta = record_wants_any(self, first + N_LAYER_MEASURE, first + N_EACH_LAYER - 1);
    bool ranks = false;

    if (index < N_INDEX) {
        dispersion = dispersion || record_wants_any(self, further, further + N_EACH_INDEX - 1);
        ranks = record_wants_any(self, further + N_INDEX_MEASURE,
                                 further + N_INDEX_MEASURE + N_INDEX_SPAN - 1);
    }
    if (dispersion || beta) {
        logarithms(level_of(self, s, layer), self->layout->model->n, s->log_now);
    }
    if (dispersion) {
        layer_dispersion(self, s, layer, now->floor);
    }
    if (beta && self->block.step > 0) {
        layer_beta(self, s, layer, now->both, now->span);
    }
    if (ranks && self->block.step > 0) {
        index_span(self, s, layer, now->both);
    }
}

void
cgap_record_layers(cgap_record *self)
{
    const cgap_model *model = self->layout->model;
    scratch s = scratch_of(self);
    present now = {self->block.members & model->timetable.members_at_start,
                   cgap_scenario_time(model->scenario, self->block.step) - model->scenario->start,
                   cgap_policy_floor(model->scenario, self->block.step, self->block.members)};

    combine(self->block.formal_index, self->block.practice_index,
            model->scenario->parameters.weight_of_practice_in_defence, model->n, s.combined);
    if (self->block.step == 0) {
        remember_start(self, &s);
    }
    for (size_t layer = 0; layer < N_MEASURED; layer++) {
        record_layer(self, &s, layer, &now);
    }
}
