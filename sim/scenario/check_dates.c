/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of steps, and dates held against it and against each other. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/number.h"
#include "reading.h"

static const double WHOLE_TOLERANCE = 1e-6; /* of a step: decimal years of dates are not exact */

static void
spell(double year, char out[CGAP_NUMBER_SIZE])
{
    (void) cgap_number_format(cgap_number_round12(year), out);
}

/* The key of the grid that stands in the file and so is likely to be wrong. */
static const char *
given(const cgap_reading *self)
{
    static const char *const key[] = {"end", "start", "steps_per_year"};

    for (size_t k = 0; k < sizeof key / sizeof key[0]; k++) {
        if (cgap_node_member(self->root, key[k], strlen(key[k])) != NULL) {
            return key[k];
        }
    }
    return "end";
}

/* False when there is no grid to hold dates against. */
static bool
check_grid(cgap_reading *self)
{
    const cgap_scenario *s = &self->scenario;
    const char *key = given(self);
    const cgap_node *node = cgap_node_member(self->root, key, strlen(key));
    double steps = (s->end - s->start) * s->steps_per_year;
    char a[CGAP_NUMBER_SIZE], b[CGAP_NUMBER_SIZE];

    if (!cgap_reading_sound(self, "start") || !cgap_reading_sound(self, "end") ||
        !cgap_reading_sound(self, "steps_per_year")) {
        return false;
    }
    spell(s->start, a);
    spell(s->end, b);
    if (!(s->start < s->end)) {
        cgap_reading_error(self, node, key, "the end, %s, is not after the start, %s", b, a);
        return false;
    }
    if (fabs(steps - floor(steps + 0.5)) > WHOLE_TOLERANCE || steps < 0.5) {
        spell(steps, b);
        cgap_reading_error(self, node, key,
                           "from the start, %s, to the end there are %s steps of 1/%d year; their "
                           "number must be whole: move start or end, or change steps_per_year",
                           a, b, s->steps_per_year);
        return false;
    }
    return true;
}

/* The time of the shipped scores that states start from. */
static double
time_of_scores(void)
{
    size_t n, r = 0;
    const cgap_parameter *table = cgap_parameter_table(&n);

    while (strcmp(table[r].key, "start") != 0) {
        r++;
    }
    return table[r].standard;
}

/* A run knows nothing of the years between the scores and its start. Those of a folder of one's own
 * may be of any time. */
static void
check_start(cgap_reading *self)
{
    const cgap_scenario *s = &self->scenario;
    char scores[CGAP_NUMBER_SIZE], start[CGAP_NUMBER_SIZE];

    if (s->start == time_of_scores() || strcmp(s->data, CGAP_SHIPPED_DATA) != 0) {
        return;
    }
    spell(time_of_scores(), scores);
    spell(s->start, start);
    cgap_reading_warning(self, cgap_node_member(self->root, "start", 5), "start",
                         "states start at the levels of %s, the time of the shipped scores, "
                         "whatever this date; to see what comes after %s, start at %s and read "
                         "the results from there on",
                         scores, start, scores);
}

static void
no_effect(cgap_reading *self, const cgap_node *node, const char *key, double date, const char *what)
{
    char a[CGAP_NUMBER_SIZE], b[CGAP_NUMBER_SIZE], c[CGAP_NUMBER_SIZE];

    spell(date, a);
    spell(self->scenario.start, b);
    spell(self->scenario.end, c);
    cgap_reading_warning(self, node, key, "%s (%s) has no effect in a run from %s to %s", what, a,
                         b, c);
}

static void
check_schedule(cgap_reading *self, const cgap_schedule *schedule, const char *key,
               const cgap_node *node)
{
    const cgap_scenario *s = &self->scenario;
    long end = (long) cgap_scenario_steps(s);
    char item[CGAP_KEY_SIZE], a[CGAP_NUMBER_SIZE];

    if (node == NULL || node->kind != CGAP_NODE_LIST || node->n != schedule->n ||
        !cgap_reading_sound(self, key)) {
        return;
    }
    for (size_t k = 0; k < schedule->n; k++) {
        long from = cgap_scenario_row(s, schedule->at[k].time), to = end;

        if (k + 1 < schedule->n) {
            to = cgap_scenario_row(s, schedule->at[k + 1].time);
        }
        (void) snprintf(item, sizeof item, "%s[%zu]", key, k + 1);
        if (to <= 0 || (k > 0 && (from >= end || to <= from))) {
            no_effect(self, node->child[k], item, schedule->at[k].time, "this dated value");
        }
    }
    if (cgap_scenario_row(s, schedule->at[0].time) > 0) {
        spell(schedule->at[0].time, a);
        (void) snprintf(item, sizeof item, "%s[1]", key);
        cgap_reading_warning(self, node->child[0], item,
                             "the first value also holds before its "
                             "date, %s, from the start on; give one from the start if it should "
                             "not",
                             a);
    }
}

static void
check_levers(cgap_reading *self)
{
    size_t n;
    const cgap_parameter *table = cgap_parameter_table(&n);
    cgap_scenario *s = &self->scenario;

    for (size_t r = 0; r < n; r++) {
        if (table[r].type == CGAP_SCHEDULE && table[r].owner == CGAP_OF_SCENARIO) {
            check_schedule(self,
                           (const cgap_schedule *) (const void *) ((char *) s + table[r].offset),
                           table[r].key, cgap_reading_find(self, self->root, "", table[r].key));
        }
    }
    for (size_t k = 0; k < s->n_partner; k++) {
        char key[CGAP_KEY_SIZE];

        (void) snprintf(key, sizeof key, "levers.engagement.%.48s",
                        s->partner[k].name != NULL ? s->partner[k].name : "");
        check_schedule(self, &s->partner[k].engagement, key,
                       cgap_reading_find(self, self->root, "", key));
    }
}

