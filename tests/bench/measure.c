/*
 * measure: what a command costs, from start to end.
 *
 *	measure COMMAND ARGUMENT...
 *
 * Its output goes to /dev/null, its messages to standard error as they are.
 * Prints seconds of CPU, seconds of the clock, and its peak memory in KiB.  A
 * program of its own, because a child is charged with the memory of the one
 * that starts it.
 */
#define _DEFAULT_SOURCE 1

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static _Noreturn void
run(char **words)
{
	int nothing = open("/dev/null", O_WRONLY);

	if (nothing >= 0 && dup2(nothing, STDOUT_FILENO) >= 0)
		execvp(words[0], words);
	perror(words[0]);
	_exit(127);
}

int
main(int argc, char **argv)
{
	struct rusage used;
	double then = now();
	int status;
	pid_t child = argc > 1 ? fork() : -1;

	if (child == 0)
		run(argv + 1);
	if (child < 0 || wait4(child, &status, 0, &used) != child) {
		perror("measure");
		return EXIT_FAILURE;
	}
	printf("%.6f %.6f %ld\n", seconds(used.ru_utime) + seconds(used.ru_stime), now() - then,
	       used.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE;
}
