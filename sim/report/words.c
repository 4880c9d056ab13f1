/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MINUS "\xE2\x88\x92"
#define DASH  "\xE2\x80\x93"

static const char GAP[] = "standard deviation / mean";
static const char LEVEL[] = "mean of members, index 0" DASH "1";
static const char SPREAD[] = "standard deviation, index points";
static const char GDP[] = "% of GDP per year";

/* clang-format off */
static const cgap_measure_words TABLE[] = {
    {"formal_cv",             "formal gap",                    GAP,    CGAP_STYLE_INDEX, -1},
    {"practice_cv",           "practice gap",                  GAP,    CGAP_STYLE_INDEX, -1},
    {"formal_mean",           "formal level",                  LEVEL,  CGAP_STYLE_INDEX, 1},
    {"practice_mean",         "practice level",                LEVEL,  CGAP_STYLE_INDEX, 1},
    {"formal_max",            "level of the leader (formal)",  "index 0" DASH "1", CGAP_STYLE_INDEX, 1},
    {"formal_min",            "level of the weakest (formal)", "index 0" DASH "1", CGAP_STYLE_INDEX, 1},
    {"formal_sd",             "spread of formal capability",   SPREAD, CGAP_STYLE_INDEX, -1},
    {"practice_sd",           "spread of practice",            SPREAD, CGAP_STYLE_INDEX, -1},
    {"formal_beta",           "beta, formal",                  "slope of growth on the start level, 1/year", CGAP_STYLE_INDEX, -1},
    {"practice_beta",         "beta, practice",                "slope of growth on the start level, 1/year", CGAP_STYLE_INDEX, -1},
    {"sme_cv",                "gap of SMEs",                   GAP,    CGAP_STYLE_INDEX, -1},
    {"enterprise_cv",         "gap of large enterprises",      GAP,    CGAP_STYLE_INDEX, -1},
    {"administration_cv",     "gap of administrations",        GAP,    CGAP_STYLE_INDEX, -1},
    {"people_cv",             "gap of people",                 GAP,    CGAP_STYLE_INDEX, -1},
    {"sme_mean",              "level of SMEs",                 LEVEL,  CGAP_STYLE_INDEX, 1},
    {"enterprise_mean",       "level of large enterprises",    LEVEL,  CGAP_STYLE_INDEX, 1},
    {"administration_mean",   "level of administrations",      LEVEL,  CGAP_STYLE_INDEX, 1},
    {"people_mean",           "level of people",               LEVEL,  CGAP_STYLE_INDEX, 1},
    {"loss_gdp",              "expected loss",                 GDP,    CGAP_STYLE_GDP, -1},
    {"loss_gdp_fixed",        "expected loss",                 "% of GDP per year, members of the start", CGAP_STYLE_GDP, -1},
    {"loss_gdp_total",        "loss since the start",          "% of a year's GDP", CGAP_STYLE_GDP, -1},
    {"loss_gdp_sme",          "loss of SMEs",                  GDP,    CGAP_STYLE_GDP, -1},
    {"loss_gdp_enterprise",   "loss of large enterprises",     GDP,    CGAP_STYLE_GDP, -1},
    {"loss_gdp_administration", "loss of administrations",     GDP,    CGAP_STYLE_GDP, -1},
    {"loss_gdp_people",       "loss of people",                GDP,    CGAP_STYLE_GDP, -1},
    {"cost_eu_meur",          "money of the Union",            "M EUR per year", CGAP_STYLE_MEUR, -1},
    {"cost_national_meur",    "national compliance",           "M EUR per year", CGAP_STYLE_MEUR, -1},
    {"rights_exposure",       "exposure of rights",            "accounting, " MINUS "1 to 1 per law", CGAP_STYLE_INDEX, -1},
    {"market_integration",    "market integration",            "0 national markets, 1 one market", CGAP_STYLE_INDEX, 1},
    {"union_supply_share",    "supply from within",            "% of demand", CGAP_STYLE_SHARE, 1},
    {"sme_supplier_share",    "SMEs among suppliers",          "% of suppliers", CGAP_STYLE_SHARE, 1},
    {"home_share",            "home market",                   "% of demand", CGAP_STYLE_SHARE, 0},
    {"fragmentation",         "fragmentation",                 "mean of four parts, 0" DASH "1", CGAP_STYLE_INDEX, -1},
    {"trust",                 "public trust",                  "% of people", CGAP_STYLE_SHARE, 1},
};
/* clang-format on */

enum { N_MEASURE = sizeof TABLE / sizeof TABLE[0] };

