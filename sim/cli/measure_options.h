/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_MEASURE_OPTIONS_H
#define CGAP_CLI_MEASURE_OPTIONS_H
/* What a user asks of `cgap measure`. */
#include <stdint.h>

#include "cgap/language.h"
#include "cgap/output.h"
#include "cgap/panel.h"

enum { MEASURE_MAX_CUT = 32 };

typedef struct measure_request {
    const char *panel, *units;
    cgap_panel_columns columns;
    const char *covariate[CGAP_MAX_COVARIATE];
    double from, to; /* NaN: first, last date */
    bool logarithm, drop_missing, clubs, merge_clubs, force, quiet, verbose, help, version;
    const char *charts;     /* folder for figures; NULL: none */
    cgap_language language; /* of figures */
    cgap_measure_options options;
    bool *wanted; /* [all measures], owned; NULL: all */
    double cut[MEASURE_MAX_CUT];
    size_t n_cut;
    size_t bootstrap; /* draws, 0: none */
    bool confidence_given, seed_given, language_given;
    uint64_t seed;
    double confidence;
    cgap_format format;
    char *list; /* memory behind --covariates; owned */
} measure_request;

/** @brief Reads the command line after "measure". Every problem goes to @p diagnostics. Free with
 *  measure_request_free in any case. */
void measure_request_read(measure_request *self, int argc, char **argv,
                          cgap_diagnostics *diagnostics);

void measure_request_free(measure_request *self);

/** @brief The options of `cgap measure --help`, a line each. */
extern const char *const MEASURE_OPTIONS;

#endif
