/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much each strategy may be regretted under other assumptions: strategies by criteria, and the
 * thresholds they meet. Dark is bad everywhere. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/quantities.h"

#include "chart.h"
#include "line_up.h"
#include "text.h"
#include "words.h"

enum { HEAD_LINES = 5, MANY = 16 };

#define HEAD_SIZE  9.0
#define HEAD_PITCH 11.5

typedef enum kind { LARGEST, MEAN, MET, N_KIND } kind;

/* What the tiles of one column are about. */
typedef struct column {
    uint32_t id[2];              /* measure and span, or the threshold alone */
    char words[CGAP_WORDS_SIZE]; /* "formal gap", "expected loss (% of GDP)" */
    cgap_style style;
    bool known;     /* the style is the measure's own */
    double largest; /* regret over all strategies and futures */
} column;

typedef struct matrix {
    size_t n_criterion, n_threshold;
    column *criterion, *threshold; /* owned */
    double futures;
    char even[CGAP_WORDS]; /* criteria without regret, as a list of words */
} matrix;

static void
matrix_free(matrix *self)
{
    free(self->criterion);
    free(self->threshold);
}

static double
read_value(const cgap_frame *f, const uint32_t *want, const char *name)
{
    size_t row = SIZE_MAX;

    return cgap_frame_next(f, want, &row) ? cgap_frame_number(f, row, cgap_csv_find(&f->csv, name))
                                          : NAN;
}

/* Regret of a strategy, or the percentage of futures in which it meets the threshold. */
static double
value_of(const cgap_chart_source *source, const column *c, kind what, size_t scenario)
{
    const char *name = source->scenario[scenario];

    if (what == MET) {
        const cgap_frame *f = &source->satisficing;
        const uint32_t want[] = {cgap_frame_id(f, 0, name), c->id[0]};

        return 100.0 * read_value(f, want, "share");
    } else {
        const cgap_frame *f = &source->regret;
        const uint32_t want[] = {c->id[0], c->id[1], cgap_frame_id(f, 2, name)};

        return read_value(f, want, what == LARGEST ? "max_regret" : "mean_regret");
    }
}

/* The measure in words, with its unit where it is not an index. */
static void
name_criterion(const cgap_chart_source *source, column *c, const char *measure)
{
    static const cgap_text_key unit[] = {[CGAP_STYLE_SHARE] = CGAP_T_REGRET_IN_SHARE,
                                         [CGAP_STYLE_GDP] = CGAP_T_REGRET_IN_GDP,
                                         [CGAP_STYLE_MEUR] = CGAP_T_REGRET_IN_MEUR};
    const cgap_measure_words *words = cgap_words_of(measure);
    char plain[CGAP_WORDS_SIZE];

    cgap_table_word(source->language, measure, plain);
    c->known = words != NULL;
    c->style = c->known ? words->style : CGAP_STYLE_INDEX;
    if (c->style == CGAP_STYLE_SHARE || c->style == CGAP_STYLE_GDP || c->style == CGAP_STYLE_MEUR) {
        (void) cgap_phrase(c->words, sizeof c->words, source->language, unit[c->style], plain,
                           NULL);
    } else {
        (void) snprintf(c->words, sizeof c->words, "%s", plain);
    }
}

/* Criteria in which nobody regrets anything are told and not drawn, but for the last one. */
static void
drop_even(matrix *self)
{
    size_t kept = 0;

    for (size_t k = 0; k < self->n_criterion; k++) {
        column c = self->criterion[k];

        if (c.largest > 0.0 || (kept == 0 && k + 1 == self->n_criterion)) {
            self->criterion[kept++] = c;
        } else {
            size_t used = strlen(self->even);

            (void) snprintf(self->even + used, sizeof self->even - used, "%s%.100s",
                            used > 0 ? ", " : "", c.words);
        }
    }
    self->n_criterion = kept;
}

