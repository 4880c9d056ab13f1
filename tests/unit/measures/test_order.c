/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles of a sample against gsl_stats, which has the same convention, and at their ends. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_statistics_double.h>

#include "cgap/order.h"

static void
quantiles_are_those_of_gsl(void **state)
{
    double value[] = {3.0, -1.0, 4.0, 1.0, -5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0};
    size_t n = sizeof value / sizeof *value;

    (void) state;
    for (size_t few = 1; few <= n; few++) {
        cgap_sort_values(value, few);
        for (int p = 0; p <= 20; p++) {
            double expected = gsl_stats_quantile_from_sorted_data(value, 1, few, p / 20.0);

            assert_true(fabs(cgap_sorted_quantile(value, few, p / 20.0) - expected) < 1e-14);
        }
        assert_true(cgap_sorted_quantile(value, few, 0.0) == value[0]);
        assert_true(cgap_sorted_quantile(value, few, 1.0) == value[few - 1]);
    }
    for (size_t i = 1; i < n; i++) {
        assert_true(value[i - 1] <= value[i]);
    }
}

/* 1, 2, 3, 4: a quarter of the way from the first to the last is 1 + 0.25 x 3. */
static void
places_between_neighbours_are_linear(void **state)
{
    const double four[] = {1.0, 2.0, 3.0, 4.0};

    (void) state;
    assert_true(cgap_sorted_quantile(four, 4, 0.25) == 1.75);
    assert_true(cgap_sorted_quantile(four, 4, 0.5) == 2.5);
}

static void
nothing_has_no_quantile(void **state)
{
    double none = 0.0;

    (void) state;
    cgap_sort_values(&none, 0);
    assert_true(isnan(cgap_sorted_quantile(&none, 0, 0.5)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_those_of_gsl),
        cmocka_unit_test(places_between_neighbours_are_linear),
        cmocka_unit_test(nothing_has_no_quantile),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
