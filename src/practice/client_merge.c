/*
 * client_merge.c - see client_merge.h.
 */
#include "practice/client_merge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/client_merge_inside.h"
#include "practice/naming.h"
#include "practice/reads.h"

bool
client_merge_may(struct practice *p, struct err *e)
{
	return practice_may(p, ACTION_WRITE_CLIENTS, e) &&
	    practice_may(p, ACTION_READ_MEDICAL, e);
}

static void
add_name(const struct record *r, struct buf *out)
{
	AUTO_BUF struct buf name = BUF_INIT;

	client_display_name(r, &name);
	text_show(out, name.s, false);
}

/* --- the two ---------------------------------------------------------------------------- */

static bool
is_one_of_their_own(struct practice *p, const struct record *r, struct err *e)
{
	AUTO_BUF struct buf said = BUF_INIT;

	if (db_is_erased(p->db, &record_client, r->id))
		return err_set(e, ERR_INVALID, NULL, "Not merged: " DB_ERASED);
	return client_leads_to(p, r->id, &said) == r->id ||
	    err_set(e, ERR_INVALID, NULL, "%s.", said.s);
}

bool
client_merge_begin(struct practice *p, int64_t stays, int64_t gone, struct client_merge *m,
    struct err *e)
{
	*m = (struct client_merge){ .p = p };
	if (!client_merge_may(p, e))
		return false;
	if (stays == gone)
		return err_set(e, ERR_INVALID, NULL, "That is one client, not two.");
	if ((m->stays = db_get(p->db, &record_client, stays, e)) == NULL ||
	    (m->gone = db_get(p->db, &record_client, gone, e)) == NULL ||
	    !is_one_of_their_own(p, m->stays, e) || !is_one_of_their_own(p, m->gone, e))
		return false;
	m->merged = record_copy(m->stays);
	merge_settle(m);
	reads_note(p, stays, "merge");
	reads_note(p, gone, "merge");
	return merge_has_room(m->merged, e);
}

void
client_merge_end(struct client_merge *m)
{
	record_free(m->stays);
	record_free(m->gone);
	record_free(m->merged);
	free(m->fields);
	*m = (struct client_merge){ .p = NULL };
}

void
client_merge_choose(struct client_merge *m, size_t i, bool gone)
{
	const struct merged_field *f = &m->fields[i];

	if (f->how == MERGED_CHOICE)
		value_copy(record_value(m->merged, f->field->name), gone ? f->gone : f->stays);
	merge_settle_age(m);
}

/* --- what is stricter ----------------------------------------------------------------- */

struct stricter {
	int64_t permissions[32];	/* to be withdrawn … */
	char on[32][DATE_ISO_SIZE];	/* … from that day on */
	int64_t addresses[32];		/* to be unsubscribed */
	size_t n_permissions, n_addresses;
	bool screen;
};

static bool
look_at_permissions(struct practice *p, int64_t client, int64_t other, struct stricter *s,
    struct err *e)
{
	struct stmt *st = db_stmt(p->db, "merge_permissions");

	stmt_set_int(st, "client", client);
	stmt_set_int(st, "other", other);
	while (s->n_permissions < ARRAY_LEN(s->permissions) && stmt_next(st)) {
		text_copy(s->on[s->n_permissions], DATE_ISO_SIZE, stmt_text(st, "revoked_on"));
		s->permissions[s->n_permissions++] = stmt_int(st, "id");
	}
	return stmt_end(st, e);
}

static bool
look_at_screenings(struct practice *p, int64_t client, int64_t other, struct stricter *s,
    struct err *e)
{
	struct stmt *st = db_stmt(p->db, "merge_screened");
	char iso[DATE_ISO_SIZE];

	stmt_set_int(st, "client", client);
	stmt_set_int(st, "other", other);
	stmt_set_text(st, "today", date_to_iso(clock_today(), iso));
	if (stmt_next(st))
		s->screen = true;
	return stmt_end(st, e);
}

static bool
look_at_addresses(const struct client_merge *m, struct stricter *s, struct err *e)
{
	struct stmt *st = db_stmt(m->p->db, "merge_addresses");
	bool out = false;

	stmt_set_int(st, "client", m->stays->id);
	stmt_set_int(st, "other", m->gone->id);
	while (stmt_next(st)) {
		const char *state = stmt_text(st, "state");

		out = out || strcmp(state, "unsubscribed") == 0;
		if (s->n_addresses < ARRAY_LEN(s->addresses) &&
		    (strcmp(state, "subscribed") == 0 || strcmp(state, "pending") == 0))
			s->addresses[s->n_addresses++] = stmt_int(st, "id");
	}
	if (!out)
		s->n_addresses = 0;
	return stmt_end(st, e);
}

