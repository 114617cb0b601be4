/*
 * due_text.c - the words to read to a client, or to send.
 *
 * They name the practice, the day and when to come, never the treatment: a text lies open on
 * a telephone that others see.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/due.h"
#include "practice/naming.h"
#include "practice/stops.h"

/* "Lena" of "Boyd, Lena"; the preferred name where there is one. */
static void
add_given(const char *name, struct buf *out)
{
	const char *quoted = strchr(name, '"'), *comma = strstr(name, ", ");

	if (quoted != NULL && strchr(quoted + 1, '"') != NULL)
		buf_add(out, quoted + 1, strcspn(quoted + 1, "\""));
	else
		naming_add_given(comma != NULL ? comma + 2 : name, out);
}

static void
add_time(const struct practice *p, int start, struct buf *out)
{
	char time[DATE_TIME_SIZE];

	buf_adds(out, date_format_time(start, p->context.twelve_hour, time));
	if (p->context.twelve_hour)
		buf_addc(out, 'm');
}

static void
add_visit(const struct practice *p, const struct due_row *r, struct buf *out)
{
	char day[24];

	naming_day(r->day, day);
	buf_addf(out, "a reminder of your visit on %s", day);
	if (r->start >= 0) {
		buf_adds(out, ". Please come at ");
		add_time(p, r->start, out);
	}
	buf_addc(out, '.');
	if (*r->preparation != '\0')
		buf_addf(out, " %s%s", r->preparation,
		    strchr(".!?", r->preparation[strlen(r->preparation) - 1]) != NULL ? "" : ".");
	buf_adds(out, " Please tell us whether this suits you.");
}

static void
add_move(const struct practice *p, const struct due_row *r, struct buf *out)
{
	char day[24];

	naming_day(r->day, day);
	buf_addf(out, "we are sorry, your visit on %s", day);
	buf_adds(out, " at ");
	add_time(p, r->start, out);
	buf_adds(out, " has to be moved. Please call us to find another time that suits you.");
}

/* What needs a doctor: the practice's red flags, without a number of days, which is the
 * aftercare sheet's. */
static void
add_follow_up(const struct due_row *r, struct buf *out)
{
	char day[24];

	buf_addf(out, "how are you after your visit on %s", naming_day(r->day, day));
	buf_adds(out, "? Please tell us. With a fever, pus, spreading warmth, blisters, new dark "
	    "or light spots, or redness that does not go away, please see a doctor today and call "
	    "us.");
}

static void
add_greeting(const struct practice *p, const char *name, struct buf *out)
{
	buf_adds(out, "Hello ");
	add_given(name, out);
	buf_addf(out, ", this is %s: ", record_text(p->settings, "name"));
}

void
stop_text(const struct practice *p, const struct stop *s, struct buf *out)
{
	AUTO_BUF struct buf words = BUF_INIT;
	bool moves = s->until != DATE_NONE;
	char day[24];

	add_greeting(p, s->name, &words);
	buf_addf(&words, moves ? "we are sorry, your visit on %s" : "before your visit on %s",
	    naming_day(s->date, day));
	if (s->start >= 0) {
		buf_adds(&words, " at ");
		add_time(p, s->start, &words);
	}
	if (moves)
		buf_addf(&words, " has to be moved, and can be from %s on. Please call us to find "
		    "a time that suits you.", naming_day(s->until, day));
	else
		buf_adds(&words, " we have to speak with you. Please call us.");
	text_show(out, words.s, true);
}

void
due_text(const struct practice *p, const struct due_row *r, struct buf *out)
{
	AUTO_BUF struct buf words = BUF_INIT;
	char day[24];

	add_greeting(p, r->name, &words);
	if (r->kind == DUE_MOVES) {
		add_move(p, r, &words);
	} else if (r->kind == DUE_CALLS) {
		add_visit(p, r, &words);
	} else if (r->kind == DUE_FOLLOW_UPS) {
		add_follow_up(r, &words);
	} else if (r->kind == DUE_WAITING) {
		buf_addf(&words, "a time has come free on %s", naming_day(r->day, day));
		buf_adds(&words, " at ");
		add_time(p, r->start, &words);
		buf_adds(&words, ". Would you like to have it? Please call us soon.");
	} else if (r->kind == DUE_WAITING_LATER) {
		buf_adds(&words, "you are on our waiting list; we call as soon as a time is "
		    "free that suits you.");
	} else {
		buf_adds(&words, "it is time for your next visit. Please call us to find a time "
		    "that suits you.");
	}
	text_show(out, words.s, true);
}
