/*
 * emergency.c - see emergency.h.
 */
#include "practice/emergency.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/asked.h"
#include "practice/naming.h"
#include "practice/reads.h"
#include "practice/save.h"

#define UNSEEN_MAX 200	/* shown at once */

/* --- the look ---------------------------------------------------------------------- */

static struct record *
look_of(struct practice *p, int64_t client, instant at, const char *reason)
{
	struct record *r = record_new(&record_emergency_view);

	record_set_int(r, "client", client);
	record_set_int(r, "staff", p->staff->id);
	record_set_int(r, "at", at);
	record_set_text(r, "reason", reason);
	return r;
}

static void
add_line(struct buf *out, const char *label, const char *text)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	text_show(&shown, text, false);
	buf_addf(out, "%s\t%s\n", label, shown.s);
}

static void
tell(struct practice *p, const struct record *card, struct buf *out)
{
	static const struct { const char *label, *field; } asked[] = {
		{ "Allergies", "allergies" }, { "Medicines", "medicines" },
	};
	AUTO_BUF struct buf name = BUF_INIT, born = BUF_INIT;
	size_t i;

	client_display_name(card, &name);
	add_line(out, "Client", name.s);
	field_show(record_field(card->type, "born"), &p->context,
	    record_value(card, "born"), &born);
	add_line(out, "Born", born.len > 0 ? born.s : "not known");
	for (i = 0; i < ARRAY_LEN(asked); i++) {
		AUTO_BUF struct buf words = BUF_INIT;

		asked_words(p, card, asked[i].field, &words);
		add_line(out, asked[i].label, words.s);
	}
	add_line(out, "Whom to call", record_is_null(card, "emergency") ?
	    "nobody is named" : record_text(card, "emergency"));
}

bool
emergency_view(struct practice *p, int64_t client, const char *reason,
    struct buf *out, struct err *unwritten, struct err *e)
{
	AUTO_RECORD struct record *card = NULL, *look = NULL;

	err_clear(unwritten);
	if (!practice_may(p, ACTION_EMERGENCY, e))
		return false;
	if (practice_allows(p, ACTION_READ_MEDICAL))
		return err_set(e, ERR_INVALID, NULL, "Your login shows allergies and "
		    "medicines on the client's page.");
	if (*reason == '\0')
		return err_set(e, ERR_INVALID, "reason", "Type what happened: it is "
		    "recorded, and the owner is informed.");
	card = db_get(p->db, &record_client, client, e);
	if (card == NULL)
		return false;
	look = look_of(p, card->id, clock_now(), reason);
	if (!record_check(look, e))
		return false;
	if (!practice_add(p, ACTION_EMERGENCY, look, NULL, e)) {
		if (e->code == ERR_DENIED)
			return false;
		*unwritten = *e;
		err_clear(e);
	}
	reads_note_always(p, card->id, "emergency");
	tell(p, card, out);
	return true;
}

bool
emergency_write(struct practice *p, int64_t client, instant at, const char *reason,
    struct draft *draft, struct err *e)
{
	AUTO_RECORD struct record *look = look_of(p, client, at, reason);
	struct save_rules rules = { .draft = draft };

	return record_check(look, e) &&
	    practice_add(p, ACTION_EMERGENCY, look, &rules, e);
}

/* --- who was told ------------------------------------------------------------------- */

static void
add_look(struct practice *p, struct stmt *st, struct buf *out)
{
	AUTO_BUF struct buf line = BUF_INIT;
	char day[24], time[DATE_TIME_SIZE];
	int minutes, seconds;
	date_day on;

	clock_local(stmt_int(st, "at"), &on, &minutes, &seconds);
	buf_addf(&line, "%s looked at ", stmt_text(st, "staff_name"));
	naming_add_row(st, stmt_int(st, "client"), &line);
	buf_addf(&line, ": %s", stmt_text(st, "reason"));
	if (!stmt_is_null(st, "seen_name"))
		buf_addf(&line, " (seen by %s)", stmt_text(st, "seen_name"));
	buf_addf(out, "%s %s  ", date_to_words(on, true, day),
	    date_format_time(minutes, p->context.twelve_hour, time));
	text_show(out, line.s, false);
	buf_addc(out, '\n');
}

bool
emergency_waiting(struct practice *p, long most, long *n, struct err *e)
{
	struct stmt *st;

	*n = 0;
	if (!practice_allows(p, ACTION_EMERGENCY_SEEN))
		return true;
	st = db_stmt(p->db, "emergency_waiting");
	stmt_set_int(st, "most", most);
	if (stmt_next(st))
		*n = (long)stmt_int(st, "n");
	return stmt_end(st, e);
}

bool
emergency_unseen(struct practice *p, struct buf *out, int64_t *last, struct err *e)
{
	struct stmt *st;

	*last = 0;
	if (!practice_allows(p, ACTION_EMERGENCY_SEEN))
		return true;
	st = db_stmt(p->db, "emergency_unseen");
	stmt_set_int(st, "limit", UNSEEN_MAX);
	while (stmt_next(st)) {
		*last = stmt_int(st, "id");
		add_look(p, st, out);
	}
	return stmt_end(st, e);
}

struct emergency_look {
	struct practice *p;
	int64_t last;
};

static bool
see_inside(struct db *db, void *arg, struct err *e)
{
	const struct emergency_look *s = arg;
	struct stmt *st = db_stmt(db, "emergency_unseen");
	int64_t ids[UNSEEN_MAX];
	size_t i, n = 0;

	stmt_set_int(st, "limit", UNSEEN_MAX);
	while (n < UNSEEN_MAX && stmt_next(st))
		if (stmt_int(st, "id") <= s->last)
			ids[n++] = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return false;
	for (i = 0; i < n; i++) {
		AUTO_RECORD struct record *r = db_get(db, &record_emergency_view, ids[i],
		    e);

		if (r == NULL)
			return false;
		record_set_int(r, "seen_by", s->p->staff->id);
		record_set_int(r, "seen_at", clock_now());
		if (!db_update(db, r, e))
			return false;
	}
	return true;
}

bool
emergency_seen(struct practice *p, int64_t last, struct err *e)
{
	struct emergency_look s = { p, last };

	return practice_may(p, ACTION_EMERGENCY_SEEN, e) &&
	    db_write(p->db, "change", "read emergency looks", see_inside, &s, e);
}

bool
emergency_list(struct practice *p, int64_t client, struct buf *out, struct err *e)
{
	struct stmt *st;

	if (!practice_may(p, ACTION_READ_MEDICAL, e))
		return false;
	st = db_stmt(p->db, client != 0 ? "emergency_of_client" : "emergency_newest");
	if (client != 0)
		stmt_set_int(st, "client", client);
	while (stmt_next(st))
		add_look(p, st, out);
	return stmt_end(st, e);
}
