/*
 * operations.c - what people do in the model: the table, and what is about clients,
 * the offer, newsletter, reviews, imports, undo and logging in.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "import/import.h"
#include "practice/client_merge.h"
#include "practice/emergency.h"
#include "practice/history.h"
#include "practice/newsletter.h"
#include "practice/offer.h"
#include "practice/reviews.h"
#include "practice/sessions.h"
#include "tests/model/model.h"

const struct operation operations[] = {
	{ "look", 5, op_look, ACTION_READ_CLIENTS, true },
	{ "take in a paper", 3, op_attach, ACTION_WRITE_CLIENTS, false },
	{ "add a client", 6, op_client_add, ACTION_WRITE_CLIENTS, false },
	{ "edit a client", 8, op_client_edit, ACTION_WRITE_CLIENTS, false },
	{ "archive clients", 2, op_client_archive, ACTION_WRITE_CLIENTS, false },
	{ "merge two clients", 5, op_merge, ACTIONS, false },
	{ "take a merge apart", 5, op_unmerge, ACTIONS, false },
	{ "give to the other", 3, op_give, ACTIONS, false },
	{ "look in an emergency", 8, op_emergency, ACTIONS, false },
	{ "book", 24, op_book, ACTION_WRITE_SESSIONS, false },
	{ "book a new client", 3, op_book_new, ACTION_WRITE_SESSIONS, false },
	{ "edit a visit", 10, op_edit_visit, ACTION_WRITE_SESSIONS, false },
	{ "move", 10, op_move, ACTION_WRITE_SESSIONS, false },
	{ "swap", 6, op_swap, ACTION_WRITE_SESSIONS, false },
	{ "give a column away", 6, op_ill, ACTION_WRITE_SESSIONS, false },
	{ "shift a column", 6, op_shift, ACTION_WRITE_SESSIONS, false },
	{ "book a series", 5, op_series, ACTION_WRITE_SESSIONS, false },
	{ "book one coming", 14, op_coming, ACTION_WRITE_SESSIONS, false },
	{ "write down who waits", 8, op_wait, ACTION_WRITE_SESSIONS, false },
	{ "edit who waits", 4, op_wait_edit, ACTION_WRITE_SESSIONS, false },
	{ "end who waits", 4, op_wait_end, ACTION_WRITE_SESSIONS, false },
	{ "take a free time", 8, op_take, ACTION_WRITE_SESSIONS, false },
	{ "try to reach", 5, op_try, ACTION_WRITE_SESSIONS, false },
	{ "step", 20, op_step, ACTION_WRITE_SESSIONS, false },
	{ "end", 8, op_end, ACTION_WRITE_SESSIONS, false },
	{ "confirm", 4, op_confirm, ACTION_WRITE_SESSIONS, false },
	{ "screen", 6, op_screen, ACTION_WRITE_SCREENINGS, false },
	{ "chart", 14, op_chart, ACTION_TREAT, false },
	{ "sign", 14, op_sign, ACTION_TREAT, false },
	{ "amend", 6, op_amend, ACTION_TREAT, false },
	{ "recall a lot", 6, op_recall, ACTION_WRITE_OFFER, false },
	{ "save a receipt", 5, op_receipt_save, ACTION_WRITE_RECEIPTS, false },
	{ "close a receipt", 10, op_receipt_close, ACTION_WRITE_RECEIPTS, false },
	{ "pay", 3, op_pay, ACTION_WRITE_RECEIPTS, false },
	{ "void", 2, op_void, ACTION_WRITE_RECEIPTS, false },
	{ "refund", 3, op_refund, ACTION_WRITE_RECEIPTS, false },
	{ "edit the offer", 2, op_offer_edit, ACTION_WRITE_OFFER, false },
	{ "time off", 2, op_time_off, ACTION_WRITE_SESSIONS, false },
	{ "hours", 2, op_hours, ACTION_WRITE_SETTINGS, false },
	{ "switch a room or device", 2, op_place, ACTION_WRITE_SETTINGS, false },
	{ "who and where", 2, op_tick, ACTION_WRITE_SETTINGS, false },
	{ "subscribe", 3, op_subscribe, ACTION_WRITE_NEWSLETTER, false },
	{ "ask for a review", 3, op_review_ask, ACTION_WRITE_REVIEWS, false },
	{ "add a review", 2, op_review_add, ACTION_WRITE_REVIEWS, false },
	{ "reply", 2, op_review_reply, ACTION_WRITE_REVIEWS, false },
	{ "import", 4, op_import, ACTION_IMPORT, false },
	{ "undo", 14, op_undo, ACTION_UNDO, true },
	{ "undo of the command", 3, op_undo_command, ACTION_UNDO, false },
	{ "redo", 5, op_redo, ACTION_UNDO, true },
	{ "undo and redo", 5, op_undo_redo, ACTION_UNDO, true },
	{ "log in again", 3, op_login, ACTIONS, true },
	{ "rebuild", 2, op_rebuild, ACTION_CHECK, false },
};
const size_t n_operations = ARRAY_LEN(operations);

/* --- clients ---------------------------------------------------------------------- */

