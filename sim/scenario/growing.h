/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SCENARIO_GROWING_H
#define CGAP_SCENARIO_GROWING_H
/* Text that grows as it is added to. Running out of memory is remembered and asked for once. */
#include <stdbool.h>
#include <stddef.h>

typedef struct cgap_growing {
    char *text; /* owned; terminated once something was added */
    size_t n, capacity;
    bool failed;
} cgap_growing;

void cgap_growing_add(cgap_growing *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** @brief Text of a scenario file: in double quotes, quotes, backslashes and controls escaped. */
void cgap_growing_quote(cgap_growing *self, const char *text);

/** @brief Hands the text over ("" if nothing was added), or NULL when memory ran out. */
char *cgap_growing_take(cgap_growing *self);

void cgap_growing_free(cgap_growing *self);

#endif
