/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/quantities.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/number.h"

#define DASH "\xE2\x80\x93"

/* clang-format off */
static const cgap_measure_words TABLE[] = {
    {"formal_cv", CGAP_T_MEASURE_FORMAL_CV, CGAP_T_UNIT_CV, CGAP_STYLE_INDEX, -1},
    {"practice_cv", CGAP_T_MEASURE_PRACTICE_CV, CGAP_T_UNIT_CV, CGAP_STYLE_INDEX, -1},
    {"formal_mean", CGAP_T_MEASURE_FORMAL_MEAN, CGAP_T_UNIT_MEAN, CGAP_STYLE_INDEX, 1},
    {"practice_mean", CGAP_T_MEASURE_PRACTICE_MEAN, CGAP_T_UNIT_MEAN, CGAP_STYLE_INDEX, 1},
    {"formal_max", CGAP_T_MEASURE_FORMAL_MAX, CGAP_T_UNIT_INDEX, CGAP_STYLE_INDEX, 1},
    {"formal_min", CGAP_T_MEASURE_FORMAL_MIN, CGAP_T_UNIT_INDEX, CGAP_STYLE_INDEX, 1},
    {"formal_sd", CGAP_T_MEASURE_FORMAL_SD, CGAP_T_UNIT_SD, CGAP_STYLE_INDEX, -1},
    {"practice_sd", CGAP_T_MEASURE_PRACTICE_SD, CGAP_T_UNIT_SD, CGAP_STYLE_INDEX, -1},
    {"formal_beta", CGAP_T_MEASURE_FORMAL_BETA, CGAP_T_UNIT_BETA, CGAP_STYLE_INDEX, -1},
    {"practice_beta", CGAP_T_MEASURE_PRACTICE_BETA, CGAP_T_UNIT_BETA, CGAP_STYLE_INDEX, -1},
    {"sme_cv", CGAP_T_MEASURE_SME_CV, CGAP_T_UNIT_CV, CGAP_STYLE_INDEX, -1},
    {"enterprise_cv", CGAP_T_MEASURE_ENTERPRISE_CV, CGAP_T_UNIT_CV, CGAP_STYLE_INDEX, -1},
    {"administration_cv", CGAP_T_MEASURE_ADMINISTRATION_CV, CGAP_T_UNIT_CV, CGAP_STYLE_INDEX, -1},
    {"people_cv", CGAP_T_MEASURE_PEOPLE_CV, CGAP_T_UNIT_CV, CGAP_STYLE_INDEX, -1},
    {"sme_mean", CGAP_T_MEASURE_SME_MEAN, CGAP_T_UNIT_MEAN, CGAP_STYLE_INDEX, 1},
    {"enterprise_mean", CGAP_T_MEASURE_ENTERPRISE_MEAN, CGAP_T_UNIT_MEAN, CGAP_STYLE_INDEX, 1},
    {"administration_mean", CGAP_T_MEASURE_ADMINISTRATION_MEAN, CGAP_T_UNIT_MEAN, CGAP_STYLE_INDEX, 1},
    {"people_mean", CGAP_T_MEASURE_PEOPLE_MEAN, CGAP_T_UNIT_MEAN, CGAP_STYLE_INDEX, 1},
    {"loss_gdp", CGAP_T_MEASURE_LOSS_GDP, CGAP_T_LOSSES_UNIT, CGAP_STYLE_GDP, -1},
    {"loss_gdp_fixed", CGAP_T_MEASURE_LOSS_GDP, CGAP_T_UNIT_GDP_FIXED, CGAP_STYLE_GDP, -1},
    {"loss_gdp_total", CGAP_T_MEASURE_LOSS_GDP_TOTAL, CGAP_T_UNIT_GDP_TOTAL, CGAP_STYLE_GDP, -1},
    {"loss_gdp_realised", CGAP_T_MEASURE_LOSS_GDP_REALISED, CGAP_T_LOSSES_UNIT, CGAP_STYLE_GDP, -1},
    {"loss_gdp_year", CGAP_T_MEASURE_LOSS_GDP_YEAR, CGAP_T_LOSSES_UNIT, CGAP_STYLE_GDP, -1},
    {"loss_gdp_sme", CGAP_T_MEASURE_LOSS_GDP_SME, CGAP_T_LOSSES_UNIT, CGAP_STYLE_GDP, -1},
    {"loss_gdp_enterprise", CGAP_T_MEASURE_LOSS_GDP_ENTERPRISE, CGAP_T_LOSSES_UNIT, CGAP_STYLE_GDP, -1},
    {"loss_gdp_administration", CGAP_T_MEASURE_LOSS_GDP_ADMINISTRATION, CGAP_T_LOSSES_UNIT, CGAP_STYLE_GDP, -1},
    {"loss_gdp_people", CGAP_T_MEASURE_LOSS_GDP_PEOPLE, CGAP_T_LOSSES_UNIT, CGAP_STYLE_GDP, -1},
    {"cost_eu_meur", CGAP_T_MEASURE_COST_EU_MEUR, CGAP_T_UNIT_MEUR, CGAP_STYLE_MEUR, -1},
    {"cost_national_meur", CGAP_T_MEASURE_COST_NATIONAL_MEUR, CGAP_T_UNIT_MEUR, CGAP_STYLE_MEUR, -1},
    {"rights_exposure", CGAP_T_MEASURE_RIGHTS_EXPOSURE, CGAP_T_UNIT_RIGHTS, CGAP_STYLE_INDEX, -1},
    {"market_integration", CGAP_T_MEASURE_MARKET_INTEGRATION, CGAP_T_MARKET_INTEGRATION_UNIT, CGAP_STYLE_INDEX, 1},
    {"union_supply_share", CGAP_T_MEASURE_UNION_SUPPLY_SHARE, CGAP_T_UNIT_DEMAND, CGAP_STYLE_SHARE, 1},
    {"sme_supplier_share", CGAP_T_MEASURE_SME_SUPPLIER_SHARE, CGAP_T_UNIT_SUPPLIERS, CGAP_STYLE_SHARE, 1},
    {"home_share", CGAP_T_MEASURE_HOME_SHARE, CGAP_T_UNIT_DEMAND, CGAP_STYLE_SHARE, 0},
    {"fragmentation", CGAP_T_MEASURE_FRAGMENTATION, CGAP_T_UNIT_FRAGMENTATION, CGAP_STYLE_INDEX, -1},
    {"trust", CGAP_T_MEASURE_TRUST, CGAP_T_UNIT_PEOPLE, CGAP_STYLE_SHARE, 1},
};
/* clang-format on */

