/*
 * complete.c - see complete.h.
 */
#include "base/complete.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/text.h"

#define NAMES_MAX 4	/* listed */

/* Bytes that two names begin with alike, to the end of a character. */
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

static void
add_name(struct buf *names, size_t n, const char *name)
{
	if (n > NAMES_MAX)
		return;
	buf_adds(names, n == 0 ? "" : ", ");
	if (n == NAMES_MAX)
		buf_adds(names, "and others");
	else
		text_show(names, name, false);
}

size_t
complete_path(const char *typed, struct buf *out, struct buf *names)
{
	const char *slash = strrchr(typed, '/');
	const char *begun = slash != NULL ? slash + 1 : typed;
	AUTO_FREE char *folder = slash == NULL ? xstrdup(".") :
	    xstrndup(typed, (size_t)(begun - typed));
	AUTO_BUF struct buf common = BUF_INIT;
	DIR *d = opendir(folder);
	const struct dirent *entry;
	struct stat st;
	size_t n = 0;

	while (d != NULL && (entry = readdir(d)) != NULL) {
		const char *name = entry->d_name;

		if (strncmp(name, begun, strlen(begun)) != 0 ||
		    (*name == '.' && *begun != '.') || strcmp(name, ".") == 0 ||
		    strcmp(name, "..") == 0 || text_bad_byte(name, strlen(name)) >= 0)
			continue;
		add_name(names, n, name);
		if (n++ == 0)
			buf_adds(&common, name);
		else
			buf_cut(&common, alike(common.s, name));
	}
	if (d != NULL)
		closedir(d);
	if (n == 0)
		return 0;
	buf_add(out, typed, (size_t)(begun - typed));
	buf_adds(out, common.s);
	if (n == 1 && stat(out->s, &st) == 0 && S_ISDIR(st.st_mode))
		buf_addc(out, '/');
	return n;
}
