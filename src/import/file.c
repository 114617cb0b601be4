/*
 * file.c - the file that is imported, opened so that it can be read again.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/scratch.h"
#include "base/text.h"
#include "import/inside.h"

/* Copies `in`, which may be standard input, to an unlinked file beside the practice file. */
static FILE *
spool(struct db *db, FILE *in, struct err *e)
{
	AUTO_FREE char *stem = xasprintf("%s.import-", db_path(db)), *path = NULL;
	AUTO_FREE char *bytes = xmalloc(65536);
	int fd = scratch_make(stem, &path);
	FILE *f;
	size_t n;

	if (fd < 0 || unlink(path) != 0 || (f = fdopen(fd, "w+b")) == NULL) {
		err_set(e, ERR_IO, NULL, "Cannot make a temporary file beside the "
		    "practice file: %s.", strerror(errno));
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	while ((n = fread(bytes, 1, 65536, in)) > 0 && fwrite(bytes, 1, n, f) == n)
		;
	if (ferror(in) || ferror(f) || fflush(f) != 0) {
		err_set(e, ERR_IO, NULL, "Cannot copy the input beside the practice "
		    "file: %s.", strerror(errno));
		fclose(f);
		return NULL;
	}
	if (in == stdin && !file_input_whole(e)) {
		fclose(f);
		return NULL;
	}
	rewind(f);
	return f;
}

FILE *
import_file_open(struct db *db, const char *path, long long *size, struct err *e)
{
	bool standard = strcmp(path, "-") == 0;
	FILE *in = standard ? stdin : fopen(path, "rbe");
	AUTO_BUF struct buf shown = BUF_INIT;
	struct stat st;

	text_show(&shown, path, false);
	if (in == NULL) {
		err_set(e, errno == ENOENT ? ERR_NOTFOUND : ERR_IO, NULL,
		    "%s cannot be opened: %s.", shown.s, strerror(errno));
		return NULL;
	}
	if (fstat(fileno(in), &st) != 0 || S_ISDIR(st.st_mode) ||
	    (!standard && (S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode)))) {
		if (!standard)
			fclose(in);
		err_set(e, ERR_INVALID, NULL, "%s is a %s, not a file.", shown.s,
		    S_ISDIR(st.st_mode) ? "folder" : "device");
		return NULL;
	}
	if (!S_ISREG(st.st_mode) || standard) {
		FILE *copy = spool(db, in, e);

		if (!standard)
			fclose(in);
		in = copy;
	}
	if (in != NULL && fstat(fileno(in), &st) == 0)
		*size = st.st_size;
	return in;
}
