#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/test.h"

static char *folder;

static char *
join(const char *first, const char *second)
{
	char *path;

	if (asprintf(&path, "%s/%s", first, second) < 0)
		fail_msg("no memory");
	return path;
}

const char *
test_folder(void)
{
	const char *parent = getenv("TMPDIR");

	if (folder != NULL)
		return folder;
	folder = join(parent != NULL && *parent != '\0' ? parent : "/tmp",
	    "chairside-test.XXXXXX");
	if (mkdtemp(folder) == NULL)
		fail_msg("%s: cannot make a temporary folder", folder);
	return folder;
}

char *
test_path(const char *fmt, ...)
{
	char *name, *path;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&name, fmt, ap) < 0)
		fail_msg("no memory");
	va_end(ap);
	path = join(test_folder(), name);
	free(name);
	return path;
}

void
test_write(const char *path, const void *bytes, size_t size)
{
	FILE *f = fopen(path, "wb");

	if (f == NULL || fwrite(bytes, 1, size, f) != size || fclose(f) != 0)
		fail_msg("%s: cannot be written", path);
}

char *
test_read(const char *path, size_t *size)
{
	char *bytes = NULL;
	size_t n = 0;
	FILE *f = fopen(path, "rb"), *memory = open_memstream(&bytes, &n);
	int c;

	if (f == NULL || memory == NULL)
		fail_msg("%s: cannot be read", path);
	while ((c = getc(f)) != EOF)
		putc(c, memory);
	fclose(f);
	fclose(memory);
	if (size != NULL)
		*size = n;
	return bytes;
}

char *
test_source(const char *name)
{
	const char *source = getenv("CHAIRSIDE_SOURCE");

	return join(source != NULL ? source : ".", name);
}

static int
remove_entry(const char *path, const struct stat *st, int type, struct FTW *at)
{
	return remove(path);
}

int
test_in_child(int (*fn)(const void *), const void *arg)
{
	unsigned char result;
	int ends[2], status;
	ssize_t got;
	pid_t pid;

	fflush(NULL);
	if (pipe(ends) != 0)
		fail_msg("no pipe");
	pid = fork();
	if (pid < 0)
		fail_msg("no child");
	if (pid == 0) {
		close(ends[0]);
		result = (unsigned char)fn(arg);
		if (write(ends[1], &result, 1) == 1)
			raise(SIGKILL);
		_exit(1);
	}
	close(ends[1]);
	got = read(ends[0], &result, 1);
	close(ends[0]);
	waitpid(pid, &status, 0);
	return got == 1 ? result : -1;
}

char *
test_run(const char *const *argv, int *status)
{
	char bytes[4096], *out = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&out, &size);
	int line[2];
	ssize_t n;
	pid_t pid;

	fflush(NULL);
	if (f == NULL || pipe(line) != 0)
		fail_msg("no pipe");
	pid = fork();
	if (pid < 0)
		fail_msg("no child");
	if (pid == 0) {
		dup2(line[1], STDOUT_FILENO);
		dup2(line[1], STDERR_FILENO);
		close(line[0]);
		close(line[1]);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(line[1]);
	while ((n = read(line[0], bytes, sizeof(bytes))) > 0)
		fwrite(bytes, 1, (size_t)n, f);
	close(line[0]);
	fclose(f);
	if (waitpid(pid, status, 0) != pid || !WIFEXITED(*status))
		fail_msg("%s was killed: %s", argv[0], out);
	*status = WEXITSTATUS(*status);
	return out;
}

int
test_end(int failed)
{
	if (folder != NULL) {
		if (failed == 0)
			nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
		else
			fprintf(stderr, "# left: %s\n", folder);
		free(folder);
		folder = NULL;
	}
	return failed == 0 ? 0 : 1;
}
