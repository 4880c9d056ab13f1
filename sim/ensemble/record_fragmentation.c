/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fragmentation beyond levels inside runs (MODEL.md section 3.2). It costs more than a step, so it
 * is taken at the dates of members.csv, measures of the network at the start and the end only;
 * elsewhere slots stay empty. */
#include "record_internal.h"

#include <math.h>
#include <string.h>

#include "cgap/fragmentation.h"

/* The members of a row, as the measures want them. */
typedef struct gathered {
    size_t n; /* current members */
    size_t member[CGAP_MAX_MEMBER];
    size_t group[CGAP_MAX_MEMBER]; /* by accession wave */
    double gdp[CGAP_MAX_MEMBER];
    double offered[CGAP_MAX_MEMBER * CGAP_MAX_MEMBER];
} gathered;

static void
find_members(const cgap_block *block, gathered *out)
{
    const cgap_member *member = block->model->scenario->dataset.member;

    out->n = 0;
    for (size_t i = 0; i < block->model->n; i++) {
        size_t g = 0;

        if (!(block->members >> i & 1)) {
            continue;
        }
        while (strcmp(member[g].accession_wave, member[i].accession_wave) != 0) {
            g++; /* a group is numbered by its first state, so this ends at i */
        }
        out->member[out->n] = i;
        out->gdp[out->n] = block->model->gdp[i];
        out->group[out->n++] = g;
    }
}

/* Pointers [columns][members] into arrays [column][n][V]. */
static void
point_at(const gathered *members, const double *from, size_t columns, size_t n, const double **row)
{
    for (size_t c = 0; c < columns; c++) {
        for (size_t m = 0; m < members->n; m++) {
            row[c * members->n + m] = from + (c * n + members->member[m]) * V;
        }
    }
}

static void
record_law(const cgap_record *self, const gathered *members)
{
    const cgap_block *block = &self->block;
    const double *row[CGAP_MAX_INSTRUMENT * CGAP_MAX_MEMBER];
    size_t n_law = block->model->n_instrument;

    point_at(members, block->transposed, n_law, block->model->n, row);
    cgap_lane_regimes(row, members->n, n_law, V, record_fixed(self, U_REGIME_HAMMING),
                      record_fixed(self, U_EFFECTIVE_REGIMES));
}

/* Levels of all capabilities, of all states. */
static size_t
levels_of(const cgap_layout *layout)
{
    return CGAP_N_CAPABILITY * layout->model->n * V;
}

size_t
cgap_record_work_of_parts(const cgap_layout *layout)
{
    size_t levels = levels_of(layout), network = cgap_lane_connectivity_work(layout->model->n);

    return levels > network ? levels : network;
}

/* Profiles over the capabilities first .. first + n - 1; @p logged of all. */
static void
record_profile(const cgap_record *self, const gathered *members, const double *logged, size_t first,
               size_t n, double *out)
{
    const double *row[CGAP_N_CAPABILITY * CGAP_MAX_MEMBER];
    const double *logged_row[CGAP_N_CAPABILITY * CGAP_MAX_MEMBER];
    size_t states = self->block.model->n;

    point_at(members, cgap_block_capability(&self->block, first), n, states, row);
    point_at(members, logged + first * states * V, n, states, logged_row);
    cgap_lane_profile(row, logged_row, members->n, n, V, out);
}

static void
record_profiles(const cgap_record *self, const gathered *members)
{
    double *logged = record_work_of_row(self);

    cgap_lane_times_log(self->block.capability, levels_of(self->layout), logged);
    record_profile(self, members, logged, 0, CGAP_N_FORMAL, record_fixed(self, U_FORMAL_PROFILE));
    record_profile(self, members, logged, CGAP_SME, CGAP_N_PRACTICE,
                   record_fixed(self, U_PRACTICE_PROFILE));
    record_profile(self, members, logged, 0, CGAP_N_CAPABILITY,
                   record_fixed(self, U_COMBINED_PROFILE));
}

static const double *
gather_platform(gathered *out, const cgap_block *block)
{
    for (size_t a = 0; a < out->n; a++) {
        for (size_t b = 0; b < out->n; b++) {
            out->offered[a * out->n + b] =
                block->platform[out->member[a] * block->model->n + out->member[b]];
        }
    }
    return out->offered;
}

/* Pointers [members][members]. */
static void
point_at_ties(const gathered *members, const cgap_block *block, const double **row)
{
    for (size_t m = 0; m < members->n; m++) {
        const double *ties = block->tie + members->member[m] * block->model->n * V;

        point_at(members, ties, 1, block->model->n, row + m * members->n);
    }
}