static bool
read_criteria(const cgap_chart_source *source, matrix *self)
{
    const cgap_frame *f = &source->regret;

    self->criterion = cgap_memory_array(f->key[0].n * f->key[1].n, sizeof *self->criterion);
    for (size_t k = 0; self->criterion != NULL && k < f->key[0].n * f->key[1].n; k++) {
        column *c = &self->criterion[self->n_criterion];
        uint32_t m = (uint32_t) (k / f->key[1].n), span = (uint32_t) (k % f->key[1].n);
        const uint32_t want[] = {m, span, CGAP_ANY};
        size_t row = SIZE_MAX;

        if (!cgap_frame_next(f, want, &row)) {
            continue; /* measure without this span */
        }
        *c = (column){.id = {m, span}};
        name_criterion(source, c, f->key[0].text[m]);
        self->futures = fmax(self->futures, cgap_frame_number(f, row, cgap_csv_find(&f->csv, "n")));
        for (size_t s = 0; s < source->n_scenario; s++) {
            c->largest = fmax(c->largest, value_of(source, c, LARGEST, s));
        }
        self->n_criterion++;
    }
    if (self->criterion != NULL) {
        drop_even(self);
    }
    return self->criterion != NULL;
}

static bool
read_thresholds(const cgap_chart_source *source, matrix *self)
{
    const cgap_frame *f = &source->satisficing;
    size_t n = f->present ? f->key[1].n : 0;

    self->threshold = cgap_memory_array(n, sizeof *self->threshold);
    for (size_t t = 0; self->threshold != NULL && t < n; t++) {
        column *c = &self->threshold[self->n_threshold++];

        *c = (column){.id = {(uint32_t) t, 0}, .largest = 100.0};
        if (!cgap_target_words(source->language, f->key[1].text[t], c->words)) {
            cgap_table_word(source->language, f->key[1].text[t], c->words);
        }
    }
    return n == 0 || self->threshold != NULL;
}

/* How dark a tile is, percent: regret against the largest of its criterion, futures that miss. */
static double
shade(const column *c, kind what, double value)
{
    if (what == MET) {
        return 100.0 - value;
    }
    return c->largest > 0.0 ? 100.0 * value / c->largest : 0.0 * value;
}

static void
number_words(const cgap_chart_source *source, const column *c, kind what, double value, char *out)
{
    if (what == MET) {
        (void) cgap_percent_words(source->language, 0.01 * value, out);
    } else if (value == 0.0) {
        (void) snprintf(out, CGAP_WORDS_SIZE, "0");
    } else if (c->known) {
        cgap_number_words(source->language, value, c->style, 0, false, out);
    } else {
        cgap_significant_words(source->language, value, false, out);
    }
}

static const char *
kind_words(const cgap_chart_source *source, kind what)
{
    static const cgap_text_key key[N_KIND] = {CGAP_T_REGRET_LARGEST, CGAP_T_REGRET_MEAN,
                                              CGAP_T_REGRET_MET};

    return cgap_chart_text(source, key[what]);
}

static void
draw_cell(const cgap_chart_source *source, cgap_figure *figure, size_t panel, const column *c,
          kind what, size_t scenario, double x, double y)
{
    double value = value_of(source, c, what, scenario), dark = shade(c, what, value);
    const double tile[] = {x + 0.02, y + 0.04, x + 0.98, y + 0.96, dark};
    char number[CGAP_WORDS_SIZE], subject[2 * CGAP_WORDS], text[4 * CGAP_WORDS];

    number_words(source, c, what, value, number);
    cgap_figure_row(figure, 5, tile);
    cgap_figure_text(figure, cgap_figure_x(figure, panel, x + 0.5),
                     cgap_figure_y(figure, panel, y + 0.5), number,
                     (cgap_text_style){HEAD_SIZE, false, cgap_figure_ink(figure, dark), 0});
    (void) cgap_phrase(subject, sizeof subject, source->language, CGAP_T_REGRET_CELL,
                       kind_words(source, what), c->words, NULL);
    (void) cgap_phrase(text, sizeof text, source->language, CGAP_T_HINT_AT,
                       source->scenario[scenario], subject, number, NULL);
    cgap_figure_hint(figure, panel, (cgap_place){tile[0], tile[1], tile[2], tile[3]}, text);
}

