/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "roster.h"
#include "words.h"

typedef struct extent {
    double columns, rows; /* tiles */
} extent;

static extent
measure_map(const cgap_chart_source *source)
{
    extent map = {1.0, 1.0};
    const cgap_frame *f = &source->map;

    for (size_t row = 0; row < f->csv.n_row; row++) {
        double column = cgap_frame_number(f, row, cgap_csv_find(&f->csv, "grid_column"));
        double line = cgap_frame_number(f, row, cgap_csv_find(&f->csv, "grid_row"));

        map.columns = fmax(map.columns, column + 1.0);
        map.rows = fmax(map.rows, line + 1.0);
    }
    return map;
}

double
cgap_tile_at(const void *context, const char *member)
{
    const cgap_tile_date *at = context;

    return cgap_member_at(at->source, at->scenario, member, at->variable, at->time);
}

bool
cgap_tiles_ready(const cgap_chart_source *source, cgap_figure *figure)
{
    if (!source->map.present || source->map.csv.n_row == 0) {
        cgap_figure_lacks(figure, "the folder has no map.csv with a tile for each member");
    } else if (!source->members.present ||
               cgap_frame_id(&source->members, 2, "formal") == CGAP_UNKNOWN) {
        cgap_figure_lacks(figure, "members.csv has no variable 'formal'");
    }
    return figure->missing == NULL;
}

cgap_grid
cgap_tiles_grid(const cgap_chart_source *source, const cgap_figure *figure, size_t maps)
{
    size_t most = figure->column ? 2 : maps > 12 ? 4 : 3;
    cgap_grid grid = {maps < most ? maps : most,  1, 0.0, 0.0, 16.0, 28.0, 10.0,
                      figure->column ? 10.0 : 0.0};
    double cell = (figure->width - 2.0 * CGAP_MARGIN) / (double) most;
    extent map = measure_map(source);

    grid.rows = (maps + grid.columns - 1) / grid.columns;
    grid.height = (cell - grid.right) * map.rows / map.columns;
    if (maps < most) { /* the cells stay as wide as in a full row */
        grid.right += (double) most * cell / (double) maps - cell;
    }
    return grid;
}

static bool
diverges(const cgap_figure *figure)
{
    return strcmp(figure->palette, "diverging") == 0;
}

/* Code and number of the member whose tile begins at (x, y); the code alone without a value. */
static void
write_tile(cgap_figure *figure, size_t panel, double x, double y, const char *member, double value)
{
    const cgap_panel *p = &figure->panel[panel];
    double size = fmin(9.0, 0.36 * (p->right - p->left) / (p->x.high - p->x.low));
    bool known = isfinite(value);
    cgap_text_style style = {size, true, known ? cgap_figure_ink(figure, value) : "axis_colour", 0};
    char number[CGAP_NUMBER_WORDS] = "";

    if (known) {
        (void) cgap_decimal_words(figure->language, 100.0 * value, 0, diverges(figure), number);
    }
    cgap_figure_text(figure, cgap_figure_x(figure, panel, x + 0.5),
                     cgap_figure_y(figure, panel, y - (known ? 0.32 : 0.5)), member, style);
    style.bold = false;
    cgap_figure_text(figure, cgap_figure_x(figure, panel, x + 0.5),
                     cgap_figure_y(figure, panel, y - 0.70), number, style);
}

/* "Austria: 83" */
static void
tell_tile(const cgap_chart_source *source, cgap_figure *figure, size_t panel, cgap_place place,
          const char *member, double value)
{
    char number[CGAP_NUMBER_WORDS], text[CGAP_WORDS];

    (void) cgap_decimal_words(source->language, 100.0 * value, 1, diverges(figure), number);
    (void) cgap_phrase(text, sizeof text, source->language, CGAP_T_HINT_VALUE,
                       cgap_member_name(source, member), number, NULL);
    cgap_figure_hint(figure, panel, place, text);
}

void
cgap_tiles_draw(const cgap_chart_source *source, cgap_figure *figure, const char *title,
                cgap_tile_value value, const void *context)
{
    const cgap_frame *f = &source->map;
    size_t column = cgap_csv_find(&f->csv, "grid_column");
    size_t line = cgap_csv_find(&f->csv, "grid_row");
    extent map = measure_map(source);
    size_t panel = cgap_figure_panel(figure, title, "", (cgap_scale){0.0, map.columns, 0.0, 0},
                                     (cgap_scale){-map.rows, 0.0, 0.0, 0});

    if (figure->failed) {
        return;
    }
    figure->panel[panel].x_axis = false;
    figure->panel[panel].y_grid = false;
    for (int known = 0; known < 2; known++) { /* tiles without a value are a mark of their own */
        cgap_figure_mark(figure, panel,
                         known == 0 ? (cgap_mark){CGAP_MARK_BOX, "blank_colour", 1.0, 1}
                                    : (cgap_mark){CGAP_MARK_TILE, "text_colour", 1.0, 1});
        for (size_t row = 0; row < f->csv.n_row && !figure->failed; row++) {
            const char *member = cgap_csv_text(&f->csv, row, f->key[0].column);
            double x = cgap_frame_number(f, row, column), y = -cgap_frame_number(f, row, line);
            double v = value(context, member);
            const double box[] = {x + 0.03, y - 0.97, x + 0.97, y - 0.03, known == 0 ? 0.0 : v};

            if (isfinite(v) == (known == 1)) {
                cgap_figure_row(figure, 5, box);
                write_tile(figure, panel, x, y, member, v);
                tell_tile(source, figure, panel, (cgap_place){box[0], box[1], box[2], box[3]},
                          member, v);
            }
        }
    }
}
