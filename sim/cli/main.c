/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <string.h>
#include <unistd.h>

#include "cgap/diagnostics.h"

#include "build.h"
#include "message.h"
#include "options.h"
#include "ranks.h"

static int
unknown_command(const char *word)
{
    size_t n;
    const cgap_command *command = cgap_command_table(&n);
    const char *known[CGAP_MOST_COMMANDS], *nearest;

    for (size_t k = 0; k < n; k++) {
        known[k] = command[k].name;
    }
    nearest = cgap_nearest_name(word, known, n);
    cgap_say("unknown command '%s'%s%s%s; `cgap --help` lists the commands", word,
             nearest != NULL ? ": did you mean " : "", nearest != NULL ? nearest : "",
             nearest != NULL ? "?" : "");
    return cgap_status_exit_code(CGAP_E_INPUT);
}

/* Output that did not reach its reader is a failure, whatever the command thought. */
static int
close_output(int code)
{
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status = cgap_flush_output(&err);

    return code == 0 && status != CGAP_OK ? cgap_end(status, &err) : code;
}

/* A stream closed by the caller (cgap ... >&-) is held by something that cannot be written, so that
 * no file of ours is opened under its number and messages do not end up in a table. */
static void
hold_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
        if (fcntl(stream, F_GETFD) == -1 && open("/dev/null", O_RDONLY) != stream) {
            return;
        }
    }
}

/* The command that simulates knows of the others; of all else one answer is enough. */
static int
run_command(const cgap_command *command, int argc, char **argv, const cgap_ranks *ranks)
{
    if (command->simulate != NULL) {
        return command->simulate(argc, argv, ranks);
    }
    return cgap_ranks_first(ranks) ? command->run(argc, argv) : 0;
}

static int
answer(int argc, char **argv, const cgap_ranks *ranks)
{
    const cgap_command *command;

    if (argc < 2) {
        cgap_say("a command is missing; `cgap --help` lists the commands");
        return cgap_status_exit_code(CGAP_E_INPUT);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        cgap_help_program();
        return close_output(0);
    }
    if (strcmp(argv[1], "--version") == 0) {
        cgap_build_print();
        return close_output(0);
    }
    command = cgap_command_find(argv[1]);
    return command == NULL ? unknown_command(argv[1])
                           : close_output(run_command(command, argc - 1, argv + 1, ranks));
}

int
main(int argc, char **argv)
{
    cgap_world world;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status;

    hold_streams();
    /* GSL's own handler aborts; its failures become ours at the call. */
    (void) gsl_set_error_handler_off();
    status = cgap_world_begin(&world, &err);
    return cgap_world_end(&world, status == CGAP_OK ? answer(argc, argv, &world.ranks)
                                                    : cgap_end(status, &err));
}
