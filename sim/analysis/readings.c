/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When the model is looked at, and what was published of that time.
 *
 * Times: the GCI's field work and the DESI as in cgap/dataset.h. Eurostat asks about the situation
 * at the turn of the year: 1 January.
 */
#include "calibrate_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { GCI_2017 = 1, LEAST_PANEL = 3 };

/* Dates of levels.csv: the start, two editions of the GCI, the last wave of Eurostat. */
static const double LEVEL_TIME[] = {2016.5, 2018.0, 2020.5, 2022.0};
enum { N_LEVEL_TIME = sizeof LEVEL_TIME / sizeof LEVEL_TIME[0] };

/* What the add_ functions below add: editions, then of two kinds of practice each, then the index.
 */
enum { N_GCI = 4, N_ENTERPRISE = 5, N_DESI = CGAP_N_DESI_YEAR + 2 };
_Static_assert(N_GCI + 2 * N_ENTERPRISE + 2 * N_DESI + N_LEVEL_TIME <= CGAP_MAX_READING,
               "more readings than fit");

static double
published(const cgap_member *member, size_t layer, int edition)
{
    size_t b = layer - CGAP_LAYER_CAPABILITY - CGAP_SME;

    if (layer == CGAP_LAYER_FORMAL) {
        for (size_t e = 0; e < CGAP_N_GCI; e++) {
            char year[8];

            (void) snprintf(year, sizeof year, "%d", edition);
            if (strcmp(CGAP_GCI_EDITION[e], year) == 0) {
                return member->gci[e];
            }
        }
        return NAN;
    }
    if (layer == CGAP_LAYER_PRACTICE || b >= CGAP_N_PRACTICE) {
        return NAN;
    }
    for (size_t w = 0; b < 2 && w < CGAP_N_ENTERPRISE_WAVE; w++) {
        if (CGAP_ENTERPRISE_YEAR[w] == edition) {
            return member->enterprise[b][w];
        }
    }
    for (size_t w = 0; b >= 2 && w < CGAP_N_DESI_YEAR; w++) {
        if (CGAP_DESI_YEAR[w] == edition) {
            return member->desi[b - 2][w];
        }
    }
    return NAN;
}

static bool
has_every_figure(const cgap_member *member)
{
    bool all = true;

    for (size_t e = GCI_2017; e < CGAP_N_GCI; e++) {
        all = all && !isnan(member->gci[e]);
    }
    for (size_t b = 0; b < 2; b++) {
        for (size_t w = 0; w < CGAP_N_ENTERPRISE_WAVE; w++) {
            all = all && !isnan(member->enterprise[b][w]);
        }
        for (size_t w = 0; w < CGAP_N_DESI_YEAR; w++) {
            all = all && !isnan(member->desi[b][w]);
        }
    }
    return all;
}

/* Adds a reading; figures of all four kinds of practice make those of their mean. */
static cgap_reading *
add_reading(target_builder *to, const char *series, size_t layer, int edition, double time)
{
    cgap_reading *reading = &to->out->reading[to->out->n_reading++];

    *reading = (cgap_reading){.series = series, .edition = edition, .layer = layer, .time = time};
    for (size_t at = 0; at < to->out->n_panel; at++) {
        reading->published[at] =
            published(&to->scenario->dataset.member[to->out->panel[at]], layer, edition);
    }
    return reading;
}

static void
add_gci(target_builder *to)
{
    add_reading(to, "gci", CGAP_LAYER_FORMAL, 2017, CGAP_GCI_TIME[1])->of_levels = true;
    add_reading(to, "gci", CGAP_LAYER_FORMAL, 2018, CGAP_GCI_TIME[2])->of_levels = true;
    add_reading(to, "gci", CGAP_LAYER_FORMAL, 2020, CGAP_GCI_TIME[3])->of_levels = true;
    add_reading(to, "gci", CGAP_LAYER_FORMAL, 0, LEVEL_TIME[3])->of_levels = true;
}

