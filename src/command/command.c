#include <stdio.h>
#include <string.h>

#include "command/command.h"

int
command_main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		printf("chairside %s\n", PACKAGE_VERSION);
		return 0;
	}
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		printf("usage: chairside [--db FILE] COMMAND [WORDS...]\n");
		return 0;
	}
	fprintf(stderr, "usage: chairside [--db FILE] COMMAND [WORDS...]\n");
	return 2;
}
