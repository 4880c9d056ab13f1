/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely losses above a size are: curves on a logarithmic scale and, row by row, the losses
 * that half, one tenth and one hundredth of the futures exceed. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cgap/memory.h"

#include "chart.h"
#include "panels.h"
#include "text.h"
#include "words.h"

enum { N_MARKED = 3, N_PART = 6 };

static const double MARKED[N_MARKED] = {0.5, 0.1, 0.01};

/* What a single run shows: all losses, drawn (as drawn_measure has them) and expected, and who
 * bears the expected ones. */
static const struct {
    const char *measure, *colour;
    cgap_text_key words;
} PART[N_PART] = {
    {NULL, "text_colour", CGAP_T_EXCEEDANCE_DRAWN},
    {"loss_gdp", "baseline_colour", CGAP_T_EXCEEDANCE_EXPECTED},
    {"loss_gdp_sme", "sme_colour", CGAP_T_SHORT_SME},
    {"loss_gdp_enterprise", "enterprise_colour", CGAP_T_SHORT_ENTERPRISE},
    {"loss_gdp_administration", "administration_colour", CGAP_T_SHORT_ADMINISTRATION},
    {"loss_gdp_people", "people_colour", CGAP_T_SHORT_PEOPLE},
};

/* One curve: decimal logarithms of losses, percent of GDP a year, and of the probability of more.
 */
typedef struct curve {
    const char *name;
    char colour[CGAP_COLOUR_SIZE];
    int dash;
    bool bold;
    size_t n;
    double *loss, *depth; /* [n] owned through loss */
} curve;

/* Drawn losses: those of a year, or of the last step where the horizon is shorter. */
typedef enum drawn { OF_YEAR, OF_STEP, N_DRAWN } drawn;

static const char *const DRAWN[N_DRAWN] = {"loss_gdp_year", "loss_gdp_realised"};

/* What is said of them: several scenarios, one. */
static const cgap_text_key TITLE[N_DRAWN][2] = {
    {CGAP_T_EXCEEDANCE_TITLE, CGAP_T_EXCEEDANCE_TITLE_ONE},
    {CGAP_T_EXCEEDANCE_STEP_TITLE, CGAP_T_EXCEEDANCE_STEP_TITLE_ONE}};
static const cgap_text_key WHAT[N_DRAWN][2] = {
    {CGAP_T_EXCEEDANCE_WHAT, CGAP_T_EXCEEDANCE_WHAT_ONE},
    {CGAP_T_EXCEEDANCE_STEP_WHAT, CGAP_T_EXCEEDANCE_STEP_WHAT_ONE}};

typedef struct bundle {
    size_t n, n_measured; /* curves; of them with rows */
    curve *at;            /* owned */
    drawn of;
    double least;     /* smallest probability told */
    double high, low; /* losses, logarithms */
} bundle;

static void
bundle_free(bundle *self)
{
    for (size_t c = 0; self->at != NULL && c < self->n; c++) {
        free(self->at[c].loss);
    }
    free(self->at);
}

static bool
read_curve(bundle *self, const cgap_chart_source *source, size_t scenario, const char *measure,
           curve *out)
{
    const cgap_frame *f = &source->exceedance;
    const uint32_t want[] = {cgap_frame_id(f, 0, source->scenario[scenario]),
                             cgap_frame_id(f, 1, measure)};
    size_t probability = cgap_csv_find(&f->csv, "probability");
    size_t loss = cgap_csv_find(&f->csv, "loss");

    out->loss = cgap_memory_array(2 * f->csv.n_row, sizeof *out->loss);
    if (out->loss == NULL) {
        return false;
    }
    out->depth = out->loss + f->csv.n_row;
    for (size_t row = SIZE_MAX; cgap_frame_next(f, want, &row);) {
        double p = cgap_frame_number(f, row, probability), x = cgap_frame_number(f, row, loss);

        if (p > 0.0 && x > 0.0) {
            out->loss[out->n] = log10(100.0 * x);
            out->depth[out->n++] = log10(p);
            self->least = fmin(self->least, p);
            self->high = fmax(self->high, log10(100.0 * x));
            self->low = fmin(self->low, log10(100.0 * x));
        }
    }
    self->n_measured += out->n > 0;
    return true;
}

