/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A package taken apart: from the table to what is drawn. */
#include "package.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/quantities.h"

enum { KEY_MEASURE = 0, KEY_SPAN = 1, KEY_KIND = 2, KEY_PART = 3, KEY_OTHER = 4 };

void
cgap_package_free(cgap_package *self)
{
    for (size_t e = 0; e < CGAP_PACKAGE_MOST_EFFECT; e++) {
        free(self->effect[e].part);
        free(self->effect[e].pair);
    }
    free(self->part);
    free(self->name);
    memset(self, 0, sizeof *self);
}

static size_t
row_of(const cgap_frame *f, const cgap_package_effect *e, const char *kind, uint32_t part,
       uint32_t other)
{
    const uint32_t want[] = {e->measure, e->span, cgap_frame_id(f, KEY_KIND, kind), part, other};
    size_t row = SIZE_MAX;

    return cgap_frame_next(f, want, &row) ? row : SIZE_MAX;
}

static double
number_of(const cgap_frame *f, size_t row, const char *name)
{
    return row == SIZE_MAX ? NAN : cgap_frame_number(f, row, cgap_csv_find(&f->csv, name));
}

/* Whether more is better shows in what the table calls better; where it does so nowhere, in the
 * measure. */
static double
direction_of(const cgap_frame *f, const cgap_package_effect *e)
{
    const uint32_t want[] = {e->measure, e->span, CGAP_ANY, CGAP_ANY, CGAP_ANY};
    size_t value = cgap_csv_find(&f->csv, "value"), verdict = cgap_csv_find(&f->csv, "verdict");

    for (size_t row = SIZE_MAX; cgap_frame_next(f, want, &row);) {
        const char *said = verdict < f->csv.n_column ? cgap_csv_text(&f->csv, row, verdict) : "";
        double sign = cgap_frame_number(f, row, value) < 0.0 ? -1.0 : 1.0;

        if (strcmp(said, "better") == 0 || strcmp(said, "complements") == 0) {
            return sign;
        }
        if (strcmp(said, "worse") == 0 || strcmp(said, "substitutes") == 0) {
            return -sign;
        }
    }
    return e->words != NULL && e->words->better > 0 ? 1.0 : -1.0;
}

/* Row of an unordered pair. */
static size_t
row_of_pair(const cgap_package *self, const cgap_package_effect *e, const cgap_frame *f, size_t i,
            size_t j)
{
    const char *const *part = f->key[KEY_PART].text;
    size_t row = row_of(f, e, "interaction", self->part[i],
                        cgap_frame_id(f, KEY_OTHER, part[self->part[j]]));

    return row != SIZE_MAX ? row
                           : row_of(f, e, "interaction", self->part[j],
                                    cgap_frame_id(f, KEY_OTHER, part[self->part[i]]));
}

static bool
read_pairs(cgap_package *self, cgap_package_effect *e, const cgap_frame *f)
{
    size_t n = self->n;

    e->pair = cgap_memory_array(n * n, sizeof *e->pair);
    for (size_t k = 0; e->pair != NULL && k < n * n; k++) {
        size_t i = k / n, j = k % n, row = i == j ? SIZE_MAX : row_of_pair(self, e, f, i, j);
        double low = number_of(f, row, "ci_low"), high = number_of(f, row, "ci_high");
        double percent = 100.0 * e->direction * e->scale * number_of(f, row, "value") / e->all;

        e->pair[k].percent = percent;
        e->pair[k].clear = isfinite(percent) && percent != 0.0 && !(low <= 0.0 && high >= 0.0);
        if (e->pair[k].clear && fabs(percent) > self->strongest) {
            self->strongest = fabs(percent);
        }
    }
    return e->pair != NULL;
}

