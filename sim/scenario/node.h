/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SCENARIO_NODE_H
#define CGAP_SCENARIO_NODE_H
/*
 * A scenario file as a tree whose every node keeps the place it came from, so that after merging
 * several files each value still knows its file and line. Numbers keep the text they were written
 * in: the parser of the file format wraps large integers silently, this tree never does.
 */
#include <stdbool.h>
#include <stddef.h>

typedef enum cgap_node_kind {
    CGAP_NODE_GROUP,   /* { name = value; ... } */
    CGAP_NODE_LIST,    /* ( ... ) or [ ... ] */
    CGAP_NODE_INTEGER, /* no point, no exponent */
    CGAP_NODE_REAL,
    CGAP_NODE_BOOLEAN,
    CGAP_NODE_TEXT,
    CGAP_NODE_REFUSED /* no value; a message says so already, and readers say nothing more */
} cgap_node_kind;

typedef struct cgap_node {
    cgap_node_kind kind;
    char *name;       /* owned; NULL inside lists and for the root */
    const char *file; /* borrowed; NULL: built into the program */
    int line;         /* 0: not in a file */
    char *text;       /* owned; text as meant, or number as written */
    double number;    /* integer and real (may be infinite or NaN), boolean as 0 or 1 */
    bool wrapped;     /* integer beyond 32 bits without the L the file format asks for */
    bool claimed;     /* some row of the parameter table read it */
    size_t position;  /* from 1, among the entries of its list in its file */
    size_t n, capacity;
    struct cgap_node **child; /* owned */
} cgap_node;

/* File of a value that came from the command line. */
extern const char CGAP_NODE_SETTING[];

/** @brief New node without content; NULL when memory ran out. */
cgap_node *cgap_node_new(cgap_node_kind kind, const char *name, const char *file, int line);

/** @brief Frees a node and all below it; NULL is fine. */
void cgap_node_free(cgap_node *self);

/** @brief Appends @p child, which self then owns; on failure child is freed.
 *  @return false when memory ran out */
bool cgap_node_adopt(cgap_node *self, cgap_node *child);

/** @brief Takes child @p k out of self and hands it over. */
cgap_node *cgap_node_detach(cgap_node *self, size_t k);

/** @brief Child called @p name (length @p length), or NULL. */
cgap_node *cgap_node_member(const cgap_node *self, const char *name, size_t length);

/** @brief In a list of named groups: index of the item whose `name` is @p name, or n. */
size_t cgap_node_item(const cgap_node *list, const char *name);

/** @brief The `name` of an item of such a list, or NULL when it has none. */
const char *cgap_node_item_name(const cgap_node *item);

/** @brief Marks a node and all below it as read. */
void cgap_node_claim(cgap_node *self);

/** @brief What a node is, in words: "a number", "a text", "a group { ... }". */
const char *cgap_node_kind_text(const cgap_node *self);

#endif
