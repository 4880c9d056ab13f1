/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REFERENCE_AGREEMENT_H
#define CGAP_REFERENCE_AGREEMENT_H
/* How far the program's own step and the reference are apart, field by field. */
#include <stddef.h>

#include "cgap/model.h"
#include "reference_state.h"

/* The worst of all comparisons so far. */
typedef struct agreement {
    double largest;    /* relative difference */
    const char *field; /* where: field, element, rows done */
    size_t element, step;
    double program, reference;
    /* Numbers smaller than this share of the field's natural size are held to that size, as their
     * own size is the rounding of what was subtracted. */
    double smallest;
    size_t compared;
    /* Where it began: the first number beyond this tolerance, in the order of the step. */
    double tolerance;
    struct {
        const char *field;
        size_t element, step;
        double program, reference;
    } first; /* field NULL: none */
} agreement;

#define AGREEMENT_INIT                                                                             \
    {                                                                                              \
        .field = "nothing", .smallest = 1e-3, .tolerance = 1e-9                                    \
    }

/** @brief Compares the whole state of one lane with the reference at the same row. */
void agreement_of_state(agreement *self, const cgap_block *block, size_t lane, reference *other);

/** @brief Compares the levers of the step under way (after reference_step: the step done). */
void agreement_of_levers(agreement *self, const cgap_model *model, const reference *other);

/** @brief Runs lanes lanes of @p model from replicate @p first and, beside each wanted lane, the
 *  reference; compares at every row.
 *  @param[in] every compares lanes 0, every, 2 every, ...
 *  @return false when either could not start */
bool agreement_of_run(agreement *self, const cgap_model *model, uint64_t seed, uint32_t first,
                      bool deterministic, size_t every);

#endif
