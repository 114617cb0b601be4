/*
 * waiting.c - who waits for a time, as lists of other programs and on paper have it.
 *
 * A client has one wish of a service, so client and service identify a row; one that was
 * typed here is taken for the same, and that is said. A wish that has ended is not opened
 * again: a row that has changed since is a new one. The rules are those of the waiting list
 * (practice/waiting.h), but for our own exports, which have wishes that are over too.
 */
#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"
#include "practice/naming.h"
#include "practice/waiting.h"

/* What leaves a field blank; whether a sooner time is wanted is known from the bookings. */
static const struct { const char *field, *word, *means; } words[] = {
	{ "staff", "any", "" }, { "staff", "anybody", "" }, { "staff", "anyone", "" },
	{ "staff", "any staff", "" }, { "staff", "no preference", "" },
	{ "staff", "first available", "" },
	{ "days", "any", "" }, { "days", "any day", "" }, { "days", "all", "" },
	{ "days", "every day", "" }, { "days", "daily", "" }, { "days", "flexible", "" },
	{ "days", "weekdays", "mon-fri" }, { "days", "weekend", "sat sun" },
	{ "days", "weekends", "sat sun" },
	{ "after", "any", "" }, { "after", "any time", "" }, { "after", "anytime", "" },
	{ "before", "any", "" }, { "before", "any time", "" }, { "before", "anytime", "" },
	{ "sooner", "yes", "" }, { "sooner", "y", "" }, { "sooner", "true", "" },
	{ "sooner", "1", "" }, { "sooner", "x", "" }, { "sooner", "no", "" },
	{ "sooner", "n", "" }, { "sooner", "false", "" }, { "sooner", "0", "" },
};

const char *
import_clean_waiting(struct import *im, const struct import_target *t, const char *text)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(words) && import_own_number(im) == 0; i++)
		if (text_is(words[i].field, t->field->name) && text_is(words[i].word, text))
			return words[i].means;
	return text;
}

bool
import_finish_waiting(struct import *im, UNUSED struct import_row *row, struct err *e)
{
	static const char *const who[] = { "client", "service" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(who); i++)
		if (!import_given(im, who[i]))
			return err_set(e, ERR_INVALID, who[i], "%s is missing",
			    record_field(&record_waiting, who[i])->label);
	return true;
}

/* Does the cell say that a sooner time than a booking is wanted? */
static bool
wants_sooner(struct import *im)
{
	static const char *const yes[] = { "yes", "y", "true", "1", "x" };
	const char *said = import_bound(im, "sooner") ? import_value(im, "sooner")->said : "";
	size_t i;

	for (i = 0; i < ARRAY_LEN(yes); i++)
		if (text_is(yes[i], said))
			return true;
	return false;
}

/* The open wish of the same client and service that was not imported by this row; NULL and
 * ERR_NONE: there is none. */
static struct record *
open_wish(struct import *im, const struct record *like, struct err *e)
{
	struct stmt *st = db_stmt(im->db, "waiting_of");
	struct record *r = NULL;

	err_clear(e);
	stmt_set_int(st, "client", record_int(like, "client"));
	stmt_set_int(st, "service", record_int(like, "service"));
	if (stmt_next(st)) {
		r = record_new(&record_waiting);
		db_read_record(st, r);
	}
	if (stmt_end(st, e))
		return r;
	record_free(r);
	return NULL;
}

/* The wish that the row changes, else a new one, with the row's values. */
static struct record *
wish(struct import *im, bool *changed, struct err *e)
{
	struct record *r = import_find(im, e), *open;

	if (r != NULL && !record_is_null(r, "ended_on") && import_own_number(im) == 0) {
		record_free(r);
		r = record_new(&record_waiting);
	}
	if (r == NULL || !import_put(im, r, false, NULL, NULL, changed, e)) {
		record_free(r);
		return NULL;
	}
	if (r->id != 0 || import_own_number(im) != 0)
		return r;
	open = open_wish(im, r, e);
	if (open == NULL && e->code == ERR_NONE)
		return r;
	record_free(r);
	*changed = false;
	if (open == NULL || !import_put(im, open, false, NULL, NULL, changed, e)) {
		record_free(open);
		return NULL;
	}
	return open;
}

static void
tell_same(struct import *im, const struct record *r, const char *how)
{
	AUTO_BUF struct buf name = BUF_INIT, service = BUF_INIT;

	naming_add_id(im->p, &record_client, record_int(r, "client"), &name);
	naming_add_id(im->p, &record_service, record_int(r, "service"), &service);
	import_note(im, import_source_line(im->source), "%s %s for %s%s.", name.s, how,
	    service.s, ": what the row says counts");
}

bool
import_apply_waiting(struct import *im, struct import_row *row, struct err *e)
{
	bool changed = false, was;
	AUTO_RECORD struct record *r = wish(im, &changed, e), *before = NULL;

	if (r == NULL)
		return false;
	was = r->id != 0;
	if (import_own_number(im) != 0)
		return import_save(im, r, changed, e);
	before = was ? db_get(im->db, &record_waiting, r->id, e) : NULL;
	if ((was && before == NULL) || !waiting_ask(im->p, r, before, e))
		return false;
	if (wants_sooner(im) && record_is_null(r, "sooner"))
		import_note(im, import_source_line(im->source), "No booking of that service "
		    "is to come: it waits for any time, not for a sooner one.");
	if (row->nth > 1)
		tell_same(im, r, "stands here twice");
	else if (was && row->record == 0)
		tell_same(im, r, "waited already");
	return import_save(im, r, changed || (was && !record_equal(before, r)), e);
}
