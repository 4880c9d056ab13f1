/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_KERNEL_ISA_H
#define CGAP_TEST_KERNEL_ISA_H
/* Tests that are built once more for the names of a wider kernel (cgap_wide_kernel_test). */
#include <stdbool.h>
#include <stdio.h>

#include "cgap/isa.h"

/* What CTest takes for a test that was skipped. */
enum { KERNEL_SKIPPED = 77 };

/* Whether this processor has the vectors of the kernel under test. */
static inline bool
kernel_runs(void)
{
#ifdef CGAP_KERNEL_ISA
    if (!cgap_isa_available(CGAP_KERNEL_ISA)) {
        puts("this processor has no such vectors: not tested");
        return false;
    }
#endif
    return true;
}

#endif
