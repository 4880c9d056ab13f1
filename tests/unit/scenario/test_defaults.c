/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The defaults of the parameter table against those written out a second time in the fixture: a
 * slip of the finger in either shows. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "cgap/parameter.h"
#include "scenario_fixture.h"

static void
defaults_are_the_documented_ones(void **state)
{
    cgap_scenario scenario;
    size_t n, compared = 0;
    const cgap_parameter *row = cgap_parameter_table(&n);

    (void) state;
    fixture_plain(&scenario, FIXTURE_SIX);
    for (size_t r = 0; r < n; r++) {
        double value;

        if (row[r].owner != CGAP_OF_SCENARIO || row[r].type != CGAP_REAL ||
            strncmp(row[r].key, "parameters.", strlen("parameters.")) != 0) {
            continue;
        }
        memcpy(&value, (const char *) &scenario + row[r].offset, sizeof value);
        if (!(fabs(value - row[r].standard) <= 1e-15)) {
            fail_msg("%s: table %.17g, fixture %.17g", row[r].key, row[r].standard, value);
        }
        compared++;
    }
    /* Every number of cgap_parameters has its row. */
    assert_int_equal(compared * sizeof(double), sizeof(cgap_parameters));
    fixture_free(&scenario);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_the_documented_ones),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
