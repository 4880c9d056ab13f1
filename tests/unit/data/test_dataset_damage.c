/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each way to damage a data folder gives its message at its place; other orders of rows, subsets
 * of members and matrices are read as they should be. */
#include "harness.h"

#include "folder.h"

#include "data_folder.h"

/* One edit of one table, and the whole of the message it gives ("" = folder, then the text). */
typedef struct damage {
    const char *table, *before, *after, *message;
} damage;

/* clang-format off */
static const damage DAMAGES[] = {
    /* headers */
    {"members.csv", ",gdp_bn_eur,", ",gdp_bn_euro,",
     "/members.csv:1: gdp_bn_euro: unknown column (did you mean 'gdp_bn_eur'?); remove it or correct its name"},
    {"members.csv", ",gdp_bn_eur,", ",zebra,",
     "/members.csv:1: gdp_bn_eur: column is missing; add it to the header"},
    {"members.csv", ",gdp_bn_eur,", ",zebra,",
     "/members.csv:1: zebra: unknown column; remove it or correct its name"},
    {"borders.csv", "a,b\n", "a,a\n",
     "/borders.csv:1: a: column stands twice (columns 1 and 2); remove one"},
    {"columns.csv", "gci,legal_2020,", "gci,regal_2020,",
     "/gci.csv:1: legal_2020: column is not described; add a row 'gci,legal_2020,...' to columns.csv"},
    {"columns.csv", "borders,b,", "borders,a,",
     "/columns.csv:56: borders.column: 'a' is described in line 55 already; remove one of the two"},
    {"columns.csv", ",Capital\n", ",\n",
     "/columns.csv:4: members.meaning: is empty; say what the column holds in one sentence"},
    /* members */
    {"members.csv", "\nBE,", "\nAT,",
     "/members.csv:3: code: member 'AT' has a row in line 2 already; keep one of the two"},
    {"members.csv", "\nBE,", "\nBel,",
     "/members.csv:3: code: 'Bel' is not a member code; two capital letters are needed, such as EL"},
    {"gci.csv", "\nAT,", "\nBE,",
     "/gci.csv:3: code: member 'BE' has a row in line 2 already; keep one of the two"},
    {"gci.csv", "\nAT,", "\nBE,",
     "/gci.csv: AT: member has no row in this table; add one, or remove the member from every table"},
    {"desi.csv", "\nAT,", "\nGR,",
     "/desi.csv:2: code: 'GR' is not a member code of members.csv; correct it or add the member"},
    {"members.csv", ",14.08,47.61,4,5,", ",14.08,47.61,2,3,",
     "/members.csv:3: BE: shares grid_column 2, grid_row 3 with AT; give each member a tile of its own"},
    /* fields */
    {"members.csv", ",369.258,", ",\"369,258\",",
     "/members.csv:2: AT.gdp_bn_eur: '369,258' is not a number; write a decimal number from 0.001 to 1e+06, with a point and no unit"},
    {"members.csv", ",369.258,", ",nan,",
     "/members.csv:2: AT.gdp_bn_eur: 'nan' is not a number; write a decimal number from 0.001 to 1e+06, with a point and no unit"},
    {"members.csv", ",369.258,", ",-1,",
     "/members.csv:2: AT.gdp_bn_eur: -1 is out of range; a number from 0.001 to 1e+06 is allowed, check its unit in columns.csv"},
    {"members.csv", ",369.258,", ",,",
     "/members.csv:2: AT.gdp_bn_eur: is empty, a run needs it; give the figure, and if it is an estimate name the column in 'imputed'"},
    {"members.csv", ",Vienna,1995,", ",Vienna,1995.5,",
     "/members.csv:2: AT.accession_year: 1995.5 is not a whole number; 1950 to 2200 is allowed"},
    {"members.csv", ",Vienna,", ",,",
     "/members.csv:2: AT.capital: is empty, a run needs it; give the figure, and if it is an estimate name the column in 'imputed'"},
    {"members.csv", ",Austria,", ",The Republic of Austria in the Alps,",
     "/members.csv:2: AT.name: has 35 bytes, at most 31 are allowed; shorten it"},
    {"members.csv", ",2012-10-01,", ",2012-10-32,",
     "/members.csv:2: AT.budapest_in_force: '2012-10-32' is not a date; write YYYY-MM-DD, the word never, or nothing when the day is not known"},
    {"members.csv", ",2012-10-01,no,yes,yes,", ",2012-10-01,0,yes,yes,",
     "/members.csv:2: AT.nis_notified_2018_07: '0' is not an answer; write yes, no or not_asked"},
    {"members.csv", ",1.4995,", ",14.995,",
     "/members.csv:2: AT.government_effectiveness: 14.995 is out of range; a number from -2.5 to 2.5 is allowed, check its unit in columns.csv"},
    {"gci.csv", "\nAT,0.676,0.639,", "\nAT,0.676,63.9,",
     "/gci.csv:2: AT.overall_2017: 63.9 is out of range; a number from 0 to 1 is allowed, check its unit in columns.csv"},
    {"gci.csv", "\nAT,0.676,0.639,", "\nAT,0.676,,",
     "/gci.csv:2: AT.overall_2017: is empty, a run needs it; give the figure, and if it is an estimate name the column in 'imputed'"},
    {"desi.csv", ",administration_2017 people_2017\n", ",administration_2017 people_2071\n",
     "/desi.csv:29: UK.imputed: 'people_2071' is not a column of this table (did you mean 'people_2017'?); name columns, separated by spaces"},
    {"desi.csv", ",administration_2017 people_2017\n", ",administration_2017 people_2018\n",
     "/desi.csv:29: UK.people_2018: is empty but named in 'imputed'; give the imputed figure or remove the name"},
    /* pairs */
    {"trade.csv", "\nAT,DE,55449,", "\nAT,AT,55449,",
     "/trade.csv:6: AT.to: pairs AT with itself; only pairs of different members are allowed, remove the row"},
    {"trade.csv", "\nAT,DE,55449,", "\nAT,BE,55449,",
     "/trade.csv:6: AT.to: the pair AT, BE stands in line 2 already; keep one of the two"},
    {"trade.csv", "\nAT,DE,55449,", "\nAT,DD,55449,",
     "/trade.csv:6: AT.to: 'DD' is not a member code of members.csv; correct it or add the member"},
    {"trade.csv", "\nAT,DE,55449,", "\nAT,DE,-5,",
     "/trade.csv:6: AT.value_musd: -5 is out of range; a number of 0 or more is allowed, check its unit in columns.csv"},
    {"trade.csv", "\nAT,DE,55449,", "\nAT,DE,55449,value",
     "/trade.csv:6: AT.imputed: 'value' is not a column of this table; name columns, separated by spaces"},
    {"borders.csv", "\nAT,CZ\n", "\nCZ,DE\n",
     "/borders.csv:14: CZ.b: the pair CZ, DE stands in line 2 already; keep one of the two"},
    {"borders.csv", "\nAT,CZ\n", "\nDE,CZ\n",
     "/borders.csv:14: CZ.b: the pair CZ, DE stands in line 2 already; keep one of the two"},
    /* the file itself */
    {"desi.csv", "\nAT,", "\nAT,\"",
     "/desi.csv:2: a quoted field is left open"},
    {"borders.csv", "\nAT,CZ\n", "\nAT,CZ,1\n",
     "/borders.csv:2: has 3 fields, the header has 2"},
};
/* clang-format on */

