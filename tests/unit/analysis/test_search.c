/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Minima inside bounds, and small linear systems. */
#include "harness.h"

#include <float.h>

#include "cgap/search.h"

typedef struct watch {
    const cgap_search *search;
    size_t calls, stop_at; /* stop_at 0: never */
    double target[CGAP_MOST_SEARCHED];
} watch;

/* A bowl around the target in logarithms where the search is; every trial lies inside the bounds.
 */
static bool
bowl(void *context, const double *x, double *value)
{
    watch *self = context;

    *value = 0.0;
    for (size_t k = 0; k < self->search->n; k++) {
        double d = self->search->log[k] ? log(x[k] / self->target[k]) : x[k] - self->target[k];

        assert_true(x[k] >= self->search->lower[k] && x[k] <= self->search->upper[k]);
        *value += (1.0 + (double) k) * d * d;
    }
    return ++self->calls != self->stop_at;
}

static void
finds_the_bottom_of_a_bowl(void **state)
{
    watch seen = {.target = {0.3, 5.0, -2.0, 0.02}};
    cgap_search search = {.lower = {0.0, 0.1, -4.0, 0.001},
                          .upper = {1.0, 50.0, 4.0, 1.0},
                          .log = {false, true, false, true},
                          .value = bowl,
                          .context = &seen,
                          .most = 1000,
                          .finish = 1e-7};

    (void) state;
    seen.search = &search;
    for (search.n = 1; search.n <= CGAP_MOST_SEARCHED; search.n++) {
        double x[] = {0.9, 0.1, 4.0, 0.5}; /* two of them on a bound */
        cgap_error err = CGAP_ERROR_INIT;

        assert_int_equal(cgap_search_run(&search, x, &err), CGAP_OK);
        for (size_t k = 0; k < search.n; k++) {
            assert_close(x[k], seen.target[k], 1e-5 * (1.0 + fabs(seen.target[k])));
        }
    }
}

/* A bottom outside is met at the bound. */
static void
stops_at_a_bound(void **state)
{
    watch seen = {.target = {1.7}};
    cgap_search search = {.n = 1,
                          .lower = {0.0},
                          .upper = {1.0},
                          .value = bowl,
                          .context = &seen,
                          .most = 200,
                          .finish = 1e-4};
    double x = 0.5;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    seen.search = &search;
    assert_int_equal(cgap_search_run(&search, &x, &err), CGAP_OK);
    assert_close(x, 1.0, 1e-3);
}

static void
stops_when_asked(void **state)
{
    watch seen = {.stop_at = 7, .target = {0.3}};
    cgap_search search = {.n = 1,
                          .lower = {0.0},
                          .upper = {1.0},
                          .value = bowl,
                          .context = &seen,
                          .most = 200,
                          .finish = 1e-9};
    double x = 0.5;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    seen.search = &search;
    assert_int_equal(cgap_search_run(&search, &x, &err), CGAP_E_INTERRUPTED);
    assert_int_equal(seen.calls, 7);
}

static bool
undefined_below_half(void *context, const double *x, double *value)
{
    (void) context;
    *value = x[0] < 0.5 ? NAN : x[0];
    return true;
}

static void
leaves_where_the_function_is_undefined(void **state)
{
    cgap_search search = {.n = 1,
                          .lower = {0.0},
                          .upper = {1.0},
                          .value = undefined_below_half,
                          .most = 200,
                          .finish = 1e-6};
    double x = 0.8;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(cgap_search_run(&search, &x, &err), CGAP_OK);
    assert_close(x, 0.5, 1e-3);
}

/* A = L L' with L = [[2,0,0],[1,3,0],[-1,2,4]] and X = [[1,0],[2,-1],[3,5]]. */
static void
solves_positive_definite_systems(void **state)
{
    double a[] = {4, 2, -2, 2, 10, 5, -2, 5, 21};
    double b[] = {2, -12, 37, 15, 71, 100};
    double x[] = {1, 0, 2, -1, 3, 5};
    double indefinite[] = {1, 2, 2, 1}, any[] = {1, 1};

    (void) state;
    assert_true(cgap_solve(a, 3, b, 2));
    for (int k = 0; k < 6; k++) {
        assert_close(b[k], x[k], 1e-13);
    }
    assert_false(cgap_solve(indefinite, 2, any, 1));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_bottom_of_a_bowl),
        cmocka_unit_test(stops_at_a_bound),
        cmocka_unit_test(stops_when_asked),
        cmocka_unit_test(leaves_where_the_function_is_undefined),
        cmocka_unit_test(solves_positive_definite_systems),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
