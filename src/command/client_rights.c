/*
 * client_rights.c - see client_rights.h.
 */
#include "command/client_rights.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "command/print.h"
#include "export/bundle.h"
#include "practice/naming.h"
#include "practice/rights.h"

bool
client_bundle(struct call *c, struct practice *p, UNUSED bool json, struct err *e)
{
	const char *target = call_option(c, "output");
	int64_t id;

	if ((target == NULL || strcmp(target, "-") == 0) && isatty(STDOUT_FILENO))
		return err_set(e, ERR_USAGE, "output", "An archive is nothing to read on a "
		    "terminal; name a file with -o FILE.");
	return call_id(c->words[1], &id, e) && progress_begin(c, target, e) &&
	    bundle_write(p, id, target, e);
}

static bool
tell_held(struct practice *p, int64_t client, const char *how)
{
	AUTO_BUF struct buf name = BUF_INIT;

	naming_add_id(p, &record_client, client, &name);
	printf("The records of %s are %s.\n", name.s, how);
	return true;
}

bool
client_hold(struct call *c, struct practice *p, UNUSED bool json, struct err *e)
{
	int64_t id;

	if (!call_id(c->words[1], &id, e) || !rights_hold(p, id, c->words[2], e))
		return false;
	return tell_held(p, id, "on hold");
}

bool
client_release(struct call *c, struct practice *p, UNUSED bool json, struct err *e)
{
	int64_t id;

	if (!call_id(c->words[1], &id, e) || !rights_release(p, id, c->words[2], e))
		return false;
	return tell_held(p, id, "on hold no more");
}

bool
client_erase(struct call *c, struct practice *p, UNUSED bool json, struct err *e)
{
	const char *again = call_option(c, "number"), *reason = call_option(c, "reason");
	AUTO_BUF struct buf later = BUF_INIT, beyond = BUF_INIT;
	int64_t id, number;

	if (again == NULL || reason == NULL)
		return err_set(e, ERR_USAGE, NULL, "To erase a client, their number is typed again "
		    "(--number) and why is said (--reason).");
	if (!call_id(c->words[1], &id, e) || !call_id(again, &number, e) ||
	    !rights_erase(p, id, number, reason, &later, e))
		return false;
	rights_beyond(&beyond);
	printf("Client %" PRId64 " is erased. %s\n", id, beyond.s);
	if (later.len > 0) {
		print_shown(stderr, later.s);
		fputc('\n', stderr);
	}
	return true;
}

static bool
add_over(int64_t client, const char *name, const struct keeping *k, void *arg)
{
	struct table *t = arg;
	AUTO_FREE char *id = xasprintf("%" PRId64, client);
	char last[24], until[24];

	table_add(t, id);
	table_add(t, name);
	table_add(t, date_to_words(k->last, false, last));
	table_add(t, date_to_words(k->until, false, until));
	table_add(t, k->why.len > 0 ? k->why.s : "");
	return true;
}

/* What keeps the records of one. */
static bool
tell_keeping(struct practice *p, int64_t client, struct err *e)
{
	struct keeping k = KEEPING_INIT;
	bool ok = rights_keeping(p, client, &k, e);

	if (ok)
		printf("%s\n", k.erased ? "Erased." : k.why.len > 0 ? k.why.s :
		    "Nothing keeps these records any more.");
	buf_free(&k.why);
	return ok;
}

bool
client_retention(struct call *c, struct practice *p, UNUSED bool json, struct err *e)
{
	static const char *const headings[] = { ">id", "name", "last visit", "kept until",
	    "kept all the same" };
	struct table *t;
	int64_t id;

	if (c->n_words > 1)
		return call_id(c->words[1], &id, e) && tell_keeping(p, id, e);
	t = table_new(headings, ARRAY_LEN(headings));
	return table_print(t, rights_over(p, add_over, t, e),
	    "No records have been kept longer than they must be.");
}
