/*
 * damage.c - see damage.h. It fails by bug(), as it serves fuzz targets too.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "demo/demo.h"
#include "import/import.h"
#include "lists/page.h"
#include "practice/clients.h"
#include "practice/drafts.h"
#include "export/export.h"
#include "figures/reports.h"
#include "figures/figures.h"
#include "practice/history.h"
#include "export/newsletter_files.h"
#include "practice/newsletter.h"
#include "practice/offer.h"
#include "practice/picks.h"
#include "practice/preferences.h"
#include "practice/preflight.h"
#include "receipt/receipts.h"
#include "practice/rescreen.h"
#include "practice/reviews.h"
#include "practice/screening_form.h"
#include "practice/sessions.h"
#include "practice/standing.h"
#include "practice/watch.h"
#include "tests/support/damage.h"
#include "tests/support/test.h"

#define CLIENTS 2
#define IDS 3	/* records of each type that are asked for */
#define DAY "2026-03-12"
#define MONTH "2026-03"

static struct err err;

static void
must(bool ok, const char *what)
{
	if (!ok)
		bug("%s: %s", what, err.text);
}

/* An answer, or a sentence that can be shown. */
static bool
told(bool ok)
{
	if (!ok && (err.code == ERR_NONE || *err.text == '\0' ||
	    text_bad_byte(err.text, strlen(err.text)) >= 0))
		bug("refused without a sentence: \"%s\"", err.text);
	err_clear(&err);
	return ok;
}

/* --- a sample ------------------------------------------------------------------------- */

static void
import(struct practice *p)
{
	static const char text[] = "id,Given name,Family name\nx1,Ann,Ash\nx2,Bo,Birch\n";
	AUTO_FREE char *file = test_path("sample.csv");
	struct import_options o = { .kind = "clients", .path = file };
	struct import_result r;

	test_write(file, text, strlen(text));
	must(practice_import(p, &o, &r, &err), "import");
}

static void
draft(struct practice *p)
{
	AUTO_DRAFT struct draft d = DRAFT_INIT;

	draft_set_string(&d.form, "client");
	draft_set_string(&d.type, "client");
	draft_set_string(&d.title, "client 1");
	draft_set_string(&d.place, "notes");
	d.record = 1;
	d.base_version = 1;
	draft_set(&d, "notes", "half a");
	must(practice_draft_save(p, &d, &err), "draft");
}

static void
touch(struct practice *p)
{
	AUTO_RECORD struct record *base = client_get(p, 1, &err);
	AUTO_RECORD struct record *mine = NULL;
	AUTO_RECORD struct record *prefs = preferences_get(p, &err);
	struct subscriber_change s = { .email = "x@example.org", .state = "subscribed",
	    .source = "paper", .wording = "v1" };
	struct merge m = { 0 };

	must(base != NULL && prefs != NULL, "client 1");
	mine = record_copy(base);
	record_set_text(mine, "city", "Graz");
	must(client_save(p, mine, base, &m, NULL, &err), "save");
	merge_free(&m);
	must(preferences_save(p, prefs, NULL, &err), "preferences");
	must(subscriber_set(p, &s, NULL, &err), "subscriber");
}

void
damage_sample(const char *path)
{
	struct practice_init init = { .timezone = "UTC", .login = DAMAGE_LOGIN,
	    .fill = demo_fill,
	    .fill_arg = &(struct demo_options){ .clients = CLIENTS, .seed = 3 } };
	struct practice *p;

	must(clock_fix(DAMAGE_NOW, &err), "clock");
	must(practice_make(path, &init, &err), "make");
	p = practice_open(path, DAMAGE_LOGIN, &err);
	must(p != NULL, "open");
	import(p);
	touch(p);
	draft(p);
	practice_close(p);
}

void
damage_copy(const char *from, const char *to)
{
	static const char *const others[] = { "-wal", "-shm", "-journal" };
	static const char *const files[] = { "", ".key" };
	size_t i, size;

	for (i = 0; i < ARRAY_LEN(others); i++) {
		AUTO_FREE char *path = xasprintf("%s%s", to, others[i]);

		unlink(path);
	}
	for (i = 0; i < ARRAY_LEN(files); i++) {
		AUTO_FREE char *source = xasprintf("%s%s", from, files[i]);
		AUTO_FREE char *target = xasprintf("%s%s", to, files[i]);
		AUTO_FREE char *bytes = test_read(source, &size);

		test_write(target, bytes, size);
	}
}

/* --- the walk ------------------------------------------------------------------------- */

