/*
 * sheet_row.h - rows of a made-up workbook, and whose numbers are saved: the same for
 * every side.
 */
#ifndef CHAIRSIDE_TESTS_BENCH_SHEET_ROW_H
#define CHAIRSIDE_TESTS_BENCH_SHEET_ROW_H

#include <stdio.h>

#include "base/date.h"
#include "base/money.h"

#define SAVE_CLIENTS 100
#define SAVE_PHONE "604 %03ld %04ld"	/* process, save */

enum { SHEET_TEXTS = 7, SHEET_COLUMNS = 15 };

static const char *const sheet_titles[SHEET_COLUMNS] = {
	"Number", "Client", "Service", "Status", "Room", "Lot", "Notes", "Day", "Start",
	"Minutes", "Price", "Tax", "Depth mm", "Passes", "Total"
};

struct sheet_row {
	char number[24], lot[24];
	const char *text[SHEET_TEXTS];
	date_day day;
	int start, minutes;
	money price, tax;
	int depth, passes;
};

static inline void
sheet_row_make(struct sheet_row *s, long i)
{
	static const char *const names[] = {
		"Ann Example", "Zoë Müller", "O'Brien-Lee, Siobhán", "Иван Петров",
		"José García", "Mary-Jane Watson", "山田 花子", "Bo Li"
	};
	static const char *const services[] = {
		"Microneedling face", "Microneedling scalp", "Consultation",
		"LED mask & serum", "Peel, light"
	};
	static const char *const notes[] = {
		"", "", "Tolerated well.", "Mild erythema < 24 h; cooled.",
		"Asked for a quieter room next time."
	};

	snprintf(s->number, sizeof(s->number), "%ld", 100000 + i);
	snprintf(s->lot, sizeof(s->lot), "L%06ld", i * 7 % 1000000);
	s->text[0] = s->number;
	s->text[1] = names[i % 8];
	s->text[2] = services[i % 5];
	s->text[3] = i % 9 == 0 ? "no-show" : "done";
	s->text[4] = i % 2 == 0 ? "Room 1" : "Room 2";
	s->text[5] = s->lot;
	s->text[6] = notes[i % 5];
	s->day = (date_day)(17000 + i / 300);
	s->start = (int)(540 + i % 32 * 15);
	s->minutes = (int)(30 + i % 4 * 15);
	s->price = 400000 + i % 977 * 125;
	s->tax = s->price / 5;
	s->depth = (int)(25 + i % 200);
	s->passes = (int)(1 + i % 6);
}

#endif
