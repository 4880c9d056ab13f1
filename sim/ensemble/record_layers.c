/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dispersion and convergence of every layer at a row, over current members; spans from the start
 * over members at both ends (MODEL.md section 3.1), undefined where fewer than two are left of
 * those at the start: members may be exchanged to the last. */
#include "record_internal.h"

#include <math.h>
#include <string.h>

#include "cgap/prefetch.h"

/* Scratch: logarithms and levels at the start, what the start says of the members at both ends,
 * logarithms now, the sort's memory. */
typedef struct scratch {
    double *combined;       /* [n][V] both indices combined, at the row */
    double *log_start;      /* [layer][n][V] */
    double *level_start;    /* [index][n][V] */
    double *weight_start;   /* [layer][n][V] in the slope of beta, members at both ends */
    double *mean_start;     /* [index][V] */
    double *variance_start; /* [index][V] */
    double *log_now;        /* [n][V] */
    double *mean_now;       /* [V] */
    double *variance_now;   /* [V] */
    uint16_t *above;        /* [index][pair] how the levels stood at the start */
    double *work;           /* of dispersion */
} scratch;

static size_t
pairs_of(size_t n)
{
    return n > 0 ? n * (n - 1) / 2 : 0;
}

static scratch
scratch_of(const cgap_record *self)
{
    size_t n = self->layout->model->n;
    scratch s;

    s.combined = self->work;
    s.log_start = s.combined + n * V;
    s.level_start = s.log_start + N_MEASURED * n * V;
    s.weight_start = s.level_start + N_INDEX * n * V;
    s.mean_start = s.weight_start + N_MEASURED * n * V;
    s.variance_start = s.mean_start + N_INDEX * V;
    s.log_now = s.variance_start + N_INDEX * V;
    s.mean_now = s.log_now + n * V;
    s.variance_now = s.mean_now + V;
    s.work = s.variance_now + V;
    s.above = (uint16_t *) (void *) (s.work + cgap_lane_work(n));
    return s;
}

size_t
cgap_record_work_of_layers(const cgap_layout *layout)
{
    size_t n = layout->model->n;

    return (2 * n * N_MEASURED + (n + 2) * N_INDEX + 2 * n + 2) * V + cgap_lane_work(n) +
           (N_INDEX * pairs_of(n) * sizeof(uint16_t) + sizeof(double) - 1) / sizeof(double);
}

/* The states of a set. */
typedef struct group {
    size_t n;
    size_t at[CGAP_MAX_MEMBER];
} group;

static void
find_group(cgap_member_set set, size_t n, group *out)
{
    out->n = 0;
    for (size_t i = 0; i < n; i++) {
        if (set >> i & 1) {
            out->at[out->n++] = i;
        }
    }
}

/* What is the same for all layers at a row. */
typedef struct present {
    cgap_member_set both;           /* members at the start and now */
    group member, stayed;           /* members now; those of `both` */
    double weight[CGAP_MAX_MEMBER]; /* of the members now */
    double span;                    /* years since the start */
    double floor;
    bool dated; /* a yearly date */
} present;

