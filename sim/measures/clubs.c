/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/clubs.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

/* The search: `left` holds the units without a club in falling order; marks say who is in the group
 * under test. */
typedef struct search {
    const double *const *x;
    size_t n_unit, n_time, n_left;
    size_t *left;
    bool *in, *core;
    double *joined; /* [n_unit] t of core and one more unit */
    double *work;   /* h [n_time], work of log-t */
    cgap_clubs *out;
} search;

void
cgap_clubs_free(cgap_clubs *self)
{
    const cgap_clubs empty = CGAP_CLUBS_INIT;

    free(self->member);
    free(self->club);
    *self = empty;
}

/* Log-t of the units marked in[]: H_t = mean (x / mean - 1)^2 over the group. */
static cgap_logt
test_group(search *s, const bool *in)
{
    double *h = s->work;

    for (size_t t = 0; t < s->n_time; t++) {
        double sum = 0.0, count = 0.0, squares = 0.0, mean;

        for (size_t i = 0; i < s->n_unit; i++) {
            sum += in[i] ? s->x[i][t] : 0.0;
            count += in[i] ? 1.0 : 0.0;
        }
        mean = sum / count;
        for (size_t i = 0; i < s->n_unit; i++) {
            double d = in[i] ? s->x[i][t] / mean - 1.0 : 0.0;

            squares += d * d;
        }
        h[t] = squares / count;
    }
    return cgap_convergence_logt(h, s->n_time, s->work + s->n_time);
}

static void
unmark(search *s, bool *in)
{
    memset(in, 0, s->n_unit * sizeof *in);
}

/* Falling order of the last date; stable, so that ties keep the order of the panel. */
static void
order_units(search *s)
{
    for (size_t i = 0; i < s->n_unit; i++) {
        size_t place = i;

        while (place > 0 && s->x[s->left[place - 1]][s->n_time - 1] < s->x[i][s->n_time - 1]) {
            s->left[place] = s->left[place - 1];
            place--;
        }
        s->left[place] = i;
    }
    s->n_left = s->n_unit;
}

/* Marks the core; false when no two neighbours converge. */
static bool
find_core(search *s)
{
    size_t first = 0, best_end = 0;
    double best = -INFINITY;

    for (;; first++) {
        if (first + 1 >= s->n_left) {
            return false;
        }
        unmark(s, s->in);
        s->in[s->left[first]] = true;
        s->in[s->left[first + 1]] = true;
        if (test_group(s, s->in).t > CGAP_CLUBS_CRITICAL) {
            break;
        }
    }
    for (size_t end = first + 2; end <= s->n_left; end++) {
        double t;

        s->in[s->left[end - 1]] = true;
        t = test_group(s, s->in).t;
        if (!(t > CGAP_CLUBS_CRITICAL)) {
            break;
        }
        if (t > best) {
            best = t;
            best_end = end;
        }
    }
    unmark(s, s->core);
    for (size_t k = first; k < best_end; k++) {
        s->core[s->left[k]] = true;
    }
    return true;
}

/* Marks in[] with the core and all units whose test with it exceeds c. */
static void
sieve(search *s, double c)
{
    memcpy(s->in, s->core, s->n_unit * sizeof *s->in);
    for (size_t k = 0; k < s->n_left; k++) {
        size_t i = s->left[k];

        s->in[i] = s->core[i] || s->joined[i] > c;
    }
}

static void
form_club(search *s)
{
    const double step = 0.05, most = 50.0;

    memcpy(s->in, s->core, s->n_unit * sizeof *s->in);
    for (size_t k = 0; k < s->n_left; k++) {
        size_t i = s->left[k];

        if (!s->core[i]) {
            s->in[i] = true;
            s->joined[i] = test_group(s, s->in).t;
            s->in[i] = false;
        }
    }
    for (int raised = 0; raised * step <= most; raised++) {
        sieve(s, raised * step);
        if (test_group(s, s->in).t > CGAP_CLUBS_CRITICAL) {
            return;
        }
    }
    memcpy(s->in, s->core, s->n_unit * sizeof *s->in);
}

/* Writes the marked units down as the next club and takes them from those left. */
static void
close_club(search *s)
{
    cgap_club *club = &s->out->club[s->out->n_club++];
    size_t kept = 0;

    *club = (cgap_club){0, test_group(s, s->in), NAN};
    for (size_t k = 0; k < s->n_left; k++) {
        size_t i = s->left[k];

        if (s->in[i]) {
            s->out->member[i] = s->out->n_club;
            club->n++;
        } else {
            s->left[kept++] = i;
        }
    }
    s->n_left = kept;
}

