/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "source.h"

void
cgap_path_free(cgap_path *self)
{
    free(self->time);
    memset(self, 0, sizeof *self);
}

/* The first of two names that is a column. */
static size_t
either(const cgap_frame *frame, const char *name, const char *other)
{
    size_t column = cgap_csv_find(&frame->csv, name);

    return column < frame->csv.n_column ? column : cgap_csv_find(&frame->csv, other);
}

/* The column that holds the middle of a series, under the name each table gives it. */
static size_t
middle(const cgap_frame *frame)
{
    size_t column = either(frame, "mean", "difference");

    return column < frame->csv.n_column ? column : either(frame, "value", "reached");
}

bool
cgap_path_read(cgap_path *self, const cgap_frame *frame, const uint32_t *want)
{
    enum { N_VALUE = 6 };
    const size_t column[N_VALUE] = {
        cgap_csv_find(&frame->csv, "time"), middle(frame),
        either(frame, "ci_low", "q05"),     cgap_csv_find(&frame->csv, "q25"),
        cgap_csv_find(&frame->csv, "q75"),  either(frame, "ci_high", "q95"),
    };
    size_t n = 0, at = 0;
    double *block;

    memset(self, 0, sizeof *self);
    for (size_t row = SIZE_MAX; cgap_frame_next(frame, want, &row);) {
        n++;
    }
    block = n == 0 ? NULL : cgap_memory_array(N_VALUE * n, sizeof *block);
    if (block == NULL) {
        return n == 0;
    }
    for (size_t row = SIZE_MAX; cgap_frame_next(frame, want, &row); at++) {
        for (size_t v = 0; v < N_VALUE; v++) {
            block[v * n + at] = cgap_frame_number(frame, row, column[v]);
        }
    }
    *self = (cgap_path){
        n, block, block + n, block + 2 * n, block + 3 * n, block + 4 * n, block + 5 * n};
    return true;
}

bool
cgap_path_union(cgap_path *self, const cgap_chart_source *source, size_t scenario,
                const char *measure)
{
    const cgap_frame *f = &source->union_wide;
    const uint32_t want[] = {cgap_frame_id(f, 0, source->scenario[scenario]),
                             cgap_frame_id(f, 1, measure)};

    return cgap_path_read(self, f, want);
}

/* Drops the rows at whose date the state is no member. */
static void
keep_membership(cgap_path *self, const cgap_path *standing)
{
    double *const column[] = {self->time, self->mean, self->q05, self->q25, self->q75, self->q95};
    size_t kept = 0;

    for (size_t i = 0; i < self->n; i++) {
        if (cgap_path_at(standing, self->time[i], 1e-9) < 0.5) {
            continue;
        }
        for (size_t c = 0; c < sizeof column / sizeof column[0]; c++) {
            column[c][kept] = column[c][i];
        }
        kept++;
    }
    self->n = kept;
}

bool
cgap_path_member(cgap_path *self, const cgap_chart_source *source, size_t scenario,
                 const char *member, const char *variable)
{
    const cgap_frame *f = &source->members;
    uint32_t want[] = {cgap_frame_id(f, 0, source->scenario[scenario]), cgap_frame_id(f, 1, member),
                       cgap_frame_id(f, 2, "member")};
    cgap_path standing;

    if (!cgap_path_read(&standing, f, want)) {
        memset(self, 0, sizeof *self);
        return false;
    }
    want[2] = cgap_frame_id(f, 2, variable);
    if (!cgap_path_read(self, f, want)) {
        cgap_path_free(&standing);
        return false;
    }
    keep_membership(self, &standing);
    cgap_path_free(&standing);
    return true;
}

bool
cgap_path_reference(cgap_path *self, const cgap_chart_source *source, const char *series)
{
    const cgap_frame *f = &source->reference;
    const uint32_t want[] = {cgap_frame_id(f, 0, series), cgap_frame_id(f, 1, "")};

    return cgap_path_read(self, f, want);
}

static size_t
nearest(const cgap_path *self, double time)
{
    size_t best = 0;

    for (size_t i = 1; i < self->n; i++) {
        if (fabs(self->time[i] - time) < fabs(self->time[best] - time)) {
            best = i;
        }
    }
    return best;
}

double
cgap_path_at(const cgap_path *self, double time, double tolerance)
{
    size_t at = nearest(self, time);

    return self->n > 0 && fabs(self->time[at] - time) <= tolerance ? self->mean[at] : NAN;
}

static double
nearest_mean(const cgap_chart_source *source, size_t scenario, const char *member,
             const char *variable, double time)
{
    const cgap_frame *f = &source->members;
    const uint32_t want[] = {cgap_frame_id(f, 0, source->scenario[scenario]),
                             cgap_frame_id(f, 1, member), cgap_frame_id(f, 2, variable)};
    size_t at = cgap_csv_find(&f->csv, "time"), mean = cgap_csv_find(&f->csv, "mean");
    double best = 0.5, value = NAN;

    for (size_t row = SIZE_MAX; cgap_frame_next(f, want, &row);) {
        double distance = fabs(cgap_frame_number(f, row, at) - time);

        if (distance <= best) {
            best = distance;
            value = cgap_frame_number(f, row, mean);
        }
    }
    return value;
}

double
cgap_member_at(const cgap_chart_source *source, size_t scenario, const char *member,
               const char *variable, double time)
{
    double standing = nearest_mean(source, scenario, member, "member", time);

    return standing < 0.5 ? NAN : nearest_mean(source, scenario, member, variable, time);
}
