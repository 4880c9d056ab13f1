/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/reference.h"

#include <math.h>
#include <stdio.h>

/* Dates of the Commission's letters, decimal years: 19 July 2018, 28 November 2024, 7 May 2025
 * (sim/model/MODEL.md, section 9). */
static const double NIS_2018 = 2018.0 + 6.0 / 12.0 + 18.0 / 31.0 / 12.0;
static const double NIS2_2024 = 2024.0 + 10.0 / 12.0 + 27.0 / 30.0 / 12.0;
static const double NIS2_2025 = 2025.0 + 4.0 / 12.0 + 6.0 / 31.0 / 12.0;

/* A value of a member that may be NaN. */
typedef double (*figure)(const cgap_member *member, size_t wave);

static double
gci(const cgap_member *member, size_t wave)
{
    return member->gci[wave];
}

static double
sme(const cgap_member *member, size_t wave)
{
    return member->enterprise[0][wave];
}

static double
enterprise(const cgap_member *member, size_t wave)
{
    return member->enterprise[1][wave];
}

static double
administration(const cgap_member *member, size_t wave)
{
    return member->desi[0][wave];
}

static double
people(const cgap_member *member, size_t wave)
{
    return member->desi[1][wave];
}

/* Mean of the four kinds; DESI of the year of the enterprise wave. */
static double
practice(const cgap_member *member, size_t wave)
{
    size_t year = 0;

    while (year + 1 < CGAP_N_DESI_YEAR && CGAP_DESI_YEAR[year] != CGAP_ENTERPRISE_YEAR[wave]) {
        year++;
    }
    return 0.25 * (sme(member, wave) + enterprise(member, wave) + administration(member, year) +
                   people(member, year));
}

/* Asked by all surveys: a figure in each series and wave. */
static bool
asked(const cgap_member *member)
{
    double sum = 0.0;

    for (size_t w = 0; w < CGAP_N_GCI; w++) {
        sum += gci(member, w);
    }
    for (size_t w = 0; w < CGAP_N_ENTERPRISE_WAVE; w++) {
        sum += sme(member, w) + enterprise(member, w);
    }
    for (size_t w = 0; w < CGAP_N_DESI_YEAR; w++) {
        sum += administration(member, w) + people(member, w);
    }
    return isfinite(sum);
}

static void
add_row(cgap_table *out, const char *series, double time, double value, const char *unit,
        const char *source)
{
    cgap_table_add_text(out, series);
    cgap_table_add_real(out, time);
    cgap_table_add_text(out, "");
    cgap_table_add_real(out, value);
    cgap_table_add_text(out, unit);
    cgap_table_add_text(out, source);
}

static void
add_wave(cgap_table *out, const cgap_dataset *data, const char *layer, figure of, size_t wave,
         double time, const char *source)
{
    double n = 0.0, mean = 0.0, square = 0.0;
    char series[64];

    for (size_t i = 0; i < data->n; i++) {
        if (asked(&data->member[i])) {
            n += 1.0;
            mean += of(&data->member[i], wave);
        }
    }
    if (!(n > 0.0)) {
        return;
    }
    mean /= n;
    for (size_t i = 0; i < data->n; i++) {
        if (asked(&data->member[i])) {
            double off = of(&data->member[i], wave) - mean;

            square += off * off;
        }
    }
    (void) snprintf(series, sizeof series, "%s_mean", layer);
    add_row(out, series, time, mean, "index 0..1", source);
    (void) snprintf(series, sizeof series, "%s_cv", layer);
    add_row(out, series, time, sqrt(square / n) / mean, "1", source);
}

static void
add_count(cgap_table *out, const cgap_dataset *data, const char *series, double time,
          cgap_listed (*listed)(const cgap_member *), cgap_listed counts, const char *source)
{
    double n = 0.0, known = 0.0;

    for (size_t i = 0; i < data->n; i++) {
        cgap_listed one = listed(&data->member[i]);

        n += one == counts;
        known += one != CGAP_NOT_ASKED;
    }
    if (known > 0.0) {
        add_row(out, series, time, n, "members", source);
    }
}

