/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an alternative costs and what it saves, in a sentence. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "effect.h"
#include "sections.h"

/* What is said of an account; a sentence has none where the table says nothing. */
static const struct account {
    const char *name;
    cgap_text_key more, less, same, unclear;
} ACCOUNT[] = {
    {"eu_money", CGAP_T_PRICE_EU_MORE, CGAP_T_PRICE_EU_LESS, CGAP_T_PRICE_EU_SAME,
     CGAP_T_PRICE_EU_UNCLEAR},
    {"national_compliance", CGAP_T_PRICE_NATIONAL_MORE, CGAP_T_PRICE_NATIONAL_LESS,
     CGAP_T_PRICE_NATIONAL_SAME, CGAP_T_PRICE_NATIONAL_UNCLEAR},
    /* a loss that is avoided is a loss the less */
    {"avoided_loss", CGAP_T_PRICE_LOSS_LESS, CGAP_T_PRICE_LOSS_MORE, CGAP_T_PRICE_LOSS_SAME,
     CGAP_T_PRICE_LOSS_UNCLEAR},
};

enum { N_ACCOUNT = sizeof ACCOUNT / sizeof ACCOUNT[0] };

static void
put_account(cgap_page *page, const cgap_effect *effect, const struct account *account)
{
    double sign = effect->estimate < 0.0 ? -1.0 : 1.0;
    char number[CGAP_WORDS_SIZE], spread[CGAP_SENTENCE], behind[CGAP_SENTENCE + 4] = "";

    (void) cgap_effect_spread(page->language, effect, effect->clear ? sign : 1.0, CGAP_STYLE_MEUR,
                              effect->more, spread);
    if (spread[0] != '\0') {
        (void) snprintf(behind, sizeof behind, " (%s)", spread);
    }
    cgap_number_words(page->language, effect->clear ? fabs(effect->estimate) : effect->estimate,
                      CGAP_STYLE_MEUR, effect->more, !effect->clear, number);
    if (effect->estimate == 0.0 && spread[0] == '\0') {
        cgap_page_say(page, account->same, NULL);
    } else if (effect->clear) {
        cgap_page_say(page, sign > 0.0 ? account->more : account->less, number, behind, NULL);
    } else {
        cgap_page_say(page, account->unclear, number, behind, NULL);
    }
}

void
cgap_answer_price(cgap_page *page, const cgap_report_source *source, size_t scenario)
{
    char from[CGAP_NUMBER_WORDS], to[CGAP_NUMBER_WORDS];
    cgap_effect effect[N_ACCOUNT];

    for (size_t k = 0; k < N_ACCOUNT; k++) {
        effect[k] = cgap_effect_on(source, scenario, ACCOUNT[k].name);
        if (!effect[k].known) {
            return;
        }
    }
    cgap_page_open(page, "p", NULL);
    cgap_page_say(page, CGAP_T_PRICE_LEAD, source->scenario[scenario].brief,
                  cgap_date_words(page->language, source->start, from),
                  cgap_date_words(page->language, source->end, to), NULL);
    cgap_page_text(page, " ");
    for (size_t k = 0; k < N_ACCOUNT; k++) {
        if (k + 1 == N_ACCOUNT) {
            cgap_page_text(page, " ");
            cgap_page_say(page, CGAP_T_ANSWER_AND, NULL);
            cgap_page_text(page, " ");
        } else if (k > 0) {
            cgap_page_text(page, ", ");
        }
        put_account(page, &effect[k], &ACCOUNT[k]);
    }
    cgap_page_text(page, ".");
    cgap_page_close(page);
}
