/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/elementary.h"

const double CGAP_EXP_LIMIT = 700.0;
