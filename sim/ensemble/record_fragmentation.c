/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fragmentation beyond levels inside runs (MODEL.md section 3.2): the same functions that measure a
 * user's panel, member by member and replicate by replicate. They cost more than a step, so they
 * are taken at the dates of members.csv, those with eigenvalues at the start and the end only;
 * elsewhere their slots stay empty. */
#include "record_internal.h"

#include <math.h>
#include <string.h>

#include "cgap/fragmentation.h"

/* One replicate's members, gathered as the measures want them. */
typedef struct gathered {
    size_t n; /* current members */
    size_t member[CGAP_MAX_MEMBER];
    size_t group[CGAP_MAX_MEMBER]; /* by accession wave */
    double gdp[CGAP_MAX_MEMBER];
    double matrix[CGAP_MAX_MEMBER * CGAP_MAX_MEMBER];
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

/* [members][columns] from arrays [column][n][lanes] of one replicate. */
static const double *
gather_columns(gathered *out, const double *from, size_t columns, const cgap_block *block, size_t l)
{
    for (size_t m = 0; m < out->n; m++) {
        for (size_t c = 0; c < columns; c++) {
            out->matrix[m * columns + c] =
                from[(c * block->model->n + out->member[m]) * block->lanes + l];
        }
    }
    return out->matrix;
}

static const double *
gather_ties(gathered *out, const cgap_block *block, size_t l)
{
    for (size_t a = 0; a < out->n; a++) {
        for (size_t b = 0; b < out->n; b++) {
            size_t at = out->member[a] * block->model->n + out->member[b];

            out->matrix[a * out->n + b] = block->tie[at * block->lanes + l];
        }
    }
    return out->matrix;
}

static void
record_law(const cgap_record *self, gathered *members, size_t l)
{
    const cgap_block *block = &self->block;
    size_t n_law = block->model->n_instrument;

    gather_columns(members, block->transposed, n_law, block, l);
    record_fixed(self, U_REGIME_HAMMING)[l] =
        cgap_fragmentation_hamming(members->matrix, members->n, n_law);
    record_fixed(self, U_EFFECTIVE_REGIMES)[l] =
        cgap_fragmentation_regimes(members->matrix, members->n, n_law);
}

/* Profiles over the capabilities first .. first + n - 1, all replicates at once. */
static void
record_profile(const cgap_record *self, const gathered *members, size_t first, size_t n,
               double *out)
{
    const double *level[CGAP_N_CAPABILITY * CGAP_MAX_MEMBER];

    for (size_t k = 0; k < n; k++) {
        for (size_t m = 0; m < members->n; m++) {
            level[k * members->n + m] =
                cgap_block_capability(&self->block, first + k) + members->member[m] * V;
        }
    }
    cgap_lane_profile(level, members->n, n, V, out);
}

static void
record_profiles(const cgap_record *self, const gathered *members)
{
    record_profile(self, members, 0, CGAP_N_FORMAL, record_fixed(self, U_FORMAL_PROFILE));
    record_profile(self, members, CGAP_SME, CGAP_N_PRACTICE,
                   record_fixed(self, U_PRACTICE_PROFILE));
    record_profile(self, members, 0, CGAP_N_CAPABILITY, record_fixed(self, U_COMBINED_PROFILE));
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

/* The composite and its parts with large economies counting for more. */
static void
record_weighted(const cgap_record *self, gathered *members, size_t l)
{
    const cgap_block *block = &self->block;
    size_t n = members->n, n_law = block->model->n_instrument;
    const size_t playing_field = N_MEASURED * N_EACH_LAYER + N_INDEX_MEASURE + N_INDEX_SPAN;
    cgap_fragmentation_parts part;

    part.level = 1.0 - record_union(self, playing_field)[l];
    part.law = cgap_fragmentation_ruzicka(
        gather_columns(members, block->implementation, n_law, block, l), members->gdp, n, n_law);
    part.network =
        1.0 - cgap_fragmentation_efficiency(gather_ties(members, block, l),
                                            gather_platform(members, block), members->gdp, n);
    part.market = record_fixed(self, U_MARKET_FRAGMENTATION)[l];
    record_fixed(self, U_REGIME_WEIGHTED)[l] = part.law;
    record_fixed(self, U_COOPERATION_WEIGHTED)[l] = 1.0 - part.network;
    record_fixed(self, U_FRAGMENTATION_WEIGHTED)[l] = cgap_fragmentation_composite(&part, NULL);
}

static cgap_status
record_graph(const cgap_record *self, gathered *members, size_t l, cgap_error *err)
{
    const double *tie = gather_ties(members, &self->block, l);

    record_fixed(self, U_MODULARITY)[l] =
        cgap_fragmentation_modularity(tie, members->group, members->n);
    if (members->n < 2) {
        record_fixed(self, U_ALGEBRAIC_CONNECTIVITY)[l] = NAN;
        return CGAP_OK;
    }
    return cgap_fragmentation_connectivity(tie, members->n,
                                           &record_fixed(self, U_ALGEBRAIC_CONNECTIVITY)[l], err);
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

cgap_status
cgap_record_fragmentation(cgap_record *self, bool selected, cgap_error *err)
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
    cgap_status status = CGAP_OK;
    gathered members;

    find_members(&self->block, &members);
    if (!selected) {
        leave_empty(self, U_REGIME_HAMMING, U_FRAGMENTATION_WEIGHTED);
    }
    if (!at_an_end) {
        leave_empty(self, U_ALGEBRAIC_CONNECTIVITY, U_MODULARITY);
    }
    if (selected && profiles) {
        record_profiles(self, &members);
    }
    for (size_t l = 0; l < V && status == CGAP_OK; l++) {
        if (selected && law) {
            record_law(self, &members, l);
        }
        if (selected && weighted) {
            record_weighted(self, &members, l);
        }
        if (at_an_end && graph) {
            status = record_graph(self, &members, l, err);
        }
    }
    return status;
}
