/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_FIGURE_H
#define CGAP_CHARTS_FIGURE_H
/*
 * A figure under construction: title, panels, marks and labels, laid out in pixels from the top
 * left corner. cgap_figure_write turns it into the variables and the data that plots/figure.gp
 * draws. Colours are names that plots/style.gp defines.
 *
 * Running out of memory is remembered (failed) and reported once when the figure is written.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"
#include "cgap/language.h"

#include "scale.h"
#include "sink.h"

/* Marks of a panel, drawn in this order. Columns of their data in brackets. */
typedef enum cgap_mark_kind {
    CGAP_MARK_AREA,    /* filled outlines, gaps between them (x y) */
    CGAP_MARK_TILE,    /* coloured by value (x_low y_low x_high y_high value) */
    CGAP_MARK_BOX,     /* one colour (x_low y_low x_high y_high) */
    CGAP_MARK_BAND,    /* (x low high) */
    CGAP_MARK_LINE,    /* (x y) */
    CGAP_MARK_WHISKER, /* horizontal interval (x y x_low x_high) */
    CGAP_MARK_POINT,   /* (x y) */
    CGAP_N_MARK
} cgap_mark_kind;

enum { CGAP_COLOUR_SIZE = 40 };

typedef struct cgap_mark {
    cgap_mark_kind kind;
    const char *colour; /* copied */
    double size;        /* opacity of areas, bands and boxes, width of lines, size of points */
    int style;          /* dash type of lines (1 solid), symbol of points */
} cgap_mark;

typedef struct cgap_placed_mark {
    cgap_mark_kind kind;
    char colour[CGAP_COLOUR_SIZE];
    double size;
    int style;
    size_t panel, block;
} cgap_placed_mark;

typedef struct cgap_panel {
    double left, right, top, bottom; /* plot rectangle, pixels from the top left */
    cgap_scale x, y;
    bool x_labels, y_labels, x_grid, y_grid, x_axis;
} cgap_panel;

typedef struct cgap_text_style {
    double size;
    bool bold;
    const char *colour;
    int align; /* -1 left, 0 centre, 1 right of the point */
} cgap_text_style;

typedef struct cgap_label {
    double x, y; /* pixels; the text is centred on y */
    char *text;  /* owned */
    double size;
    bool bold;
    char colour[CGAP_COLOUR_SIZE];
    int align;
} cgap_label;

/* A short straight line on the page, such as the one that joins a line and its label. */
typedef struct cgap_stroke {
    double x_from, y_from, x_to, y_to, width; /* pixels */
    int style;
    char colour[CGAP_COLOUR_SIZE];
} cgap_stroke;

/* How panels are set on the page; lengths in pixels. */
typedef struct cgap_grid {
    size_t columns, rows;
    double height;                   /* of each plot rectangle */
    double left, right, top, bottom; /* around each plot rectangle, inside its cell */
    double title;                    /* type size of panel titles; 0: the usual one */
} cgap_grid;

typedef struct cgap_figure {
    double width, height;   /* pixels; height grows with what is placed */
    cgap_language language; /* of the numbers at the axes */
    bool column;            /* column width rather than page width */
    char *title, *subtitle; /* owned */
    size_t n_panel, n_mark, n_label, n_stroke, n_block;
    cgap_panel *panel;
    cgap_placed_mark *mark;
    cgap_label *label;
    cgap_stroke *stroke;
    cgap_sink data;
    cgap_sink hints;     /* elements of the SVG that tell a value under the pointer */
    const char *palette; /* of tiles: "sequential" or "diverging" */
    double palette_low, palette_high;
    cgap_grid grid;    /* the one being filled */
    double grid_top;   /* where it begins */
    size_t grid_first; /* its first panel */
    double inset;      /* free space left of the leftmost panels */
    double below;      /* first free pixel below everything placed */
    char *missing;     /* why the tables cannot give this chart; owned */
    bool failed;
} cgap_figure;

