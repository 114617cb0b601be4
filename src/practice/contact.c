/*
 * contact.c - see contact.h.
 */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/contact.h"
#include "practice/naming.h"

#define FOR_GOOD -1

/*
 * How many days a try takes its cause off the list. Lists of this kind elsewhere (Open
 * Dental's recall list, manual/recalllist.html) drop whom they wrote to for a number of days
 * and bring back who has not booked by then; the numbers are a practice's own.
 */
static const struct {
	int days;
	const char *why;
} hides[CONTACT_ABOUTS][CONTACT_OUTCOMES] = {
	[CONTACT_CALL] = {
		{ FOR_GOOD, "the client knows; who confirms is confirmed by y" },
		{ 0, "the answer may come today, and the visit is on the next day" },
		{ 0, "tried again later the same day" } },
	[CONTACT_DUE] = {
		{ 30, "who does not book at once is asked again in a month" },
		{ 3, "time for an answer, and not more than two messages a week" },
		{ 1, "tried on another day at another time" } },
	[CONTACT_WAITING] = {
		{ 1, "this time did not suit; tomorrow others may be free" },
		{ 1, "a free time does not wait: the next on the list is asked" },
		{ 1, "the same" } },
	[CONTACT_FOLLOW_UP] = {
		{ 1, "what was heard is the follow-up's own outcome" },
		{ 1, "who does not answer is asked again: it may not heal" },
		{ 1, "the same" } },
	[CONTACT_RECALL] = {
		{ FOR_GOOD, "the client knows" },
		{ FOR_GOOD, "the list of the recall shows it (trace.h)" },
		{ FOR_GOOD, "the same" } },
};

static const struct choice *
choices_of(const char *field)
{
	return record_field(&record_contact, field)->choices;
}

/* --- reading ---------------------------------------------------------------------- */

bool
contact_last(struct practice *p, const struct contact_cause *cause,
    struct contact_last *out, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "contact_tries");
	enum contact_outcome outcome;

	*out = (struct contact_last){ .hidden_until = DATE_NONE };
	stmt_set_int(st, "client", cause->client);
	stmt_set_text(st, "about", choices_of("about")[cause->about].value);
	stmt_set_int(st, "since", cause->since);
	if (cause->session != 0)
		stmt_set_int(st, "session", cause->session);
	if (cause->service != 0)
		stmt_set_int(st, "service", cause->service);
	while (stmt_next(st)) {
		outcome = (enum contact_outcome)stmt_choice(st, "outcome",
		    choices_of("outcome"));
		if (out->id != 0 && outcome != CONTACT_NO_ANSWER)
			break;
		out->nth++;
		if (out->id != 0)
			continue;
		out->id = stmt_int(st, "id");
		out->at = stmt_int(st, "at");
		out->outcome = outcome;
		out->hidden_until = stmt_date(st, "hidden_until");
		text_copy(out->channel, sizeof(out->channel), stmt_text(st, "channel"));
		text_copy(out->note, sizeof(out->note), stmt_text(st, "note"));
		if (outcome != CONTACT_NO_ANSWER)
			break;
	}
	return stmt_end(st, e);
}

static void
add_when(const struct practice *p, instant at, struct buf *out)
{
	char words[24], time[DATE_TIME_SIZE];
	int minutes, seconds;
	date_day day, today = clock_today();

	clock_local(at, &day, &minutes, &seconds);
	if (day == today)
		buf_adds(out, date_format_time(minutes, p->context.twelve_hour, time));
	else if (day < today && day > today - 7)
		buf_adds(out, date_weekday_name(date_weekday(day)));
	else
		buf_adds(out, strchr(naming_day(day, words), ' ') + 1);
}

void
contact_words(const struct practice *p, const struct contact_last *last, struct buf *out)
{
	static const char *const ends[] = { "th", "st", "nd", "rd" };
	int nth = last->nth;

	if (last->id == 0)
		return;
	if (last->outcome == CONTACT_MESSAGE && *last->channel != '\0' &&
	    strcmp(last->channel, "call") != 0)
		buf_adds(out, last->channel[0] == 't' ? "text" : "e-mail");
	else
		buf_adds(out, choices_of("outcome")[last->outcome].label != NULL ?
		    choices_of("outcome")[last->outcome].label :
		    choices_of("outcome")[last->outcome].value);
	buf_addc(out, ' ');
	add_when(p, last->at, out);
	if (last->outcome == CONTACT_NO_ANSWER)
		buf_addf(out, ", %d%s", nth, ends[nth % 10 < 4 && (nth / 10) % 10 != 1 ?
		    nth % 10 : 0]);
	if (last->note[0] != '\0')
		buf_addf(out, ", \"%s\"", last->note);
}

/* --- writing ---------------------------------------------------------------------- */

struct tries {
	struct practice *p;
	const struct contact_cause *causes;
	size_t n;
	enum contact_outcome outcome;
};

static date_day
hidden_until(enum contact_about about, enum contact_outcome outcome)
{
	int days = hides[about][outcome].days;

	return days == FOR_GOOD ? DATE_NONE : clock_today() + days;
}

static bool
write_inside(struct db *db, void *arg, struct err *e)
{
	const struct tries *t = arg;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct contact_cause *c = &t->causes[i];
		AUTO_RECORD struct record *r = record_new(&record_contact);

		record_set_int(r, "client", c->client);
		record_set_text(r, "about", choices_of("about")[c->about].value);
		if (c->session != 0)
			record_set_int(r, "session", c->session);
		if (c->service != 0)
			record_set_int(r, "service", c->service);
		if (c->note != NULL)
			record_set_text(r, "note", c->note);
		record_set_int(r, "at", clock_now());
		record_set_int(r, "staff", t->p->staff->id);
		record_set_text(r, "channel", c->channel == NULL || *c->channel == '\0' ||
		    strcmp(c->channel, "none") == 0 ? "call" : c->channel);
		record_set_text(r, "outcome", choices_of("outcome")[t->outcome].value);
		record_set_day(r, "hidden_until", hidden_until(c->about, t->outcome));
		if (!db_insert(db, r, e))
			return false;
		if (t->n == 1)
			db_label(db, "add contact %" PRId64, r->id);
	}
	return true;
}

bool
contact_write(struct practice *p, const struct contact_cause *causes, size_t n,
    enum contact_outcome outcome, date_day *until, struct err *e)
{
	struct tries t = { p, causes, n, outcome };

	if (until != NULL)
		*until = n > 0 ? hidden_until(causes[0].about, outcome) : DATE_NONE;
	return practice_may(p, ACTION_WRITE_SESSIONS, e) &&
	    db_write(p->db, "change", "add contacts", write_inside, &t, e);
}

struct record *
contact_get(struct practice *p, int64_t id, struct err *e)
{
	return practice_may(p, ACTION_READ_CLIENTS, e) ?
	    db_get(p->db, &record_contact, id, e) : NULL;
}

bool
contact_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .draft = draft };

	return practice_save(p, ACTION_WRITE_SESSIONS, mine, base, m, &rules, e);
}
