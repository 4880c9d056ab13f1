/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_PULLS_H
#define CGAP_PULLS_H
/*
 * The pulls on a capability (sections 2.1 to 2.4), each with its rate r and its target u. National
 * effort begins the sums; enablement, which multiplies it, comes second; every other adds r_eff to
 * the sum of rates and r_eff (u - c), its part, to the sum of parts. All but effort leave their
 * part. A vector of replicates of one state at a time, so that sums stay in registers.
 */
#include "model_internal.h"

/* A capability on its way, before and between pulls. */
typedef struct course {
    cgap_reals level;  /* c at the start of the step */
    cgap_reals steady; /* cstar: domestic steady state */
    cgap_reals rate;   /* R = sum r_eff */
    cgap_reals pull;   /* sum r_eff (u - c) */
    cgap_reals effort; /* r (1 - c) of national effort at the reference budget */
} course;

/* Pull of rate @p rate and of a target @p gap above the level; omega of it where that lies below.
 */
static inline void
add_pull(course *self, cgap_reals gap, cgap_reals rate, cgap_reals weaker, double *part)
{
    cgap_reals effective = cgap_reals_where_above(gap, cgap_reals_all(CGAP_MET), rate, weaker);
    cgap_reals pull = effective * gap;

    self->rate += effective;
    self->pull += pull;
    cgap_reals_store(part, pull);
}

/* The same with omega 0: nobody is drawn down. */
static inline void
add_rise(course *self, cgap_reals gap, cgap_reals rate, double *part)
{
    const cgap_reals met = cgap_reals_all(CGAP_MET), none = cgap_reals_all(0.0);
    cgap_reals pull = cgap_reals_where_above(gap, met, rate * gap, none);

    self->rate = cgap_reals_add_where_above(self->rate, gap, met, rate);
    self->pull += pull;
    cgap_reals_store(part, pull);
}

/* National effort: target 1, rate kappa cstar times a power of the budget; split over what moved
 * the budget (section 2.12). First of all pulls. */
static inline void
start_with_effort(course *self, double kappa, cgap_reals power)
{
    cgap_reals base = kappa * self->steady;

    self->effort = base * (1.0 - self->level);
    self->rate = base * power;
    self->pull = self->effort * power;
}

/* Second: enablement multiplies the whole effort rate, all that is there yet; its part is what it
 * adds (2.2, 2.12). */
static inline void
add_enablement(course *self, cgap_reals factor, double *part)
{
    cgap_reals extra = self->rate * (factor - 1.0), pull = extra * (1.0 - self->level);

    self->rate += extra;
    self->pull += pull;
    cgap_reals_store(part, pull);
}

/* Obsolescence: target 0, rate kappa (1 - cstar) times the Red Queen's @p ratio. */
static inline void
add_obsolescence(course *self, double kappa, double ratio, double *part)
{
    cgap_reals rate = kappa * ratio * (1.0 - self->steady), pull = rate * -self->level;

    self->rate += rate;
    self->pull += pull;
    cgap_reals_store(part, pull);
}

/* Peers were summed by the network: rates and rates times (target - c). */
static inline void
add_peers(course *self, double scale, cgap_reals peer_rate, cgap_reals peer_pull, double *part)
{
    cgap_reals pull = scale * peer_pull;

    self->rate += scale * peer_rate;
    self->pull += pull;
    cgap_reals_store(part, pull);
}

/* One-sided, of the same rate in all replicates: the agency's hub, which spreads the best level of
 * the pillar among members, and external ties. */
static inline void
add_spread(course *self, double rate, cgap_reals target, double *part)
{
    add_rise(self, target - self->level, cgap_reals_all(rate), part);
}

/* A law on a capability, as it acts in all states. */
typedef struct law_pull {
    double standard, ceiling; /* s_p, omega_p */
    double covers;            /* m_pk or a */
    double rate;              /* where all of it is implemented */
    const double *q;          /* [n] implementation, lanes as in the block */
    double *part;             /* [n][V] */
} law_pull;

/* Law on formal capability: rate mu m_pk q_ip, target s_p, ceiling omega_p. */
static inline void
add_law_on_formal(course *self, const law_pull *law, cgap_reals q, double *part)
{
    cgap_reals rate = law->rate * q, gap = law->standard - self->level;

    if (law->ceiling > 0.0) {
        add_pull(self, gap, rate, law->ceiling * rate, part);
    } else {
        add_rise(self, gap, rate, part);
    }
}

/* Law on practice: it reaches a share a of the actors, so coverage limits the target, not the rate:
 * target ostar + a (s - ostar), where the standard lies above what is done anyway. */
static inline void
add_law_on_practice(course *self, const law_pull *law, cgap_reals q, double *part)
{
    cgap_reals none = cgap_reals_all(0.0), ambition = law->standard - self->steady;
    cgap_reals rate = cgap_reals_where_above(ambition, none, law->rate * q, none);

    add_rise(self, self->steady + law->covers * ambition - self->level, rate, part);
}

#endif