/* True when @p found holds @p message, which begins with the path below @p folder. */
static bool
was_said(const cgap_diagnostics *found, const char *folder, const char *message)
{
    char expected[1024], line[1024];

    (void) snprintf(expected, sizeof expected, "%s%s", folder, message);
    for (size_t m = 0; m < found->n; m++) {
        cgap_message_format(&found->at[m], line, sizeof line);
        if (strcmp(line, expected) == 0) {
            return found->at[m].severity == CGAP_ERROR;
        }
    }
    return false;
}

static void
print_all(const cgap_diagnostics *found)
{
    char line[1024];

    for (size_t m = 0; m < found->n; m++) {
        cgap_message_format(&found->at[m], line, sizeof line);
        print_message("%s\n", line);
    }
}

static void
each_damage_has_its_message(void **state)
{
    (void) state;
    for (size_t d = 0; d < sizeof DAMAGES / sizeof DAMAGES[0]; d++) {
        const char *folder = test_data_copy();
        cgap_diagnostics found = CGAP_DIAGNOSTICS_INIT;
        cgap_dataset *data = calloc(1, sizeof *data);

        test_data_edit(folder, DAMAGES[d].table, DAMAGES[d].before, DAMAGES[d].after);
        cgap_dataset_read(data, folder, &found);
        test_data_remove(folder);
        assert_true(cgap_diagnostics_failed(&found));
        if (!was_said(&found, folder, DAMAGES[d].message)) {
            print_all(&found);
            fail_msg("not said: %s", DAMAGES[d].message);
        }
        cgap_diagnostics_free(&found);
        test_data_free(data);
    }
}

