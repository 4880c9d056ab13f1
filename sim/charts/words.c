/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figure.h"
#include "text.h"

const char *
cgap_chart_text(const cgap_chart_source *source, cgap_text_key key)
{
    return cgap_text_of(source->language, key);
}

/* Text of the key that @p lead and the name make, or the name itself. */
static const char *
named(cgap_language language, const char *lead, const char *name)
{
    cgap_text_key key = cgap_text_find(lead, name);

    return key == CGAP_N_TEXT ? name : cgap_text_of(language, key);
}

const char *
cgap_layer_words(cgap_language language, const char *layer)
{
    return named(language, "LAYER_", layer);
}

const char *
cgap_layer_short(cgap_language language, const char *layer)
{
    return named(language, "SHORT_", layer);
}

const char *
cgap_layer_of(cgap_language language, const char *layer)
{
    return named(language, "OF_", layer);
}

const char *
cgap_layer_colour(const char *layer)
{
    static const struct {
        const char *layer, *colour;
    } colours[] = {
        {"formal", "formal_colour"},
        {"practice", "practice_colour"},
        {"sme", "sme_colour"},
        {"enterprise", "enterprise_colour"},
        {"administration", "administration_colour"},
        {"people", "people_colour"},
    };

    for (size_t n = 0; n < sizeof colours / sizeof colours[0]; n++) {
        if (strcmp(colours[n].layer, layer) == 0) {
            return colours[n].colour;
        }
    }
    return "text_colour";
}

static const char *
instrument_of(const char *mechanism)
{
    static const char lead[] = "instrument:";

    return strncmp(mechanism, lead, sizeof lead - 1) == 0 ? mechanism + sizeof lead - 1 : NULL;
}

const char *
cgap_instrument_words(cgap_language language, const char *instrument)
{
    return named(language, "INSTRUMENT_", instrument);
}

void
cgap_mechanism_words(cgap_language language, const char *mechanism, char *out)
{
    const char *instrument = instrument_of(mechanism);

    if (instrument != NULL) {
        (void) cgap_phrase(out, CGAP_WORDS, language, CGAP_T_MECHANISM_LAW,
                           cgap_instrument_words(language, instrument), NULL);
    } else {
        (void) snprintf(out, CGAP_WORDS, "%s", named(language, "MECHANISM_", mechanism));
    }
}

void
cgap_mechanism_colour(const cgap_chart_source *source, const char *mechanism, char *out)
{
    const cgap_key *key = &source->attribution.key[3];
    size_t rank = 0;

    if (instrument_of(mechanism) == NULL) {
        (void) snprintf(out, CGAP_COLOUR_SIZE, "%s_colour",
                        cgap_text_find("MECHANISM_", mechanism) < CGAP_N_TEXT ? mechanism
                                                                              : "other");
        return;
    }
    for (size_t n = 0; n < key->n; n++) {
        rank += instrument_of(key->text[n]) != NULL && strcmp(key->text[n], mechanism) < 0;
    }
    (void) snprintf(out, CGAP_COLOUR_SIZE, "instrument_colour[%zu]", rank % 4 + 1);
}

void
cgap_scenario_colour(const cgap_chart_source *source, size_t scenario, char *out)
{
    enum { N_COLOUR = 11 };
    size_t rank = source->rank[scenario];

    if (scenario == source->baseline) {
        (void) snprintf(out, CGAP_COLOUR_SIZE, "baseline_colour");
        return;
    }
    if (source->baseline < source->n_scenario && source->rank[source->baseline] < rank) {
        rank--; /* the baseline takes no colour away */
    }
    (void) snprintf(out, CGAP_COLOUR_SIZE, "scenario_colour[%zu]", rank % N_COLOUR + 1);
}

int
cgap_scenario_dash(const cgap_chart_source *source, size_t scenario)
{
    static const int DASH[] = {1, 2, 4}; /* solid, dashes, dash and dot */

    return scenario == source->baseline ? 1 : DASH[source->rank[scenario] % 3];
}

char *
cgap_capital(const char *text, char *out, size_t size)
{
    (void) snprintf(out, size, "%s", text);
    if (out[0] >= 'a' && out[0] <= 'z') {
        out[0] = (char) (out[0] - 'a' + 'A');
    } else if (out[0] == '\xC3' && (unsigned char) out[1] >= 0xA0 &&
               (unsigned char) out[1] < 0xBF &&
               (unsigned char) out[1] != 0xB7) { /* e with accent */
        out[1] = (char) (out[1] - 0x20);
    }
    return out;
}

