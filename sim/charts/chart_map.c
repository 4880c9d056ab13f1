/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tile-grid maps: every member one tile of the same size, small states as visible as large ones. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart.h"
#include "panels.h"
#include "roster.h"
#include "words.h"

enum { N_DATE = 3, N_LAYER = 2 };

static const char *const LAYER[N_LAYER] = {"formal", "practice"};

typedef struct tile_set {
    const cgap_chart_source *source;
    double columns, rows; /* size of the map in tiles */
} tile_set;

static tile_set
measure_map(const cgap_chart_source *source)
{
    tile_set set = {source, 0.0, 0.0};
    const cgap_frame *f = &source->map;

    for (size_t row = 0; row < f->csv.n_row; row++) {
        double column = cgap_frame_number(f, row, cgap_csv_find(&f->csv, "grid_column"));
        double line = cgap_frame_number(f, row, cgap_csv_find(&f->csv, "grid_row"));

        set.columns = fmax(set.columns, column + 1.0);
        set.rows = fmax(set.rows, line + 1.0);
    }
    return set;
}

/* Tiles of one map: value gives what a member shows, NaN where it has nothing. */
typedef double (*tile_value)(const void *context, const char *member);

static void
draw_tiles(const tile_set *set, cgap_figure *figure, size_t panel, tile_value value,
           const void *context, const char *(*colour_of)(const cgap_figure *, double), bool sign)
{
    const cgap_frame *f = &set->source->map;
    size_t column = cgap_csv_find(&f->csv, "grid_column"),
           line = cgap_csv_find(&f->csv, "grid_row");
    double size = figure->failed
                      ? 0.0
                      : (figure->panel[panel].right - figure->panel[panel].left) / set->columns;

    for (int pass = 0; pass < 2; pass++) { /* tiles without a value first, as a mark of their own */
        cgap_figure_mark(figure, panel,
                         pass == 0 ? (cgap_mark){CGAP_MARK_BOX, "blank_colour", 1.0, 1}
                                   : (cgap_mark){CGAP_MARK_TILE, "text_colour", 1.0, 1});
        for (size_t row = 0; row < f->csv.n_row; row++) {
            const char *member = cgap_csv_text(&f->csv, row, f->key[0].column);
            double x = cgap_frame_number(f, row, column), y = cgap_frame_number(f, row, line);
            double v = value(context, member);
            const double box[] = {x + 0.03, -y - 0.97, x + 0.97, -y - 0.03, pass == 0 ? 0.0 : v};

            if (isfinite(v) == (pass == 1)) {
                const char *colour = pass == 0 ? "axis_colour" : colour_of(figure, v);
                char number[CGAP_WORDS];

                cgap_figure_row(figure, 5, box);
                if (sign) {
                    cgap_signed_words(100.0 * v, 0, number);
                } else {
                    (void) snprintf(number, sizeof number, "%.0f", 100.0 * v);
                }
                cgap_figure_text(figure, cgap_figure_x(figure, panel, x + 0.5),
                                 cgap_figure_y(figure, panel, -y - (pass == 0 ? 0.5 : 0.32)),
                                 member,
                                 (cgap_text_style){fmin(9.0, 0.36 * size), true, colour, 0});
                cgap_figure_text(figure, cgap_figure_x(figure, panel, x + 0.5),
                                 cgap_figure_y(figure, panel, -y - 0.70), pass == 0 ? "" : number,
                                 (cgap_text_style){fmin(9.0, 0.36 * size), false, colour, 0});
            }
        }
    }
}

/* Text that stands out from its tile: the palette turns dark in its upper half. */
static const char *
on_sequential(const cgap_figure *figure, double value)
{
    double share = (value - figure->palette_low) / (figure->palette_high - figure->palette_low);

    return share >= 0.6 ? "light_colour" : "text_colour";
}

static const char *
on_diverging(const cgap_figure *figure, double value)
{
    return fabs(value) >= 0.6 * figure->palette_high ? "light_colour" : "text_colour";
}