enum { N_MEASURE = sizeof TABLE / sizeof TABLE[0] };

static const cgap_measure_words TRANSPOSED = {"transposed_", CGAP_T_MEASURE_TRANSPOSED,
                                              CGAP_T_UNIT_MEMBERS, CGAP_STYLE_COUNT, 0};

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

void
cgap_number_words(cgap_language language, double value, cgap_style style, int more, bool plus,
                  char *out)
{
    (void) cgap_decimal_words(language, value * STYLES[style].scale, STYLES[style].decimals + more,
                              plus, out);
}

void
cgap_significant_words(cgap_language language, double value, bool plus, char *out)
{
    int decimals = 2;
    double size = fabs(value);

    for (; isfinite(size) && size >= 10.0 && decimals > 0; size /= 10.0) {
        decimals--;
    }
    for (; size > 0.0 && size < 0.995 && decimals < 9; size *= 10.0) {
        decimals++;
    }
    (void) cgap_decimal_words(language, value, value == floor(value) ? 0 : decimals, plus, out);
}

char *
cgap_percent_words(cgap_language language, double share, char *out)
{
    double whole = floor(100.0 * share + 0.5);

    if (share > 0.0 && whole < 1.0) {
        return strcpy(out, "<1");
    }
    if (share < 1.0 && whole > 99.0) {
        return strcpy(out, ">99");
    }
    return cgap_decimal_words(language, whole, 0, false, out);
}

/* What one unit of the last digit is worth. */
static double
last_digit(cgap_style style, int more)
{
    double unit = 1.0;

    for (int d = 0; d < STYLES[style].decimals + more; d++) {
        unit /= 10.0;
    }
    return unit;
}

int
cgap_digits_more(double value, cgap_style style)
{
    double unit = last_digit(style, 0), size = fabs(value) * STYLES[style].scale;
    int more = 0;

    while (more < 2 && isfinite(size) && size > 0.0 && size < 9.5 * unit) {
        unit /= 10.0;
        more++;
    }
    return more;
}

