/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_HARNESS_H
#define CGAP_TEST_HARNESS_H
/* What every cmocka program includes, in the order cmocka wants it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "close.h"

#endif
