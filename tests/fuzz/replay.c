/*
 * replay.c - feeds every file of a corpus to a fuzz target.
 *
 * In the ordinary tests each fuzz target is linked with this main: the program
 * `fuzz_NAME` reads all of tests/fuzz/corpus/NAME, a case a file. With
 * arguments it reads those files instead. To look for new cases, build the
 * target without this file:
 *
 *	clang -fsanitize=fuzzer,address,undefined -g -O1 -D_GNU_SOURCE -Isrc -I. \
 *	    -DCSV_ROW_MAX=4096 tests/fuzz/fuzz_csv.c src/exchange/csv*.c \
 *	    src/base/[a-z]*.c -lutf8proc -lsodium -o /tmp/fuzz_csv
 *	mkdir /tmp/found && /tmp/fuzz_csv -max_len=9000 /tmp/found tests/fuzz/corpus/csv
 *
 * and put what it finds, made small, into the corpus under a name that says
 * what it is.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "tests/support/test.h"

static void
replay(int n, const char *path)
{
	size_t size;
	char *bytes = test_read(path, &size);
	const char *slash = strrchr(path, '/');
	/* Exactly as many bytes as there are, so that one read past them shows. */
	uint8_t *data = malloc(size > 0 ? size : 1);

	if (data == NULL)
		abort();
	if (size > 0)
		memcpy(data, bytes, size);
	free(bytes);
	printf("# %s\n", path);
	fflush(stdout);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
	printf("ok %d - %s\n", n, slash != NULL ? slash + 1 : path);
}

static int
is_case(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

int
main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/');
	const char *program = slash != NULL ? slash + 1 : argv[0];
	char folder[4096], path[4096 + 256];
	struct dirent **entries;
	char *source;
	int n, i;

	if (argc > 1) {
		printf("1..%d\n", argc - 1);
		for (i = 1; i < argc; i++)
			replay(i, argv[i]);
		return 0;
	}
	if (strncmp(program, "fuzz_", 5) == 0)
		program += 5;
	source = test_source("tests/fuzz/corpus");
	snprintf(folder, sizeof(folder), "%s/%s", source, program);
	free(source);
	n = scandir(folder, &entries, is_case, alphasort);
	if (n <= 0) {
		printf("Bail out! no corpus in %s\n", folder);
		return 1;
	}
	printf("1..%d\n", n);
	for (i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		replay(i + 1, path);
		free(entries[i]);
	}
	free(entries);
	return 0;
}
