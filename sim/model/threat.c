/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attackers, whom they reach and how often (section 2.9). */
#include "model_internal.h"

#include <math.h>
#include <string.h>

/* Formal defence of every lane, lifted by shared information I_i (NULL for none). */
static inline void
formal_defence(const double *restrict level, size_t stride, const cgap_parameters *p,
               const double *restrict information, double *restrict formal)
{
    for (size_t l = 0; l < V; l++) {
        formal[l] = 0.0;
    }
    for (size_t k = 0; k < CGAP_N_FORMAL; k++) {
        for (size_t l = 0; l < V; l++) {
            formal[l] += p->breach_weight[k] * level[k * stride + l];
        }
    }
    for (size_t l = 0; information != NULL && l < V; l++) {
        formal[l] += (1.0 - formal[l]) * p->information_effect_on_defence * information[l];
    }
}

/* Logarithm of p_ib in units of that of v, @p log_v: p_ib = v^(1 + alpha ceff_ib), Gordon and Loeb
 * (2002), class II; ceff mixes formal defence with the actors' own practice. */
static inline void
log_breach(const double *restrict formal, const double *restrict practice, const cgap_parameters *p,
           double log_v, double *restrict breach)
{
    double practice_weight = p->weight_of_practice_in_defence;

    for (size_t l = 0; l < V; l++) {
        double defence = (1.0 - practice_weight) * formal[l] + practice_weight * practice[l];

        breach[l] = log_v * (1.0 + p->productivity_of_capability * defence);
    }
}

/* p_i = sum_b x_b p_ib; rows of beneficiaries stand @p stride apart. */
static inline void
mean_breach(const double *restrict breach, size_t stride, const double exposure[CGAP_N_PRACTICE],
            double *restrict mean)
{
    for (size_t l = 0; l < V; l++) {
        double sum = 0.0;

        for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
            sum += exposure[b] * breach[b * stride + l];
        }
        mean[l] = sum;
    }
}

/* p_ib and p_i for levels @p level; @p information is I_i, or NULL for none. Exponentials come in
 * a row: each takes long from its first operation to its last. */
void
cgap_threat_breach(cgap_block *self, const double *level, const double *information)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    size_t stride = self->model->n * self->lanes;
    double log_v = CGAP_SIXTEENTHS_PER_E_FOLD * cgap_log(p->breach_probability_at_zero_capability);

    for (size_t at = 0; at < stride; at += V) {
        double formal[V];

        formal_defence(level + at, stride, p, information == NULL ? NULL : information + at,
                       formal);
        for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
            log_breach(formal, level + (CGAP_SME + b) * stride + at, p, log_v,
                       self->breach + b * stride + at);
        }
    }
    cgap_lanes_exp2_sixteenths(self->breach, CGAP_N_PRACTICE * stride);
    for (size_t at = 0; at < stride; at += V) {
        mean_breach(self->breach + at, stride, p->exposure, self->breach_mean + at);
    }
}

static inline void
weigh(double size, const double *restrict per_sum, double *restrict x)
{
    for (size_t l = 0; l < V; l++) {
        x[l] = size * x[l] * per_sum[l];
    }
}

/* pi_i ~ gdp_i^sigma_G p_i^xi, normalised: attackers seek size and, with xi, weakness. */
void
cgap_threat_targeting(const cgap_block *self, double *weight)
{
    const cgap_model *model = self->model;
    double xi = model->scenario->parameters.weakest_link_preference;
    size_t n = model->n, lanes = self->lanes;

    for (size_t at = 0; at < n * lanes; at++) {
        weight[at] = CGAP_SIXTEENTHS_PER_E_FOLD * xi * cgap_log(self->breach_mean[at]);
    }
    cgap_lanes_exp2_sixteenths(weight, n * lanes);
    for (size_t from = 0; from < lanes; from += V) {
        double sum[V] = {0.0};

        cgap_vector_sum_weighted(weight + from, lanes, cgap_all_states(n), model->size_weight, V,
                                 sum);
        for (size_t l = 0; l < V; l++) {
            sum[l] = 1.0 / sum[l];
        }
        for (size_t i = 0; i < n; i++) {
            weigh(model->size_weight[i], sum, weight + i * lanes + from);
        }
    }
}

/* I_i = 1 - (1 - Ipeer_i)(1 - theta_x Xint c_iX) (section 2.5). */
static inline void
information_of(const double *restrict peers, const double *restrict cooperation, double partners,
               double *restrict out)
{
    for (size_t l = 0; l < V; l++) {
        out[l] = 1.0 - (1.0 - peers[l]) * (1.0 - partners * cooperation[l]);
    }
}

