/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_MEASURE_CHARTS_H
#define CGAP_CLI_MEASURE_CHARTS_H
/* `cgap measure --charts DIR`: a folder of figures with their data, whole or not at all. */
#include "cgap/folder.h"

#include "measure_rows.h"

typedef struct measure_charts {
    cgap_folder folder; /* open only when figures were asked for */
} measure_charts;

#define MEASURE_CHARTS_INIT                                                                        \
    {                                                                                              \
        CGAP_FOLDER_INIT                                                                           \
    }

/** @brief Starts the folder, if one is asked for, so that a taken name is known before work.
 *  @retval CGAP_E_INPUT DIR exists (without --force), or is not a folder this program made */
cgap_status measure_charts_begin(measure_charts *self, const measure_request *request,
                                 cgap_error *err) CGAP_CHECKED;

/** @brief Draws the figures, names those the panel cannot give, and gives the folder its name.
 *  @param[in] dropped units left out for missing values */
cgap_status measure_charts_draw(measure_charts *self, const measure_rows *rows, size_t dropped,
                                cgap_error *err) CGAP_CHECKED;

/** @brief Removes an unfinished folder; safe twice. */
void measure_charts_free(measure_charts *self);

#endif
