/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/criterion.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/diagnostics.h"
#include "cgap/memory.h"
#include "cgap/number.h"

void
cgap_questions_default(cgap_questions *out)
{
    static const cgap_questions standard = {
        .criterion = {{"formal_cv", -1, CGAP_SPAN_END},
                      {"practice_cv", -1, CGAP_SPAN_END},
                      {"loss_gdp", -1, CGAP_SPAN_MEAN},
                      {"cost_eu_meur", -1, CGAP_SPAN_MEAN},
                      {"cost_national_meur", -1, CGAP_SPAN_MEAN},
                      {"formal_max", 1, CGAP_SPAN_END},
                      {"rights_exposure", -1, CGAP_SPAN_END}},
        .n_criterion = 7,
        .target = {{"formal_cv", 0.6, true, 0},
                   {"practice_cv", 0.8, true, 0},
                   {"formal_min", 0.6, false, 0}},
        .n_target = 3,
        .threshold = {{"formal_cv", 0.8, true, 0}, {"loss_gdp", 1.0, true, 0}},
        .n_threshold = 2,
    };

    *out = standard;
}

/* The next part of a list between commas, copied into @p part; false when it is empty or too long.
 * At a part that is not the first, *text is the comma before it. */
static bool
next_part(const char **text, bool first, char part[CGAP_CRITERION_NAME])
{
    size_t length;
    bool fits;

    *text += first ? 0 : 1;
    length = strcspn(*text, ",");
    fits = length > 0 && length < CGAP_CRITERION_NAME;

    if (fits) {
        memcpy(part, *text, length);
        part[length] = '\0';
    }
    *text += length;
    return fits;
}

/* One word behind a colon. */
static bool
take_word(cgap_criterion *out, const char *word)
{
    if (strcmp(word, "more") == 0 || strcmp(word, "less") == 0) {
        out->direction = word[0] == 'm' ? 1 : -1;
    } else if (strcmp(word, "end") == 0 || strcmp(word, "mean") == 0) {
        out->span = word[0] == 'e' ? CGAP_SPAN_END : CGAP_SPAN_MEAN;
    } else {
        return false;
    }
    return true;
}

static cgap_status
parse_criterion(cgap_criterion *out, char *part, cgap_error *err)
{
    char *word = strchr(part, ':');

    memset(out, 0, sizeof *out);
    if (word != NULL) {
        *word++ = '\0';
    }
    memcpy(out->name, part, strlen(part) + 1);
    while (word != NULL) {
        char *rest = strchr(word, ':');

        if (rest != NULL) {
            *rest++ = '\0';
        }
        if (!take_word(out, word)) {
            return cgap_error_fail(err, CGAP_E_INPUT,
                                   "criterion '%s': '%s' is none of more, less, end, mean; for "
                                   "example formal_cv:less or loss_gdp:less:mean",
                                   out->name, word);
        }
        word = rest;
    }
    return CGAP_OK;
}

static cgap_status
too_many(const char *what, size_t most, cgap_error *err)
{
    return cgap_error_fail(err, CGAP_E_INPUT, "%s: at most %zu are allowed", what, most);
}

cgap_status
cgap_criteria_parse(cgap_questions *out, const char *text, cgap_error *err)
{
    cgap_status status = CGAP_OK;
    char part[CGAP_CRITERION_NAME];

    out->n_criterion = 0;
    do {
        cgap_criterion *next = &out->criterion[out->n_criterion];

        if (out->n_criterion == CGAP_MOST_CRITERIA) {
            return too_many("criteria", CGAP_MOST_CRITERIA, err);
        }
        if (!next_part(&text, out->n_criterion == 0, part)) {
            return cgap_error_fail(err, CGAP_E_INPUT,
                                   "criteria: a name between commas is empty or too long; expected "
                                   "is NAME[:more|less][:end|mean],...");
        }
        status = parse_criterion(next, part, err);
        for (size_t c = 0; c < out->n_criterion && status == CGAP_OK; c++) {
            if (strcmp(out->criterion[c].name, next->name) == 0) {
                status =
                    cgap_error_fail(err, CGAP_E_INPUT, "criterion '%s' is given twice", next->name);
            }
        }
        out->n_criterion++;
    } while (status == CGAP_OK && *text == ',');
    return status;
}

