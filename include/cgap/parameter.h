/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_PARAMETER_H
#define CGAP_PARAMETER_H
/*
 * The parameter table: one row per key of the scenario language. Reading, defaults, range checks,
 * messages, `cgap list parameters`, the canonical dump and sensitivity bounds all come from it.
 *
 * To add a parameter: a field in scenario.h, a row in the sim/scenario/rows_*.def of its topic.
 * Nothing else: reading, checking, writing and listing follow.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgap/scenario.h"
#include "cgap/table.h"

/* Offset of a key that has no field of its own: the reader acts on it (format, base, members). */
#define CGAP_NO_FIELD SIZE_MAX

typedef enum cgap_parameter_type {
    CGAP_REAL,     /* double at offset */
    CGAP_SCHEDULE, /* cgap_schedule: a number or a list of { from, value } */
    CGAP_INTEGER,  /* int */
    CGAP_BOOLEAN,  /* bool */
    CGAP_TEXT,     /* char * */
    CGAP_DATE,     /* double, decimal year; ISO text or a number in the file */
    CGAP_MEMBERS,  /* cgap_member_set: "all" or a list of codes ("coalition" for participants) */
    CGAP_MEMBER,   /* size_t: one code */
    CGAP_CHOICE    /* int: one of the words in `choices` */
} cgap_parameter_type;

/* What a row's offset counts from. Rows of INSTRUMENT have keys "instruments.*.x" and are written
 * once per instrument in a file; EVENT "events.*.x". */
typedef enum cgap_parameter_owner {
    CGAP_OF_SCENARIO,
    CGAP_OF_INSTRUMENT,
    CGAP_OF_EVENT,
    CGAP_OF_PARTNER /* "partners.*.x", and "levers.engagement.*" */
} cgap_parameter_owner;

typedef struct cgap_parameter {
    const char *key;    /* levers.platform, parameters.exposure.sme, instruments.*.standard */
    const char *symbol; /* as in MODEL.md, "" if none */
    const char *name;   /* in words */
    const char *unit;
    cgap_parameter_owner owner;
    cgap_parameter_type type;
    size_t offset;
    double standard;          /* default for numbers; NaN: must be given or is set by its reader */
    double min, max;          /* validity: outside is an error */
    double low, high;         /* plausible range for sensitivity: outside is a warning; NaN: none */
    const char *distribution; /* uniform loguniform triangular normal lognormal dirichlet fixed
                                 scenario fitted */
    const char *kind;         /* "evidence", "assumption" or "" (bookkeeping) */
    const char *source;
    const char *choices;       /* space-separated words of a CGAP_CHOICE, else NULL */
    const char *standard_text; /* default of a row that is no number, as a file would spell it, or
                                  how the default is found; NULL: `standard` says it */
} cgap_parameter;

/* A default, a bound or a symbol that a row does not have is NaN (numbers) or "" (texts). */

/** @brief All rows in the order of the canonical dump. @param[out] n their number */
const cgap_parameter *cgap_parameter_table(size_t *n);

/** @brief The table as a cgap_table (key, symbol, name, unit, default, min, max, low, high,
 *  distribution, kind, source), for `cgap list parameters`. */
cgap_status cgap_parameter_list(cgap_table *out, cgap_error *err) CGAP_CHECKED;

/** @brief Whether a key tells what the world is like or how it is judged, which no policy chooses:
 *  parameters, the growth of the threat, the law of losses, where contagion goes. */
bool cgap_parameter_of_world(const char *key);

/** @brief Whether two scenarios have the same value in a row with a field of the scenario itself:
 *  numbers, schedules, words and texts; rows of other types count as the same. */
bool cgap_parameter_same(const cgap_parameter *row, const cgap_scenario *a, const cgap_scenario *b);

/** @brief Whether the same waves of incidents and breaks of the threat, which no policy chooses
 *  either, happen in two scenarios of one grid before their end, in the same order. */
bool cgap_same_world_events(const cgap_scenario *a, const cgap_scenario *b);

/* What is said of a type of instrument. */
typedef enum cgap_type_column {
    CGAP_TYPE_WORD,
    CGAP_TYPE_MEANING,
    CGAP_TYPE_IN_FORCE, /* when it binds a state that takes part */
    CGAP_TYPE_DATES     /* that it needs */
} cgap_type_column;

/** @brief A text about a type, a cgap_instrument_type; `cgap list instruments` shows the first
 *  three beside each instrument. */
const char *cgap_instrument_type_text(size_t type, cgap_type_column column);

/** @brief All of them as a table: type, meaning, in_force, dates. */
cgap_status cgap_instrument_type_list(cgap_table *out, cgap_error *err) CGAP_CHECKED;

#endif
