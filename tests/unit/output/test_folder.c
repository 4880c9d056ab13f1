/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A results folder appears whole or not at all. */
#include "harness.h"

#include "folder.h"

#include "cgap/folder.h"
#include "cgap/memory.h"

static char *
inside(const char *folder, const char *name)
{
    char *path = cgap_text_format("%s/%s", folder, name);

    assert_non_null(path);
    return path;
}

/* What the manifests of a run and of figures say of their program. */
static const char RUN[] = "{\"program\": {\"name\": \"cgap\"}, \"command\": \"run\"}";
static const char FIGURES[] = "{\"program\": \"cgap\", \"command\": \"measure\"}";

/* Begins, writes a file with @p text and the manifest of a run, commits; returns the status of the
 * last step. */
static cgap_status
put_results(cgap_folder *folder, const char *target, cgap_folder_taken taken, const char *text,
            cgap_error *err)
{
    char *path;
    cgap_status status = cgap_folder_begin(folder, target, taken, err);

    if (status != CGAP_OK) {
        return status;
    }
    path = inside(folder->draft, "union.csv");
    test_write(path, text);
    free(path);
    path = inside(folder->draft, "manifest.json");
    test_write(path, RUN);
    free(path);
    return cgap_folder_commit(folder, err);
}

static void
assert_holds(const char *folder, const char *expected)
{
    char *path = inside(folder, "union.csv"), *text = test_content(path);

    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
    free(path);
}

static void
nothing_is_seen_before_the_commit(void **state)
{
    const char *root = test_folder();
    char *target = inside(root, "a/b/run");
    char *parent = inside(root, "a/b");
    cgap_folder folder = CGAP_FOLDER_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(cgap_folder_begin(&folder, target, CGAP_FOLDER_NUMBER, &err), CGAP_OK);
    assert_int_equal(test_entries(target), -1);
    assert_int_equal(test_entries(parent), 1); /* the draft */
    assert_int_equal(cgap_folder_commit(&folder, &err), CGAP_OK);
    assert_int_equal(test_entries(target), 0);
    assert_int_equal(test_entries(parent), 1);
    cgap_folder_free(&folder);
    cgap_folder_free(&folder);
    assert_int_equal(test_entries(target), 0); /* freeing does not undo a commit */
    free(target);
    free(parent);
    cgap_folder_remove(root);
}

static void
an_abandoned_run_leaves_nothing(void **state)
{
    const char *root = test_folder();
    char *target = inside(root, "new/parents/run"), *deep, *file;
    cgap_folder folder = CGAP_FOLDER_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(cgap_folder_begin(&folder, target, CGAP_FOLDER_NUMBER, &err), CGAP_OK);
    deep = inside(folder.draft, "charts");
    assert_int_equal(mkdir(deep, 0777), 0);
    file = inside(deep, "fan.svg");
    test_write(file, "x");
    cgap_folder_free(&folder);
    assert_int_equal(test_entries(root), 0);
    free(file);
    free(deep);
    free(target);
    cgap_folder_remove(root);
}

static void
taken_names_are_numbered(void **state)
{
    const char *root = test_folder();
    char *target = inside(root, "run"), *second = inside(root, "run-2"),
         *third = inside(root, "run-3");
    cgap_folder one = CGAP_FOLDER_INIT, two = CGAP_FOLDER_INIT, three = CGAP_FOLDER_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(put_results(&one, target, CGAP_FOLDER_NUMBER, "1", &err), CGAP_OK);
    assert_int_equal(put_results(&two, target, CGAP_FOLDER_NUMBER, "2", &err), CGAP_OK);
    assert_int_equal(put_results(&three, target, CGAP_FOLDER_NUMBER, "3", &err), CGAP_OK);
    assert_string_equal(one.target, target);
    assert_string_equal(two.target, second);
    assert_string_equal(three.target, third);
    assert_holds(target, "1");
    assert_holds(second, "2");
    assert_holds(third, "3");
    cgap_folder_free(&one);
    cgap_folder_free(&two);
    cgap_folder_free(&three);
    free(target);
    free(second);
    free(third);
    cgap_folder_remove(root);
}

