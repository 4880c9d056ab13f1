/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options that exclude, need or say nothing without each other. */
#include <string.h>

#include "cgap/output.h"

#include "options.h"

static cgap_status
check_workbook(const cgap_options *self, cgap_error *err)
{
    if (self->workbook && self->out != NULL && strcmp(self->out, "-") == 0) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "--xlsx needs a folder to write to; --out - writes one table to "
                               "standard output");
    }
    if (self->workbook && !cgap_workbook_available()) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "--xlsx: this cgap was built without libxlsxwriter; install "
                               "libxlsxwriter-dev and build again");
    }
    return CGAP_OK;
}

/* Runs in parts, runs that go on, runs of a length not known before. */
static cgap_status
check_parts(const cgap_options *self, cgap_error *err)
{
    bool in_folder = self->out != NULL && strcmp(self->out, "-") != 0;

    if (self->resume && !in_folder) {
        return cgap_error_fail(
            err, CGAP_E_INPUT,
            "--resume needs --out DIR: the checkpoint stands beside that folder");
    }
    if (self->until != NULL && (self->resume || self->subset_to > 0)) {
        return cgap_error_fail(err, CGAP_E_INPUT, "--until and %s exclude each other",
                               self->resume ? "--resume" : "--subset");
    }
    if (self->subset_to > 0 && (self->futures != NULL || self->decompose != NULL)) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%s is not split by --subset: ask for it in a run of its own",
                               self->futures != NULL ? "--futures" : "--decompose");
    }
    if (self->replicates == 0 && (self->until != NULL || self->resume)) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%s needs replicates: without chance there is one",
                               self->resume ? "--resume" : "--until");
    }
    if (self->subset_to > self->replicates) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "--subset ends at %zu, but there are %zu replicates: B is at most "
                               "the number --replicates gives",
                               self->subset_to, self->replicates);
    }
    return CGAP_OK;
}

/* Options that say how another one works, and do nothing by themselves. */
static cgap_status
check_depending(const cgap_options *self, cgap_error *err)
{
    static const struct {
        const char *option, *on, *without;
    } depending[] = {
        {"--design", "--futures", "without it no futures are drawn"},
        {"--future-replicates", "--futures", "without it no futures are run"},
        {"--threshold", "--futures", "it is in futures that strategies meet thresholds or fail"},
        {"--decompose-replicates", "--decompose", "without it nothing is taken apart"},
    };

    for (size_t d = 0; d < sizeof depending / sizeof depending[0]; d++) {
        if (cgap_options_given(self, depending[d].option) &&
            !cgap_options_given(self, depending[d].on)) {
            return cgap_error_fail(err, CGAP_E_INPUT, "%s needs %s: %s", depending[d].option,
                                   depending[d].on, depending[d].without);
        }
    }
    return CGAP_OK;
}

cgap_status
cgap_options_check(const cgap_options *self, cgap_error *err)
{
    if (self->quiet && self->verbose) {
        return cgap_error_fail(err, CGAP_E_INPUT, "--quiet and --verbose exclude each other");
    }
    if (self->force && (self->out == NULL || strcmp(self->out, "-") == 0)) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "--force needs --out DIR: without it nothing is replaced");
    }
    if ((self->futures != NULL || self->decompose != NULL) && self->out != NULL &&
        strcmp(self->out, "-") == 0) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%s writes tables of its own: give --out a folder",
                               self->futures != NULL ? "--futures" : "--decompose");
    }
    if (self->raw && self->out != NULL && strcmp(self->out, "-") == 0) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "--raw writes a table of its own: give --out a folder");
    }
    if (check_depending(self, err) != CGAP_OK || check_parts(self, err) != CGAP_OK) {
        return CGAP_E_INPUT;
    }
    return check_workbook(self, err);
}
