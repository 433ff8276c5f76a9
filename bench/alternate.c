/* Times whole commands in turn, A B C A B C ..., so that a machine that slows down slows all of them.
 *
 * usage: alternate ROUNDS 'COMMAND' ['COMMAND' ...]
 *
 * Each command is split at spaces and given no shell; a first word NAME=VALUE is set in its environment. Its output goes to a pipe that nobody needs to drain. Prints, per command: median, 10th and 90th
 * percentile of wall time in ms, the median over the rounds of its time divided by the first command's in the same round, peak memory in MiB, the command.
 * Exits 1 if a command could not be started or did not exit 0. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "commands.h"

#define WARM_UP_ROUNDS 3

static double run(char **words, long *peak_kib)
{
    if (strchr(words[0], '=') != NULL)
        putenv(*words++);
    int channel[2], status;
    struct rusage usage;
    struct timespec start, end;
    posix_spawn_file_actions_t files;
    pid_t child;
    if (pipe2(channel, O_CLOEXEC) != 0) { perror("pipe"); exit(1); }
    fcntl(channel[1], F_SETPIPE_SZ, 1 << 20);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, channel[1], 1);
    posix_spawn_file_actions_adddup2(&files, channel[1], 2);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    clock_gettime(CLOCK_MONOTONIC, &start);
    errno = posix_spawnp(&child, words[0], &files, NULL, words, environ);
    if (errno != 0) { perror(words[0]); exit(1); }
    wait4(child, &status, 0, &usage);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (status != 0) { fprintf(stderr, "%s ... ended with status %d\n", words[0], status); exit(1); }
    posix_spawn_file_actions_destroy(&files);
    close(channel[0]);
    close(channel[1]);
    if (usage.ru_maxrss > *peak_kib)
        *peak_kib = usage.ru_maxrss;
    return milliseconds_between(start, end);
}

static int ascending(const void *left, const void *right)
{
    double difference = *(const double *)left - *(const double *)right;
    return (difference > 0) - (difference < 0);
}

int main(int count, char **arguments)
{
    if (count < 3) { fprintf(stderr, "usage: alternate ROUNDS 'COMMAND' ['COMMAND' ...]\n"); return 2; }
    int rounds = atoi(arguments[1]), commands = count - 2;
    char ***words = calloc(commands, sizeof *words);
    double *times = calloc((size_t)commands * rounds, sizeof *times);
    long *peaks = calloc(commands, sizeof *peaks);
    for (int command = 0; command < commands; command++)
        words[command] = split(arguments[command + 2]);
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++)
        for (int command = 0; command < commands; command++) {
            double time = run(words[command], &peaks[command]);
            if (round >= 0)
                times[command * rounds + round] = time;
        }

    double *sorted = calloc(rounds, sizeof *sorted), *ratios = calloc(rounds, sizeof *ratios);
    for (int command = 0; command < commands; command++) {
        for (int round = 0; round < rounds; round++) {
            sorted[round] = times[command * rounds + round];
            ratios[round] = sorted[round] / times[round];
        }
        qsort(sorted, rounds, sizeof *sorted, ascending);
        qsort(ratios, rounds, sizeof *ratios, ascending);
        printf("| %.2f | %.2f - %.2f | %.2f | %.1f | `%s` |\n", sorted[rounds / 2], sorted[rounds / 10], sorted[rounds * 9 / 10], ratios[rounds / 2],
               peaks[command] / 1024.0, arguments[command + 2]);
    }
    return 0;
}
