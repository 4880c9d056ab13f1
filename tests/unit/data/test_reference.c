/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observed figures for charts: the shipped data give the means and spreads of the model note. */
#include "harness.h"

#include <string.h>

#include "cgap/reference.h"

static double
observed(const cgap_table *table, const char *series, double time)
{
    for (size_t row = 0; row < table->n_row; row++) {
        if (strcmp(cgap_table_text(table, row, 0), series) == 0 &&
            fabs(cgap_table_real(table, row, 1) - time) < 1e-9) {
            return cgap_table_real(table, row, 3);
        }
    }
    return NAN;
}

static void
read_shipped(cgap_dataset *data)
{
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;

    cgap_dataset_read(data, CGAP_SOURCE_DIR "/scenarios/data", &diagnostics);
    assert_false(cgap_diagnostics_failed(&diagnostics));
    cgap_diagnostics_free(&diagnostics);
}

/* Values of the table in section 1.1 of the model note, as rounded there. */
static void
shipped_figures_are_those_of_the_note(void **state)
{
    cgap_dataset data;
    cgap_table table;

    (void) state;
    read_shipped(&data);
    assert_int_equal(cgap_reference_observed(&table, &data, NULL), CGAP_OK);
    assert_close(observed(&table, "formal_mean", 2016.5), 0.61, 0.005);
    assert_close(observed(&table, "formal_mean", 2020.5), 0.91, 0.005);
    assert_close(observed(&table, "formal_cv", 2016.5), 0.21, 0.005);
    assert_close(observed(&table, "formal_cv", 2018.0), 0.155, 0.0005);
    assert_close(observed(&table, "formal_cv", 2020.5), 0.093, 0.0005);
    assert_close(observed(&table, "sme_mean", 2019.0), 0.452, 0.0005);
    assert_close(observed(&table, "sme_cv", 2019.0), 0.223, 0.0005);
    assert_close(observed(&table, "sme_cv", 2022.0), 0.241, 0.0005);
    assert_close(observed(&table, "enterprise_mean", 2022.0), 0.822, 0.0005);
    assert_close(observed(&table, "administration_mean", 2016.5), 0.47, 0.005);
    assert_close(observed(&table, "administration_cv", 2018.5), 0.27, 0.005);
    assert_close(observed(&table, "people_mean", 2021.5), 0.48, 0.005);
    for (size_t w = 0; w < CGAP_N_DESI_YEAR; w++) { /* one time, whoever asks */
        assert_close(CGAP_DESI_TIME[w], CGAP_DESI_YEAR[w] - 0.5, 0.0);
    }
    assert_close(observed(&table, "transposed_nis", 2018.0 + (6.0 + 18.0 / 31.0) / 12.0), 11.0,
                 0.0);
    assert_close(observed(&table, "transposed_nis2", 2024.0 + (10.0 + 27.0 / 30.0) / 12.0), 4.0,
                 0.0);
    assert_close(observed(&table, "transposed_nis2", 2025.0 + (4.0 + 6.0 / 31.0) / 12.0), 8.0, 0.0);
    cgap_table_free(&table);
    cgap_dataset_free(&data);
}

static void
every_member_has_a_tile_of_its_own(void **state)
{
    cgap_dataset data;
    cgap_table table;

    (void) state;
    read_shipped(&data);
    assert_int_equal(cgap_reference_map(&table, &data, NULL), CGAP_OK);
    assert_int_equal(table.n_row, data.n);
    for (size_t a = 0; a < table.n_row; a++) {
        for (size_t b = 0; b < a; b++) {
            assert_false(cgap_table_real(&table, a, 2) == cgap_table_real(&table, b, 2) &&
                         cgap_table_real(&table, a, 3) == cgap_table_real(&table, b, 3));
        }
    }
    cgap_table_free(&table);
    cgap_dataset_free(&data);
}

/* Without a single member that all surveys asked there is nothing to hold a run against. */
static void
figures_nobody_has_give_no_rows(void **state)
{
    cgap_dataset data;
    cgap_table table;

    (void) state;
    read_shipped(&data);
    for (size_t i = 0; i < data.n; i++) {
        data.member[i].gci[0] = NAN;
        data.member[i].nis_notified_2018 = CGAP_NOT_ASKED;
        data.member[i].nis2_late_2024 = CGAP_NOT_ASKED;
        data.member[i].nis2_late_2025 = CGAP_NOT_ASKED;
    }
    assert_int_equal(cgap_reference_observed(&table, &data, NULL), CGAP_OK);
    assert_int_equal(table.n_row, 0);
    cgap_table_free(&table);
    cgap_dataset_free(&data);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_figures_are_those_of_the_note),
        cmocka_unit_test(every_member_has_a_tile_of_its_own),
        cmocka_unit_test(figures_nobody_has_give_no_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
