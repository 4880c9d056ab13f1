/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "figure.h"
#include "text.h"

#define SPACE "\xC2\xA0"     /* no break between a number and its unit */
#define MINUS "\xE2\x88\x92" /* typographic minus */

static const struct {
    const char *layer, *words, *label, *colour;
} LAYERS[] = {
    {"formal", "Formal capability", "formal", "formal_colour"},
    {"practice", "Practice", "practice", "practice_colour"},
    {"sme",
     "SMEs, 10\xE2\x80\x93"
     "249 staff",
     "SMEs", "sme_colour"},
    {"enterprise", "Enterprises, 250+ staff", "large enterprises", "enterprise_colour"},
    {"administration", "Administrations", "administrations", "administration_colour"},
    {"people", "People", "people", "people_colour"},
};

enum { N_LAYERS = sizeof LAYERS / sizeof LAYERS[0] };

static size_t
layer_row(const char *layer)
{
    size_t n = 0;

    while (n < N_LAYERS && strcmp(LAYERS[n].layer, layer) != 0) {
        n++;
    }
    return n;
}

const char *
cgap_layer_words(const char *layer)
{
    size_t n = layer_row(layer);

    return n < N_LAYERS ? LAYERS[n].words : layer;
}

const char *
cgap_layer_short(const char *layer)
{
    size_t n = layer_row(layer);

    return n < N_LAYERS ? LAYERS[n].label : layer;
}

const char *
cgap_layer_colour(const char *layer)
{
    size_t n = layer_row(layer);

    return n < N_LAYERS ? LAYERS[n].colour : "text_colour";
}

static const struct {
    const char *mechanism, *words;
} MECHANISMS[] = {
    {"effort", "national effort"},
    {"obsolescence", "obsolescence"},
    {"incident_response", "response to incidents"},
    {"noise", "budget noise"},
    {"free_riding", "free-riding"},
    {"membership", "change of membership"},
    {"peers", "peers"},
    {"agency", "EU agency"},
    {"external", "external treaties"},
    {"funding", "EU funding"},
    {"market_access", "market access"},
    {"formal_to_practice", "formal to practice"},
};

enum { N_MECHANISMS = sizeof MECHANISMS / sizeof MECHANISMS[0] };

static size_t
mechanism_row(const char *mechanism)
{
    size_t n = 0;

    while (n < N_MECHANISMS && strcmp(MECHANISMS[n].mechanism, mechanism) != 0) {
        n++;
    }
    return n;
}

static const char *
instrument_of(const char *mechanism)
{
    static const char lead[] = "instrument:";

    return strncmp(mechanism, lead, sizeof lead - 1) == 0 ? mechanism + sizeof lead - 1 : NULL;
}

void
cgap_mechanism_words(const char *mechanism, char *out)
{
    size_t n = mechanism_row(mechanism);
    const char *instrument = instrument_of(mechanism);

    if (instrument != NULL) {
        (void) snprintf(out, CGAP_WORDS, "law: %s", instrument);
    } else {
        (void) snprintf(out, CGAP_WORDS, "%s", n < N_MECHANISMS ? MECHANISMS[n].words : mechanism);
    }
}

void
cgap_mechanism_colour(const cgap_chart_source *source, const char *mechanism, char *out)
{
    const cgap_key *key = &source->attribution.key[3];
    size_t rank = 0;

    if (instrument_of(mechanism) == NULL) {
        (void) snprintf(out, CGAP_COLOUR_SIZE, "%s_colour",
                        mechanism_row(mechanism) < N_MECHANISMS ? mechanism : "other");
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

void
cgap_change_words(double from, double to, char *out)
{
    double percent = 100.0 * (to - from) / from;

    if (!isfinite(percent)) {
        (void) snprintf(out, CGAP_WORDS, "cannot be compared");
    } else if (fabs(percent) < 5.0) {
        char number[CGAP_WORDS];

        cgap_signed_words(percent, 0, number);
        (void) snprintf(out, CGAP_WORDS, "hardly moves (%.32s" SPACE "%%)", number);
    } else {
        (void) snprintf(out, CGAP_WORDS, "%s by %.0f" SPACE "%%", percent < 0.0 ? "falls" : "rises",
                        fabs(percent));
    }
}

/* 1000 as "1,000": counts of replicates have at most nine digits. */
static void
count_words(double n, char *out, size_t size)
{
    long count = lround(fmin(n, 999999999.0));

    if (count >= 1000000) {
        (void) snprintf(out, size, "%ld,%03ld,%03ld", count / 1000000, count / 1000 % 1000,
                        count % 1000);
    } else if (count >= 1000) {
        (void) snprintf(out, size, "%ld,%03ld", count / 1000, count % 1000);
    } else {
        (void) snprintf(out, size, "%ld", count);
    }
}

void
cgap_futures_words(const cgap_chart_source *source, const char *bands, char *out)
{
    char n[32];

    if (source->replicates < 1.0) {
        (void) snprintf(out, CGAP_WORDS,
                        "Deterministic run: every random part at its expectation, no bands.");
        return;
    }
    count_words(source->replicates, n, sizeof n);
    (void) snprintf(out, CGAP_WORDS, "%s n" SPACE "=" SPACE "%s simulated futures%s%s.", bands, n,
                    *source->seed == '\0' ? "" : ", seed" SPACE, source->seed);
}

void
cgap_subtitle(const cgap_chart_source *source, size_t scenario, const char *what, char *out)
{
    char futures[CGAP_WORDS];
    const char *name = source->scenario[scenario], *title = source->title[scenario];
    bool same = strcmp(name, title) == 0;
    char *shown = cgap_text_shorten(title, CGAP_SIZE_SUBTITLE, false, 560.0);
    char *called = cgap_text_shorten(name, CGAP_SIZE_SUBTITLE, false, 280.0);

    cgap_futures_words(source, what, futures);
    if (shown != NULL && called != NULL) {
        (void) snprintf(out, CGAP_LONG, "Scenario: %s%s%s%s. %s", shown, same ? "" : " (",
                        same ? "" : called, same ? "" : ")", futures);
    } else {
        (void) snprintf(out, CGAP_LONG, "%s", futures);
    }
    free(shown);
    free(called);
}

void
cgap_year_words(double time, char *out)
{
    static const char *const month[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    double year = floor(time + 1e-6), part = fmax(0.0, time - year);

    if (part < 1e-3) {
        (void) snprintf(out, CGAP_WORDS, "%.0f", year);
    } else if (fabs(part - 0.5) < 1e-3) {
        (void) snprintf(out, CGAP_WORDS, "mid-%.0f", year);
    } else {
        (void) snprintf(out, CGAP_WORDS, "%s %.0f", month[(size_t) (12.0 * part + 1e-6) % 12],
                        year);
    }
}

void
cgap_signed_words(double value, int decimals, char *out)
{
    double unit = 1.0;

    for (int d = 0; d < decimals; d++) {
        unit *= 10.0;
    }
    (void) snprintf(out, CGAP_WORDS, "%s%.*f",
                    fabs(value) * unit < 0.5 ? ""
                    : value < 0.0            ? MINUS
                                             : "+",
                    decimals, fabs(value));
}

void
cgap_source_words(const cgap_chart_source *source, const char *tables, char *out)
{
    (void) snprintf(out, CGAP_WORDS,
                    "Source: cgap%s%s, %s. Start data: ITU Global Cybersecurity Index (formal), "
                    "Eurostat and DESI (practice; DESI figures are proxies).",
                    *source->version == '\0' ? "" : " ", source->version, tables);
}
