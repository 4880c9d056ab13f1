/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which figures the model is held against. To add a series: its readings in readings.c, its targets
 * here; nothing else has to know. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/calendar.h"

#include "calibrate_internal.h"

/* Distances that mean nothing: half a digit of a published share or correlation, or a state. */
static const double SPREAD_TOLERANCE = 0.005, CORRELATION_TOLERANCE = 0.02, STATE_TOLERANCE = 0.5;
static const double CV_MUST = 0.02;

static double
tolerance_of(cgap_statistic statistic, size_t n)
{
    switch (statistic) {
    case CGAP_STATISTIC_SHARE_ABOVE_90:
    case CGAP_STATISTIC_SHARE_ABOVE_95:
        return STATE_TOLERANCE / (double) n;
    case CGAP_STATISTIC_CORRELATION:
    case CGAP_STATISTIC_RANK_CORRELATION:
        return CORRELATION_TOLERANCE;
    case CGAP_STATISTIC_COUNT:
        return STATE_TOLERANCE;
    default:
        return SPREAD_TOLERANCE;
    }
}

static const char *const STATISTIC[] = {
    "mean",      "sd", "cv", "share_above_90", "share_above_95", "correlation", "rank_correlation",
    "transposed"};

typedef struct subject {
    size_t reading, earlier; /* earlier: of correlations only, else the reading itself */
    cgap_statistic statistic;
} subject;

static cgap_figure *
add_target(target_builder *to, subject of, double weight)
{
    cgap_targets *out = to->out;
    const cgap_reading *from = &out->reading[of.reading], *before = &out->reading[of.earlier];
    cgap_figure *target = &out->target[out->n_target++];
    int length;

    *target = (cgap_figure){
        .series = from->series,
        .statistic = of.statistic,
        .reading = of.reading,
        .earlier = of.earlier,
        .time = from->time,
        .data = cgap_statistic_of(of.statistic, from->published, before->published, out->n_panel),
        .n_state = out->n_panel,
        .weight = weight,
        .tolerance = tolerance_of(of.statistic, out->n_panel),
        .must = NAN};
    length = snprintf(target->name, sizeof target->name, "%s_%d_%s", from->series, from->edition,
                      STATISTIC[of.statistic]);
    if (of.earlier != of.reading) {
        (void) snprintf(target->name + length, sizeof target->name - (size_t) length, "_with_%d",
                        before->edition);
    }
    return target;
}

/* Index of the reading of a layer that is not there for levels.csv alone: the first of its edition
 * that lies at the edition's own time. */
static size_t
find_reading(const target_builder *in, size_t layer, int edition, double time)
{
    size_t k = 0;

    while (k < in->out->n_reading &&
           (in->out->reading[k].layer != layer || in->out->reading[k].edition != edition ||
            in->out->reading[k].time != time)) {
        k++;
    }
    return k;
}

static void
target_gci(target_builder *to)
{
    size_t of[3];

    for (size_t e = 0; e < 3; e++) {
        of[e] = find_reading(to, CGAP_LAYER_FORMAL,
                             e == 0   ? 2017
                             : e == 1 ? 2018
                                      : 2020,
                             CGAP_GCI_TIME[e + 1]);
    }
    for (size_t e = 1; e < 3; e++) {
        (void) add_target(to, (subject){of[e], of[e], CGAP_STATISTIC_MEAN},
                          0.0); /* met by the leniency */
        (void) add_target(to, (subject){of[e], of[e], CGAP_STATISTIC_SD}, 1.0);
        add_target(to, (subject){of[e], of[e], CGAP_STATISTIC_CV}, 0.0)->must =
            CV_MUST; /* sd over a met mean */
        (void) add_target(to, (subject){of[e], of[e], CGAP_STATISTIC_SHARE_ABOVE_90}, 1.0);
        (void) add_target(to, (subject){of[e], of[e], CGAP_STATISTIC_SHARE_ABOVE_95}, 1.0);
    }
    for (size_t e = 1; e < 3; e++) {
        for (size_t before = 0; before < e; before++) {
            (void) add_target(to, (subject){of[e], of[before], CGAP_STATISTIC_CORRELATION}, 1.0);
            (void) add_target(to, (subject){of[e], of[before], CGAP_STATISTIC_RANK_CORRELATION},
                              0.0);
        }
    }
}

static void
target_enterprise(target_builder *to, size_t layer, double must)
{
    size_t of[CGAP_N_ENTERPRISE_WAVE];

    for (size_t w = 0; w < CGAP_N_ENTERPRISE_WAVE; w++) {
        of[w] = find_reading(to, layer, CGAP_ENTERPRISE_YEAR[w], CGAP_ENTERPRISE_YEAR[w]);
        (void) add_target(to, (subject){of[w], of[w], CGAP_STATISTIC_MEAN}, 1.0);
        add_target(to, (subject){of[w], of[w], CGAP_STATISTIC_CV}, 1.0)->must = must;
    }
    (void) add_target(to, (subject){of[1], of[0], CGAP_STATISTIC_CORRELATION}, 0.0);
}