static const char *const given[] = { "Anna", "Zoë", "Mei", "Łukasz", "José", "Ida", "Bo" };
static const char *const family[] = { "Lang", "García", "O'Brien", "李", "Øst", "Byrne" };

/* Most of the time one of the few that everybody is busy with. */
static int64_t
any_client(struct model *m)
{
	return model_any(m, dice(m, 3) == 0 ? "client" : "client WHERE id <= 4");
}

bool
op_look(struct model *m, struct login *l, struct err *e)
{
	record_free(l->client);
	l->client = client_get(l->p, any_client(m), e);
	record_free(l->session);
	l->session = NULL;
	if (l->client == NULL || dice(m, 2) == 0)
		return l->client != NULL;
	l->session = session_get(l->p, model_any(m, "session"), e);
	return l->session != NULL || e->code == ERR_NOTFOUND;
}

bool
op_client_add(struct model *m, struct login *l, struct err *e)
{
	AUTO_RECORD struct record *c = record_new(&record_client);
	int64_t known = clients_known(l->p);

	record_set_text(c, "given", ONE_OF(m, given));
	record_set_text(c, "family", ONE_OF(m, family));
	record_set_text(c, "born", dice(m, 3) == 0 ? "2010-02-28" : "1985-05-05");
	AUTO_FREE char *phone = xasprintf("555 01%02u", dice(m, 100));
	record_set_text(c, "phone", phone);
	if (role_may(l->p->role, ACTION_READ_MEDICAL)) {
		record_set_text(c, "fitzpatrick", "II");
		record_set_text(c, "allergies", MEDICAL);
	}
	return dice(m, 2) == 0 ? client_add(l->p, c, e) :
	    client_add_unlike(l->p, c, known, NULL, e);
}

/* Sets one field or two to what somebody might type. */
static void
edit(struct model *m, struct login *l, struct record *c)
{
	static const char *const fields[][3] = { { "city", "Graz", "Wien" }, { "city", "Linz", "" },
	    { "phone", "555 0100", "555 0177" }, { "preferred", "Mia", "" },
	    { "notes", MEDICAL, MEDICAL " again" }, { "email", "a@example.org", "" },
	    { "archived", "no", "no" }, { "family", "Lang", "van der Øst" },
	    { "do_not_book", "three times absent", "" }, { "alert", MEDICAL, "" } };
	unsigned n = 1 + dice(m, 2);

	while (n-- > 0) {
		const char *const *f = ONE_OF(m, fields);
		const struct field *field = record_field(&record_client, f[0]);

		if ((field->flags & FIELD_MEDICAL) == 0 ||
		    role_may(l->p->role, ACTION_READ_MEDICAL))
			record_parse(c, &l->p->context, f[0], f[1 + dice(m, 2)], NULL);
	}
}

void
model_saved(struct model *m, struct login *l, const struct record *mine,
    const struct record *base, const struct record *was, const char *ruled)
{
	AUTO_RECORD struct record *is = db_get(l->p->db, mine->type, mine->id, NULL);
	size_t i;

	if (is == NULL)
		model_fault(m, "what was saved is not there");
	for (i = 0; i < mine->type->n_fields; i++) {
		const char *name = mine->type->fields[i].name;
		bool own = !value_equal(record_value(mine, name), record_value(base, name));

		if (ruled != NULL && strcmp(name, ruled) == 0)
			continue;
		if (own && !value_equal(record_value(was, name), record_value(base, name)) &&
		    !value_equal(record_value(was, name), record_value(mine, name)))
			model_fault(m, "%s of %s %lld: others had saved it meanwhile, and "
			    "nobody was asked", name, mine->type->name, (long long)mine->id);
		if (!value_equal(record_value(is, name), record_value(own ? mine : was, name)))
			model_fault(m, "%s of %s %lld: %s", name, mine->type->name,
			    (long long)mine->id, own ? "what was saved is not there" :
			    "what others had saved is lost");
	}
}

