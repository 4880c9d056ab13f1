/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "panels.h"

const char *
cgap_member_name(const cgap_chart_source *source, const char *member)
{
    const cgap_frame *f = &source->map;
    const uint32_t want[] = {cgap_frame_id(f, 0, member), CGAP_ANY};
    size_t row = SIZE_MAX;
    cgap_text_key known = cgap_text_find("MEMBER_", member);

    if (source->language != CGAP_ENGLISH &&
        known < CGAP_N_TEXT) { /* the data name them in English */
        return cgap_text_of(source->language, known);
    }
    return cgap_frame_next(f, want, &row) ? cgap_csv_text(&f->csv, row, f->key[1].column) : member;
}

void
cgap_roster_free(cgap_roster *self)
{
    free((void *) self->member);
    free((void *) self->name);
    free(self->first);
    memset(self, 0, sizeof *self);
}

static bool
allocate(cgap_roster *self, size_t n)
{
    self->member = cgap_memory_array(n, sizeof *self->member);
    self->name = cgap_memory_array(n, sizeof *self->name);
    self->first = cgap_memory_array(4 * n, sizeof *self->first);
    if (self->member == NULL || self->name == NULL || self->first == NULL) {
        return false;
    }
    self->last = self->first + n;
    self->low = self->first + 2 * n;
    self->high = self->first + 3 * n;
    return true;
}

/* Puts a member into its place by the value at the start. */
static void
insert(cgap_roster *self, const char *member, const char *name, double first, double last,
       cgap_range range)
{
    size_t at = self->n++;

    for (; at > 0 && self->first[at - 1] > first; at--) {
        self->member[at] = self->member[at - 1];
        self->name[at] = self->name[at - 1];
        self->first[at] = self->first[at - 1];
        self->last[at] = self->last[at - 1];
        self->low[at] = self->low[at - 1];
        self->high[at] = self->high[at - 1];
    }
    self->member[at] = member;
    self->name[at] = name;
    self->first[at] = first;
    self->last[at] = last;
    self->low[at] = range.low;
    self->high[at] = range.high;
    self->best_first = fmax(self->best_first, first);
    self->best_last = fmax(self->best_last, last);
}

static bool
add_member(cgap_roster *self, const cgap_chart_source *source, size_t scenario, const char *member,
           const char *variable)
{
    cgap_path path, practice;
    cgap_range range = CGAP_RANGE_INIT;

    if (!cgap_path_member(&path, source, scenario, member, variable)) {
        return false;
    }
    if (!cgap_path_member(&practice, source, scenario, member, "practice")) {
        cgap_path_free(&path);
        return false;
    }
    cgap_range_path(&range, &path);
    cgap_range_path(&range, &practice);
    if (path.n > 0) {
        bool to_the_end = path.time[path.n - 1] >= source->end - 1e-9;

        insert(self, member, cgap_member_name(source, member), path.mean[0],
               to_the_end ? path.mean[path.n - 1] : NAN, range);
    }
    cgap_path_free(&path);
    cgap_path_free(&practice);
    return true;
}

bool
cgap_roster_read(cgap_roster *self, const cgap_chart_source *source, size_t scenario,
                 const char *variable)
{
    const cgap_frame *f = &source->members;
    size_t n = f->n_key > 1 ? f->key[1].n : 0;

    memset(self, 0, sizeof *self);
    if (!allocate(self, n)) {
        cgap_roster_free(self);
        return false;
    }
    for (size_t m = 0; m < n; m++) {
        if (!add_member(self, source, scenario, f->key[1].text[m], variable)) {
            cgap_roster_free(self);
            return false;
        }
    }
    return true;
}
