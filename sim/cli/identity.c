/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/hash.h"
#include "cgap/memory.h"

#include "build.h"

/* Hash of all that was read from the data folder, and of a contagion matrix of one's own. */
static void
hash_data(const cgap_scenario *scenario, char out[CGAP_SHA256_TEXT])
{
    char all[(CGAP_N_DATASET_FILE + 1) * CGAP_SHA256_TEXT] = "", hash[CGAP_SHA256_TEXT];

    for (size_t f = 0; f < CGAP_N_DATASET_FILE; f++) {
        (void) strcat(all, scenario->dataset.sha256[f]);
    }
    if (scenario->contagion != NULL) {
        cgap_sha256_numbers(scenario->contagion, scenario->dataset.n * scenario->dataset.n, hash);
        (void) strcat(all, hash);
    }
    cgap_sha256_text(all, out);
}

/* @p text grows by the lines of one scenario; NULL when memory ran out. */
static cgap_status
add_scenario(char **text, const cgap_job *job, size_t k, cgap_error *err)
{
    char canonical[CGAP_SHA256_TEXT], data[CGAP_SHA256_TEXT];
    char *longer;

    hash_data(job->view[k], data);
    cgap_sha256_text(job->canonical[k], canonical);
    longer = cgap_text_format("%sscenario %s\nscenario_sha256 %s %s\ndata_sha256 %s %s\n", *text,
                              job->view[k]->name, job->view[k]->name, canonical, job->view[k]->name,
                              data);
    free(*text);
    *text = longer;
    return longer != NULL ? CGAP_OK : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
}

cgap_status
cgap_identity_of(const cgap_job *job, char **out, cgap_error *err)
{
    const cgap_options *options = job->options;
    char *text = cgap_text_format(
        "cgap %s %s\ncommand %s\nseed %llu\nreplicates %zu\nmembers_every %s\nbaseline %s\n"
        "criteria %s\ntarget %s\n",
        cgap_build_info()->version, cgap_build_info()->commit, job->command,
        (unsigned long long) options->seed, options->replicates,
        options->members_every_step ? "step" : "year",
        job->several ? job->view[job->baseline]->name : "-",
        options->criteria != NULL ? options->criteria : "-",
        options->target != NULL ? options->target : "-");
    cgap_status status =
        text != NULL ? CGAP_OK : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");

    for (size_t k = 0; k < job->n && status == CGAP_OK; k++) {
        status = add_scenario(&text, job, k, err);
    }
    *out = text;
    return status;
}

char *
cgap_identity_value(const char *identity, const char *key, size_t n)
{
    size_t length = strlen(key);

    while (*identity != '\0') {
        size_t line = strcspn(identity, "\n");

        if (line > length && strncmp(identity, key, length) == 0 && identity[length] == ' ' &&
            n-- == 0) {
            return cgap_text_format("%.*s", (int) (line - length - 1), identity + length + 1);
        }
        identity += line + (identity[line] == '\n');
    }
    return NULL;
}
