/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_MEASURE_VALUES_H
#define CGAP_CLI_MEASURE_VALUES_H
/* The options of `cgap measure` one by one: their names, and what each does with its value. */
#include "measure_options.h"

typedef struct measure_parser {
    measure_request *to;
    cgap_diagnostics *diagnostics;
    const char *option; /* "--floor" */
} measure_parser;

typedef struct measure_option {
    const char *name;
    bool has_value;
    void (*take)(measure_parser *self, const char *text); /* text NULL: there is none */
} measure_option;

enum { MEASURE_N_OPTION = 26 };
extern const measure_option MEASURE_OPTION[MEASURE_N_OPTION];

/* Says that the option at hand cannot be @p text. */
void measure_refuse(measure_parser *self, const char *text, const char *allowed);

#endif
