/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of measures: names once, everything said, the names that scripts rely on. */
#include "harness.h"

#include <string.h>

#include "cgap/lane.h"
#include "cgap/measures.h"

static size_t
count(void)
{
    return CGAP_N_DATE_MEASURE + CGAP_N_SPAN_MEASURE;
}

static void
names_stand_once_and_say_everything(void **state)
{
    (void) state;
    for (size_t k = 0; k < count(); k++) {
        const cgap_measure_info *info = cgap_measure_at(k);

        assert_int_equal(cgap_measure_find(info->name), k);
        assert_true(strlen(info->definition) > 8 && strlen(info->unit) > 0);
        assert_true(strcmp(info->better, "") == 0 || strcmp(info->better, "less") == 0 ||
                    strcmp(info->better, "more") == 0);
        assert_int_equal(info->scope, k < CGAP_N_DATE_MEASURE ? CGAP_SCOPE_DATE : CGAP_SCOPE_SPAN);
    }
    assert_int_equal(cgap_measure_find("no_such_measure"), count());
}

/* Scripts and tables of others name these. */
static void
promised_names_are_there(void **state)
{
    static const char *const date =
        "n mean median min max range variance sd sd_sample cv cv_sample gini gini_norm "
        "gini_weighted theil_t theil_t_weighted theil_t_within theil_t_between mld mld_weighted "
        "mld_within mld_between ge2 atkinson_05 atkinson_1 atkinson_2 hhi hhi_norm hhi_equivalent "
        "hoover shannon williamson delta_best delta_lowest gap_target share_below_floor wolfson "
        "esteban_ray bimodality level_playing_field ";
    static const char *const span =
        "beta_intercept beta beta_se beta_t beta_p beta_r2 beta_speed beta_half_life sigma_change "
        "sigma_trend sigma_trend_p delta_change kendall_w gamma tau_b spearman logt_b logt_t "
        "logt_p verdict ";
    const char *const list[2] = {date, span};

    (void) state;
    for (int scope = 0; scope < 2; scope++) {
        const char *at = list[scope];

        while (*at != '\0') {
            char name[64] = "";
            size_t length = strcspn(at, " ");

            memcpy(name, at, length);
            at += length + 1;
            if (cgap_measure_find(name) == count()) {
                fail_msg("%s is not in the register", name);
            }
            assert_int_equal(cgap_measure_at(cgap_measure_find(name))->scope, scope);
        }
    }
}

/* What runs compute by lanes is defined in the register, too. */
static void
lane_measures_are_registered(void **state)
{
    (void) state;
    for (int m = 0; m < CGAP_N_LANE_MEASURE; m++) {
        assert_true(cgap_measure_find(cgap_lane_name((cgap_lane_measure) m)) < CGAP_N_DATE_MEASURE);
    }
}

static void
the_list_is_a_table(void **state)
{
    cgap_table table;

    (void) state;
    assert_int_equal(cgap_measure_list(&table, NULL), CGAP_OK);
    assert_int_equal(table.n_row, count());
    assert_string_equal(cgap_table_text(&table, cgap_measure_find("sd"), 0), "sd");
    cgap_table_free(&table);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stand_once_and_say_everything),
        cmocka_unit_test(promised_names_are_there),
        cmocka_unit_test(lane_measures_are_registered),
        cmocka_unit_test(the_list_is_a_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