static void
say(const char *sentence, void *arg)
{
	(void)arg;
	if (*sentence == '\0')
		bug("the check said nothing");
}

static void
walk_checks(struct practice *p)
{
	long problems;

	told(practice_check(p, false, say, NULL, &problems, &err));
	told(practice_check(p, true, say, NULL, &problems, &err));
}

static bool
take_row(const struct page_row *row, void *arg)
{
	size_t i, n = 0;

	for (i = 0; i < row->n_cells; i++)
		n += strlen(row->cells[i]);
	return n < SIZE_MAX;
}

static void
walk_lists(struct practice *p)
{
	static const char *const words[] = { NULL, "a" };
	AUTO_FREE char *file = test_path("list.csv");
	struct export_options o = { .target = file };
	size_t i, w;
	int64_t of;
	bool more;
	long n;

	for (i = 0; page_lists[i] != NULL; i++)
		for (of = 1; of < IDS; of++)
			for (w = 0; w < (of == 1 ? ARRAY_LEN(words) : 1); w++) {
				const struct page_list *l = page_lists[i];
				struct page_query q = { .all = true, .limit = 1000,
				    .of = of, .words = words[w] };

				q.of_text = l == &page_history || l == &page_trace ? "client" : DAY;
				told(page_read(l, p, &q, take_row, NULL, &more, &err));
				q.backwards = true;
				told(page_read(l, p, &q, take_row, NULL, &more, &err));
				told(page_find(l, p, &q, of, take_row, NULL, &err));
				told(page_count(l, p, &q, 50, &n, &err));
				if (of == 1 && w == 0)
					told(page_export(l, p, &q, &o, &n, &err));
			}
}

static bool
take_client(const struct client_line *line, void *arg)
{
	(void)arg;
	return line->id != INT64_MIN;
}

static bool
take_history(const struct history_line *line, void *arg)
{
	struct practice *p = arg;
	AUTO_BUF struct buf b = BUF_INIT;

	if (line->field != NULL) {
		field_show(line->field, &p->context, line->before, &b);
		field_format(line->field, line->after, &b);
	}
	return true;
}

static void
take_visit(const struct session_shown *s, void *arg)
{
	(void)arg;
	told(strlen(s->client_name) < SIZE_MAX);
}

static bool
take_gap(const struct session_gap *gap, void *arg)
{
	(void)arg;
	return gap->minutes >= 0;
}

static bool
take_record(const struct record *r, void *arg)
{
	struct practice *p = arg;
	AUTO_BUF struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < r->type->n_fields; i++) {
		field_show(&r->type->fields[i], &p->context, &r->values[i], &b);
		field_format(&r->type->fields[i], &r->values[i], &b);
	}
	return true;
}

static bool
take_receipt(const struct receipt_row *row, void *arg)
{
	(void)arg;
	return row->number != NULL;
}

static bool
take_pick(const struct pick *pick, void *arg)
{
	(void)arg;
	return pick->text != NULL;
}

static void
show_record(struct practice *p, struct record *r)
{
	if (told(r != NULL))
		take_record(r, p);
	record_free(r);
}

static void
walk_client(struct practice *p, int64_t id, FILE *null)
{
	struct client_standing standing;
	struct newsletter_client news;
	struct screening_state state;
	AUTO_BUF struct buf name = BUF_INIT;
	money owed;

	show_record(p, client_get(p, id, &err));
	told(client_write_json(p, id, null, &err));
	told(client_standing(p, id, &standing, &err));
	told(client_unpaid(p, id, &owed, &err));
	told(newsletter_of_client(p, id, &news, &err));
	told(screening_latest(p, id, "microneedling", date_from_iso(DAY), &state, &err));
	told(pick_name(p, &record_client, id, &name, &err));
	told(practice_history_json(p, "client", id, null, &err));
}

static void
walk_screening(struct practice *p, int64_t id)
{
	struct checklist *c;
	AUTO_RECORD struct record *card = client_get(p, id, NULL);
	struct screening_form *form;
	struct rescreen again;
	char **answers;
	bool found;

	if (told(rescreen_of(p, id, &again, &err)))
		rescreen_free(&again);
	if (card != NULL && told(rescreen(p, card, "microneedling",
	    date_from_iso(DAY), &again, &err)))
		rescreen_free(&again);
	c = checklist_load_edition(p->db, id, &err);
	if (!told(c != NULL))
		return;
	form = screening_form_new(c);
	screening_form_free(form);
	answers = xcalloc(c->n_items + 1, sizeof(*answers));
	if (told(screening_last(p, c, id, answers, &found, &err)))
		screening_answers_free(c, answers);
	free(answers);
	checklist_free(c);
}