static void
all_damages_are_told_in_one_pass(void **state)
{
    const char *folder = test_data_copy();
    cgap_diagnostics found = CGAP_DIAGNOSTICS_INIT;
    cgap_dataset *data = calloc(1, sizeof *data);

    (void) state;
    test_data_edit(folder, "members.csv", ",369.258,", ",much,");
    test_data_edit(folder, "gci.csv", "\nAT,0.676,0.639,", "\nAT,0.676,2,");
    test_data_edit(folder, "desi.csv", "\nAT,", "\nGR,");
    test_data_edit(folder, "trade.csv", "\nAT,DE,55449,", "\nAT,DD,55449,");
    test_data_edit(folder, "borders.csv", "\nAT,CZ\n", "\nAT,AT\n");
    cgap_dataset_read(data, folder, &found);
    test_data_remove(folder);
    assert_int_equal(found.n_error, 6); /* GR unknown and AT missing */
    cgap_diagnostics_free(&found);
    test_data_free(data);
}

/* Not even one file. */
static void
a_missing_folder_names_every_file(void **state)
{
    cgap_diagnostics found = CGAP_DIAGNOSTICS_INIT;
    cgap_dataset *data = calloc(1, sizeof *data);
    size_t n = 0;

    (void) state;
    cgap_dataset_read(data, "/nonexistent", &found);
    for (; CGAP_DATASET_FILES[n] != NULL; n++) {
        char message[TEST_PATH];

        (void) snprintf(message, sizeof message,
                        "/nonexistent/%s: cannot be opened (No such file or directory)",
                        CGAP_DATASET_FILES[n]);
        assert_true(was_said(&found, "", message));
    }
    assert_int_equal(found.n_error, n);
    cgap_diagnostics_free(&found);
    test_data_free(data);
}

/* Reads @p folder, removes it, and holds its only message against @p message. */
static void
assert_only_message(const char *folder, const char *message)
{
    cgap_diagnostics found = CGAP_DIAGNOSTICS_INIT;
    cgap_dataset *data = calloc(1, sizeof *data);

    cgap_dataset_read(data, folder, &found);
    test_data_remove(folder);
    if (found.n != 1 || !was_said(&found, folder, message)) {
        print_all(&found);
        fail_msg("said %zu messages, expected only: %s", found.n, message);
    }
    cgap_diagnostics_free(&found);
    test_data_free(data);
}

/* Keeps the header of a table alone. */
static void
empty_table(const char *folder, const char *name)
{
    char *text = test_data_table(name);

    strchr(text, '\n')[1] = '\0';
    test_data_write(folder, name, text);
    free(text);
}

