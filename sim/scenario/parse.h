/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SCENARIO_PARSE_H
#define CGAP_SCENARIO_PARSE_H
/* From the text of a scenario file to a tree of nodes. */
#include "cgap/diagnostics.h"
#include "node.h"

/** @brief Tree of a whole file's text. @p file names it in messages and nodes (borrowed as long as
 *  the tree lives) and may be NULL for text built into the program.
 *  @return the root group, or NULL after a message in @p diagnostics */
cgap_node *cgap_parse_text(const char *text, size_t size, const char *file,
                           cgap_diagnostics *diagnostics);

/** @brief Reads and parses the file at @p path. As cgap_parse_text. */
cgap_node *cgap_parse_file(const char *path, cgap_diagnostics *diagnostics);

/** @brief Node called @p name for the text of one value on the command line: a number, true or
 *  false, a bracketed or quoted value as in a file, or else the text itself. Messages name
 *  @p key. NULL after a message. */
cgap_node *cgap_parse_setting(const char *key, const char *name, const char *value,
                              cgap_diagnostics *diagnostics);

#endif
