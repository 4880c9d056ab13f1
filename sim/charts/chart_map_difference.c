/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps of what each alternative changes for every member, against the baseline at the end. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"

#include "chart.h"
#include "roster.h"
#include "tiles.h"
#include "words.h"

/* Maps that fit on a page, or in one of its columns. */
enum { MOST_ON_PAGE = 20, MOST_IN_COLUMN = 12 };

typedef struct against {
    cgap_tile_date base, alternative;
} against;

static double
difference_at(const void *context, const char *member)
{
    const against *pair = context;

    return cgap_tile_at(&pair->alternative, member) - cgap_tile_at(&pair->base, member);
}

static against
pair_of(const cgap_chart_source *source, size_t alternative)
{
    return (against){{source, source->baseline, "formal", source->end},
                     {source, alternative, "formal", source->end}};
}

typedef struct largest {
    double difference;
    size_t scenario;
} largest;

/* What an alternative changes most. */
static largest
largest_of(const cgap_chart_source *source, size_t alternative)
{
    const cgap_frame *f = &source->map;
    const against pair = pair_of(source, alternative);
    largest most = {0.0, alternative};

    for (size_t row = 0; alternative != source->baseline && row < f->csv.n_row; row++) {
        const char *code = cgap_csv_text(&f->csv, row, f->key[0].column);
        double difference = difference_at(&pair, code);

        if (fabs(difference) > fabs(most.difference)) {
            most = (largest){difference, alternative};
        }
    }
    return most;
}

static largest
find_largest(const cgap_chart_source *source)
{
    largest most = {0.0, source->baseline};

    for (size_t s = 0; s < source->n_scenario; s++) {
        largest one = largest_of(source, s);

        most = fabs(one.difference) > fabs(most.difference) ? one : most;
    }
    return most;
}

/* The alternatives that change a member most, as many as fit, in the order of the tables.
 * @param[out] shown [n_scenario] @return how many; 0 with *failed when memory runs out */
static size_t
choose(const cgap_chart_source *source, size_t most, bool *shown, bool *failed)
{
    double *size = cgap_memory_array(source->n_scenario, sizeof *size);
    size_t n = 0;

    *failed = size == NULL;
    for (size_t s = 0; size != NULL && s < source->n_scenario; s++) {
        size[s] = fabs(largest_of(source, s).difference);
    }
    for (size_t s = 0; size != NULL && s < source->n_scenario; s++) {
        size_t before = 0; /* alternatives that change more, or as much and come first */

        for (size_t other = 0; other < source->n_scenario; other++) {
            before += other != source->baseline &&
                      (size[other] > size[s] || (size[other] == size[s] && other < s));
        }
        shown[s] = s != source->baseline && before < most;
        n += shown[s];
    }
    free(size);
    return n;
}

static void
write_head(const cgap_chart_source *source, cgap_figure *figure, largest most, size_t shown)
{
    char title[CGAP_LONG], subtitle[CGAP_LONG], year[CGAP_NUMBER_WORDS], futures[CGAP_WORDS];
    char number[CGAP_NUMBER_WORDS], count[2][CGAP_NUMBER_WORDS], some[CGAP_WORDS] = "";

    cgap_date_words(source->language, source->end, year);
    (void) cgap_decimal_words(source->language, 100.0 * most.difference, 0, true, number);
    (void) cgap_phrase(title, sizeof title, source->language, CGAP_T_MAP_DIFFERENCE_TITLE, year,
                       source->scenario[source->baseline], number, source->scenario[most.scenario],
                       NULL);
    cgap_futures_words(source, cgap_chart_text(source, CGAP_T_MAP_DIFFERENCE_WHAT), futures);
    if (shown + 1 < source->n_scenario) {
        (void) cgap_count_words(source->language, shown, count[0]);
        (void) cgap_count_words(source->language, source->n_scenario - 1, count[1]);
        (void) cgap_phrase(some, sizeof some, source->language, CGAP_T_MAP_DIFFERENCE_SOME,
                           count[0], count[1], NULL);
    }
    (void) cgap_phrase(subtitle, sizeof subtitle, source->language, CGAP_T_MAP_DIFFERENCE_SUBTITLE,
                       futures, some, NULL);
    cgap_single_states(source, subtitle);
    cgap_figure_head(figure, title, subtitle);
}

void
cgap_chart_map_difference(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    bool *shown;
    size_t n;
    largest most;

    (void) scenario;
    if (!cgap_tiles_ready(source, figure)) {
        return;
    }
    if (source->baseline == source->n_scenario) {
        cgap_figure_lacks(figure, "comparison.csv names no baseline that union.csv holds");
        return;
    }
    shown = cgap_memory_array(source->n_scenario, sizeof *shown);
    if (shown == NULL) {
        figure->failed = true;
        return;
    }
    n = choose(source, figure->column ? MOST_IN_COLUMN : MOST_ON_PAGE, shown, &figure->failed);
    most = find_largest(source);
    write_head(source, figure, most, n);
    figure->palette = "diverging";
    figure->palette_high = fmax(0.05, ceil(20.0 * fabs(most.difference)) / 20.0);
    figure->palette_low = -figure->palette_high;
    cgap_figure_grid(figure, cgap_tiles_grid(source, figure, n));
    for (size_t s = 0; s < source->n_scenario; s++) {
        const against pair = pair_of(source, s);

        if (shown[s]) {
            cgap_tiles_draw(source, figure, source->scenario[s], difference_at, &pair);
        }
    }
    cgap_figure_palette_key(figure, cgap_chart_text(source, CGAP_T_MAP_DIFFERENCE_KEY));
    free(shown);
}
