/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SCENARIO_READ_H
#define CGAP_SCENARIO_READ_H
/*
 * Reading scenario files (libconfig syntax): inheritance by `base`, overrides by --set, every error
 * and warning in one pass. Unknown keys are errors with a suggestion. The keys are those of the
 * parameter table (parameter.h); the rules beside them:
 *
 * - Each file begins with format = 1. @include is refused: it would hide where a value stands.
 * - base = "other.cfg" inherits from a file beside this one, else from a shipped one. name, title
 *   and about belong to their file and are not inherited.
 * - Groups are overridden key by key; a lever, also a list of dated values, is replaced as a whole.
 * - partners, instruments and events are merged by name: an entry of the same name overrides keys,
 *   a new name adds, `remove = true;` takes out. Events without a name are added.
 * - The seven partners of MODEL.md section 2.7 are part of every scenario until removed.
 * - Dates are "YYYY-MM-DD" or decimal years and are kept exact; the grid moves them to the nearest
 *   step boundary where they take effect (cgap_scenario_row), but not those of directives.
 * - --set key=value uses the same keys, list entries by name (instruments.nis.pull=0.3,
 *   instruments.nis.remove=true); the value is a number, true, false, a text without quotes, codes
 *   between commas, or anything in brackets as in a file. A path is relative to the current folder.
 */
#include <stddef.h>

#include "cgap/diagnostics.h"
#include "cgap/scenario.h"

typedef struct cgap_scenario_source {
    const char *path;      /* the scenario file */
    const char *installed; /* folder of the shipped scenarios: second place for base and data */
    const char *const *settings; /* "key=value" texts of --set, applied in order */
    size_t n_setting;
} cgap_scenario_source;

/** @brief Reads, merges, checks. Adds every problem to @p diagnostics; on any error *out is
 *  untouched and the return value is CGAP_E_INPUT (CGAP_E_MEMORY when memory ran out). */
cgap_status cgap_scenario_read(cgap_scenario *out, const cgap_scenario_source *source,
                               cgap_diagnostics *diagnostics) CGAP_CHECKED;

/* One value of the effective scenario and where it came from, for `cgap show`. */
typedef struct cgap_effective_value {
    char *key;    /* levers.platform, instruments.nis.standard */
    char *value;  /* as a file would spell it; dates with the step boundary in force where moved */
    char *origin; /* "file:line", "--set" or "default" */
} cgap_effective_value;

typedef struct cgap_effective {
    size_t n;
    cgap_effective_value *at; /* owned, in the order of the canonical dump */
} cgap_effective;

/** @brief The effective scenario, each value with its origin. Checks as cgap_scenario_read. */
cgap_status cgap_scenario_show(cgap_effective *out, const cgap_scenario_source *source,
                               cgap_diagnostics *diagnostics) CGAP_CHECKED;

void cgap_effective_free(cgap_effective *self);

/** @brief Complete canonical scenario file as text on the heap: every key of the table in its
 *  order, unit and meaning in comments. Reading it again gives an equal scenario and writing that
 *  one the same bytes. @p *out is freed with free(). */
cgap_status cgap_scenario_write(const cgap_scenario *self, char **out,
                                cgap_error *err) CGAP_CHECKED;

#endif