static drawn
drawn_measure(const cgap_chart_source *source)
{
    const cgap_frame *f = &source->exceedance;
    const uint32_t want[] = {CGAP_ANY, cgap_frame_id(f, 1, DRAWN[OF_YEAR])};
    size_t row = SIZE_MAX;

    return cgap_frame_next(f, want, &row) ? OF_YEAR : OF_STEP;
}

static bool
bundle_read(bundle *self, const cgap_chart_source *source)
{
    bool several = source->n_scenario > 1, fine;

    *self = (bundle){.n = several ? source->n_scenario : N_PART,
                     .of = drawn_measure(source),
                     .least = 1.0,
                     .low = HUGE_VAL,
                     .high = -HUGE_VAL};
    self->at = cgap_memory_array(self->n, sizeof *self->at);
    fine = self->at != NULL;
    for (size_t c = 0; fine && c < self->n; c++) {
        curve *one = &self->at[c];

        if (several) {
            one->name = source->scenario[c];
            one->dash = cgap_scenario_dash(source, c);
            one->bold = c == source->baseline;
            cgap_scenario_colour(source, c, one->colour);
        } else {
            one->name = cgap_chart_text(source, PART[c].words);
            one->dash = 1;
            one->bold = c == 0;
            (void) snprintf(one->colour, sizeof one->colour, "%s", PART[c].colour);
        }
        fine =
            read_curve(self, source, several ? c : 0,
                       several || PART[c].measure == NULL ? DRAWN[self->of] : PART[c].measure, one);
    }
    return fine;
}

/* Loss that is exceeded with a probability; NaN when the table does not tell. */
static double
loss_at(const curve *self, double probability)
{
    for (size_t i = 0; i < self->n; i++) {
        if (fabs(self->depth[i] - log10(probability)) < 1e-9) {
            return self->loss[i];
        }
    }
    return NAN;
}

/* "0.1 %" */
static void
percent_words(cgap_language language, double share, char *out)
{
    (void) cgap_decimal_words(language, 100.0 * share, share < 0.0095 ? 1 : 0, false, out);
}

/* Probabilities left of the axis, one a decade. */
static void
name_decades(const cgap_chart_source *source, cgap_figure *figure, size_t panel)
{
    const cgap_panel *p = &figure->panel[panel];

    for (double depth = 0.0; depth >= p->y.low - 1e-9; depth -= 1.0) {
        char number[CGAP_NUMBER_WORDS], text[CGAP_WORDS];

        percent_words(source->language, pow(10.0, depth), number);
        (void) cgap_phrase(text, sizeof text, source->language, CGAP_T_EXCEEDANCE_PERCENT, number,
                           NULL);
        cgap_figure_text(figure, p->left - 6.0, cgap_figure_y(figure, panel, depth), text,
                         (cgap_text_style){CGAP_SIZE_SMALL, false, "muted_colour", 1});
    }
}

/* Where losses are named: at 1, 2 and 5 of each decade, or at more of its steps. */
typedef struct steps {
    double digit[10];
    int n, decimals; /* of the digits */
} steps;

static const steps COARSE = {{1.0, 2.0, 5.0}, 3, 0};
static const steps FINE = {{1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}, 10, 1};

/* Step @p k of the logarithmic axis, counted from 1. */
static double
loss_of_step(const steps *self, int k, int *decade)
{
    *decade = (int) floor((double) k / self->n);
    return self->digit[k - self->n * *decade] * pow(10.0, *decade);
}