static void
empty_lists_are_told_once(void **state)
{
    const char *folder = test_data_copy();

    (void) state;
    empty_table(folder, "members.csv");
    assert_only_message(folder, "/members.csv: lists no member; add one row per member");
    folder = test_data_copy();
    empty_table(folder, "columns.csv");
    assert_only_message(folder, "/columns.csv: describes no column; add one row per column of each "
                                "table");
}

static void
too_many_members_are_refused(void **state)
{
    const char *folder = test_data_copy();
    cgap_diagnostics found = CGAP_DIAGNOSTICS_INIT;
    cgap_dataset *data = calloc(1, sizeof *data);
    char *text = test_data_table("members.csv"), *out = calloc(1, 1 << 14);

    (void) state;
    memcpy(out, text, (size_t) (strchr(text, '\n') + 1 - text));
    for (int i = 0; i <= CGAP_MAX_MEMBER; i++) {
        (void) snprintf(out + strlen(out), 128, "%c%c,N,C,2004,2004,0,0,%d,0,1,1,,1,,no,no,no,\n",
                        'A' + i / 26, 'A' + i % 26, i);
    }
    test_data_write(folder, "members.csv", out);
    cgap_dataset_read(data, folder, &found);
    test_data_remove(folder);
    assert_true(was_said(&found, folder,
                         "/members.csv:66: code: is one member too many; at most 64 are allowed"));
    assert_int_equal(data->n, CGAP_MAX_MEMBER);
    free(out);
    free(text);
    cgap_diagnostics_free(&found);
    test_data_free(data);
}

/* Removes the rows of a table that hold @p word in any field. */
static void
remove_rows(const char *folder, const char *name, const char *word)
{
    char *text = test_data_table(name);
    char *out = calloc(1, strlen(text) + 1);
    char *rest = text;

    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (strstr(line, word) == NULL) {
            strcat(out, line);
            strcat(out, "\n");
        }
    }
    test_data_write(folder, name, out);
    free(out);
    free(text);
}

static void
a_member_without_trade_is_noticed(void **state)
{
    const char *folder = test_data_copy();

    (void) state;
    remove_rows(folder, "trade.csv", "MT,");
    assert_only_message(folder, "/trade.csv: MT: member sells nothing to the others; add its rows, "
                                "or remove the member from every table");
}

/* Rows of every table from last to first: the same dataset, byte for byte. */
static void
order_of_rows_does_not_matter(void **state)
{
    const char *folder = test_data_copy();
    cgap_diagnostics found = CGAP_DIAGNOSTICS_INIT;
    cgap_dataset *turned = calloc(1, sizeof *turned), *shipped = test_data_shipped();

    (void) state;
    for (size_t f = 0; CGAP_DATASET_FILES[f] != NULL; f++) {
        char *text = test_data_table(CGAP_DATASET_FILES[f]);
        char *out = calloc(1, strlen(text) + 1);
        char *body = strchr(text, '\n') + 1;

        memcpy(out, text, (size_t) (body - text));
        for (char *end = text + strlen(text) - 1; end > body;) {
            *end = '\0';
            end = strrchr(body, '\n') != NULL ? strrchr(body, '\n') : body - 1;
            strcat(out, end + 1);
            strcat(out, "\n");
        }
        test_data_write(folder, CGAP_DATASET_FILES[f], out);
        free(out);
        free(text);
    }
    cgap_dataset_read(turned, folder, &found);
    test_data_remove(folder);
    assert_int_equal(found.n, 0);
    assert_int_equal(turned->n, shipped->n);
    assert_memory_equal(turned->member, shipped->member, sizeof shipped->member);
    assert_memory_equal(turned->trade_musd, shipped->trade_musd, sizeof shipped->trade_musd);
    assert_memory_equal(turned->border, shipped->border, sizeof shipped->border);
    cgap_diagnostics_free(&found);
    test_data_free(turned);
    test_data_free(shipped);
}

