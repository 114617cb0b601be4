/*
 * book.h - the book of a day: who comes when, by whom, where; and the free time.
 *
 * What is medical is blank for a role that may not see it, as on the screens. Texts are "" for
 * none and not yet harmless for a terminal. Times are minutes since the day's midnight: below
 * 0 on the day before, 1440 and more on the next.
 */
#ifndef CHAIRSIDE_EXPORT_BOOK_H
#define CHAIRSIDE_EXPORT_BOOK_H

#include "practice/sessions.h"

struct book_visit {
	int64_t id, client;
	enum session_status status;
	bool timed;		/* else it has no times (an import) */
	int comes, treated, until;
	char *name, *phone, *service, *staff, *room, *device;
	char *alerts;		/* client_standing's; without medical rights "see screening" */
	char *checklist;	/* code of what is to be asked before it; "" nothing */
};
struct book_gap {
	int start, minutes;
	char *staff;
};
struct book {
	date_day day;
	bool medical;		/* whoever reads it may see what is */
	bool works;		/* anybody works on that day */
	struct book_visit *visits;	/* by time, cancelled and missed ones too */
	size_t n_visits, cap_visits;
	struct book_gap *gaps;	/* of at least half an hour; none on past days */
	size_t n_gaps, cap_gaps;
};

/* Needs ACTION_READ_CLIENTS. Free with book_free(), also after a failure. */
bool book_read(struct practice *p, date_day day, struct book *out, struct err *e);
void book_free(struct book *b);
#define AUTO_DAY_BOOK __attribute__((cleanup(book_free)))

/* Adds "2:30p", "2:30p the day before"; nothing for a visit without a time. */
void book_time(const struct practice *p, int minutes, struct buf *out);

/* One object: the day, its visits and its free time. The caller checks the stream. */
void book_write_json(const struct book *b, FILE *f);

/* The first day after today with somebody booked; ERR_NOTFOUND. */
bool book_next_day(struct practice *p, date_day *day, struct err *e);

#endif