static void
walk_receipt(struct practice *p, int64_t id)
{
	AUTO_RECEIPT struct receipt *r = receipt_load(p, id, &err);
	AUTO_RECEIPT struct receipt *visit = NULL;
	struct receipt_totals t;

	if (told(r != NULL))
		receipt_totals(r, &t);
	visit = receipt_for_visit(p, id, date_from_iso(DAY), &err);
	if (told(visit != NULL))
		receipt_totals(visit, &t);
}

static void
walk_records(struct practice *p, FILE *null)
{
	struct preflight flight;
	int64_t id;
	size_t i;

	for (id = 1; id <= IDS; id++) {
		walk_client(p, id, null);
		walk_receipt(p, id);
		walk_screening(p, id);
		show_record(p, session_get(p, id, &err));
		told(session_preflight(p, id, &flight, &err));
		show_record(p, review_get(p, id, &err));
		show_record(p, subscriber_get(p, id, &err));
		show_record(p, offer_get(p, &record_service, id, &err));
		show_record(p, offer_get(p, &record_product, id, &err));
		show_record(p, offer_get(p, &record_staff, id, &err));
		for (i = 0; record_types[i] != NULL; i++)
			told(practice_history(p, record_types[i]->name, id,
			    take_history, p, &err));
	}
}

static void
walk_days(struct practice *p)
{
	date_day today = date_from_iso(DAY), day;
	AUTO_LINES struct session_lines lines = SESSION_LINES_INIT;
	struct sessions_todo todo;
	size_t i;
	struct session_open open;

	for (day = today - 3; day <= today + 3; day++) {
		told(sessions_day(p, day, 0, &lines, &err));
		for (i = 0; i < lines.n; i++)
			told(session_show(p, &lines.list[i], take_visit, p, &err));
		told(sessions_gaps(p, &lines, 15, take_gap, p, &open, &err));
		told(sessions_todo(p, &lines, &todo, &err));
	}
}

static bool
take_figure_row(const struct figures_row *row, void *arg)
{
	(void)arg;
	return row->id != INT64_MIN;
}

static void
walk_figures(struct practice *p, struct figures *f)
{
	size_t i;
	bool more;

	for (i = 0; i < f->n_figures; i++) {
		struct figures_query q = { .figure = f->figures[i].name,
		    .month = MONTH, .limit = 100 };

		if (f->figures[i].has_rows)
			told(figures_rows(p, &q, take_figure_row, NULL, &more, &err));
	}
}

static void
walk_reports(struct practice *p)
{
	static const char *const formats[] = { "text", "json", "csv", "xlsx" };
	struct figures_month year[FIGURES_MONTHS];
	struct newsletter_month trend[NEWSLETTER_MONTHS];
	int64_t counts[NEWSLETTER_STATES], unanswered;
	struct newsletter_waiting waiting;
	struct review_month month;
	struct figures f;
	size_t i;

	for (i = 0; i < ARRAY_LEN(formats); i++) {
		AUTO_FREE char *file = test_path("report.%s", formats[i]);
		struct report_options o = { .name = "monthly", .month = MONTH,
		    .format = formats[i], .target = file };

		told(practice_report(p, &o, &err));
	}
	if (told(figures_make(p, NULL, MONTH, &f, &err))) {
		walk_figures(p, &f);
		figures_free(&f);
	}
	told(figures_year(p, NULL, MONTH, year, &err));
	told(reviews_month(p, MONTH, &month, &err));
	told(reviews_unanswered(p, 100, &unanswered, &err));
	told(newsletter_counts(p, counts, &err));
	told(newsletter_trend(p, MONTH, trend, &err));
	told(newsletter_waiting(p, &waiting, &err));
}

static void
walk_files(struct practice *p)
{
	static const char *const formats[] = { "csv", "json", "xlsx" };
	size_t i, k;
	long rows;

	for (i = 0; practice_import_kind(i) != NULL; i++)
		for (k = 0; k < ARRAY_LEN(formats); k++) {
			AUTO_FREE char *file = test_path("export.%s", formats[k]);
			struct export_options o = { .kind = practice_import_kind(i),
			    .format = formats[k], .target = file };

			told(practice_export(p, &o, &rows, &err));
		}
	for (i = 0; i < NEWSLETTER_FILES; i++) {
		AUTO_FREE char *file = test_path("news.csv");

		told(newsletter_export(p, (enum newsletter_file)i, file, &rows, &err));
	}
}