static double
head_size(const cgap_figure *figure)
{
    return figure->column ? HEAD_SIZE - 1.0 : HEAD_SIZE;
}

/* Lines that the longest head takes in columns of that width. */
static size_t
head_lines(cgap_figure *figure, const column *c, size_t n, double width)
{
    size_t most = 1;

    for (size_t k = 0; k < n; k++) {
        char *text = cgap_text_wrap(c[k].words, head_size(figure), false, width - 4.0, HEAD_LINES);
        size_t lines = 1;

        for (const char *at = text; at != NULL && *at != '\0'; at++) {
            lines += *at == '\n';
        }
        most = lines > most ? lines : most;
        figure->failed = figure->failed || text == NULL;
        free(text);
    }
    return most;
}

/* The head of a column over it, its last line nearest to the tiles. */
static void
draw_head(cgap_figure *figure, size_t panel, const char *words, double x)
{
    const cgap_panel *p = &figure->panel[panel];
    double width = (p->right - p->left) / (p->x.high - p->x.low) - 4.0, y = p->top - 7.0;
    char *text = cgap_text_wrap(words, head_size(figure), false, width, HEAD_LINES);

    if (text == NULL) {
        figure->failed = true;
        return;
    }
    for (const char *c = strchr(text, '\n'); c != NULL; c = strchr(c + 1, '\n')) {
        y -= HEAD_PITCH;
    }
    for (char *line = text, *end; line != NULL; line = end, y += HEAD_PITCH) {
        end = strchr(line, '\n');
        if (end != NULL) {
            *end++ = '\0';
        }
        cgap_figure_text(figure, cgap_figure_x(figure, panel, x + 0.5), y, line,
                         (cgap_text_style){head_size(figure), false, "muted_colour", 0});
    }
    free(text);
}

/* @p n columns side by side in a panel that has room for @p room of them. */
static void
draw_columns(const cgap_chart_source *source, cgap_figure *figure, const size_t *order,
             const column *c, size_t n, size_t room, kind what)
{
    double rows = (double) source->n_scenario;
    size_t panel = cgap_figure_panel(figure, "", "", (cgap_scale){0.0, (double) room, 0.0, 0},
                                     (cgap_scale){0.0, rows, 0.0, 0});

    if (figure->failed) {
        return;
    }
    figure->panel[panel].y_grid = false;
    figure->panel[panel].x_axis = false;
    cgap_figure_text(figure, CGAP_MARGIN, figure->panel[panel].top - figure->grid.top + 8.0,
                     kind_words(source, what),
                     (cgap_text_style){CGAP_SIZE_PANEL, true, "text_colour", -1});
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_TILE, "text_colour", 1.0, 1});
    for (size_t k = 0; k < n; k++) {
        draw_head(figure, panel, c[k].words, (double) k);
        for (size_t r = 0; r < source->n_scenario && !figure->failed; r++) {
            draw_cell(source, figure, panel, &c[k], what, order[r], (double) k,
                      rows - (double) r - 1.0);
        }
    }
    cgap_line_up_names(source, order, figure, panel);
}

static void
draw_kind(const cgap_chart_source *source, cgap_figure *figure, const size_t *order,
          const column *c, size_t n, kind what)
{
    size_t most = figure->column ? 3 : 8, panels = (n + most - 1) / most, room = n;
    double pitch = source->n_scenario > MANY ? 14.0 : 17.0;
    cgap_grid grid = {1, panels, pitch * (double) source->n_scenario, 0.0, 4.0, 0.0, 12.0, 0.0};

    if (n == 0) {
        return;
    }
    if (panels > 1) {
        room = (n + panels - 1) / panels;
    } else if (room < most - 1) { /* a few columns stay slender */
        room = most - 1;
    }
    grid.top = 24.0 + HEAD_PITCH * (double) head_lines(figure, c, n,
                                                       (figure->width - 2.0 * CGAP_MARGIN -
                                                        figure->inset - grid.right) /
                                                           (double) room);
    cgap_figure_grid(figure, grid);
    for (size_t from = 0; from < n; from += room) {
        draw_columns(source, figure, order, &c[from], n - from < room ? n - from : room, room,
                     what);
    }
}