/* Into self->share. */
static double *
information(cgap_block *self, const cgap_step_policy *now)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    const double *cooperation = cgap_block_capability(self, CGAP_COOPERATION);
    size_t lanes = self->lanes, cells = self->model->n * lanes;

    for (size_t at = 0; at < cells; at += V) {
        information_of(self->information + at, cooperation + at,
                       p->intelligence_gain_from_partners * now->intelligence[at / lanes],
                       self->share + at);
    }
    return self->share;
}

/* Adds the distances of the row @p own to those of the states in @p set, @p stride apart. */
static inline void
add_distances(const double *own, const double *row, size_t stride, cgap_member_set set,
              double sum[V])
{
    for (size_t l = 0; l < V; l += CGAP_BESIDE * CGAP_VECTOR) {
        cgap_reals all[CGAP_BESIDE], here[CGAP_BESIDE];

        CGAP_EACH_BESIDE (v) {
            all[v] = cgap_reals_load(sum + l + v * CGAP_VECTOR);
            here[v] = cgap_reals_load(own + l + v * CGAP_VECTOR);
        }
        for (cgap_member_set left = set; left != 0; left &= left - 1) {
            const double *other = row + (size_t) __builtin_ctzll(left) * stride + l;

            CGAP_EACH_BESIDE (v) {
                all[v] += cgap_reals_absolute(here[v] - cgap_reals_load(other + v * CGAP_VECTOR));
            }
        }
        CGAP_EACH_BESIDE (v) {
            cgap_reals_store(sum + l + v * CGAP_VECTOR, all[v]);
        }
    }
}

/* Level-playing-field index of the new formal index over members, 1 - D / D_max (section 3.1). */
static void
level_playing_field(const cgap_block *self, const double *index, size_t from, double out[V])
{
    size_t lanes = self->lanes, count = 0;
    double sum[V] = {0.0}, most;

    for (size_t i = 0; i < self->model->n; i++) {
        if (is_member(self->members, i)) {
            add_distances(index + i * lanes + from, index + from, lanes,
                          self->members & cgap_all_states(i), sum);
            count++;
        }
    }
    most = (double) (count * count / 4);
    for (size_t l = 0; l < V; l++) {
        out[l] = count > 1 ? 1.0 - sum[l] / most : 1.0;
    }
}

/* A: attack volume of the step, after norms (only as far as the Union is homogeneous) and joint law
 * enforcement; into self->work[0..lanes). Behind it 1 / p_ref, once for all states. */
static void
attack_volume(cgap_block *self, const cgap_step_policy *now, const double *next_index)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    double police = 1.0 - p->law_enforcement_effect * now->law_enforcement;
    double norms = p->norm_deterrence * now->norms;

    for (size_t from = 0; from < self->lanes; from += V) {
        double coherence[V] = {0.0};

        if (norms > 0.0) {
            level_playing_field(self, next_index, from, coherence);
        }
        for (size_t l = 0; l < V; l++) {
            self->work[self->lanes + from + l] = 1.0 / self->breach_reference[from + l];
            self->work[from + l] = self->attack_start[from + l] * now->attack_volume *
                                   (1.0 - norms * coherence[l]) * police;
        }
    }
}

/* Years of baseline incidents that systemic events bring in this step: scheduled ones and random
 * ones, at their probability in *expected and at their draw in @p drawn (NULL: not wanted). */
static void
systemic(const cgap_block *self, const cgap_step_policy *now, size_t from, double *expected,
         double *drawn)
{
    const cgap_parameters *p = &self->model->scenario->parameters;
    double probability = -cgap_expm1(-p->systemic_event_rate * self->model->dt);
    cgap_address at = {self->first + (uint32_t) from, CGAP_PROCESS_SYSTEMIC, 0,
                       (uint32_t) self->step + 1, 0};
    double uniform[V];

    *expected = now->systemic_size + probability * p->systemic_event_size;
    if (drawn == NULL) {
        return;
    }
    cgap_rng_uniform_lanes(self->seed, at, &at.unit, 1, uniform);
    for (size_t l = 0; l < V; l++) {
        double random = uniform[l] < probability ? 1.0 : 0.0;

        drawn[l] = now->systemic_size + random * p->systemic_event_size;
    }
}

/* One state in V replicates: what decides its incidents. */
typedef struct exposed {
    const double *volume, *weight, *breach_mean, *per_reference, *excitation, *arrival_start,
        *severity_mean;
    double severity_scale, dt;
} exposed;

static exposed
exposed_at(const cgap_block *self, size_t i, size_t from)
{
    size_t at = i * self->lanes + from;

    return (exposed){.volume = self->work + from,
                     .weight = self->target_weight + at,
                     .breach_mean = self->breach_mean + at,
                     .per_reference = self->work + self->lanes + from,
                     .excitation = self->excitation + at,
                     .arrival_start = self->arrival_start + at,
                     .severity_mean = self->severity_mean + from,
                     .severity_scale = self->model->severity_scale[i],
                     .dt = self->model->dt};
}