/* Keeping members and asking the original by code must agree. */
static void
a_subset_keeps_every_figure(void **state)
{
    static const char *const codes[] = {"DE", "HR", "IT", "SI", "UK"};
    cgap_dataset *data = test_data_shipped(), *whole = test_data_shipped();
    cgap_member_set keep = 0;

    (void) state;
    for (size_t c = 0; c < 5; c++) {
        keep |= (cgap_member_set) 1 << cgap_dataset_find(whole, codes[c]);
    }
    cgap_dataset_keep(data, keep);
    assert_int_equal(data->n, 5);
    for (size_t a = 0; a < 5; a++) {
        size_t i = cgap_dataset_find(whole, codes[a]);

        assert_memory_equal(&data->member[a], &whole->member[i], sizeof data->member[a]);
        assert_true(data->border[a] >> 5 == 0);
        for (size_t b = 0; b < 5; b++) {
            size_t j = cgap_dataset_find(whole, codes[b]);

            assert_close(data->trade_musd[a][b], whole->trade_musd[i][j], 0.0);
            assert_int_equal(data->border[a] >> b & 1, whole->border[i] >> j & 1);
        }
    }
    assert_int_equal(data->border[3], 1 << 1 | 1 << 2); /* Slovenia: Croatia, Italy */
    test_data_free(data);
    test_data_free(whole);
}

static void
matrices_are_read_or_refused(void **state)
{
    cgap_dataset *data = test_data_shipped();
    cgap_diagnostics found = CGAP_DIAGNOSTICS_INIT;
    size_t n = data->n, de = cgap_dataset_find(data, "DE"), fr = cgap_dataset_find(data, "FR");
    double *matrix = calloc(n * n, sizeof *matrix), sum = 0.0;
    const char *folder = test_folder();
    char path[TEST_PATH];

    (void) state;
    (void) snprintf(path, sizeof path, "%s/m.csv", folder);
    test_write(path, "to,value,from\nFR,0.25,DE\nDE,0,FR\nUK,4,AT\n");
    matrix[5] = 7.0; /* is zeroed first */
    cgap_dataset_read_matrix(data, path, matrix, &found);
    assert_int_equal(found.n, 0);
    for (size_t c = 0; c < n * n; c++) {
        sum += matrix[c];
    }
    assert_close(matrix[de * n + fr], 0.25, 0.0);
    assert_close(matrix[0 * n + n - 1], 4.0, 0.0);
    assert_close(sum, 4.25, 0.0);

    test_write(path, "from,to,value,why\nFR,DE,1,\nFR,DE,2,\nFR,FR,1,\nXX,DE,1,\nDE,FR,,\n");
    cgap_dataset_read_matrix(data, path, matrix, &found);
    assert_int_equal(found.n_error, 5);
    assert_true(was_said(&found, path, ":1: why: unknown column; remove it or correct its name"));
    assert_true(was_said(&found, path,
                         ":3: FR.to: the pair FR, DE stands in line 2 already; keep one of the "
                         "two"));
    assert_true(was_said(&found, path,
                         ":6: DE.value: '' is not a number; write a decimal number of 0 or more, "
                         "with a point and no unit"));
    cgap_diagnostics_free(&found);
    (void) unlink(path);
    (void) rmdir(folder);
    free(matrix);
    test_data_free(data);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_damage_has_its_message),
        cmocka_unit_test(all_damages_are_told_in_one_pass),
        cmocka_unit_test(a_missing_folder_names_every_file),
        cmocka_unit_test(empty_lists_are_told_once),
        cmocka_unit_test(too_many_members_are_refused),
        cmocka_unit_test(a_member_without_trade_is_noticed),
        cmocka_unit_test(order_of_rows_does_not_matter),
        cmocka_unit_test(a_subset_keeps_every_figure),
        cmocka_unit_test(matrices_are_read_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
