/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places on the map, and links in classes. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "folder.h"

#include "../../../sim/charts/geography.h"
#include "../../../sim/charts/links.h"

enum { MANY = 60 };

/* The worked example of EPSG guidance note 7-2 for ETRS89-LAEA: 50 N 5 E is 3962799.45 E,
 * 2999718.85 N with the centre at 4321000 E, 3210000 N. A sphere is off by a kilometre or two. */
static void
it_is_the_projection_of_european_statistics(void **state)
{
    cgap_spot centre = cgap_geography_project(10.0, 52.0), at = cgap_geography_project(5.0, 50.0);
    cgap_spot west = cgap_geography_project(0.0, 60.0), east = cgap_geography_project(20.0, 60.0);

    (void) state;
    assert_close(centre.x, 0.0, 1e-9);
    assert_close(centre.y, 0.0, 1e-9);
    assert_close(at.x, 3962.79945 - 4321.0, 2.0);
    assert_close(at.y, 2999.71885 - 3210.0, 2.0);
    assert_close(west.x, -east.x, 1e-9);
    assert_close(west.y, east.y, 1e-9);
    assert_true(isfinite(cgap_geography_project(-170.0, -52.0).x)); /* the antipode */
}

static double
cross(cgap_spot a, cgap_spot b, cgap_spot c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* A square degree is as large as on the sphere, wherever it lies. */
static void
areas_are_true(void **state)
{
    static const double longitude[] = {-9.0, 10.0, 33.0}, latitude[] = {35.0, 52.0, 66.0};
    const double radius = 6371.0072, degree = acos(-1.0) / 180.0;

    (void) state;
    for (size_t k = 0; k < 9; k++) {
        double lon = longitude[k % 3], lat = latitude[k / 3];
        cgap_spot a = cgap_geography_project(lon, lat), b = cgap_geography_project(lon + 0.1, lat);
        cgap_spot c = cgap_geography_project(lon + 0.1, lat + 0.1);
        cgap_spot d = cgap_geography_project(lon, lat + 0.1);
        double area = 0.5 * (cross(a, b, c) + cross(a, c, d));
        double sphere =
            radius * radius * 0.1 * degree * (sin((lat + 0.1) * degree) - sin(lat * degree));

        assert_close(area / sphere, 1.0, 1e-5);
    }
}

/* Outlines are closed areas on the map, and land is where it should be. */
static bool
on_land(double longitude, double latitude)
{
    bool inside = false;
    size_t first = 0;

    for (size_t k = 0; k <= CGAP_N_COAST; k++) {
        if (k < CGAP_N_COAST && CGAP_COAST[k][0] != CGAP_COAST_APART) {
            continue;
        }
        assert_true(k - first >= 4);
        for (size_t a = first, b = k - 1; a < k; b = a++) {
            double ya = CGAP_COAST[a][1] / 100.0, yb = CGAP_COAST[b][1] / 100.0;
            double xa = CGAP_COAST[a][0] / 100.0, xb = CGAP_COAST[b][0] / 100.0;

            if ((ya > latitude) != (yb > latitude) &&
                longitude < xa + (latitude - ya) / (yb - ya) * (xb - xa)) {
                inside = !inside;
            }
        }
        first = k + 1;
    }
    return inside;
}

static void
land_is_where_states_are(void **state)
{
    static const double land[][2] = {{2.34, 46.61},  {16.60, 61.0},  {-8.01, 53.18},
                                     {14.0, 37.5},   {33.04, 34.91}, {14.44, 35.89},
                                     {25.83, 58.64}, {-8.06, 39.63}};
    static const double sea[][2] = {
        {-12.0, 48.0}, {3.0, 56.0}, {5.0, 40.0}, {34.0, 43.5}, {19.5, 58.5}};

    (void) state;
    for (size_t k = 0; k < sizeof land / sizeof land[0]; k++) {
        assert_true(on_land(land[k][0], land[k][1]));
    }
    for (size_t k = 0; k < sizeof sea / sizeof sea[0]; k++) {
        assert_false(on_land(sea[k][0], sea[k][1]));
    }
}

static void
read_map(cgap_chart_source *source, const char *text)
{
    static const char *const keys[] = {"member", "name", NULL}, *const none[] = {NULL};
    const char *folder = test_folder();
    char *path = cgap_text_format("%s/map.csv", folder);
    cgap_error err = CGAP_ERROR_INIT;

    assert_non_null(path);
    memset(source, 0, sizeof *source);
    test_write(path, text);
    assert_int_equal(cgap_frame_read(&source->map, path, keys, none, &err), CGAP_OK);
    assert_int_equal(remove(path), 0);
    assert_int_equal(rmdir(folder), 0);
    free(path);
}

static double
least_distance(const cgap_spot *place, size_t n)
{
    double least = INFINITY;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            least = fmin(least, hypot(place[i].x - place[j].x, place[i].y - place[j].y));
        }
    }
    return least;
}

