/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels.h"

#include <math.h>
#include <stdio.h>

#include "words.h"

void
cgap_range_value(cgap_range *self, double value)
{
    self->low = fmin(self->low, value); /* fmin and fmax pass over NaN */
    self->high = fmax(self->high, value);
}

void
cgap_range_path(cgap_range *self, const cgap_path *path)
{
    for (size_t i = 0; i < path->n; i++) {
        cgap_range_value(self, path->mean[i]);
        cgap_range_value(self, path->q05[i]);
        cgap_range_value(self, path->q95[i]);
    }
}

/* A band needs both its edges somewhere. */
static void
band(cgap_figure *figure, size_t panel, const cgap_path *path, const double *low,
     const double *high, cgap_mark mark)
{
    size_t known = 0;

    for (size_t i = 0; i < path->n; i++) {
        known += isfinite(low[i]) && isfinite(high[i]);
    }
    if (known < 2) {
        return;
    }
    cgap_figure_mark(figure, panel, mark);
    for (size_t i = 0; i < path->n; i++) {
        const double row[] = {path->time[i], low[i], high[i]};

        cgap_figure_row(figure, 3, row);
    }
}

void
cgap_panel_band(cgap_figure *figure, size_t panel, const cgap_path *path, const char *colour,
                double opacity)
{
    band(figure, panel, path, path->q05, path->q95,
         (cgap_mark){CGAP_MARK_BAND, colour, opacity, 1});
}

void
cgap_panel_line(cgap_figure *figure, size_t panel, const cgap_path *path, cgap_mark mark)
{
    cgap_figure_mark(figure, panel, mark);
    for (size_t i = 0; i < path->n; i++) {
        const double row[] = {path->time[i], path->mean[i]};

        cgap_figure_row(figure, 2, row);
    }
}

void
cgap_panel_fan(cgap_figure *figure, size_t panel, const cgap_path *path, const char *colour)
{
    cgap_panel_band(figure, panel, path, colour, 0.18);
    band(figure, panel, path, path->q25, path->q75, (cgap_mark){CGAP_MARK_BAND, colour, 0.28, 1});
    cgap_panel_line(figure, panel, path, (cgap_mark){CGAP_MARK_LINE, colour, 2.0, 1});
}

void
cgap_panel_points(cgap_figure *figure, size_t panel, const cgap_path *path)
{
    const cgap_mark marks[] = {
        {CGAP_MARK_POINT, "paper_colour", 0.9, 7}, /* a white disc under the ring */
        {CGAP_MARK_POINT, "text_colour", 0.9, 6},
    };

    for (size_t m = 0; m < 2; m++) {
        cgap_panel_line(figure, panel, path, marks[m]);
    }
}

void
cgap_panel_level(cgap_figure *figure, size_t panel, double y, const char *colour)
{
    if (figure->failed) {
        return;
    }
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, colour, 1.0, 1});
    for (int end = 0; end < 2; end++) {
        const cgap_scale x = figure->panel[panel].x;
        const double row[] = {end == 0 ? x.low : x.high, y};

        cgap_figure_row(figure, 2, row);
    }
}

void
cgap_panel_end_value(cgap_figure *figure, size_t panel, const cgap_path *path, int decimals)
{
    char text[CGAP_NUMBER_WORDS];

    if (path->n == 0 || !isfinite(path->mean[path->n - 1])) {
        return;
    }
    (void) cgap_decimal_words(figure->language, path->mean[path->n - 1], decimals, false, text);
    cgap_figure_end_labels(figure, panel,
                           &(cgap_end_label){path->mean[path->n - 1], text, "text_colour", 1}, 1);
}

/* True for the row nearest to a turn of the year, and for the first and the last. */
static bool
told_year(const cgap_path *path, size_t i)
{
    double year = floor(path->time[i] + 0.5);

    return i == 0 || i + 1 == path->n || fabs(path->time[i] - year) < 1e-6;
}

void
cgap_panel_hints(cgap_figure *figure, size_t panel, const cgap_path *path, const char *name,
                 int decimals)
{
    char text[CGAP_WORDS], date[CGAP_NUMBER_WORDS], number[CGAP_NUMBER_WORDS];

    for (size_t i = 0; i < path->n && !figure->failed; i++) {
        const cgap_scale y = figure->panel[panel].y;
        double reach = 0.025 * (y.high - y.low);

        if (told_year(path, i) && isfinite(path->mean[i])) {
            (void) cgap_phrase(
                text, sizeof text, figure->language, CGAP_T_HINT_AT, name,
                cgap_date_words(figure->language, path->time[i], date),
                cgap_decimal_words(figure->language, path->mean[i], decimals, false, number), NULL);
            cgap_figure_hint(figure, panel,
                             (cgap_place){path->time[i] - 0.5, path->mean[i] - reach,
                                          path->time[i] + 0.5, path->mean[i] + reach},
                             text);
        }
    }
}
