/*
 * book_print.c - see book_print.h.
 */
#include "export/book_print.h"

#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "export/book.h"
#include "export/paper.h"
#include "export/screening_paper.h"
#include "practice/checklists.h"

#define WALK_INS 4		/* blocks for who comes without a booking */

struct printing {
	struct practice *p;
	struct book book;
	struct paper paper;
	char day[24];		/* "Tue 24 Nov 2026" */
};

static void
time_words(const struct practice *p, int minutes, char out[DATE_TIME_SIZE])
{
	date_format_time((minutes % DAY_MINUTES + DAY_MINUTES) % DAY_MINUTES,
	    p->context.twelve_hour, out);
}

/* "Printed Mon 23 Nov 2026 2:05p by Mara Roth" */
static void
add_printed(const struct practice *p, struct buf *out)
{
	char day[24], time[DATE_TIME_SIZE];

	time_words(p, clock_minutes(), time);
	buf_addf(out, "Printed %s %s by %s", date_to_words(clock_today(), true, day), time,
	    record_text(p->staff, "name"));
}

/* --- the book ----------------------------------------------------------------------------- */

static void
add_part(struct buf *out, const char *before, const char *s)
{
	if (*s != '\0')
		buf_addf(out, "%s%s%s", out->len > 0 ? ", " : "", before, s);
}

static bool
wants_form(const struct book_visit *v)
{
	return v->client != 0 && *v->checklist != '\0';
}

static void
print_visit(struct printing *x, const struct book_visit *v)
{
	static const char *const done[] = { "came", "until", NULL };
	static const char *const paid[] = { "paid", "by", "receipt no.", NULL };
	AUTO_BUF struct buf what = BUF_INIT, alerts = BUF_INIT;
	char time[DATE_TIME_SIZE] = "";

	if (v->timed)
		time_words(x->p, v->comes, time);
	paper_block(&x->paper, time, *v->name != '\0' ? v->name : "(no client)", v->phone);
	add_part(&what, "", v->service);
	if (v->timed) {
		if (v->treated != v->comes) {
			buf_adds(&what, what.len > 0 ? ", treated from " : "treated from ");
			book_time(x->p, v->treated, &what);
		}
		buf_adds(&what, what.len > 0 ? ", to " : "to ");
		book_time(x->p, v->until, &what);
	}
	add_part(&what, "by ", v->staff);
	add_part(&what, "", v->room);
	add_part(&what, "", v->device);
	add_part(&what, "", session_status_label(v->status));
	paper_line(&x->paper, what.s);
	if (v->comes < 0)
		paper_line(&x->paper, "Began on the day before.");
	if (*v->alerts != '\0') {
		buf_addf(&alerts, "! %s", v->alerts);
		paper_line(&x->paper, alerts.s);
	}
	if (wants_form(v))
		paper_line(&x->paper, "To be screened first: the form is behind this list.");
	paper_blanks(&x->paper, done);
	paper_blanks(&x->paper, paid);
}

static void
print_gaps(struct printing *x)
{
	const struct book *b = &x->book;
	size_t i;

	if (b->n_gaps == 0)
		return;
	paper_block(&x->paper, "", "Free time", "");
	for (i = 0; i < b->n_gaps; i++) {
		const struct book_gap *g = &b->gaps[i];
		AUTO_BUF struct buf line = BUF_INIT;

		buf_addf(&line, "%s ", g->staff);
		book_time(x->p, g->start, &line);
		buf_adds(&line, " to ");
		book_time(x->p, g->start + g->minutes, &line);
		paper_line(&x->paper, line.s);
	}
}

/* For who comes without a booking. */
static void
print_walk_ins(struct printing *x)
{
	static const char *const who[] = { "came", "name", "phone", NULL };
	static const char *const what[] = { "treatment", "by", "until", NULL };
	static const char *const paid[] = { "paid", "by", "receipt no.", NULL };
	int i;

	for (i = 0; i < WALK_INS; i++) {
		paper_block(&x->paper, "", i == 0 ? "Without a booking" : "", "");
		paper_blanks(&x->paper, who);
		paper_blanks(&x->paper, what);
		paper_blanks(&x->paper, paid);
	}
}