static const cgap_measure_words TRANSPOSED = {"transposed_", "members in which it is in force",
                                              "members", CGAP_STYLE_COUNT, 0};

const cgap_measure_words *
cgap_words_of(const char *measure)
{
    for (size_t k = 0; k < N_MEASURE; k++) {
        if (strcmp(TABLE[k].measure, measure) == 0) {
            return &TABLE[k];
        }
    }
    return strncmp(measure, TRANSPOSED.measure, strlen(TRANSPOSED.measure)) == 0 ? &TRANSPOSED
                                                                                 : NULL;
}

static const struct {
    double scale;
    int decimals;
} STYLES[] = {
    [CGAP_STYLE_INDEX] = {1.0, 3}, [CGAP_STYLE_SHARE] = {100.0, 1},
    [CGAP_STYLE_GDP] = {100.0, 3}, [CGAP_STYLE_MEUR] = {1.0, 0},
    [CGAP_STYLE_COUNT] = {1.0, 1}, [CGAP_STYLE_THOUSANDTHS] = {1000.0, 2},
};

/* Copies digits, a comma before each group of three of the whole part. */
static void
copy_grouped(const char *digits, char *out)
{
    size_t whole = strcspn(digits, ".");

    for (size_t c = 0; digits[c] != '\0'; c++) {
        if (c > 0 && c < whole && (whole - c) % 3 == 0) {
            *out++ = ',';
        }
        *out++ = digits[c];
    }
    *out = '\0';
}

/* The digits of a size with its sign; no sign on what rounds to zero. */
static void
put_signed(double value, int decimals, bool plus, char *out)
{
    char digits[CGAP_WORDS_SIZE / 2], grouped[CGAP_WORDS_SIZE];

    (void) snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
    copy_grouped(digits, grouped);
    (void) snprintf(out, CGAP_WORDS_SIZE, "%s%.100s",
                    strspn(digits, "0.") == strlen(digits) ? ""
                    : value < 0.0                          ? MINUS
                    : plus                                 ? "+"
                                                           : "",
                    grouped);
}

void
cgap_number_words(double value, cgap_style style, int more, bool plus, char *out)
{
    double scaled = value * STYLES[style].scale;

    if (!isfinite(scaled) || fabs(scaled) > 1e18) {
        (void) snprintf(out, CGAP_WORDS_SIZE, DASH);
    } else {
        put_signed(scaled, STYLES[style].decimals + more, plus, out);
    }
}

void
cgap_significant_words(double value, bool plus, char *out)
{
    int decimals = 2;
    double size = fabs(value);

    if (!isfinite(value) || size > 1e18) {
        (void) snprintf(out, CGAP_WORDS_SIZE, DASH);
        return;
    }
    for (; size >= 10.0 && decimals > 0; size /= 10.0) {
        decimals--;
    }
    for (; size > 0.0 && size < 0.995 && decimals < 9; size *= 10.0) {
        decimals++;
    }
    put_signed(value, value == floor(value) ? 0 : decimals, plus, out);
}

int
cgap_digits_more(double value, cgap_style style)
{
    double unit = 1.0, size = fabs(value) * STYLES[style].scale;
    int more = 0;

    for (int d = 0; d < STYLES[style].decimals; d++) {
        unit /= 10.0;
    }
    while (more < 2 && isfinite(size) && size > 0.0 && size < 9.5 * unit) {
        unit /= 10.0;
        more++;
    }
    return more;
}

void
cgap_mechanism_label(const char *mechanism, char *out)
{
    static const struct {
        const char *mechanism, *words;
    } words[] = {
        {"effort", "national effort"},
        {"incident_response", "response to incidents"},
        {"noise", "chance"},
        {"free_riding", "free riding"},
        {"funding", "EU fund"},
        {"market_access", "market access"},
        {"obsolescence", "obsolescence"},
        {"peers", "learning from peers"},
        {"agency", "EU agency"},
        {"external", "external partners"},
        {"formal_to_practice", "formal capability"},
        {"membership", "change of membership"},
    };

    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        if (strcmp(words[k].mechanism, mechanism) == 0) {
            (void) snprintf(out, CGAP_WORDS_SIZE, "%s", words[k].words);
            return;
        }
    }
    if (strncmp(mechanism, "instrument:", 11) == 0) {
        (void) snprintf(out, CGAP_WORDS_SIZE, "law: %.140s", mechanism + 11);
    } else {
        (void) snprintf(out, CGAP_WORDS_SIZE, "%.150s", mechanism);
    }
}
