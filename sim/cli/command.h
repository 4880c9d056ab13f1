/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_COMMAND_H
#define CGAP_CLI_COMMAND_H
/* The commands: argv[0] is the command's name, the result the exit code of the program. Those that
 * simulate share the work with other processes; of the others only the first process is asked. */
struct cgap_ranks;

int cgap_command_run(int argc, char **argv, const struct cgap_ranks *ranks);
int cgap_command_compare(int argc, char **argv, const struct cgap_ranks *ranks);
int cgap_command_calibrate(int argc, char **argv);
int cgap_command_check(int argc, char **argv);
int cgap_command_show(int argc, char **argv);
int cgap_command_measure(int argc, char **argv);
int cgap_command_chart(int argc, char **argv);
int cgap_command_list(int argc, char **argv);
int cgap_command_report(int argc, char **argv);
int cgap_command_merge(int argc, char **argv);

#endif
