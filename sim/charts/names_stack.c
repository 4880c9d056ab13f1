/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of a cluster of points as a column beside it. */
#include "names_internal.h"

#include <math.h>
#include <stdint.h>

enum { LEAST_CLUSTER = 3 };

/* A column: its edge next to the points, the top of its first name, on which side it stands. */
typedef struct column {
    double edge, top;
    bool right;
} column;

/* The members of the cluster of an unplaced point, that point first. @return how many */
static size_t
gather(const cgap_crowd *self, size_t first, size_t *member)
{
    size_t n = 0;

    member[n++] = first;
    for (size_t m = 0; m < n; m++) {
        const cgap_name *one = &self->at[member[m]];

        for (size_t k = 0; k < self->n; k++) {
            const cgap_name *other = &self->at[k];
            bool new =
                other->text != NULL &&
                !other->placed &&hypot(other->x - one->x, other->y - one->y) < CGAP_NAMES_CLOSE;

            for (size_t o = 0; o < n && new; o++) {
                new = member[o] != k;
            }
            if (new) {
                member[n++] = k;
            }
        }
    }
    return n;
}

/* Length of the way from a point to the edge of a row of the column. */
static double
way(const cgap_name *one, const column *to, size_t row)
{
    return hypot(to->edge - one->x, to->top + ((double) row + 0.5) * CGAP_NAME_HEIGHT - one->y);
}

/* Rows so that all ways together are shortest for any two: then none cross. */
static void
order_rows(const cgap_crowd *self, const column *to, size_t *member, size_t n)
{
    bool better = true;

    for (size_t round = 0; better && round < 2 * n; round++) {
        better = false;
        for (size_t a = 0; a < n; a++) {
            for (size_t b = a + 1; b < n; b++) {
                const cgap_name *one = &self->at[member[a]], *other = &self->at[member[b]];

                if (way(one, to, b) + way(other, to, a) + 1e-9 <
                    way(one, to, a) + way(other, to, b)) {
                    size_t moved = member[a];

                    member[a] = member[b];
                    member[b] = moved;
                    better = true;
                }
            }
        }
    }
}

/* Places the names in the column; what that costs, infinite where one has no room. */
static double
fill(cgap_crowd *self, const column *to, const size_t *member, size_t n)
{
    double cost = 0.0;

    for (size_t m = 0; m < n; m++) {
        cgap_name *one = &self->at[member[m]];

        *one = cgap_name_put(one, to->right ? to->edge : to->edge - one->width,
                             to->top + (double) m * CGAP_NAME_HEIGHT);
        if (!cgap_name_free(self, member[m], &one->place)) {
            cost = INFINITY;
        }
    }
    for (size_t m = 0; m < n && isfinite(cost); m++) {
        cost += cgap_name_cost(self, member[m], &self->at[member[m]], INFINITY);
    }
    return cost;
}

static void
clear(cgap_crowd *self, const size_t *member, size_t n)
{
    for (size_t m = 0; m < n; m++) {
        self->at[member[m]].placed = false;
    }
}

/* The cheapest column over the panel; without one the names stay without a place. */
static void
stack_one(cgap_crowd *self, size_t *member, size_t n)
{
    const cgap_panel *p = self->panel;
    double least = INFINITY, height = (double) n * CGAP_NAME_HEIGHT;
    column best = {0.0, 0.0, false};

    for (int right = 1; right >= 0; right--) {
        for (double edge = p->left + 3.0; edge < p->right; edge += 8.0) {
            for (double top = p->top + 1.0; top + height < p->bottom - 2.0; top += 4.0) {
                const column to = {edge, top, right == 1};
                double cost;

                order_rows(self, &to, member, n);
                cost = fill(self, &to, member, n);
                clear(self, member, n);
                if (cost < least) {
                    least = cost;
                    best = to;
                }
            }
        }
    }
    if (isfinite(least)) {
        order_rows(self, &best, member, n);
        (void) fill(self, &best, member, n);
    }
}

void
cgap_names_stack(cgap_crowd *self, size_t *member)
{
    for (size_t k = 0; k < self->n; k++) {
        size_t n = self->at[k].text == NULL || self->at[k].placed ? 0 : gather(self, k, member);

        if (n >= LEAST_CLUSTER) {
            stack_one(self, member, n);
        }
    }
}