/* Neighbours, two in one place, one without a place, one off the map. */
static void
states_do_not_touch(void **state)
{
    const char *const member[] = {"BE", "LU", "NL", "A1", "A2", "XX", "US", "CY"};
    cgap_chart_source source;
    cgap_spot place[8], true_be = cgap_geography_project(4.58, 50.65);

    (void) state;
    read_map(&source, "member,name,longitude,latitude\nBE,x,4.58,50.65\nLU,x,5.97,49.77\n"
                      "NL,x,5.51,52.3\nA1,x,12,44\nA2,x,12,44\nUS,x,-77,38.9\nCY,x,33.04,34.91\n");
    assert_int_equal(cgap_geography_places(&source, member, 8, 250.0, place), 2);
    assert_true(least_distance(place, 8) >= 250.0 - 1e-9);
    assert_true(hypot(place[0].x - true_be.x, place[0].y - true_be.y) < 200.0);
    assert_true(place[5].x < -1000.0 && place[5].y > 1000.0); /* the corner */
    assert_int_equal(cgap_geography_places(&source, member, 8, 1.0, place), 2);
    assert_close(place[0].x, true_be.x, 1e-9);
    cgap_frame_free(&source.map);
}

/* A union on another continent: all stand in rows, on the map, apart. */
static void
many_without_a_place_stand_in_rows(void **state)
{
    const char *member[MANY];
    char code[MANY][8];
    cgap_chart_source source = {0};
    cgap_spot place[MANY];

    (void) state;
    for (size_t i = 0; i < MANY; i++) {
        (void) snprintf(code[i], sizeof code[i], "S%zu", i);
        member[i] = code[i];
    }
    assert_int_equal(cgap_geography_places(&source, member, MANY, 200.0, place), MANY);
    assert_true(least_distance(place, MANY) >= 200.0 - 1e-9);
    for (size_t i = 0; i < MANY; i++) {
        assert_true(fabs(place[i].x) < 2250.0 && fabs(place[i].y) < 1900.0);
    }
}

static void
levels_are_classed_in_round_steps(void **state)
{
    cgap_link_scale scale = cgap_link_scale_levels("tie", 6, 0.335);

    (void) state;
    assert_int_equal(scale.n, 6);
    assert_close(scale.limit[0], 0.05, 1e-12);
    assert_int_equal(scale.decimals, 2);
    assert_int_equal(cgap_link_class(&scale, 0.049), 0);
    assert_int_equal(cgap_link_class(&scale, 0.05), 1);
    assert_int_equal(cgap_link_class(&scale, 0.17), 3);
    assert_int_equal(cgap_link_class(&scale, 0.9), 6);
    assert_int_equal(cgap_link_class(&scale, NAN), 0);
    assert_int_equal(cgap_link_scale_levels("tie", 6, 0.0).n, 0);
    assert_int_equal(cgap_link_scale_levels("tie", 6, 1.0).n, 5);
}

static void
differences_are_classed_alike_up_and_down(void **state)
{
    cgap_link_scale down = cgap_link_scale_changes("weaker", 4, -1.0, 0.39, 0.06);
    cgap_link_scale up = cgap_link_scale_changes("stronger", 4, 1.0, 0.39, 0.39);

    (void) state;
    assert_close(up.limit[0], 0.02, 1e-12);
    assert_close(up.limit[3], 0.2, 1e-12);
    assert_int_equal(up.n, 4);
    assert_int_equal(down.n, 2);
    assert_int_equal(cgap_link_class(&up, 0.11), 3);
    assert_int_equal(cgap_link_class(&up, -0.11), 0);
    assert_int_equal(cgap_link_class(&down, -0.06), 2);
    assert_int_equal(cgap_link_class(&down, 0.06), 0);
    assert_int_equal(cgap_link_scale_changes("weaker", 4, -1.0, 0.0, 0.0).n, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_projection_of_european_statistics),
        cmocka_unit_test(areas_are_true),
        cmocka_unit_test(land_is_where_states_are),
        cmocka_unit_test(states_do_not_touch),
        cmocka_unit_test(many_without_a_place_stand_in_rows),
        cmocka_unit_test(levels_are_classed_in_round_steps),
        cmocka_unit_test(differences_are_classed_alike_up_and_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
