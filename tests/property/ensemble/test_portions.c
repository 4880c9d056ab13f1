/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of parts add up to the whole, and a file of sums that is not what was written is refused:
 * cut anywhere, changed in any byte. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/compare.h"
#include "cgap/folder.h"
#include "cgap/memory.h"
#include "folder.h"
#include "scenario_fixture.h"

enum { REPLICATES = 40, CUT = 13 };

typedef struct fixture {
    cgap_scenario scenario;
    char *path[2];
    uint8_t *bytes; /* of path[0] */
    size_t n_byte;
} fixture;

static cgap_status
run(fixture *self, const cgap_plan *plan, cgap_results *out, cgap_error *err)
{
    const cgap_scenario *one = &self->scenario;

    return cgap_compare(out, &one, 1, 0, NULL, plan, err);
}

static cgap_plan
plan_of(size_t first, size_t end)
{
    return (cgap_plan){.seed = 3,
                       .first = first,
                       .end = end,
                       .block = 32,
                       .threads = 1,
                       .identity = "cgap test\nseed 3\n"};
}

static void
save_part(fixture *self, size_t part)
{
    cgap_plan plan = part == 0 ? plan_of(0, CUT) : plan_of(CUT, REPLICATES);
    cgap_results results;
    cgap_error err = CGAP_ERROR_INIT;

    plan.save = self->path[part];
    if (run(self, &plan, &results, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
    cgap_results_free(&results);
}

static void
read_bytes(fixture *self)
{
    FILE *file = fopen(self->path[0], "rb");

    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    self->n_byte = (size_t) ftell(file);
    rewind(file);
    self->bytes = malloc(self->n_byte);
    assert_non_null(self->bytes);
    assert_int_equal(fread(self->bytes, 1, self->n_byte, file), self->n_byte);
    assert_int_equal(fclose(file), 0);
}

static void
write_bytes(const char *path, const uint8_t *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

/* Status of an ensemble that begins with the two files. */
static cgap_status
join(fixture *self, cgap_results *out, cgap_error *err)
{
    cgap_plan plan = plan_of(0, REPLICATES);

    plan.portion = (const char *const *) self->path;
    plan.n_portion = 2;
    return run(self, &plan, out, err);
}

static void
parts_add_up(void **state)
{
    fixture *self = *state;
    cgap_plan whole = plan_of(0, REPLICATES);
    cgap_results joined, once;
    cgap_error err = CGAP_ERROR_INIT;

    assert_int_equal(join(self, &joined, &err), CGAP_OK);
    assert_int_equal(run(self, &whole, &once, &err), CGAP_OK);
    assert_int_equal(joined.n_replicate, REPLICATES);
    assert_true(once.union_wide.n_row > 0);
    assert_int_equal(joined.union_wide.n_row, once.union_wide.n_row);
    for (size_t row = 0; row < once.union_wide.n_row; row++) {
        for (size_t c = 4; c < once.union_wide.n_column; c++) {
            double a = cgap_table_real(&once.union_wide, row, c);
            double b = cgap_table_real(&joined.union_wide, row, c);

            assert_memory_equal(&a, &b, sizeof a);
        }
    }
    cgap_results_free(&joined);
    cgap_results_free(&once);
}

static void
expect_refusal(fixture *self, const char *what, size_t at)
{
    cgap_results results;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status = join(self, &results, &err);

    if (status != CGAP_E_INPUT) {
        fail_msg("%s at %zu: status %d, %s", what, at, (int) status, err.text);
    }
    assert_non_null(strstr(err.text, self->path[0]));
}

/* Every byte of the head, then a sample: the checksum is over all of them. */
static void
changed_bytes_are_refused(void **state)
{
    fixture *self = *state;
    size_t stride = self->n_byte / 60;

    for (size_t at = 0; at < self->n_byte; at += at < 48 ? 1 : stride) {
        self->bytes[at] ^= 0x41;
        write_bytes(self->path[0], self->bytes, self->n_byte);
        self->bytes[at] ^= 0x41;
        expect_refusal(self, "changed byte", at);
    }
    write_bytes(self->path[0], self->bytes, self->n_byte);
}

static void
cut_files_are_refused(void **state)
{
    fixture *self = *state;

    for (size_t n = 0; n < self->n_byte; n += n < 48 ? 1 : self->n_byte / 40) {
        write_bytes(self->path[0], self->bytes, n);
        expect_refusal(self, "cut", n);
    }
    write_bytes(self->path[0], self->bytes, self->n_byte);
}

/* Sums of another program, seed or scenario: the lines of the identity tell. */
static void
sums_of_another_run_are_refused(void **state)
{
    fixture *self = *state;
    cgap_plan plan = plan_of(0, REPLICATES);
    cgap_results results;
    cgap_error err = CGAP_ERROR_INIT;

    plan.identity = "cgap test\nseed 4\n";
    plan.portion = (const char *const *) self->path;
    plan.n_portion = 2;
    assert_int_equal(run(self, &plan, &results, &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "'seed 3' there, 'seed 4' here"));
}

static int
set_up(void **state)
{
    fixture *self = calloc(1, sizeof *self);
    const char *folder = test_folder();

    assert_non_null(self);
    fixture_plain(&self->scenario, FIXTURE_SIX);
    self->scenario.end = self->scenario.start + 0.25;
    self->path[0] = cgap_text_format("%s/first.bin", folder);
    self->path[1] = cgap_text_format("%s/second.bin", folder);
    save_part(self, 0);
    save_part(self, 1);
    read_bytes(self);
    *state = self;
    return 0;
}

static int
tear_down(void **state)
{
    fixture *self = *state;

    *strrchr(self->path[0], '/') = '\0';
    cgap_folder_remove(self->path[0]);
    fixture_free(&self->scenario);
    free(self->path[0]);
    free(self->path[1]);
    free(self->bytes);
    free(self);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_add_up),
        cmocka_unit_test(sums_of_another_run_are_refused),
        cmocka_unit_test(changed_bytes_are_refused),
        cmocka_unit_test(cut_files_are_refused),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
