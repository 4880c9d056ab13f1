/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that asks the processor what it can do. */
#include "cgap/kernel.h"

#include <stddef.h>

#include "cgap/lane.h"

#define KERNEL(isa)                                                                                \
    {                                                                                              \
#isa, cgap_record_run_##isa, cgap_cell_add_later_##isa, cgap_difference_add_##isa,         \
            cgap_lane_resample_##isa                                                               \
    }
#define DECLARE(isa)                                                                               \
    cgap_status cgap_record_run_##isa(cgap_record *self, uint64_t seed, uint32_t first,            \
                                      bool deterministic, cgap_error *err);                        \
    bool cgap_cell_add_later_##isa(cgap_summary_cell *self, cgap_grid grid, cgap_tiles value,      \
                                   size_t n, cgap_tally *tally);                                   \
    void cgap_difference_add_##isa(cgap_difference_cell *self, cgap_grid grid, cgap_tiles base,    \
                                   cgap_tiles alternative, size_t n, int direction);               \
    void cgap_lane_resample_##isa(const double *value, size_t n, const double *count, double *sum, \
                                  double *squares)

static const cgap_kernel BASELINE = {"baseline", cgap_record_run, cgap_cell_add_later,
                                     cgap_difference_add, cgap_lane_resample};

#ifdef CGAP_WITH_WIDE_KERNELS
DECLARE(avx2);
DECLARE(avx512);
static const cgap_kernel AVX2 = KERNEL(avx2), AVX512 = KERNEL(avx512);

static const cgap_kernel *
avx2(void)
{
    return __builtin_cpu_supports("avx2") ? &AVX2 : NULL;
}

static const cgap_kernel *
avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")
               ? &AVX512
               : NULL;
}
#else
static const cgap_kernel *
avx2(void)
{
    return NULL;
}

static const cgap_kernel *
avx512(void)
{
    return NULL;
}
#endif

const cgap_kernel *
cgap_kernel_of(cgap_isa isa)
{
    const cgap_kernel *wide;

    switch (isa) {
    case CGAP_ISA_BASELINE:
        return &BASELINE;
    case CGAP_ISA_AVX2:
        return avx2();
    case CGAP_ISA_AVX512:
        return avx512();
    case CGAP_ISA_WIDEST:
    default:
        wide = avx512() != NULL ? avx512() : avx2();
        return wide != NULL ? wide : &BASELINE;
    }
}

bool
cgap_isa_available(cgap_isa isa)
{
    return cgap_kernel_of(isa) != NULL;
}

const char *
cgap_isa_name(cgap_isa isa)
{
    static const char *const name[CGAP_N_ISA] = {NULL, "baseline", "avx2", "avx512"};

    return isa == CGAP_ISA_WIDEST ? cgap_kernel_of(isa)->name : name[isa];
}