bool
op_client_edit(struct model *m, struct login *l, struct err *e)
{
	AUTO_RECORD struct record *base = l->client, *mine = NULL, *was = NULL;

	l->client = NULL;
	if (base == NULL)
		base = client_get(l->p, any_client(m), e);
	if (base == NULL)
		return false;
	mine = record_copy(base);
	edit(m, l, mine);
	was = db_get(l->p->db, &record_client, base->id, NULL);
	if (!client_save(l->p, mine, base, NULL, NULL, e))
		return false;
	model_saved(m, l, mine, base, was, NULL);
	return true;
}

bool
op_client_archive(struct model *m, struct login *l, struct err *e)
{
	int64_t ids[2] = { model_any(m, "client"), model_any(m, "client") };

	return clients_archive(l->p, ids, 1 + dice(m, 2), e);
}

/* Two rights are needed, and whoever has one alone is asked in test_client_merge.c. */
static bool
merges(const struct login *l)
{
	return role_may(l->p->role, ACTION_WRITE_CLIENTS) &&
	    role_may(l->p->role, ACTION_READ_MEDICAL);
}

/* What two clients were sold, have paid and owe, and on how many receipts, open and closed. */
static char *
money_of(struct model *m, int64_t one, int64_t two)
{
	return model_text(m, "SELECT coalesce(group_concat(r.id || r.state || (SELECT coalesce(sum(amount + "
	    "tax + coalesce(tax2, 0)), 0) FROM receipt_line WHERE receipt = r.id) || ' ' || (SELECT "
	    "coalesce(sum(amount), 0) FROM payment WHERE receipt = r.id)), '') FROM (SELECT id, state "
	    "FROM receipt WHERE client IN (%lld, %lld) ORDER BY id) r", (long long)one, (long long)two);
}

static void
same_money(struct model *m, const char *before, int64_t one, int64_t two)
{
	AUTO_FREE char *after = money_of(m, one, two);

	if (strcmp(before, after) != 0)
		model_fault(m, "the money of %lld and %lld was \"%s\" and is \"%s\"",
		    (long long)one, (long long)two, before, after);
}

bool
op_merge(struct model *m, struct login *l, struct err *e)
{
	struct client_merge two;
	int64_t stays = model_any(m, "client"), gone = model_any(m, "client");
	AUTO_FREE char *number = xasprintf("%lld", (long long)gone);
	AUTO_FREE char *before = money_of(m, stays, gone);
	int64_t rows = model_int(m, "SELECT count(*) FROM session WHERE client IN (%lld, %lld)",
	    (long long)stays, (long long)gone);
	bool ok;

	if (!merges(l) || stays == gone)
		return model_nothing(m);
	ok = client_merge_begin(l->p, stays, gone, &two, e) && client_merge_do(&two, number, e);
	client_merge_end(&two);
	if (ok && model_int(m, "SELECT count(*) FROM session WHERE client = %lld",
	    (long long)stays) != rows)
		model_fault(m, "a merge of %lld into %lld lost visits", (long long)gone,
		    (long long)stays);
	if (ok)		/* all of it with who stays */
		same_money(m, before, stays, stays);
	return ok;
}

bool
op_unmerge(struct model *m, struct login *l, struct err *e)
{
	int64_t gone = model_any(m, "client WHERE id IN (SELECT gone FROM client_merge)");
	int64_t stays = model_int(m, "SELECT coalesce(max(stays), 0) FROM client_merge WHERE id = "
	    "(SELECT max(id) FROM client_merge WHERE gone = %lld)", (long long)gone);
	AUTO_FREE char *before = money_of(m, stays, gone);

	if (!merges(l) || gone == 0)
		return model_nothing(m);
	if (!client_unmerge(l->p, gone, NULL, NULL, e))
		return false;
	same_money(m, before, stays, gone);
	return true;
}

bool
op_give(struct model *m, struct login *l, struct err *e)
{
	int64_t gone = model_any(m, "client WHERE id IN (SELECT gone FROM client_merge)");
	int64_t visit = model_any(m, "session WHERE client IN (SELECT stays FROM client_merge "
	    "WHERE gone = %lld)", (long long)gone);

	if (!merges(l) || gone == 0 || visit == 0)
		return model_nothing(m);
	return client_merge_give(l->p, gone, "session", visit, e);
}

