/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CATALOGUE_H
#define CGAP_CATALOGUE_H
/* Everything a run records, with its unit, grid and direction of good; in slot order
 * (record_internal.h). */
#include "record_internal.h"

/* Names follow "<layer>_": CGAP_LAYER_MEASURE, then spans. */
extern const cgap_quantity CGAP_EACH_LAYER[N_EACH_LAYER];
/* Further ones of the three indices: CGAP_INDEX_MEASURE, spans, what follows from others. */
extern const cgap_quantity CGAP_EACH_INDEX[N_EACH_INDEX];
extern const cgap_quantity CGAP_UNION_FIXED[N_UNION_FIXED];
extern const cgap_quantity CGAP_PER_INSTRUMENT[2];

/* Of a member: the level of a capability or an index, those with names, those of an instrument. */
enum { CGAP_N_MEMBER_NAMED = N_MEMBER_FIXED - M_LOSS_GDP };
extern const cgap_quantity CGAP_LEVEL;
extern const cgap_quantity CGAP_MEMBER_FIXED[CGAP_N_MEMBER_NAMED];
extern const cgap_quantity CGAP_MEMBER_INSTRUMENT[2];

#endif