/* Five figures of one trend weigh as much as one. The first is the start itself. */
static void
target_desi(target_builder *to, size_t layer)
{
    double weight = 1.0 / (CGAP_N_DESI_YEAR - 1);

    for (size_t w = 0; w < CGAP_N_DESI_YEAR; w++) {
        size_t of = find_reading(to, layer, CGAP_DESI_YEAR[w], CGAP_DESI_TIME[w]);

        (void) add_target(to, (subject){of, of, CGAP_STATISTIC_MEAN}, w > 0 ? weight : 0.0);
        (void) add_target(to, (subject){of, of, CGAP_STATISTIC_CV}, w > 0 ? weight : 0.0);
    }
}

/* What a list says of a state on its day: 1 transposed, 0 not, -1 it was not asked. */
typedef int (*list_reader)(const cgap_member *member);

static int
nis_2018(const cgap_member *member)
{
    return member->nis_notified_2018 == CGAP_NOT_ASKED ? -1
                                                       : member->nis_notified_2018 == CGAP_LISTED;
}

static int
nis2_2024(const cgap_member *member)
{
    return member->nis2_late_2024 == CGAP_NOT_ASKED ? -1
                                                    : member->nis2_late_2024 == CGAP_NOT_LISTED;
}

static int
nis2_2025(const cgap_member *member)
{
    return member->nis2_late_2025 == CGAP_NOT_ASKED ? -1
                                                    : member->nis2_late_2025 == CGAP_NOT_LISTED;
}

typedef struct list {
    const char *instrument, *name, *date;
    list_reader read;
} list;

/* In the order of their days: a state found late on the first day and not on the second transposed
 * between them. */
static const list LIST[] = {{"nis", "nis_transposed_2018-07", "2018-07-19", nis_2018},
                            {"nis2", "nis2_transposed_2024-11", "2024-11-28", nis2_2024},
                            {"nis2", "nis2_transposed_2025-05", "2025-05-07", nis2_2025}};

/* Ten of two editions and six correlations; five of two kinds of practice in enterprises; two of
 * each year of two more; the lists, as names of instruments are different. */
_Static_assert(16 + 2 * 5 + 2 * 2 * CGAP_N_DESI_YEAR + sizeof LIST / sizeof LIST[0] <=
                   CGAP_MAX_TARGET,
               "more targets than fit");

static void
target_list(target_builder *to, const list *from, size_t instrument, double time)
{
    const cgap_dataset *dataset = &to->scenario->dataset;
    cgap_figure *target = &to->out->target[to->out->n_target];
    double count = 0.0;

    *target = (cgap_figure){.series = from->instrument,
                            .statistic = CGAP_STATISTIC_COUNT,
                            .instrument = instrument,
                            .time = time,
                            .tolerance = tolerance_of(CGAP_STATISTIC_COUNT, 1),
                            .must = NAN};
    (void) snprintf(target->name, sizeof target->name, "%s", from->name);
    for (size_t i = 0; i < dataset->n; i++) {
        int found = from->read(&dataset->member[i]);

        if (found >= 0) {
            target->asked |= (cgap_member_set) 1 << i;
            target->n_state++;
            count += found;
        }
    }
    target->data = count;
    to->out->n_target += target->n_state > 0;
}

/* Narrows the interval of each state by what a list says; the first list about a directive opens
 * it. */
static void
narrow(target_builder *to, const list *from, size_t instrument, double time)
{
    cgap_targets *out = to->out;

    for (size_t i = 0; i < to->scenario->dataset.n; i++) {
        int found = from->read(&to->scenario->dataset.member[i]);
        size_t s = 0;

        while (s < out->n_status &&
               (out->status[s].instrument != instrument || out->status[s].member != i)) {
            s++;
        }
        if (found < 0 || s == CGAP_MAX_STATUS) {
            continue;
        }
        if (s == out->n_status) {
            out->status[out->n_status++] =
                (cgap_status_interval){instrument, i, -INFINITY, INFINITY};
        }
        if (found == 0) {
            out->status[s].after = time;
        } else if (out->status[s].by > time) {
            out->status[s].by = time;
        }
        if (out->status[s].by <=
            out->status[s].after) { /* withdrawn again: the later list counts */
            out->status[s].by = INFINITY;
        }
    }
}

static void
target_law(target_builder *to)
{
    const cgap_scenario *scenario = to->scenario;

    for (size_t k = 0; k < sizeof LIST / sizeof LIST[0]; k++) {
        for (size_t p = 0; p < scenario->n_instrument; p++) {
            double time = NAN;

            if (strcmp(scenario->instrument[p].name, LIST[k].instrument) == 0 &&
                scenario->instrument[p].type == CGAP_DIRECTIVE &&
                cgap_calendar_year(LIST[k].date, &time)) {
                target_list(to, &LIST[k], p, time);
                narrow(to, &LIST[k], p, time);
            }
        }
    }
}

cgap_status
cgap_targets_create(cgap_targets *out, const cgap_scenario *scenario, cgap_error *err)
{
    target_builder to = {out, scenario};
    cgap_status status;

    memset(out, 0, sizeof *out);
    status = cgap_readings_list(&to, err);
    if (status == CGAP_OK) {
        target_gci(&to);
        target_enterprise(&to, CGAP_LAYER_CAPABILITY + CGAP_SME, CV_MUST);
        target_enterprise(&to, CGAP_LAYER_CAPABILITY + CGAP_ENTERPRISE, NAN);
        target_desi(&to, CGAP_LAYER_CAPABILITY + CGAP_ADMINISTRATION);
        target_desi(&to, CGAP_LAYER_CAPABILITY + CGAP_PEOPLE);
        target_law(&to);
    }
    return status;
}
