#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "db/embed.h"

struct embedded {
	const char *name;
	const char *text;
	size_t size;
};

#define EMBED(name, text) { name, text, sizeof(text) - 1 },
static const struct embedded embedded[] = {
#include "db/embed-data.h"
	{ NULL, NULL, 0 }
};
#undef EMBED

size_t
embed_count(void)
{
	return sizeof(embedded) / sizeof(embedded[0]) - 1;
}

static const struct embedded *
at(size_t i)
{
	BUG_IF(i >= embed_count());
	return &embedded[i];
}

const char *
embed_name(size_t i)
{
	return at(i)->name;
}

const char *
embed_text(size_t i)
{
	return at(i)->text;
}

size_t
embed_size(size_t i)
{
	return at(i)->size;
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
