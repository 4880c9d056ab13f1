/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/report.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/output.h"

#include "file.h"
#include "sections.h"
#include "target.h"

/* What the page may load: nothing. Its own style and script are inline. */
static const char POLICY[] = "default-src 'none'; style-src 'unsafe-inline'; "
                             "script-src 'unsafe-inline'; img-src data:; "
                             "base-uri 'none'; form-action 'none'";

static const char *
heading(const cgap_report_source *source, char **owned)
{
    enum { TITLE_SIZE = 4096 };
    char count[CGAP_NUMBER_WORDS];

    if (!source->several) {
        return source->scenario[0].title;
    }
    *owned = cgap_memory_array(TITLE_SIZE, 1);
    if (*owned == NULL) {
        return NULL;
    }
    (void) cgap_count_words(source->language, source->n_scenario - 1, count);
    return cgap_phrase(
        *owned, TITLE_SIZE, source->language,
        source->n_scenario == 2 ? CGAP_T_PAGE_COMPARED : CGAP_T_PAGE_STRATEGIES_COMPARED,
        source->n_scenario == 2 ? source->scenario[1 - source->baseline].brief : count,
        source->scenario[source->baseline].brief, NULL);
}

/* A comment in the file would end up in every report; the licence stands in the first line. */
static const char *
behind_licence(const char *text)
{
    const char *end = strncmp(text, "/*", 2) == 0 ? strstr(text, "*/\n") : NULL;

    return end == NULL ? text : end + 3;
}

static cgap_status
put_inline(cgap_page *page, const char *element, const char *plots, const char *file,
           cgap_error *err)
{
    char *text;
    cgap_status status = cgap_report_read_file(plots, file, &text, err);

    if (status == CGAP_OK && strstr(text, "</") != NULL) {
        status = cgap_error_fail(err, CGAP_E_INPUT,
                                 "%s/%s: holds '</', which would end the element it goes into",
                                 plots, file);
    }
    if (status == CGAP_OK) {
        const char *bytes = behind_licence(text);

        cgap_page_open(page, element, NULL);
        cgap_page_trusted(page, bytes, strlen(bytes));
        cgap_page_close(page);
    }
    free(text);
    return status;
}

static cgap_status
put_head(cgap_page *page, const char *title, const char *plots, cgap_error *err)
{
    cgap_status status;

    cgap_page_open(page, "head", NULL);
    cgap_page_void(page, "meta", "charset", "utf-8", NULL);
    cgap_page_void(page, "meta", "name", "generator", "content", CGAP_REPORT_GENERATOR, NULL);
    cgap_page_void(page, "meta", "http-equiv", "Content-Security-Policy", "content", POLICY, NULL);
    cgap_page_void(page, "meta", "name", "viewport", "content",
                   "width=device-width, initial-scale=1", NULL);
    cgap_page_void(page, "meta", "name", "color-scheme", "content", "light dark", NULL);
    cgap_page_void(page, "link", "rel", "icon", "href", "data:,", NULL);
    cgap_page_element(page, "title", title);
    status = put_inline(page, "style", plots, "report.css", err);
    cgap_page_close(page);
    return status;
}

static void
put_contents(cgap_page *page, const cgap_report_source *source)
{
    static const struct {
        const char *target;
        cgap_text_key name;
        bool compared; /* a section of comparisons */
    } parts[] = {{"#key", CGAP_T_KEY, true},
                 {"#table", CGAP_T_CONTENTS_TABLE, false},
                 {"#further", CGAP_T_FURTHER, true},
                 {"#figures", CGAP_T_CONTENTS_FIGURES, false},
                 {"#assumptions", CGAP_T_CONTENTS_ASSUMPTIONS, false},
                 {"#limits", CGAP_T_CONTENTS_LIMITS, false},
                 {"#scenarios", CGAP_T_CONTENTS_SCENARIOS, false},
                 {"#parameters", CGAP_T_CONTENTS_PARAMETERS, false},
                 {"#reproduce", CGAP_T_CONTENTS_REPRODUCE, false}};

    cgap_page_open(page, "nav", "aria-label", cgap_page_words(page, CGAP_T_PAGE_CONTENTS), NULL);
    cgap_page_open(page, "ul", NULL);
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        if (parts[k].compared && !source->several) {
            continue;
        }
        cgap_page_open(page, "li", NULL);
        cgap_page_open(page, "a", "href", parts[k].target, NULL);
        cgap_page_say(page, parts[k].name, NULL);
        cgap_page_close(page);
        cgap_page_close(page);
    }
    cgap_page_close(page);
    cgap_page_close(page);
}