static void
two_runs_at_once_both_get_a_name(void **state)
{
    const char *root = test_folder();
    char *target = inside(root, "run"), *second = inside(root, "run-2");
    cgap_folder one = CGAP_FOLDER_INIT, two = CGAP_FOLDER_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(cgap_folder_begin(&one, target, CGAP_FOLDER_NUMBER, &err), CGAP_OK);
    assert_int_equal(cgap_folder_begin(&two, target, CGAP_FOLDER_NUMBER, &err), CGAP_OK);
    assert_string_not_equal(one.draft, two.draft);
    assert_int_equal(cgap_folder_commit(&two, &err), CGAP_OK);
    assert_int_equal(cgap_folder_commit(&one, &err), CGAP_OK);
    assert_string_equal(two.target, target);
    assert_string_equal(one.target, second);
    assert_int_equal(test_entries(root), 2);
    cgap_folder_free(&one);
    cgap_folder_free(&two);
    free(target);
    free(second);
    cgap_folder_remove(root);
}

static void
an_explicit_name_is_refused_or_replaced(void **state)
{
    const char *root = test_folder();
    char *target = inside(root, "mine");
    cgap_folder folder = CGAP_FOLDER_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(put_results(&folder, target, CGAP_FOLDER_REFUSE, "old", &err), CGAP_OK);
    cgap_folder_free(&folder);
    assert_int_equal(cgap_folder_begin(&folder, target, CGAP_FOLDER_REFUSE, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "--force"));
    /* the old one stands until the new one is whole */
    assert_int_equal(cgap_folder_begin(&folder, target, CGAP_FOLDER_REPLACE, &err), CGAP_OK);
    assert_holds(target, "old");
    cgap_folder_free(&folder);
    assert_holds(target, "old");
    assert_int_equal(put_results(&folder, target, CGAP_FOLDER_REPLACE, "new", &err), CGAP_OK);
    assert_holds(target, "new");
    assert_int_equal(test_entries(root), 1);
    cgap_folder_free(&folder);
    free(target);
    cgap_folder_remove(root);
}

/* As `--out "$(mktemp -d)"` gives one. */
static void
an_empty_folder_gives_way(void **state)
{
    const char *root = test_folder();
    char *target = inside(root, "mine"), *link = inside(root, "link");
    cgap_folder folder = CGAP_FOLDER_INIT;
    cgap_error err = CGAP_ERROR_INIT;
    struct stat what;

    (void) state;
    assert_int_equal(mkdir(target, 0700), 0);
    assert_int_equal(symlink(target, link), 0);
    assert_int_equal(cgap_folder_begin(&folder, target, CGAP_FOLDER_REFUSE, &err), CGAP_OK);
    cgap_folder_free(&folder); /* a run that fails leaves it as it was */
    assert_int_equal(test_entries(target), 0);
    assert_int_equal(put_results(&folder, link, CGAP_FOLDER_REFUSE, "first", &err), CGAP_OK);
    assert_holds(target, "first");
    assert_int_equal(stat(target, &what), 0);
    assert_int_equal(what.st_mode & 0777, 0700);
    cgap_folder_free(&folder);
    assert_int_equal(cgap_folder_begin(&folder, target, CGAP_FOLDER_REFUSE, &err), CGAP_E_INPUT);
    assert_int_equal(test_entries(root), 2);

    cgap_folder_remove(target); /* somebody puts something there while a run goes on */
    assert_int_equal(mkdir(target, 0700), 0);
    assert_int_equal(cgap_folder_begin(&folder, target, CGAP_FOLDER_REFUSE, &err), CGAP_OK);
    free(link);
    link = inside(target, "theirs");
    test_write(link, "x");
    assert_int_equal(cgap_folder_commit(&folder, &err), CGAP_E_IO);
    cgap_folder_free(&folder);
    assert_int_equal(test_entries(target), 1);
    assert_int_equal(unlink(link), 0);

    assert_int_equal(chdir(target), 0); /* a shell would go on standing in what is gone */
    assert_int_equal(cgap_folder_begin(&folder, ".", CGAP_FOLDER_REFUSE, &err), CGAP_E_INPUT);
    assert_int_equal(chdir("/"), 0);
    free(target);
    free(link);
    cgap_folder_remove(root);
}