static cgap_status
parse_target(cgap_target *out, char *part, cgap_error *err)
{
    char *number = strchr(part, '=');
    size_t length = number != NULL ? strlen(number) : 0;

    memset(out, 0, sizeof *out);
    if (length > 1) {
        *number++ = '\0';
        out->relative = number[length - 2] == '%';
        if (out->relative) {
            number[length - 2] = '\0';
        }
    }
    if (length <= 1 || part[0] == '\0' || !cgap_number_parse(number, &out->threshold)) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "target '%s': NAME=NUMBER or NAME=PERCENT%% of the start is "
                               "expected, for example formal_cv=0.08 or formal_cv=60%%",
                               part);
    }
    out->threshold *= out->relative ? 0.01 : 1.0;
    memcpy(out->name, part, strlen(part) + 1);
    return CGAP_OK;
}

/* Whether one more target is the same as one before it: name and threshold make a row. */
static bool
stands_before(const cgap_target *target, size_t n)
{
    bool found = false;

    for (size_t t = 0; t < n && !found; t++) {
        found =
            strcmp(target[t].name, target[n].name) == 0 &&
            target[t].relative == target[n].relative &&
            cgap_number_round12(target[t].threshold) == cgap_number_round12(target[n].threshold);
    }
    return found;
}

/* A list of targets; @p what names one in messages. */
static cgap_status
parse_targets(cgap_target *out, size_t *n, const char *text, const char *what, cgap_error *err)
{
    cgap_status status = CGAP_OK;
    char part[CGAP_CRITERION_NAME];

    *n = 0;
    do {
        if (*n == CGAP_MOST_TARGETS) {
            return too_many(what, CGAP_MOST_TARGETS, err);
        }
        if (!next_part(&text, *n == 0, part)) {
            return cgap_error_fail(err, CGAP_E_INPUT,
                                   "%s: a part between commas is empty or too long; expected is "
                                   "NAME=NUMBER or NAME=PERCENT%%,...",
                                   what);
        }
        status = parse_target(&out[*n], part, err);
        if (status == CGAP_OK && stands_before(out, *n)) {
            status =
                cgap_error_fail(err, CGAP_E_INPUT, "%s: '%s' is given twice with the same number",
                                what, out[*n].name);
        }
        (*n)++;
    } while (status == CGAP_OK && *text == ',');
    return status;
}

cgap_status
cgap_targets_parse(cgap_questions *out, const char *text, cgap_error *err)
{
    out->own_targets = true;
    return parse_targets(out->target, &out->n_target, text, "targets", err);
}

cgap_status
cgap_thresholds_parse(cgap_questions *out, const char *text, cgap_error *err)
{
    return parse_targets(out->threshold, &out->n_threshold, text, "thresholds", err);
}

const char *
cgap_target_label(const cgap_target *target, const char *whole, char *buffer, size_t size)
{
    char number[CGAP_NUMBER_SIZE];

    (void) cgap_number_format(target->relative ? cgap_number_round12(100.0 * target->threshold)
                                               : target->threshold,
                              number);
    (void) snprintf(buffer, size, "%.100s %s %s%s%s", target->name,
                    target->direction > 0 ? ">=" : "<=", number, target->relative ? " % of " : "",
                    target->relative ? whole : "");
    return buffer;
}

