/*
 * ics_write.c - iCalendar, written: whole lines are folded when they are complete (3.1).
 */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/number.h"
#include "base/text.h"
#include "exchange/ics.h"

#define LINE_MAX_OCTETS 75	/* without its CRLF */

/* Where a piece of at most `room` bytes ends: between letters as people see them, where
 * one fits, else between code points. */
static size_t
piece(const char *s, size_t left, size_t room)
{
	size_t at = 0, next;

	if (left <= room)
		return left;
	while ((next = text_next(s, left, at)) <= room)
		at = next;
	for (next = room; at == 0; next--)
		if ((s[next] & 0xC0) != 0x80)
			at = next;
	return at;
}

static void
write_line(struct ics_writer *w, const char *line, size_t len)
{
	size_t n = piece(line, len, LINE_MAX_OCTETS);

	sink_add(&w->sink, line, n);
	sink_add(&w->sink, "\r\n", 2);
	for (line += n, len -= n; len > 0; line += n, len -= n) {
		n = piece(line, len, LINE_MAX_OCTETS - 1);
		sink_addc(&w->sink, ' ');
		sink_add(&w->sink, line, n);
		sink_add(&w->sink, "\r\n", 2);
	}
}

/* A value of our own making. */
static void
write_plain(struct ics_writer *w, const char *name, const char *value)
{
	AUTO_BUF struct buf line = BUF_INIT;

	buf_addf(&line, "%s:%s", name, value);
	write_line(w, line.s, line.len);
}

/* A person's text: escaped, other control characters left out (3.3.11). */
static void
write_text(struct ics_writer *w, const char *name, const char *text)
{
	AUTO_BUF struct buf line = BUF_INIT;
	const char *s;

	if (text == NULL || *text == '\0')
		return;
	buf_addf(&line, "%s:", name);
	for (s = text; *s != '\0'; s++) {
		if (*s == '\n') {
			buf_adds(&line, "\\n");
		} else if (*s == '\t' || ((unsigned char)*s >= 0x20 && *s != 0x7F)) {
			if (strchr("\\;,", *s) != NULL)
				buf_addc(&line, '\\');
			buf_addc(&line, *s);
		}
	}
	write_line(w, line.s, line.len);
}

/* "2026-11-03T19:00:00Z" without its marks. */
static void
write_time(struct ics_writer *w, const char *name, instant t)
{
	char iso[CLOCK_ISO_SIZE], value[CLOCK_ISO_SIZE], *to = value;
	const char *s;

	for (s = clock_iso(t, iso); *s != '\0'; s++)
		if (*s != '-' && *s != ':')
			*to++ = *s;
	*to = '\0';
	write_plain(w, name, value);
}

static void
write_day(struct ics_writer *w, const char *name, date_day day)
{
	AUTO_BUF struct buf value = BUF_INIT;
	int y, m, d;

	date_split(day, &y, &m, &d);
	buf_addf(&value, "%04d%02d%02d", y, m, d);
	write_plain(w, name, value.s);
}

void
ics_write_begin(struct ics_writer *w, const char *product, const char *name)
{
	write_plain(w, "BEGIN", "VCALENDAR");
	write_plain(w, "VERSION", "2.0");
	write_text(w, "PRODID", product);
	write_plain(w, "CALSCALE", "GREGORIAN");
	write_plain(w, "METHOD", "PUBLISH");
	write_text(w, "X-WR-CALNAME", name);
}

void
ics_write_event(struct ics_writer *w, const struct ics_out *ev)
{
	static const char *const status[] = { "CONFIRMED", "TENTATIVE", "CANCELLED" };
	static const char *const busy[] = { "OPAQUE", "TRANSPARENT", "OPAQUE" };
	char sequence[NUMBER_SIZE];

	write_plain(w, "BEGIN", "VEVENT");
	write_text(w, "UID", ev->uid);
	write_time(w, "DTSTAMP", ev->stamp);
	write_plain(w, "SEQUENCE", number_format(ev->sequence, sequence));
	if (ev->all_day) {
		write_day(w, "DTSTART;VALUE=DATE", ev->day);
		write_day(w, "DTEND;VALUE=DATE", date_add_days(ev->last_day, 1));
	} else {
		write_time(w, "DTSTART", ev->begins);
		write_time(w, "DTEND", ev->ends);
	}
	write_text(w, "SUMMARY", ev->summary);
	write_text(w, "DESCRIPTION", ev->description);
	write_text(w, "LOCATION", ev->location);
	write_plain(w, "STATUS", status[ev->status]);
	write_plain(w, "TRANSP", busy[ev->busy]);
	if (ev->busy == ICS_AWAY)
		write_plain(w, "X-MICROSOFT-CDO-BUSYSTATUS", "OOF");
	write_plain(w, "END", "VEVENT");
}

void
ics_write_end(struct ics_writer *w)
{
	write_plain(w, "END", "VCALENDAR");
	sink_flush(&w->sink);
}

void
ics_uid(struct buf *out, const char *practice, const char *kind, int64_t id)
{
	unsigned char bytes[DIGEST_SIZE];
	char letters[DIGEST_LETTERS + 1];
	struct digest d;

	digest_begin(&d, NULL);
	digest_text(&d, practice);
	digest_end(&d, bytes);
	buf_addf(out, "%s-%lld@%s.chairside", kind, (long long)id, digest_letters(bytes, letters));
}

int64_t
ics_uid_number(const char *uid, const char *practice, const char *kind)
{
	size_t len = strlen(kind);
	AUTO_BUF struct buf own = BUF_INIT;
	int64_t id;

	if (strncmp(uid, kind, len) != 0 || uid[len] != '-')
		return 0;
	id = strtoll(uid + len + 1, NULL, 10);
	ics_uid(&own, practice, kind, id);
	return id > 0 && strcmp(own.s, uid) == 0 ? id : 0;
}
