/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trunk.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "record_internal.h"

/* To leave a state and to take it over costs about as much as two steps. */
enum { LEAST_COMMON = 4 };

/* Who runs after whom, and what they have in common, while the ways are chosen. */
typedef struct choice {
    const cgap_ensemble *ensemble;
    size_t *common; /* [n][n] steps that scenario k shares with scenario p: common[p n + k] */
    cgap_trunk *out;
} choice;

static bool
covers(const bool *has, const bool *wants, size_t n)
{
    bool all = true;

    for (size_t q = 0; q < n; q++) {
        all = all && (has[q] || !wants[q]);
    }
    return all;
}

/* Whether @p parent has recorded what @p k wants of a row. A quantity of a law that the parent
 * lacks is 0 up to there. */
static bool
row_is_there(const cgap_ensemble *ensemble, size_t parent, size_t k, const size_t *law, size_t row)
{
    const size_t fixed = UNION_FIXED + N_UNION_FIXED;
    const cgap_ensemble_member *from = &ensemble->member[parent], *own = &ensemble->member[k];
    const bool *has, *wants;
    bool there;

    if (own->wanted.of_union == NULL) {
        return true; /* everything is recorded of all */
    }
    has = from->wanted.of_union + cgap_slot_union(&from->layout, row, 0);
    wants = own->wanted.of_union + cgap_slot_union(&own->layout, row, 0);
    there = covers(has, wants, fixed);
    for (size_t p = 0; p < own->model.n_instrument; p++) {
        there = there &&
                (law[p] == SIZE_MAX || covers(has + fixed + 2 * law[p], wants + fixed + 2 * p, 2));
    }
    return there;
}

/* Steps that scenario @p k need not make when @p parent has made them. */
static size_t
common_steps(const cgap_ensemble *ensemble, size_t parent, size_t k)
{
    const cgap_model *from = &ensemble->member[parent].model, *own = &ensemble->member[k].model;
    size_t steps = ensemble->deterministic ? 0 : cgap_model_common_steps(from, own), row = 0;
    size_t law[CGAP_MAX_INSTRUMENT];

    cgap_model_common_laws(from, own, law);
    while (row <= steps && row_is_there(ensemble, parent, k, law, row)) {
        row++;
    }
    return row < LEAST_COMMON + 1 ? 0 : row - 1;
}

static size_t
common_of(const choice *self, size_t parent, size_t k)
{
    return self->common[parent * self->ensemble->n + k];
}

/* After each scenario the one most like it, of those left. What two have in common the one between
 * them has too, so that no other that has run is more like it, but perhaps the baseline. */
static void
choose_order(const choice *self)
{
    size_t n = self->ensemble->n, *order = self->out->order;

    for (size_t k = 0; k < n; k++) {
        order[k] = k;
    }
    order[0] = self->ensemble->baseline;
    order[self->ensemble->baseline] = 0;
    for (size_t at = 1; at < n; at++) {
        size_t best = at, chosen;

        for (size_t k = at; k < n; k++) {
            size_t steps = common_of(self, order[at - 1], order[k]);
            size_t most = common_of(self, order[at - 1], order[best]);

            best = steps > most || (steps == most && order[k] < order[best]) ? k : best;
        }
        chosen = order[best];
        memmove(order + at + 1, order + at, (best - at) * sizeof *order);
        order[at] = chosen;
    }
}

/* A fork on the baseline's way, and how many scenarios leave it there. */
typedef struct candidate {
    size_t step, n;
} candidate;

/* Adds one scenario; candidates stay in the order of their steps. Returns how many there are. */
static size_t
add_candidate(candidate *all, size_t n, size_t step)
{
    size_t at = 0;

    while (at < n && all[at].step < step) {
        at++;
    }
    if (at == n || all[at].step > step) {
        memmove(all + at + 1, all + at, (n - at) * sizeof *all);
        all[at] = (candidate){step, 0};
        n++;
    }
    all[at].n++;
    return n;
}

