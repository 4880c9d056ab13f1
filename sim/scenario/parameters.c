/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameter table, put together from the rows_*.def of its topics. */
#include "cgap/parameter.h"

#include <math.h>

#include "cgap/scenario.h"

/* clang-format off */
#define ROW(key, symbol, name, unit, owner, type, offset, value, min, max, low, high, distribution, kind, source,      \
            choices, text)                                                                                             \
    {key, symbol, name, unit, CGAP_OF_##owner, CGAP_##type, offset, value, min, max, low, high, distribution, kind,    \
     source, choices, text},
/* A key of the file itself without (KEY) or with (FIELD) a field of cgap_scenario. */
#define KEY(key, type, offset, name, text)                                                                             \
    {key, "", name, "", CGAP_OF_SCENARIO, type, offset, NAN, NAN, NAN, NAN, NAN, "", "", "", NULL, text},
#define FIELD(key, type, field, name, text) KEY(key, type, offsetof(cgap_scenario, field), name, text)
/* One double of cgap_parameters. */
#define ELEMENT(key, symbol, name, unit, member, value, min, max, low, high, distribution, kind, source)               \
    ROW("parameters." key, symbol, name, unit, SCENARIO, REAL, offsetof(cgap_scenario, parameters.member), value, min, \
        max, low, high, distribution, kind, source, NULL, NULL)
#define MODEL(field, symbol, name, unit, value, min, max, low, high, distribution, kind, source)                       \
    ELEMENT(#field, symbol, name, unit, field, value, min, max, low, high, distribution, kind, source)
/* Practice vectors: one (default, low, high) for each of sme, enterprise, administration, people. */
#define PRACTICE(field, b, practice, symbol, name, unit, min, max, distribution, kind, source, value, low, high)       \
    ELEMENT(#field "." practice, symbol, name ": " practice, unit, field[(b) - CGAP_SME], value, min, max, low, high,  \
            distribution, kind, source)
#define UNPACK(value, low, high) value, low, high
#define PRACTICE_OF(...) PRACTICE(__VA_ARGS__)
#define EACH_PRACTICE(field, symbol, name, unit, min, max, distribution, kind, source, s, e, a, p)                     \
    PRACTICE_OF(field, CGAP_SME, "sme", symbol, name, unit, min, max, distribution, kind, source, UNPACK s)            \
    PRACTICE_OF(field, CGAP_ENTERPRISE, "enterprise", symbol, name, unit, min, max, distribution, kind, source,        \
                UNPACK e)                                                                                              \
    PRACTICE_OF(field, CGAP_ADMINISTRATION, "administration", symbol, name, unit, min, max, distribution, kind,        \
                source, UNPACK a)                                                                                      \
    PRACTICE_OF(field, CGAP_PEOPLE, "people", symbol, name, unit, min, max, distribution, kind, source, UNPACK p)
/* Pillar vectors: one default for each of legal, technical, organisational, capacity, cooperation. */
#define PILLAR(field, k, pillar, symbol, name, unit, value, min, max, low, high, distribution, kind, source)           \
    ELEMENT(#field "." pillar, symbol, name ": " pillar, unit, field[k], value, min, max, low, high, distribution,     \
            kind, source)
#define EACH_PILLAR(field, symbol, name, unit, min, max, low, high, distribution, kind, source, l, t, o, c, x)         \
    PILLAR(field, CGAP_LEGAL, "legal", symbol, name, unit, l, min, max, low, high, distribution, kind, source)         \
    PILLAR(field, CGAP_TECHNICAL, "technical", symbol, name, unit, t, min, max, low, high, distribution, kind, source) \
    PILLAR(field, CGAP_ORGANISATIONAL, "organisational", symbol, name, unit, o, min, max, low, high, distribution,     \
           kind, source)                                                                                               \
    PILLAR(field, CGAP_CAPACITY, "capacity", symbol, name, unit, c, min, max, low, high, distribution, kind, source)   \
    PILLAR(field, CGAP_COOPERATION, "cooperation", symbol, name, unit, x, min, max, low, high, distribution, kind,     \
           source)
#define ENABLING_OF(b, practice, k, pillar, value)                                                                     \
    ELEMENT("enabling." practice "." pillar, "M_bj", "share of " pillar " in what enables " practice, "1",             \
            enabling[(b) - CGAP_SME][k], value, 0, 1, NAN, NAN, "fixed", "assumption",                                 \
            "Equal weights of the pillars that enable it; a row sums to 1")
#define ENABLING(b, practice, l, t, o, c, x)                                                                           \
    ENABLING_OF(b, practice, CGAP_LEGAL, "legal", l)                                                                   \
    ENABLING_OF(b, practice, CGAP_TECHNICAL, "technical", t)                                                           \
    ENABLING_OF(b, practice, CGAP_ORGANISATIONAL, "organisational", o)                                                 \
    ENABLING_OF(b, practice, CGAP_CAPACITY, "capacity", c)                                                             \
    ENABLING_OF(b, practice, CGAP_COOPERATION, "cooperation", x)
#define LENIENCY(e, edition, value)                                                                                    \
    ELEMENT("edition_leniency." edition, "theta_e", "shift of the edition's scale: " edition, "index [0-1]",           \
            edition_leniency[e], value, -1, 2, 0, 2, "fitted", "evidence",                                             \
            "Solved from the mean of each edition given the headroom; later editions take the last value")
#define COST(field, name, unit, value)                                                                                 \
    ELEMENT(#field, "", name, unit, field, value, 0, 1e6, NAN, NAN, "fixed", "assumption", "Cost account (MODEL.md 2.10)")

static const cgap_parameter TABLE[] = {
#include "rows_scenario.def"
#include "rows_capability.def"
#include "rows_threat.def"
};
/* clang-format on */

const cgap_parameter *
cgap_parameter_table(size_t *n)
{
    *n = sizeof TABLE / sizeof TABLE[0];
    return TABLE;
}