/* A quantity, or a sentence with the nearest name. */
static cgap_status
find_quantity(const cgap_quantities *quantities, const char *name, const char *what,
              const cgap_quantity **out, cgap_error *err)
{
    const char **known, *nearest;

    *out = cgap_quantities_find(quantities, name);
    if (*out != NULL) {
        return CGAP_OK;
    }
    known = cgap_memory_array(quantities->n, sizeof *known);
    for (size_t q = 0; known != NULL && q < quantities->n; q++) {
        known[q] = quantities->at[q].name;
    }
    nearest = known != NULL ? cgap_nearest_name(name, known, quantities->n) : NULL;
    free(known);
    return cgap_error_fail(err, CGAP_E_INPUT,
                           "%s '%s' is no measure of any of these scenarios%s%s%s; `cgap list "
                           "measures` names them",
                           what, name, nearest != NULL ? ": did you mean " : "",
                           nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
}

static cgap_status
needs_direction(const char *what, const char *name, cgap_error *err)
{
    return cgap_error_fail(
        err, CGAP_E_INPUT,
        "%s '%s': neither more nor less of it is better by itself; give a "
        "criterion its direction (%s:less or %s:more), or choose another measure",
        what, name, name, name);
}

/* Losses and costs: what comes every year counts by its average. */
bool
cgap_criterion_is_flow(const char *unit)
{
    return strstr(unit, "per year") != NULL || strstr(unit, "and year") != NULL;
}

/* Far more than a quantity of that unit ever is. Shares and indices go to 1 and coefficients of
 * variation hardly beyond, but the efficiency of cooperation is above 2 for some time after a
 * platform is cut to a tenth. */
static double
out_of_size(const char *unit)
{
    static const char *const small[] = {
        "share 0..1", "index 0..1", "0 or 1", "1", "share of GDP per year", "years of GDP"};

    for (size_t u = 0; u < sizeof small / sizeof *small; u++) {
        if (strcmp(unit, small[u]) == 0) {
            return 10.0;
        }
    }
    return INFINITY;
}

/* A number without its percent sign would be met at once, or never. */
static cgap_status
check_size(const cgap_target *target, const char *unit, const char *what, cgap_error *err)
{
    char number[CGAP_NUMBER_SIZE];

    if (target->relative || fabs(target->threshold) < out_of_size(unit)) {
        return CGAP_OK;
    }
    (void) cgap_number_format(target->threshold, number);
    return target->threshold < 0.0
               ? cgap_error_fail(err, CGAP_E_INPUT, "%s '%s=%s': %s never comes near that", what,
                                 target->name, number, target->name)
               : cgap_error_fail(err, CGAP_E_INPUT,
                                 "%s '%s=%s': %s never comes near that; for a share of its start "
                                 "write %s=%s%%",
                                 what, target->name, number, target->name, target->name, number);
}

static cgap_status
resolve_targets(cgap_target *target, size_t n, const cgap_quantities *quantities, const char *what,
                cgap_error *err)
{
    for (size_t t = 0; t < n; t++) {
        const cgap_quantity *quantity = NULL;
        cgap_status status = find_quantity(quantities, target[t].name, what, &quantity, err);

        if (status != CGAP_OK) {
            return status;
        }
        target[t].direction = quantity->direction;
        if (target[t].direction == 0) {
            return needs_direction(what, target[t].name, err);
        }
        status = check_size(&target[t], quantity->unit, what, err);
        if (status != CGAP_OK) {
            return status;
        }
    }
    return CGAP_OK;
}

cgap_status
cgap_questions_resolve(cgap_questions *self, const cgap_quantities *quantities, cgap_error *err)
{
    cgap_status status = CGAP_OK;

    for (size_t c = 0; c < self->n_criterion && status == CGAP_OK; c++) {
        cgap_criterion *at = &self->criterion[c];
        const cgap_quantity *quantity = NULL;

        status = find_quantity(quantities, at->name, "criterion", &quantity, err);
        if (status == CGAP_OK) {
            at->direction = at->direction != 0 ? at->direction : quantity->direction;
            if (at->span == CGAP_SPAN_DEFAULT) {
                at->span = cgap_criterion_is_flow(quantity->unit) ? CGAP_SPAN_MEAN : CGAP_SPAN_END;
            }
            status = at->direction == 0 ? needs_direction("criterion", at->name, err) : CGAP_OK;
        }
    }
    if (status == CGAP_OK) {
        status = resolve_targets(self->target, self->n_target, quantities, "target", err);
    }
    return status == CGAP_OK
               ? resolve_targets(self->threshold, self->n_threshold, quantities, "threshold", err)
               : status;
}
