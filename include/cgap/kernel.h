/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_KERNEL_H
#define CGAP_KERNEL_H
/* The parts of the kernel that others call, for one instruction set (sim/cmake/kernel.cmake). */
#include "cgap/isa.h"
#include "cgap/record.h"

/* Each is told of where the function of its name is: cgap_record_run (record.h),
 * cgap_cell_add_later and cgap_difference_add (summary.h), cgap_lane_resample (lane.h). */
typedef struct cgap_kernel {
    const char *name;
    cgap_status (*record_run)(cgap_record *self, uint64_t seed, uint32_t first, bool deterministic,
                              cgap_error *err);
    bool (*cell_add)(cgap_summary_cell *self, cgap_grid grid, cgap_tiles value, size_t n,
                     cgap_tally *tally);
    void (*difference_add)(cgap_difference_cell *self, cgap_grid grid, cgap_tiles base,
                           cgap_tiles alternative, size_t n, int direction);
    void (*resample)(const double *value, size_t n, const double *count, double *sum,
                     double *squares);
} cgap_kernel;

/** @brief The kernel of an instruction set, of static storage; NULL where it is not available. */
const cgap_kernel *cgap_kernel_of(cgap_isa isa);

#endif
