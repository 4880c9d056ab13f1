/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped figures: they load without a message and say what MODEL.md section 1.1 says of them.
 */
#include "harness.h"

#include "folder.h"

#include "cgap/csv.h"
#include "data_folder.h"

typedef double (*figure)(const cgap_member *member, int which);

static const cgap_member *
member(const cgap_dataset *data, const char *code)
{
    size_t i = cgap_dataset_find(data, code);

    assert_true(i < data->n);
    return &data->member[i];
}

/* Mean and coefficient of variation over the members that stayed, unweighted, divisor N. */
static void
assert_mean_cv(figure of, int which, double mean, double cv, double half_mean, double half_cv)
{
    cgap_dataset *data = test_data_shipped();
    double sum = 0.0, square = 0.0;
    int n = 0;

    for (size_t i = 0; i < data->n; i++) {
        sum += strcmp(data->member[i].code, "UK") != 0 ? of(&data->member[i], which) : 0.0;
        n += strcmp(data->member[i].code, "UK") != 0;
    }
    assert_int_equal(n, 27);
    for (size_t i = 0; i < data->n; i++) {
        double gap = of(&data->member[i], which) - sum / n;

        square += strcmp(data->member[i].code, "UK") != 0 ? gap * gap : 0.0;
    }
    assert_close(sum / n, mean, half_mean);
    assert_close(sqrt(square / n) / (sum / n), cv, half_cv);
    test_data_free(data);
}

static double
gci(const cgap_member *m, int edition)
{
    return m->gci[edition];
}

static double
sme(const cgap_member *m, int wave)
{
    return m->enterprise[0][wave];
}

static double
enterprise(const cgap_member *m, int wave)
{
    return m->enterprise[1][wave];
}

static double
administration(const cgap_member *m, int year)
{
    return m->desi[0][year];
}

static double
people(const cgap_member *m, int year)
{
    return m->desi[1][year];
}

/* Tolerance: half a unit of the last digit that the model note prints. */
static void
known_dispersions_reproduce(void **state)
{
    (void) state;
    assert_mean_cv(gci, 0, 0.50, 0.32, 5e-3, 5e-3);
    assert_mean_cv(gci, 1, 0.61, 0.21, 5e-3, 5e-3);
    assert_mean_cv(gci, 2, 0.78, 0.155, 5e-3, 5e-4);
    assert_mean_cv(gci, 3, 0.91, 0.093, 5e-3, 5e-4);
    assert_mean_cv(sme, 0, 0.452, 0.223, 5e-4, 5e-4);
    assert_mean_cv(sme, 1, 0.451, 0.241, 5e-4, 5e-4);
    assert_mean_cv(enterprise, 0, 0.800, 0.093, 5e-4, 5e-4);
    assert_mean_cv(enterprise, 1, 0.822, 0.079, 5e-4, 5e-4);
    assert_mean_cv(administration, 0, 0.47, 0.29, 5e-3, 5e-3);
    assert_mean_cv(administration, 2, 0.55, 0.27, 5e-3, 5e-3);
    assert_mean_cv(administration, 5, 0.68, 0.24, 5e-3, 5e-3);
    assert_mean_cv(people, 0, 0.43, 0.20, 5e-3, 5e-3);
    assert_mean_cv(people, 2, 0.45, 0.20, 5e-3, 5e-3);
    assert_mean_cv(people, 5, 0.48, 0.20, 5e-3, 5e-3);
}

static void
members_are_complete_and_sorted(void **state)
{
    cgap_dataset *data = test_data_shipped();

    (void) state;
    assert_int_equal(data->n, 28);
    assert_string_equal(data->folder, TEST_DATA);
    assert_int_equal(cgap_dataset_find(data, "XX"), data->n);
    for (size_t i = 0; i < data->n; i++) {
        const cgap_member *m = &data->member[i];

        assert_true(i == 0 || strcmp(data->member[i - 1].code, m->code) < 0);
        assert_true(m->name[0] != '\0');
        assert_string_equal(m->accession_wave, m->accession_year < 2000    ? "1958-1995"
                                               : m->accession_year == 2004 ? "2004"
                                                                           : "2007-2013");
        assert_close(m->practice_start[0], m->enterprise[0][0], 0.0);
        assert_close(m->practice_start[1], m->enterprise[1][0], 0.0);
        assert_close(m->practice_start[2], m->desi[0][0], 0.0);
        assert_close(m->practice_start[3], m->desi[1][0], 0.0);
    }
    test_data_free(data);
}

