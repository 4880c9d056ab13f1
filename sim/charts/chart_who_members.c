/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who wins and who loses, member by member: effect of every alternative on every member. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"

#include "chart.h"
#include "line_up.h"
#include "parties.h"
#include "roster.h"
#include "words.h"

enum { N_VARIABLE = 3 };

static const struct {
    const char *variable;
    double scale;
    cgap_text_key title, unit;
} VARIABLE[N_VARIABLE] = {
    {"formal", 1.0, CGAP_T_LAYER_FORMAL, CGAP_T_WHO_DARKEST_INDEX},
    {"practice", 1.0, CGAP_T_LAYER_PRACTICE, CGAP_T_WHO_DARKEST_INDEX},
    {"loss_gdp", 100.0, CGAP_T_LOSSES_PANEL, CGAP_T_WHO_DARKEST_LOSS},
};

/* Alternatives down, members across; effects of all variables. */
typedef struct board {
    size_t *order, n_row;
    const char **member;
    size_t n_member;
    cgap_effect_row *effect; /* [variable][row][member] */
} board;

static void
board_free(board *self)
{
    free(self->order);
    free((void *) self->member);
    free(self->effect);
}

static cgap_effect_row *
at(const board *self, size_t variable, size_t row, size_t member)
{
    return &self->effect[(variable * self->n_row + row) * self->n_member + member];
}

/* Members in order of what the baseline gives them, the least first. */
static void
sort_members(board *self, const cgap_chart_source *source)
{
    for (size_t m = 1; m < self->n_member; m++) {
        const char *moved = self->member[m];
        size_t s = self->order[0], k = m;
        double base = cgap_party_effect(source, "member", moved, "formal", s).base;

        for (; k > 0 &&
               cgap_party_effect(source, "member", self->member[k - 1], "formal", s).base > base;
             k--) {
            self->member[k] = self->member[k - 1];
        }
        self->member[k] = moved;
    }
}

/* A state that is no member at the end has nothing to win or lose then. */
static bool
stands(const cgap_chart_source *source, size_t scenario, const char *member)
{
    return !source->members.present ||
           isfinite(cgap_member_at(source, scenario, member, "formal", source->end));
}

static bool
board_read(board *self, const cgap_chart_source *source)
{
    *self = (board){.order = cgap_memory_array(source->n_scenario, sizeof *self->order)};
    if (self->order == NULL || !cgap_alternatives(source, self->order, &self->n_row)) {
        return false;
    }
    self->n_member = cgap_parties_list(source, "member", "formal", &self->member);
    self->effect =
        cgap_memory_array(N_VARIABLE * self->n_row * self->n_member, sizeof *self->effect);
    if (self->member == NULL || self->effect == NULL) {
        return false;
    }
    if (self->n_row > 0) {
        sort_members(self, source);
    }
    for (size_t r = 0; r < self->n_row; r++) {
        for (size_t m = 0; m < self->n_member; m++) {
            bool standing = stands(source, self->order[r], self->member[m]);

            for (size_t v = 0; v < N_VARIABLE; v++) {
                *at(self, v, r, m) = standing
                                         ? cgap_party_effect(source, "member", self->member[m],
                                                             VARIABLE[v].variable, self->order[r])
                                         : (cgap_effect_row){NAN, NAN, NAN, NAN, NAN, NAN};
            }
        }
    }
    return true;
}

static double
largest(const board *self, size_t variable)
{
    double most = 0.0;

    for (size_t k = 0; k < self->n_row * self->n_member; k++) {
        most = fmax(most, fabs(at(self, variable, 0, k)->gain)); /* passes over NaN */
    }
    return most;
}

static void
draw_tiles(const cgap_chart_source *source, cgap_figure *figure, size_t panel, const board *self,
           size_t variable, double most)
{
    char text[2 * CGAP_WORDS];

    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_TILE, "text_colour", 1.0, 1});
    for (size_t k = 0; k < self->n_row * self->n_member; k++) {
        size_t r = k / self->n_member, m = k % self->n_member;
        const cgap_effect_row *effect = at(self, variable, r, m);
        double x = (double) m, y = (double) (self->n_row - 1 - r);
        const double tile[] = {x + 0.04, y + 0.05, x + 0.96, y + 0.95,
                               most > 0.0 ? effect->gain / most : effect->gain};

        if (isfinite(effect->gain)) {
            cgap_figure_row(figure, 5, tile);
            cgap_party_words(source, self->order[r], cgap_member_name(source, self->member[m]),
                             effect, VARIABLE[variable].scale, text, sizeof text);
            cgap_figure_hint(figure, panel, (cgap_place){x, y, x + 1.0, y + 1.0}, text);
        }
    }
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_POINT, "text_colour", 0.45, 7});
    for (size_t k = 0; k < self->n_row * self->n_member; k++) {
        size_t r = k / self->n_member, m = k % self->n_member;

        if (at(self, variable, r, m)->losing > 0.5) {
            cgap_figure_row(figure, 2,
                            (const double[]){(double) m + 0.5, (double) (self->n_row - r) - 0.5});
        }
    }
}