static size_t
add_map(const tile_set *set, cgap_figure *figure, const char *title, const char *unit)
{
    size_t panel = cgap_figure_panel(figure, title, unit, (cgap_scale){0.0, set->columns, 0.0, 0},
                                     (cgap_scale){-set->rows, 0.0, 0.0, 0});

    if (!figure->failed) {
        figure->panel[panel].x_axis = false;
        figure->panel[panel].y_grid = false;
    }
    return panel;
}

static cgap_grid
map_grid(const tile_set *set, const cgap_figure *figure, size_t maps)
{
    cgap_grid grid = {figure->column ? 2 : 3,     1, 0.0, 0.0, 16.0, 28.0, 10.0,
                      figure->column ? 10.0 : 0.0};
    double cell;

    grid.columns = maps < grid.columns ? maps : grid.columns;
    cell = (figure->width - 2.0 * CGAP_MARGIN) / (double) (figure->column ? 2 : 3);
    grid.rows = (maps + grid.columns - 1) / grid.columns;
    grid.height = (cell - grid.right) * set->rows / set->columns;
    return grid;
}

typedef struct dated {
    const cgap_chart_source *source;
    size_t scenario;
    const char *layer;
    double time;
} dated;

static double
value_at(const void *context, const char *member)
{
    const dated *at = context;

    return cgap_member_at(at->source, at->scenario, member, at->layer, at->time);
}

static bool
check_map(const cgap_chart_source *source, cgap_figure *figure)
{
    if (!source->map.present || source->map.csv.n_row == 0) {
        cgap_figure_lacks(figure, "the folder has no map.csv with a tile for each member");
    } else if (!source->members.present ||
               cgap_frame_id(&source->members, 2, "formal") == CGAP_UNKNOWN) {
        cgap_figure_lacks(figure, "members.csv has no variable 'formal'");
    }
    return figure->missing == NULL;
}

/* Range of both layers over the dates shown, in tenths, so that all maps share their colours. */
static void
set_palette(const tile_set *set, size_t scenario, const double *date, size_t n, cgap_figure *figure)
{
    cgap_range range = CGAP_RANGE_INIT;
    const cgap_frame *f = &set->source->map;

    for (size_t row = 0; row < f->csv.n_row; row++) {
        for (size_t at = 0; at < n * N_LAYER; at++) {
            const dated one = {set->source, scenario, LAYER[at % N_LAYER], date[at / N_LAYER]};

            cgap_range_value(&range, value_at(&one, cgap_csv_text(&f->csv, row, f->key[0].column)));
        }
    }
    figure->palette_low = floor(10.0 * range.low) / 10.0;
    figure->palette_high = fmax(figure->palette_low + 0.1, ceil(10.0 * range.high) / 10.0);
}

/* Lowest member of a layer at a date. */
static double
lowest(const cgap_chart_source *source, size_t scenario, const char *layer, double time,
       const char **member)
{
    const cgap_frame *f = &source->map;
    double low = NAN;

    for (size_t row = 0; row < f->csv.n_row; row++) {
        const char *code = cgap_csv_text(&f->csv, row, f->key[0].column);
        double v = cgap_member_at(source, scenario, code, layer, time);

        if (isfinite(v) && !(v >= low)) {
            low = v;
            *member = cgap_member_name(source, code);
        }
    }
    return low;
}

