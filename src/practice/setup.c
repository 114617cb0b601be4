/*
 * setup.c - see setup.h.
 */
#include "practice/setup.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/offer.h"

static const struct {
	const char *title, *word;
	const char *missing;	/* the sentence while it is not done */
	enum action needs;
} steps[SETUP_STEPS] = {
	[SETUP_SERVICES] = { "Services", "services",
	    "what you do, its price, its checklist", ACTION_WRITE_OFFER },
	[SETUP_STAFF] = { "Staff", "staff",
	    "who works here: code, login, role", ACTION_WRITE_SETTINGS },
	[SETUP_HOURS] = { "Hours", "hours",
	    "from when to when, on which days", ACTION_WRITE_SETTINGS },
	[SETUP_TAXES] = { "Taxes", "taxes",
	    "rates on receipts; 0: no tax", ACTION_WRITE_SETTINGS },
	[SETUP_REVIEW] = { "Review link", "the review link",
	    "where clients write a review", ACTION_WRITE_SETTINGS },
	[SETUP_IMPORT] = { "Import", "an import",
	    "from a file; or use the next line", ACTION_IMPORT },
	[SETUP_CLIENT] = { "First client", "the first client",
	    "a name is enough", ACTION_WRITE_CLIENTS },
	[SETUP_VISIT] = { "First visit", "the first visit",
	    "book it: client, day, time", ACTION_WRITE_SESSIONS },
};

const char *
setup_title(enum setup_step s)
{
	return steps[s].title;
}

enum action
setup_needs(enum setup_step s)
{
	return steps[s].needs;
}

static void
say(struct setup *s, enum setup_step step, const char *what, const char *more)
{
	snprintf(s->steps[step].sentence, sizeof(s->steps[step].sentence), "%s%s",
	    what, more);
}

/* --- one step each ---------------------------------------------------------------- */

struct setup_search {
	struct setup *setup;
	long n;
};

static bool
look_at_service(const struct record *r, void *arg)
{
	struct setup_search *l = arg;

	l->n++;
	if (!service_lacks_checklist(r))
		return true;
	l->setup->steps[SETUP_SERVICES].id = r->id;
	say(l->setup, SETUP_SERVICES, record_text(r, "name"), ": no checklist");
	return false;
}

/* The agenda shows initials, so each person has some. */
static bool
look_at_person(const struct record *r, void *arg)
{
	struct setup_search *l = arg;

	l->n++;
	if (!record_is_null(r, "code"))
		return true;
	l->setup->steps[SETUP_STAFF].id = r->id;
	say(l->setup, SETUP_STAFF, record_text(r, "name"), ": no code yet, such as initials");
	return false;
}

static bool
look_at(struct practice *p, struct setup *s, enum setup_step step,
    const struct record_type *type,
    bool (*fn)(const struct record *, void *), const char *word, struct err *e)
{
	struct setup_search l = { s, 0 };

	if (!offer_list(p, type, false, fn, &l, e))
		return false;
	s->steps[step].done = l.n > 0 && s->steps[step].id == 0;
	if (s->steps[step].done)
		snprintf(s->steps[step].sentence, sizeof(s->steps[step].sentence),
		    "%ld %s", l.n, word);
	return true;
}

static void
look_at_settings(const struct practice *p, struct setup *s)
{
	static const struct {
		enum setup_step step;
		const char *field;
	} asked[] = {
		{ SETUP_HOURS, "open_days" }, { SETUP_TAXES, "tax_percent" },
		{ SETUP_REVIEW, "review_link" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(asked); i++) {
		const struct field *f = record_field(&record_practice, asked[i].field);
		const struct value *v = record_value(p->settings, asked[i].field);
		AUTO_BUF struct buf shown = BUF_INIT;

		if (v->kind == VALUE_NULL)
			continue;
		field_show(f, &p->context, v, &shown);
		s->steps[asked[i].step].done = true;
		say(s, asked[i].step, shown.s, "");
	}
}

static bool
look_at_records(struct practice *p, struct setup *s, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "setup_records");
	bool client = false, imported = false, hours = false;

	if (stmt_next(st)) {
		client = stmt_int(st, "clients") != 0;
		imported = stmt_int(st, "imported") != 0;
		s->steps[SETUP_VISIT].done = stmt_int(st, "visits") != 0;
		hours = stmt_int(st, "hours") != 0;
	}
	s->steps[SETUP_CLIENT].done = client;
	s->steps[SETUP_IMPORT].done = imported || client;
	if (hours) {
		s->steps[SETUP_HOURS].done = true;
		say(s, SETUP_HOURS, "by weekday, in Working hours", "");
	}
	if (client)
		say(s, SETUP_CLIENT, "is in the list", "");
	if (s->steps[SETUP_VISIT].done)
		say(s, SETUP_VISIT, "is booked", "");
	if (imported)
		say(s, SETUP_IMPORT, "a file came in", "");
	else if (client)
		say(s, SETUP_IMPORT, "typed by hand so far", "");
	return stmt_end(st, e);
}

bool
practice_is_new(struct practice *p, bool *is_new, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "setup_is_new");

	*is_new = stmt_next(st) && stmt_int(st, "is_new") != 0;
	return stmt_end(st, e);
}

bool
practice_setup(struct practice *p, struct setup *out, struct err *e)
{
	int i;

	*out = (struct setup){ .n_done = 0 };
	for (i = 0; i < SETUP_STEPS; i++)
		say(out, (enum setup_step)i, steps[i].missing, "");
	look_at_settings(p, out);
	if (!look_at(p, out, SETUP_SERVICES, &record_service, look_at_service,
	    "on offer", e) ||
	    !look_at(p, out, SETUP_STAFF, &record_staff, look_at_person,
	    "with a code", e) || !look_at_records(p, out, e))
		return false;
	for (i = 0; i < SETUP_STEPS; i++)
		out->n_done += out->steps[i].done;
	return true;
}

void
setup_left(const struct setup *s, struct buf *out)
{
	size_t left = SETUP_STEPS - s->n_done;
	const char *between = "";
	int i;

	for (i = 0; i < SETUP_STEPS; i++) {
		if (s->steps[i].done)
			continue;
		buf_addf(out, "%s%s", between, steps[i].word);
		between = --left > 1 ? ", " : " and ";
	}
}