static void
check_instruments(cgap_reading *self)
{
    const cgap_scenario *s = &self->scenario;
    const cgap_node *list = cgap_node_member(self->root, "instruments", 11);

    for (size_t k = 0; k < s->n_instrument; k++) {
        const cgap_instrument *p = &s->instrument[k];
        size_t item = p->name != NULL ? cgap_node_item(list, p->name) : list->n;
        double first = p->type == CGAP_DIRECTIVE ? p->adopted : p->applies;
        char key[CGAP_KEY_SIZE];

        (void) snprintf(key, sizeof key, "instruments.%.48s", p->name != NULL ? p->name : "");
        if (item == list->n || !cgap_reading_sound(self, key)) {
            continue;
        }
        if (p->applies < p->adopted) {
            cgap_reading_error(self, list->child[item], key,
                               "applies before it is adopted; the "
                               "deadline or date of application comes after the adoption");
        } else if (first >= s->end) {
            no_effect(self, list->child[item], key, first, "this instrument");
        }
    }
}

static bool
two_or_more(cgap_member_set set)
{
    return (set & (set - 1)) != 0;
}

/* Events come in the order of their dates: before the first one few can only be those of the start.
 */
static void
check_membership(cgap_reading *self, const cgap_event *event, const cgap_node *node,
                 const char *key, cgap_member_set *inside)
{
    cgap_member_set bit = (cgap_member_set) 1 << event->member;
    const char *code = self->scenario.dataset.member[event->member].code;
    bool is_in = (*inside & bit) != 0, leaves = event->type == CGAP_EVENT_LEAVE;

    if (leaves != is_in) {
        cgap_reading_error(self, node, key,
                           "%s cannot %s: it is %s the Union at that date (a state "
                           "is in from the start unless its first event is to join)",
                           code, leaves ? "leave" : "join", is_in ? "in" : "outside");
        return;
    }
    if (!leaves && !two_or_more(*inside) && cgap_scenario_row(&self->scenario, event->date) > 0) {
        cgap_reading_error(self, node, key,
                           "fewer than two members would be there before; gaps are between "
                           "members (a state is in from the start unless its first event is to "
                           "join)");
    }
    *inside ^= bit;
    if (leaves && !two_or_more(*inside)) {
        cgap_reading_error(self, node, key,
                           "fewer than two members would be left; gaps are "
                           "between members");
    }
}

/* A state whose first event is to join is outside before. */
static cgap_member_set
members_at_start(const cgap_scenario *s)
{
    cgap_member_set inside = cgap_every_member(&s->dataset), seen = 0;

    for (size_t k = 0; k < s->n_event; k++) {
        cgap_member_set bit = (cgap_member_set) 1 << s->event[k].member;

        if (s->event[k].type == CGAP_EVENT_JOIN && (seen & bit) == 0) {
            inside &= ~bit;
        }
        if (s->event[k].type == CGAP_EVENT_JOIN || s->event[k].type == CGAP_EVENT_LEAVE) {
            seen |= bit;
        }
    }
    return inside;
}

/* Where events lie on the grid: what comes before the start holds from the start on, but an
 * incident that is over by then is not part of the run. */
static bool
has_effect(const cgap_scenario *s, const cgap_event *event)
{
    long row = cgap_scenario_row(s, event->date);

    return row < (long) cgap_scenario_steps(s) && (row >= 0 || event->type != CGAP_EVENT_SYSTEMIC);
}

static void
check_events(cgap_reading *self)
{
    const cgap_scenario *s = &self->scenario;
    const cgap_node *list = cgap_node_member(self->root, "events", 6);
    cgap_member_set inside = members_at_start(s);

    for (size_t k = 0; k < s->n_event; k++) {
        const cgap_event *event = &s->event[k];
        const cgap_node *node = self->event_node[k];
        char key[CGAP_KEY_SIZE];
        size_t item = 0;

        while (list->child[item] != node) {
            item++;
        }
        cgap_item_key(list, item, "events", key);
        if (!cgap_reading_sound(self, key)) {
            continue;
        }
        if (!has_effect(s, event)) {
            no_effect(self, node, key, event->date, "this event");
        }
        if (self->has_data && (event->type == CGAP_EVENT_LEAVE || event->type == CGAP_EVENT_JOIN)) {
            check_membership(self, event, node, key, &inside);
        }
    }
}

/* The year of accession groups members, it does not let them in: events do. */
static void
check_accessions(cgap_reading *self)
{
    const cgap_scenario *s = &self->scenario;
    cgap_member_set inside = members_at_start(s);

    for (size_t i = 0; self->has_data && i < s->dataset.n; i++) {
        const cgap_member *member = &s->dataset.member[i];

        if ((inside >> i & 1) != 0 && member->accession_year > floor(s->start)) {
            cgap_reading_warning(self, cgap_reading_find(self, self->root, "", "data"), "data",
                                 "%s has accession_year %d in members.csv and yet is a member from "
                                 "the start; an event of type join lets it in later",
                                 member->code, member->accession_year);
        }
    }
}

void
cgap_reading_check_dates(cgap_reading *self)
{
    const cgap_scenario *s = &self->scenario;

    if (!check_grid(self)) {
        return;
    }
    check_start(self);
    check_levers(self);
    check_instruments(self);
    check_events(self);
    check_accessions(self);
    if (s->coalition.members != 0 &&
        cgap_scenario_row(s, s->coalition.from) >= (long) cgap_scenario_steps(s)) {
        no_effect(self, cgap_reading_find(self, self->root, "", "coalition.from"), "coalition.from",
                  s->coalition.from, "the coalition's platform");
    }
}