static bool
look_at_both(const struct client_merge *m, struct stricter *s, struct err *e)
{
	int64_t a = m->stays->id, b = m->gone->id;

	*s = (struct stricter){ .screen = false };
	return look_at_permissions(m->p, a, b, s, e) && look_at_permissions(m->p, b, a, s, e) &&
	    look_at_screenings(m->p, a, b, s, e) && look_at_screenings(m->p, b, a, s, e) &&
	    look_at_addresses(m, s, e);
}

/* --- in words --------------------------------------------------------------------------- */

bool
client_merge_rows(struct client_merge *m, void (*fn)(const struct record_type *t, int64_t stays,
    int64_t gone, void *arg), void *arg, struct err *e)
{
	struct client_link l;
	int64_t stays, gone;
	size_t i;

	for (i = 0; db_client_link(i, &l); i++) {
		if (!db_client_rows(m->p->db, &l, m->stays->id, &stays, e) ||
		    !db_client_rows(m->p->db, &l, m->gone->id, &gone, e))
			return false;
		if (stays + gone > 0)
			fn(l.type, stays, gone, arg);
	}
	return true;
}

static void
add_moving(const struct record_type *t, UNUSED int64_t stays, int64_t gone, void *arg)
{
	struct buf *out = arg;

	if (gone == 0)
		return;
	buf_addf(out, "%s%lld ", out->len == 0 ? "" : ", ", (long long)gone);
	naming_add_kind(t, gone, out);
}

static bool
add_rows(struct client_merge *m, struct buf *out, struct err *e)
{
	AUTO_BUF struct buf rows = BUF_INIT;

	if (!client_merge_rows(m, add_moving, &rows, e))
		return false;
	buf_addf(out, "moves: %s\n", rows.len > 0 ? rows.s : "nothing");
	return true;
}

static void
add_value(const struct client_merge *m, const struct field *f, const struct value *v,
    struct buf *out)
{
	AUTO_BUF struct buf text = BUF_INIT;

	field_show(f, &m->p->context, v, &text);
	text_show(out, text.len > 0 ? text.s : "blank", false);
}

static void
add_field(const struct client_merge *m, const struct merged_field *f, struct buf *out)
{
	const struct value *other = value_equal(f->merged, f->gone) ? f->stays : f->gone;

	if (merge_goes_along(f->field))
		return;
	text_show(out, f->field->label, false);
	buf_adds(out, f->how == MERGED_BOTH ? ", of both: " : ": ");
	add_value(m, f->field, f->merged, out);
	if (f->how == MERGED_CHOICE) {
		buf_adds(out, merge_is_noted(f) ? ", in the notes " : ", not ");
		add_value(m, f->field, other, out);
	}
	buf_addc(out, '\n');
}

static bool
add_drafts(const struct client_merge *m, struct buf *out, struct err *e)
{
	struct stmt *st = db_stmt(m->p->db, "merge_drafts");
	int64_t n = 0;

	stmt_set_int(st, "client", m->gone->id);
	if (stmt_next(st))
		n = stmt_int(st, "n");
	if (n > 0)
		buf_addf(out, "half typed: %lld form%s of the card that goes; gone on with on the "
		    "card that stays\n", (long long)n, text_plural(n));
	return stmt_end(st, e);
}

bool
client_merge_words(struct client_merge *m, struct buf *out, struct err *e)
{
	struct stricter s;
	size_t i;

	buf_adds(out, "stays: ");
	add_name(m->stays, out);
	buf_adds(out, "\ngoes: ");
	add_name(m->gone, out);
	buf_addc(out, '\n');
	if (!add_rows(m, out, e) || !look_at_both(m, &s, e))
		return false;
	for (i = 0; i < m->n; i++)
		add_field(m, &m->fields[i], out);
	if (s.n_addresses > 0)
		buf_adds(out, "newsletter: unsubscribed, as one of the two is\n");
	if (s.n_permissions > 0)
		buf_adds(out, "permissions: withdrawn, as on one of the two\n");
	if (s.screen)
		buf_adds(out, "screening: one of the two was stopped; the alert will say: screen "
		    "again\n");
	return add_drafts(m, out, e);
}

/* --- doing it ------------------------------------------------------------------------------ */

static bool
is_as_seen(struct practice *p, const struct record *r, struct err *e)
{
	AUTO_RECORD struct record *now = db_get(p->db, &record_client, r->id, e);
	AUTO_BUF struct buf name = BUF_INIT;

	if (now == NULL)
		return false;
	if (now->version == r->version)
		return is_one_of_their_own(p, r, e);
	add_name(now, &name);
	return err_set(e, ERR_STALE, NULL, "Nothing was merged: somebody has changed the card of "
	    "%s since you looked; look again.", name.s);
}

