/* Everything that a program does to the files of a folder, written down in order: preloaded into the program, for the
   power cuts that power.rs replays.
   RECORD_TO    the file it is added to
   RECORD_OF    the folder whose files count
   An entry: what it is (1 byte), file handle, offset, length of the name, length of the data (8 bytes each, of this
   machine's order), the name, the data.
     P a program begins   O opened (offset 1: emptied)   W written   T cut or stretched to the offset
     S made safe          R renamed, to what the data says   U removed */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static int ours[4096], to = -1;
static const char *of;
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

#define REAL(ret, name, ...) static ret (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, #name)
#define FD(fd) ((fd) >= 0 && (fd) < 4096 && ours[fd])

static void tell(char what, int fd, int64_t at, const char *name, const void *data, size_t length) {
  if (to < 0) return;
  int64_t head[4] = { fd, at, name ? (int64_t)strlen(name) : 0, (int64_t)length };
  struct iovec parts[4] = { { &what, 1 }, { head, sizeof head }, { (void *)name, (size_t)head[2] }, { (void *)data, length } };
  if (writev(to, parts, 4) < 0) abort();
}

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("RECORD_TO");
  of = getenv("RECORD_OF");
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open64");
  if (file) to = real(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  tell('P', 0, 0, 0, 0, 0);
}

static int counts(const char *path) { return of && path && !strncmp(path, of, strlen(of)); }

/* What is done and its entry belong together, or two threads would write theirs in another order. */
#define DO(ret, call, went, entry) \
  pthread_mutex_lock(&one); ret done = (call); if (went) entry; pthread_mutex_unlock(&one); return done

#define OPEN(name) int name(const char *path, int flags, ...) { \
  va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
  REAL(int, name, const char *, int, ...); \
  pthread_mutex_lock(&one); int fd = real(path, flags, mode); \
  if (fd >= 0 && fd < 4096) { ours[fd] = counts(path); if (ours[fd]) tell('O', fd, !!(flags & O_TRUNC), path, 0, 0); } \
  pthread_mutex_unlock(&one); return fd; }
OPEN(open) OPEN(open64)

int close(int fd) { REAL(int, close, int); if (fd >= 0 && fd < 4096) ours[fd] = 0; return real(fd); }

#define WRITE(name, off) ssize_t name(int fd, const void *from, size_t n, off at) { \
  REAL(ssize_t, name, int, const void *, size_t, off); \
  DO(ssize_t, real(fd, from, n, at), done > 0 && FD(fd), tell('W', fd, at, 0, from, (size_t)done)); }
WRITE(pwrite, off_t) WRITE(pwrite64, off64_t)
ssize_t write(int fd, const void *from, size_t n) {
  REAL(ssize_t, write, int, const void *, size_t);
  DO(ssize_t, real(fd, from, n), done > 0 && FD(fd), tell('W', fd, lseek(fd, 0, SEEK_CUR) - done, 0, from, (size_t)done)); }
/* Copied by hand, so that what is copied is seen. */
ssize_t copy_file_range(int in, off64_t *a, int out, off64_t *b, size_t n, unsigned flags) {
  (void)flags;
  static char some[65536];
  if (n > sizeof some) n = sizeof some;
  ssize_t got = a ? pread64(in, some, n, *a) : read(in, some, n);
  if (got <= 0) return got;
  ssize_t put = b ? pwrite64(out, some, (size_t)got, *b) : write(out, some, (size_t)got);
  if (put > 0 && a) *a += put;
  if (put > 0 && b) *b += put;
  return put; }

#define SAFE(name) int name(int fd) { REAL(int, name, int); DO(int, real(fd), !done && FD(fd), tell('S', fd, 0, 0, 0, 0)); }
SAFE(fsync) SAFE(fdatasync)
#define CUT(name, off) int name(int fd, off n) { REAL(int, name, int, off); DO(int, real(fd, n), !done && FD(fd), tell('T', fd, n, 0, 0, 0)); }
CUT(ftruncate, off_t) CUT(ftruncate64, off64_t)
int rename(const char *from, const char *name) {
  REAL(int, rename, const char *, const char *);
  DO(int, real(from, name), !done && counts(from), tell('R', 0, 0, from, name, strlen(name))); }
int unlink(const char *path) {
  REAL(int, unlink, const char *); DO(int, real(path), !done && counts(path), tell('U', 0, 0, path, 0, 0)); }
