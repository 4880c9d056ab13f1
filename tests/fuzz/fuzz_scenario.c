/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a scenario file: the reader accepts or refuses them with a message. What it accepts
 * can be written, read again and written with the same bytes.
 *
 * As a fuzzer (clang), in build/fuzz/tests of the preset fuzz:
 *
 *     ./fuzz_scenario -dict=scenario.dict ../../../tests/fuzz/corpus/scenario
 *
 * The corpus and small damages to it also run as a test: tests/property/scenario/test_damage.c.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/scenario_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t fuzz_accepted, fuzz_refused;

static void
fuzz_fail(const char *what, const char *text)
{
    (void) fprintf(stderr, "%s\n%s\n", what, text);
    abort();
}

static void
fuzz_write(const char *path, const void *data, size_t size)
{
    FILE *stream = fopen(path, "wb");

    if (stream == NULL || fwrite(data, 1, size, stream) != size || fclose(stream) != 0) {
        fuzz_fail("cannot write", path);
    }
}

static cgap_status
fuzz_read(cgap_scenario *out, const char *path)
{
    cgap_scenario_source source = {path, CGAP_SOURCE_DIR "/scenarios", NULL, 0};
    cgap_diagnostics list = CGAP_DIAGNOSTICS_INIT;
    cgap_status status = cgap_scenario_read(out, &source, &list);
    char line[4096];

    for (size_t m = 0; m < list.n; m++) {
        cgap_message_format(&list.at[m], line, sizeof line);
        if (list.at[m].text[0] == '\0') {
            fuzz_fail("empty message", line);
        }
    }
    if ((status == CGAP_OK) == cgap_diagnostics_failed(&list)) {
        fuzz_fail("status and messages differ", path);
    }
    cgap_diagnostics_free(&list);
    return status;
}

static void
fuzz_round_trip(const cgap_scenario *scenario, const char *path)
{
    char *first = NULL, *second = NULL;
    cgap_scenario again;

    if (cgap_scenario_write(scenario, &first, NULL) != CGAP_OK) {
        fuzz_fail("cannot be written", path);
    }
    fuzz_write(path, first, strlen(first));
    if (fuzz_read(&again, path) != CGAP_OK) {
        fuzz_fail("its canonical file is refused", first);
    }
    if (cgap_scenario_write(&again, &second, NULL) != CGAP_OK || strcmp(first, second) != 0) {
        fuzz_fail("its canonical file is not stable", first);
    }
    free(first);
    free(second);
    cgap_scenario_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[64];
    cgap_scenario scenario;

    (void) snprintf(path, sizeof path, "/tmp/cgap-fuzz-%ld.cfg", (long) getpid());
    fuzz_write(path, data, size);
    if (fuzz_read(&scenario, path) == CGAP_OK) {
        fuzz_round_trip(&scenario, path);
        cgap_scenario_free(&scenario);
        fuzz_accepted++;
    } else {
        fuzz_refused++;
    }
    (void) remove(path);
    return 0;
}