static bool
withdraw(struct practice *p, const struct stricter *s, struct err *e)
{
	size_t i;

	for (i = 0; i < s->n_permissions; i++) {
		AUTO_RECORD struct record *r = db_get(p->db, &record_permission,
		    s->permissions[i], e);

		if (r == NULL)
			return false;
		record_set_text(r, "revoked_on", s->on[i]);
		if (!db_update(p->db, r, e))
			return false;
	}
	return true;
}

static bool
unsubscribe(struct practice *p, const struct stricter *s, struct err *e)
{
	size_t i;

	for (i = 0; i < s->n_addresses; i++) {
		AUTO_RECORD struct record *r = db_get(p->db, &record_subscriber,
		    s->addresses[i], e);
		AUTO_RECORD struct record *ev = record_new(&record_consent_event);

		if (r == NULL)
			return false;
		record_set_text(r, "state", "unsubscribed");
		record_set_int(ev, "subscriber", r->id);
		record_set_int(ev, "at", clock_now());
		record_set_text(ev, "state", "unsubscribed");
		record_set_text(ev, "source", "desk");
		record_set_int(ev, "who", p->staff->id);
		record_set_text(ev, "reason", "another record of the client had unsubscribed");
		if (!db_update(p->db, r, e) || !db_insert(p->db, ev, e))
			return false;
	}
	return true;
}

static bool
write_merge(const struct client_merge *m, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_client_merge);

	record_set_int(r, "stays", m->stays->id);
	record_set_int(r, "gone", m->gone->id);
	record_set_int(r, "at", clock_now());
	record_set_int(r, "staff", m->p->staff->id);
	return db_insert(m->p->db, r, e);
}

/* Adds a line to the notes: "12 Mar 2026, merged, alert: faints" */
static void
note(struct record *merged, const struct field *f, const char *text)
{
	AUTO_BUF struct buf notes = BUF_INIT;
	char day[24];

	buf_adds(&notes, record_text(merged, "notes"));
	buf_addf(&notes, "%s%s, merged, %s: %s", notes.len > 0 ? "\n" : "",
	    date_to_words(clock_today(), false, day), f->label, text);
	record_set_text(merged, "notes", notes.s);
}

/* Adds to the alert; where there is no room it goes into the notes, and the alert says so. */
static void
add_alert(struct record *merged, const char *words)
{
	const struct field *f = record_field(&record_client, "alert");
	const char *was = record_text(merged, "alert");
	AUTO_BUF struct buf alert = BUF_INIT;

	if (strstr(was, words) != NULL)
		return;
	buf_addf(&alert, "%s%s%s", was, *was != '\0' ? "; " : "", words);
	if (!merge_fits(f, alert.s)) {
		note(merged, f, was);
		buf_cut(&alert, 0);
		buf_addf(&alert, "%s; the alert is in the notes", words);
	}
	record_set_text(merged, "alert", alert.s);
}

static bool
write_cards(const struct client_merge *m, const struct stricter *s, struct err *e)
{
	AUTO_RECORD struct record *merged = record_copy(m->merged);
	AUTO_RECORD struct record *gone = record_copy(m->gone);
	size_t i;

	for (i = 0; i < m->n; i++)
		if (merge_is_noted(&m->fields[i]))
			note(merged, m->fields[i].field, value_equal(m->fields[i].merged,
			    m->fields[i].gone) ? m->fields[i].stays->s : m->fields[i].gone->s);
	if (s->screen)
		add_alert(merged, "screen again");
	record_set_int(gone, "archived", 1);
	return merge_has_room(merged, e) && (record_equal(merged, m->stays) ||
	    db_update(m->p->db, merged, e)) && (record_equal(gone, m->gone) ||
	    db_update(m->p->db, gone, e));
}

static bool
merge_inside(struct db *db, void *arg, struct err *e)
{
	struct client_merge *m = arg;
	struct stricter s;

	return is_as_seen(m->p, m->stays, e) && is_as_seen(m->p, m->gone, e) &&
	    look_at_both(m, &s, e) && write_merge(m, e) && write_cards(m, &s, e) &&
	    withdraw(m->p, &s, e) && unsubscribe(m->p, &s, e) &&
	    db_client_move(db, m->gone->id, m->stays->id, e);
}

bool
client_merge_do(struct client_merge *m, const char *number, struct err *e)
{
	AUTO_FREE char *label = xasprintf("merge client %" PRId64, m->gone->id);
	AUTO_FREE char *wanted = xasprintf("%" PRId64, m->gone->id);

	if (!client_merge_may(m->p, e))
		return false;
	if (strcmp(number + (*number == '#'), wanted) != 0)
		return err_set(e, ERR_INVALID, "number", "Nothing was merged: the number of the "
		    "client who goes is %s.", wanted);
	return db_write(m->p->db, "change", label, merge_inside, m, e);
}
