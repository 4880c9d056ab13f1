/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gnuplot.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/memory.h"

#include "process.h"

enum { MAX_PROCESSES = 64 };

static cgap_status
not_started(const char *program, int failure, cgap_error *err)
{
    if (failure == ENOENT || failure == EACCES || failure == ENOTDIR) {
        return cgap_error_fail(err, CGAP_E_TOOL,
                               "gnuplot is needed to draw charts and '%s' cannot be run (%s): "
                               "install it (apt-get install gnuplot-nox fonts-dejavu-core), then "
                               "draw again (a results folder with cgap chart FOLDER)",
                               program, strerror(failure));
    }
    return cgap_error_fail(err, CGAP_E_TOOL, "'%s' could not be started: %s", program,
                           strerror(failure));
}

cgap_status
cgap_gnuplot_check(const char *program, cgap_error *err)
{
    char *argv[] = {(char *) program, "--version", NULL};
    cgap_process child;
    int failure = cgap_process_start(&child, argv), code, major = 0, minor = 0;
    cgap_status status = CGAP_OK;

    if (failure != 0) {
        return not_started(program, failure, err);
    }
    while (cgap_process_read(&child)) {
    }
    code = cgap_process_wait(&child);
    if (code != 0 || child.said.text == NULL ||
        sscanf(child.said.text, "gnuplot %d.%d", &major, &minor) != 2) {
        status = cgap_error_fail(err, CGAP_E_TOOL,
                                 "'%s --version' does not answer as gnuplot does: install gnuplot "
                                 "5.4 or later (apt-get install gnuplot-nox)",
                                 program);
    } else if (major < 5 || (major == 5 && minor < 4)) {
        status = cgap_error_fail(err, CGAP_E_TOOL,
                                 "'%s' is gnuplot %d.%d and the charts need 5.4 or later: install "
                                 "a newer one (apt-get install gnuplot-nox on Debian 12)",
                                 program, major, minor);
    }
    cgap_sink_free(&child.said);
    return status;
}

static int
start(cgap_process *child, const char *program, const char *plots, const cgap_drawing *drawing)
{
    char *script = cgap_text_format("%s/figure.gp", plots);
    char *argv[] = {
        (char *) program,         "-d",          "-c",           script, drawing->variables,
        (char *) drawing->format, drawing->part, (char *) plots, NULL};
    int failure = script == NULL ? ENOMEM : cgap_process_start(child, argv);

    free(script);
    return failure;
}

/* The drawing is there: give it its name, or tell what gnuplot said. */
static cgap_status
finish(cgap_process *child, const cgap_drawing *drawing, cgap_error *err)
{
    int code = cgap_process_wait(child);
    cgap_status status = CGAP_OK;

    if (code != 0 || access(drawing->part, F_OK) != 0) {
        const char *said = child->said.text == NULL ? "" : child->said.text;

        for (const char *line = said; line != NULL; line = strchr(line, '\n')) {
            line += *line == '\n';
            said = *line != '\0' && *line != '\n' ? line : said; /* the last line tells */
        }
        status =
            cgap_error_fail(err, CGAP_E_TOOL, "gnuplot failed (exit %d) on chart '%s' as %s: %.*s",
                            code, drawing->name, drawing->format, (int) strcspn(said, "\n"), said);
    } else if (strcmp(drawing->format, "svg") == 0) {
        status = cgap_svg_finish(drawing, err);
    }
    if (status == CGAP_OK && rename(drawing->part, drawing->output) != 0) {
        status = cgap_error_fail(err, CGAP_E_IO, "%s: cannot be written (%s)", drawing->output,
                                 strerror(errno));
    }
    if (status != CGAP_OK) {
        (void) unlink(drawing->part);
    }
    cgap_sink_free(&child->said);
    return status;
}

/* Reads from every child that has something to say; true when one has ended, in *ended. */
static bool
wait_for_one(cgap_process *child, size_t n, size_t *ended)
{
    struct pollfd from[MAX_PROCESSES];

    for (size_t c = 0; c < n; c++) {
        from[c] = (struct pollfd){.fd = child[c].pid == 0 ? -1 : child[c].pipe, .events = POLLIN};
    }
    if (poll(from, (nfds_t) n, -1) < 0 && errno != EINTR) {
        return false;
    }
    for (size_t c = 0; c < n; c++) {
        if (from[c].revents != 0 && !cgap_process_read(&child[c])) {
            *ended = c;
            return true;
        }
    }
    return false;
}

cgap_status
cgap_gnuplot_draw(const char *program, const char *plots, const cgap_drawing *drawing, size_t n,
                  size_t processes, cgap_error *err)
{
    cgap_process child[MAX_PROCESSES] = {{0}};
    size_t of[MAX_PROCESSES] = {0}, next = 0, running = 0;
    size_t limit = processes < MAX_PROCESSES ? processes : MAX_PROCESSES;
    cgap_status status = CGAP_OK;

    while (running > 0 || (next < n && status == CGAP_OK)) {
        size_t slot = 0;

        if (running < limit && next < n && status == CGAP_OK) {
            int failure;

            while (child[slot].pid != 0) {
                slot++;
            }
            of[slot] = next;
            failure = start(&child[slot], program, plots, &drawing[next++]);
            running += failure == 0;
            status = failure == 0 ? status : not_started(program, failure, err);
        } else if (wait_for_one(child, limit, &slot)) {
            cgap_status one =
                finish(&child[slot], &drawing[of[slot]], status == CGAP_OK ? err : NULL);

            running--;
            status = status == CGAP_OK ? one : status;
        }
    }
    return status;
}
