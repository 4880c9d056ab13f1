/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights and engagement after MODEL.md section 2.7; each channel sums to 1 over the seven. */
#include "reading.h"

const char CGAP_SHIPPED_PARTNERS[] =
    "partners = ("
    "{ name = \"eu_us\"; intelligence = 0.60; norms = 0.20; law = 0.50; },"
    "{ name = \"unga\";  intelligence = 0.0;  norms = 0.35; law = 0.15; },"
    "{ name = \"oecd\";  intelligence = 0.05; norms = 0.10; law = 0.15; },"
    "{ name = \"osce\";  intelligence = 0.10; norms = 0.20; law = 0.0;  },"
    "{ name = \"itu\";   intelligence = 0.15; norms = 0.05; law = 0.10; },"
    "{ name = \"wsis\";  intelligence = 0.0;  norms = 0.05; law = 0.05; },"
    "{ name = \"igf\";   intelligence = 0.10; norms = 0.05; law = 0.05; });"
    "levers = { engagement = { eu_us = 0.4; }; };";

const char *const CGAP_SHIPPED_PARTNER_NAMES[] = {"eu_us", "unga", "oecd", "osce",
                                                  "itu",   "wsis", "igf",  NULL};