static void
find_all(search *s)
{
    while (s->n_left > 1) {
        unmark(s, s->in);
        for (size_t k = 0; k < s->n_left; k++) {
            s->in[s->left[k]] = true;
        }
        if (test_group(s, s->in).t > CGAP_CLUBS_CRITICAL) {
            close_club(s);
            return;
        }
        if (!find_core(s)) {
            return;
        }
        form_club(s);
        close_club(s);
    }
}

/* Log-t of clubs @p c and c + 1, counted from 1, together. */
static cgap_logt
test_pair(search *s, size_t c)
{
    for (size_t i = 0; i < s->n_unit; i++) {
        s->in[i] = s->out->member[i] == c || s->out->member[i] == c + 1;
    }
    return test_group(s, s->in);
}

static void
test_neighbours(search *s)
{
    for (size_t c = 1; c <= s->out->n_club; c++) {
        s->out->club[c - 1].merge_with_next = c < s->out->n_club ? test_pair(s, c).t : NAN;
    }
}

/* Club c takes the next one in. */
static void
unite(cgap_clubs *out, size_t c, cgap_logt together)
{
    out->club[c - 1].n += out->club[c].n;
    out->club[c - 1].test = together;
    out->club[c - 1].merge_with_next = NAN;
    for (size_t k = c; k + 1 < out->n_club; k++) {
        out->club[k] = out->club[k + 1];
    }
    for (size_t i = 0; i < out->n_unit; i++) {
        out->member[i] -= out->member[i] > c ? 1 : 0;
    }
    out->n_club--;
}

cgap_status
cgap_clubs_merge(cgap_clubs *self, const double *const *x, size_t n_time, cgap_error *err)
{
    search s = {.x = x, .n_unit = self->n_unit, .n_time = n_time, .out = self};
    size_t c = 1;

    s.in = cgap_memory_array(self->n_unit, sizeof *s.in);
    s.work = cgap_memory_array(n_time + cgap_convergence_logt_work(n_time), sizeof *s.work);
    if (s.in == NULL || s.work == NULL) {
        free(s.in);
        free(s.work);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory to merge clubs");
    }
    while (c < self->n_club) {
        cgap_logt together = test_pair(&s, c);

        if (together.t > CGAP_CLUBS_CRITICAL) {
            unite(self, c, together);
        } else {
            c++;
        }
    }
    test_neighbours(&s);
    free(s.in);
    free(s.work);
    return CGAP_OK;
}

static cgap_status
check(const double *const *x, size_t n_unit, size_t n_time, cgap_error *err)
{
    if (n_unit < 2 || n_time < 6) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "clubs need 2 units and 6 dates at least; there are %zu and %zu",
                               n_unit, n_time);
    }
    for (size_t t = 0; t < n_time; t++) {
        for (size_t i = 0; i < n_unit; i++) {
            if (!(x[i][t] > 0.0)) {
                return cgap_error_fail(
                    err, CGAP_E_INPUT,
                    "clubs need values above 0, so that every group has a mean above 0");
            }
        }
    }
    return CGAP_OK;
}

cgap_status
cgap_clubs_find(cgap_clubs *out, const double *const *x, size_t n_unit, size_t n_time,
                cgap_error *err)
{
    cgap_clubs draft = {n_unit, 0, cgap_memory_array(n_unit, sizeof *draft.member),
                        cgap_memory_array(n_unit, sizeof *draft.club)};
    search s = {x,
                n_unit,
                n_time,
                0,
                cgap_memory_array(n_unit, sizeof *s.left),
                cgap_memory_array(n_unit, sizeof *s.in),
                cgap_memory_array(n_unit, sizeof *s.core),
                cgap_memory_array(n_unit, sizeof *s.joined),
                cgap_memory_array(n_time + cgap_convergence_logt_work(n_time), sizeof *s.work),
                &draft};
    cgap_status status = check(x, n_unit, n_time, err);

    if (status == CGAP_OK &&
        (draft.member == NULL || draft.club == NULL || s.left == NULL || s.in == NULL ||
         s.core == NULL || s.joined == NULL || s.work == NULL)) {
        status =
            cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for clubs of %zu units", n_unit);
    }
    if (status == CGAP_OK) {
        order_units(&s);
        find_all(&s);
        test_neighbours(&s);
        *out = draft;
    } else {
        cgap_clubs_free(&draft);
    }
    free(s.left);
    free(s.in);
    free(s.core);
    free(s.joined);
    free(s.work);
    return status;
}