/* Gives up the fork that saves least: its scenarios leave at the one before, or at the start. */
static void
drop_candidate(candidate *all, size_t n)
{
    size_t least = 0, lost = SIZE_MAX;

    for (size_t c = 0; c < n; c++) {
        size_t steps = all[c].n * (all[c].step - (c > 0 ? all[c - 1].step : 0));

        if (steps < lost) {
            lost = steps;
            least = c;
        }
    }
    if (least > 0) {
        all[least - 1].n += all[least].n;
    }
    for (size_t c = least; c + 1 < n; c++) {
        all[c] = all[c + 1];
    }
}

/* Whether number @p at of the order goes on from the scenario before it rather than the baseline.
 */
static bool
follows_the_one_before(const choice *self, size_t at)
{
    const size_t *order = self->out->order;

    return at > 1 && common_of(self, order[at - 1], order[at]) >=
                         common_of(self, order[0], order[at]) + LEAST_COMMON;
}

static void
add_fork(cgap_trunk *self, size_t owner, size_t step)
{
    self->fork[self->n_fork].owner = owner;
    self->fork[self->n_fork++].step = step;
}

/* Where the baseline leaves its state. */
static void
choose_forks(const choice *self, candidate *work)
{
    size_t count = 0, baseline = self->ensemble->baseline;

    for (size_t at = 1; at < self->ensemble->n; at++) {
        size_t steps = common_of(self, baseline, self->out->order[at]);

        if (steps > 0 && !follows_the_one_before(self, at)) {
            count = add_candidate(work, count, steps);
        }
    }
    for (; count > CGAP_MOST_FORKS; count--) {
        drop_candidate(work, count);
    }
    for (size_t f = 0; f < count; f++) {
        add_fork(self->out, baseline, work[f].step);
    }
}

static bool
same_layout(const cgap_ensemble *ensemble, size_t parent, size_t k, const size_t *law)
{
    size_t n = ensemble->member[k].model.n_instrument;
    bool same = ensemble->member[parent].model.n_instrument == n;

    for (size_t p = 0; p < n; p++) {
        same = same && law[p] == p;
    }
    return same;
}

/* From the scenario before: it leaves its state, and its slots must not be overwritten unless they
 * are the same. Two buffers in turn will do. */
static void
follow(const choice *self, size_t at)
{
    cgap_trunk *out = self->out;
    size_t parent = out->order[at - 1], k = out->order[at];
    cgap_way *way = &out->way[k];

    way->parent = parent;
    way->fork = out->n_fork;
    cgap_model_common_laws(&self->ensemble->member[parent].model, &self->ensemble->member[k].model,
                           way->law);
    way->in_place = same_layout(self->ensemble, parent, k, way->law);
    way->buffer = way->in_place ? out->way[parent].buffer : 3 - out->way[parent].buffer;
    add_fork(out, parent, common_of(self, parent, k));
}

/* From the last fork of the baseline that it still has in common with it, or from the start. */
static void
leave_baseline(const choice *self, size_t at, size_t n_fork)
{
    cgap_trunk *out = self->out;
    size_t baseline = self->ensemble->baseline, k = out->order[at];
    cgap_way *way = &out->way[k];

    way->parent = baseline;
    way->fork = SIZE_MAX;
    for (size_t f = 0; f < n_fork; f++) {
        way->fork = out->fork[f].step <= common_of(self, baseline, k) ? f : way->fork;
    }
    way->buffer = at > 1 ? out->way[out->order[at - 1]].buffer : 1;
    cgap_model_common_laws(&self->ensemble->member[baseline].model,
                           &self->ensemble->member[k].model, way->law);
}

/* Step at which a scenario whose way is chosen begins: before it, it cannot leave its state. */
static size_t
begins_at(const cgap_trunk *self, size_t k)
{
    return self->way[k].fork == SIZE_MAX ? 0 : self->fork[self->way[k].fork].step;
}

