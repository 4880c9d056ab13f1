/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_PANELS_H
#define CGAP_REPORT_PANELS_H
/* Where the panels of a figure lie, from the layout `cgap chart` leaves in charts/data. */

/** @brief Panels whose x axis is a time, as "number,left,top,right,bottom,first,last" in pixels
 *  and decimal years, separated by ';': what a script needs to tell the year under the pointer.
 *  @param[in] layout text of charts/data/NAME.gp
 *  @return owned; "" when the layout tells nothing, NULL when memory runs out */
char *cgap_panels_of(const char *layout);

#endif
