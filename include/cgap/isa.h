/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ISA_H
#define CGAP_ISA_H
/*
 * Which vector instructions an ensemble runs on. The program holds its kernel several times and
 * takes the widest the processor has; the results are the same to the last bit whatever is taken.
 */
#include <stdbool.h>

typedef enum cgap_isa {
    CGAP_ISA_WIDEST, /* the widest that is available */
    CGAP_ISA_BASELINE,
    CGAP_ISA_AVX2,
    CGAP_ISA_AVX512,
    CGAP_N_ISA
} cgap_isa;

/** @brief Whether the program was built with it and the processor has it. */
bool cgap_isa_available(cgap_isa isa);

/** @brief Name as options use it ("baseline", "avx2", "avx512"); of CGAP_ISA_WIDEST, that of what
 *  it stands for here. */
const char *cgap_isa_name(cgap_isa isa);

#endif
