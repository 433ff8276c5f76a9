/* Times servers from their start to the first 200 of GET /health, in turn, A B C A B C ..., so that a machine that slows down slows all of them.
 *
 * usage: first-answer ROUNDS NAME 'COMMAND' [NAME 'COMMAND' ...]
 *
 * Each command is split at spaces and given no shell; {port} in it becomes a free port of 127.0.0.1. Its output goes nowhere. After the answer it is ended with SIGTERM.
 * Prints a line for each start: round, name, milliseconds, with tabs between. Exits 1 if a server ends by itself or does not answer. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "commands.h"

#define WARM_UP_ROUNDS 2
#define PAUSE_NANOSECONDS 200000
#define PATIENCE_MILLISECONDS 30000

static const char request[] = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

static struct sockaddr_in free_address(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(listener, (struct sockaddr *)&address, size) != 0 || getsockname(listener, (struct sockaddr *)&address, &size) != 0) { perror("port"); exit(1); }
    close(listener);
    return address;
}

/* The words of the command with the port in its place. */
static char **with_port(const char *command, int port)
{
    char **words = split(command);
    for (char **word = words; *word != NULL; word++) {
        char *place = strstr(*word, "{port}");
        if (place != NULL && asprintf(word, "%.*s%d%s", (int)(place - *word), *word, port, place + strlen("{port}")) < 0)
            exit(1);
    }
    return words;
}

static bool answers(struct sockaddr_in address)
{
    char answer[16] = "";
    int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool is_good = connect(connection, (struct sockaddr *)&address, sizeof address) == 0
        && send(connection, request, sizeof request - 1, MSG_NOSIGNAL) == (ssize_t)sizeof request - 1
        && recv(connection, answer, sizeof answer - 1, MSG_WAITALL) > 0
        && strncmp(answer, "HTTP/1.1 200", 12) == 0;
    close(connection);
    return is_good;
}

static double run(const char *name, const char *command)
{
    struct timespec start, now, pause = { 0, PAUSE_NANOSECONDS };
    struct sockaddr_in address = free_address();
    char **words = with_port(command, ntohs(address.sin_port));
    posix_spawn_file_actions_t files;
    pid_t child;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    clock_gettime(CLOCK_MONOTONIC, &start);
    errno = posix_spawnp(&child, words[0], &files, NULL, words, environ);
    if (errno != 0) { perror(words[0]); exit(1); }
    bool is_up;
    do {
        is_up = answers(address);
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (!is_up) {
            if (waitpid(child, NULL, WNOHANG) == child) { fprintf(stderr, "%s ended before it answered\n", name); exit(1); }
            nanosleep(&pause, NULL);
        }
    } while (!is_up && milliseconds_between(start, now) < PATIENCE_MILLISECONDS);
    kill(child, is_up ? SIGTERM : SIGKILL);
    waitpid(child, NULL, 0);
    if (!is_up) { fprintf(stderr, "%s does not answer\n", name); exit(1); }
    posix_spawn_file_actions_destroy(&files);
    return milliseconds_between(start, now);
}

int main(int count, char **arguments)
{
    if (count < 4 || count % 2 != 0) { fprintf(stderr, "usage: first-answer ROUNDS NAME 'COMMAND' [NAME 'COMMAND' ...]\n"); return 2; }
    int rounds = atoi(arguments[1]);
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++)
        for (int index = 2; index < count; index += 2) {
            double time = run(arguments[index], arguments[index + 1]);
            if (round >= 0) {
                printf("%d\t%s\t%.3f\n", round, arguments[index], time);
                fflush(stdout);
            }
        }
    return 0;
}
