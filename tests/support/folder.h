/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_FOLDER_H
#define CGAP_TEST_FOLDER_H
/* A fresh folder per test program run, and small files in it. Include after harness.h. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Makes a fresh folder and returns its path (static storage). */
static inline const char *
test_folder(void)
{
    static char path[] = "/tmp/cgap-test-XXXXXX";

    memcpy(path + sizeof path - 7, "XXXXXX", 6);
    if (mkdtemp(path) == NULL) {
        fail_msg("no temporary folder");
    }
    return path;
}

/* All of a file, terminated; free it. NULL when there is none. */
static inline char *
test_content(const char *path)
{
    FILE *stream = fopen(path, "rb");
    char *text = NULL;
    long size;

    if (stream == NULL) {
        return NULL;
    }
    if (fseek(stream, 0, SEEK_END) == 0 && (size = ftell(stream)) >= 0) {
        text = calloc(1, (size_t) size + 1);
        rewind(stream);
    }
    if (text != NULL && fread(text, 1, (size_t) size, stream) != (size_t) size) {
        fail_msg("%s cannot be read", path);
    }
    (void) fclose(stream);
    return text;
}

static inline void
test_write(const char *path, const char *text)
{
    FILE *stream = fopen(path, "wb");

    if (stream == NULL || fputs(text, stream) < 0 || fclose(stream) != 0) {
        fail_msg("%s cannot be written", path);
    }
}

/* Entries of a folder, hidden ones too, without "." and ".."; -1 when it is none. */
static inline int
test_entries(const char *path)
{
    DIR *folder = opendir(path);
    int n = 0;

    if (folder == NULL) {
        return -1;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    (void) closedir(folder);
    return n;
}

#endif
