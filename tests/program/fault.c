/* A disk that fails, or a death, at the n-th call that touches a file of the test: preloaded into the program.
   FAULT_MATCH  part of the path of the files that count
   FAULT_READS  1: reads count; else whatever changes a file
   FAULT_AT     which call fails, from 1; 0: none, and the number of calls is written to FAULT_COUNT
   FAULT_ERR    the error it fails with; 0: the program is killed there
   FAULT_ON     1: every later call fails as well
   FAULT_CLOCK  seconds since 1970 that the clock stands at */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static int ours[4096];
static long calls, at, on, reads, err;
static const char *match;

static long number(const char *name) { const char *text = getenv(name); return text ? atol(text) : 0; }

__attribute__((constructor)) static void begin(void) {
  match = getenv("FAULT_MATCH");
  at = number("FAULT_AT"); on = number("FAULT_ON"); reads = number("FAULT_READS"); err = number("FAULT_ERR");
}

static void tell(void) {
  const char *file = getenv("FAULT_COUNT");
  FILE *out = file && !at ? fopen(file, "w") : 0;
  if (out) { fprintf(out, "%ld", calls); fclose(out); }
}

static int counts(const char *path) {
  const char *end = path ? strrchr(path, '.') : 0;
  /* The lock and the reserve are kept for messages and for room: what fails there is nobody's loss. */
  return match && path && strstr(path, match) && !(end && (!strcmp(end, ".lock") || strstr(path, ".reserve")));
}

static int fails(void) {
  calls++;
  tell();
  if (!at || (calls != at && !(on && calls > at))) return 0;
  if (!err) kill(getpid(), SIGKILL);
  errno = (int)err;
  return 1;
}

#define REAL(ret, name, ...) static ret (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, #name)
#define FD(fd) ((fd) >= 0 && (fd) < 4096 && ours[fd])

static int opened(int fd, const char *path) { if (fd >= 0 && fd < 4096) ours[fd] = counts(path); return fd; }

#define OPEN(name) int name(const char *path, int flags, ...) { \
  va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
  REAL(int, name, const char *, int, ...); \
  if (counts(path) && (reads ? (flags & O_ACCMODE) == O_RDONLY : (flags & O_CREAT)) && fails()) return -1; \
  return opened(real(path, flags, mode), path); }
OPEN(open) OPEN(open64)

int close(int fd) { REAL(int, close, int); if (fd >= 0 && fd < 4096) ours[fd] = 0; return real(fd); }

#define READ(name, off) ssize_t name(int fd, void *to, size_t n, off from) { \
  REAL(ssize_t, name, int, void *, size_t, off); if (reads && FD(fd) && fails()) return -1; return real(fd, to, n, from); }
READ(pread, off_t) READ(pread64, off64_t)
ssize_t read(int fd, void *to, size_t n) {
  REAL(ssize_t, read, int, void *, size_t); if (reads && FD(fd) && fails()) return -1; return real(fd, to, n); }

#define WRITE(name, off) ssize_t name(int fd, const void *from, size_t n, off to) { \
  REAL(ssize_t, name, int, const void *, size_t, off); if (!reads && FD(fd) && fails()) return -1; return real(fd, from, n, to); }
WRITE(pwrite, off_t) WRITE(pwrite64, off64_t)
ssize_t write(int fd, const void *from, size_t n) {
  REAL(ssize_t, write, int, const void *, size_t); if (!reads && FD(fd) && fails()) return -1; return real(fd, from, n); }
ssize_t copy_file_range(int in, off64_t *a, int out, off64_t *b, size_t n, unsigned flags) {
  REAL(ssize_t, copy_file_range, int, off64_t *, int, off64_t *, size_t, unsigned);
  if (FD(reads ? in : out) && fails()) return -1; return real(in, a, out, b, n, flags); }

#define ONE(name) int name(int fd) { REAL(int, name, int); if (!reads && FD(fd) && fails()) return -1; return real(fd); }
ONE(fsync) ONE(fdatasync)
#define CUT(name, off) int name(int fd, off n) { REAL(int, name, int, off); if (!reads && FD(fd) && fails()) return -1; return real(fd, n); }
CUT(ftruncate, off_t) CUT(ftruncate64, off64_t)
int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  if (!reads && (counts(from) || counts(to)) && fails()) return -1; return real(from, to); }
int unlink(const char *path) {
  REAL(int, unlink, const char *); if (!reads && counts(path) && fails()) return -1; return real(path); }

int clock_gettime(clockid_t which, struct timespec *at_) {
  REAL(int, clock_gettime, clockid_t, struct timespec *);
  const char *set = getenv("FAULT_CLOCK");
  if (set && which == CLOCK_REALTIME) { at_->tv_sec = atol(set); at_->tv_nsec = 0; return 0; }
  return real(which, at_); }
