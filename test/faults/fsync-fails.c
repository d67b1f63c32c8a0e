/* Preloaded into the service: while the file named by FSYNC_FAILS exists, every fsync fails. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int fails(void) {
  const char *sign = getenv("FSYNC_FAILS");
  if (sign == NULL || access(sign, F_OK) != 0) return 0;
  errno = EIO;
  return 1;
}
int fsync(int file) {
  return fails() ? -1 : ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file);
}
int fdatasync(int file) {
  return fails() ? -1 : ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(file);
}
