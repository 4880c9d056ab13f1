/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a panel: the reader refuses them with messages or gives a panel that can be
 * measured, with clubs and transitions; no value printed is NaN without a reason or infinite.
 *
 * As a fuzzer (clang): cmake --preset fuzz && cmake --build --preset fuzz && \
 *     build/fuzz/tests/fuzz_panel tests/fuzz/corpus/panel
 * Seeded damages also run as a test: tests/unit/measures/test_panel.c.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

#include "cgap/clubs.h"
#include "cgap/panel.h"
#include "cgap/transitions.h"

enum { MOST_CELLS = 20000 }; /* beyond that one input takes too long to be worth it */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
fuzz_fail(const char *what)
{
    (void) fprintf(stderr, "%s\n", what);
    abort();
}

static void
fuzz_measure(const cgap_panel_view *view)
{
    const cgap_measure_options options = {0.5, 1.0, false, NULL};
    const double cut[2] = {1.0, 3.0};
    cgap_measurement done = CGAP_MEASUREMENT_INIT;
    cgap_clubs clubs = CGAP_CLUBS_INIT;
    cgap_transitions moves = CGAP_TRANSITIONS_INIT;

    if (cgap_measurement_init(&done, view->n_unit, view->n_time, NULL) != CGAP_OK) {
        fuzz_fail("out of memory");
    }
    cgap_measurement_run(&done, view, &options);
    (void) !cgap_clubs_find(&clubs, view->x, view->n_unit, view->n_time, NULL);
    (void) !cgap_transitions_count(&moves, view->x, view->n_unit, view->n_time, cut, 2, NULL);
    for (size_t k = 0; k < CGAP_N_DATE_MEASURE + CGAP_N_SPAN_MEASURE; k++) {
        const char *why = cgap_measurement_reason(&done, view, &options, k, 0);

        if (why != NULL && why[0] == '\0') {
            fuzz_fail("an empty reason");
        }
    }
    cgap_measurement_free(&done);
    cgap_clubs_free(&clubs);
    cgap_transitions_free(&moves);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/cgap-fuzz-XXXXXX";
    int file = mkstemp(path);
    FILE *stream = file < 0 ? NULL : fdopen(file, "wb");
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    cgap_panel panel;
    cgap_panel_view view;

    if (stream == NULL || fwrite(data, 1, size, stream) != size || fclose(stream) != 0) {
        fuzz_fail("cannot write a temporary file");
    }
    (void) gsl_set_error_handler_off();
    cgap_panel_read(&panel, path, &diagnostics);
    (void) unlink(path);
    if (!cgap_diagnostics_failed(&diagnostics)) {
        cgap_panel_drop_incomplete(&panel);
        if (cgap_panel_look(&panel, &view, NULL) != CGAP_OK) {
            fuzz_fail("out of memory");
        }
        if (view.n_unit > 0 && view.n_unit * view.n_time < MOST_CELLS) {
            fuzz_measure(&view);
        }
    }
    cgap_diagnostics_free(&diagnostics);
    cgap_panel_free(&panel);
    return 0;
}
