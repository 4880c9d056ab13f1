/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CAPABILITY_H
#define CGAP_CAPABILITY_H
/*
 * The nine capabilities in two layers (sim/model/MODEL.md, section 1): five formal pillars after
 * the ITU Global Cybersecurity Index and four kinds of practice. Order is that of state arrays.
 */
#include <stddef.h>

enum {
    CGAP_LEGAL,
    CGAP_TECHNICAL,
    CGAP_ORGANISATIONAL,
    CGAP_CAPACITY,
    CGAP_COOPERATION,
    CGAP_SME,
    CGAP_ENTERPRISE,
    CGAP_ADMINISTRATION,
    CGAP_PEOPLE,
    CGAP_N_CAPABILITY,
    CGAP_N_FORMAL = CGAP_SME,
    CGAP_N_PRACTICE = CGAP_N_CAPABILITY - CGAP_SME
};

/* Layers as tables name them: the two indices, then each capability. */
enum {
    CGAP_LAYER_FORMAL,
    CGAP_LAYER_PRACTICE,
    CGAP_LAYER_CAPABILITY, /* first of the nine */
    CGAP_N_LAYER = CGAP_LAYER_CAPABILITY + CGAP_N_CAPABILITY
};

/** @brief Name of capability @p k (0 .. CGAP_N_CAPABILITY-1), e.g. "legal", "sme". */
const char *cgap_capability_name(size_t k);

/** @brief What capability @p k means, one sentence part, with its proxy where it is one. */
const char *cgap_capability_meaning(size_t k);

/** @brief Name of layer @p layer (0 .. CGAP_N_LAYER-1): "formal", "practice" or a capability. */
const char *cgap_layer_name(size_t layer);

#endif
