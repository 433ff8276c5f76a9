// Holds requests of many programs that wait for changes of secrets, each on its own connection, and says when the last one was answered.
// waiters PORT PATH TOKEN COUNT: prints "waiting" once all requests are sent, then, once all are answered,
// the milliseconds since the epoch of the first and of the last response, and how many responses were not status 200.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static long long now(void) {
    struct timeval time;
    gettimeofday(&time, NULL);
    return time.tv_sec * 1000LL + time.tv_usec / 1000;
}

int main(int count, char **arguments) {
    if (count != 5) return 2;
    static char request[8192], response[8192];
    int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n", arguments[2],
                          arguments[3]);
    int connections = atoi(arguments[4]), open = connections, failed = 0;
    struct pollfd *waiting = calloc((size_t)connections, sizeof *waiting);
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(arguments[1])),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    for (int index = 0; index < connections; index++) {
        int connection = socket(AF_INET, SOCK_STREAM, 0);
        if (connection < 0 || connect(connection, (struct sockaddr *)&server, sizeof server)) return perror("waiters"), 1;
        if (write(connection, request, (size_t)length) != length) return perror("waiters"), 1;
        waiting[index] = (struct pollfd){.fd = connection, .events = POLLIN};
    }
    puts("waiting");
    fflush(stdout);
    long long first = 0, last = 0;
    while (open > 0) {
        if (poll(waiting, (nfds_t)connections, -1) < 0) return perror("waiters"), 1;
        for (int index = 0; index < connections; index++) {
            if (!waiting[index].revents) continue;
            ssize_t received = read(waiting[index].fd, response, sizeof response - 1);
            response[received < 0 ? 0 : received] = 0;
            failed += strncmp(response, "HTTP/1.1 200", 12) != 0;
            close(waiting[index].fd);
            waiting[index].fd = -1;
            last = now();
            if (first == 0) first = last;
            open--;
        }
    }
    printf("%lld %lld %d\n", first, last, failed);
    return 0;
}
