/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "worlds.h"

#include <string.h>

#include "cgap/memory.h"
#include "cgap/parameter.h"

#include "message.h"

enum { MOST_NAMED = 3, NAMES = 300 };

static bool
same_data(const cgap_scenario *a, const cgap_scenario *b)
{
    return memcmp(a->dataset.sha256, b->dataset.sha256, sizeof a->dataset.sha256) == 0;
}

static void
name_one(char names[NAMES], size_t *n, const char *name)
{
    cgap_text_list(names, NAMES, n, MOST_NAMED, name, "...");
}

void
cgap_warn_of_worlds(const cgap_job *job)
{
    const cgap_scenario *base = job->view[job->baseline];
    size_t n_row;
    const cgap_parameter *table = cgap_parameter_table(&n_row);

    for (size_t k = 0; k < job->n && !job->options->quiet; k++) {
        char names[NAMES] = "";
        size_t n = 0;

        if (!same_data(job->view[k], base)) {
            name_one(names, &n, "data");
        }
        for (size_t r = 0; r < n_row; r++) {
            if (cgap_parameter_of_world(table[r].key) &&
                !cgap_parameter_same(&table[r], job->view[k], base)) {
                name_one(names, &n, table[r].key);
            }
        }
        if (!cgap_same_world_events(job->view[k], base)) {
            name_one(names, &n, "events");
        }
        if (n > 0) {
            cgap_say("warning: '%s' and '%s' differ in %s: their differences are not the effect of "
                     "policy alone; --set changes a value in all scenarios",
                     job->view[k]->name, base->name, names);
        }
    }
}
