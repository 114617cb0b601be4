/*
 * standing.c - see standing.h.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/asked.h"
#include "practice/practice.h"
#include "practice/rescreen.h"
#include "practice/standing.h"

#define PUT(to, s) text_copy((to), sizeof(to), (s))

/* --- the card ---------------------------------------------------------------------- */

static void
read_card(const struct record *client, bool medical, date_day today,
    struct client_standing *out)
{
	date_day born = date_from_iso(record_text(client, "born"));
	AUTO_BUF struct buf name = BUF_INIT;

	client_display_name(client, &name);
	PUT(out->name, name.s);
	out->born = born;
	out->age = born == DATE_NONE ? -1 : date_years_between(born, today);
	if (medical)
		PUT(out->skin, record_text(client, "fitzpatrick"));
	out->archived = record_int(client, "archived") != 0;
	PUT(out->do_not_book, record_text(client, "do_not_book"));
}

static void
add_alert(struct buf *out, const char *word, const char *s)
{
	if (*s != '\0')
		buf_addf(out, "%s%s%s", out->len > 0 ? " · " : "", word, s);
}

/* --- screening ----------------------------------------------------------------------- */

static void
read_screening(const struct rescreen *r, struct client_standing *out,
    struct buf *alerts)
{
	const struct screening_result *result = &r->result;
	AUTO_BUF struct buf words = BUF_INIT;
	char expired[24];
	size_t i;

	if (r->screening == NULL)
		return;
	out->screening = r->screening->id;
	out->verdict = result->verdict;
	out->screened_on = date_from_iso(record_text(r->screening, "date"));
	out->valid_until = date_from_iso(record_text(r->screening, "valid_until"));
	out->changed = r->changed;
	out->expired = out->valid_until < r->on;
	out->overridden = r->overridden > 0;
	if (result->verdict == VERDICT_DEFER)
		out->eligible_on = result->eligible_on;
	if (result->n_findings > 0)
		rescreen_words(r->checklist, &result->findings[0], &words);
	PUT(out->what, words.len > 0 ? words.s : "OK");
	if (r->changed != NULL) {
		add_alert(alerts, r->changed, " changed since the screening");
		return;
	}
	if (out->expired) {
		add_alert(alerts, "screening expired ",
		    date_to_words(out->valid_until, false, expired));
		return;
	}
	for (i = 0; i < result->n_findings; i++)
		if (rescreen_stops(r, &result->findings[i])) {
			buf_cut(&words, 0);
			rescreen_words(r->checklist, &result->findings[i], &words);
			add_alert(alerts, "", words.s);
			return;
		}
}

static bool
read_patch_tests(struct practice *p, int64_t client, struct buf *alerts, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "patch_test_reacted");
	char day[24];

	stmt_set_int(st, "client", client);
	while (stmt_next(st)) {
		add_alert(alerts, "PATCH TEST positive ", stmt_text(st, "what"));
		buf_addf(alerts, " %s", date_to_words(stmt_date(st, "tested_on"), false, day));
	}
	return stmt_end(st, e);
}

static bool
read_medical(struct practice *p, const struct record *client, date_day today,
    bool medical, struct client_standing *out, struct err *e)
{
	struct client_standing seen = { .screening = 0 }, *to = medical ? out : &seen;
	static const struct { const char *field, *word; } told[] = {
		{ "allergies", "ALLERGY " }, { "medicines", "" },
	};
	AUTO_BUF struct buf alerts = BUF_INIT;
	struct rescreen r = { .screening = NULL };
	size_t i;
	bool ok;

	add_alert(&alerts, "", record_text(client, "alert"));
	for (i = 0; i < ARRAY_LEN(told); i++)
		if (!asked_is_none(record_text(client, told[i].field)))
			add_alert(&alerts, told[i].word, record_text(client,
			    told[i].field));
	ok = read_patch_tests(p, client->id, &alerts, e) &&
	    rescreen(p, client, NULL, today, &r, e);
	if (ok)
		read_screening(&r, to, &alerts);
	rescreen_free(&r);
	PUT(out->alerts, medical || alerts.len == 0 ? alerts.s : "see screening");
	return ok;
}

/* --- visits ---------------------------------------------------------------------------- */

static bool
read_counts(struct practice *p, struct client_standing *out, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "client_counts");

	stmt_set_int(st, "client", out->client);
	if (stmt_next(st)) {
		out->sessions_done = stmt_int(st, "sessions_done");
		out->no_shows = stmt_int(st, "no_shows");
		out->late_cancels = stmt_int(st, "late_cancels");
	}
	return stmt_end(st, e);
}

static struct stmt *
of_client(struct practice *p, const char *name, int64_t client, date_day today)
{
	struct stmt *st = db_stmt(p->db, name);
	char iso[DATE_ISO_SIZE];

	stmt_set_int(st, "client", client);
	stmt_set_text(st, "today", date_to_iso(today, iso));
	return st;
}

static bool
read_visits(struct practice *p, date_day today, struct client_standing *out,
    struct err *e)
{
	struct stmt *st = of_client(p, "session_last_done", out->client, today);

	if (stmt_next(st)) {
		out->last_visit = stmt_date(st, "date");
		PUT(out->last_service, stmt_text(st, "service_name"));
	}
	if (!stmt_end(st, e))
		return false;
	st = of_client(p, "session_next", out->client, today);
	if (stmt_next(st)) {
		out->next_session = stmt_int(st, "id");
		out->next_visit = stmt_date(st, "date");
		out->next_start = stmt_is_null(st, "start") ? -1 :
		    (int)stmt_int(st, "start");
		PUT(out->next_service, stmt_text(st, "service_name"));
	}
	return stmt_end(st, e);
}

bool
standing_series(struct practice *p, struct client_standing *out, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "session_series");
	int n = 0;

	stmt_set_int(st, "client", out->client);
	if (stmt_next(st)) {
		out->series = stmt_int(st, "service");
		out->series_planned = (int)stmt_int(st, "series_count");
		PUT(out->series_service, stmt_text(st, "service_name"));
	}
	if (!stmt_end(st, e))
		return false;
	if (out->series == 0 || out->series_planned < 1)
		return true;
	st = db_stmt(p->db, "session_last_of_service");
	stmt_set_int(st, "client", out->client);
	stmt_set_int(st, "service", out->series);
	stmt_set_text(st, "before", "~");	/* after every day */
	if (stmt_next(st)) {
		n = (int)stmt_int(st, "n");
		out->series_last = stmt_date(st, "last");
	}
	if (n > 0)
		out->series_done = (n - 1) % out->series_planned + 1;
	return stmt_end(st, e);
}

bool
client_standing(struct practice *p, int64_t client, struct client_standing *out,
    struct err *e)
{
	bool medical = practice_allows(p, ACTION_READ_MEDICAL);
	AUTO_RECORD struct record *card = NULL;
	date_day today = clock_today();

	*out = (struct client_standing){ .client = client, .age = -1,
	    .born = DATE_NONE,
	    .verdict = VERDICT_OK, .screened_on = DATE_NONE,
	    .valid_until = DATE_NONE, .eligible_on = DATE_NONE,
	    .last_visit = DATE_NONE, .next_visit = DATE_NONE, .next_start = -1,
	    .series_last = DATE_NONE };
	if (!practice_may(p, ACTION_READ_CLIENTS, e) ||
	    (card = db_get(p->db, &record_client, client, e)) == NULL)
		return false;
	read_card(card, medical, today, out);
	return read_medical(p, card, today, medical, out, e) &&
	    read_counts(p, out, e) && read_visits(p, today, out, e) &&
	    standing_series(p, out, e);
}