/* Type sizes, pixels. */
#define CGAP_SIZE_TITLE    15.0
#define CGAP_SIZE_SUBTITLE 10.5
#define CGAP_SIZE_PANEL    12.0
#define CGAP_SIZE_LABEL    11.0
#define CGAP_SIZE_SMALL    10.0
#define CGAP_SIZE_SOURCE   9.0
#define CGAP_SIZE_LEAST    8.5 /* text that would not fit shrinks to this before it is cut */
#define CGAP_MARGIN        14.0

void cgap_figure_init(cgap_figure *self, bool column);
void cgap_figure_free(cgap_figure *self);

/** @brief Notes that the tables lack what the chart needs; the figure stays empty. */
void cgap_figure_lacks(cgap_figure *self, const char *format, ...) CGAP_PRINTF(2, 3);

/** @brief Title (what is seen) and subtitle (what is shown, n, seed, bands): clean text. */
void cgap_figure_head(cgap_figure *self, const char *title, const char *subtitle);

/** @brief Starts the area of panels below whatever is there. */
void cgap_figure_grid(cgap_figure *self, cgap_grid grid);

/** @brief Next panel of the grid, row by row, with its title and, below it, what the axis counts.
 *  @return its index */
size_t cgap_figure_panel(cgap_figure *self, const char *title, const char *unit, cgap_scale x,
                         cgap_scale y);

/** @brief Adds a mark to a panel and opens its block of data; add rows with cgap_figure_row. */
void cgap_figure_mark(cgap_figure *self, size_t panel, cgap_mark mark);

/** @brief One row of the open block; rows with a NaN are left out. */
void cgap_figure_row(cgap_figure *self, size_t n, const double *value);

/** @brief Breaks the line or band of the open block. */
void cgap_figure_gap(cgap_figure *self);

/* A place of a panel in its data. */
typedef struct cgap_place {
    double x_low, y_low, x_high, y_high;
} cgap_place;

/** @brief What a pointer over a place is told ("Austria: 83"); of places over each other, the last
 *  one counts. A place with a NaN is left out, a tiny one is made large enough to be found. */
void cgap_figure_hint(cgap_figure *self, size_t panel, cgap_place place, const char *text);

/** @brief Text at a point of the page. */
void cgap_figure_text(cgap_figure *self, double x, double y, const char *text,
                      cgap_text_style style);

/** @brief Pixel of a data point of a panel. */
double cgap_figure_x(const cgap_figure *self, size_t panel, double x);
double cgap_figure_y(const cgap_figure *self, size_t panel, double y);

/** @brief A straight line on the page, over everything else. */
void cgap_figure_stroke(cgap_figure *self, cgap_stroke stroke);

/* A label at the right end of a line. */
typedef struct cgap_end_label {
    double y; /* data value */
    const char *text;
    const char *colour; /* of the line */
    int style;          /* its dash type */
} cgap_end_label;

/** @brief Puts labels at the right edge of a panel, near their values but apart from each other,
 *  joined to them by a stroke like the line itself; with a single label the stroke is left out.
 *  Labels whose y is NaN are left out; text wider than the grid's right margin is cut. */
void cgap_figure_end_labels(cgap_figure *self, size_t panel, const cgap_end_label *label, size_t n);

/* A sample and what it stands for. */
typedef struct cgap_key_item {
    const char *text, *colour;
    double width; /* of the sample line; a wide one reads as an area */
    int style;
} cgap_key_item;

/** @brief Row or rows of samples with their names, above the panels that follow. */
void cgap_figure_key(cgap_figure *self, const cgap_key_item *item, size_t n);

/** @brief Colour of text on a tile of the figure's palette that stands out from it by 4.5 to 1.
 *  @param[in] value of the tile, between palette_low and palette_high */
const char *cgap_figure_ink(const cgap_figure *self, double value);

/** @brief Key of the tiles' palette below the panels, with what its numbers count. */
void cgap_figure_palette_key(cgap_figure *self, const char *text);

/** @brief Ends the figure with its source line.
 *  @param[out] variables file for gnuplot; data is in self->data */
void cgap_figure_write(cgap_figure *self, const char *source, cgap_sink *variables);

#endif
