/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 10: what incidents leave behind (MODEL.md 2.9): excitation, salience, trust. */
#include "reference_state.h"

#include <math.h>

/* h_i <- h_i e^(-beta dt) + n (1 - e^(-beta dt))/dt sum_j Gamma_ij n_j */
static double
excitation(const reference *self, size_t i)
{
    const cgap_parameters *par = &self->scenario->parameters;
    double kept = exp(-par->excitation_decay * self->dt), arriving = 0.0;

    for (size_t j = 0; j < self->n; j++) {
        arriving += self->contagion[i][j] * self->count[j];
    }
    return self->excitation[i] * kept + par->branching_ratio * (1.0 - kept) / self->dt * arriving;
}

/* S_i -> clip(S_0 + theta_S (cbar_i - cbar_i(0))) at kappa_S, then S exp(-chi_S dt (loss
 * rate)/ell_0); cbar of the start of the step */
static double
trust(reference *self, size_t i, double relative_loss)
{
    const cgap_parameters *par = &self->scenario->parameters;
    double gain = reference_formal_index(self, self->c, i) - self->formal_start[i];
    double target =
        reference_clip(par->public_trust_2017 + par->trust_gain_per_capability * gain, 0.0, 1.0);

    return reference_relax(self->trust[i], target, par->trust_recovery_rate, self->dt) *
           exp(-par->trust_loss_per_baseline_loss * self->dt * relative_loss);
}

void
reference_aftermath(reference *self)
{
    const cgap_parameters *par = &self->scenario->parameters;

    for (size_t i = 0; i < self->n; i++) {
        /* (loss_i/(GDP_i dt))/ell_0 */
        double relative_loss = self->loss[i] / (self->gdp[i] * self->dt) / par->loss_rate_2017;

        self->excitation[i] = excitation(self, i);
        /* Z <- Z e^(-dt/tau_z) + (1 - e^(-dt/tau_z)) relative loss */
        self->salience[i] =
            reference_relax(self->salience[i], relative_loss, 1.0 / par->salience_memory, self->dt);
        self->trust[i] = trust(self, i, relative_loss);
    }
}
