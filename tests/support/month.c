/*
 * month.c - practices whose months are worth reporting.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "tests/support/month.h"

#define ZONE "Europe/Vienna"

void
month_make(const char *path, db_write_fn fn, const void *how)
{
	struct err e = { 0 };
	struct db *db;

	if (!clock_set_zone(ZONE, &e))
		fail_msg("%s", e.text);
	db = db_create(path, &e);
	if (db == NULL || !db_load(db, "make a practice", fn,
	    (void *)(uintptr_t)how, &e) || !db_publish(db, &e))
		fail_msg("%s", e.text);
}

int64_t
month_put(struct db *db, const struct record_type *t, struct err *e, ...)
{
	AUTO_RECORD struct record *r = record_new(t);
	const char *name, *text;
	va_list ap;
	bool ok = true;

	va_start(ap, e);
	while ((name = va_arg(ap, const char *)) != NULL) {
		text = va_arg(ap, const char *);
		ok = ok && (*text == '\0' ||
		    record_parse(r, &field_context_plain, name, text, e));
	}
	va_end(ap);
	return ok && db_insert(db, r, e) ? r->id : 0;
}

/* --- little --------------------------------------------------------------------- */

bool
month_basics(struct db *db, struct err *e)
{
	return month_put(db, &record_practice, e, "name", "Lumen Skin Studio",
	    "timezone", ZONE, "currency", "EUR", NULL) != 0 &&
	    month_put(db, &record_staff, e, "name", "Mara Lind", "code", "ML",
	    "login", MONTH_LOGIN, "role", "owner", NULL) != 0 &&
	    month_put(db, &record_staff, e, "name", "Jo Park", "code", "JP",
	    "login", "jo", "role", "bookkeeper", NULL) != 0;
}

static bool
fill_empty(struct db *db, void *arg, struct err *e)
{
	return month_basics(db, e);
}

void
month_empty(const char *path)
{
	month_make(path, fill_empty, NULL);
}

/* --- small: tables of what happened ------------------------------------------------ */

/* Fields of a row in the order of the names; a blank one is left out. */
static bool
put_rows(struct db *db, const struct record_type *t, const char *const *names,
    const char *const *rows, struct err *e)
{
	size_t n = 0;

	while (names[n] != NULL)
		n++;
	for (; *rows != NULL; rows += n) {
		AUTO_RECORD struct record *r = record_new(t);
		size_t i;

		for (i = 0; i < n; i++) {
			if (*rows[i] != '\0' && !record_parse(r,
			    &field_context_plain, names[i], rows[i], e))
				return false;
		}
		if (!db_insert(db, r, e))
			return false;
	}
	return true;
}

static bool
small_offer(struct db *db, struct err *e)
{
	return put_rows(db, &record_service,
	    (const char *const[]){ "code", "name", "category", "minutes", "checklist",
		"series_count", "series_days", "return_months", NULL },
	    (const char *const[]){
		"CIT", "Microneedling", "Needling", "60", "microneedling", "2", "28", "6",
		"PEEL", "Light peel", "Peels", "30", "", "", "", "1",
		NULL }, e) &&
	    put_rows(db, &record_product,
	    (const char *const[]){ "code", "name", "kind", "category", NULL },
	    (const char *const[]){
		"SPF", "Sun cream", "retail", "Retail",
		NULL }, e) &&
	    put_rows(db, &record_checklist,
	    (const char *const[]){ "code", "edition", "title", "state", NULL },
	    (const char *const[]){
		"microneedling", "1", "Before microneedling", "published",
		NULL }, e);
}

static bool
small_clients(struct db *db, struct err *e)
{
	return put_rows(db, &record_client,
	    (const char *const[]){ "given", "family", "referral", "first_visit", "phone", NULL },
	    (const char *const[]){
		"Ana", "Berg", "a friend", "", "0660 0001",
		"Ben", "Cho", "Google", "2019-05-02", "+43 660 2",
		"Zoë", "Dräger", "", "", "",
		"=Eve", "O'Neil", "Google", "", "",
		"Finn", "Ito", "", "", "",
		NULL }, e);
}

