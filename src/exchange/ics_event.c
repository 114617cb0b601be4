/*
 * ics_event.c - what an event says: all but the days on which it occurs.
 */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "exchange/ics_inside.h"

/* --- words ----------------------------------------------------------------------------- */

static enum ics_status
read_status(const struct ics_reading *r, const struct ics_part *p)
{
	static const struct { const char *word; enum ics_status status; } words[] = {
		{ "", ICS_CONFIRMED }, { "CONFIRMED", ICS_CONFIRMED },
		{ "TENTATIVE", ICS_TENTATIVE }, { "CANCELLED", ICS_CANCELLED },
		{ "CANCELED", ICS_CANCELLED }
	};
	const struct ics_line *l = ics_line(p, "STATUS", NULL);
	const char *word = l != NULL ? l->value : "";
	size_t i;

	if (text_is(ics_value(p->calendar, "METHOD"), "CANCEL"))
		return ICS_CANCELLED;
	for (i = 0; i < ARRAY_LEN(words); i++)
		if (text_is(word, words[i].word))
			return words[i].status;
	ics_tell(r, l->line, "STATUS \"%s\" is not known: taken as tentative", word);
	return ICS_TENTATIVE;
}

/* The first of these marks that the event has. */
static const char *
marked(const struct ics_part *p, const char *const *names, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (ics_line(p, names[i], NULL) != NULL)
			return ics_value(p, names[i]);
	return "";
}

/* TRANSP, and what senders add: free is what either calls so. */
static void
read_busy(struct ics_event *ev, const struct ics_part *p)
{
	static const char *const marks[] = { "X-MICROSOFT-CDO-BUSYSTATUS",
		"X-MICROSOFT-MSNCALENDAR-BUSYSTATUS" };
	const char *mark = marked(p, marks, ARRAY_LEN(marks));

	ev->busy = ICS_BUSY;
	if (text_is(ics_value(p, "TRANSP"), "TRANSPARENT") || text_is(mark, "FREE"))
		ev->busy = ICS_FREE;
	else if (text_is(mark, "OOF"))
		ev->busy = ICS_AWAY;
	if (text_is(mark, "TENTATIVE") && ev->status == ICS_CONFIRMED)
		ev->status = ICS_TENTATIVE;
}

static bool
marked_all_day(const struct ics_part *p)
{
	static const char *const marks[] = { "X-MICROSOFT-CDO-ALLDAYEVENT",
		"X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY" };
	const char *mark = marked(p, marks, ARRAY_LEN(marks));

	return text_is(mark, "TRUE") || text_is(mark, "1");
}

/* --- people ------------------------------------------------------------------------------ */

static struct ics_person
read_person(const struct ics_reading *r, const struct ics_line *l)
{
	const char *name = ics_parameter(r, l, "CN"), *email = ics_parameter(r, l, "EMAIL");

	if (email == NULL && strncasecmp(l->value, "mailto:", 7) == 0)
		email = l->value + 7;
	return (struct ics_person){ .name = name != NULL ? name : "",
		.email = email != NULL ? email : "" };
}

static bool
same_person(const struct ics_person *a, const struct ics_person *b)
{
	if (*a->email != '\0' && *b->email != '\0')
		return text_is(a->email, b->email);
	return *a->name != '\0' && strcmp(a->name, b->name) == 0;
}

static void
read_people(const struct ics_reading *r, struct ics_event *ev, const struct ics_part *p)
{
	const struct ics_line *l = ics_line(p, "ORGANIZER", NULL);
	struct ics_person *all;
	size_t n = 0;

	ev->organizer = (struct ics_person){ "", "" };
	if (l != NULL)
		ev->organizer = read_person(r, l);
	for (l = NULL; (l = ics_line(p, "ATTENDEE", l)) != NULL; )
		n++;
	ev->attendees = all = arena_alloc(r->arena, n * sizeof(*all));
	for (l = NULL; (l = ics_line(p, "ATTENDEE", l)) != NULL; ) {
		struct ics_person one = read_person(r, l);
		const char *kind = ics_parameter(r, l, "CUTYPE");

		if (same_person(&one, &ev->organizer) || (kind != NULL &&
		    (text_is(kind, "ROOM") || text_is(kind, "RESOURCE"))))
			continue;
		all[ev->n_attendees++] = one;
	}
}

/* --- how long ---------------------------------------------------------------------------- */

static bool
is_midnight(instant wall)
{
	return wall % DAY_SECONDS == 0;
}

/* Of an all-day event: days alone. */
static void
whole_days(struct ics_reading *r, struct ics_item *item, long line)
{
	struct ics_length *l = &item->length;

	if (l->seconds != 0) {
		l->days += (int)((l->seconds + DAY_SECONDS - 1) / DAY_SECONDS);
		if (l->seconds % DAY_SECONDS != 0)
			ics_tell(r, line, "An all-day event of days and hours: whole days count");
		l->seconds = 0;
	}
	/* An end that is the start is many writers' for one day. */
	if (l->days == 0)
		l->days = 1;
}

