// Passes connections on to a port of this machine and holds every piece of data for a while, in each direction: a round trip over a network.
// delay PORT TARGET_PORT MILLISECONDS, which is the time of one direction.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in loopback(const char *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// Requests and responses take turns, so one process can wait for both directions.
static void pass_on(int client, int server, useconds_t delay) {
    struct pollfd sides[] = {{.fd = client, .events = POLLIN}, {.fd = server, .events = POLLIN}};
    static char data[1 << 16];
    for (;;) {
        if (poll(sides, 2, -1) < 0) return;
        for (int side = 0; side < 2; side++) {
            if (!sides[side].revents) continue;
            ssize_t length = read(sides[side].fd, data, sizeof data);
            if (length <= 0) return;
            usleep(delay);
            for (ssize_t done = 0, written; done < length; done += written) {
                written = write(sides[1 - side].fd, data + done, (size_t)(length - done));
                if (written <= 0) return;
            }
        }
    }
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    signal(SIGCHLD, SIG_IGN);
    int yes = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in own = loopback(arguments[1]), target = loopback(arguments[2]);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&own, sizeof own) || listen(listener, 16)) return perror("delay"), 1;
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0 || fork() != 0) {
            close(client);
            continue;
        }
        int server = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(server, (struct sockaddr *)&target, sizeof target)) _exit(1);
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        pass_on(client, server, (useconds_t)atoi(arguments[3]) * 1000);
        _exit(0);
    }
}
