/*
 * staff.c - `chairside staff list|add|set|disable`: who works here and logs in.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "lists/page.h"
#include "practice/offer.h"
#include "server/keys.h"

static const struct option_spec options[] = {
	{ "all", 0, NULL, "list those too who do not work here any more" },
	{ NULL, 0, NULL, NULL }
};

static bool
staff_list(struct call *c, struct practice *p, struct err *e)
{
	struct page_query q = { .all = call_option(c, "all") != NULL };

	return print_list(&page_staff, p, &q, e);
}

static void
say(const struct record *r, const char *what)
{
	print_shown(stdout, record_text(r, "name"));
	printf(" %s.\n", what);
}

static bool
staff_add(struct call *c, struct practice *p, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_staff);

	if (!call_values(c, 1, p, r, e) || !offer_add(p, r, NULL, e))
		return false;
	say(r, record_is_null(r, "login") ? "is added, without a login" : "is added");
	return true;
}

/* Changes the person whom the second word names. */
static bool
change(struct practice *p, const struct record *base, struct record *mine, struct err *e)
{
	bool was = record_int(base, "active") != 0;

	if (!offer_save(p, mine, base, NULL, NULL, e))
		return false;
	say(mine, record_equal(mine, base) ? "is as before" :
	    record_int(mine, "active") != 0 ? "is changed" :
	    was ? "may not log in any more; whoever is logged in is out at the next key" :
	    "is changed, and may not log in");
	return true;
}

static bool
staff_set(struct call *c, struct practice *p, struct err *e)
{
	AUTO_RECORD struct record *base = keys_person(p, c->words[1], e), *mine = NULL;

	if (base == NULL)
		return false;
	mine = record_copy(base);
	return call_values(c, 2, p, mine, e) && change(p, base, mine, e);
}

static bool
staff_disable(struct call *c, struct practice *p, struct err *e)
{
	AUTO_RECORD struct record *base = keys_person(p, c->words[1], e), *mine = NULL;

	if (base == NULL)
		return false;
	mine = record_copy(base);
	record_set_int(mine, "active", 0);
	return change(p, base, mine, e);
}

static const struct call_act acts[] = {
	{ "list", 1, 1, "list", staff_list },
	{ "add", 2, 30, "add NAME=VALUE...", staff_add },
	{ "set", 3, 30, "set LOGIN NAME=VALUE...", staff_set },
	{ "disable", 2, 2, "disable LOGIN", staff_disable },
	{ NULL, 0, 0, NULL, NULL }
};

static bool
staff_run(struct call *c, struct err *e)
{
	return call_run(c, acts, e);
}

const struct command command_staff = {
	.name = "staff", .words = "list|add|set|disable [WORD...]",
	.help = "List, add and change who works here and logs in.",
	.more = "  staff list                     who works here (--all: or did)\n"
	    "  staff add NAME=VALUE...        such as name=\"Ana Ruiz\" login=ana role=front_desk\n"
	    "  staff set LOGIN NAME=VALUE...  changes fields; a blank value clears one; who has no\n"
	    "                                 login yet is named by the code: staff set MR login=mia\n"
	    "  staff disable LOGIN            who may not log in any more; set LOGIN active=yes\n"
	    "                                 lets them in again\n",
	.min_words = 1, .max_words = 31, .options = options, .run = staff_run,
};
