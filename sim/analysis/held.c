/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "held.h"

#include <stdio.h>

#include "cgap/memory.h"

enum { MOST_NAMED = 4, MOST_TEXT = MOST_NAMED * 320 };

/* Names found so far, the first few of them spelled out. */
typedef struct finding {
    size_t n, length;
    char text[MOST_TEXT];
} finding;

static void
add(finding *self, const char *name, const char *scenario, uint32_t held, uint32_t n)
{
    if (self->n < MOST_NAMED) {
        int length = snprintf(self->text + self->length, MOST_TEXT - self->length,
                              "%s%s of '%.100s' (%u of %u replicates)", self->n > 0 ? ", " : "",
                              name, scenario, (unsigned) held, (unsigned) n);

        self->length += length > 0 ? (size_t) length : 0;
    }
    self->n++;
}

/* Levels and parts of a variance never come near the limit. */
static bool
may_be_held(cgap_grid grid)
{
    return grid != CGAP_GRID_SHARE && grid != CGAP_GRID_VARIANCE;
}

/* A cell among those of one name; keeps the one of which most is held. */
static void
look_at(const cgap_summary_cell *cell, cgap_grid grid, uint32_t *most, uint32_t *n)
{
    uint32_t held = cgap_cell_held(cell, grid);

    if (held > *most) {
        *most = held;
        *n = cell->n;
    }
}

static void
find_union(finding *out, const cgap_ensemble *ensemble, size_t k)
{
    const cgap_layout *layout = &ensemble->member[k].layout;

    for (size_t q = 0; q < layout->n_union; q++) {
        uint32_t most = 0, n = 0;

        for (size_t row = 0; may_be_held(layout->of_union[q].grid) && row < layout->n_row; row++) {
            look_at(cgap_ensemble_cell(ensemble, k, cgap_slot_union(layout, row, q)),
                    layout->of_union[q].grid, &most, &n);
        }
        if (most > 0) {
            add(out, layout->of_union[q].name, ensemble->member[k].scenario->name, most, n);
        }
    }
}

static void
find_members(finding *out, const cgap_ensemble *ensemble, size_t k)
{
    const cgap_layout *layout = &ensemble->member[k].layout;

    for (size_t v = 0; v < layout->n_variable; v++) {
        uint32_t most = 0, n = 0;
        char name[200];

        for (size_t at = 0;
             may_be_held(layout->of_member[v].grid) && at < layout->n_selected * layout->model->n;
             at++) {
            size_t selected = at / layout->model->n, i = at % layout->model->n;

            look_at(cgap_ensemble_cell(ensemble, k, cgap_slot_member(layout, selected, i, v)),
                    layout->of_member[v].grid, &most, &n);
        }
        if (most > 0) {
            (void) snprintf(name, sizeof name, "members' %s", layout->of_member[v].name);
            add(out, name, ensemble->member[k].scenario->name, most, n);
        }
    }
}

cgap_status
held_values(char **out, const cgap_ensemble *ensemble, cgap_error *err)
{
    finding found = {.n = 0};

    for (size_t k = 0; ensemble->has_sums && k < ensemble->n; k++) {
        find_union(&found, ensemble, k);
        find_members(&found, ensemble, k);
    }
    if (found.n == 0) {
        *out = NULL;
        return CGAP_OK;
    }
    *out = found.n > MOST_NAMED
               ? cgap_text_format("%s and %zu more", found.text, found.n - MOST_NAMED)
               : cgap_text_copy(found.text);
    return *out != NULL ? CGAP_OK : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
}
