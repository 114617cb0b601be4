/*
 * Proves that a calendar file of ours is one by the letter of RFC 5545 (line ends, folding,
 * escapes), that every event is read back as it was written, whatever its texts, and that
 * a record keeps its UID.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "exchange/ics.h"
#include "tests/support/test.h"

/* One calendar with one event; owned. */
static char *
written(const struct ics_out *ev, size_t *size)
{
	char *bytes = NULL;
	struct ics_writer w = { .sink.f = open_memstream(&bytes, size) };

	assert_non_null(w.sink.f);
	ics_write_begin(&w, "-//chairside//EN", "Visits");
	ics_write_event(&w, ev);
	ics_write_end(&w);
	assert_int_equal(fclose(w.sink.f), 0);
	return bytes;
}

static void
the_file_by_the_letter(void **state)
{
	struct ics_out ev = { .uid = "session-7@x", .summary = "Allen, Claire; peel \\ LED",
		.description = "first\nsecond\x01\x7f", .location = "", .status = ICS_CANCELLED,
		.busy = ICS_AWAY, .begins = 1793732400, .ends = 1793736900, .sequence = 12,
		.stamp = 1790000000 };
	size_t size;
	AUTO_FREE char *bytes = written(&ev, &size);

	assert_string_equal(bytes, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//chairside//EN\r\n"
	    "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:Visits\r\nBEGIN:VEVENT\r\n"
	    "UID:session-7@x\r\nDTSTAMP:20260921T141320Z\r\nSEQUENCE:12\r\n"
	    "DTSTART:20261103T190000Z\r\nDTEND:20261103T201500Z\r\nSUMMARY:Allen\\, Claire\\; peel \\\\ LED\r\n"
	    "DESCRIPTION:first\\nsecond\r\nSTATUS:CANCELLED\r\nTRANSP:OPAQUE\r\n"
	    "X-MICROSOFT-CDO-BUSYSTATUS:OOF\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

static void
all_day_ends_on_the_day_after(void **state)
{
	struct ics_out ev = { .uid = "a", .all_day = true, .busy = ICS_FREE,
		.day = date_make(2026, 10, 26), .last_day = date_make(2026, 10, 31) };
	size_t size;
	AUTO_FREE char *bytes = written(&ev, &size);

	assert_non_null(strstr(bytes, "\r\nDTSTART;VALUE=DATE:20261026\r\n"
	    "DTEND;VALUE=DATE:20261101\r\nSTATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\n"));
}

static bool
keep(const struct ics_event *ev, void *arg)
{
	struct ics_event *kept = arg;

	*kept = *ev;
	kept->uid = xstrdup(ev->uid);
	kept->summary = xstrdup(ev->summary);
	kept->description = xstrdup(ev->description);
	kept->location = xstrdup(ev->location);
	return true;
}

static void
tell(long line, const char *sentence, void *arg)
{
	/* The only thing there is to say of what we write. */
	if (strstr(sentence, "comes twice") == NULL)
		fail_msg("line %ld: %s", line, sentence);
}

/* Lines of at most 75 octets, each whole letters. */
static void
check_lines(const char *bytes, size_t size)
{
	const char *p = bytes, *end;

	for (; p < bytes + size; p = end + 2) {
		end = strstr(p, "\r\n");
		assert_non_null(end);
		assert_true(end - p <= 75);
		assert_int_equal(text_bad_byte(p, (size_t)(end - p)), -1);
		assert_null(memchr(p, '\n', (size_t)(end - p)));
	}
}

static unsigned seed = 20261129;

static unsigned
next(unsigned below)
{
	seed = seed * 1103515245 + 12345;
	return seed / 65536 % below;
}

/* A text of `n` letters of every length, also ones that are drawn as one. */
static void
random_text(struct buf *b, unsigned n)
{
	static const char *const letters[] = { "a", "B", " ", ",", ";", "\\", "\n", "\"", ":", "\t",
		"\u00E9", "e\u0301", "\u20AC", "\u65E5", "\U0001F469\u200D\U0001F692", "\U0001F600", "^",
		"\u05D0", "=", "\\n" };

	buf_adds(b, "x");	/* blanks at the ends are not kept */
	for (; n > 0; n--)
		buf_adds(b, letters[next(ARRAY_LEN(letters))]);
	buf_adds(b, "x");
}

static void
what_is_written_is_read_back(void **state)
{
	struct zone *z = zone_open("America/Toronto", NULL);
	int i;

	for (i = 0; i < 2000; i++) {
		AUTO_BUF struct buf summary = BUF_INIT, description = BUF_INIT, uid = BUF_INIT;
		struct ics_event got = { 0 };
		struct ics_reader reader = { .zone = z, .event = keep, .told = tell, .arg = &got };
		struct ics_out ev = { .status = (enum ics_status)next(3),
			.busy = (enum ics_busy)next(3), .all_day = next(4) == 0 };
		size_t size;
		AUTO_FREE char *bytes = NULL;

		random_text(&summary, next(120));
		random_text(&description, next(400));
		ics_uid(&uid, "practice", "session", i);
		ev.uid = uid.s;
		ev.summary = summary.s;
		ev.description = description.s;
		ev.day = date_make(2026, 1, 1) + (date_day)next(800);
		ev.last_day = ev.day + (date_day)next(40);
		ev.begins = 1767225600 + (instant)next(60000) * 1200;
		ev.ends = ev.begins + (instant)next(300) * 60;
		bytes = written(&ev, &size);
		check_lines(bytes, size);
		assert_true(ics_read(bytes, size, &reader, NULL));
		assert_string_equal(got.uid, uid.s);
		assert_string_equal(got.summary, summary.s);
		assert_string_equal(got.description, description.s);
		assert_string_equal(got.location, "");
		assert_int_equal(got.status, ev.status);
		assert_int_equal(got.busy, ev.busy);
		assert_int_equal(got.all_day, ev.all_day);
		if (ev.all_day) {
			assert_int_equal(got.day, ev.day);
			assert_int_equal(got.last_day, ev.last_day);
		} else {
			assert_int_equal(got.at, ev.begins);
			assert_int_equal(got.minutes * 60, ev.ends - ev.begins);
			assert_int_equal(zone_instant(z, (instant)got.day * DAY_SECONDS +
			    got.start * 60, NULL) <= ev.begins, true);
		}
		free((void *)(uintptr_t)got.uid);
		free((void *)(uintptr_t)got.summary);
		free((void *)(uintptr_t)got.description);
		free((void *)(uintptr_t)got.location);
	}
	zone_free(z);
}

/* A letter longer than a line is cut between its code points. */
static void
a_letter_longer_than_a_line(void **state)
{
	AUTO_BUF struct buf text = BUF_INIT;
	struct ics_out ev = { .uid = "a", .begins = 0, .ends = 0 };
	size_t size;
	AUTO_FREE char *bytes = NULL;
	int i;

	buf_adds(&text, "e");
	for (i = 0; i < 100; i++)
		buf_adds(&text, "\u0301");
	ev.summary = text.s;
	bytes = written(&ev, &size);
	check_lines(bytes, size);
}

static void
a_record_keeps_its_uid(void **state)
{
	AUTO_BUF struct buf a = BUF_INIT, b = BUF_INIT, c = BUF_INIT;

	ics_uid(&a, "one practice", "session", 7);
	ics_uid(&b, "one practice", "session", 7);
	ics_uid(&c, "another", "session", 7);
	assert_string_equal(a.s, b.s);
	assert_int_not_equal(strcmp(a.s, c.s), 0);
	assert_memory_equal(a.s, "session-7@", 10);
	assert_string_equal(a.s + a.len - 10, ".chairside");
	assert_int_equal(ics_uid_number(a.s, "one practice", "session"), 7);
	assert_int_equal(ics_uid_number(c.s, "one practice", "session"), 0);
	assert_int_equal(ics_uid_number(a.s, "one practice", "block"), 0);
	assert_int_equal(ics_uid_number("session-07@x", "one practice", "session"), 0);
	assert_int_equal(ics_uid_number("", "one practice", "session"), 0);
}

TEST_MAIN(
	cmocka_unit_test(the_file_by_the_letter),
	cmocka_unit_test(all_day_ends_on_the_day_after),
	cmocka_unit_test(what_is_written_is_read_back),
	cmocka_unit_test(a_letter_longer_than_a_line),
	cmocka_unit_test(a_record_keeps_its_uid))