static bool
on_axis(const cgap_panel *panel, double x)
{
    return x >= panel->left - 0.5 && x <= panel->right + 0.5;
}

/* The coarse steps, unless fewer than three of them are on the axis. */
static const steps *
choose_steps(const cgap_figure *figure, size_t panel)
{
    const cgap_panel *p = &figure->panel[panel];
    int inside = 0, decade;

    for (int k = COARSE.n * (int) floor(p->x.low); k <= COARSE.n * (int) ceil(p->x.high); k++) {
        double loss = loss_of_step(&COARSE, k, &decade);

        inside += on_axis(p, cgap_figure_x(figure, panel, log10(loss)));
    }
    return inside < 3 ? &FINE : &COARSE;
}

/* Losses below the axis, those that keep apart. */
static void
name_losses(const cgap_chart_source *source, cgap_figure *figure, size_t panel)
{
    const cgap_panel *p = &figure->panel[panel];
    const steps *at = choose_steps(figure, panel);
    double free_from = -HUGE_VAL;

    for (int k = at->n * (int) floor(p->x.low); k <= at->n * (int) ceil(p->x.high); k++) {
        int decade, decimals;
        double loss = loss_of_step(at, k, &decade), part;
        double x = cgap_figure_x(figure, panel, log10(loss));
        char number[CGAP_NUMBER_WORDS];

        if (!on_axis(p, x) || x < free_from) {
            continue;
        }
        part = loss * pow(10.0, -decade);
        decimals = decade < 0    ? -decade + (part - floor(part + 1e-9) > 0.01)
                   : decade == 0 ? at->decimals
                                 : 0;
        (void) cgap_decimal_words(source->language, loss, decimals, false, number);
        cgap_figure_text(figure, x, p->bottom + 11.0, number,
                         (cgap_text_style){CGAP_SIZE_SMALL, false, "muted_colour", 0});
        cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, "grid_colour", 0.8, 1});
        cgap_figure_row(figure, 2, (const double[]){log10(loss), p->y.low});
        cgap_figure_row(figure, 2, (const double[]){log10(loss), p->y.high});
        free_from = x + 34.0;
    }
}

static void
draw_curves(const cgap_chart_source *source, cgap_figure *figure, const bundle *all, cgap_scale x)
{
    cgap_scale y = {floor(log10(all->least) + 1e-9), 0.0, 1.0, 0};
    size_t panel = cgap_figure_panel(figure, cgap_chart_text(source, CGAP_T_EXCEEDANCE_CURVES),
                                     cgap_chart_text(source, CGAP_T_EXCEEDANCE_CURVES_UNIT), x, y);

    if (figure->failed) {
        return;
    }
    figure->panel[panel].y_labels = false;
    name_losses(source, figure, panel);
    for (size_t c = 0; c < all->n; c++) {
        const curve *one = &all->at[c];

        cgap_figure_mark(
            figure, panel,
            (cgap_mark){CGAP_MARK_LINE, one->colour, one->bold ? 2.6 : 1.6, one->dash});
        for (size_t i = 0; i < one->n; i++) {
            cgap_figure_row(figure, 2, (const double[]){one->loss[i], one->depth[i]});
        }
    }
    name_decades(source, figure, panel);
}

/* "history, exceeded in 1 % of futures: 2.31 % of GDP a year" */
static void
tell(const cgap_chart_source *source, cgap_figure *figure, size_t panel, const curve *one,
     double probability, double y, double reach)
{
    double loss = loss_at(one, probability);
    char share[CGAP_NUMBER_WORDS], number[CGAP_NUMBER_WORDS], text[2 * CGAP_WORDS];

    percent_words(source->language, probability, share);
    (void) cgap_decimal_words(source->language, pow(10.0, loss), 3, false, number);
    (void) cgap_phrase(text, sizeof text, source->language, CGAP_T_EXCEEDANCE_HINT, one->name,
                       share, number, NULL);
    cgap_figure_hint(figure, panel, (cgap_place){loss - reach, y - 0.45, loss + reach, y + 0.45},
                     text);
}