static bool
small_sessions(struct db *db, struct err *e)
{
	return put_rows(db, &record_session,
	    (const char *const[]){ "client", "service", "staff", "date", "start", "minutes",
		"minutes_assumed", "status", "origin", "booked_on", "late", "not_treated_for",
		"cancelled_on", "cancelled_by", "late_fee", "stopped", NULL },
	    (const char *const[]){
		/* February: Ana's first visit */
		"1", "1", "1", "2026-02-10", "9:00", "60", "", "done", "", "2026-02-01", "", "", "", "",
		"", "",
		/* March: the first and the last day count */
		"1", "1", "1", "2026-03-01", "9:00", "75", "", "done", "", "2026-02-10", "", "", "", "",
		"", "",
		"2", "2", "2", "2026-03-31", "18:30", "30", "yes", "done", "", "2026-03-02", "", "", "", "",
		"", "",
		"3", "1", "1", "2026-03-10", "10:00", "60", "", "done", "", "2026-03-05", "", "", "", "",
		"", "dizzy",
		"4", "1", "2", "2026-03-11", "10:00", "60", "", "no_show", "", "2026-03-05", "", "", "", "",
		"25.5", "",
		"4", "1", "2", "2026-03-12", "10:00", "60", "", "cancelled", "", "2026-03-05", "yes", "",
		"2026-03-12", "client", "40", "",
		"1", "2", "2", "2026-03-13", "10:00", "30", "", "cancelled", "", "2026-03-05", "", "",
		"2026-03-06", "clinic", "", "",
		"4", "1", "1", "2026-03-16", "11:00", "60", "", "not_treated", "", "2026-03-12", "",
		"screening", "", "", "", "",
		/* nobody said what became of it */
		"5", "2", "1", "2026-03-20", "15:00", "30", "", "booked", "", "2026-03-12", "", "", "", "",
		"", "",
		/* imported: asks for no screening; nobody knows the client */
		"", "1", "", "2026-03-21", "", "60", "yes", "done", "import", "2026-03-12", "", "", "", "",
		"", "",
		/* April: Ana has booked in March, Zoë only in April, Ben's was cancelled in March */
		"1", "1", "1", "2026-04-14", "9:00", "60", "", "confirmed", "", "2026-03-01", "", "", "", "",
		"", "",
		"3", "1", "1", "2026-04-07", "9:00", "60", "", "done", "", "2026-04-01", "", "", "", "",
		"", "",
		"2", "2", "2", "2026-04-09", "9:00", "30", "", "cancelled", "", "2026-03-02", "", "",
		"2026-03-31", "client", "15", "",
		NULL }, e);
}

/*
 * Mara works on 20 days for 8 hours and on two Sundays from 1 to 4, the second one the night
 * in which the clock goes forward: 166. Jo, who treated in March, has the practice's hours,
 * Tuesdays from 22 to 1: five evenings and four nights, 14; the night to April is April's.
 * Off are Friday 6 (8), Mara's dentist twice over (2), her lunches of a week (2), every other
 * Thursday her first hour, once inside her hours (1), and the 31st (8 and 2): 145 and 12.
 */
static bool
small_hours(struct db *db, struct err *e)
{
	return put_rows(db, &record_hours,
	    (const char *const[]){ "staff", "since", "days", "begins", "ends", "active", NULL },
	    (const char *const[]){
		"", "", "tue", "22:00", "1:00", "yes",
		"1", "", "mon-fri", "9:00", "13:00", "yes",
		"1", "", "mon-fri", "14:00", "18:00", "yes",
		"1", "2026-03-16", "mon-thu", "10:00", "18:00", "yes",
		"1", "2026-03-16", "sun", "1:00", "4:00", "yes",
		"1", "2026-03-16", "fri", "", "", "yes",
		"1", "2026-04-01", "mon-fri", "8:00", "9:00", "yes",
		"1", "2026-03-20", "mon-sun", "0:00", "12:00", "no",
		NULL }, e) &&
	    put_rows(db, &record_room, (const char *const[]){ "name", NULL },
	    (const char *const[]){ "Blue", NULL }, e) &&
	    put_rows(db, &record_block,
	    (const char *const[]){ "staff", "room", "date", "until", "start", "minutes",
		"repeats", "days", "reason", "active", NULL },
	    (const char *const[]){
		"", "", "2026-03-06", "", "", "", "", "", "holiday", "yes",
		"1", "", "2026-03-10", "", "12:00", "180", "", "", "dentist", "yes",
		"1", "", "2026-03-10", "", "14:00", "60", "", "", "and the way there", "yes",
		"1", "", "2026-03-16", "2026-03-19", "12:00", "30", "weekly", "mon-thu", "lunch", "yes",
		"1", "", "2026-03-05", "", "9:00", "60", "fortnightly", "", "school", "yes",
		"", "", "2020-03-31", "", "", "", "yearly", "", "founder's day", "yes",
		"", "1", "2026-03-02", "2026-03-31", "", "", "", "", "painting", "yes",
		"1", "", "2026-03-12", "", "", "", "", "", "moved", "no",
		NULL }, e);
}

