/*
 * event_pack.c - see event_pack.h.
 */
#include "export/event_pack.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "export/paper.h"

struct packing {
	struct practice *p;
	struct paper paper;
	struct stmt *st;	/* its row: the event and what belongs to it */
};

/* "Lot  24K118"; what is not known is a blank to write on. */
static void
put(struct packing *x, const char *label, const char *text)
{
	const char *blanks[] = { label, NULL };
	AUTO_BUF struct buf line = BUF_INIT;

	if (text == NULL || *text == '\0') {
		paper_blanks(&x->paper, blanks);
		return;
	}
	buf_addf(&line, "%s: %s", label, text);
	paper_line(&x->paper, line.s);
}

static void
put_column(struct packing *x, const char *label, const char *column)
{
	put(x, label, stmt_text(x->st, column));
}

static void
put_day(struct packing *x, const char *label, const char *column)
{
	char words[24];

	put(x, label, stmt_is_null(x->st, column) ? "" :
	    date_to_words(stmt_date(x->st, column), false, words));
}

/* As the record shows it. */
static void
put_field(struct packing *x, const char *label, const struct record *r, const char *field)
{
	AUTO_BUF struct buf words = BUF_INIT;

	field_show(record_field(r->type, field), &x->p->context, record_value(r, field), &words);
	put(x, label, words.s);
}

static void
put_depth(struct packing *x)
{
	char words[16] = "";

	if (!stmt_is_null(x->st, "depth"))
		snprintf(words, sizeof(words), "%.2f mm", (double)stmt_int(x->st, "depth") / 100);
	put(x, "Depth there", words);
}

/* "A.L.", and the age on the day it began. */
static void
put_client(struct packing *x, const struct record *client)
{
	static const char *const names[] = { "given", "family" };
	AUTO_BUF struct buf initials = BUF_INIT, age = BUF_INIT;
	date_day born = stmt_date(x->st, "born");
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		const char *name = record_text(client, names[i]);

		if (*name != '\0') {
			buf_add(&initials, name, text_next(name, strlen(name), 0));
			buf_addc(&initials, '.');
		}
	}
	if (born != DATE_NONE)
		buf_addf(&age, "%d years", date_years_between(born, stmt_date(x->st, "onset")));
	paper_block(&x->paper, "", "Patient", "");
	put(x, "Identifier, in confidence", initials.s);
	put(x, "Age at the event", age.s);
	put(x, "Sex", "");
	put(x, "Weight", "");
	put_column(x, "Fitzpatrick type", "fitzpatrick");
}

static void
put_event(struct packing *x, const struct record *event)
{
	AUTO_BUF struct buf what = BUF_INIT;
	char today[24];

	buf_addf(&what, "%s, grade %s", stmt_text(x->st, "what"), stmt_text(x->st, "grade"));
	paper_block(&x->paper, "", "Adverse event", "");
	put(x, "What, and its grade (CTCAE v5.0, general)", what.s);
	put(x, "Serious (life-threatening, lasting, or an intervention prevented that)",
	    stmt_int(x->st, "serious") != 0 ? "yes" : "no");
	put_day(x, "Date of the event", "onset");
	put_day(x, "Over on", "resolved");
	put(x, "Date of this report", date_to_words(clock_today(), false, today));
	put_field(x, "What was done, and what became of it", event, "done");
	put_column(x, "Where", "zone");
	put_depth(x);
	put_day(x, "Date of the treatment", "treated");
	put_column(x, "Treatment", "service");
	put(x, "Tests and laboratory data", "");
	paper_block(&x->paper, "", "Other relevant history", "");
	put_column(x, "Allergies", "allergies");
	put_column(x, "Medicines", "medicines");
	put_column(x, "Conditions", "conditions");
}

static void
put_products(struct packing *x)
{
	paper_block(&x->paper, "", "Suspect product", "");
	put_column(x, "Product", "product");
	put_column(x, "Brand", "brand");
	put_column(x, "Lot", "lot");
	put_day(x, "Expires", "expires");
	put_column(x, "UDI, GS1 item", "gtin");
	put_column(x, "UDI, HIBC", "hibc");
	put(x, "Is it kept for evaluation", "");
	paper_block(&x->paper, "", "Suspect medical device", "");
	put_column(x, "Device", "device");
	put_column(x, "Maker", "make");
	put_column(x, "Model", "model");
	put_column(x, "Serial number", "serial");
	put(x, "Operator of the device", "health professional");
	put(x, "Returned to the maker on", "");
}

