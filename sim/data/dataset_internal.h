/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_DATASET_INTERNAL_H
#define CGAP_DATASET_INTERNAL_H
/*
 * How the reader of the data folder is cut: a list of fields says what each wide table (one row
 * per member) holds and where it goes in a cgap_member; tables of pairs (trade, borders) are read
 * by hand; columns.csv is held against the headers of both. Every part adds its messages to one
 * list and goes on.
 */
#include "cgap/csv.h"
#include "cgap/dataset.h"

typedef enum field_kind {
    FIELD_CODE,   /* member code; the key of the row */
    FIELD_TEXT,   /* char[size], must not be empty */
    FIELD_REAL,   /* double */
    FIELD_WHOLE,  /* int */
    FIELD_DATE,   /* double, decimal year; the word never = infinity */
    FIELD_LISTED, /* cgap_listed */
    FIELD_IMPUTED /* names of the row's imputed columns */
} field_kind;

enum { FIELD_MAY_BE_EMPTY = 1, FIELD_STARTS_RUN = 2, FIELD_ONLY_CHECKED = 4 };

typedef struct data_field {
    const char *column;
    field_kind kind;
    unsigned flags;
    double low, high; /* allowed range of FIELD_REAL and FIELD_WHOLE, both ends allowed */
    size_t offset;    /* in cgap_member */
    size_t size;      /* of a FIELD_TEXT, with its end */
} data_field;

typedef struct data_table {
    const char *name; /* file name without its ending */
    const data_field *field;
    size_t n_field;
} data_table;

enum { DATA_N_WIDE = 4, DATA_MEMBERS = 0 };

/* members, gci, enterprise_practice, desi: in this order. */
enum { DATA_MOST_FIELD = 32 }; /* columns a wide table may have */

extern const data_table DATA_WIDE[DATA_N_WIDE];

typedef struct data_reader {
    cgap_dataset *data;
    cgap_diagnostics *diagnostics;
    cgap_csv columns;   /* columns.csv; no rows when it could not be read */
    bool members_known; /* members.csv was read whole: codes elsewhere can be looked up */
} data_reader;

/* A table while it is read: where its known columns stand in the file. */
typedef struct open_table {
    cgap_csv csv;
    const char *name;
    const char *const *known; /* [n_known] names of the columns */
    size_t n_known;
    size_t *at; /* [n_known] column in the file, csv.n_column when it is missing; owned */
    bool whole; /* every known column is there */
} open_table;

/* dataset_open.c: opens a file and checks its header against the names and columns.csv. */
bool data_open(data_reader *self, const char *file_path, const char *name, const char *const *known,
               size_t n_known, open_table *table);
void data_close(open_table *table);

/* dataset_columns.c: reads columns.csv before all others. */
void data_open_columns(data_reader *self);
/* dataset_described.c */
/* True also when there is no description to ask: that is told once, not for each column. */
bool data_described(const data_reader *self, const char *table, const char *column);

/* "" when the column is missing. */
const char *data_text(const open_table *table, size_t row, size_t known);

/* One error about a field of a row; the key of the row comes first in its path. */
void data_complain(const data_reader *self, const open_table *table, size_t row, size_t known,
                   const char *format, ...) CGAP_PRINTF(5, 6);

/* Index of the member named in a field, or n after a message. */
size_t data_member(const data_reader *self, const open_table *table, size_t row, size_t known);

/* A number in [low, high], or a message and false. */
bool data_number(const data_reader *self, const open_table *table, size_t row, size_t known,
                 double low, double high, double *value);

/* True when @p word is one of the words of @p text, which are separated by spaces. */
bool data_has_word(const char *text, const char *word);

/* Checks that each word of an `imputed` field names a column of the table. */
void data_check_imputed(const data_reader *self, const open_table *table, size_t row, size_t known);

/* dataset_wide.c, dataset_pairs.c */
void data_read_wide(data_reader *self, const data_table *table);
void data_read_trade(data_reader *self);
void data_read_borders(data_reader *self);

#endif
