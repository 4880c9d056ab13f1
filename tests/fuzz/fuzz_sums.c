/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any change to a file of sums whose checksum fits all the same: added up or refused with a
 * message. The checksum only tells accidents; what it lets through must not overflow a sum or run
 * out of a window.
 *
 * The input is a list of edits of four bytes each, three for the place and one for the value, to
 * the sums of a small comparison that the fuzzer makes itself: so it never outlives the format.
 *
 * As a fuzzer (clang): cmake --preset fuzz && cmake --build --preset fuzz && \
 *     build/fuzz/tests/fuzz_sums
 * Seeded edits also run as a test: tests/property/ensemble/test_sums_damage.c.
 */
#include <nettle/sha2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/compare.h"
#include "cgap/memory.h"
#include "scenario_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FUZZ_REPLICATES = 16, FUZZ_EDIT = 4 };

static size_t fuzz_accepted, fuzz_refused;

typedef struct fuzz_ground {
    cgap_scenario scenario[2];
    char path[64];
    uint8_t *whole, *edited;
    size_t n_byte; /* without the checksum */
} fuzz_ground;

static void
fuzz_fail(const char *what, const char *text)
{
    (void) fprintf(stderr, "%s\n%s\n", what, text);
    abort();
}

/* With sums to begin with (NULL: none), or saving them. */
static cgap_status
fuzz_run(const fuzz_ground *ground, const char *load, const char *save, cgap_error *err)
{
    const cgap_scenario *both[2] = {&ground->scenario[0], &ground->scenario[1]};
    const cgap_plan plan = {.seed = 3,
                            .end = FUZZ_REPLICATES,
                            .block = 32,
                            .threads = 1,
                            .identity = "fuzz\n",
                            .portion = &load,
                            .n_portion = load != NULL,
                            .save = save};
    cgap_results results;
    cgap_status status = cgap_compare(&results, both, 2, 0, NULL, &plan, err);

    if (status == CGAP_OK) {
        cgap_results_free(&results);
    }
    return status;
}

static void
fuzz_load(fuzz_ground *ground)
{
    FILE *file = fopen(ground->path, "rb");
    long size;

    if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) <= 32) {
        fuzz_fail("cannot read", ground->path);
        return;
    }
    rewind(file);
    ground->n_byte = (size_t) size - SHA256_DIGEST_SIZE;
    ground->whole = malloc((size_t) size);
    ground->edited = malloc((size_t) size);
    if (ground->whole == NULL || ground->edited == NULL ||
        fread(ground->whole, 1, (size_t) size, file) != (size_t) size || fclose(file) != 0) {
        fuzz_fail("cannot read", ground->path);
    }
}

static const fuzz_ground *
fuzz_start(void)
{
    static fuzz_ground ground;
    cgap_error err = CGAP_ERROR_INIT;

    if (ground.whole != NULL) {
        return &ground;
    }
    (void) snprintf(ground.path, sizeof ground.path, "/tmp/cgap-fuzz-%ld.bin", (long) getpid());
    for (size_t s = 0; s < 2; s++) {
        fixture_plain(&ground.scenario[s], FIXTURE_SIX);
        ground.scenario[s].end = ground.scenario[s].start + 0.25;
    }
    free(ground.scenario[1].name);
    ground.scenario[1].name = cgap_text_copy("other");
    fixture_set(&ground.scenario[1].levers.platform, 0.8);
    if (fuzz_run(&ground, NULL, ground.path, &err) != CGAP_OK) {
        fuzz_fail("cannot run", err.text);
    }
    fuzz_load(&ground);
    return &ground;
}

static void
fuzz_seal(const fuzz_ground *ground)
{
    struct sha256_ctx hash;
    FILE *file = fopen(ground->path, "wb");

    sha256_init(&hash);
    sha256_update(&hash, ground->n_byte, ground->edited);
    sha256_digest(&hash, SHA256_DIGEST_SIZE, ground->edited + ground->n_byte);
    if (file == NULL ||
        fwrite(ground->edited, 1, ground->n_byte + SHA256_DIGEST_SIZE, file) !=
            ground->n_byte + SHA256_DIGEST_SIZE ||
        fclose(file) != 0) {
        fuzz_fail("cannot write", ground->path);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const fuzz_ground *ground = fuzz_start();
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status;

    memcpy(ground->edited, ground->whole, ground->n_byte);
    for (size_t at = 0; at + FUZZ_EDIT <= size; at += FUZZ_EDIT) {
        size_t place = (size_t) data[at] | (size_t) data[at + 1] << 8 | (size_t) data[at + 2] << 16;

        ground->edited[place % ground->n_byte] = data[at + 3];
    }
    fuzz_seal(ground);
    status = fuzz_run(ground, ground->path, NULL, &err);
    (void) remove(ground->path);
    if (status != CGAP_OK && (status != CGAP_E_INPUT || err.text[0] == '\0')) {
        fuzz_fail("neither added up nor refused", err.text);
    }
    fuzz_accepted += status == CGAP_OK;
    fuzz_refused += status != CGAP_OK;
    return 0;
}
