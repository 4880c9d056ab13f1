/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geography.h"

#include <math.h>

/* Edges of the map, km from its centre: from Portugal to Cyprus, from Malta to Finland. */
static const double WEST = -1750.0, EAST = 2250.0, SOUTH = -1850.0, NORTH = 1570.0;

static const double EARTH_RADIUS = 6371.0072; /* km, sphere of the area of GRS 80 */
static const double CENTRE_LONGITUDE = 10.0, CENTRE_LATITUDE = 52.0;

static double
radians(double degrees)
{
    return degrees * acos(-1.0) / 180.0;
}

cgap_spot
cgap_geography_project(double longitude, double latitude)
{
    double phi = radians(latitude), centre = radians(CENTRE_LATITUDE);
    double lambda = radians(longitude - CENTRE_LONGITUDE);
    double cosine = sin(centre) * sin(phi) + cos(centre) * cos(phi) * cos(lambda);
    double scale = EARTH_RADIUS * sqrt(2.0 / (1.0 + fmax(cosine, -0.999))); /* antipode: a ring */

    return (cgap_spot){
        scale * cos(phi) * sin(lambda),
        scale * (cos(centre) * sin(phi) - sin(centre) * cos(phi) * cos(lambda)),
    };
}

double
cgap_geography_height(double width)
{
    return width * (NORTH - SOUTH) / (EAST - WEST);
}

double
cgap_geography_km(double pixels, double width)
{
    return pixels * (EAST - WEST) / width;
}

static bool
known_spot(const cgap_chart_source *source, const char *member, cgap_spot *out)
{
    const cgap_frame *f = &source->map;
    const uint32_t want[] = {cgap_frame_id(f, 0, member), CGAP_ANY};
    size_t row = SIZE_MAX;

    if (!f->present || !cgap_frame_next(f, want, &row)) {
        return false;
    }
    *out = cgap_geography_project(cgap_frame_number(f, row, cgap_csv_find(&f->csv, "longitude")),
                                  cgap_frame_number(f, row, cgap_csv_find(&f->csv, "latitude")));
    return out->x >= WEST && out->x <= EAST && out->y >= SOUTH && out->y <= NORTH; /* no NaN */
}

/* Pushes two spots that are too close apart along the line between them, half the way each. */
static bool
push(cgap_spot *a, cgap_spot *b, double apart)
{
    double dx = b->x - a->x, dy = b->y - a->y, distance = hypot(dx, dy), way;

    if (distance >= apart) {
        return false;
    }
    if (distance < 1e-6) { /* in one place: which way does not matter */
        dx = 1.0;
        dy = 0.0;
        distance = 1.0;
        way = 0.5 * apart;
    } else {
        way = 0.5 * (apart - distance) + 1e-6 * apart;
    }
    a->x -= way * dx / distance;
    a->y -= way * dy / distance;
    b->x += way * dx / distance;
    b->y += way * dy / distance;
    return true;
}

static void
keep_inside(cgap_spot *spot, double margin)
{
    spot->x = fmin(fmax(spot->x, WEST + margin), EAST - margin);
    spot->y = fmin(fmax(spot->y, SOUTH + margin), NORTH - margin);
}

size_t
cgap_geography_places(const cgap_chart_source *source, const char *const *member, size_t n,
                      double apart, cgap_spot *out)
{
    enum { MOST_ROUNDS = 500, IN_A_CORNER = 20 };
    size_t unknown = 0, in_row;
    bool moved = true;

    for (size_t i = 0; i < n; i++) {
        unknown += !known_spot(source, member[i], &out[i]);
    }
    in_row = unknown <= IN_A_CORNER ? 5 : (size_t) fmax(1.0, (EAST - WEST) / (1.3 * apart) - 1.0);
    for (size_t i = 0, k = 0; i < n; i++) {
        if (!known_spot(source, member[i], &out[i])) {
            out[i].x = WEST + apart * (1.0 + 1.2 * (double) (k % in_row));
            out[i].y = NORTH - apart * (1.0 + 1.2 * (double) (k / in_row));
            k++;
        }
    }
    for (size_t round = 0; moved && round < MOST_ROUNDS; round++) {
        moved = false;
        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++) {
                moved = push(&out[i], &out[j], apart) || moved;
            }
        }
        for (size_t i = 0; i < n; i++) {
            keep_inside(&out[i], 0.6 * apart);
        }
    }
    return unknown;
}

size_t
cgap_geography_panel(cgap_figure *figure, const char *title, const char *unit)
{
    size_t panel = cgap_figure_panel(figure, title, unit, (cgap_scale){WEST, EAST, 0.0, 0},
                                     (cgap_scale){SOUTH, NORTH, 0.0, 0});

    if (figure->failed) {
        return panel;
    }
    figure->panel[panel].x_axis = false;
    figure->panel[panel].y_grid = false;
    cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_AREA, "land_colour", 1.0, 1});
    for (size_t k = 0; k < CGAP_N_COAST; k++) {
        if (CGAP_COAST[k][0] == CGAP_COAST_APART) {
            cgap_figure_gap(figure);
        } else {
            cgap_spot at =
                cgap_geography_project(CGAP_COAST[k][0] / 100.0, CGAP_COAST[k][1] / 100.0);
            const double row[] = {round(at.x), round(at.y)};

            cgap_figure_row(figure, 2, row);
        }
    }
    return panel;
}
