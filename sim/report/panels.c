/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

/* The text behind `name = ` or `array name[n] = [` at the start of a line, or NULL. */
static const char *
value_of(const char *layout, const char *name)
{
    size_t n = strlen(name);

    for (const char *line = layout; line != NULL;) {
        const char *word = strncmp(line, "array ", 6) == 0 ? line + 6 : line;

        if (strncmp(word, name, n) == 0 && (word[n] == ' ' || word[n] == '[')) {
            const char *value = strstr(word, "= ");

            return value == NULL ? NULL : value + 2 + (value[2] == '[');
        }
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    return NULL;
}

/* Element @p k of an array of numbers; false when it has none. */
static bool
element(const char *layout, const char *name, size_t k, double *out)
{
    const char *at = value_of(layout, name);
    char *end;

    for (size_t skipped = 0; at != NULL && skipped < k; skipped++) {
        at += strcspn(at, ",]\n");
        at = *at == ',' ? at + 1 : NULL;
    }
    if (at == NULL) {
        return false;
    }
    *out = strtod(at, &end);
    return end != at;
}

enum { MOST_PANELS = 64 };

char *
cgap_panels_of(const char *layout)
{
    static const char *const part[] = {"panel_left",   "panel_top", "panel_right",
                                       "panel_bottom", "x_low",     "x_high"};
    double width, height, v[6];
    char *out = cgap_text_copy("");

    if (!element(layout, "figure_width", 0, &width) ||
        !element(layout, "figure_height", 0, &height)) {
        return out;
    }
    for (size_t p = 0; p < MOST_PANELS && out != NULL; p++) {
        bool fine = true;
        char *grown;

        for (size_t k = 0; k < 6 && fine; k++) {
            fine = element(layout, part[k], p, &v[k]);
        }
        if (!fine) {
            break;
        }
        if (v[4] < 1900.0 || v[5] > 2300.0) { /* no axis of years */
            continue;
        }
        grown = cgap_text_format("%s%s%zu,%.1f,%.1f,%.1f,%.1f,%.4f,%.4f", out,
                                 out[0] == '\0' ? "" : ";", p, v[0] * width, (1.0 - v[1]) * height,
                                 v[2] * width, (1.0 - v[3]) * height, v[4], v[5]);
        free(out);
        out = grown;
    }
    return out;
}