static void
a_name_taken_meanwhile_is_not_overwritten(void **state)
{
    const char *root = test_folder();
    char *target = inside(root, "mine");
    cgap_folder slow = CGAP_FOLDER_INIT, quick = CGAP_FOLDER_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(cgap_folder_begin(&slow, target, CGAP_FOLDER_REFUSE, &err), CGAP_OK);
    assert_int_equal(put_results(&quick, target, CGAP_FOLDER_REFUSE, "quick", &err), CGAP_OK);
    assert_int_equal(cgap_folder_commit(&slow, &err), CGAP_E_IO);
    cgap_folder_free(&slow);
    assert_holds(target, "quick");
    assert_int_equal(test_entries(root), 1);
    cgap_folder_free(&quick);
    free(target);
    cgap_folder_remove(root);
}

static void
force_spares_folders_that_are_not_ours(void **state)
{
    const char *root = test_folder();
    char *home = inside(root, "home"), *letter = inside(home, "letter.txt");
    cgap_folder folder = CGAP_FOLDER_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(mkdir(home, 0777), 0);
    test_write(letter, "dear reader");
    assert_int_equal(cgap_folder_begin(&folder, home, CGAP_FOLDER_REPLACE, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "no results folder"));
    assert_int_equal(cgap_folder_begin(&folder, letter, CGAP_FOLDER_REPLACE, &err), CGAP_E_INPUT);
    assert_int_equal(test_entries(home), 1);
    assert_int_equal(unlink(letter), 0); /* an empty folder may be filled */
    assert_int_equal(put_results(&folder, home, CGAP_FOLDER_REPLACE, "new", &err), CGAP_OK);
    assert_holds(home, "new");
    cgap_folder_free(&folder);
    free(home);
    free(letter);
    cgap_folder_remove(root);
}

/* Other programs have manifests too; figures do not take the place of a run, nor a run theirs. */
static void
force_looks_at_who_made_a_folder(void **state)
{
    static const struct {
        const char *manifest;
        cgap_status run, figures;
    } known[] = {{RUN, CGAP_OK, CGAP_E_INPUT},
                 {FIGURES, CGAP_E_INPUT, CGAP_OK},
                 {"", CGAP_E_INPUT, CGAP_E_INPUT},
                 {"{\"name\": \"web extension\"}", CGAP_E_INPUT, CGAP_E_INPUT},
                 {"{\"program\": {\"name\": \"other\"}}", CGAP_E_INPUT, CGAP_E_INPUT},
                 {"[\"program\", \"cgap\"", CGAP_E_INPUT, CGAP_E_INPUT}};
    const char *root = test_folder();
    char *target = inside(root, "mine"), *manifest = inside(target, "manifest.json");
    cgap_folder folder = CGAP_FOLDER_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_int_equal(mkdir(target, 0777), 0);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        test_write(manifest, known[k].manifest);
        assert_int_equal(cgap_folder_begin(&folder, target, CGAP_FOLDER_REPLACE, &err),
                         known[k].run);
        cgap_folder_free(&folder);
        assert_int_equal(cgap_folder_begin(&folder, target, CGAP_FOLDER_REPLACE_FIGURES, &err),
                         known[k].figures);
        cgap_folder_free(&folder);
    }
    assert_int_equal(test_entries(target), 1);
    free(target);
    free(manifest);
    cgap_folder_remove(root);
}

static void
removing_does_not_follow_links(void **state)
{
    const char *root = test_folder();
    char *kept = inside(root, "kept"), *file = inside(kept, "file"), *gone = inside(root, "gone");
    char *link = inside(gone, "link");

    (void) state;
    assert_int_equal(mkdir(kept, 0777), 0);
    assert_int_equal(mkdir(gone, 0777), 0);
    test_write(file, "x");
    assert_int_equal(symlink(kept, link), 0);
    cgap_folder_remove(gone);
    assert_int_equal(test_entries(gone), -1);
    assert_int_equal(test_entries(kept), 1);
    free(kept);
    free(file);
    free(gone);
    free(link);
    cgap_folder_remove(root);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_seen_before_the_commit),
        cmocka_unit_test(an_abandoned_run_leaves_nothing),
        cmocka_unit_test(taken_names_are_numbered),
        cmocka_unit_test(two_runs_at_once_both_get_a_name),
        cmocka_unit_test(an_explicit_name_is_refused_or_replaced),
        cmocka_unit_test(an_empty_folder_gives_way),
        cmocka_unit_test(a_name_taken_meanwhile_is_not_overwritten),
        cmocka_unit_test(force_spares_folders_that_are_not_ours),
        cmocka_unit_test(force_looks_at_who_made_a_folder),
        cmocka_unit_test(removing_does_not_follow_links),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
