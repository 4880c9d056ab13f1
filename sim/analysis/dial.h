/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_DIAL_H
#define CGAP_ANALYSIS_DIAL_H
/* Parameters turned by key, on a copy of a scenario of which only numbers are one's own. */
#include <stdbool.h>

#include "cgap/model.h"
#include "cgap/parameter.h"

/* A scenario to try: parameters and instruments are its own, everything else is borrowed. Points
 * into itself: never copied by assignment. */
typedef struct cgap_candidate {
    cgap_scenario scenario;
    cgap_instrument instrument[CGAP_MAX_INSTRUMENT];
    double score_sd; /* of the GCI of 2017 over the states of the file */
} cgap_candidate;

/** @brief A candidate equal to @p scenario, which outlives it. */
cgap_status cgap_candidate_create(cgap_candidate *out, const cgap_scenario *scenario,
                                  cgap_error *err) CGAP_CHECKED;

/** @brief sigma_obs follows the reliability: sd_2017 sqrt(1 - rho_G), to four digits
 *  (section 7). */
void cgap_candidate_tie(cgap_candidate *self);

/* One parameter, or one of each kind of practice moved together ("parameters.x.*"). */
typedef struct cgap_dial {
    char key[96];
    size_t n, offset[CGAP_N_PRACTICE];
    size_t instrument;   /* CGAP_OF_NO_INSTRUMENT: of the scenario */
    double low, high;    /* plausible range of the parameter table */
    double lower, upper; /* bounds of a search: the range once more on either side, if valid */
    bool log;            /* moves on a logarithmic scale */
} cgap_dial;

#define CGAP_OF_NO_INSTRUMENT SIZE_MAX

/** @brief The dial of a key. @return false: the key does not exist, is no number with a plausible
 *  range, or names an instrument the scenario does not have */
bool cgap_dial_create(cgap_dial *out, const cgap_scenario *scenario, const char *key);

double cgap_dial_get(const cgap_dial *self, const cgap_candidate *candidate);
void cgap_dial_set(const cgap_dial *self, cgap_candidate *candidate, double value);

/** @brief Values of every parameter a dial moves, to be put back later. */
void cgap_dial_keep(const cgap_dial *self, const cgap_candidate *candidate,
                    double value[CGAP_N_PRACTICE]);
void cgap_dial_restore(const cgap_dial *self, cgap_candidate *candidate,
                       const double value[CGAP_N_PRACTICE]);

/** @brief Value at @p share of the plausible range, on the dial's scale. */
double cgap_dial_at(const cgap_dial *self, double share);

/** @brief @p value rounded to four significant digits: fitted values claim no more. */
double cgap_round4(double value);

#endif