/* From the middle to the tail: a line with a mark at each probability. */
static void
draw_row(const cgap_chart_source *source, cgap_figure *figure, size_t panel, const curve *one,
         double y)
{
    static const int symbol[N_MARKED] = {7, 6, 2};
    const cgap_scale *x = &figure->panel[panel].x;

    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_LINE, one->colour, 1.4, 1});
    for (size_t k = 0; k < N_MARKED; k++) {
        cgap_figure_row(figure, 2, (const double[]){loss_at(one, MARKED[k]), y});
    }
    for (size_t k = 0; k < N_MARKED; k++) {
        cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_POINT, one->colour, 0.9, symbol[k]});
        cgap_figure_row(figure, 2, (const double[]){loss_at(one, MARKED[k]), y});
        tell(source, figure, panel, one, MARKED[k], y, 0.01 * (x->high - x->low));
    }
}

static const double SAMPLE_ROOM = 34.0; /* between a name and its panel */

/* Names left of the panel with a sample of their line: this is the key of the curves too. */
static void
name_row(cgap_figure *figure, size_t panel, const curve *one, double y)
{
    double right = figure->panel[panel].left - 8.0, at = cgap_figure_y(figure, panel, y);
    double room = figure->grid.left - SAMPLE_ROOM;
    double size = cgap_text_size(one->name, CGAP_SIZE_LABEL, one->bold, room, CGAP_SIZE_LEAST);
    char *name = cgap_text_shorten(one->name, size, one->bold, room);
    cgap_stroke sample = {right - 18.0, at, right, at, one->bold ? 2.6 : 1.6, one->dash, ""};

    if (name == NULL) {
        figure->failed = true;
        return;
    }
    (void) snprintf(sample.colour, sizeof sample.colour, "%s", one->colour);
    cgap_figure_stroke(figure, sample);
    cgap_figure_text(figure, right - 24.0, at, name,
                     (cgap_text_style){size, one->bold, "text_colour", 1});
    free(name);
}

static void
draw_rows(const cgap_chart_source *source, cgap_figure *figure, const bundle *all,
          const size_t *order, cgap_scale x)
{
    double rows = (double) all->n_measured;
    size_t panel = cgap_figure_panel(figure, cgap_chart_text(source, CGAP_T_EXCEEDANCE_ROWS),
                                     cgap_chart_text(source, CGAP_T_EXCEEDANCE_ROWS_UNIT), x,
                                     (cgap_scale){0.0, rows, 0.0, 0});

    if (figure->failed) {
        return;
    }
    figure->panel[panel].y_grid = false;
    name_losses(source, figure, panel);
    for (size_t r = 0; r < all->n_measured; r++) {
        const curve *one = &all->at[order[r]];
        double y = rows - (double) r - 0.5;

        draw_row(source, figure, panel, one, y);
        name_row(figure, panel, one, y);
    }
}

/* Probability by which curves are ranked and told: the rarest the table has for all. */
static double
headline(const bundle *all)
{
    for (size_t k = N_MARKED; k-- > 1;) {
        if (all->least <= 0.1 * MARKED[k]) { /* ten futures at least are beyond it */
            return MARKED[k];
        }
    }
    return MARKED[0];
}

/* Curves by what few futures exceed, lowest first, of a run as they are. Those without rows go. */
static void
line_up(const bundle *all, bool several, size_t *order)
{
    double p = headline(all);
    size_t n = 0;

    for (size_t c = 0; c < all->n; c++) {
        size_t at = n;

        if (all->at[c].n == 0) {
            continue;
        }
        for (; several && at > 0 && loss_at(&all->at[c], p) < loss_at(&all->at[order[at - 1]], p);
             at--) {
            order[at] = order[at - 1];
        }
        order[at] = c;
        n++;
    }
}