/* Incidents of the step, expected given the state (systemic ones at their draw), and the expected
 * loss. */
static inline void
incidents(exposed x, double expected, const double *restrict drawn, double *restrict count,
          double *restrict expected_loss)
{
    for (size_t l = 0; l < V; l++) {
        double vulnerability = x.breach_mean[l] * x.per_reference[l];
        double direct = x.volume[l] * x.weight[l] * x.breach_mean[l];
        double steady = (direct + x.excitation[l] * vulnerability) * x.dt;
        double baseline = x.arrival_start[l] * vulnerability;
        double severity = x.severity_mean[l] * x.severity_scale;

        expected_loss[l] = (steady + expected * baseline) * severity;
        count[l] = steady + drawn[l] * baseline;
    }
}

/* What a beneficiary bears of a loss: x_b p_ib / p_i of it. */
static inline void
borne_by(const double *restrict per_breach, double exposure, const double *restrict breach,
         double *restrict out)
{
    for (size_t l = 0; l < V; l++) {
        out[l] = per_breach[l] * (exposure * breach[l]);
    }
}

static inline void
divide(const double *restrict x, const double *restrict by, double *restrict out)
{
    for (size_t l = 0; l < V; l++) {
        out[l] = x[l] / by[l];
    }
}

/* [n][V] uniforms behind the counts of the step, where another scenario may have drawn them; into
 * @p own where none can. */
static const double *
find_uniforms(const cgap_block *self, size_t from, double *own)
{
    cgap_draws *draws = self->draws;
    uint32_t replicate = self->first + (uint32_t) from;
    size_t place = draws == NULL ? 0 : draws_place(draws, replicate, self->step + 1);
    double *shared = draws == NULL ? own : draws->uniform + place * draws->n * V;
    cgap_address at = {replicate, CGAP_PROCESS_COUNT, 0, (uint32_t) self->step + 1, 0};

    if (draws == NULL || !draws->has_uniform[place]) {
        cgap_rng_uniform_lanes(self->seed, at, self->model->unit, self->model->n, shared);
    }
    if (draws != NULL) {
        draws->has_uniform[place] = true;
    }
    return shared;
}

/* Expected incidents within what a draw could give: contagion must not grow beyond all numbers. */
static inline void
hold(double *restrict count)
{
    for (size_t l = 0; l < V; l++) {
        count[l] = count[l] < CGAP_POISSON_MOST ? count[l] : CGAP_POISSON_MOST;
    }
}

/* Incidents and losses of a state; @p uniform its draws, NULL: counts stay expected. */
static void
hit(cgap_block *self, size_t i, size_t from, double expected, const double drawn[V],
    const double *uniform)
{
    const cgap_model *model = self->model;
    const double *exposure = model->scenario->parameters.exposure;
    size_t stride = model->n * self->lanes, at = i * self->lanes + from;
    double per_breach[V];
    cgap_address address = {self->first + (uint32_t) from, CGAP_PROCESS_COUNT, model->unit[i],
                            (uint32_t) self->step + 1, 0};

    incidents(exposed_at(self, i, from), expected, drawn, self->count + at,
              self->expected_loss + at);
    divide(self->expected_loss + at, self->breach_mean + at, per_breach);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        borne_by(per_breach, exposure[b], self->breach + b * stride + at,
                 self->expected_by + b * stride + at);
    }
    if (uniform != NULL) {
        cgap_rng_poisson_lanes(self->seed, address, uniform, self->count + at, self->count + at);
    } else {
        hold(self->count + at);
    }
}

void
cgap_threat_step(cgap_block *self, const cgap_step_policy *now, const double *next_index)
{
    size_t n = self->model->n;

    cgap_threat_breach(self, self->next, information(self, now));
    cgap_threat_targeting(self, self->target_weight);
    attack_volume(self, now, next_index);
    for (size_t from = 0; from < self->lanes; from += V) {
        double expected, drawn[V], own[CGAP_MAX_MEMBER * V];
        const double *uniform = self->deterministic ? NULL : find_uniforms(self, from, own);

        systemic(self, now, from, &expected, self->deterministic ? NULL : drawn);
        for (size_t l = 0; self->deterministic && l < V; l++) {
            drawn[l] = expected;
        }
        for (size_t i = 0; i < n; i++) {
            hit(self, i, from, expected, drawn, uniform == NULL ? NULL : uniform + i * V);
        }
    }
    cgap_threat_losses(self);
}