static bool
read_parts(const cgap_package *self, cgap_package_effect *e, const cgap_frame *f)
{
    e->part = cgap_memory_array(self->n, sizeof *e->part);
    for (size_t p = 0; e->part != NULL && p < self->n; p++) {
        size_t row = row_of(f, e, "part", self->part[p], CGAP_ANY);

        e->part[p] = (cgap_package_worth){e->scale * number_of(f, row, "value"),
                                          e->scale * number_of(f, row, "ci_low"),
                                          e->scale * number_of(f, row, "ci_high")};
        e->all += isfinite(e->part[p].value) ? fabs(e->part[p].value) : 0.0;
    }
    return e->part != NULL;
}

/* The next criterion, unless no part touches it. */
static bool
read_effect(cgap_package *self, const cgap_chart_source *source, uint32_t measure, uint32_t span)
{
    const cgap_frame *f = &source->shapley;
    cgap_package_effect e = {
        .measure = measure, .span = span, .words = cgap_words_of(f->key[0].text[measure])};
    bool fine;

    cgap_table_word(source->language, f->key[0].text[measure], e.name);
    e.scale =
        e.words != NULL && (e.words->style == CGAP_STYLE_GDP || e.words->style == CGAP_STYLE_SHARE)
            ? 100.0
            : 1.0;
    e.direction = direction_of(f, &e);
    fine = read_parts(self, &e, f);
    if (fine && e.all > 0.0) {
        fine = read_pairs(self, &e, f);
        self->effect[self->n_effect++] = e;
    } else {
        free(e.part);
    }
    return fine;
}

/* Size of a part for a measure, below 0 where it has none. */
static double
size_of(const cgap_frame *f, uint32_t measure, uint32_t part)
{
    const uint32_t want[] = {measure, CGAP_ANY, cgap_frame_id(f, KEY_KIND, "part"), part, CGAP_ANY};
    size_t row = SIZE_MAX;
    double value = cgap_frame_next(f, want, &row) ? number_of(f, row, "value") : NAN;

    return isfinite(value) ? fabs(value) : -1.0;
}

/* The first measure that some part touches; 0 when there is none. */
static uint32_t
first_touched(const cgap_frame *f)
{
    for (uint32_t m = 0; m < f->key[KEY_MEASURE].n; m++) {
        for (uint32_t p = 0; p < f->key[KEY_PART].n; p++) {
            if (size_of(f, m, p) > 0.0) {
                return m;
            }
        }
    }
    return 0;
}

static bool
list_parts(cgap_package *self, const cgap_chart_source *source)
{
    const cgap_frame *f = &source->shapley;
    const cgap_key *key = &f->key[KEY_PART];
    uint32_t first = first_touched(f);

    self->part = cgap_memory_array(key->n, sizeof *self->part);
    self->name = cgap_memory_array(key->n, sizeof *self->name);
    if (self->part == NULL || self->name == NULL) {
        return false;
    }
    for (uint32_t p = 0; p < key->n; p++) {
        size_t at = self->n;

        if (*key->text[p] == '\0') {
            continue; /* the total */
        }
        for (; at > 0 && size_of(f, first, p) > size_of(f, first, self->part[at - 1]); at--) {
            self->part[at] = self->part[at - 1];
        }
        self->part[at] = p;
        self->n++;
    }
    for (size_t p = 0; p < self->n; p++) {
        (void) cgap_part_words(source->language, key->text[self->part[p]], self->name[p]);
    }
    return true;
}

bool
cgap_package_read(cgap_package *self, const cgap_chart_source *source)
{
    const cgap_frame *f = &source->shapley;
    bool fine = list_parts(self, source);

    self->replicates = number_of(f, 0, "n");
    for (uint32_t m = 0; fine && m < f->key[KEY_MEASURE].n; m++) {
        for (uint32_t s = 0;
             fine && s < f->key[KEY_SPAN].n && self->n_effect < CGAP_PACKAGE_MOST_EFFECT; s++) {
            fine = read_effect(self, source, m, s);
        }
    }
    return fine;
}
