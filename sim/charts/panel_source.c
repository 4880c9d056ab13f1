/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panel_source.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "text.h"

bool
cgap_panel_source_init(cgap_panel_source *self, const cgap_panel_charts *in, cgap_language language)
{
    bool fine;

    self->in = in;
    self->language = language;
    self->n_time = in->spread->n_row;
    self->n_unit = self->n_time == 0 ? 0 : in->units->n_row / self->n_time;
    self->name = cgap_memory_array(self->n_unit, sizeof *self->name);
    self->time = cgap_memory_array(self->n_time, sizeof *self->time);
    fine = self->name != NULL && self->time != NULL;
    for (size_t i = 0; i < self->n_unit && fine; i++) {
        self->name[i] = cgap_text_clean(cgap_table_text(in->units, i * self->n_time, 0));
        fine = self->name[i] != NULL;
    }
    for (size_t t = 0; t < self->n_time && fine; t++) {
        self->time[t] = cgap_table_real(in->spread, t, 0);
    }
    return fine;
}

void
cgap_panel_source_free(cgap_panel_source *self)
{
    for (size_t i = 0; self->name != NULL && i < self->n_unit; i++) {
        free(self->name[i]);
    }
    free(self->name);
    free(self->time);
    memset(self, 0, sizeof *self);
}

const char *
cgap_panel_text(const cgap_panel_source *self, cgap_text_key key)
{
    return cgap_text_of(self->language, key);
}

double
cgap_panel_unit(const cgap_panel_source *self, size_t unit, size_t t, const char *column)
{
    const cgap_table *units = self->in->units;

    return cgap_table_real(units, unit * self->n_time + t, cgap_table_find(units, column));
}

double
cgap_panel_spread(const cgap_panel_source *self, size_t t, const char *column)
{
    return cgap_table_real(self->in->spread, t, cgap_table_find(self->in->spread, column));
}

double
cgap_panel_span(const cgap_panel_source *self, const char *measure)
{
    const cgap_table *span = self->in->span;

    for (size_t r = 0; r < span->n_row; r++) {
        if (strcmp(cgap_table_text(span, r, 2), measure) == 0) {
            return cgap_table_real(span, r, 3);
        }
    }
    return NAN;
}

cgap_magnitude
cgap_magnitude_of(cgap_language language, double largest)
{
    static const struct {
        double above, factor;
        cgap_text_key words;
    } step[] = {{1e4, 1e3, CGAP_T_PANEL_THOUSANDS},
                {1e8, 1e6, CGAP_T_PANEL_MILLIONS},
                {1e11, 1e9, CGAP_T_PANEL_BILLIONS}};
    cgap_magnitude self = {1.0, ""};
    char number[CGAP_NUMBER_WORDS];

    for (size_t s = 0; s < sizeof step / sizeof step[0] && largest >= step[s].above; s++) {
        self.factor = step[s].factor;
        (void) cgap_phrase(self.words, sizeof self.words, language, step[s].words, NULL);
    }
    if (isfinite(largest) && (largest >= 1e14 || (largest > 0.0 && largest < 0.01))) {
        int power = 0;

        self.factor = 1.0;
        for (; largest / self.factor >= 10.0 && power < 300; power++) {
            self.factor *= 10.0;
        }
        for (; largest / self.factor < 1.0 && power > -300; power--) {
            self.factor /= 10.0;
        }
        (void) snprintf(number, sizeof number, "%d", power);
        (void) cgap_phrase(self.words, sizeof self.words, language, CGAP_T_PANEL_POWER, number,
                           NULL);
    }
    return self;
}

void
cgap_value_words(cgap_language language, double value, char *out)
{
    double size = fabs(value);
    char number[CGAP_NUMBER_WORDS];
    int decimals = size >= 99.5 ? 0 : size >= 9.95 ? 1 : 2;

    if (size >= 1e15 || (size > 0.0 && size < 1e-9)) {
        (void) snprintf(out, CGAP_WORDS, "%s%.2e", value < 0.0 ? "\xE2\x88\x92" : "", size);
        return;
    }
    for (double least = 0.0995; size > 0.0 && size < least; least /= 10.0) {
        decimals++;
    }
    if (size >= 999999.5) {
        bool billions = size >= 1e9;

        (void) cgap_decimal_words(language, value / (billions ? 1e9 : 1e6), 2, false, number);
        (void) cgap_phrase(out, CGAP_WORDS, language,
                           billions ? CGAP_T_PANEL_BILLION : CGAP_T_PANEL_MILLION, number, NULL);
    } else {
        (void) cgap_decimal_words(language, value, decimals, false, number);
        (void) snprintf(out, CGAP_WORDS, "%s", number);
    }
}

