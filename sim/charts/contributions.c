/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contributions.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

static const char OTHER[] = "other";

void
cgap_contributions_free(cgap_contributions *self)
{
    free(self->time);
    memset(self, 0, sizeof *self);
}

double
cgap_contribution(const cgap_contributions *self, size_t part, size_t time)
{
    return self->value[part * self->n_time + time];
}

/* Sum of the parts before this one that have its sign. */
static double
base(const cgap_contributions *self, size_t part, size_t time)
{
    bool up = cgap_contribution(self, part, time) >= 0.0;
    double sum = 0.0;

    for (size_t p = 0; p < part; p++) {
        double value = cgap_contribution(self, p, time);

        sum += (value >= 0.0) == up ? value : 0.0;
    }
    return sum;
}

double
cgap_contribution_low(const cgap_contributions *self, size_t part, size_t time)
{
    return base(self, part, time) + fmin(0.0, cgap_contribution(self, part, time));
}

double
cgap_contribution_high(const cgap_contributions *self, size_t part, size_t time)
{
    return base(self, part, time) + fmax(0.0, cgap_contribution(self, part, time));
}

static double
largest(const cgap_chart_source *source, const char *layer, const char *quantity,
        uint32_t mechanism)
{
    const cgap_frame *f = &source->attribution;
    const uint32_t want[] = {CGAP_ANY, cgap_frame_id(f, 1, layer), cgap_frame_id(f, 2, quantity),
                             mechanism};
    size_t mean = cgap_csv_find(&f->csv, "mean");
    double most = 0.0;

    for (size_t row = SIZE_MAX; cgap_frame_next(f, want, &row);) {
        most = fmax(most, fabs(cgap_frame_number(f, row, mean)));
    }
    return most;
}

/* The mechanisms that matter most for either layer, largest first; their number. Each layer's
 * contributions are weighed against the largest of that layer. */
static size_t
choose(const cgap_chart_source *source, const char *quantity, uint32_t *chosen)
{
    const cgap_key *key = &source->attribution.key[3];
    static const char *const layers[] = {"formal", "practice"};
    double weight[CGAP_MAX_PART], scale[2] = {0.0, 0.0};
    size_t n = 0;

    for (size_t pass = 0; pass < 2; pass++) {
        for (uint32_t m = 0; m < key->n; m++) {
            double of[2], w = 0.0;
            size_t at;

            for (size_t l = 0; l < 2; l++) {
                of[l] = largest(source, layers[l], quantity, m);
                scale[l] = pass == 0 ? fmax(scale[l], of[l]) : scale[l];
                w = fmax(w, scale[l] > 0.0 ? of[l] / scale[l] : 0.0);
            }
            if (pass == 0 || w < 1e-9) {
                continue;
            }
            if (n < CGAP_MAX_PART) {
                at = n++;
            } else if (w > weight[n - 1]) {
                at = n - 1;
            } else {
                continue;
            }
            for (; at > 0 && weight[at - 1] < w; at--) {
                weight[at] = weight[at - 1];
                chosen[at] = chosen[at - 1];
            }
            weight[at] = w;
            chosen[at] = m;
        }
    }
    return n;
}

static void
find_range(cgap_contributions *self)
{
    for (size_t t = 0; t < self->n_time; t++) {
        self->low = fmin(self->low, self->net[t]);
        self->high = fmax(self->high, self->net[t]);
        for (size_t p = 0; p < self->n_part; p++) {
            self->low = fmin(self->low, cgap_contribution_low(self, p, t));
            self->high = fmax(self->high, cgap_contribution_high(self, p, t));
        }
    }
}

static bool
allocate(cgap_contributions *self, const cgap_frame *f, const uint32_t *want)
{
    cgap_path path;

    if (!cgap_path_read(&path, f, want)) {
        return false;
    }
    self->n_time = path.n;
    self->time = cgap_memory_array((self->n_part + 2) * path.n, sizeof *self->time);
    if (self->time != NULL) {
        self->value = self->time + path.n;
        self->net = self->value + self->n_part * path.n;
        for (size_t t = 0; t < path.n; t++) {
            self->time[t] = path.time[t];
        }
    }
    cgap_path_free(&path);
    return self->time != NULL;
}

/* What a value is multiplied with to be in the unit of the figure. */
static bool
choose_unit(cgap_contributions *self, const cgap_chart_source *source, size_t scenario,
            const char *layer, const char *quantity, double *factor)
{
    char measure[64];
    cgap_path variance;
    double start;

    *factor = 1.0;
    self->unit = CGAP_UNIT_INDEX;
    if (strcmp(quantity, "change_of_variance") != 0) {
        return true;
    }
    (void) snprintf(measure, sizeof measure, "%s_variance", layer);
    if (!cgap_path_union(&variance, source, scenario, measure)) {
        return false;
    }
    start = cgap_path_at(&variance, source->start, 1e-6);
    cgap_path_free(&variance);
    self->unit = start > 0.0 ? CGAP_UNIT_SHARE : CGAP_UNIT_THOUSANDTH;
    *factor = start > 0.0 ? 100.0 / start : 1000.0;
    return true;
}

/* Adds every mechanism to its part, or to "other", and to the net. */
static bool
add_up(cgap_contributions *self, const cgap_frame *f, uint32_t *want, const uint32_t *chosen,
       size_t n, double factor)
{
    for (uint32_t m = 0; m < f->key[3].n; m++) {
        cgap_path path;
        size_t part = 0;

        while (part + 1 < self->n_part && chosen[part] != m) {
            part++;
        }
        if (part + 1 == self->n_part && n < CGAP_MAX_PART && chosen[part] != m) {
            continue; /* never moves anything: not chosen, and there is no "other" */
        }
        want[3] = m;
        if (!cgap_path_read(&path, f, want)) {
            return false;
        }
        for (size_t t = 0; t < path.n && t < self->n_time; t++) {
            self->value[part * self->n_time + t] += factor * path.mean[t];
            self->net[t] += factor * path.mean[t];
        }
        if (path.n > 0 && self->mechanism[part] != OTHER) {
            self->q05[part] = factor * path.q05[path.n - 1];
            self->q95[part] = factor * path.q95[path.n - 1];
        }
        cgap_path_free(&path);
    }
    return true;
}

bool
cgap_contributions_read(cgap_contributions *self, const cgap_chart_source *source, size_t scenario,
                        const char *layer, const char *quantity)
{
    const cgap_frame *f = &source->attribution;
    uint32_t want[] = {cgap_frame_id(f, 0, source->scenario[scenario]), cgap_frame_id(f, 1, layer),
                       cgap_frame_id(f, 2, quantity), 0};
    uint32_t chosen[CGAP_MAX_PART];
    size_t n = choose(source, quantity, chosen);
    double factor;

    memset(self, 0, sizeof *self);
    if (n == 0) {
        return true;
    }
    self->n_part = n < CGAP_MAX_PART ? n : n - 1;
    for (size_t p = 0; p < self->n_part; p++) {
        self->mechanism[p] = f->key[3].text[chosen[p]];
    }
    if (n == CGAP_MAX_PART) {
        self->mechanism[self->n_part++] = OTHER;
    }
    for (size_t p = 0; p < self->n_part; p++) {
        self->q05[p] = self->q95[p] = NAN;
    }
    want[3] = chosen[0];
    if (!choose_unit(self, source, scenario, layer, quantity, &factor) ||
        !allocate(self, f, want)) {
        cgap_contributions_free(self);
        return false;
    }
    if (!add_up(self, f, want, chosen, n, factor)) {
        cgap_contributions_free(self);
        return false;
    }
    find_range(self);
    return true;
}
