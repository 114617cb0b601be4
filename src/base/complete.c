/*
 * complete.c - see complete.h.
 */
#include "base/complete.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

#define NAMES_MAX 4	/* listed */

/* Bytes at the start that two names share, in whole characters. */
static size_t
alike(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] != '\0' && a[n] == b[n])
		n++;
	while (n > 0 && ((unsigned char)a[n] & 0xc0) == 0x80)
		n--;
	return n;
}

struct found {
	char **names;
	size_t n, cap;
};

static int
by_name(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* The names in the folder that begin with `begun`; hidden ones only after a dot. */
static void
find(const char *folder, const char *begun, struct found *f)
{
	DIR *d = opendir(folder);
	const struct dirent *entry;

	while (d != NULL && (entry = readdir(d)) != NULL) {
		const char *name = entry->d_name;

		if (strncmp(name, begun, strlen(begun)) != 0 ||
		    (*name == '.' && *begun != '.') || strcmp(name, ".") == 0 ||
		    strcmp(name, "..") == 0 || text_bad_byte(name, strlen(name)) >= 0)
			continue;
		GROW(f->names, f->cap, f->n + 1);
		f->names[f->n++] = xstrdup(name);
	}
	if (d != NULL)
		closedir(d);
	if (f->n > 1)
		qsort(f->names, f->n, sizeof(*f->names), by_name);
}

static void
list(const struct found *f, struct buf *names)
{
	size_t i;

	for (i = 0; i < f->n && i < NAMES_MAX; i++) {
		buf_adds(names, i == 0 ? "" : ", ");
		text_show(names, f->names[i], false);
	}
	if (f->n > NAMES_MAX)
		buf_adds(names, ", and others");
}

size_t
complete_path(const char *typed, struct buf *out, struct buf *names)
{
	const char *begun = path_name(typed);
	AUTO_FREE char *folder = path_folder(typed);
	struct found f = { .n = 0 };
	struct stat st;
	size_t n;

	find(folder, begun, &f);
	list(&f, names);
	if (f.n > 0) {
		/* sorted: what the first and the last share, all share */
		buf_add(out, typed, (size_t)(begun - typed));
		buf_add(out, f.names[0], f.n == 1 ? strlen(f.names[0]) :
		    alike(f.names[0], f.names[f.n - 1]));
		if (f.n == 1 && stat(out->s, &st) == 0 && S_ISDIR(st.st_mode))
			buf_addc(out, '/');
	}
	n = f.n;
	while (f.n > 0)
		free(f.names[--f.n]);
	free(f.names);
	return n;
}
