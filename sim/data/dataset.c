/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/dataset.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "dataset_internal.h"

const char *const CGAP_GCI_EDITION[CGAP_N_GCI] = {"2014", "2017", "2018", "2020"};
/* Field work, not the title: MODEL.md section 1.1. */
const double CGAP_GCI_TIME[CGAP_N_GCI] = {2014.0, 2016.5, 2018.0, 2020.5};
const int CGAP_ENTERPRISE_YEAR[CGAP_N_ENTERPRISE_WAVE] = {2019, 2022};
const int CGAP_DESI_YEAR[CGAP_N_DESI_YEAR] = {2017, 2018, 2019, 2020, 2021, 2022};
const double CGAP_DESI_TIME[CGAP_N_DESI_YEAR] = {2016.5, 2017.5, 2018.5, 2019.5, 2020.5, 2021.5};

const char *const CGAP_DATASET_FILES[CGAP_N_DATASET_FILE + 1] = {
    "members.csv", "gci.csv", "enterprise_practice.csv", "desi.csv", "trade.csv", "borders.csv",
    "columns.csv", NULL};

/* MODEL.md section 1.1: enterprises from the first wave, the two proxies from the first year. */
static void
set_practice_start(cgap_member *member)
{
    double *start = member->practice_start;

    start[CGAP_SME - CGAP_N_FORMAL] = member->enterprise[0][0];
    start[CGAP_ENTERPRISE - CGAP_N_FORMAL] = member->enterprise[1][0];
    start[CGAP_ADMINISTRATION - CGAP_N_FORMAL] = member->desi[0][0];
    start[CGAP_PEOPLE - CGAP_N_FORMAL] = member->desi[1][0];
}

void
cgap_dataset_read(cgap_dataset *self, const char *folder, cgap_diagnostics *diagnostics)
{
    data_reader reader = {self, diagnostics, CGAP_CSV_INIT, false};

    memset(self, 0, sizeof *self);
    self->folder = cgap_text_copy(folder);
    if (self->folder == NULL) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, folder, 0, NULL, "out of memory");
        return;
    }
    data_open_columns(&reader);
    for (size_t t = 0; t < DATA_N_WIDE; t++) {
        data_read_wide(&reader, &DATA_WIDE[t]);
    }
    for (size_t i = 0; i < self->n; i++) {
        set_practice_start(&self->member[i]);
    }
    data_read_trade(&reader);
    data_read_borders(&reader);
    cgap_csv_free(&reader.columns);
}

bool
cgap_dataset_is_copy(const cgap_dataset *self, const char *folder)
{
    bool same = true;

    for (size_t f = 0; f < CGAP_N_DATASET_FILE && same; f++) {
        char *path = cgap_text_format("%s/%s", folder, CGAP_DATASET_FILES[f]);
        char hash[CGAP_SHA256_TEXT] = "";

        same = path != NULL && cgap_sha256_file(path, hash, NULL) == CGAP_OK &&
               strcmp(hash, self->sha256[f]) == 0;
        free(path);
    }
    return same;
}