static void
put_header(cgap_page *page, const cgap_report_source *source, const char *title)
{
    const char *version = cgap_source_manifest(source, "program", "version");
    char seed[CGAP_NUMBER_WORDS], count[CGAP_NUMBER_WORDS];

    cgap_page_open(page, "header", NULL);
    cgap_page_open(page, "p", "class", "kicker", NULL);
    cgap_page_say(page, CGAP_T_PAGE_KICKER, NULL);
    cgap_page_close(page);
    cgap_page_element(page, "h1", title);
    cgap_page_open(page, "p", "class", "note", NULL);
    (void) snprintf(seed, sizeof seed, "%lld",
                    (long long) json_integer_value(json_object_get(source->manifest, "seed")));
    if (source->replicates == 0) {
        cgap_page_say(page, CGAP_T_PAGE_DETERMINISTIC, version, NULL);
    } else {
        cgap_page_say(page, CGAP_T_PAGE_FUTURES, version,
                      cgap_count_words(page->language, source->replicates, count), seed, NULL);
    }
    if (page->language != CGAP_ENGLISH) {
        cgap_page_text(page, " ");
        cgap_page_say(page, CGAP_T_PAGE_ENGLISH_PARTS, NULL);
    }
    cgap_page_close(page);
    cgap_page_close(page);
}

static cgap_status
put_sections(cgap_page *page, const cgap_report_source *source, const char *plots, cgap_error *err)
{
    cgap_status status;

    cgap_section_answer(page, source);
    put_contents(page, source);
    status = cgap_section_key(page, source, plots, err);
    cgap_section_key_table(page, source);
    if (status == CGAP_OK) {
        status = cgap_section_further(page, source, err);
    }
    if (status == CGAP_OK) {
        status = cgap_section_figures(page, source, err);
    }
    cgap_section_limits(page, source);
    cgap_section_scenarios(page, source);
    cgap_section_parameters(page, source);
    cgap_section_reproduce(page, source);
    return status;
}

static cgap_status
put_page(cgap_page *page, const cgap_report_source *source, const char *plots, cgap_error *err)
{
    static const char doctype[] = "<!DOCTYPE html>\n";
    char *owned = NULL;
    const char *title = heading(source, &owned);
    cgap_status status;

    if (title == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the report");
    }
    cgap_page_trusted(page, doctype, sizeof doctype - 1);
    cgap_page_open(page, "html", "lang", cgap_language_code(page->language), NULL);
    status = put_head(page, title, plots, err);
    if (status == CGAP_OK) {
        cgap_page_open(page, "body", NULL);
        cgap_page_open(page, "a", "class", "skip", "href", "#main", NULL);
        cgap_page_say(page, CGAP_T_PAGE_SKIP, NULL);
        cgap_page_close(page);
        put_header(page, source, title);
        cgap_page_open(page, "main", "id", "main", NULL);
        status = put_sections(page, source, plots, err);
        cgap_page_close(page);
    }
    if (status == CGAP_OK) {
        status = put_inline(page, "script", plots, "report.js", err);
        cgap_page_close(page);
        cgap_page_close(page);
    }
    free(owned);
    return status == CGAP_OK ? cgap_page_finish(page, err) : status;
}

cgap_status
cgap_report_write(const char *folder, const char *path, const cgap_report_options *how,
                  cgap_error *err)
{
    cgap_report_source source;
    cgap_page page = CGAP_PAGE_INIT;
    char *target = cgap_report_target(path, how->replaces, err);
    cgap_status status =
        target == NULL ? CGAP_E_INPUT
                       : cgap_report_source_read(&source, folder, how->language, how->threads, err);

    page.language = how->language;
    if (status == CGAP_OK) {
        status = put_page(&page, &source, how->plots, err);
        if (status == CGAP_OK) {
            status = cgap_report_put(target, page.text, err);
        }
        cgap_report_source_free(&source);
    }
    cgap_page_free(&page);
    free(target);
    return status == CGAP_OK ? status : cgap_error_note(err, status, "writing report '%s'", path);
}
