/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What --help says; all of it comes from the tables of commands and options. */
#include <stdio.h>

#include "build.h"
#include "message.h"
#include "options.h"

void
cgap_help_command(const cgap_command *command)
{
    (void) printf("Usage: cgap %s %s [options]\n\n", command->name, command->arguments);
    cgap_print_wrapped(command->detail, 0);
    (void) printf("\nOptions:\n");
    cgap_options_print(command);
    (void) printf("\nExamples:\n  %s\n  %s\n", command->example[0], command->example[1]);
}

bool
cgap_options_answer(const cgap_options *self, const cgap_command *command)
{
    if (self->help) {
        cgap_help_command(command);
    } else if (self->version) {
        cgap_build_print();
    }
    return self->help || self->version;
}

void
cgap_help_program(void)
{
    size_t n;
    const cgap_command *command = cgap_command_table(&n);

    (void) printf(
        "cgap simulates how the gap in cybersecurity capability between the Member States "
        "of the\nEuropean Union evolves under policies of harmonisation and "
        "cooperation.\n\nUsage: cgap COMMAND ... [options]\n\nCommands:\n");
    for (size_t k = 0; k < n; k++) {
        (void) printf("  %-10s %s\n", command[k].name, command[k].summary);
    }
    (void) printf(
        "\n`cgap COMMAND --help` tells more of one command. `cgap --version` tells how "
        "this program\nwas built.\n\nExit codes: 0 success, 1 the run failed, 2 bad input "
        "or usage, 130 interrupted.\n");
}
