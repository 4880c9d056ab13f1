/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of a data set: one by its code, some of them kept, all let go. */
#include <stdlib.h>
#include <string.h>

#include "cgap/dataset.h"

/* Bits of @p set at the places in @p keep, moved together. */
static cgap_member_set
gather(cgap_member_set set, cgap_member_set keep, size_t n)
{
    cgap_member_set out = 0;
    size_t to = 0;

    for (size_t i = 0; i < n; i++) {
        if (keep >> i & 1) {
            out |= (set >> i & 1) << to++;
        }
    }
    return out;
}

void
cgap_dataset_keep(cgap_dataset *self, cgap_member_set keep)
{
    size_t to = 0;

    /* Places only move down, so nothing is overwritten before it is read. */
    for (size_t i = 0; i < self->n; i++) {
        size_t column = 0;

        if (!(keep >> i & 1)) {
            continue;
        }
        self->member[to] = self->member[i];
        self->border[to] = gather(self->border[i], keep, self->n);
        for (size_t j = 0; j < self->n; j++) {
            if (keep >> j & 1) {
                self->trade_musd[to][column++] = self->trade_musd[i][j];
            }
        }
        to++;
    }
    self->n = to;
}

void
cgap_dataset_free(cgap_dataset *self)
{
    free(self->folder);
    self->folder = NULL;
    self->n = 0;
}

size_t
cgap_dataset_find(const cgap_dataset *self, const char *code)
{
    size_t i = 0;

    while (i < self->n && strcmp(self->member[i].code, code) != 0) {
        i++;
    }
    return i;
}