static cgap_listed
nis_2018(const cgap_member *member)
{
    return member->nis_notified_2018;
}

static cgap_listed
nis2_2024(const cgap_member *member)
{
    return member->nis2_late_2024;
}

static cgap_listed
nis2_2025(const cgap_member *member)
{
    return member->nis2_late_2025;
}

cgap_status
cgap_reference_observed(cgap_table *out, const cgap_dataset *data, cgap_error *err)
{
    static const cgap_column columns[] = {
        {"series", CGAP_COLUMN_TEXT, "", "measure of union.csv the value is observed for"},
        {"time", CGAP_COLUMN_REAL, "decimal year", "when it was observed"},
        {"member", CGAP_COLUMN_TEXT, "", "code of a member; empty: the members together"},
        {"value", CGAP_COLUMN_REAL, "", "published figure, or mean and spread of such"},
        {"unit", CGAP_COLUMN_TEXT, "", "unit of the value"},
        {"source", CGAP_COLUMN_TEXT, "", "who published it"},
    };
    static const char survey[] = "Eurostat isoc_cisce_ra", desi[] = "European Commission DESI 2022";
    static const char letters[] = "European Commission notices of July 2018, November 2024 and "
                                  "May 2025";

    cgap_table_init(out, "reference", columns, sizeof columns / sizeof columns[0]);
    for (size_t w = 0; w < CGAP_N_GCI; w++) {
        add_wave(out, data, "formal", gci, w, CGAP_GCI_TIME[w], "ITU GCI, overall score");
    }
    for (size_t w = 0; w < CGAP_N_ENTERPRISE_WAVE; w++) {
        add_wave(out, data, "sme", sme, w, CGAP_ENTERPRISE_YEAR[w], survey);
        add_wave(out, data, "enterprise", enterprise, w, CGAP_ENTERPRISE_YEAR[w], survey);
        add_wave(out, data, "practice", practice, w, CGAP_ENTERPRISE_YEAR[w],
                 "Eurostat isoc_cisce_ra and DESI 2022");
    }
    for (size_t w = 0; w < CGAP_N_DESI_YEAR; w++) {
        add_wave(out, data, "administration", administration, w, CGAP_DESI_TIME[w], desi);
        add_wave(out, data, "people", people, w, CGAP_DESI_TIME[w], desi);
    }
    add_count(out, data, "transposed_nis", NIS_2018, nis_2018, CGAP_LISTED, letters);
    add_count(out, data, "transposed_nis2", NIS2_2024, nis2_2024, CGAP_NOT_LISTED, letters);
    add_count(out, data, "transposed_nis2", NIS2_2025, nis2_2025, CGAP_NOT_LISTED, letters);
    return cgap_table_finish(out, err);
}

cgap_status
cgap_reference_map(cgap_table *out, const cgap_dataset *data, cgap_error *err)
{
    static const cgap_column columns[] = {
        {"member", CGAP_COLUMN_TEXT, "", "code of the member"},
        {"name", CGAP_COLUMN_TEXT, "", "name of the member"},
        {"longitude", CGAP_COLUMN_REAL, "degrees east", "of a point inside its main territory"},
        {"latitude", CGAP_COLUMN_REAL, "degrees north", "of the same point"},
        {"grid_column", CGAP_COLUMN_COUNT, "tiles", "place on the tile map, from the west"},
        {"grid_row", CGAP_COLUMN_COUNT, "tiles", "place on the tile map, from the north"},
    };

    cgap_table_init(out, "map", columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < data->n; i++) {
        cgap_table_add_text(out, data->member[i].code);
        cgap_table_add_text(out, data->member[i].name);
        cgap_table_add_real(out, data->member[i].longitude);
        cgap_table_add_real(out, data->member[i].latitude);
        cgap_table_add_count(out, data->member[i].grid_column);
        cgap_table_add_count(out, data->member[i].grid_row);
    }
    return cgap_table_finish(out, err);
}
