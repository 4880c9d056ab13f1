/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whenever memory runs out during a calibration, it is told, the result is empty and nothing leaks
 * (the sanitizers watch). */
#include "harness.h"

#include <limits.h>

#include "failing.h"

#include "cgap/calibrate.h"
#include "shipped.h"

static const char *const SETTING[] = {"steps_per_year=2", NULL};

/* A calibration whose n-th allocation fails; returns how many there were. */
static int
calibrate(const cgap_scenario *scenario, bool fit, int n)
{
    const cgap_calibration_plan plan = {.seed = 1, .replicates = 16, .fit = fit};
    cgap_calibration results;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status;
    int left;

    failing_count = 0;
    failing_at = n;
    status = cgap_calibrate(&results, scenario, &plan, &err);
    left = failing_at;
    failing_at = 0;
    if (failing_count > 0) {
        assert_int_equal(status, CGAP_E_MEMORY);
        assert_non_null(strstr(err.text, "memory"));
        assert_int_equal(results.targets.n_row, 0);
        assert_null(results.fitted);
    } else {
        assert_int_equal(status, CGAP_OK);
        assert_int_equal(results.fitted != NULL, fit);
    }
    cgap_calibration_free(&results);
    return n - left;
}

static void
every_allocation_of_an_evaluation(void **state)
{
    cgap_scenario scenario;
    int n = 1;

    (void) state;
    shipped_read(&scenario, "history", SETTING);
    while (calibrate(&scenario, false, n), failing_count > 0) {
        n++;
    }
    assert_true(n > 10);
    cgap_scenario_free(&scenario);
}

/* A fit allocates the same few things hundreds of times: some in between, and the last ones, where
 * the tables and the text are made. */
static void
some_allocations_of_a_fit(void **state)
{
    cgap_scenario scenario;
    int all;

    (void) state;
    shipped_read(&scenario, "history", SETTING);
    all = calibrate(&scenario, true, INT_MAX);
    for (size_t k = 0; k < 4; k++) {
        const int n[] = {30, 60, 200, all};

        (void) calibrate(&scenario, true, n[k]);
        assert_int_equal(failing_count, 1);
    }
    cgap_scenario_free(&scenario);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_of_an_evaluation),
        cmocka_unit_test(some_allocations_of_a_fit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
