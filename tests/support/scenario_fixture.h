/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_SCENARIO_FIXTURE_H
#define CGAP_TEST_SCENARIO_FIXTURE_H
/*
 * Scenarios built in memory, for tests that must not depend on files. Members carry real figures
 * of 2017-2020, rounded; parameters are the documented defaults. Free with fixture_free.
 *
 * A failed allocation ends the test program: nothing to check in the tests.
 */
#include <stddef.h>

#include "cgap/scenario.h"

/* Six states for tests that need few: small and large, leaders and laggards. */
#define FIXTURE_SIX "BG DE EE EL FR UK"

/** @brief Documented default of every parameter (MODEL.md section 4 and the text of section 2). */
cgap_parameters fixture_parameters(void);

/** @brief Levers of the 2013 strategy held constant, no instruments, partners or events;
 *  2016.5 to 2024.5 in monthly steps.
 *  @param[in] codes members, separated by blanks, in any order; NULL: all 28 */
void fixture_plain(cgap_scenario *out, const char *codes);

/** @brief "Quiet" of MODEL.md section 6: no cooperation, no policy, no feedback on budgets, so that
 *  each capability approaches its own steady state. */
void fixture_quiet(cgap_scenario *out, const char *codes);

/** @brief Everything at once: dated levers, seven partners, seven instruments of all three types
 *  (some adopted or applied before the start), a coalition, a fund, industry, exit, entry, relapse,
 *  systemic events and a regime change. Some dates off the grid on purpose.
 *  @param[in] codes must contain FIXTURE_SIX; NULL: all 28 */
void fixture_full(cgap_scenario *out, const char *codes);

/** @brief Frees everything; safe twice. */
void fixture_free(cgap_scenario *self);

/** @brief One value from the first day on. */
void fixture_set(cgap_schedule *schedule, double value);

/** @brief One more change; times must increase. */
void fixture_change(cgap_schedule *schedule, double time, double value);

/** @brief A directive named @p name with an NIS-like content, for all; to be altered by the caller.
 *  Instruments stay sorted by name, so an earlier pointer may now show another one. */
cgap_instrument *fixture_instrument(cgap_scenario *self, const char *name);

/** @brief A partner for all members with engagement .3 and no weight; sorted by name as above. */
cgap_partner *fixture_partner(cgap_scenario *self, const char *name);

/** @brief An event, kept sorted by date. Factors are 1, member 0, size 0. */
cgap_event *fixture_event(cgap_scenario *self, cgap_event_type type, double date);

/** @brief A contagion matrix of its own: flows grow with both sizes and fall with distance. */
void fixture_contagion(cgap_scenario *self);

/** @brief Members by code, "BE DE"; codes that are not in the scenario are left out. */
cgap_member_set fixture_members(const cgap_scenario *self, const char *codes);

/** @brief Index of a member; it must be there. */
size_t fixture_member(const cgap_scenario *self, const char *code);

#endif
