/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_TURNED_H
#define CGAP_REPORT_TURNED_H
/* A long table of the folder, turned so that the strategies stand side by side. */
#include "cgap/csv.h"

#include "page.h"
#include "source.h"

/* Folders a table is turned for. */
typedef enum cgap_turned_of { CGAP_OF_ANY, CGAP_OF_RUN, CGAP_OF_COMPARISON } cgap_turned_of;

/* What a cell says of other sets of assumptions (assumed.h). */
typedef enum cgap_turned_sets {
    CGAP_NO_SETS,
    CGAP_SETS_OF_RANKS, /* how often the strategy is the best; columns measure and span */
    CGAP_SETS_OF_PRICES /* from where to where the figure goes; column figure */
} cgap_turned_sets;

/* How a long table is shown: a row for each subject, a column for each strategy. Columns of the
 * table by name; NULL where it has none. */
typedef struct cgap_turned {
    const char *table;
    cgap_text_key heading, about;
    const char *subject[3], *unit, *strategy, *value, *low, *high;
    const char *share;
    cgap_text_key share_words; /* "best in 33 %" */
    const char *verdict, *verdict_shown;
    const char *measured;               /* column that names the measure whose values these are */
    const char *note;                   /* why a value is empty */
    const char *left_out, *left_out_as; /* rows in which this column has this value */
    const char *only, *only_as;         /* rows in which this column has no other value */
    bool (*shown)(const cgap_csv *csv, size_t row); /* rows that are; NULL: all */
    /* whether the value is of the end or a mean over the horizon: "end", "mean" or "" */
    const char *(*span)(const cgap_csv *csv, size_t row);
    cgap_turned_sets sets;
    bool drop_equal; /* a subject in which the strategies do not differ is left out */
    bool folded;     /* opened by a click */
    bool by_share;   /* the subject is a probability: "exceeded in 1 %" */
    bool percent;    /* the value is a share, written in percent */
    cgap_turned_of of;
    bool instead;    /* only where no table before it has rows */
    bool across;     /* strategies side by side however many they are */
    bool date, plus; /* the value is a year; a plus sign before positive ones */
} cgap_turned;

/** @brief FOLDER/table.csv; an absent file leaves *out empty.
 *  @retval CGAP_E_INPUT  it is there and cannot be read
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_turned_read(cgap_csv *out, const char *folder, const char *table,
                             cgap_error *err) CGAP_CHECKED;

/** @brief Text of a column in a row, "" when there is no such column or @p column is NULL. */
const char *cgap_turned_text(const cgap_csv *csv, size_t row, const char *column);

/** @brief The same as a number; NaN when it is none. */
double cgap_turned_number(const cgap_csv *csv, size_t row, const char *column);

/** @brief A word of a table as a reader wants it. */
void cgap_turned_word(cgap_page *page, const char *word);

bool cgap_turned_same_subject(const cgap_turned *how, const cgap_csv *csv, size_t a, size_t b);

/** @brief The cell of a row. */
void cgap_turned_cell(cgap_page *page, const cgap_report_source *source, const cgap_turned *how,
                      const cgap_csv *csv, size_t row);

/** @brief Whether some row of @p csv is shown. */
bool cgap_turned_fits(const cgap_turned *how, const cgap_csv *csv);

/** @brief The table with its heading as caption. A lack of memory is remembered by the page. Cost:
 *  rows of @p csv times cells of the table. */
void cgap_turned_put(cgap_page *page, const cgap_report_source *source, const cgap_turned *how,
                     const cgap_csv *csv);

#endif
