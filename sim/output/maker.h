/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_MAKER_H
#define CGAP_MAKER_H
/* Who made a folder, by its manifest.json: other programs have files of that name too. */
#include "cgap/error.h"

typedef enum folder_maker {
    MADE_BY_OTHERS,
    MADE_BY_RUN,    /* results of a run, a comparison or a calibration */
    MADE_BY_MEASURE /* figures of cgap measure --charts */
} folder_maker;

/* MADE_BY_OTHERS also when the manifest is missing, cannot be read or is damaged. CGAP_E_MEMORY is
 * the only failure. */
cgap_status cgap_folder_maker(const char *folder, folder_maker *maker,
                              cgap_error *err) CGAP_CHECKED;

#endif