int
cgap_digits_of_interval(double value, double low, double high, cgap_style style)
{
    enum { MOST_MORE = 4 };
    double width = (high - low) * STYLES[style].scale;
    bool fine = STYLES[style].decimals >= 2; /* nobody wants cents of millions */
    int more = cgap_digits_more(value, style);

    while (fine && more < MOST_MORE && isfinite(width) && width > 0.0 &&
           width < 1.5 * last_digit(style, more)) {
        more++;
    }
    return more;
}

void
cgap_mechanism_label(cgap_language language, const char *mechanism, char *out)
{
    static const char lead[] = "instrument:";
    cgap_text_key key = cgap_text_find("MECHANISM_", mechanism);

    if (strncmp(mechanism, lead, sizeof lead - 1) == 0) {
        const char *law = mechanism + sizeof lead - 1;
        cgap_text_key known = cgap_text_find("INSTRUMENT_", law);

        (void) cgap_phrase(out, CGAP_WORDS_SIZE, language, CGAP_T_MECHANISM_LAW,
                           known == CGAP_N_TEXT ? law : cgap_text_of(language, known), NULL);
    } else {
        (void) snprintf(out, CGAP_WORDS_SIZE, "%.150s",
                        key == CGAP_N_TEXT ? mechanism : cgap_text_of(language, key));
    }
}

bool
cgap_part_words(cgap_language language, const char *part, char *out)
{
    static const char without[] = "without ", law[] = "instrument:";
    cgap_text_key key = cgap_text_find("PART_", part);
    char whole[CGAP_WORDS_SIZE];

    if (key < CGAP_N_TEXT) {
        (void) snprintf(out, CGAP_WORDS_SIZE, "%s", cgap_text_of(language, key));
    } else if (strncmp(part, law, sizeof law - 1) == 0) {
        cgap_mechanism_label(language, part, out);
    } else if (strncmp(part, without, sizeof without - 1) == 0 &&
               cgap_part_words(language, part + sizeof without - 1, whole)) {
        (void) cgap_phrase(out, CGAP_WORDS_SIZE, language, CGAP_T_PART_LEFT_OUT, whole, NULL);
    } else {
        (void) snprintf(out, CGAP_WORDS_SIZE, "%.150s", part);
        return false;
    }
    return true;
}

void
cgap_table_word(cgap_language language, const char *word, char *out)
{
    const cgap_measure_words *measure = cgap_words_of(word);
    cgap_text_key key = measure != NULL ? measure->words : cgap_text_find("WORD_", word);

    if (key == CGAP_N_TEXT && cgap_part_words(language, word, out)) {
        return;
    }
    (void) snprintf(out, CGAP_WORDS_SIZE, "%.150s",
                    key == CGAP_N_TEXT ? word : cgap_text_of(language, key));
    for (char *c = out; key == CGAP_N_TEXT && *c != '\0'; c++) {
        *c = *c == '_' ? ' ' : *c;
    }
}

bool
cgap_target_words(cgap_language language, const char *word, char *out)
{
    static const struct {
        const char *spelt;
        cgap_text_key key;
    } kind[] = {{" % of start", CGAP_T_TARGET_OF_START},
                {" % of baseline", CGAP_T_TARGET_OF_BASELINE},
                {"", CGAP_T_TARGET_VALUE}};
    const char *sign = strstr(word, "<= ") != NULL ? strstr(word, "<= ") : strstr(word, ">= ");
    char name[CGAP_WORDS_SIZE], measure[CGAP_WORDS_SIZE], number[CGAP_NUMBER_WORDS];
    double value;
    size_t k = 0;

    *out = '\0';
    if (sign == NULL || sign == word || sign - word > 60) {
        return false;
    }
    (void) snprintf(name, sizeof name, "%.*s", (int) (sign - word - 1), word);
    while (strstr(sign, kind[k].spelt) == NULL) {
        k++;
    }
    (void) snprintf(number, sizeof number, "%.*s",
                    (int) (strlen(sign + 3) - strlen(kind[k].spelt)) % 60, sign + 3);
    if (cgap_number_parse(number, &value)) {
        cgap_significant_words(language, value, false, number);
    }
    cgap_table_word(language, name, measure);
    (void) cgap_phrase(out, CGAP_WORDS_SIZE, language, kind[k].key, measure,
                       sign[0] == '<' ? "\xE2\x89\xA4" : "\xE2\x89\xA5", number, NULL);
    return true;
}
