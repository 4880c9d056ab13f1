/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "links.h"

#include <math.h>
#include <stdio.h>

#include "words.h"

enum { MOST_SCALE = 2, MOST_CHANGE = 4, N_ROUND = 10 };

/* 1, 2 or 5 times a power of ten; number 0 is 0.001. */
static double
round_number(size_t up)
{
    static const double digit[] = {0.001, 0.002, 0.005};

    return digit[up % 3] * pow(10.0, (double) (up / 3));
}

/* Digits behind the decimal sign that tell multiples apart. */
static int
decimals_of(double step)
{
    return step < 0.00095 ? 4 : step < 0.0095 ? 3 : step < 0.095 ? 2 : 1;
}

cgap_link_scale
cgap_link_scale_levels(const char *colours, size_t shades, double most)
{
    cgap_link_scale out = {.colours = colours, .shades = shades, .sign = 1.0};
    size_t up = 0;

    while (floor(most / round_number(up) + 1e-9) > CGAP_MOST_LINK && up < N_ROUND) {
        up++;
    }
    for (size_t c = 0; c <= CGAP_MOST_LINK; c++) {
        out.limit[c] = round_number(up) * (double) (c + 1);
    }
    out.decimals = decimals_of(round_number(up));
    out.n = CGAP_MOST_LINK;
    out.n = out.n_shown = cgap_link_class(&out, most);
    return out;
}

cgap_link_scale
cgap_link_scale_changes(const char *colours, size_t shades, double sign, double most, double own)
{
    cgap_link_scale out = {.colours = colours, .shades = shades, .sign = sign, .plus = true};
    size_t up = 0;

    while (round_number(up + MOST_CHANGE) <= most && up < N_ROUND) {
        up++;
    }
    for (size_t c = 0; c <= MOST_CHANGE; c++) {
        out.limit[c] = round_number(up + c);
    }
    out.decimals = decimals_of(round_number(up));
    out.n = out.n_shown = MOST_CHANGE;
    out.n = cgap_link_class(&out, sign * own);
    return out;
}

size_t
cgap_link_class(const cgap_link_scale *self, double value)
{
    size_t class = 0;

    while (class < self->n && self->sign * value >= self->limit[class] - 1e-12) {
        class ++;
    }
    return class;
}

/* Shades are dealt out from light to dark, however few classes there are. */
static void
colour_of(const cgap_link_scale *self, size_t class, char *out)
{
    size_t shade = self->shades;

    if (self->n_shown > 1) {
        shade = 1 + (class - 1) * (self->shades - 1) / (self->n_shown - 1);
    }
    (void) snprintf(out, CGAP_COLOUR_SIZE, "%s_colour[%zu]", self->colours, shade);
}

static double
width_of(const cgap_link_scale *self, size_t class)
{
    double n = (double) self->n_shown, share = n < 2.0 ? 0.5 : (double) (class - 1) / (n - 1.0);

    return 0.5 + 1.1 * share * share;
}

/* What is weaker is dashed, to be told apart without colours. */
static int
dash_of(const cgap_link_scale *self)
{
    return self->sign < 0.0 ? 2 : 1;
}

void
cgap_link_mark(const cgap_link_scale *self, cgap_figure *figure, size_t panel, size_t class,
               double thick)
{
    char colour[CGAP_COLOUR_SIZE];

    colour_of(self, class, colour);
    cgap_figure_mark(
        figure, panel,
        (cgap_mark){CGAP_MARK_LINE, colour, thick * width_of(self, class), dash_of(self)});
}

/* "0.1 to 0.2", "0.3 and more", "-0.3 and less". */
static void
class_words(const cgap_link_scale *self, cgap_language language, size_t class, char *out)
{
    char from[CGAP_NUMBER_WORDS], to[CGAP_NUMBER_WORDS];
    cgap_text_key key = class < self->n    ? CGAP_T_LINK_CLASS
                        : self->sign < 0.0 ? CGAP_T_LINK_LESS
                                           : CGAP_T_LINK_MORE;

    (void) cgap_decimal_words(language, self->sign * self->limit[class - 1], self->decimals,
                              self->plus, from);
    (void) cgap_decimal_words(language, self->sign * self->limit[class], self->decimals, self->plus,
                              to);
    (void) cgap_phrase(out, CGAP_WORDS, language, key, from, to, NULL);
}

void
cgap_link_key(cgap_figure *figure, const cgap_link_scale *scale, size_t n)
{
    char text[MOST_SCALE * CGAP_MOST_LINK][CGAP_WORDS];
    char colour[MOST_SCALE * CGAP_MOST_LINK][CGAP_COLOUR_SIZE];
    cgap_key_item item[MOST_SCALE * CGAP_MOST_LINK];
    size_t k = 0;

    for (size_t s = 0; s < n && s < MOST_SCALE; s++) {
        const cgap_link_scale *of = &scale[s];

        for (size_t c = 1; c <= of->n; c++, k++) {
            size_t class = of->sign < 0.0 ? of->n + 1 - c : c;

            class_words(of, figure->language, class, text[k]);
            colour_of(of, class, colour[k]);
            item[k] = (cgap_key_item){text[k], colour[k], 1.6 * width_of(of, class), dash_of(of)};
        }
    }
    if (k > 0) {
        cgap_figure_key(figure, item, k);
    }
}
