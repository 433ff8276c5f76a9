/* Starting commands, shared by the clocks of this folder. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAXIMUM_WORDS 64

extern char **environ;

/* The words of a command, split at spaces. */
static char **split(const char *command)
{
    char **words = calloc(MAXIMUM_WORDS, sizeof *words);
    int count = 0;
    for (char *word = strtok(strdup(command), " "); word != NULL && count < MAXIMUM_WORDS - 1; word = strtok(NULL, " "))
        words[count++] = word;
    return words;
}

static double milliseconds_between(struct timespec start, struct timespec end)
{
    return (end.tv_sec - start.tv_sec) * 1e3 + (end.tv_nsec - start.tv_nsec) * 1e-6;
}
