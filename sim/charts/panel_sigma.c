/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sigma convergence of a panel: is the spread falling, and what does the mean do meanwhile? */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "panel_source.h"
#include "panels.h"

/* One course over the dates of the panel. */
typedef struct course {
    cgap_text_key title, unit;
    const char *line, *low, *high; /* columns of table spread */
    const char *colour;
    bool from_zero;
    cgap_magnitude magnitude;
    cgap_scale y;
} course;

enum { MOST_COURSE = 3, MOST_POINT = 40 };

static bool
defined(const cgap_panel_source *source, const char *column)
{
    for (size_t t = 0; t < source->n_time; t++) {
        if (!isfinite(cgap_panel_spread(source, t, column))) {
            return false;
        }
    }
    return true;
}

static void
scale(const cgap_panel_source *source, course *c)
{
    cgap_range range = CGAP_RANGE_INIT;

    for (size_t t = 0; t < source->n_time; t++) {
        cgap_range_value(&range, cgap_panel_spread(source, t, c->line));
        cgap_range_value(&range, cgap_panel_spread(source, t, c->low));
        cgap_range_value(&range, cgap_panel_spread(source, t, c->high));
    }
    if (c->from_zero) {
        cgap_range_value(&range, 0.0);
    }
    c->magnitude = cgap_magnitude_of(source->language, fmax(fabs(range.low), fabs(range.high)));
    c->y = cgap_scale_round(range.low / c->magnitude.factor, range.high / c->magnitude.factor, 4);
}

static void
add_rows(const cgap_panel_source *source, cgap_figure *figure, const course *c, bool band)
{
    for (size_t t = 0; t < source->n_time; t++) {
        const double f = c->magnitude.factor;
        const double line[] = {source->time[t], cgap_panel_spread(source, t, c->line) / f};
        const double area[] = {source->time[t], cgap_panel_spread(source, t, c->low) / f,
                               cgap_panel_spread(source, t, c->high) / f};

        cgap_figure_row(figure, band ? 3 : 2, band ? area : line);
    }
}

static void
draw_course(const cgap_panel_source *source, cgap_figure *figure, const course *c, double pixels)
{
    char unit[CGAP_WORDS], end[CGAP_WORDS];
    double last = cgap_panel_spread(source, source->n_time - 1, c->line);
    size_t panel;

    (void) snprintf(unit, sizeof unit, "%s%s", cgap_panel_text(source, c->unit),
                    c->magnitude.words);
    panel = cgap_figure_panel(figure, cgap_panel_text(source, c->title), unit,
                              cgap_panel_time_scale(source, pixels), c->y);
    if (isfinite(cgap_panel_spread(source, 0, c->low))) {
        cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_BAND, c->colour, 0.2, 1});
        add_rows(source, figure, c, true);
    }
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, c->colour, 2.0, 1});
    add_rows(source, figure, c, false);
    if (source->n_time <= MOST_POINT) {
        cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_POINT, c->colour, 0.7, 7});
        add_rows(source, figure, c, false);
    }
    cgap_value_words(source->language, last / c->magnitude.factor, end);
    cgap_figure_end_labels(figure, panel,
                           &(cgap_end_label){last / c->magnitude.factor, end, "text_colour", 1}, 1);
}

static void
say(const cgap_panel_source *source, char *title)
{
    size_t last = source->n_time - 1;
    char spread[CGAP_WORDS], start[CGAP_WORDS], end[CGAP_WORDS], from[CGAP_WORDS], to[CGAP_WORDS];
    char count[CGAP_NUMBER_WORDS];
    double first_mean = cgap_panel_spread(source, 0, "mean");
    double last_mean = cgap_panel_spread(source, last, "mean");

    cgap_panel_change_words(source->language, cgap_panel_spread(source, 0, "sd"),
                            cgap_panel_spread(source, last, "sd"), spread);
    cgap_value_words(source->language, first_mean, start);
    cgap_value_words(source->language, last_mean, end);
    cgap_date_words(source->language, source->time[0], from);
    cgap_date_words(source->language, source->time[last], to);
    (void) cgap_count_words(source->language, source->n_unit, count);
    if (strcmp(start, end) == 0) {
        (void) cgap_phrase(title, CGAP_LONG, source->language, CGAP_T_PANEL_SIGMA_TITLE_FLAT, count,
                           spread, from, to, end, NULL);
        return;
    }
    (void) cgap_phrase(title, CGAP_LONG, source->language,
                       last_mean > first_mean ? CGAP_T_PANEL_SIGMA_TITLE_RISES
                                              : CGAP_T_PANEL_SIGMA_TITLE_FALLS,
                       count, spread, from, to, start, end, NULL);
}

/* @param ratio whether the coefficient of variation is drawn */
static void
explain(const cgap_panel_source *source, bool ratio, char *what)
{
    (void) snprintf(what, CGAP_LONG, "%s%s%s", cgap_panel_text(source, CGAP_T_PANEL_UNWEIGHTED),
                    ratio ? "" : " ", ratio ? "" : cgap_panel_text(source, CGAP_T_PANEL_NO_CV));
    if (isfinite(source->in->confidence)) {
        size_t used = strlen(strcat(what, " "));
        double percent = 100.0 * source->in->confidence;
        char number[CGAP_NUMBER_WORDS];

        (void) cgap_decimal_words(source->language, percent,
                                  fabs(percent - floor(percent + 0.5)) < 1e-9 ? 0 : 1, false,
                                  number);
        (void) cgap_phrase(what + used, CGAP_LONG - used, source->language, CGAP_T_PANEL_BOOTSTRAP,
                           number, NULL);
    }
}

void
cgap_panel_chart_sigma(const cgap_panel_source *source, cgap_figure *figure)
{
    course c[MOST_COURSE] = {
        {.title = CGAP_T_PANEL_SD, .unit = CGAP_T_PANEL_UNIT, .line = "sd"},
        {.title = CGAP_T_PANEL_CV, .unit = CGAP_T_UNIT_CV, .line = "cv"},
        {.title = CGAP_T_PANEL_MEAN, .unit = CGAP_T_PANEL_UNIT, .line = "mean"},
    };
    char title[CGAP_LONG], what[CGAP_LONG];
    cgap_grid grid = {0, 1, 190.0, 0.0, 54.0, 48.0, 26.0, 0.0};
    size_t n = 0;
    double pixels;

    if (source->n_time < 2) {
        cgap_figure_lacks(figure, "one date has no course; give two dates or more");
        return;
    }
    for (size_t k = 0; k < MOST_COURSE; k++) {
        bool levels = k == MOST_COURSE - 1;

        c[k].low = levels ? "min" : k == 0 ? "sd_low" : "cv_low";
        c[k].high = levels ? "max" : k == 0 ? "sd_high" : "cv_high";
        c[k].colour = levels ? "practice_colour" : "formal_colour";
        c[k].from_zero = !levels;
        if (defined(source, c[k].line)) {
            scale(source, &c[k]);
            grid.left = fmax(grid.left, cgap_scale_room(c[k].y));
            c[n++] = c[k];
        }
    }
    say(source, title);
    explain(source, n == MOST_COURSE, what);
    cgap_panel_head(source, figure, title, what);
    grid.columns = n;
    pixels = (figure->width - 2.0 * CGAP_MARGIN) / (double) n - grid.left - grid.right;
    cgap_figure_grid(figure, grid);
    for (size_t k = 0; k < n && !figure->failed; k++) {
        draw_course(source, figure, &c[k], pixels);
    }
}
