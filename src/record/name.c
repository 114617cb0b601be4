/*
 * name.c - what a client is called in lists, and where the name sorts.
 */
#include <inttypes.h>

#include "base/text.h"
#include "record/record.h"

void
client_display_name(const struct record *client, struct buf *out)
{
	const char *family = record_text(client, "family");
	const char *given = record_text(client, "given");
	const char *preferred = record_text(client, "preferred");
	const char *first = *given != '\0' ? given : preferred;

	buf_adds(out, family);
	if (*family != '\0' && *first != '\0')
		buf_adds(out, ", ");
	buf_adds(out, first);
	if (*preferred != '\0' && text_fold_cmp(first, preferred) != 0)
		buf_addf(out, " \"%s\"", preferred);
	if (*family == '\0' && *first == '\0')
		buf_addf(out, "#%" PRId64, client->id);
}

void
client_sort_key(const char *family, const char *given,
    const char *preferred, struct buf *out)
{
	const char *first = given != NULL && *given != '\0' ? given :
	    preferred != NULL ? preferred : "";

	if (family == NULL || *family == '\0') {
		/* The only name takes the place of the family name. */
		family = first;
		first = "";
	}
	text_fold(out, family);
	buf_addc(out, '\001');
	text_fold(out, first);
}
