/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/capability.h"

static const struct {
    const char *name, *meaning;
} CAPABILITIES[CGAP_N_CAPABILITY] = {
    {"legal", "cybercrime and cybersecurity law (GCI legal pillar)"},
    {"technical", "national and sectoral response teams, standards (GCI technical pillar)"},
    {"organisational", "strategy, agencies, metrics (GCI organisational pillar)"},
    {"capacity", "awareness, training, research, industry support (GCI capacity pillar)"},
    {"cooperation",
     "bilateral, multilateral and public-private agreements (GCI cooperation pillar)"},
    {"sme",
     "share of enterprises with 10-249 staff taking a security measure, mean of seven measures"},
    {"enterprise", "share of enterprises with 250 or more staff taking a measure, mean of seven"},
    {"administration", "practice of public administrations; proxy: DESI digital public services"},
    {"people", "practice of people; proxy: DESI human capital"},
};

const char *
cgap_capability_name(size_t k)
{
    return CAPABILITIES[k].name;
}

const char *
cgap_capability_meaning(size_t k)
{
    return CAPABILITIES[k].meaning;
}

const char *
cgap_layer_name(size_t layer)
{
    switch (layer) {
    case CGAP_LAYER_FORMAL:
        return "formal";
    case CGAP_LAYER_PRACTICE:
        return "practice";
    default:
        return CAPABILITIES[layer - CGAP_LAYER_CAPABILITY].name;
    }
}
