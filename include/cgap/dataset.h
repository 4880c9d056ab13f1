/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_DATASET_H
#define CGAP_DATASET_H
/*
 * The real figures of the Member States, read from a data folder (scenarios/data by default:
 * members.csv, gci.csv, enterprise_practice.csv, desi.csv, trade.csv, borders.csv; every column is
 * described in the folder's columns.csv). Members are sorted by code on reading, so that the order
 * of rows in a file never matters. A figure that is imputed stands in its table like any other and
 * is named in the column `imputed` of its row.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgap/capability.h"
#include "cgap/diagnostics.h"
#include "cgap/hash.h"

enum { CGAP_MAX_MEMBER = 64, CGAP_N_DATASET_FILE = 7 };

/* A set of members by index: bit i stands for member i. */
typedef uint64_t cgap_member_set;

enum { CGAP_N_GCI = 4, CGAP_N_ENTERPRISE_WAVE = 2, CGAP_N_DESI_YEAR = 6 };

/* Editions in file order, and the decimal year their field work stands for. */
extern const char *const CGAP_GCI_EDITION[CGAP_N_GCI];         /* "2014" "2017" "2018" "2020" */
extern const double CGAP_GCI_TIME[CGAP_N_GCI];                 /* 2014.0 2016.5 2018.0 2020.5 */
extern const int CGAP_ENTERPRISE_YEAR[CGAP_N_ENTERPRISE_WAVE]; /* 2019 2022 */
extern const int CGAP_DESI_YEAR[CGAP_N_DESI_YEAR];             /* 2017 ... 2022 */

/* Decimal year a DESI stands for: it rests on figures of the year before, so the middle of that.
 * DESI 2017 is then at the start of the model. */
extern const double CGAP_DESI_TIME[CGAP_N_DESI_YEAR]; /* 2016.5 ... 2021.5 */

/* Tri-state of a published list: a state that was not asked has no entry. */
typedef enum cgap_listed { CGAP_NOT_LISTED, CGAP_LISTED, CGAP_NOT_ASKED } cgap_listed;

typedef struct cgap_member {
    char code[4]; /* Eurostat's two letters: EL, UK */
    char name[32];
    int accession_year;
    char accession_wave[16];    /* "1958-1995", "2004", "2007-2013" */
    double longitude, latitude; /* degrees, one point per member */
    int grid_column, grid_row;  /* tile of the map */
    double gdp_bn_eur, population_million;
    double administrative_capacity; /* adm_i in [0.05, 1] (MODEL.md section 1.1) */
    double budapest_in_force; /* decimal year; NaN: a party, date not known, taken as before the
                                 start; infinity: not a party */
    cgap_listed nis_notified_2018; /* full transposition of NIS notified by mid-July 2018 */
    cgap_listed nis2_late_2024;    /* formal notice on NIS2, 28 November 2024 */
    cgap_listed nis2_late_2025;    /* reasoned opinion on NIS2, 7 May 2025 */
    double gci[CGAP_N_GCI];        /* overall score of each edition, 0..1; NaN: none */
    double pillar_2020[CGAP_N_FORMAL];
    double practice_start[CGAP_N_PRACTICE];       /* S, E 2019; A, P 2017 */
    double enterprise[2][CGAP_N_ENTERPRISE_WAVE]; /* [sme, enterprise][wave]; NaN: none */
    double desi[2][CGAP_N_DESI_YEAR];             /* [administration, people][year]; NaN: none */
    bool imputed; /* GCI 2017, a pillar or a practice of the start is imputed for this member */
} cgap_member;

typedef struct cgap_dataset {
    char *folder; /* owned */
    size_t n;     /* members, sorted by code */
    cgap_member member[CGAP_MAX_MEMBER];
    /* Goods and services sold by [from] to [to] in 2011, M USD; diagonal 0. */
    double trade_musd[CGAP_MAX_MEMBER][CGAP_MAX_MEMBER];
    cgap_member_set border[CGAP_MAX_MEMBER]; /* land neighbours */
    /* Of the bytes of each of CGAP_DATASET_FILES that were read; "": not read. */
    char sha256[CGAP_N_DATASET_FILE][CGAP_SHA256_TEXT];
} cgap_dataset;

/** @brief Files of the data folder that a run reads, NULL-terminated. */
extern const char *const CGAP_DATASET_FILES[];

/** @brief Reads and checks a data folder. Every problem found is added to @p diagnostics with file
 *  and line; *self is usable only when none of them is an error. *self need not be initialised.
 *  Checks: files and columns present, every column described in columns.csv, each member once in
 *  every table and the same members everywhere, one tile of the map each, numbers in range, no
 *  field empty that a run needs (figures after the start may be missing: NaN), no name in
 *  `imputed` that is not a column with a figure.
 *  Cost O(members^2). */
void cgap_dataset_read(cgap_dataset *self, const char *folder, cgap_diagnostics *diagnostics);

/** @brief True when every file that was read stands byte for byte in @p folder too. Reads that
 *  folder's files. */
bool cgap_dataset_is_copy(const cgap_dataset *self, const char *folder);

/** @brief Keeps only the members in @p keep (bits in the order of self), in all fields. What lies
 *  beyond the new self->n is left as it is. */
void cgap_dataset_keep(cgap_dataset *self, cgap_member_set keep);

/** @brief Frees what the dataset owns; safe twice. */
void cgap_dataset_free(cgap_dataset *self);

/** @brief Index of a member code, or n when there is none. */
size_t cgap_dataset_find(const cgap_dataset *self, const char *code);

/** @brief Reads a square matrix of members from @p path: CSV `from,to,value` with one row for every
 *  ordered pair of different members that is not 0, values >= 0, each pair at most once. Problems
 * go to @p diagnostics.
 *  @param[out] matrix [n x n], row-major [from][to], owned by the caller, zeroed first */
void cgap_dataset_read_matrix(const cgap_dataset *self, const char *path, double *matrix,
                              cgap_diagnostics *diagnostics);

#endif