static void
print_list(struct printing *x)
{
	AUTO_BUF struct buf heading = BUF_INIT, below = BUF_INIT;
	const struct book *b = &x->book;
	size_t i, n = 0, forms = 0;

	buf_addf(&heading, "%s, %s", x->day, record_text(x->p->settings, "name"));
	for (i = 0; i < b->n_visits; i++) {
		n += session_takes_time(b->visits[i].status);
		forms += session_takes_time(b->visits[i].status) && wants_form(&b->visits[i]);
	}
	buf_addf(&below, "%zu visit%s, %zu to be screened. ", n, text_plural(n), forms);
	add_printed(x->p, &below);
	paper_page(&x->paper, heading.s, below.s);
	if (!b->medical)
		paper_block(&x->paper, "", "Left out, as this login does not see it: allergies, "
		    "medicines, alerts and what screenings said. \"see screening\" marks who "
		    "has some.", "");
	if (n == 0)
		paper_block(&x->paper, "", b->works ? "Nobody is booked." :
		    "Closed, and nobody is booked.", "");
	for (i = 0; i < b->n_visits; i++)
		if (session_takes_time(b->visits[i].status))
			print_visit(x, &b->visits[i]);
	print_gaps(x);
	print_walk_ins(x);
}

/* --- a blank screening -------------------------------------------------------------------- */

/* `c` NULL: no edition of it is published. */
static void
print_form(struct printing *x, const struct book_visit *v, const struct checklist *c)
{
	AUTO_BUF struct buf heading = BUF_INIT, below = BUF_INIT;
	char time[DATE_TIME_SIZE] = "";

	if (v->timed)
		time_words(x->p, v->comes, time);
	buf_addf(&below, "%s %s, %s", x->day, time, v->service);
	if (c != NULL) {
		screening_paper(&x->paper, c, v->name, below.s, NULL);
		return;
	}
	buf_addf(&heading, "%s: %s", v->name, v->checklist);
	paper_page(&x->paper, heading.s, below.s);
	paper_block(&x->paper, "", "No edition of this checklist is published: there is nothing to "
	    "ask yet.", "");
}

/* Has one of the visits before it the same form? */
static bool
has_form(const struct book *b, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (session_takes_time(b->visits[i].status) && b->visits[i].client == b->visits[at].client &&
		    strcmp(b->visits[i].checklist, b->visits[at].checklist) == 0)
			return true;
	return false;
}

static bool
print_forms(struct printing *x, struct err *e)
{
	const struct book *b = &x->book;
	struct checklist *c;
	size_t i;

	for (i = 0; i < b->n_visits; i++) {
		if (!session_takes_time(b->visits[i].status) || !wants_form(&b->visits[i]) || has_form(b, i))
			continue;
		c = checklist_load(x->p->db, b->visits[i].checklist, e);
		if (c == NULL && e->code != ERR_NOTFOUND)
			return false;
		print_form(x, &b->visits[i], c);
		if (c != NULL)
			checklist_free(c);
	}
	return true;
}

/* --- the file ------------------------------------------------------------------------------- */

/* Frees the file, also on failure. */
static bool
write_file(struct printing *x, const struct paper_format *format, struct file_out *out,
    struct err *e)
{
	AUTO_FREE char *title = xasprintf("Book of %s", x->day);
	bool ok;

	paper_begin(&x->paper, format, file_out_stream(out), title);
	print_list(x);
	ok = print_forms(x, e);
	paper_end(&x->paper);
	if (!ok)
		file_out_abort(out);
	return ok && file_out_commit(out, e);
}

bool
book_print(struct practice *p, date_day day, const char *format, const char *target,
    struct err *e)
{
	const struct paper_format *f = paper_format_named(format, e);
	struct printing x = { .p = p };
	AUTO_FREE char *label = NULL;
	struct file_out *out;
	char iso[DATE_ISO_SIZE];
	bool ok;

	if (f == NULL || !practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	date_to_words(day, true, x.day);
	label = xasprintf("export book %s", date_to_iso(day, iso));
	if (!db_note(p->db, "export", label, e) || !db_read_begin(p->db, e))
		return false;
	ok = book_read(p, day, &x.book, e) && (out = file_out_open(target, e)) != NULL &&
	    write_file(&x, f, out, e);
	db_read_end(p->db);
	book_free(&x.book);
	return ok;
}