void
cgap_change_words(cgap_language language, double from, double to, char *out)
{
    double percent = 100.0 * (to - from) / from;
    char number[CGAP_NUMBER_WORDS];
    bool small = fabs(percent) < 5.0;

    if (!isfinite(percent)) {
        (void) cgap_phrase(out, CGAP_WORDS, language, CGAP_T_CHANGE_UNKNOWN, NULL);
        return;
    }
    (void) cgap_decimal_words(language, small ? percent : fabs(percent), 0, small, number);
    (void) cgap_phrase(out, CGAP_WORDS, language,
                       small           ? CGAP_T_CHANGE_HARDLY
                       : percent < 0.0 ? CGAP_T_CHANGE_FALLS
                                       : CGAP_T_CHANGE_RISES,
                       number, NULL);
}

void
cgap_points_words(cgap_language language, double from, double to, char *out)
{
    double points = 100.0 * (to - from);
    char number[CGAP_NUMBER_WORDS];
    bool small = fabs(points) < 1.5;

    if (!isfinite(points)) {
        (void) cgap_phrase(out, CGAP_WORDS, language, CGAP_T_CHANGE_UNKNOWN, NULL);
        return;
    }
    (void) cgap_decimal_words(language, small ? points : fabs(points), small, small, number);
    (void) cgap_phrase(out, CGAP_WORDS, language,
                       small          ? CGAP_T_POINTS_HARDLY
                       : points < 0.0 ? CGAP_T_POINTS_FALLS
                                      : CGAP_T_POINTS_RISES,
                       number, NULL);
}

void
cgap_futures_words(const cgap_chart_source *source, const char *bands, char *out)
{
    cgap_language language = source->language;
    char n[CGAP_NUMBER_WORDS], seed[CGAP_NUMBER_WORDS + 32] = "";

    if (source->replicates < 1.0) {
        (void) cgap_phrase(out, CGAP_WORDS, language, CGAP_T_DETERMINISTIC_RUN, NULL);
        return;
    }
    if (*source->seed != '\0') {
        (void) cgap_phrase(seed, sizeof seed, language, CGAP_T_SEED, source->seed, NULL);
    }
    (void) cgap_decimal_words(language, source->replicates, 0, false, n);
    (void) cgap_phrase(out, CGAP_WORDS, language, CGAP_T_FUTURES, bands, n, seed, NULL);
}

void
cgap_subtitle(const cgap_chart_source *source, size_t scenario, const char *what, char *out)
{
    char futures[CGAP_WORDS];
    const char *name = source->scenario[scenario], *title = source->title[scenario];
    char *shown = cgap_text_shorten(title, CGAP_SIZE_SUBTITLE, false, 560.0);
    char *called = cgap_text_shorten(name, CGAP_SIZE_SUBTITLE, false, 280.0);

    cgap_futures_words(source, what, futures);
    if (shown == NULL || called == NULL) {
        (void) snprintf(out, CGAP_LONG, "%s", futures);
    } else if (strcmp(name, title) == 0) {
        (void) cgap_phrase(out, CGAP_LONG, source->language, CGAP_T_SCENARIO, shown, futures, NULL);
    } else {
        (void) cgap_phrase(out, CGAP_LONG, source->language, CGAP_T_SCENARIO_CALLED, shown, called,
                           futures, NULL);
    }
    free(shown);
    free(called);
}

void
cgap_single_states(const cgap_chart_source *source, char *caption)
{
    char before[CGAP_LONG];

    (void) snprintf(before, sizeof before, "%s", caption);
    (void) cgap_phrase(caption, CGAP_LONG, source->language, CGAP_T_SINGLE_STATES, before, NULL);
}

void
cgap_source_words(const cgap_chart_source *source, const char *tables, char *out)
{
    char version[CGAP_NUMBER_WORDS];

    (void) snprintf(version, sizeof version, "%s%.60s", *source->version == '\0' ? "" : " ",
                    source->version);
    (void) cgap_phrase(out, CGAP_WORDS, source->language, CGAP_T_SOURCE_LINE, version, tables,
                       NULL);
}
