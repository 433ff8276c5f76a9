/* Makes every flush of the disk take longer, as on a slower disk. Preloaded into a server: LD_PRELOAD=slow-flush.so SLOW_FLUSH_MICROSECONDS=2000 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int flush(const char *name, int file)
{
    const char *pause = getenv("SLOW_FLUSH_MICROSECONDS");
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    int result = real(file);
    usleep(pause ? (useconds_t)atoi(pause) : 0);
    return result;
}

int fsync(int file) { return flush("fsync", file); }

int fdatasync(int file) { return flush("fdatasync", file); }