void
cgap_panel_change_words(cgap_language language, double from, double to, char *out)
{
    char first[CGAP_WORDS], last[CGAP_WORDS];

    if (from > 0.0 && to >= 0.0 && to < 100.0 * from) {
        cgap_change_words(language, from, to, out);
        return;
    }
    cgap_value_words(language, from, first);
    cgap_value_words(language, to, last);
    (void) cgap_phrase(out, CGAP_WORDS, language, CGAP_T_PANEL_GOES, first, last, NULL);
}

cgap_scale
cgap_panel_time_scale(const cgap_panel_source *self, double pixels)
{
    double start = self->time[0], end = self->time[self->n_time - 1];
    cgap_scale scale;

    if (end - start >= 2.0 && end - start < 500.0) {
        return cgap_scale_years(start, end, pixels, 34.0);
    }
    scale = cgap_scale_round(start, end, (size_t) fmax(1.0, pixels / 60.0));
    scale.low = start;
    scale.high = end;
    return scale;
}

double
cgap_scale_room(cgap_scale scale)
{
    char low[64], high[64];

    (void) snprintf(low, sizeof low, "%.*f", scale.decimals, scale.low);
    (void) snprintf(high, sizeof high, "%.*f", scale.decimals, scale.high);
    return 12.0 + fmax(cgap_text_width(low, CGAP_SIZE_SMALL, false),
                       cgap_text_width(high, CGAP_SIZE_SMALL, false));
}

cgap_selection
cgap_panel_select(size_t n, size_t most)
{
    cgap_selection self = {n, n, 0};

    if (n > most) {
        self.top = most / 2;
        self.shown = 2 * self.top;
        self.hidden = n - self.shown;
    }
    return self;
}

size_t
cgap_selection_at(cgap_selection self, size_t n, size_t place)
{
    return place < self.top ? place : n - self.shown + place;
}

void
cgap_panel_order(const double *key, size_t n, size_t *order)
{
    for (size_t i = 0; i < n; i++) {
        size_t j = i;

        for (; j > 0 && key[order[j - 1]] < key[i]; j--) {
            order[j] = order[j - 1];
        }
        order[j] = i;
    }
}

void
cgap_panel_name(cgap_figure *figure, double x, double y, const char *name, double width,
                cgap_text_style style)
{
    char *fitted = cgap_text_shorten(name, style.size, style.bold, width);

    if (fitted == NULL) {
        figure->failed = true;
    } else {
        cgap_figure_text(figure, x, y, fitted, style);
    }
    free(fitted);
}

void
cgap_panel_head(const cgap_panel_source *self, cgap_figure *figure, const char *title,
                const char *what)
{
    const cgap_panel_charts *in = self->in;
    cgap_language language = self->language;
    char subtitle[CGAP_LONG], rest[CGAP_WORDS], count[3][CGAP_NUMBER_WORDS];
    char from[CGAP_NUMBER_WORDS], to[CGAP_NUMBER_WORDS];
    char *clean = cgap_text_clean(in->panel);
    char *panel = clean == NULL ? NULL : cgap_text_shorten(clean, CGAP_SIZE_SUBTITLE, false, 260.0);
    const char *name = panel == NULL ? "" : panel;
    size_t used;

    (void) cgap_count_words(language, self->n_unit, count[0]);
    (void) cgap_count_words(language, self->n_time, count[1]);
    (void) cgap_date_words(language, self->time[0], from);
    (void) cgap_date_words(language, self->time[self->n_time - 1], to);
    rest[0] = '\0';
    if (in->dropped > 0) {
        (void) cgap_phrase(rest, sizeof rest, language, CGAP_T_PANEL_DROPPED,
                           cgap_count_words(language, in->dropped, count[2]), NULL);
    }
    used = strlen(rest);
    (void) snprintf(rest + used, sizeof rest - used, "%s%s",
                    in->logarithm ? cgap_panel_text(self, CGAP_T_PANEL_LOGARITHMS) : "",
                    in->lower_is_better ? cgap_panel_text(self, CGAP_T_PANEL_LOWER_IS_BETTER) : "");
    if (self->n_time == 1) {
        (void) cgap_phrase(subtitle, sizeof subtitle, language, CGAP_T_PANEL_HEAD_ONE_DATE, what,
                           name, count[0], from, rest, NULL);
    } else {
        (void) cgap_phrase(subtitle, sizeof subtitle, language, CGAP_T_PANEL_HEAD, what, name,
                           count[0], count[1], from, to, rest, NULL);
    }
    figure->failed = figure->failed || panel == NULL;
    cgap_figure_head(figure, title, subtitle);
    free(clean);
    free(panel);
}