bool
op_emergency(struct model *m, struct login *l, struct err *e)
{
	AUTO_BUF struct buf out = BUF_INIT;
	struct err unwritten;

	return emergency_view(l->p, model_any(m, "client"), "collapsed", &out, &unwritten, e);
}

/* --- the offer, newsletter, reviews -------------------------------------------------- */

bool
op_offer_edit(struct model *m, struct login *l, struct err *e)
{
	static const char *const prices[] = { "12.99", "38", "250", "0.05", "" };
	const struct record_type *t = dice(m, 2) == 0 ? &record_service : &record_product;
	AUTO_RECORD struct record *base = offer_get(l->p, t, model_any(m, "%s", t->name), e);
	AUTO_RECORD struct record *mine = base != NULL ? record_copy(base) : NULL;

	if (mine != NULL && t == &record_service && dice(m, 2) == 0)
		record_set_int(mine, "return_months", 1 + dice(m, 12));
	return mine != NULL &&
	    record_parse(mine, &l->p->context, "price", ONE_OF(m, prices), e) &&
	    offer_save(l->p, mine, base, NULL, NULL, e);
}

bool
op_subscribe(struct model *m, struct login *l, struct err *e)
{
	static const char *const states[] = { "unknown", "pending", "subscribed",
	    "unsubscribed" };
	AUTO_FREE char *email = xasprintf("reader%u@example.org", dice(m, 12));
	struct subscriber_change c = { .email = email, .state = ONE_OF(m, states),
	    .wording = dice(m, 5) == 0 ? NULL : "2026-01", .given = "Ada" };

	if (dice(m, 2) == 0)
		c.client = model_any(m, "client");
	return subscriber_set(l->p, &c, NULL, e);
}

bool
op_review_ask(struct model *m, struct login *l, struct err *e)
{
	int64_t client = model_any(m, "client"), id;

	return review_ask(l->p, client, 0, "desk", &id, e);
}

bool
op_review_add(struct model *m, struct login *l, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_review);

	if (dice(m, 3) != 0)
		record_set_int(r, "client", model_any(m, "client"));
	record_set_int(r, "received_at", clock_now() - 60);
	record_set_text(r, "platform", "google");
	record_set_int(r, "stars", 1 + dice(m, 5));
	record_set_text(r, "text", "Quiet rooms.");
	return review_add(l->p, r, NULL, e);
}

bool
op_review_reply(struct model *m, struct login *l, struct err *e)
{
	int64_t id = model_any(m, "review WHERE received_at IS NOT NULL");
	AUTO_RECORD struct record *base = NULL, *mine = NULL;

	if (id == 0)
		return model_nothing(m);
	base = review_get(l->p, id, e);
	if (base == NULL)
		return false;
	mine = record_copy(base);
	record_set_text(mine, "reply", dice(m, 4) == 0 ? NULL : "Thank you.");
	return review_save(l->p, mine, base, NULL, NULL, e);
}

/* --- imports --------------------------------------------------------------------------- */

static void
add_row(struct model *m, const char *kind, struct buf *out)
{
	char day[DATE_ISO_SIZE], ahead[DATE_ISO_SIZE];
	unsigned n = dice(m, 60);

	date_to_iso(m->day + (date_day)(n % 4), ahead);
	date_to_iso(m->day - 1 - (date_day)dice(m, 20), day);
	if (strcmp(kind, "clients") == 0)
		buf_addf(out, "C%u,%s,%s,555 02%02u\n", n, ONE_OF(m, given),
		    dice(m, 10) == 0 ? "" : ONE_OF(m, family), n);
	else if (strcmp(kind, "sessions") == 0)
		buf_addf(out, "S%u,%s,%s,%u:00,%s,%s\n", n, ONE_OF(m, given),
		    n % 4 == 0 ? ahead : day, 9 + n % 8, n % 7 == 0 ? "vanished" :
		    n % 3 == 0 ? "no_show" : n % 4 == 0 ? "booked" : "done",
		    people[n % 3].name);
	else if (strcmp(kind, "receipts") == 0)
		buf_addf(out, "%u,%s,Peel,%u.50,%u\n", n / 3, day, n, 1 + n % 3);
	else
		buf_addf(out, "%s%u@example.org,%s\n", n % 5 == 0 ? "not an address " :
		    "reader", n, n % 2 == 0 ? "subscribed" : "unsubscribed");
}

