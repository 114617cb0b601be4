/*
 * visits.c - booking, moving, steps and screenings of the model.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "practice/sessions.h"
#include "tests/model/model.h"
#include "tests/support/sheet.h"

#define DAYS 4			/* so far ahead is booked: a full book */
#define BOOKING "status IN ('booked', 'confirmed')"

static void
set_time(struct model *m, struct record *s)
{
	char iso[DATE_ISO_SIZE];

	record_set_text(s, "date", date_to_iso(m->day + (date_day)dice(m, DAYS), iso));
	/* some go on past midnight */
	record_set_int(s, "start", dice(m, 10) == 0 ? 23 * 60 + 15 * (int64_t)dice(m, 4) :
	    dice(m, 15) == 0 ? 15 * (int64_t)dice(m, 4) : 9 * 60 + 15 * (int64_t)dice(m, 36));
}

static struct record *
new_visit(struct model *m, struct login *l, int64_t client, bool walk_in)
{
	struct record *s = session_new(l->p, client, walk_in);

	record_set_int(s, "service", model_any(m, "service WHERE active = 1"));
	if (dice(m, 3) != 0)
		record_set_int(s, "staff", model_any(m,
		    "staff WHERE role IN ('owner', 'practitioner')"));
	if (!walk_in)
		set_time(m, s);
	if (dice(m, 12) == 0)
		record_set_int(s, "overlap_ok", 1);
	if (dice(m, 2) == 0)
		record_set_text(s, "insisted", "yes");
	return s;
}

bool
op_book(struct model *m, struct login *l, struct err *e)
{
	AUTO_RECORD struct record *s = new_visit(m, l, model_any(m, "client"),
	    dice(m, 3) == 0);
	AUTO_BUF struct buf note = BUF_INIT;

	return session_book(l->p, s, NULL, 0, &note, NULL, e);
}

bool
op_book_new(struct model *m, struct login *l, struct err *e)
{
	AUTO_RECORD struct record *s = new_visit(m, l, 0, dice(m, 3) == 0);
	AUTO_RECORD struct record *c = record_new(&record_client);
	AUTO_BUF struct buf note = BUF_INIT;

	AUTO_FREE char *given = xasprintf("Nora%u", dice(m, 40));
	record_set_text(c, "given", given);
	record_set_text(c, "family", "Walker");
	return session_book(l->p, s, c, clients_known(l->p), &note, NULL, e);
}

static void
edit_seldom(struct model *m, struct record *s)
{
	static const char *const places[] = { "room", "device" };
	const char *place = ONE_OF(m, places);

	switch (dice(m, 6)) {
	case 0:
		record_set_int(s, "client", model_any(m, "client"));
		break;
	case 1:
		record_set_int(s, "service", model_any(m, "service"));
		break;
	case 2:
		record_set_int(s, "overlap_ok", dice(m, 3) == 0);
		break;
	case 3:
		record_set_int(s, place, model_any(m, "%s", place));
		break;
	case 4:
		record_set_int(s, "numbing", 15 * (int64_t)dice(m, 4));
		break;
	default:
		record_set_int(s, "cleanup", 15 * (int64_t)dice(m, 3));
	}
}

bool
op_edit_visit(struct model *m, struct login *l, struct err *e)
{
	int64_t id = model_any(m, "session WHERE " BOOKING);
	AUTO_RECORD struct record *base = l->session, *mine = NULL, *was = NULL;
	AUTO_BUF struct buf note = BUF_INIT;

	l->session = NULL;
	if (base == NULL && id == 0)
		return model_nothing(m);
	if (base == NULL)
		base = session_get(l->p, id, e);
	if (base == NULL)
		return false;
	mine = record_copy(base);
	if (dice(m, 4) != 0)
		set_time(m, mine);
	if (dice(m, 3) == 0)
		record_set_int(mine, "staff", model_any(m,
		    "staff WHERE role IN ('owner', 'practitioner')"));
	if (dice(m, 3) == 0)
		record_set_int(mine, "minutes", 15 + 15 * (int64_t)dice(m, 6));
	if (dice(m, 4) == 0)
		edit_seldom(m, mine);
	if (dice(m, 2) == 0)
		record_set_text(mine, "insisted", "yes");
	was = db_get(l->p->db, &record_session, base->id, NULL);
	if (!session_save(l->p, mine, base, NULL, &note, NULL, e))
		return false;
	model_saved(m, l, mine, base, was, "insisted");
	return true;
}

