/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step of MODEL.md section 2.11, in its order, and the start of section 1.1. */
#include "reference_state.h"

#include <math.h>
#include <string.h>

double
reference_relax(double a, double target, double rate, double time)
{
    return target + (a - target) * exp(-rate * time); /* 2.1 */
}

static void
copy_states(reference *self)
{
    const cgap_dataset *data = &self->scenario->dataset;
    double total = 0.0;

    self->n = data->n;
    for (size_t i = 0; i < self->n; i++) {
        self->gdp[i] = data->member[i].gdp_bn_eur;
        self->capacity[i] = data->member[i].administrative_capacity;
        total += self->gdp[i];
    }
    for (size_t i = 0; i < self->n; i++) {
        self->gdp_share[i] = self->gdp[i] / total; /* 1.1: gdp_i = GDP_i / sum GDP */
    }
}

bool
reference_start(reference *self, const cgap_scenario *scenario, uint64_t seed, uint32_t replicate,
                bool deterministic)
{
    memset(self, 0, sizeof *self);
    if (scenario->n_instrument > REFERENCE_INSTRUMENTS ||
        scenario->n_partner > REFERENCE_PARTNERS) {
        return false;
    }
    self->scenario = scenario;
    self->seed = seed;
    self->replicate = replicate;
    self->deterministic = deterministic;
    self->dt = 1.0 / scenario->steps_per_year;
    self->n_mechanism = CGAP_BY_INSTRUMENT + scenario->n_instrument + 1;
    copy_states(self);
    reference_levers_start(self);
    reference_capability_start(self);
    reference_law_start(self);
    reference_network_start(self);
    reference_shock_start(self);
    for (size_t i = 0; i < self->n; i++) {
        self->salience[i] = 1.0;                                 /* section 1: Z_i = 1 */
        self->trust[i] = scenario->parameters.public_trust_2017; /* section 1: S_i = S_0 */
    }
    reference_industry_start(self);
    reference_law_reach(self);
    return reference_threat_start(self);
}

void
reference_step(reference *self)
{
    cgap_member_set before = self->levers.members;

    reference_levers_step(self); /* 1 events, 2 engagement and channels */
    reference_membership_jump(self, before, self->levers.members);
    reference_law_reach(self);
    reference_law(self);         /* 3 transposition and implementation: q(t+dt) */
    reference_funding(self);     /* 4 shares and absorption */
    reference_information(self); /* 5 distances, platform, Ipeer and I */
    reference_access(self);      /* 5 market access */
    reference_budget(self);      /* 6 */
    reference_capability(self);  /* 7 capabilities and practice: c(t+dt) in `next` */
    reference_attribution(self);
    reference_industry(self);  /* 8 from values of the start of the step */
    reference_ties(self);      /* 8 likewise */
    reference_threat(self);    /* 9 from c(t+dt), I of 5 */
    reference_aftermath(self); /* 10 excitation, salience, trust */
    reference_shock(self);     /* 11 */
    memcpy(self->c, self->next, sizeof self->c);
    self->step++;
    reference_market(self); /* 12 what the row shows */
    reference_law_reach(self);
}
