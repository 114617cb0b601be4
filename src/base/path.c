/*
 * path.c - the two parts of a path.
 */
#include <string.h>

#include "base/mem.h"
#include "base/path.h"

const char *
path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

char *
path_folder(const char *path)
{
	size_t n = (size_t)(path_name(path) - path);

	return n == 0 ? xstrdup(".") : xstrndup(path, n == 1 ? 1 : n - 1);
}