/* The overall score of 2020 is the mean of its five pillars: both come from the same edition. */
static void
pillars_add_up_to_the_score(void **state)
{
    cgap_dataset *data = test_data_shipped();

    (void) state;
    for (size_t i = 0; i < data->n; i++) {
        double sum = 0.0;

        for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
            sum += data->member[i].pillar_2020[k];
        }
        assert_close(sum / CGAP_N_FORMAL, data->member[i].gci[3], 1e-3);
    }
    test_data_free(data);
}

static void
capacity_follows_government_effectiveness(void **state)
{
    cgap_dataset *data = test_data_shipped();
    cgap_csv csv = CGAP_CSV_INIT;
    size_t code, effectiveness;

    (void) state;
    assert_int_equal(cgap_csv_read(&csv, TEST_DATA "/members.csv", NULL), CGAP_OK);
    code = cgap_csv_find(&csv, "code");
    effectiveness = cgap_csv_find(&csv, "government_effectiveness");
    for (size_t r = 0; r < csv.n_row; r++) {
        double capacity = (strtod(cgap_csv_text(&csv, r, effectiveness), NULL) + 0.5) / 2.5;

        assert_close(member(data, cgap_csv_text(&csv, r, code))->administrative_capacity,
                     fmin(fmax(capacity, 0.05), 1.0), 1e-9);
    }
    cgap_csv_free(&csv);
    test_data_free(data);
}

static void
lists_of_the_commission_have_their_lengths(void **state)
{
    cgap_dataset *data = test_data_shipped();
    int notified = 0, notice = 0, opinion = 0;

    (void) state;
    for (size_t i = 0; i < data->n; i++) {
        notified += data->member[i].nis_notified_2018 == CGAP_LISTED;
        notice += data->member[i].nis2_late_2024 == CGAP_LISTED;
        opinion += data->member[i].nis2_late_2025 == CGAP_LISTED;
    }
    assert_int_equal(notified, 11);
    assert_int_equal(notice, 23);
    assert_int_equal(opinion, 19);
    assert_int_equal(member(data, "UK")->nis2_late_2024, CGAP_NOT_ASKED);
    assert_int_equal(member(data, "UK")->nis2_late_2025, CGAP_NOT_ASKED);
    assert_int_equal(member(data, "BE")->nis2_late_2024, CGAP_NOT_LISTED);
    test_data_free(data);
}

static void
dates_are_known_unknown_or_never(void **state)
{
    cgap_dataset *data = test_data_shipped();

    (void) state;
    assert_close(member(data, "AT")->budapest_in_force, 2012.75, 1e-12);
    assert_close(member(data, "SE")->budapest_in_force, 2021.0 + 7.0 / 12.0, 1e-12);
    assert_true(isnan(member(data, "PL")->budapest_in_force));
    assert_true(isinf(member(data, "IE")->budapest_in_force));
    test_data_free(data);
}

/* What is not observed: two proxies of the United Kingdom, the trade of Croatia. */
static void
imputed_figures_follow_their_rules(void **state)
{
    cgap_dataset *data = test_data_shipped();
    const cgap_member *uk = member(data, "UK");
    size_t hr = cgap_dataset_find(data, "HR");
    double mean[2] = {0.0, 0.0}, observed = 0.0, product = 0.0;

    (void) state;
    for (size_t i = 0; i < data->n; i++) {
        const cgap_member *m = &data->member[i];

        assert_int_equal(m->imputed, m == uk);
        mean[0] += m == uk ? 0.0 : m->desi[0][0] / 27.0;
        mean[1] += m == uk ? 0.0 : m->desi[1][0] / 27.0;
        for (size_t j = 0; j < data->n; j++) {
            bool counts = i != j && i != hr && j != hr;

            observed += counts ? data->trade_musd[i][j] : 0.0;
            product += counts ? m->gdp_bn_eur * data->member[j].gdp_bn_eur : 0.0;
        }
    }
    for (size_t s = 0; s < 2; s++) {
        assert_close(uk->desi[s][0], mean[s], 1e-6);
        assert_true(isnan(uk->desi[s][5]));
        assert_true(isnan(uk->enterprise[s][1]));
    }
    for (size_t j = 0; j < data->n; j++) {
        double size = data->member[hr].gdp_bn_eur * data->member[j].gdp_bn_eur;

        if (j != hr) {
            assert_close(data->trade_musd[hr][j], observed / product * size, 0.051);
            assert_close(data->trade_musd[j][hr], data->trade_musd[hr][j], 0.0);
        }
    }
    test_data_free(data);
}

