/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_KEPT_H
#define CGAP_ANALYSIS_KEPT_H
/*
 * Which values a comparison keeps of every replicate, and where each of its tables finds them.
 * Indices of traces, in this order: criteria (five spans each), targets, accounts, beneficiaries,
 * members (three variables each), parts of change, averages of criteria that are to be subtracted
 * (two sides each); of a scenario alone only the first two.
 */
#include "cgap/criterion.h"
#include "cgap/ensemble.h"

/* Spans of a criterion: the value at three dates and at the end, and the mean over the horizon. */
enum { KEPT_DATES = 3, KEPT_END = KEPT_DATES, KEPT_MEAN, N_KEPT_SPAN };

/* What the price of a strategy is made of. Loss is that of the members of the start, as a share of
 * their GDP, so that a state's leaving is no loss avoided. */
enum {
    KEPT_EU_MONEY,
    KEPT_COMPLIANCE,
    KEPT_LOSS,
    KEPT_FORMAL_GAP,
    KEPT_PRACTICE_GAP,
    N_KEPT_ACCOUNT
};

enum { KEPT_FORMAL, KEPT_PRACTICE, KEPT_MEMBER_LOSS, N_KEPT_VARIABLE };

enum { N_KEPT_LAYER = 2 }; /* formal, practice */

/* Averages over the horizon of a scenario and of the baseline, over the dates both have. */
enum { KEPT_OWN, KEPT_BASE, N_KEPT_SIDE };

typedef struct kept {
    cgap_questions questions;   /* resolved */
    cgap_quantities quantities; /* of all scenarios; owned */
    size_t row[KEPT_MEAN];      /* of the three dates and the end */
    size_t n_member, n_mechanism;
    char (*mechanism)[160]; /* [n_mechanism] of all scenarios, in order of appearance; owned */
    size_t target, account, beneficiary, member, part, common; /* first trace of each kind */
    size_t n_trace;
    cgap_trace *trace; /* owned */
} kept;

/* Checks the questions against the scenarios and lists what they need.
 * CGAP_E_INPUT: a question that cannot be asked, or a scenario that cannot be made ready. */
cgap_status kept_create(kept *out, const cgap_questions *questions,
                        const cgap_scenario *const *scenario, size_t n, size_t baseline,
                        cgap_error *err) CGAP_CHECKED;

/* Whether each target in percent has a start other than 0 in the scenario, without chance.
 * The usual targets are not looked at: they come out empty. CGAP_E_INPUT names target and scenario,
 * and says what to write instead. Cost of one step. */
cgap_status kept_check_starts(const kept *self, const cgap_scenario *scenario,
                              cgap_error *err) CGAP_CHECKED;

void kept_free(kept *self); /* safe twice */

extern const char *const KEPT_VARIABLE_NAME[N_KEPT_VARIABLE];

static inline size_t
kept_criterion(size_t criterion, size_t span)
{
    return criterion * N_KEPT_SPAN + span;
}

/* The span a criterion is judged at. */
static inline size_t
kept_judged(const kept *self, size_t criterion)
{
    return kept_criterion(criterion, self->questions.criterion[criterion].span == CGAP_SPAN_MEAN
                                         ? KEPT_MEAN
                                         : KEPT_END);
}

static inline size_t
kept_common(const kept *self, size_t criterion, size_t side)
{
    return self->common + criterion * N_KEPT_SIDE + side;
}

static inline size_t
kept_member(const kept *self, size_t member, size_t variable)
{
    return self->member + member * N_KEPT_VARIABLE + variable;
}

static inline size_t
kept_part(const kept *self, size_t layer, size_t change, size_t mechanism)
{
    return self->part + (layer * CGAP_N_CHANGE + change) * self->n_mechanism + mechanism;
}

#endif
