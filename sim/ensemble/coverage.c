/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage.h"

#include <stdlib.h>
#include <string.h>

static bool
grow(cgap_coverage *self)
{
    size_t room = self->room == 0 ? 16 : 2 * self->room;
    cgap_range *range = realloc(self->range, room * sizeof *range);
    const char **source;

    if (range == NULL) {
        return false;
    }
    self->range = range;
    source = realloc(self->source, room * sizeof *source);
    if (source == NULL) {
        return false;
    }
    self->source = source;
    self->room = room;
    return true;
}

static cgap_status
overlap(const cgap_range *there, const char *source, const cgap_range *range, const char *other,
        cgap_error *err)
{
    size_t from = there->from > range->from ? there->from : range->from;
    size_t to = there->to < range->to ? there->to : range->to;

    return cgap_error_fail(err, CGAP_E_INPUT,
                           "%s: replicates %zu to %zu are in %s too; leave one out", other, from,
                           to - 1, source);
}

cgap_status
cgap_coverage_add(cgap_coverage *self, cgap_range range, const char *source, cgap_error *err)
{
    size_t at = self->n;

    while (at > 0 && self->range[at - 1].from > range.from) {
        at--;
    }
    if (at > 0 && self->range[at - 1].to > range.from) {
        return overlap(&self->range[at - 1], self->source[at - 1], &range, source, err);
    }
    if (at < self->n && self->range[at].from < range.to) {
        return overlap(&self->range[at], self->source[at], &range, source, err);
    }
    if (self->n == self->room && !grow(self)) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    memmove(self->range + at + 1, self->range + at, (self->n - at) * sizeof *self->range);
    memmove(self->source + at + 1, self->source + at, (self->n - at) * sizeof *self->source);
    self->range[at] = range;
    self->source[at] = source;
    self->n++;
    return CGAP_OK;
}

bool
cgap_coverage_holds(const cgap_coverage *self, cgap_range range)
{
    size_t reached = range.from;

    for (size_t r = 0; r < self->n && reached < range.to; r++) {
        if (self->range[r].from <= reached && self->range[r].to > reached) {
            reached = self->range[r].to;
        }
    }
    return reached >= range.to;
}

cgap_range
cgap_coverage_gap(const cgap_coverage *self, size_t from, size_t end)
{
    cgap_range gap = {from, end};

    for (size_t r = 0; r < self->n; r++) {
        if (self->range[r].from <= gap.from && self->range[r].to > gap.from) {
            gap.from = self->range[r].to;
        } else if (self->range[r].from > gap.from) {
            gap.to = self->range[r].from < end ? self->range[r].from : end;
            break;
        }
    }
    return gap.from < gap.to ? gap : (cgap_range){end, end};
}

void
cgap_coverage_join(cgap_coverage *self)
{
    size_t kept = 0;

    for (size_t r = 1; r < self->n; r++) {
        if (self->range[r].from == self->range[kept].to) {
            self->range[kept].to = self->range[r].to;
        } else {
            self->range[++kept] = self->range[r];
        }
    }
    self->n = self->n == 0 ? 0 : kept + 1;
    for (size_t r = 0; r < self->n; r++) {
        self->source[r] = "an earlier part";
    }
}

void
cgap_coverage_free(cgap_coverage *self)
{
    free(self->range);
    free((void *) self->source);
    memset(self, 0, sizeof *self);
}
