/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the network of cooperation says in words. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "network.h"
#include "roster.h"
#include "words.h"

static void
write_title_of_all(const cgap_network *self, const cgap_chart_source *source, char *out)
{
    cgap_language language = source->language;
    size_t first = source->baseline, last = source->baseline; /* weakest and strongest */
    char number[2][CGAP_NUMBER_WORDS], date[CGAP_NUMBER_WORDS];

    for (size_t s = 0; s < source->n_scenario; s++) {
        first = self->mean[s] < self->mean[first] ? s : first;
        last = self->mean[s] > self->mean[last] ? s : last;
    }
    (void) cgap_date_words(language, source->end, date);
    (void) cgap_decimal_words(language, self->mean[first], 2, false, number[0]);
    (void) cgap_decimal_words(language, self->mean[last], 2, false, number[1]);
    if (first == last) {
        (void) cgap_phrase(out, CGAP_LONG, language, CGAP_T_NETWORK_TITLE_SAME, date, number[0],
                           NULL);
    } else {
        (void) cgap_phrase(out, CGAP_LONG, language, CGAP_T_NETWORK_TITLE, date,
                           source->scenario[last], number[1], source->scenario[first], number[0],
                           NULL);
    }
}

static void
write_title_of_one(const cgap_network *self, const cgap_chart_source *source, char *out)
{
    cgap_language language = source->language;
    const cgap_network_view *first = &self->at[0], *last = &self->at[1];
    char number[2][CGAP_NUMBER_WORDS], date[2][CGAP_NUMBER_WORDS];

    if (self->tie.n == 0) {
        (void) cgap_phrase(out, CGAP_LONG, language, CGAP_T_NETWORK_TITLE_NONE, NULL);
        return;
    }
    (void) cgap_date_words(language, first->time, date[0]);
    (void) cgap_date_words(language, last->time, date[1]);
    (void) cgap_decimal_words(language, cgap_web_mean(&first->web), 2, false, number[0]);
    (void) cgap_decimal_words(language, cgap_web_mean(&last->web), 2, false, number[1]);
    (void) cgap_phrase(out, CGAP_LONG, language, CGAP_T_NETWORK_TITLE_ONE, number[0], date[0],
                       number[1], date[1], NULL);
}

/* Scenarios for which there is no panel: "a, b, c". @param[out] out CGAP_WORDS bytes */
static void
list_left_out(const cgap_network *self, const cgap_chart_source *source, char *out)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t s = 0; s < source->n_scenario && used < CGAP_WORDS; s++) {
        if (!cgap_network_shows(self, source, s)) {
            used += (size_t) snprintf(out + used, CGAP_WORDS - used, "%s%.80s",
                                      used > 0 ? ", " : "", source->scenario[s]);
        }
    }
}

/* Which alternatives are not shown: by their names where there is room for these. */
static void
tell_left_out(const cgap_network *self, const cgap_chart_source *source, bool column, char *out)
{
    enum { ROOM = 200 }; /* bytes: two lines of a page */
    char names[CGAP_WORDS], count[2][CGAP_NUMBER_WORDS];

    list_left_out(self, source, names);
    (void) cgap_count_words(source->language, self->n - 1, count[0]);
    (void) cgap_count_words(source->language, source->n_scenario - 1, count[1]);
    (void) cgap_phrase(out, CGAP_WORDS, source->language,
                       column || strlen(names) > ROOM ? CGAP_T_NETWORK_SOME
                                                      : CGAP_T_NETWORK_LEFT_OUT,
                       count[0], count[1], names, NULL);
}

/* Scenarios that are not shown, states that have no place. @param[out] out 2 CGAP_WORDS bytes */
static void
tell_others(const cgap_network *self, const cgap_chart_source *source, bool column, char *out)
{
    char text[CGAP_WORDS] = "", corner[CGAP_WORDS] = "", count[CGAP_NUMBER_WORDS];

    if (self->left_out > 0) {
        tell_left_out(self, source, column, text);
    }
    if (self->in_corner > 0) {
        (void) cgap_phrase(corner, sizeof corner, source->language, CGAP_T_NETWORK_IN_CORNER,
                           cgap_count_words(source->language, self->in_corner, count), NULL);
    }
    (void) snprintf(out, 2 * CGAP_WORDS, "%s%s", text, corner);
}

void
cgap_network_head(const cgap_network *self, const cgap_chart_source *source, size_t scenario,
                  cgap_figure *figure)
{
    cgap_language language = source->language;
    char title[CGAP_LONG], futures[CGAP_LONG], subtitle[CGAP_LONG], others[2 * CGAP_WORDS];
    char least[2][CGAP_NUMBER_WORDS];
    const char *what = cgap_chart_text(source, CGAP_T_MEANS_OF);

    if (self->several) {
        write_title_of_all(self, source, title);
    } else {
        write_title_of_one(self, source, title);
    }
    (void) cgap_decimal_words(language, self->tie.limit[0], self->tie.decimals, false, least[0]);
    (void) cgap_decimal_words(language, self->change[0].limit[0], self->change[0].decimals, false,
                              least[1]);
    tell_others(self, source, figure->column, others);
    if (self->several) {
        cgap_futures_words(source, what, futures);
        (void) cgap_phrase(subtitle, sizeof subtitle, language, CGAP_T_NETWORK_SUBTITLE, least[0],
                           source->scenario[source->baseline], least[1], futures, others, NULL);
    } else {
        cgap_subtitle(source, scenario, what, futures);
        (void) cgap_phrase(subtitle, sizeof subtitle, language, CGAP_T_NETWORK_SUBTITLE_ONE,
                           least[0], futures, others, NULL);
    }
    cgap_single_states(source, subtitle);
    cgap_figure_head(figure, title, subtitle);
}