bool
op_import(struct model *m, struct login *l, struct err *e)
{
	static const struct {
		const char *kind, *head, *map;
	} kinds[] = {
		{ "clients", "external_id,given,family,phone\n", NULL },
		{ "sessions", "external_id,client,date,start,status,staff\n",
		  "[sessions]\ncreate = client\n" },
		{ "receipts", "number,date,description,unit price,qty\n", NULL },
		{ "subscribers", "email,state\n", NULL },
	};
	size_t which = dice(m, ARRAY_LEN(kinds));
	AUTO_FREE char *path = xasprintf("%s.%s.csv", m->path, l->name);
	AUTO_BUF struct buf text = BUF_INIT;
	struct import_options o = { .kind = kinds[which].kind, .path = path,
	    .map_text = kinds[which].map };
	struct import_result r;
	unsigned n = 1 + dice(m, 8);

	buf_adds(&text, kinds[which].head);
	while (n-- > 0)
		add_row(m, o.kind, &text);
	test_write(path, text.s, text.len);
	m->parts = true;
	return practice_import(l->p, &o, &r, e);
}

/* --- undo and redo -------------------------------------------------------------------- */

/* Its own record stays and says so, an address has an event more. */
static bool
turned_a_merge(struct model *m)
{
	return model_int(m, "SELECT count(*) FROM client_merge WHERE version = "
	    "(SELECT max(n) FROM journal)") > 0;
}

/* What followed at once on what is taken back now gives the records as they were. */
static void
is_as_before(struct model *m, const struct undone *u, int64_t head)
{
	AUTO_FREE char *now = NULL;

	if (u->entry != m->newest || u->entry != head || u->entries != 1 ||
	    u->opposites + u->left_since > 0 || turned_a_merge(m))
		return;
	now = model_records(m);
	if (strcmp(now, m->before) != 0)
		model_fault(m, "the undo of entry %lld does not give back what was there",
		    (long long)u->entry);
}

static int64_t
head_of(struct model *m)
{
	return model_int(m, "SELECT max(n) FROM journal");
}

bool
op_undo(struct model *m, struct login *l, struct err *e)
{
	int64_t head = head_of(m);
	struct undoable next;
	struct undone u;

	m->parts = true;
	if (!practice_undo_next(l->p, &next, e) ||
	    !practice_undo_since(l->p, &next, &u, e))
		return false;
	is_as_before(m, &u, head);
	m->undid = l;
	return true;
}

bool
op_undo_command(struct model *m, struct login *l, struct err *e)
{
	int64_t head = head_of(m);
	struct undone u;

	if (!practice_undo(l->p, &u, NULL, e))
		return false;
	is_as_before(m, &u, head);
	return true;
}

bool
op_redo(struct model *m, struct login *l, struct err *e)
{
	struct undoable next;
	struct undone u;

	m->parts = true;
	return practice_redo_next(l->p, &next, e) && practice_redo_since(l->p, &next, &u, e);
}

/* Undone and done again, all is as it was. */
bool
op_undo_redo(struct model *m, struct login *l, struct err *e)
{
	AUTO_FREE char *before = model_records(m);
	struct undoable next;
	struct undone u;

	m->parts = true;
	if (!practice_undo_next(l->p, &next, e) ||
	    !practice_undo_since(l->p, &next, &u, e))
		return false;
	if (u.opposites + u.left_since > 0 || u.entries != 1 || turned_a_merge(m))
		return true;
	if (!practice_redo_next(l->p, &next, e) || !practice_redo_since(l->p, &next, &u, e))
		model_fault(m, "what was undone cannot be done again: %s", e->text);
	AUTO_FREE char *after = model_records(m);
	if (strcmp(before, after) != 0)
		model_fault(m, "undo and redo do not give the same records");
	return true;
}

/* --- the file as a whole --------------------------------------------------------------- */

bool
op_login(struct model *m, struct login *l, struct err *e)
{
	practice_close(l->p);
	l->p = practice_open(m->path, l->name, e);
	if (l->p == NULL)
		model_fault(m, "%s cannot log in: %s", l->name, e->text);
	return true;
}

bool
op_rebuild(struct model *m, struct login *l, struct err *e)
{
	return practice_rebuild(l->p, e);
}
