/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ranks over MPI. Only the thread that started the program calls it. Nobody waits inside MPI: a
 * process that died must not leave the others spinning where no signal reaches them.
 */
#include "ranks.h"

#ifdef CGAP_WITH_MPI

#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "interrupt.h"

enum { TAG_SIZE = 1, TAG_BYTES = 2, PIECE = 1 << 26 };

/* An interrupted process gives the others this long to come: they were interrupted, too. */
enum { PAUSE_MICROSECONDS = 200, PAUSES_AFTER_INTERRUPT = 2500 };

static cgap_world *
world_of(const cgap_ranks *self)
{
    return self->context;
}

static cgap_status
gone(cgap_world *self, cgap_error *err)
{
    self->lost = !self->parted;
    return cgap_error_fail(err, CGAP_E_INTERRUPTED,
                           "interrupted: the other processes do not answer");
}

static cgap_status
wait_for(cgap_world *self, MPI_Request *request, cgap_error *err)
{
    const struct timespec pause = {0, PAUSE_MICROSECONDS * 1000L};
    int done = 0, left = PAUSES_AFTER_INTERRUPT;

    while (MPI_Test(request, &done, MPI_STATUS_IGNORE) == MPI_SUCCESS && !done && left > 0) {
        (void) nanosleep(&pause, NULL);
        left -= cgap_interrupted();
    }
    return done ? CGAP_OK : gone(self, err);
}

/* In pieces that MPI's counts can take. */
typedef struct transfer {
    char *bytes;
    size_t n;
    int peer;
} transfer;

typedef int (*starter)(const transfer *piece, MPI_Request *request);

static int
start_share(const transfer *piece, MPI_Request *request)
{
    return MPI_Ibcast(piece->bytes, (int) piece->n, MPI_BYTE, piece->peer, MPI_COMM_WORLD, request);
}

static int
start_unite(const transfer *piece, MPI_Request *request)
{
    return MPI_Iallreduce(MPI_IN_PLACE, piece->bytes, (int) piece->n, MPI_BYTE, MPI_BOR,
                          MPI_COMM_WORLD, request);
}

static int
start_send(const transfer *piece, MPI_Request *request)
{
    return MPI_Isend(piece->bytes, (int) piece->n, MPI_BYTE, piece->peer, TAG_BYTES, MPI_COMM_WORLD,
                     request);
}

static int
start_receive(const transfer *piece, MPI_Request *request)
{
    return MPI_Irecv(piece->bytes, (int) piece->n, MPI_BYTE, piece->peer, TAG_BYTES, MPI_COMM_WORLD,
                     request);
}

static cgap_status
move(const cgap_ranks *ranks, starter start, transfer all, cgap_error *err)
{
    cgap_world *self = world_of(ranks);
    cgap_status status = self->parted || self->lost ? gone(self, err) : CGAP_OK;

    for (size_t at = 0; at < all.n && status == CGAP_OK; at += PIECE) {
        transfer piece = {all.bytes + at, all.n - at < PIECE ? all.n - at : PIECE, all.peer};
        MPI_Request request;

        status = start(&piece, &request) == MPI_SUCCESS ? wait_for(self, &request, err)
                                                        : gone(self, err);
    }
    return status;
}

static cgap_status
share(const cgap_ranks *self, void *bytes, size_t n, cgap_error *err)
{
    return move(self, start_share, (transfer){bytes, n, 0}, err);
}

static cgap_status
unite(const cgap_ranks *self, void *bytes, size_t n, cgap_error *err)
{
    return move(self, start_unite, (transfer){bytes, n, 0}, err);
}

static cgap_status
send(const cgap_ranks *self, const void *bytes, size_t n, cgap_error *err)
{
    uint64_t size = n;
    cgap_status status = move(self, start_send, (transfer){(char *) &size, sizeof size, 0}, err);

    return status == CGAP_OK ? move(self, start_send, (transfer){(char *) bytes, n, 0}, err)
                             : status;
}

static cgap_status
receive(const cgap_ranks *self, size_t from, void **bytes, size_t *n, cgap_error *err)
{
    uint64_t size = 0;
    int peer = (int) from;
    cgap_status status =
        move(self, start_receive, (transfer){(char *) &size, sizeof size, peer}, err);

    *n = (size_t) size;
    *bytes = status == CGAP_OK ? malloc(*n > 0 ? *n : 1) : NULL;
    if (status == CGAP_OK && *bytes == NULL) {
        world_of(self)->lost = true; /* what the other one sends has nowhere to go */
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the sums of process %zu",
                               from);
    }
    return status == CGAP_OK ? move(self, start_receive, (transfer){*bytes, *n, peer}, err)
                             : status;
}