static void
choose_ways(const choice *self, candidate *work)
{
    cgap_trunk *out = self->out;
    size_t n = self->ensemble->n, of_baseline;

    choose_order(self);
    choose_forks(self, work);
    of_baseline = out->n_fork;
    out->way[self->ensemble->baseline].fork = SIZE_MAX;
    out->n_buffer = n > 1 ? 2 : 1;
    for (size_t at = 1; at < n; at++) {
        size_t before = out->order[at - 1];

        if (follows_the_one_before(self, at) &&
            common_of(self, before, out->order[at]) >= begins_at(out, before)) {
            follow(self, at);
        } else {
            leave_baseline(self, at, of_baseline);
        }
        out->n_buffer = out->way[out->order[at]].buffer == 2 ? 3 : out->n_buffer;
    }
}

static bool
find_sources(const choice *self)
{
    const cgap_ensemble *ensemble = self->ensemble;
    bool found = true;

    for (size_t k = 0; k < ensemble->n && found; k++) {
        cgap_way *way = &self->out->way[k];

        if (way->fork != SIZE_MAX) {
            found =
                cgap_way_find_sources(way, &ensemble->member[way->parent].layout,
                                      &ensemble->member[k].layout, self->out->fork[way->fork].step);
        }
    }
    return found;
}

static void
compare_all(const choice *self)
{
    size_t n = self->ensemble->n;

    for (size_t p = 0; p < n; p++) {
        for (size_t k = 0; k < n; k++) {
            self->common[p * n + k] = p == k ? 0 : common_steps(self->ensemble, p, k);
        }
    }
}

cgap_status
cgap_trunk_create(cgap_trunk *out, const cgap_ensemble *ensemble, cgap_error *err)
{
    size_t n = ensemble->n;
    cgap_trunk draft = {.n = n,
                        .order = cgap_memory_array(n, sizeof *draft.order),
                        .way = cgap_memory_array(n, sizeof *draft.way),
                        .fork = cgap_memory_array(n, sizeof *draft.fork)};
    choice work = {ensemble, cgap_memory_array(n, n * sizeof *work.common), &draft};
    candidate *candidates = cgap_memory_array(n + 1, sizeof *candidates);
    bool made = draft.order != NULL && draft.way != NULL && draft.fork != NULL &&
                work.common != NULL && candidates != NULL;

    if (made) {
        compare_all(&work);
        choose_ways(&work, candidates);
        made = find_sources(&work);
    }
    free(work.common);
    free(candidates);
    if (!made) {
        cgap_trunk_free(&draft);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the ways of %zu scenarios",
                               n);
    }
    *out = draft;
    return CGAP_OK;
}

void
cgap_trunk_free(cgap_trunk *self)
{
    for (size_t k = 0; self->way != NULL && k < self->n; k++) {
        free(self->way[k].source);
    }
    free(self->order);
    free(self->way);
    free(self->fork);
    memset(self, 0, sizeof *self);
}

/* A cell of the trunk has the sums of the scenario whose own slot it is. */
bool
cgap_trunk_lend(const cgap_trunk *self, cgap_ensemble *ensemble)
{
    for (size_t at = 1; at < self->n; at++) {
        size_t k = self->order[at], parent = self->way[k].parent;
        cgap_ensemble_member *member = &ensemble->member[k];
        const cgap_loan *of_parent = ensemble->member[parent].loan;

        if (self->way[k].source == NULL) {
            continue;
        }
        member->loan = cgap_memory_array(member->layout.n_cell, sizeof *member->loan);
        if (member->loan == NULL) {
            return false;
        }
        for (size_t s = 0; s < member->layout.n_cell; s++) {
            uint32_t there = self->way[k].source[s];
            bool own = there >= CGAP_SLOT_RECOUNTED;

            member->loan[s] = own                 ? (cgap_loan){(uint32_t) k, (uint32_t) s}
                              : of_parent != NULL ? of_parent[there]
                                                  : (cgap_loan){(uint32_t) parent, there};
        }
    }
    return true;
}
