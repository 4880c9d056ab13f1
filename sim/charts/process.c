/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ; /* handed on to the child, not read */

int
cgap_process_start(cgap_process *self, char *const *argv)
{
    posix_spawn_file_actions_t actions;
    int ends[2], failure;

    *self = (cgap_process){0};
    if (pipe(ends) != 0) {
        return errno;
    }
    (void) fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    (void) fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    failure = posix_spawn_file_actions_init(&actions);
    if (failure == 0) {
        (void) posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        (void) posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
        (void) posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
        failure = posix_spawnp(&self->pid, argv[0], &actions, NULL, argv, environ);
        (void) posix_spawn_file_actions_destroy(&actions);
    }
    (void) close(ends[1]);
    if (failure != 0) {
        (void) close(ends[0]);
        self->pid = 0;
        return failure;
    }
    self->pipe = ends[0];
    return 0;
}

bool
cgap_process_read(cgap_process *self)
{
    char bytes[1024];
    ssize_t got = read(self->pipe, bytes, sizeof bytes);

    if (got > 0 && self->said.used < 64 * sizeof bytes) {
        cgap_sink_bytes(&self->said, bytes, (size_t) got);
    }
    return got > 0 || (got < 0 && errno == EINTR);
}

int
cgap_process_wait(cgap_process *self)
{
    int status = 0;
    pid_t done;

    (void) close(self->pipe);
    do {
        done = waitpid(self->pid, &status, 0);
    } while (done < 0 && errno == EINTR);
    self->pid = 0;
    return done > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
