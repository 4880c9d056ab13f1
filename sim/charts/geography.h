/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_GEOGRAPHY_H
#define CGAP_CHARTS_GEOGRAPHY_H
/*
 * A map of Europe: land, and states at a point inside their main territory (map.csv). The
 * projection is that of ETRS89-LAEA (EPSG:3035), Lambert's azimuthal equal-area about 52 N 10 E, on
 * a sphere: areas are true, and at this size nobody sees the flattening of the Earth.
 */
#include <stdbool.h>
#include <stddef.h>

#include "figure.h"
#include "source.h"

enum { CGAP_COAST_APART = 30000 }; /* a longitude that ends an outline */

extern const short CGAP_COAST[][2]; /* [CGAP_N_COAST] longitude, latitude in 0.01 degrees */
extern const size_t CGAP_N_COAST;

/* A point of the map, km east and north of its centre. */
typedef struct cgap_spot {
    double x, y;
} cgap_spot;

/** @brief Where a point of the Earth lies on the map: distances from the centre err by less than
 *  half a percent up to 3000 km, areas not at all.
 *  @param[in] longitude,latitude degrees east and north
 *  Source: Snyder (1987), Map Projections, USGS Professional Paper 1395, equations 22-4, 22-5 and
 *  24-2, with the sphere of the area of GRS 80. Test: tests/unit/charts/test_geography.c */
cgap_spot cgap_geography_project(double longitude, double latitude);

/** @brief Height of a map @p width pixels wide. */
double cgap_geography_height(double width);

/** @brief Kilometres that @p pixels are on a map @p width pixels wide. */
double cgap_geography_km(double pixels, double width);

/** @brief Places for @p n states, at least @p apart km from each other: where map.csv says, moved a
 *  little where they are crowded; those it does not know or that lie off the map stand in rows in
 *  the north-west corner.
 *  @param[out] out   [n]
 *  @return how many stand in the corner */
size_t cgap_geography_places(const cgap_chart_source *source, const char *const *member, size_t n,
                             double apart, cgap_spot *out);

/** @brief Next panel of the grid as a map with its land; x and y count km.
 *  @return its index */
size_t cgap_geography_panel(cgap_figure *figure, const char *title, const char *unit);

#endif
