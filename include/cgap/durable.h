/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_DURABLE_H
#define CGAP_DURABLE_H
/*
 * What is to outlast a power failure: the bytes of a file must be on the disk before a rename makes
 * them count, and the rename itself once its folder is. File systems that cannot are left be.
 */
#include <stdbool.h>
#include <stdio.h>

/** @brief Puts a file and what is left in its buffer on the disk. @return false with errno set */
bool cgap_durable_stream(FILE *stream);

/** @brief Puts an open file or folder on the disk. @return false with errno set */
bool cgap_durable(int file);

/** @brief Puts the names in the folder that @p path is in on the disk, as far as that can be. */
void cgap_durable_name(const char *path);

#endif