void
cgap_chart_map(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    double middle = source->start < 2020.0 && source->end > 2020.0
                        ? 2020.0
                        : floor(0.5 * (source->start + source->end));
    const double date[N_DATE] = {source->start, middle, source->end};
    char title[CGAP_LONG], subtitle[CGAP_LONG], year[N_DATE][CGAP_WORDS];
    const char *first = "", *last = "";
    double low, high;
    tile_set set = measure_map(source);
    cgap_grid grid = map_grid(&set, figure, N_DATE * N_LAYER);

    if (!check_map(source, figure)) {
        return;
    }
    for (size_t d = 0; d < N_DATE; d++) {
        cgap_year_words(date[d], year[d]);
    }
    low = lowest(source, scenario, "formal", date[0], &first);
    high = lowest(source, scenario, "formal", date[2], &last);
    (void) snprintf(title, sizeof title,
                    "The lowest formal capability is %.2f (%s) in %s and %.2f (%s) in %s", low,
                    first, year[0], high, last, year[2]);
    cgap_subtitle(source, scenario,
                  "Tiles show the mean times 100, the darker the higher; pale: not a member. Mean "
                  "of",
                  subtitle);
    cgap_figure_head(figure, title, subtitle);
    set_palette(&set, scenario, date, N_DATE, figure);
    cgap_figure_grid(figure, grid);
    for (size_t at = 0; at < N_DATE * N_LAYER; at++) {
        size_t d = figure->column ? at / N_LAYER : at % N_DATE;
        size_t l = figure->column ? at % N_LAYER : at / N_DATE, panel;
        const dated one = {source, scenario, LAYER[l], date[d]};
        char name[2 * CGAP_WORDS];

        (void) snprintf(name, sizeof name, "%s, %s", cgap_layer_words(LAYER[l]), year[d]);
        panel = add_map(&set, figure, name, "");
        draw_tiles(&set, figure, panel, value_at, &one, on_sequential, false);
    }
    cgap_figure_palette_key(figure, "index 0\xE2\x80\x93"
                                    "1");
}

typedef struct against {
    dated base, alternative;
} against;

static double
difference_at(const void *context, const char *member)
{
    const against *pair = context;

    return value_at(&pair->alternative, member) - value_at(&pair->base, member);
}

void
cgap_chart_map_difference(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    char title[CGAP_LONG], subtitle[CGAP_LONG], year[CGAP_WORDS], futures[CGAP_WORDS];
    tile_set set = measure_map(source);
    double most = 0.0, top = 0.0;
    size_t with = 0;
    const char *member = "nobody";
    char number[CGAP_WORDS];

    (void) scenario;
    if (!check_map(source, figure)) {
        return;
    }
    if (source->baseline == source->n_scenario) {
        cgap_figure_lacks(figure, "comparison.csv names no baseline that union.csv holds");
        return;
    }
    cgap_year_words(source->end, year);
    for (int pass = 0; pass < 2; pass++) { /* first the range of colours, then the maps */
        if (pass == 1) {
            cgap_signed_words(100.0 * top, 0, number);
            (void) snprintf(title, sizeof title,
                            "In %s %s changes most against %.150s: by %s points of formal "
                            "capability with %.150s",
                            year, member, source->scenario[source->baseline], number,
                            source->scenario[with]);
            cgap_futures_words(source, "Differences of means of", futures);
            (void) snprintf(subtitle, sizeof subtitle,
                            "Tiles show the difference to the baseline times 100; blue: higher, "
                            "orange: lower. %s",
                            futures);
            cgap_figure_head(figure, title, subtitle);
            figure->palette = "diverging";
            figure->palette_high = fmax(0.05, ceil(20.0 * most) / 20.0);
            figure->palette_low = -figure->palette_high;
            cgap_figure_grid(figure, map_grid(&set, figure, source->n_scenario - 1));
        }
        for (size_t s = 0; s < source->n_scenario; s++) {
            const against pair = {{source, source->baseline, "formal", source->end},
                                  {source, s, "formal", source->end}};
            const cgap_frame *f = &source->map;

            if (s == source->baseline) {
                continue;
            }
            for (size_t row = 0; pass == 0 && row < f->csv.n_row; row++) {
                const char *code = cgap_csv_text(&f->csv, row, f->key[0].column);
                double difference = difference_at(&pair, code);

                if (fabs(difference) > most) {
                    most = fabs(difference);
                    top = difference;
                    with = s;
                    member = cgap_member_name(source, code);
                }
            }
            if (pass == 1) {
                size_t panel = add_map(&set, figure, source->scenario[s], "");

                draw_tiles(&set, figure, panel, difference_at, &pair, on_diverging, true);
            }
        }
    }
    cgap_figure_palette_key(figure, "difference of the index");
}