static void
read_end(struct ics_reading *r, struct ics_item *item, const struct ics_line *l)
{
	struct ics_time end;
	int64_t seconds;

	item->length.known = false;
	if (!ics_time(r, item->part, l, l->value, item->start.zone, &end))
		return;
	if (end.date != item->start.date)
		ics_tell(r, l->line, "The start is a %s and the end is none: the end is read "
		    "as one", item->start.date ? "day" : "time");
	seconds = item->start.date ? end.wall - item->start.wall : end.at - item->start.at;
	if (seconds < 0) {
		ics_tell(r, l->line, "It ends before it starts: its length is not known");
		return;
	}
	item->length = (struct ics_length){ .known = true, .seconds = seconds };
}

static void
read_length(struct ics_reading *r, struct ics_item *item)
{
	const struct ics_line *end = ics_line(item->part, "DTEND", NULL);
	const struct ics_line *duration = ics_line(item->part, "DURATION", NULL);
	struct ics_length *l = &item->length;
	long line = item->part->line;

	*l = (struct ics_length){ .known = true, .days = item->start.date };
	if (end != NULL) {
		read_end(r, item, end);
		line = end->line;
	} else if (duration != NULL && !ics_duration(duration->value, l)) {
		*l = (struct ics_length){ .known = false };
		line = duration->line;
		ics_tell(r, line, "DURATION \"%s\" is not understood: its length is not known",
		    duration->value);
	}
	if (!item->start.date && marked_all_day(item->part) && l->known &&
	    is_midnight(item->start.wall) && (l->seconds > 0 || l->days > 0)) {
		/* Outlook's days, from midnight to midnight of its own zone. */
		instant last = item->start.at + l->seconds;

		last += zone_offset(item->start.zone->zone, last) - item->start.wall;
		if (is_midnight(last) || l->days > 0) {
			item->start.date = true;
			item->start.zone = &r->clinic;
			l->days += (int)(last / DAY_SECONDS);
			l->seconds = 0;
		}
	}
	if (item->start.date && l->known)
		whole_days(r, item, line);
}

/* --- who it is ---------------------------------------------------------------------------- */

/* Of an event without UID: what its lines say. */
static const char *
lines_digest(const struct ics_reading *r, const struct ics_part *p)
{
	unsigned char out[DIGEST_SIZE];
	char *letters = arena_alloc(r->arena, DIGEST_LETTERS + 1);
	const struct ics_line *l;
	struct digest d;

	digest_begin(&d, NULL);
	for (l = p->first; l != NULL; l = l->next) {
		digest_text(&d, l->name);
		digest_text(&d, l->parameters);
		digest_text(&d, l->value);
	}
	digest_end(&d, out);
	return digest_letters(out, letters);
}

static bool
read_recurrence(struct ics_reading *r, struct ics_item *item)
{
	const struct ics_line *l = ics_line(item->part, "RECURRENCE-ID", NULL);
	const char *range;

	if (l == NULL)
		return true;
	item->overrides = true;
	if (!ics_time(r, item->part, l, l->value, item->start.zone, &item->recurrence)) {
		ics_tell(r, item->part->line, "Which one of its series this event stands for is "
		    "not known: it is not taken");
		return false;
	}
	range = ics_parameter(r, l, "RANGE");
	item->onwards = range != NULL && text_is(range, "THISANDFUTURE");
	if (range != NULL && !item->onwards)
		ics_tell(r, l->line, "RANGE \"%s\" is not read: it stands for that one alone",
		    range);
	return true;
}

bool
ics_item_read(struct ics_reading *r, struct ics_part *p, struct ics_item *item)
{
	const struct ics_line *start = ics_line(p, "DTSTART", NULL);
	struct ics_event *ev = &item->event;
	bool date, utc;

	*item = (struct ics_item){ .part = p, .uid = ics_text(r, ics_value(p, "UID")) };
	item->digest = *item->uid == '\0';
	if (item->digest)
		item->uid = lines_digest(r, p);
	ev->line = p->line;
	ev->uid = item->uid;
	ev->digest = item->digest;
	ev->summary = ics_text(r, ics_value(p, "SUMMARY"));
	ev->description = ics_text(r, ics_value(p, "DESCRIPTION"));
	ev->location = ics_text(r, ics_value(p, "LOCATION"));
	ev->calendar = ics_text(r, ics_value(p->calendar, "X-WR-CALNAME"));
	ev->status = read_status(r, p);
	read_busy(ev, p);
	read_people(r, ev, p);
	item->sequence = strtol(ics_value(p, "SEQUENCE"), NULL, 10);
	if (!ics_stamp(ics_value(p, "DTSTAMP"), &item->stamp, &date, &utc))
		item->stamp = 0;
	if (start == NULL) {
		ics_tell(r, p->line, "An event without DTSTART is not taken: \"%s\"", ev->summary);
		return false;
	}
	if (!ics_time(r, p, start, start->value, &r->clinic, &item->start)) {
		ics_tell(r, p->line, "The event is not taken: \"%s\"", ev->summary);
		return false;
	}
	item->repeats = ics_line(p, "RRULE", NULL) != NULL || ics_line(p, "RDATE", NULL) != NULL;
	read_length(r, item);
	return read_recurrence(r, item);
}
