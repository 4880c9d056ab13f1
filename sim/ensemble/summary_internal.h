/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SUMMARY_INTERNAL_H
#define CGAP_SUMMARY_INTERNAL_H
/* What a grid is (summary.c), for the part that adds values to it (summary_add.c). */
#include "cgap/summary.h"

enum { CGAP_MANTISSA_BITS = 7, CGAP_GRID_SHIFT = 52 - CGAP_MANTISSA_BITS };

bool cgap_grid_is_relative(cgap_grid grid);
double cgap_grid_steps(cgap_grid grid); /* coarse steps per unit */
double cgap_grid_bins(cgap_grid grid);  /* bins per unit of a grid that is not relative */
double cgap_grid_most(cgap_grid grid);  /* values beyond are held at it */
double cgap_grid_least(void);           /* values below share the first bin of a relative grid */
int32_t cgap_grid_bin(double value, cgap_grid grid);

/* Makes the window hold bins @p low .. @p high. @return false when memory ran out */
bool cgap_cell_hold(cgap_summary_cell *self, cgap_grid grid, int32_t low, int32_t high);

/* Sees to it that @p count more may go into any one bin. @return false when memory ran out */
bool cgap_cell_fit(cgap_summary_cell *self, uint32_t count);

#endif