/* Codes below the tiles, in two lines where the tiles are narrow. */
static void
name_members(cgap_figure *figure, size_t panel, const board *self)
{
    for (size_t m = 0; m < self->n_member && !figure->failed; m++) {
        double below = figure->column && m % 2 == 1 ? 19.0 : 9.0;

        cgap_figure_text(figure, cgap_figure_x(figure, panel, (double) m + 0.5),
                         figure->panel[panel].bottom + below, self->member[m],
                         (cgap_text_style){9.0, false, "muted_colour", 0});
    }
}

static void
draw_variable(const cgap_chart_source *source, cgap_figure *figure, const board *self,
              size_t variable)
{
    double most = largest(self, variable);
    char unit[CGAP_WORDS], number[CGAP_NUMBER_WORDS];
    size_t panel;

    (void) cgap_decimal_words(source->language, VARIABLE[variable].scale * most, 3, false, number);
    (void) cgap_phrase(unit, sizeof unit, source->language, VARIABLE[variable].unit, number, NULL);
    panel = cgap_figure_panel(figure, cgap_chart_text(source, VARIABLE[variable].title), unit,
                              (cgap_scale){0.0, (double) self->n_member, 0.0, 0},
                              (cgap_scale){0.0, (double) self->n_row, 0.0, 0});
    if (figure->failed) {
        return;
    }
    figure->panel[panel].x_axis = false;
    figure->panel[panel].y_grid = false;
    draw_tiles(source, figure, panel, self, variable, most);
    name_members(figure, panel, self);
    cgap_line_up_rows(source, self->order, self->n_row, figure, panel);
}

/* True when an alternative leaves some member worse off in anything that is drawn. */
static bool
has_loser(const board *self, size_t row)
{
    for (size_t v = 0; v < N_VARIABLE; v++) {
        for (size_t m = 0; m < self->n_member; m++) {
            const cgap_effect_row *effect = at(self, v, row, m);

            if (isfinite(effect->gain) && cgap_party_verdict(effect) < 0) {
                return true;
            }
        }
    }
    return false;
}

/* How many alternatives have losers. No member is named: which one is first is not sure. */
static void
say(const cgap_chart_source *source, const board *self, char *title)
{
    size_t losing = 0;
    char count[2][CGAP_NUMBER_WORDS];

    for (size_t r = 0; r < self->n_row; r++) {
        losing += has_loser(self, r);
    }
    (void) cgap_count_words(source->language, losing, count[0]);
    (void) cgap_count_words(source->language, self->n_row, count[1]);
    (void) cgap_phrase(title, CGAP_LONG, source->language, CGAP_T_WHO_MEMBERS_TITLE,
                       source->scenario[source->baseline], count[0], count[1], NULL);
}

void
cgap_chart_who_members(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    char title[CGAP_LONG], subtitle[CGAP_LONG], futures[CGAP_WORDS];
    board self = {0};

    (void) scenario;
    figure->failed = !board_read(&self, source);
    if (!figure->failed && (self.n_member == 0 || self.n_row == 0)) {
        cgap_figure_lacks(figure, "there is no who.csv with members");
    } else if (!figure->failed) {
        say(source, &self, title);
        cgap_futures_words(source, cgap_chart_text(source, CGAP_T_MAP_DIFFERENCE_WHAT), futures);
        (void) cgap_phrase(subtitle, sizeof subtitle, source->language, CGAP_T_WHO_MEMBERS_SUBTITLE,
                           futures, NULL);
        cgap_single_states(source, subtitle);
        cgap_figure_head(figure, title, subtitle);
        figure->palette = "diverging";
        figure->palette_low = -1.0;
        figure->palette_high = 1.0;
        figure->inset = figure->column ? 120.0 : 150.0;
        cgap_figure_grid(figure, (cgap_grid){1, N_VARIABLE,
                                             (self.n_row > 20 ? 13.0 : 17.0) * (double) self.n_row,
                                             0.0, 0.0, 46.0, figure->column ? 28.0 : 18.0, 0.0});
        for (size_t v = 0; v < N_VARIABLE && !figure->failed; v++) {
            draw_variable(source, figure, &self, v);
        }
        figure->inset = 0.0;
        cgap_figure_palette_key(figure, cgap_chart_text(source, CGAP_T_WHO_KEY));
    }
    board_free(&self);
}