static void
add_enterprise(target_builder *to, const char *series, size_t layer)
{
    int first = CGAP_ENTERPRISE_YEAR[0], last = CGAP_ENTERPRISE_YEAR[1];

    add_reading(to, series, layer, first, LEVEL_TIME[0])->of_levels = true; /* carried back */
    add_reading(to, series, layer, 0, LEVEL_TIME[1])->of_levels = true;
    (void) add_reading(to, series, layer, first, first);
    add_reading(to, series, layer, 0, LEVEL_TIME[2])->of_levels = true;
    add_reading(to, series, layer, last, last)->of_levels = true;
}

static void
add_desi(target_builder *to, const char *series, size_t layer)
{
    for (size_t w = 0; w < CGAP_N_DESI_YEAR; w++) {
        double time = CGAP_DESI_TIME[w];

        add_reading(to, series, layer, CGAP_DESI_YEAR[w], time)->of_levels =
            time == LEVEL_TIME[0] || time == LEVEL_TIME[2];
        if (time == 2017.5) {
            add_reading(to, series, layer, 0, LEVEL_TIME[1])->of_levels = true;
        }
    }
    /* The last edition once more, beside the last wave of Eurostat. */
    add_reading(to, series, layer, CGAP_DESI_YEAR[CGAP_N_DESI_YEAR - 1], LEVEL_TIME[3])->of_levels =
        true;
}

/* The mean of the four kinds of practice, published where all four were at about that date. */
static void
add_practice_index(target_builder *to)
{
    for (size_t t = 0; t < N_LEVEL_TIME; t++) {
        cgap_reading *index = add_reading(to, "practice", CGAP_LAYER_PRACTICE, 0, LEVEL_TIME[t]);
        double sum[CGAP_MAX_MEMBER] = {0.0};

        index->of_levels = true;
        for (size_t k = 0; k + 1 < to->out->n_reading; k++) {
            const cgap_reading *part = &to->out->reading[k];

            for (size_t at = 0; part->layer >= CGAP_LAYER_CAPABILITY && part->of_levels &&
                                part->time == index->time && at < to->out->n_panel;
                 at++) {
                sum[at] += part->published[at] / CGAP_N_PRACTICE;
            }
        }
        memcpy(index->published, sum, sizeof sum);
    }
}

static cgap_status
check(const cgap_targets *self, const cgap_scenario *scenario, cgap_error *err)
{
    double first = LEVEL_TIME[0], last = LEVEL_TIME[N_LEVEL_TIME - 1];

    if (scenario->start > first + 1e-9 || scenario->end < last - 1e-9) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "scenario '%s' runs from %.10g to %.10g, but the figures it is held "
                               "against are of %.10g to %.10g: set its start and end so that it "
                               "covers them",
                               scenario->name, scenario->start, scenario->end, first, last);
    }
    if (self->n_panel < LEAST_PANEL) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "scenario '%s': only %zu of its states have every figure of the "
                               "GCI, of Eurostat and of the DESI; at least %d are needed: see the "
                               "tables in its data folder",
                               scenario->name, self->n_panel, LEAST_PANEL);
    }
    return CGAP_OK;
}

cgap_status
cgap_readings_list(target_builder *to, cgap_error *err)
{
    const cgap_dataset *dataset = &to->scenario->dataset;
    cgap_status status;

    for (size_t i = 0; i < dataset->n; i++) {
        if (has_every_figure(&dataset->member[i])) {
            to->out->panel[to->out->n_panel++] = i;
        }
    }
    status = check(to->out, to->scenario, err);
    if (status != CGAP_OK) {
        return status;
    }
    add_gci(to);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        size_t layer = CGAP_LAYER_CAPABILITY + CGAP_SME + b;

        (b < 2 ? add_enterprise : add_desi)(to, cgap_capability_name(CGAP_SME + b), layer);
    }
    add_practice_index(to);
    return CGAP_OK;
}
