/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenario that uses every part of the model at once. */
#include "scenario_fixture.h"

#include <string.h>

static void
set_covers(cgap_instrument *self, const double covers[CGAP_N_CAPABILITY])
{
    memcpy(self->covers, covers, sizeof self->covers);
}

static void
add_directives(cgap_scenario *self)
{
    cgap_instrument *early, *nis2;

    fixture_instrument(self, "nis");
    /* Adopted and due before the start: its transposition at the start is drawn. */
    early = fixture_instrument(self, "attacks-on-systems");
    early->adopted = 2013.62;
    early->applies = 2015.67;
    early->standard = 0.6;
    early->pull = 0.2;
    early->enforcement = 0.6;
    nis2 = fixture_instrument(self, "nis2");
    nis2->adopted = 2020.9;
    nis2->applies = 2022.71;
    nis2->standard = 0.85;
    nis2->complexity = 2.4;
    nis2->compliance_cost = 0.0002;
    nis2->rights_exposure = 0.1;
    set_covers(nis2, (double[]){1.0, 0.6, 1.0, 0.4, 0.6, 0.10, 0.50, 0.40, 0.0});
}

static void
add_regulations(cgap_scenario *self)
{
    cgap_instrument *old, *maximum, *scheme, *club;

    old = fixture_instrument(self, "electronic-identity"); /* in force before the start */
    old->type = CGAP_REGULATION;
    old->adopted = 2014.56;
    old->applies = 2016.03;
    old->standard = 0.55;
    old->pull = 0.1;
    maximum = fixture_instrument(self, "maximum");
    maximum->type = CGAP_REGULATION;
    maximum->adopted = 2018.0;
    maximum->applies = 2019.52; /* off the grid */
    maximum->standard = 0.80;
    maximum->pull = 0.45;
    maximum->ceiling = 0.25;
    maximum->enforcement = 0.7;
    maximum->compliance_cost = 0.0003;
    set_covers(maximum, (double[]){1.0, 0.8, 1.0, 0.5, 0.6, 0.15, 0.50, 0.40, 0.05});
    scheme = fixture_instrument(self, "certification");
    scheme->type = CGAP_SCHEME;
    scheme->adopted = 2019.49;
    scheme->applies = 2021.0;
    scheme->standard = 0.80;
    scheme->pull = 0.12;
    scheme->enforcement = 0.4;
    scheme->compliance_cost = 0.00008;
    scheme->certification = true;
    scheme->participants = fixture_members(self, "BE BG DE EE EL ES FR IT LU PL SE");
    set_covers(scheme, (double[]){0.4, 0.6, 0.2, 0.0, 0.0, 0.1, 0.1, 0.1, 0.1});
    club = fixture_instrument(self, "coalition-standard");
    club->type = CGAP_REGULATION;
    club->applies = 2020.0;
    club->standard = 0.85;
    club->participants = self->coalition.members;
}

static void
add_partner(cgap_scenario *self, const char *name, double intelligence, double norms, double law)
{
    cgap_partner *partner = fixture_partner(self, name);

    partner->intelligence = intelligence;
    partner->norms = norms;
    partner->law = law;
}

/* Channel weights of MODEL.md section 2.7; one forum rises, one is joined by some states only. */
static void
add_partners(cgap_scenario *self)
{
    add_partner(self, "eu_us", 0.60, 0.20, 0.50);
    fixture_set(&self->partner[0].engagement, 0.4);
    fixture_change(&self->partner[0].engagement, 2019.3, 0.8);
    fixture_change(&self->partner[0].engagement, 2022.0, 0.1);
    add_partner(self, "igf", 0.10, 0.05, 0.05);
    add_partner(self, "itu", 0.15, 0.05, 0.10);
    add_partner(self, "oecd", 0.05, 0.10, 0.15);
    self->partner[3].members = fixture_members(self, "BE DE EE EL ES FI FR SE UK");
    add_partner(self, "osce", 0.10, 0.20, 0.0);
    add_partner(self, "unga", 0.0, 0.35, 0.15);
    add_partner(self, "wsis", 0.0, 0.05, 0.05);
}

static void
add_levers(cgap_levers *levers)
{
    fixture_change(&levers->platform, 2018.36, 0.4);
    fixture_change(&levers->platform, 2021.7, 0.7);
    fixture_change(&levers->agency_mandate, 2019.5, 0.5);
    fixture_change(&levers->agency_mandate, 2022.0, 0.9); /* Lambda + lambda_E M near its cap */
    fixture_change(&levers->fund_meur, 2018.0, 600.0);
    fixture_change(&levers->fund_meur, 2023.0, 200.0);
    fixture_change(&levers->fund_targeting, 2020.0, 1.0);
    fixture_change(&levers->industrial_policy, 2019.0, 0.8);
    fixture_change(&levers->research, 2019.0, 0.6);
    fixture_change(&levers->law_enforcement, 2018.9, 0.6);
    fixture_change(&levers->threat_growth, 2020.1, 0.18);
    fixture_change(&levers->threat_growth, 2022.5, 0.05);
}

static void
add_events(cgap_scenario *self)
{
    cgap_event *event;

    fixture_event(self, CGAP_EVENT_SYSTEMIC, 2017.36)->size = 0.1;
    fixture_event(self, CGAP_EVENT_SYSTEMIC, 2017.49)->size = 0.2;
    fixture_event(self, CGAP_EVENT_JOIN, 2018.21)->member = fixture_member(self, "EL");
    event = fixture_event(self, CGAP_EVENT_RELAPSE, 2019.74);
    event->platform_factor = 0.4;
    event->enforcement_factor = 0.3;
    fixture_event(self, CGAP_EVENT_LEAVE, 2020.08)->member = fixture_member(self, "UK");
    event = fixture_event(self, CGAP_EVENT_RELAPSE, 2021.02);
    event->platform_factor = 0.9;
    event->enforcement_factor = 0.8;
    fixture_event(self, CGAP_EVENT_REGIME, 2022.15)->attack_factor = 1.3;
}

void
fixture_full(cgap_scenario *out, const char *codes)
{
    fixture_plain(out, codes);
    out->coalition.members = fixture_members(out, "AT BE DE EE EL ES FI FR NL SE");
    out->coalition.platform = 0.85;
    out->coalition.from = 2018.8;
    add_levers(&out->levers);
    add_directives(out);
    add_regulations(out);
    add_partners(out);
    add_events(out);
}