/* Strategies by their largest regret in the first criterion, lowest first; those without it last.
 */
static void
line_up(const cgap_chart_source *source, const column *c, size_t *order)
{
    for (size_t s = 0; s < source->n_scenario; s++) {
        double mine = value_of(source, c, LARGEST, s);
        size_t at = s;

        for (;
             at > 0 && (mine < value_of(source, c, LARGEST, order[at - 1]) ||
                        (isfinite(mine) && !isfinite(value_of(source, c, LARGEST, order[at - 1]))));
             at--) {
            order[at] = order[at - 1];
        }
        order[at] = s;
    }
}

static void
write_head(const cgap_chart_source *source, cgap_figure *figure, const matrix *all,
           const size_t *order)
{
    const column *c = &all->criterion[0];
    char title[CGAP_LONG], subtitle[CGAP_LONG], number[2][CGAP_WORDS_SIZE];
    char words[CGAP_WORDS_SIZE], futures[CGAP_NUMBER_WORDS], none[2 * CGAP_WORDS] = "";
    size_t first = order[0], last = order[source->n_scenario - 1];

    for (size_t r = source->n_scenario; r-- > 1 && !isfinite(value_of(source, c, LARGEST, last));) {
        last = order[r - 1];
    }
    number_words(source, c, LARGEST, value_of(source, c, LARGEST, first), number[0]);
    number_words(source, c, LARGEST, value_of(source, c, LARGEST, last), number[1]);
    (void) cgap_decimal_words(source->language, all->futures, 0, false, futures);
    (void) cgap_phrase(title, sizeof title, source->language, CGAP_T_REGRET_TITLE,
                       cgap_capital(c->words, words, sizeof words), source->scenario[first],
                       number[0], source->scenario[last], number[1], NULL);
    if (*all->even != '\0') {
        (void) cgap_phrase(none, sizeof none, source->language, CGAP_T_REGRET_NONE, all->even,
                           NULL);
    }
    (void) cgap_phrase(subtitle, sizeof subtitle, source->language, CGAP_T_REGRET_SUBTITLE, futures,
                       none, NULL);
    cgap_figure_head(figure, title, subtitle);
}

static void
draw_all(const cgap_chart_source *source, cgap_figure *figure, const matrix *all,
         const size_t *order)
{
    write_head(source, figure, all, order);
    figure->palette_low = 0.0;
    figure->palette_high = 100.0;
    figure->inset = figure->column ? 126.0 : 160.0;
    draw_kind(source, figure, order, all->criterion, all->n_criterion, LARGEST);
    if (!figure->column) { /* a column has room for the worst case alone */
        draw_kind(source, figure, order, all->criterion, all->n_criterion, MEAN);
    }
    draw_kind(source, figure, order, all->threshold, all->n_threshold, MET);
    figure->inset = 0.0;
    cgap_figure_palette_key(figure, cgap_chart_text(source, CGAP_T_REGRET_KEY));
}

void
cgap_chart_regret(const cgap_chart_source *source, size_t scenario, cgap_figure *figure)
{
    size_t *order = cgap_memory_array(source->n_scenario, sizeof *order);
    matrix all = {0};

    (void) scenario;
    if (!source->regret.present || source->regret.csv.n_row == 0) {
        cgap_figure_lacks(figure, "there is no regret.csv; run cgap compare with --futures");
    } else if (order == NULL || !read_criteria(source, &all) || !read_thresholds(source, &all)) {
        figure->failed = true;
    } else {
        line_up(source, &all.criterion[0], order);
        draw_all(source, figure, &all, order);
    }
    matrix_free(&all);
    free(order);
}