/* The version of a visit that somebody has before their eyes: seldom not the newest. */
static int64_t
version_of(struct model *m, int64_t id)
{
	return model_int(m, "SELECT version FROM session WHERE id = %lld", (long long)id) -
	    (dice(m, 15) == 0);
}

/* One that is on its way, of today most of the time. */
static int64_t
open_visit(struct model *m)
{
	char today[DATE_ISO_SIZE];
	int64_t id = 0;

	if (dice(m, 5) != 0)
		id = model_any(m, "session WHERE date = '%s' AND status IN "
		    "('booked', 'confirmed', 'here', 'in_treatment')",
		    date_to_iso(m->day, today));
	return id != 0 ? id : model_any(m, "session");
}

bool
op_step(struct model *m, struct login *l, struct err *e)
{
	static const enum session_step next[] = { SESSION_STEP_HERE, SESSION_STEP_HERE,
	    SESSION_STEP_START, SESSION_STEP_DONE };
	bool numbs;
	int64_t id = open_visit(m), version;
	AUTO_RECORD struct record *s = db_get(l->p->db, &record_session, id, NULL);
	enum session_step step;

	if (s == NULL)
		return model_nothing(m);
	version = version_of(m, id);
	numbs = record_int(s, "numbing") > 0 && record_is_null(s, "numbing_on");
	step = numbs && session_status_of(s) == SESSION_HERE && dice(m, 2) == 0 ?
	    SESSION_STEP_NUMB : dice(m, 6) == 0 || session_status_of(s) >= ARRAY_LEN(next) ?
	    (enum session_step)dice(m, SESSION_STEP_DONE + 1) : next[session_status_of(s)];
	return session_step(l->p, id, version, step, e);
}

bool
op_end(struct model *m, struct login *l, struct err *e)
{
	static const char *const open[] = { BOOKING, BOOKING, BOOKING,
	    "status IN ('here', 'in_treatment')", "status = 'in_treatment'" };
	enum session_outcome outcome = (enum session_outcome)dice(m, ARRAY_LEN(open));
	char today[DATE_ISO_SIZE];
	int64_t id, version;

	date_to_iso(m->day, today);
	id = dice(m, 5) == 0 ? open_visit(m) : model_any(m, "session WHERE %s AND date <= "
	    "date('%s', '+%d days')", open[outcome], today, outcome == SESSION_MISSED ? 0 : 9);
	if (id == 0)
		return model_nothing(m);
	version = version_of(m, id);
	if (outcome <= SESSION_MISSED && dice(m, 2) == 0)
		return session_end_charged(l->p, id, version, outcome, "the dog", e);
	return session_end(l->p, id, version, outcome,
	    outcome == SESSION_SENT_AWAY ? "unwell" : NULL, "the dog", e);
}

bool
op_confirm(struct model *m, struct login *l, struct err *e)
{
	int64_t ids[3];
	size_t n;

	for (n = 0; n < ARRAY_LEN(ids); n++) {
		ids[n] = model_any(m, "session WHERE status = 'booked'");
		if (ids[n] == 0)
			return model_nothing(m);
	}
	return sessions_confirm(l->p, ids, 1 + dice(m, ARRAY_LEN(ids)), e);
}

bool
op_screen(struct model *m, struct login *l, struct err *e)
{
	char today[DATE_ISO_SIZE];
	int64_t client = model_any(m, "client WHERE id IN (SELECT client FROM session "
	    "WHERE date = '%s' AND status = 'here')", date_to_iso(m->day, today)), id;
	struct checklist *c = checklist_load(l->p->db, "microneedling", e);
	struct sheet s;
	enum verdict verdict;
	bool ok;

	if (c == NULL)
		return false;
	s = sheet_of(c);
	if (client == 0 || dice(m, 4) == 0)
		client = model_any(m, "client");
	if (dice(m, 5) == 0)
		put(&s, "keloid", "yes");
	if (dice(m, 5) == 0)
		put(&s, "young_scar", "yes");
	if (dice(m, 8) == 0)
		put(&s, "diabetes", ANSWER_UNKNOWN);
	ok = screening_save(l->p, c, client, 0, clock_today(), s.answers, &id, &verdict, NULL, e);
	checklist_free(c);
	return ok;
}
