/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_FIELDS_H
#define CGAP_FIELDS_H
/* The arrays of a block in one list: for its memory, and to take over the state of another. */
#include "cgap/model.h"

/* What the rows of a field are of: states and lanes alone, or laws or mechanisms, whose numbers
 * differ from model to model. */
enum {
    CGAP_OF_STATES,
    CGAP_OF_LAWS,
    CGAP_OF_MECHANISMS,
    CGAP_OF_ONE_STEP /* made in each step, tile by tile */
};

typedef struct cgap_field {
    double **at;
    size_t n; /* rows of `lanes` doubles, or of a tile */
    int of;   /* CGAP_OF_... */
} cgap_field;

enum { CGAP_MOST_FIELDS = 80 };

/* Fills in the fields; returns how many there are. */
size_t cgap_block_fields(cgap_block *b, cgap_field out[CGAP_MOST_FIELDS]);

#endif