static bool
touch(const cgap_member *a, const cgap_member *b)
{
    return abs(a->grid_column - b->grid_column) <= 1 && abs(a->grid_row - b->grid_row) <= 1;
}

static int
bits(cgap_member_set set)
{
    int n = 0;

    for (; set != 0; set &= set - 1) {
        n++;
    }
    return n;
}

static void
the_map_keeps_neighbours_together(void **state)
{
    cgap_dataset *data = test_data_shipped();
    int borders = 0, touching = 0;

    (void) state;
    for (size_t i = 0; i < data->n; i++) {
        borders += bits(data->border[i]);
        for (size_t j = 0; j < i; j++) {
            const cgap_member *a = &data->member[i], *b = &data->member[j];

            assert_int_equal(data->border[i] >> j & 1, data->border[j] >> i & 1);
            touching += (data->border[i] >> j & 1) && touch(a, b);
            /* Far east is never drawn west, far north never south. */
            assert_true(fabs(a->longitude - b->longitude) < 12.0 ||
                        (a->longitude < b->longitude) == (a->grid_column < b->grid_column));
            assert_true(fabs(a->latitude - b->latitude) < 9.0 ||
                        (a->latitude > b->latitude) == (a->grid_row < b->grid_row));
        }
    }
    assert_int_equal(borders, 2 * 36);
    assert_int_equal(touching, 33);
    assert_int_equal(data->border[cgap_dataset_find(data, "MT")], 0);
    test_data_free(data);
}

static void
trade_is_that_of_the_source(void **state)
{
    cgap_dataset *data = test_data_shipped();
    size_t at = cgap_dataset_find(data, "AT"), de = cgap_dataset_find(data, "DE");

    (void) state;
    assert_close(data->trade_musd[at][de], 55449.0, 0.0);
    for (size_t i = 0; i < data->n; i++) {
        assert_close(data->trade_musd[i][i], 0.0, 0.0);
    }
    test_data_free(data);
}

/* Also of the tables that no run reads. */
static void
every_column_is_described(void **state)
{
    static const char *const tables[] = {"members", "gci",      "enterprise_practice",
                                         "desi",    "trade",    "borders",
                                         "columns", "timeline", "enisa_budget"};
    cgap_csv about = CGAP_CSV_INIT;
    size_t n_described = 0;

    (void) state;
    assert_int_equal(cgap_csv_read(&about, TEST_DATA "/columns.csv", NULL), CGAP_OK);
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        cgap_csv csv = CGAP_CSV_INIT;
        char path[TEST_PATH];

        (void) snprintf(path, sizeof path, "%s/%s.csv", TEST_DATA, tables[t]);
        assert_int_equal(cgap_csv_read(&csv, path, NULL), CGAP_OK);
        for (size_t c = 0; c < csv.n_column; c++) {
            size_t r = 0;

            while (r < about.n_row && (strcmp(cgap_csv_text(&about, r, 0), tables[t]) != 0 ||
                                       strcmp(cgap_csv_text(&about, r, 1), csv.field[c]) != 0)) {
                r++;
            }
            if (r == about.n_row) {
                fail_msg("column %s of %s is not described", csv.field[c], tables[t]);
            }
            n_described++;
        }
        cgap_csv_free(&csv);
    }
    assert_int_equal(n_described, about.n_row); /* and nothing else is */
    assert_int_equal(test_entries(TEST_DATA), sizeof tables / sizeof tables[0] + 1); /* README */
    cgap_csv_free(&about);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_dispersions_reproduce),
        cmocka_unit_test(members_are_complete_and_sorted),
        cmocka_unit_test(pillars_add_up_to_the_score),
        cmocka_unit_test(capacity_follows_government_effectiveness),
        cmocka_unit_test(lists_of_the_commission_have_their_lengths),
        cmocka_unit_test(dates_are_known_unknown_or_never),
        cmocka_unit_test(imputed_figures_follow_their_rules),
        cmocka_unit_test(the_map_keeps_neighbours_together),
        cmocka_unit_test(trade_is_that_of_the_source),
        cmocka_unit_test(every_column_is_described),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
