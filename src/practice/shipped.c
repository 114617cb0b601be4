/*
 * shipped.c - see shipped.h.
 */
#include "practice/shipped.h"

#include <string.h>

#include "base/mem.h"
#include "db/embed.h"

bool
shipped_each(const char *folder,
    bool (*fn)(const char *code, const char *text, void *arg, struct err *e), void *arg,
    struct err *e)
{
	size_t n = strlen(folder), i;

	for (i = 0; i < embed_count(); i++) {
		const char *name = embed_name(i);
		AUTO_FREE char *code = NULL;

		if (strncmp(name, folder, n) != 0)
			continue;
		code = xstrndup(name + n, strcspn(name + n, "."));
		if (!fn(code, embed_find(name), arg, e))
			return false;
	}
	return true;
}