static void
put_reporter(struct packing *x)
{
	paper_block(&x->paper, "", "Reporter", "");
	put(x, "Practice", record_text(x->p->settings, "name"));
	put(x, "Name", record_text(x->p->staff, "name"));
	put(x, "Treated by", stmt_text(x->st, "staff"));
	put_column(x, "Licence", "licence");
	put(x, "Phone, e-mail", "");
}

/* Each receiver once, those that nothing is written down of too. */
static bool
put_reports(struct packing *x, int64_t event, struct err *e)
{
	const struct field *to = record_field(&record_event_report, "sent_to");
	const struct choice *c;
	struct stmt *st = db_stmt(x->p->db, "event_reports");
	bool told[8] = { false };

	stmt_set_int(st, "event", event);
	paper_block(&x->paper, "", "Told to", "");
	while (stmt_next(st)) {
		AUTO_BUF struct buf line = BUF_INIT;
		const char *whom = stmt_text(st, "sent_to");
		char day[24];
		size_t i;

		buf_addf(&line, "%s: ", whom);
		if (stmt_is_null(st, "sent_on"))
			buf_adds(&line, "still owed");
		else
			buf_addf(&line, "on %s", date_to_words(stmt_date(st, "sent_on"), false,
			    day));
		if (!stmt_is_null(st, "reference"))
			buf_addf(&line, ", reference %s", stmt_text(st, "reference"));
		if (!stmt_is_null(st, "note"))
			buf_addf(&line, "; %s", stmt_text(st, "note"));
		paper_line(&x->paper, line.s);
		for (i = 0; i < ARRAY_LEN(told) && to->choices[i].value != NULL; i++)
			told[i] |= strcmp(whom, to->choices[i].value) == 0;
	}
	for (c = to->choices; c->value != NULL; c++)
		if (!told[c - to->choices]) {
			AUTO_FREE char *line = xasprintf("%s: nothing is written down", c->value);

			paper_line(&x->paper, line);
		}
	return stmt_end(st, e);
}

/* Frees the file, also on failure. */
static bool
write_file(struct packing *x, int64_t event, const struct record *r,
    const struct record *client, const struct paper_format *format, struct file_out *out,
    struct err *e)
{
	AUTO_BUF struct buf below = BUF_INIT;
	char today[24];
	bool ok;

	buf_addf(&below, "%s, %s. The sections of Form FDA 3500.",
	    record_text(x->p->settings, "name"), date_to_words(clock_today(), true, today));
	paper_begin(&x->paper, format, file_out_stream(out), "Adverse event");
	paper_page(&x->paper, "Report of an adverse event", below.s);
	put_client(x, client);
	put_event(x, r);
	put_products(x);
	put_reporter(x);
	ok = put_reports(x, event, e);
	paper_end(&x->paper);
	if (!ok)
		file_out_abort(out);
	return ok && file_out_commit(out, e);
}

bool
event_pack_print(struct practice *p, int64_t event, const char *format, const char *target,
    struct err *e)
{
	const struct paper_format *f = paper_format_named(format, e);
	struct packing x = { .p = p };
	AUTO_RECORD struct record *r = NULL, *client = NULL;
	AUTO_FREE char *label = xasprintf("export adverse_event %" PRId64, event);
	struct file_out *out;
	bool ok = false;

	if (f == NULL || !practice_may(p, ACTION_READ_MEDICAL, e) ||
	    (r = db_get(p->db, &record_adverse_event, event, e)) == NULL ||
	    (client = db_get(p->db, &record_client, record_int(r, "client"), e)) == NULL ||
	    !db_note(p->db, "export", label, e) || !db_read_begin(p->db, e))
		return false;
	x.st = db_stmt(p->db, "event_pack");
	stmt_set_int(x.st, "event", event);
	if (stmt_next(x.st) && (out = file_out_open(target, e)) != NULL)
		ok = write_file(&x, event, r, client, f, out, e);
	ok = stmt_end(x.st, ok ? e : NULL) && ok;
	db_read_end(p->db);
	return ok;
}
