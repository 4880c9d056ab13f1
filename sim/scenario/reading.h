/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SCENARIO_READING_H
#define CGAP_SCENARIO_READING_H
/*
 * One pass over a scenario: load the chain of files (inherit.c, merge.c), lay --set over it
 * (setting.c), apply the parameter table (scalar.c, value.c, members.c, lists.c), name what nobody
 * read (unknown.c), hold fields against each other (check.c, check_dates.c). Problems are collected
 * and the pass goes on.
 */
#include <stdbool.h>

#include "cgap/parameter.h"
#include "cgap/scenario_read.h"
#include "node.h"

enum {
    CGAP_LONGEST_CHAIN = 32, /* files that inherit from each other */
    CGAP_KEY_SIZE = 192      /* longest key with its end; names have at most 48 letters */
};

/* standard_text of a row whose key must be given. */
#define CGAP_MUST_BE_GIVEN "must be given"

typedef struct cgap_reading {
    const cgap_scenario_source *source;
    cgap_diagnostics *diagnostics;
    char *file[CGAP_LONGEST_CHAIN]; /* owned; [0] is the scenario, the rest its bases */
    size_t n_file;
    cgap_node *root;        /* owned; all files merged, --set on top */
    bool incomplete;        /* a file of the chain could not be read: do not ask what is missing */
    bool has_data;          /* member codes can be resolved */
    cgap_scenario scenario; /* owned draft; handed over when no error was found */
    cgap_dataset whole;     /* owned; the data folder before members are chosen */
    cgap_member_set chosen; /* members of the scenario, by index into whole */
    cgap_node **event_node; /* owned; [n_event], node of each event of the scenario */
} cgap_reading;

/* What a message of this pass is about. */
void cgap_reading_error(cgap_reading *self, const cgap_node *node, const char *key,
                        const char *format, ...) CGAP_PRINTF(4, 5);
void cgap_reading_warning(cgap_reading *self, const cgap_node *node, const char *key,
                          const char *format, ...) CGAP_PRINTF(4, 5);

/* What stands in the file, for messages: 1.5, 'text', true, a list. */
const char *cgap_reading_found(const cgap_node *node, char *out, size_t size);

/** @brief True when no error was recorded for @p key or a key below it. */
bool cgap_reading_sound(const cgap_reading *self, const char *key);

/** @brief Node at a dotted path below @p from, its groups claimed on the way; NULL when absent.
 *  A path that runs through something that is no group is an error. @p prefix is the key of
 *  @p from, "" for the root. */
cgap_node *cgap_reading_find(cgap_reading *self, cgap_node *from, const char *prefix,
                             const char *path);

/* inherit.c: files into self->root. */
void cgap_reading_load(cgap_reading *self);

/* merge.c: lays @p over on @p base and frees it. */
void cgap_reading_merge(cgap_reading *self, cgap_node *base, cgap_node *over);
/* Whether partners, instruments or events are called so. */
bool cgap_reading_names_list(const char *name);
/* Drops the inherited engagement of a removed partner, unless @p file gave it. */
void cgap_reading_forget(cgap_reading *self, const char *list_name, const char *name,
                         const char *file);

/* setting.c: --set texts onto self->root. */
void cgap_reading_settings(cgap_reading *self);

/* value.c: one value of the table into its field; object is what the row's offset counts from. */
void cgap_reading_value(cgap_reading *self, const cgap_parameter *row, void *object,
                        const char *key, cgap_node *node);
void cgap_reading_default(cgap_reading *self, const cgap_parameter *row, void *object);

/* scalar.c: one number, text, date or choice, or a message. A text or a boolean that is only
 * checked has no @p out. */
/* A decimal year from a date node. */
bool cgap_reading_date(cgap_reading *self, const cgap_parameter *row, const char *key,
                       const cgap_node *node, double *year);
/* A finite number in the row's range; warns outside its plausible range unless told not to. */
bool cgap_reading_number(cgap_reading *self, const cgap_parameter *row, const char *key,
                         const cgap_node *node, double *number);
void cgap_reading_integer(cgap_reading *self, const cgap_parameter *row, int *out, const char *key,
                          const cgap_node *node);
void cgap_reading_boolean(cgap_reading *self, const cgap_parameter *row, bool *out, const char *key,
                          const cgap_node *node);
void cgap_reading_text(cgap_reading *self, const cgap_parameter *row, char **out, const char *key,
                       const cgap_node *node);
void cgap_reading_choice(cgap_reading *self, const cgap_parameter *row, void *out, const char *key,
                         const cgap_node *node);

/* schedule.c */
void cgap_reading_schedule(cgap_reading *self, const cgap_parameter *row, cgap_schedule *out,
                           const char *key, cgap_node *node);

/* members.c: sets of members and single codes; the data folder and its matrices. */
void cgap_reading_members(cgap_reading *self, const char *key, const cgap_node *node,
                          const cgap_dataset *dataset, cgap_member_set *out);
bool cgap_reading_member(cgap_reading *self, const char *key, const cgap_node *node,
                         const cgap_dataset *dataset, const char *code, size_t *out);
void cgap_reading_data(cgap_reading *self);
cgap_member_set cgap_every_member(const cgap_dataset *dataset);

/* lists.c: partners, instruments, events. */
void cgap_reading_partners(cgap_reading *self);
void cgap_reading_instruments(cgap_reading *self);
void cgap_reading_events(cgap_reading *self);
/* Whether a node named as one of them is a list; if not, that is an error of its own and the node
 * is to be left out, so that what is inherited stays. */
bool cgap_reading_is_list(cgap_reading *self, const cgap_node *node);
/* Name of a list item in keys: "instruments.nis", "events[3]". */
void cgap_item_key(const cgap_node *list, size_t k, const char *list_name, char out[CGAP_KEY_SIZE]);

/* events.c: which keys an event of a type has; order of events. */
bool cgap_event_has_key(cgap_event_type type, const char *name);
void cgap_reading_event_keys(cgap_reading *self, const cgap_node *item, const cgap_event *event,
                             const char *key);
void cgap_reading_sort_events(cgap_reading *self);

/* unknown.c: keys that nobody read. */
void cgap_reading_unknown(cgap_reading *self);

/* check.c, check_dates.c: fields against each other. */
void cgap_reading_check(cgap_reading *self);
void cgap_reading_check_dates(cgap_reading *self);

/* read.c: the whole pass; false when there are errors. self is to be freed either way. */
bool cgap_reading_run(cgap_reading *self, const cgap_scenario_source *source,
                      cgap_diagnostics *diagnostics);
void cgap_reading_free(cgap_reading *self);

/* members.c: the folder of the shipped figures, below the shipped scenarios. */
extern const char CGAP_SHIPPED_DATA[];

/* partners.c: the seven partners every scenario knows, as the text of a scenario file. */
extern const char CGAP_SHIPPED_PARTNERS[];
extern const char *const CGAP_SHIPPED_PARTNER_NAMES[]; /* NULL-terminated */

#endif