/* The first process that is not well, or its number of processes. */
static cgap_status
find_unwell(cgap_world *self, cgap_status status, int *unwell, cgap_error *err)
{
    int mine = (int) (status == CGAP_OK ? self->ranks.count : self->ranks.rank);
    MPI_Request request;

    return MPI_Iallreduce(&mine, unwell, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD, &request) ==
                   MPI_SUCCESS
               ? wait_for(self, &request, err)
               : gone(self, err);
}

static cgap_status
meet(const cgap_ranks *ranks, cgap_status status, cgap_error *err)
{
    cgap_world *self = world_of(ranks);
    cgap_error cause = CGAP_ERROR_INIT, told = CGAP_ERROR_INIT;
    int unwell = 0;
    cgap_status found;

    if (self->parted || self->lost) {
        return status != CGAP_OK ? status : gone(self, err);
    }
    found = find_unwell(self, status, &unwell, &cause);
    if (found == CGAP_OK && unwell == (int) ranks->count) {
        return CGAP_OK;
    }
    if (found == CGAP_OK) {
        if (status != CGAP_OK && err != NULL) {
            told = *err;
        }
        told.code = status;
        found = move(ranks, start_share, (transfer){(char *) &told, sizeof told, unwell}, &cause);
        self->parted = true;
    }
    if (status != CGAP_OK) {
        return status;
    }
    return found != CGAP_OK ? cgap_error_fail(err, found, "%s", cause.text)
           : unwell == 0    ? cgap_error_fail(err, told.code, "%s", told.text)
           : told.text[0] != 0
               ? cgap_error_fail(err, told.code, "process %d: %s", unwell, told.text)
               : cgap_error_fail(err, told.code, "process %d failed: %s", unwell,
                                 cgap_status_text(told.code));
}

/* Only what a launcher started has others: MPI takes its time to start. */
static bool
launched(void)
{
    return getenv("OMPI_COMM_WORLD_SIZE") != NULL || getenv("PMI_SIZE") != NULL ||
           getenv("PMIX_RANK") != NULL;
}

cgap_status
cgap_world_begin(cgap_world *out, cgap_error *err)
{
    int rank = 0, count = 1, level;

    memset(out, 0, sizeof *out);
    out->ranks = (cgap_ranks){0, 1, out, meet, share, unite, send, receive};
    if (!launched()) {
        return CGAP_OK;
    }
    if (MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &level) != MPI_SUCCESS ||
        MPI_Comm_rank(MPI_COMM_WORLD, &rank) != MPI_SUCCESS ||
        MPI_Comm_size(MPI_COMM_WORLD, &count) != MPI_SUCCESS) {
        return cgap_error_fail(err, CGAP_E_TOOL, "MPI does not start");
    }
    (void) MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    out->ranks.rank = (size_t) rank;
    out->ranks.count = (size_t) count;
    if (rank > 0 &&
        (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)) {
        return cgap_error_fail(err, CGAP_E_IO, "/dev/null cannot be written");
    }
    return CGAP_OK;
}

/* The exit code of this process after what the others said. */
static int
agree(cgap_world *self, int code)
{
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status = CGAP_OK;

    if (code != 0) {
        status = code == 2 ? CGAP_E_INPUT : code == 130 ? CGAP_E_INTERRUPTED : CGAP_E_IO;
    }
    status = meet(&self->ranks, status, &err);
    return self->ranks.rank == 0 || code != 0 ? code : cgap_status_exit_code(status);
}

int
cgap_world_end(cgap_world *self, int code)
{
    int running = 0;

    if (MPI_Initialized(&running) != MPI_SUCCESS || !running) {
        return code;
    }
    if (self->ranks.count > 1 && !self->parted) {
        code = agree(self, code);
    }
    if (!self->lost) { /* else it would wait for those who are gone */
        (void) MPI_Finalize();
    }
    return code;
}

const char *
cgap_world_library(void)
{
    return CGAP_BUILD_MPI;
}

#endif
