/*
 * process.c - see process.h.
 */
#include "base/process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* The letter of /proc/N/stat behind the program's name, which may hold anything but ends with
 * the last parenthesis (proc(5)); 0: it cannot be read. */
static char
state_letter(long process)
{
	char path[40], line[256] = "";
	const char *name_end;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/stat", process);
	f = fopen(path, "re");
	if (f == NULL)
		return 0;
	line[fread(line, 1, sizeof(line) - 1, f)] = '\0';
	fclose(f);
	name_end = strrchr(line, ')');
	return name_end != NULL && name_end[1] == ' ' ? name_end[2] : '\0';
}

enum process_state
process_state(long process)
{
	char letter = process > 0 ? state_letter(process) : '\0';

	if (letter == 'T' || letter == 't')
		return PROCESS_STOPPED;
	if (process <= 0 || (letter == '\0' && kill((pid_t)process, 0) != 0 &&
	    errno == ESRCH))
		return PROCESS_ELSEWHERE;
	return PROCESS_RUNS;
}