static void
walk_others(struct practice *p, FILE *null)
{
	struct client_query c = { .words = "a", .limit = 100 };
	struct receipt_query r = { .limit = 100 };
	struct drafts ds = DRAFTS_INIT;
	AUTO_RECORD struct record *prefs = preferences_get(p, &err);
	AUTO_BUF struct buf text = BUF_INIT;
	size_t i;
	bool more;

	told(prefs != NULL);
	told(clients_list(p, &c, take_client, NULL, &more, &err));
	told(clients_write_json(p, &c, null, &err));
	told(receipts_list(p, &r, take_receipt, NULL, &more, &err));
	for (i = 0; record_types[i] != NULL; i++)
		if (pick_has(record_types[i]))
			told(picks_list(p, record_types[i], "a", 50, take_pick, NULL,
			    &more, &err));
	told(offer_list(p, &record_service, true, take_record, p, &err));
	told(offer_list(p, &record_product, true, take_record, p, &err));
	told(offer_list(p, &record_staff, true, take_record, p, &err));
	told(offer_checklists(p, take_record, p, &err));
	told(review_request_text(p, &text, &err));
	told(practice_drafts(p, &ds, &err));
	drafts_free(&ds);
}

/* --- what writes ---------------------------------------------------------------------- */

static void
save_client(struct practice *p, int64_t id)
{
	AUTO_RECORD struct record *base = client_get(p, id, &err);
	AUTO_RECORD struct record *mine = NULL;
	struct merge m = { 0 };

	if (!told(base != NULL))
		return;
	mine = record_copy(base);
	record_set_text(mine, "notes", "Changed.");
	told(client_save(p, mine, base, &m, NULL, &err));
	merge_free(&m);
}

static void
write_receipt(struct practice *p, int64_t id)
{
	AUTO_RECEIPT struct receipt *base = receipt_load(p, id, NULL);
	AUTO_RECEIPT struct receipt *r = NULL;
	struct receipt_part part = { 1, 1 };
	int64_t refund;

	if (base == NULL)
		return;
	r = receipt_copy(base);
	receipt_add_payment(r, "cash", 10000);
	told(receipt_save(p, r, base, NULL, &err));
	told(receipt_pay(p, id, base->head->version, "cash", 10000, &err));
	told(receipt_refund(p, id, base->head->version, &part, 1, "cash", "No.", &refund,
	    &err));
	told(receipt_void(p, id, base->head->version, "No.", &err));
}

static void
walk_writes(struct practice *p)
{
	struct subscriber_change s = { .email = "x@example.org", .state = "unsubscribed" };
	struct undoable u;
	struct undone undone;
	AUTO_BUF struct buf words = BUF_INIT;
	int64_t id, made;
	int i;

	for (i = 0; i < 3; i++) {
		if (told(practice_undo_next(p, &u, &err)))
			undoable_words(p, &u, &words);
		undone = (struct undone){ 0 };
		told(practice_undo(p, &undone, &words, &err));
	}
	if (told(practice_redo_next(p, &u, &err)))
		undoable_words(p, &u, &words);
	undone = (struct undone){ 0 };
	told(practice_redo(p, &undone, &words, &err));
	for (id = 1; id < IDS; id++) {
		AUTO_RECORD struct record *visit = session_new(p, id, false);

		save_client(p, id);
		write_receipt(p, id);
		told(session_step(p, id, 1, SESSION_STEP_DONE, &err));
		told(session_end(p, id, 1, SESSION_MISSED, NULL, NULL, &err));
		told(review_ask(p, id, id, "in_person", &made, &err));
		told(session_fill(p, visit, &err));
		told(session_book(p, visit, NULL, 0, &words, NULL, &err));
	}
	told(subscriber_set(p, &s, NULL, &err));
	told(practice_rebuild(p, &err));
}

bool
damage_walk(const char *path)
{
	struct practice *p;
	struct watch w;
	FILE *null = fopen("/dev/null", "w");
	bool changed;

	must(null != NULL, "/dev/null");
	must(clock_fix(DAMAGE_NOW, &err), "clock");
	p = practice_open(path, DAMAGE_LOGIN, &err);
	if (told(p != NULL)) {
		practice_patience(p, 1);
		told(watch_begin(p, &w, &err));
		walk_checks(p);
		walk_lists(p);
		walk_records(p, null);
		walk_days(p);
		walk_reports(p);
		walk_files(p);
		walk_others(p, null);
		walk_writes(p);
		told(practice_refresh(p, &changed, &err));
		practice_idle(p);
		practice_close(p);
	}
	fclose(null);
	return p != NULL;
}