/* Pointers to the rows of a group. */
static void
rows_of(const double *level, const group *states, const double **row)
{
    for (size_t i = 0; i < states->n; i++) {
        row[i] = level + states->at[i] * V;
    }
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

/* That of the variance of a capability. */
static size_t
variance_slot(size_t layer)
{
    return UNION_FIXED + U_VARIANCE_OF + (layer - CGAP_LAYER_CAPABILITY);
}

static const double *
level_of(const cgap_record *self, const scratch *s, size_t layer)
{
    return layer == LAYER_COMBINED ? s->combined : cgap_block_layer(&self->block, layer);
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
layer_dispersion(const cgap_record *self, const scratch *s, size_t layer, const present *now)
{
    const double *row[CGAP_MAX_MEMBER], *log_row[CGAP_MAX_MEMBER];
    size_t index = record_index(layer);
    cgap_lane_input in = {now->member.n, V, row, log_row, now->weight, &now->floor, 0};
    cgap_lane_output out;

    memset(&out, 0, sizeof out);
    rows_of(level_of(self, s, layer), &now->member, row);
    rows_of(s->log_now, &now->member, log_row);
    want(&out, self, CGAP_LAYER_MEASURE, N_LAYER_MEASURE, layer * N_EACH_LAYER);
    if (index < N_INDEX) {
        want(&out, self, CGAP_INDEX_MEASURE, N_INDEX_MEASURE, index_slot(index));
    } else if (now->dated) {
        want(&out, self, &CGAP_INDEX_MEASURE[AT_VARIANCE], 1, variance_slot(layer));
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

/* Rows stand one after the other: one long row. */
static void
logarithms(const double *level, size_t n, double *out)
{
    cgap_lane_log(&level, 1, n * V, &out);
}

/* Needs log_now of the layer. */
static void
layer_beta(const cgap_record *self, const scratch *s, size_t layer, const present *now)
{
    size_t n = self->layout->model->n, slot = layer * N_EACH_LAYER + N_LAYER_MEASURE;
    const double *last[CGAP_MAX_MEMBER];
    cgap_lane_beta out = {record_union(self, slot), record_union(self, slot + 1),
                          record_union(self, slot + 2)};

    rows_of(s->log_now, &now->stayed, last);
    cgap_lane_beta_since(s->weight_start + layer * n * V, last, now->stayed.n, V, now->span, &out);
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

/* What the start says of the members at both ends. */
static void
begin_spans(cgap_record *self, const scratch *s, const present *now)
{
    size_t n = self->layout->model->n, count = now->stayed.n;
    const double *first[CGAP_MAX_MEMBER];

    self->both = now->both;
    for (size_t layer = 0; layer < N_MEASURED; layer++) {
        rows_of(s->log_start + layer * n * V, &now->stayed, first);
        cgap_lane_beta_start(first, count, V, s->weight_start + layer * n * V);
    }
    for (size_t index = 0; index < N_INDEX; index++) {
        rows_of(s->level_start + index * n * V, &now->stayed, first);
        moments(s, first, count, s->mean_start + index * V, s->variance_start + index * V);
        self->ranked[index] = cgap_lane_above(first, count, V, s->above + index * pairs_of(n));
    }
}

/* Moments now stand among what is recorded where the members are those at both ends. One member has
 * no variance that could fall, as the verdict of a panel needs two units. */
static void
upward(const cgap_record *self, const scratch *s, size_t layer, const present *now,
       const double *const *last)
{
    size_t index = record_index(layer), slot = index_slot(index);
    size_t at_mean = layer * N_EACH_LAYER + AT_MEAN, at_variance = slot + AT_VARIANCE;
    const double *mean = s->mean_now, *variance = s->variance_now;
    double *verdict = record_union(self, slot + N_INDEX_MEASURE + 1);

    if (now->stayed.n < 2) {
        fill(verdict, NAN);
        return;
    }
    if (now->stayed.n == now->member.n && record_wants(self, at_mean) &&
        record_wants(self, at_variance)) {
        mean = record_union(self, at_mean);
        variance = record_union(self, at_variance);
    } else {
        moments(s, last, now->stayed.n, s->mean_now, s->variance_now);
    }
    cgap_lane_upward_convergence(s->mean_start + index * V, s->variance_start + index * V, mean,
                                 variance, V, verdict);
}

/* Ranks and the verdict of upward convergence, on members at both ends. Needs the dispersion of
 * the layer. */
static void
index_span(const cgap_record *self, const scratch *s, size_t layer, const present *now)
{
    size_t n = self->layout->model->n, index = record_index(layer), count = now->stayed.n;
    size_t slot = index_slot(index) + N_INDEX_MEASURE;
    const double *first[CGAP_MAX_MEMBER], *last[CGAP_MAX_MEMBER];

    rows_of(level_of(self, s, layer), &now->stayed, last);
    if (self->ranked[index]) {
        cgap_lane_tau_b_since(s->above + index * pairs_of(n), last, count, V,
                              record_union(self, slot));
    } else {
        rows_of(s->level_start + index * n * V, &now->stayed, first);
        cgap_lane_tau_b(first, last, count, V, record_union(self, slot));
    }
    upward(self, s, layer, now, last);
}

static void
remember_start(const cgap_record *self, const scratch *s)
{
    size_t n = self->layout->model->n;

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

static void
record_layer(cgap_record *self, const scratch *s, size_t layer, const present *now)
{
    size_t first = layer * N_EACH_LAYER, index = record_index(layer), further = index_slot(index);
    bool dispersion = record_wants_any(self, first, first + N_LAYER_MEASURE - 1);
    bool beta = record_wants_any(self, first + N_LAYER_MEASURE, first + N_EACH_LAYER - 1);
    bool ranks = false;

    if (index == N_INDEX) {
        dispersion = dispersion || (now->dated && record_wants(self, variance_slot(layer)));
    } else {
        dispersion = dispersion || record_wants_any(self, further, further + N_EACH_INDEX - 1);
        ranks = record_wants_any(self, further + N_INDEX_MEASURE,
                                 further + N_INDEX_MEASURE + N_INDEX_SPAN - 1);
    }
    if (dispersion || beta) {
        logarithms(level_of(self, s, layer), self->layout->model->n, s->log_now);
    }
    if (dispersion) {
        layer_dispersion(self, s, layer, now);
    }
    if (beta && self->block.step > 0) {
        layer_beta(self, s, layer, now);
    }
    if (ranks && self->block.step > 0) {
        index_span(self, s, layer, now);
    }
}

static void
find_present(const cgap_record *self, present *out)
{
    const cgap_model *model = self->layout->model;

    out->both = self->block.members & model->timetable.members_at_start;
    find_group(self->block.members, model->n, &out->member);
    find_group(out->both, model->n, &out->stayed);
    for (size_t i = 0; i < out->member.n; i++) {
        out->weight[i] = model->gdp[out->member.at[i]];
    }
    out->span = cgap_scenario_time(model->scenario, self->block.step) - model->scenario->start;
    out->floor = cgap_policy_floor(model->scenario, self->block.step, self->block.members);
    out->dated = cgap_layout_is_date(self->layout, self->block.step);
}

/* Asks for the memory of @p n quantities of a row. */
__attribute__((always_inline)) static inline void
ask_for(const cgap_record *self, size_t row, size_t first, size_t n)
{
    cgap_prefetch_to_write(record_slot(self, cgap_slot_union(self->layout, row, first)),
                           n * V * sizeof(double));
}

/* What is recorded goes to memory that no cache holds any more, and is waited for a line at a time.
 * So while a layer is measured that of the next one is asked for (after the last, of the first of
 * the row to come) and, of what comes after the layers, an equal share. */
__attribute__((always_inline)) static inline void
ask_ahead(const cgap_record *self, size_t layer)
{
    size_t next = (layer + 1) % N_MEASURED, row = self->block.step + (next == 0 ? 1 : 0);
    size_t index = record_index(next), n = self->layout->n_union - UNION_FIXED;
    size_t from = n * layer / N_MEASURED, to = n * (layer + 1) / N_MEASURED;

    if (row < self->layout->n_row) {
        ask_for(self, row, next * N_EACH_LAYER, N_EACH_LAYER);
        ask_for(self, row, index_slot(index), index < N_INDEX ? N_EACH_INDEX : 0);
    }
    ask_for(self, self->block.step, UNION_FIXED + from, to - from);
}

void
cgap_record_layers(cgap_record *self)
{
    const cgap_model *model = self->layout->model;
    scratch s = scratch_of(self);
    present now;

    find_present(self, &now);
    combine(self->block.formal_index, self->block.practice_index,
            model->scenario->parameters.weight_of_practice_in_defence, model->n, s.combined);
    if (self->block.step == 0) {
        remember_start(self, &s);
    }
    if (self->block.step == 0 || now.both != self->both) {
        begin_spans(self, &s, &now);
    }
    for (size_t layer = 0; layer < N_MEASURED; layer++) {
        if (self->wanted == NULL) {
            ask_ahead(self, layer);
        }
        record_layer(self, &s, layer, &now);
    }
}
