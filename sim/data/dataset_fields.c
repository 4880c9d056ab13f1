/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the wide tables of the data folder hold: one line per column. */
#include "dataset_internal.h"

#define AT(field)    offsetof(cgap_member, field), 0
#define TEXT(field)  offsetof(cgap_member, field), sizeof(((cgap_member *) 0)->field)
#define CODE         "code", FIELD_CODE, 0, 0, 0, TEXT(code)
#define IMPUTED      "imputed", FIELD_IMPUTED, FIELD_MAY_BE_EMPTY, 0, 0, 0, 0
#define START(field) FIELD_REAL, FIELD_STARTS_RUN, 0, 1, AT(field)
#define LATER(field) FIELD_REAL, FIELD_MAY_BE_EMPTY, 0, 1, AT(field)

enum { LARGEST_TILE = 99 };

/* clang-format off */
static const data_field MEMBERS[] = {
    {CODE},
    {"name",                        FIELD_TEXT,   0, 0, 0, TEXT(name)},
    {"capital",                     FIELD_TEXT,   FIELD_ONLY_CHECKED, 0, 0, 0, 0},
    {"accession_year",              FIELD_WHOLE,  0, 1950, 2200, AT(accession_year)},
    {"accession_wave",              FIELD_TEXT,   0, 0, 0, TEXT(accession_wave)},
    {"longitude",                   FIELD_REAL,   0, -180, 180, AT(longitude)},
    {"latitude",                    FIELD_REAL,   0, -90, 90, AT(latitude)},
    {"grid_column",                 FIELD_WHOLE,  0, 0, LARGEST_TILE, AT(grid_column)},
    {"grid_row",                    FIELD_WHOLE,  0, 0, LARGEST_TILE, AT(grid_row)},
    {"gdp_bn_eur",                  FIELD_REAL,   0, 0.001, 1e6, AT(gdp_bn_eur)},
    {"population_million",          FIELD_REAL,   0, 0.001, 1e4, AT(population_million)},
    {"government_effectiveness",    FIELD_REAL,   FIELD_ONLY_CHECKED | FIELD_MAY_BE_EMPTY,
                                                  -2.5, 2.5, 0, 0},
    {"administrative_capacity",     FIELD_REAL,   0, 0.05, 1, AT(administrative_capacity)},
    {"budapest_in_force",           FIELD_DATE,   FIELD_MAY_BE_EMPTY, 0, 0, AT(budapest_in_force)},
    {"nis_notified_2018_07",        FIELD_LISTED, 0, 0, 0, AT(nis_notified_2018)},
    {"nis2_formal_notice_2024_11",  FIELD_LISTED, 0, 0, 0, AT(nis2_late_2024)},
    {"nis2_reasoned_opinion_2025_05", FIELD_LISTED, 0, 0, 0, AT(nis2_late_2025)},
    {IMPUTED},
};

static const data_field GCI[] = {
    {CODE},
    {"overall_2014",        LATER(gci[0])},
    {"overall_2017",        START(gci[1])},
    {"overall_2018",        LATER(gci[2])},
    {"overall_2020",        LATER(gci[3])},
    {"legal_2020",          START(pillar_2020[CGAP_LEGAL])},
    {"technical_2020",      START(pillar_2020[CGAP_TECHNICAL])},
    {"organisational_2020", START(pillar_2020[CGAP_ORGANISATIONAL])},
    {"capacity_2020",       START(pillar_2020[CGAP_CAPACITY])},
    {"cooperation_2020",    START(pillar_2020[CGAP_COOPERATION])},
    {IMPUTED},
};

static const data_field ENTERPRISE_PRACTICE[] = {
    {CODE},
    {"sme_2019",        START(enterprise[0][0])},
    {"sme_2022",        LATER(enterprise[0][1])},
    {"enterprise_2019", START(enterprise[1][0])},
    {"enterprise_2022", LATER(enterprise[1][1])},
    {IMPUTED},
};

static const data_field DESI[] = {
    {CODE},
    {"administration_2017", START(desi[0][0])},
    {"administration_2018", LATER(desi[0][1])},
    {"administration_2019", LATER(desi[0][2])},
    {"administration_2020", LATER(desi[0][3])},
    {"administration_2021", LATER(desi[0][4])},
    {"administration_2022", LATER(desi[0][5])},
    {"people_2017",         START(desi[1][0])},
    {"people_2018",         LATER(desi[1][1])},
    {"people_2019",         LATER(desi[1][2])},
    {"people_2020",         LATER(desi[1][3])},
    {"people_2021",         LATER(desi[1][4])},
    {"people_2022",         LATER(desi[1][5])},
    {IMPUTED},
};
/* clang-format on */

#define ROOM(fields)                                                                               \
    _Static_assert(sizeof fields / sizeof fields[0] <= DATA_MOST_FIELD, "more columns than fit")

ROOM(MEMBERS);
ROOM(GCI);
ROOM(ENTERPRISE_PRACTICE);
ROOM(DESI);

#define TABLE(name, fields)                                                                        \
    {                                                                                              \
        name, fields, sizeof fields / sizeof fields[0]                                             \
    }

const data_table DATA_WIDE[DATA_N_WIDE] = {
    TABLE("members", MEMBERS),
    TABLE("gci", GCI),
    TABLE("enterprise_practice", ENTERPRISE_PRACTICE),
    TABLE("desi", DESI),
};