static void
weighted_cooperation(const cgap_block *block, gathered *members, double *out)
{
    const double *row[CGAP_MAX_MEMBER * CGAP_MAX_MEMBER];

    point_at_ties(members, block, row);
    cgap_lane_efficiency(row, gather_platform(members, block), members->gdp, members->n, V, out);
}

static cgap_fragmentation_parts
weights_of(const cgap_scenario *scenario)
{
    const double *weight = scenario->parameters.fragmentation_weight;

    return (cgap_fragmentation_parts){.level = weight[CGAP_FRAGMENTED_LEVELS],
                                      .law = weight[CGAP_FRAGMENTED_LAW],
                                      .network = weight[CGAP_FRAGMENTED_COOPERATION],
                                      .market = weight[CGAP_FRAGMENTED_MARKET]};
}

/* The composite and its parts with large economies counting for more. */
static void
record_weighted(const cgap_record *self, gathered *members)
{
    const cgap_block *block = &self->block;
    const size_t playing_field = N_MEASURED * N_EACH_LAYER + N_INDEX_MEASURE + N_INDEX_SPAN;
    const double *row[CGAP_MAX_INSTRUMENT * CGAP_MAX_MEMBER];
    const cgap_fragmentation_parts weight = weights_of(block->model->scenario);
    double *law = record_fixed(self, U_REGIME_WEIGHTED), efficiency[V];

    point_at(members, block->implementation, block->model->n_instrument, block->model->n, row);
    cgap_lane_ruzicka(row, members->gdp, members->n, block->model->n_instrument, V, law);
    weighted_cooperation(block, members, efficiency);
    for (size_t l = 0; l < V; l++) {
        cgap_fragmentation_parts part = {.level = 1.0 - record_union(self, playing_field)[l],
                                         .law = law[l],
                                         .network = 1.0 - efficiency[l],
                                         .market = record_fixed(self, U_MARKET_FRAGMENTATION)[l]};

        record_fixed(self, U_COOPERATION_WEIGHTED)[l] = 1.0 - part.network;
        record_fixed(self, U_FRAGMENTATION_WEIGHTED)[l] =
            cgap_fragmentation_composite(&part, &weight);
    }
}

static void
record_graph(const cgap_record *self, const gathered *members)
{
    const double *row[CGAP_MAX_MEMBER * CGAP_MAX_MEMBER];

    point_at_ties(members, &self->block, row);
    cgap_lane_modularity(row, members->group, members->n, V, record_fixed(self, U_MODULARITY));
    cgap_lane_connectivity(row, members->n, V, record_work_of_row(self),
                           record_fixed(self, U_ALGEBRAIC_CONNECTIVITY));
}

static void
leave_empty(const cgap_record *self, size_t first, size_t last)
{
    for (size_t q = first; q <= last; q++) {
        for (size_t l = 0; l < V; l++) {
            record_fixed(self, q)[l] = NAN;
        }
    }
}

void
cgap_record_fragmentation(cgap_record *self, bool selected)
{
    bool at_an_end = self->block.step == 0 || self->block.step == self->layout->model->n_step;
    bool law =
        record_wants_any(self, UNION_FIXED + U_REGIME_HAMMING, UNION_FIXED + U_EFFECTIVE_REGIMES);
    bool profiles =
        record_wants_any(self, UNION_FIXED + U_FORMAL_PROFILE, UNION_FIXED + U_COMBINED_PROFILE);
    bool weighted = record_wants_any(self, UNION_FIXED + U_REGIME_WEIGHTED,
                                     UNION_FIXED + U_FRAGMENTATION_WEIGHTED);
    bool graph =
        record_wants_any(self, UNION_FIXED + U_ALGEBRAIC_CONNECTIVITY, UNION_FIXED + U_MODULARITY);
    gathered members;

    if (!selected) {
        leave_empty(self, U_VARIANCE_OF, U_ALGEBRAIC_CONNECTIVITY - 1);
    }
    if (!at_an_end) {
        leave_empty(self, U_ALGEBRAIC_CONNECTIVITY, U_MODULARITY);
    }
    if (!selected && !at_an_end) {
        return;
    }
    find_members(&self->block, &members);
    if (selected && law) {
        record_law(self, &members);
    }
    if (selected && profiles) {
        record_profiles(self, &members);
    }
    if (selected && weighted) {
        record_weighted(self, &members);
    }
    if (at_an_end && graph) {
        record_graph(self, &members);
    }
}
