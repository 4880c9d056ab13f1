/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CRITERION_H
#define CGAP_CRITERION_H
/*
 * What strategies are judged by: criteria (a quantity of the Union, which direction is better, at
 * the horizon or averaged over it) and targets (a quantity reaching a threshold).
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"
#include "cgap/record.h"

enum { CGAP_MOST_CRITERIA = 16, CGAP_MOST_TARGETS = 8, CGAP_CRITERION_NAME = 160 };

typedef enum cgap_span { CGAP_SPAN_DEFAULT, CGAP_SPAN_END, CGAP_SPAN_MEAN } cgap_span;

typedef struct cgap_criterion {
    char name[CGAP_CRITERION_NAME]; /* a quantity of union.csv, of one scenario at least */
    int direction;                  /* +1 more is better, -1 less; 0: that of the quantity */
    cgap_span span;                 /* default: mean for losses and costs per year, else end */
} cgap_criterion;

typedef struct cgap_target {
    char name[CGAP_CRITERION_NAME];
    double threshold;
    bool relative; /* threshold is a share of the replicate's own value at the start */
    int direction; /* of the quantity: +1 the target is reached from below; set by resolve */
} cgap_target;

typedef struct cgap_questions {
    cgap_criterion criterion[CGAP_MOST_CRITERIA];
    size_t n_criterion;
    cgap_target target[CGAP_MOST_TARGETS];
    size_t n_target;
    bool own_targets; /* not the usual ones: one that cannot be met or missed is an error */
    cgap_target threshold[CGAP_MOST_TARGETS]; /* relative: a share of the baseline's own value */
    size_t n_threshold;
    bool raw; /* the values of the criteria replicate by replicate, too */
} cgap_questions;

/** @brief Criteria gap formal, gap practice, losses, EU money, national compliance, level of the
 *  leader, rights; targets: gap formal at 60 % and gap practice at 80 % of the start, weakest
 *  member at formal level 0.6; thresholds of futures: formal gap at most 80 % and losses at most
 *  100 % of the baseline's in the same future. */
void cgap_questions_default(cgap_questions *out);

/** @brief Reads "formal_cv:less,loss_gdp:less:mean": names with `more` or `less` and `end` or
 *  `mean` behind colons, both optional. Replaces the criteria of @p out.
 *  @retval CGAP_E_INPUT empty name, unknown word, more than CGAP_MOST_CRITERIA, a name twice */
cgap_status cgap_criteria_parse(cgap_questions *out, const char *text,
                                cgap_error *err) CGAP_CHECKED;

/** @brief Reads "formal_cv=60%,formal_min=0.6". Replaces the targets of @p out.
 *  @retval CGAP_E_INPUT as above, or a threshold that is no number; a measure may stand twice, but
 *          not with the same threshold */
cgap_status cgap_targets_parse(cgap_questions *out, const char *text, cgap_error *err) CGAP_CHECKED;

/** @brief As cgap_targets_parse, for the thresholds a strategy must meet in a future. */
cgap_status cgap_thresholds_parse(cgap_questions *out, const char *text,
                                  cgap_error *err) CGAP_CHECKED;

/** @brief "formal_cv <= 60 % of <whole>" into @p buffer; the target must be resolved. */
const char *cgap_target_label(const cgap_target *target, const char *whole, char *buffer,
                              size_t size);

/** @brief True when a quantity of this unit counts by its mean: losses and costs per year. */
bool cgap_criterion_is_flow(const char *unit);

/* Quantities of the Union of several scenarios, each once: what strategies may be judged by. All
 * scenarios have the same but for those of their instruments; who lacks one has 0 of it. */
typedef struct cgap_quantities {
    cgap_quantity *at; /* [n] in order of appearance; owned */
    size_t n;
} cgap_quantities;

/** @brief Adds what a layout has and the list has not. O(n x quantities). */
cgap_status cgap_quantities_add(cgap_quantities *self, const cgap_layout *layout,
                                cgap_error *err) CGAP_CHECKED;

/** @brief The same for what runs of a scenario record.
 *  @retval CGAP_E_INPUT the scenario cannot be made ready */
cgap_status cgap_quantities_learn(cgap_quantities *self, const cgap_scenario *scenario,
                                  cgap_error *err) CGAP_CHECKED;

/** @brief A quantity by name; NULL when there is none. */
const cgap_quantity *cgap_quantities_find(const cgap_quantities *self, const char *name);

void cgap_quantities_free(cgap_quantities *self); /* safe twice */

/** @brief Fills in directions and spans from the quantities of the scenarios.
 *  @retval CGAP_E_INPUT a quantity does not exist (with the nearest name), or needs a direction */
cgap_status cgap_questions_resolve(cgap_questions *self, const cgap_quantities *quantities,
                                   cgap_error *err) CGAP_CHECKED;

#endif
