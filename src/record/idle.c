/*
 * idle.c - see idle.h.
 */
#include "record/idle.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "record/record.h"

#define LONGEST 1440	/* minutes */

static const struct idle_times shipped = { 10, 30 };

static bool
is_word_of(const struct choice *role, const char *word)
{
	return strcasecmp(word, role->value) == 0 || strcasecmp(word, role->label) == 0;
}

/* "front desk 5 15", or "5 15" for everybody: an item without the blanks around it. *own: the
 * role has had its own. */
static bool
take(const char *item, const char *role, bool *own, struct idle_times *out)
{
	const struct choice *c = record_field(&record_staff, "role")->choices;
	size_t n = strcspn(item, "0123456789");
	AUTO_FREE char *word = text_trim(xstrndup(item, n));
	struct idle_times is;
	char rest;

	if (sscanf(item + n, "%4d %4d%c", &is.lock, &is.leave, &rest) != 2 || is.lock < 1 ||
	    is.leave < is.lock || is.leave > LONGEST)
		return false;
	if (*word == '\0') {
		*out = *own ? *out : is;
		return true;
	}
	while (c->value != NULL && !is_word_of(c, word))
		c++;
	if (c->value != NULL && strcmp(c->value, role) == 0) {
		*out = is;
		*own = true;
	}
	return c->value != NULL;
}

bool
idle_times(const char *text, const char *role, struct idle_times *out, struct err *e)
{
	AUTO_FREE char *copy = xstrdup(text);
	char *rest, *item;
	bool own = false;

	*out = shipped;
	for (item = strtok_r(copy, ",", &rest); item != NULL; item = strtok_r(NULL, ",", &rest)) {
		if (take(text_trim(item), role, &own, out))
			continue;
		*out = shipped;
		return err_set(e, ERR_INVALID, "idle", "Minutes until a screen locks and until it "
		    "logs out are such as 10 30, or 10 30, front desk 5 15; a day at most.");
	}
	return true;
}
