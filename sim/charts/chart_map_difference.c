/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps of what each alternative changes for every member, against the baseline at the end. */
#include <math.h>
#include <stdio.h>

#include "chart.h"
#include "roster.h"
#include "tiles.h"
#include "words.h"

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
    const char *member; /* name */
} largest;

static largest
find_largest(const cgap_chart_source *source)
{
    const cgap_frame *f = &source->map;
    largest most = {0.0, source->baseline, cgap_chart_text(source, CGAP_T_NO_MEMBER)};

    for (size_t s = 0; s < source->n_scenario; s++) {
        const against pair = pair_of(source, s);

        for (size_t row = 0; s != source->baseline && row < f->csv.n_row; row++) {
            const char *code = cgap_csv_text(&f->csv, row, f->key[0].column);
            double difference = difference_at(&pair, code);

            if (fabs(difference) > fabs(most.difference)) {
                most = (largest){difference, s, cgap_member_name(source, code)};
            }
        }
    }
    return most;
}

static void
write_head(const cgap_chart_source *source, cgap_figure *figure, largest most)
{
    char title[CGAP_LONG], subtitle[CGAP_LONG], year[CGAP_NUMBER_WORDS], futures[CGAP_WORDS];
    char number[CGAP_NUMBER_WORDS];

    cgap_date_words(source->language, source->end, year);
    (void) cgap_decimal_words(source->language, 100.0 * most.difference, 0, true, number);
    (void) cgap_phrase(title, sizeof title, source->language, CGAP_T_MAP_DIFFERENCE_TITLE, year,
                       most.member, source->scenario[source->baseline], number,
                       source->scenario[most.scenario], NULL);
    cgap_futures_words(source, cgap_chart_text(source, CGAP_T_MAP_DIFFERENCE_WHAT), futures);
    (void) cgap_phrase(subtitle, sizeof subtitle, source->language, CGAP_T_MAP_DIFFERENCE_SUBTITLE,
                       futures, NULL);
    cgap_figure_head(figure, title, subtitle);
}

void
cgap_chart_map_difference(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    largest most;

    (void) scenario;
    if (!cgap_tiles_ready(source, figure)) {
        return;
    }
    if (source->baseline == source->n_scenario) {
        cgap_figure_lacks(figure, "comparison.csv names no baseline that union.csv holds");
        return;
    }
    most = find_largest(source);
    write_head(source, figure, most);
    figure->palette = "diverging";
    figure->palette_high = fmax(0.05, ceil(20.0 * fabs(most.difference)) / 20.0);
    figure->palette_low = -figure->palette_high;
    cgap_figure_grid(figure, cgap_tiles_grid(source, figure, source->n_scenario - 1));
    for (size_t s = 0; s < source->n_scenario; s++) {
        const against pair = pair_of(source, s);

        if (s != source->baseline) {
            cgap_tiles_draw(source, figure, source->scenario[s], difference_at, &pair);
        }
    }
    cgap_figure_palette_key(figure, cgap_chart_text(source, CGAP_T_MAP_DIFFERENCE_KEY));
}