static bool
small_sales(struct db *db, struct err *e)
{
	return put_rows(db, &record_receipt,
	    (const char *const[]){ "number", "client", "date", "state", "origin", NULL },
	    (const char *const[]){
		"1", "1", "2026-03-01", "closed", "",
		"2", "2", "2026-03-31", "closed", "",
		"3", "", "2026-03-31", "closed", "",
		"4", "5", "2026-03-15", "closed", "",
		"5", "3", "2026-03-10", "open", "",
		"6", "3", "2026-03-10", "void", "",
		"7", "3", "2026-02-28", "closed", "",
		NULL }, e) &&
	    put_rows(db, &record_receipt_line,
	    (const char *const[]){ "receipt", "position", "service", "product", "description",
		"staff", "quantity", "amount", "tax", "tax2", NULL },
	    (const char *const[]){
		"1", "1", "1", "", "Microneedling", "1", "1", "180", "36", "0",
		"1", "2", "", "1", "Sun cream", "1", "2", "50.4", "4.032", "0.5",
		"2", "1", "2", "", "Light peel", "2", "1", "0", "0", "0",
		"3", "1", "", "1", "Sun cream", "2", "1", "25.2", "2.016", "0",
		"3", "2", "", "", "Gift wrapping", "", "1", "1.335", "0.267", "0",
		"4", "1", "", "1", "Sun cream", "1", "-1", "-25.2", "-2.016", "0",
		"5", "1", "1", "", "Microneedling", "1", "1", "180", "36", "0",
		"6", "1", "1", "", "Microneedling", "1", "1", "180", "36", "0",
		"7", "1", "2", "", "Light peel", "1", "1", "60", "12", "0",
		NULL }, e) &&
	    put_rows(db, &record_payment,
	    (const char *const[]){ "receipt", "date", "method", "amount", NULL },
	    (const char *const[]){
		"1", "2026-03-01", "card", "200",
		"1", "2026-04-01", "cash", "70.932",
		"3", "2026-03-31", "cash", "28.82",
		"4", "2026-03-15", "cash", "-27.22",
		NULL }, e);
}

static bool
small_rest(struct db *db, struct err *e)
{
	return put_rows(db, &record_screening,
	    (const char *const[]){ "client", "checklist", "date", "answers", "verdict",
		"eligible_on", "valid_until", "override_by", "override_reason", NULL },
	    (const char *const[]){
		"1", "1", "2026-02-10", "{}", "ok", "", "2026-08-10", "", "",
		"4", "1", "2026-03-16", "{}", "block", "", "2026-09-16", "", "",
		/* held until the day before Zoë was treated */
		"3", "1", "2025-09-09", "{}", "ok", "", "2026-03-09", "", "",
		"5", "1", "2026-03-20", "{}", "refer", "", "2026-09-20", "1", "letter of her doctor seen",
		NULL }, e) &&
	    /* CET until 29 March 01:00Z, then CEST: March is 28 Feb 23:00Z to 31 March 22:00Z */
	    put_rows(db, &record_review,
	    (const char *const[]){ "client", "asked_on", "received_at", "stars", "reply",
		"replied_at", NULL },
	    (const char *const[]){
		"1", "2026-03-01", "2026-03-01T20:00:00Z", "5", "Thank you", "2026-03-02T08:30:00Z",
		"2", "2026-03-31", "", "", "", "",
		"", "", "2026-02-28T23:00:00Z", "4", "", "",
		"", "", "2026-03-31T21:59:59Z", "3", "Thanks", "2026-03-31T22:59:59Z",
		"", "", "2026-03-31T22:00:00Z", "1", "", "",
		"", "", "2026-02-28T22:59:59Z", "1", "", "",
		"3", "2026-02-28", "2026-03-10T10:00:00Z", "", "", "",
		NULL }, e) &&
	    put_rows(db, &record_subscriber,
	    (const char *const[]){ "email", "state", NULL },
	    (const char *const[]){
		"ana@example.org", "subscribed", "ben@example.org", "unsubscribed",
		"zoe@example.org", "subscribed", "eve@example.org", "unknown",
		"finn@example.org", "cleaned", NULL }, e) &&
	    put_rows(db, &record_consent_event,
	    (const char *const[]){ "subscriber", "at", "state", "source", NULL },
	    (const char *const[]){
		"1", "2026-03-31T21:59:59Z", "subscribed", "desk",
		"2", "2026-02-01T10:00:00Z", "subscribed", "form",
		"2", "2026-03-10T10:00:00Z", "unsubscribed", "email",
		"3", "2026-02-28T22:59:59Z", "pending", "form",
		"3", "2026-03-31T22:00:00Z", "subscribed", "form",
		"5", "2026-01-05T10:00:00Z", "subscribed", "form",
		"5", "2026-03-05T10:00:00Z", "cleaned", "import",
		NULL }, e);
}

static bool
fill_small(struct db *db, void *arg, struct err *e)
{
	return month_basics(db, e) && small_offer(db, e) && small_clients(db, e) &&
	    small_sessions(db, e) && small_hours(db, e) && small_sales(db, e) && small_rest(db, e);
}

void
month_small(const char *path)
{
	month_make(path, fill_small, NULL);
}
