/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_PROVENANCE_H
#define CGAP_REPORT_PROVENANCE_H
/* Where the value of a key comes from. */
#include "cgap/parameter.h"

/** @brief Row of the parameter table for a key of a scenario: instruments.nis.pull has the row
 *  instruments.*.pull, levers.engagement.itu that of levers.engagement.*. NULL: none. */
const cgap_parameter *cgap_provenance(const char *key);

#endif
