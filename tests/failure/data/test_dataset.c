/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever call fails while a data folder is read: it is told, or was harmless (closing a file that
 * was read), and nothing leaks (the sanitizers watch). */
#include "harness.h"

#include "failing.h"
#include "folder.h"

#include "data_folder.h"

static void
every_lost_call_is_told(void **state)
{
    cgap_dataset *data = calloc(1, sizeof *data), *shipped = test_data_shipped();
    int n = 1, told = 0;

    (void) state;
    assert_non_null(data);
    for (;; n++) {
        cgap_diagnostics found = CGAP_DIAGNOSTICS_INIT;

        failing_count = 0;
        failing_at = n;
        cgap_dataset_read(data, TEST_DATA, &found);
        failing_at = 0;
        if (cgap_diagnostics_failed(&found)) {
            told++;
        } else {
            assert_memory_equal(data->member, shipped->member, sizeof data->member);
            assert_memory_equal(data->trade_musd, shipped->trade_musd, sizeof data->trade_musd);
            assert_memory_equal(data->border, shipped->border, sizeof data->border);
        }
        cgap_diagnostics_free(&found);
        cgap_dataset_free(data);
        if (failing_count == 0) {
            break; /* there is no n-th call */
        }
    }
    assert_int_equal(n - 1 - told, 7); /* one fclose a table */
    assert_true(told > 7 * 3);         /* path, file and memory of each */
    free(data);
    test_data_free(shipped);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_lost_call_is_told)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
