// Many programs that wait for changes of secrets, each on its own connection, as the SDK waits: a response is followed by the next request.
// waiters PORT PATH TOKEN COUNT CURSOR: prints "waiting" once all requests are sent. After each change that has reached all of them,
// it prints the milliseconds since the epoch at which it reached the first and the last one. Ends when a request fails or the server stops.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { LONGEST_CURSOR = 64 };

static const char *path, *token;

static long long now(void) {
    struct timeval time;
    gettimeofday(&time, NULL);
    return time.tv_sec * 1000LL + time.tv_usec / 1000;
}

static int ask(int connection, const char *cursor) {
    static char request[8192];
    int length = snprintf(request, sizeof request, "GET %s?after=%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n", path,
                          cursor, token);
    return write(connection, request, (size_t)length) == length;
}

// Copies the cursor of a response, which is so short that it comes in one piece.
static int read_cursor(int connection, char *cursor) {
    static char response[8192];
    ssize_t received = read(connection, response, sizeof response - 1);
    if (received <= 0) return 0;
    response[received] = 0;
    char *start = strstr(response, "\"cursor\":\"");
    if (strncmp(response, "HTTP/1.1 200", 12) || !start) return fprintf(stderr, "%s\n", response), 0;
    return sscanf(start + 10, "%63[^\"]", cursor) == 1;
}

int main(int count, char **arguments) {
    if (count != 6) return 2;
    path = arguments[2], token = arguments[3];
    int connections = atoi(arguments[4]), reached = 0;
    struct pollfd *waiting = calloc((size_t)connections, sizeof *waiting);
    char(*cursors)[LONGEST_CURSOR] = calloc((size_t)connections, sizeof *cursors), cursor[LONGEST_CURSOR];
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(arguments[1])),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    for (int index = 0; index < connections; index++) {
        int connection = socket(AF_INET, SOCK_STREAM, 0);
        snprintf(cursors[index], LONGEST_CURSOR, "%s", arguments[5]);
        if (connection < 0 || connect(connection, (struct sockaddr *)&server, sizeof server)) return perror("waiters"), 1;
        if (!ask(connection, cursors[index])) return perror("waiters"), 1;
        waiting[index] = (struct pollfd){.fd = connection, .events = POLLIN};
    }
    puts("waiting");
    fflush(stdout);
    for (long long first = 0;;) {
        if (poll(waiting, (nfds_t)connections, -1) < 0) return perror("waiters"), 1;
        for (int index = 0; index < connections; index++) {
            if (!waiting[index].revents) continue;
            if (!read_cursor(waiting[index].fd, cursor)) return 1;
            if (strcmp(cursor, cursors[index])) {
                strcpy(cursors[index], cursor);
                if (reached++ == 0) first = now();
            }
            if (!ask(waiting[index].fd, cursor)) return perror("waiters"), 1;
        }
        if (reached == connections) {
            printf("%lld %lld\n", first, now());
            fflush(stdout);
            reached = 0;
        }
    }
}
