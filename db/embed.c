#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "db/embed.h"

struct embedded {
	const char *name;
	const char *text;
};

#define EMBED(name, text) { name, text },
static const struct embedded embedded[] = {
#include "db/embed-data.h"
	{ NULL, NULL }
};
#undef EMBED

size_t
embed_count(void)
{
	return sizeof(embedded) / sizeof(embedded[0]) - 1;
}

const char *
embed_name(size_t i)
{
	BUG_IF(i >= embed_count());
	return embedded[i].name;
}

static int
compare(const void *name, const void *file)
{
	return strcmp(name, ((const struct embedded *)file)->name);
}

const char *
embed_find(const char *name)
{
	const struct embedded *f = bsearch(name, embedded, embed_count(),
	    sizeof(embedded[0]), compare);

	return f != NULL ? f->text : NULL;
}
