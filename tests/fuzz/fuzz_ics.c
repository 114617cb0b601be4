/*
 * fuzz_ics.c - any bytes as a calendar file.
 *
 * Whatever the file, reading ends; what is given lies on days of the calendar, with texts
 * and a UID, not more of a series than there may be, and those of a series inside the
 * window; and what was given is read back from what the writer makes of it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/ics.h"
#include "tests/fuzz/fuzz.h"

#define FROM 20454	/* 2026-01-01 */
#define UNTIL (FROM + 500)
#define AGAIN_MAX 50	/* events that are written and read again */

struct seen {
	const struct zone *zone;
	long n;
};

static void
tell(long line, const char *sentence, void *arg)
{
	(void)arg;
	BUG_IF(line < 0 || *sentence == '\0');
	BUG_IF(text_bad_byte(sentence, strlen(sentence)) >= 0);
}

static bool
same(const struct ics_event *ev, void *arg)
{
	const struct ics_out *out = arg;

	BUG_IF(strcmp(ev->summary, out->summary) != 0);
	BUG_IF(ev->all_day != out->all_day);
	BUG_IF(ev->all_day ? ev->day != out->day || ev->last_day != out->last_day :
	    ev->at != out->begins);
	return true;
}

static void
check_again(const struct seen *seen, const struct ics_event *ev)
{
	char *bytes = NULL;
	size_t size = 0, len = strlen(ev->summary);
	struct ics_writer w = { .sink.f = open_memstream(&bytes, &size) };
	AUTO_FREE char *summary = xstrdup(ev->summary);
	struct ics_out out = { .uid = "again", .all_day = ev->all_day, .day = ev->day,
		.last_day = ev->last_day, .begins = ev->at, .ends = ev->at, .summary = summary };
	struct ics_reader reader = { .zone = seen->zone, .from = FROM, .until = UNTIL,
		.event = same, .told = tell, .arg = &out };
	size_t i, to = 0;

	/* Control characters are not written. */
	for (i = 0; i < len; i++)
		if ((unsigned char)summary[i] >= 0x20 && summary[i] != 0x7F)
			summary[to++] = summary[i];
	summary[to] = '\0';
	text_trim(summary);
	ics_write_begin(&w, "fuzz", NULL);
	ics_write_event(&w, &out);
	ics_write_end(&w);
	fclose(w.sink.f);
	BUG_IF(!ics_read(bytes, size, &reader, NULL));
	free(bytes);
}

static bool
check(const struct ics_event *ev, void *arg)
{
	struct seen *seen = arg;
	const date_day first = date_make(1, 12, 1), last = date_make(9999, 12, 31);

	seen->n++;
	BUG_IF(*ev->uid == '\0');
	BUG_IF(text_bad_byte(ev->summary, strlen(ev->summary)) >= 0);
	BUG_IF(ev->day < first || ev->day > last || ev->last_day < ev->day);
	BUG_IF(ev->last_day > last || ev->minutes < -1);
	BUG_IF(ev->all_day ? ev->start != -1 : ev->start < 0 || ev->start >= DAY_MINUTES);
	if (seen->n <= AGAIN_MAX && ev->last_day < last - 1)
		check_again(seen, ev);
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zone *z = zone_open("America/Toronto", NULL);
	struct seen seen = { .zone = z };
	struct ics_reader reader = { .zone = z, .from = FROM, .until = UNTIL, .event = check,
		.told = tell, .arg = &seen };
	struct err e = { 0 };

	BUG_IF(z == NULL);
	if (!ics_read((const char *)data, size, &reader, &e))
		BUG_IF(e.code != ERR_INVALID || e.text[0] == '\0');
	zone_free(z);
	return 0;
}