static void
write_head(const cgap_chart_source *source, cgap_figure *figure, const bundle *all,
           const size_t *order)
{
    cgap_language language = source->language;
    bool several = source->n_scenario > 1;
    const curve *first = &all->at[order[0]], *last = &all->at[order[all->n_measured - 1]];
    char title[CGAP_LONG], subtitle[CGAP_LONG], what[CGAP_WORDS], to[CGAP_NUMBER_WORDS];
    char share[CGAP_NUMBER_WORDS], number[2][CGAP_NUMBER_WORDS];

    cgap_date_words(language, source->end, to);
    percent_words(language, headline(all), share);
    (void) cgap_decimal_words(language, pow(10.0, loss_at(first, headline(all))), 2, false,
                              number[0]);
    (void) cgap_decimal_words(
        language, pow(10.0, loss_at(several ? last : first, several ? headline(all) : 0.5)), 2,
        false, number[1]);
    if (several) {
        (void) cgap_phrase(title, sizeof title, language, TITLE[all->of][0], to, share, number[0],
                           first->name, number[1], last->name, NULL);
    } else {
        (void) cgap_phrase(title, sizeof title, language, TITLE[all->of][1], to, share, number[0],
                           number[1], NULL);
    }
    (void) cgap_phrase(what, sizeof what, language, WHAT[all->of][!several], to, NULL);
    if (several) {
        cgap_futures_words(source, what, subtitle);
    } else {
        cgap_subtitle(source, 0, what, subtitle);
    }
    cgap_figure_head(figure, title, subtitle);
}

/* Room for the names of the rows and a sample of their lines. */
static double
room_for_names(const bundle *all, double most)
{
    double widest = 0.0;

    for (size_t k = 0; k < all->n; k++) {
        widest = fmax(widest, cgap_text_width(all->at[k].name, CGAP_SIZE_LABEL, all->at[k].bold));
    }
    return fmin(widest + SAMPLE_ROOM + 2.0, most);
}

static void
draw_all(const cgap_chart_source *source, cgap_figure *figure, const bundle *all,
         const size_t *order)
{
    bool column = figure->column;
    double height = fmax(190.0, 16.0 * (double) all->n_measured);
    double gap = fmax(0.03 * (all->high - all->low), 0.02);
    cgap_scale x = {all->low - gap, all->high + gap, 0.0, 0};

    write_head(source, figure, all, order);
    if (!column) {
        cgap_figure_grid(figure, (cgap_grid){2, 1, height, 40.0, 14.0, 48.0, 26.0, 0.0});
    } else {
        cgap_figure_grid(figure, (cgap_grid){1, 1, 190.0, 40.0, 16.0, 48.0, 30.0, 0.0});
    }
    draw_curves(source, figure, all, x);
    figure->grid.left = room_for_names(all, 190.0);
    if (column) {
        cgap_figure_grid(figure, (cgap_grid){1, 1, 16.0 * (double) all->n_measured,
                                             room_for_names(all, 190.0), 16.0, 48.0, 26.0, 0.0});
    }
    draw_rows(source, figure, all, order, x);
}

void
cgap_chart_exceedance(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    bundle all = {0};
    size_t *order;

    (void) scenario;
    if (!source->exceedance.present || source->exceedance.csv.n_row == 0) {
        cgap_figure_lacks(figure, "there is no exceedance.csv; run with --replicates above 0");
        return;
    }
    if (!bundle_read(&all, source)) {
        bundle_free(&all);
        figure->failed = true;
        return;
    }
    order = cgap_memory_array(all.n, sizeof *order);
    figure->failed = order == NULL;
    if (all.n_measured == 0) {
        cgap_figure_lacks(figure, "exceedance.csv has no losses of the scenarios of union.csv");
    } else if (order != NULL) {
        line_up(&all, source->n_scenario > 1, order);
        draw_all(source, figure, &all, order);
    }
    bundle_free(&all);
    free(order);
}
