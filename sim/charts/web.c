/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

void
cgap_web_free(cgap_web *self)
{
    free((void *) self->member);
    free(self->tie);
    free(self->inside);
    memset(self, 0, sizeof *self);
}

/* Those that come first in a pair, then those that never do. */
static void
list_members(cgap_web *self, const cgap_frame *f)
{
    for (size_t i = 0; i < f->key[1].n; i++) {
        self->member[self->n++] = f->key[1].text[i];
    }
    for (size_t i = 0; i < f->key[2].n; i++) {
        if (cgap_frame_id(f, 1, f->key[2].text[i]) == CGAP_UNKNOWN) {
            self->member[self->n++] = f->key[2].text[i];
        }
    }
}

static size_t
number_of(const cgap_web *self, const char *member)
{
    size_t i = 0;

    while (i < self->n && strcmp(self->member[i], member) != 0) {
        i++;
    }
    return i;
}

static void
take_row(cgap_web *self, const cgap_frame *f, size_t row)
{
    size_t i = number_of(self, cgap_csv_text(&f->csv, row, f->key[1].column));
    size_t j = number_of(self, cgap_csv_text(&f->csv, row, f->key[2].column));
    double tie = cgap_frame_number(f, row, cgap_csv_find(&f->csv, "mean"));

    if (i == j || i == self->n || j == self->n) {
        return;
    }
    self->tie[i * self->n + j] = tie;
    self->tie[j * self->n + i] = tie;
    if (cgap_frame_number(f, row, cgap_csv_find(&f->csv, "both_members")) > 0.5) {
        self->inside[i] = true;
        self->inside[j] = true;
    }
}

bool
cgap_web_read(cgap_web *self, const cgap_chart_source *source, size_t scenario, double time)
{
    const cgap_frame *f = &source->ties;
    const uint32_t want[] = {cgap_frame_id(f, 0, source->scenario[scenario]), CGAP_ANY, CGAP_ANY};
    size_t at = cgap_csv_find(&f->csv, "time"), most = f->key[1].n + f->key[2].n;

    memset(self, 0, sizeof *self);
    self->member = cgap_memory_array(most, sizeof *self->member);
    if (self->member == NULL) {
        return false;
    }
    list_members(self, f);
    self->tie = cgap_memory_array(self->n * self->n, sizeof *self->tie);
    self->inside = cgap_memory_array(self->n, sizeof *self->inside);
    if (self->tie == NULL || self->inside == NULL) {
        cgap_web_free(self);
        return false;
    }
    for (size_t k = 0; k < self->n * self->n; k++) {
        self->tie[k] = NAN;
    }
    for (size_t row = SIZE_MAX; cgap_frame_next(f, want, &row);) {
        if (fabs(cgap_frame_number(f, row, at) - time) < 1e-6) {
            take_row(self, f, row);
        }
    }
    return true;
}

double
cgap_web_of(const cgap_web *self, size_t i)
{
    double sum = 0.0, count = 0.0;

    for (size_t j = 0; j < self->n; j++) {
        if (self->inside[j] && isfinite(cgap_web_tie(self, i, j))) {
            sum += cgap_web_tie(self, i, j);
            count += 1.0;
        }
    }
    return count > 0.0 ? sum / count : NAN;
}

double
cgap_web_mean(const cgap_web *self)
{
    double sum = 0.0, count = 0.0;

    for (size_t i = 0; i < self->n; i++) {
        for (size_t j = i + 1; j < self->n; j++) {
            if (self->inside[i] && self->inside[j] && isfinite(cgap_web_tie(self, i, j))) {
                sum += cgap_web_tie(self, i, j);
                count += 1.0;
            }
        }
    }
    return count > 0.0 ? sum / count : NAN;
}
