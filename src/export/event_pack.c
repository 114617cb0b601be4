/*
 * event_pack.c - see event_pack.h.
 */
#include "export/event_pack.h"

#include <inttypes.h>
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
	const struct record *client;
	struct stmt *st;	/* its row: the event and what belongs to it */
};

/* "Lot: 24K118"; what is not known is a blank to write on. */
static void
put(struct packing *x, const char *label, const char *text)
{
	const char *blanks[] = { label, NULL };
	AUTO_BUF struct buf line = BUF_INIT;

	if (*text == '\0') {
		paper_blanks(&x->paper, blanks);
		return;
	}
	buf_addf(&line, "%s: %s", label, text);
	paper_line(&x->paper, line.s);
}

/* --- what is not a column as it stands ---------------------------------------------------- */

static void
add_initials(const struct packing *x, struct buf *out)
{
	static const char *const names[] = { "given", "family" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		const char *name = record_text(x->client, names[i]);

		if (*name == '\0')
			continue;
		buf_add(out, name, text_next(name, strlen(name), 0));
		buf_addc(out, '.');
	}
}

/* On the day it began. */
static void
add_age(const struct packing *x, struct buf *out)
{
	date_day born = stmt_date(x->st, "born");

	if (born != DATE_NONE)
		buf_addf(out, "%d years", date_years_between(born, stmt_date(x->st, "onset")));
}

static void
add_event(const struct packing *x, struct buf *out)
{
	buf_addf(out, "%s, grade %s", stmt_text(x->st, "what"), stmt_text(x->st, "grade"));
}

static void
add_serious(const struct packing *x, struct buf *out)
{
	buf_adds(out, stmt_int(x->st, "serious") != 0 ? "yes" : "no");
}

static void
add_today(UNUSED const struct packing *x, struct buf *out)
{
	char words[24];

	buf_adds(out, date_to_words(clock_today(), false, words));
}

static void
add_depth(const struct packing *x, struct buf *out)
{
	if (!stmt_is_null(x->st, "depth"))
		buf_addf(out, "%.2f mm", (double)stmt_int(x->st, "depth") / 100);
}

static void
add_operator(UNUSED const struct packing *x, struct buf *out)
{
	buf_adds(out, "health professional");
}

static void
add_practice(const struct packing *x, struct buf *out)
{
	buf_adds(out, record_text(x->p->settings, "name"));
}

static void
add_reporter(const struct packing *x, struct buf *out)
{
	buf_adds(out, record_text(x->p->staff, "name"));
}

/* --- the sections ------------------------------------------------------------------------- */

#define SECTION(s) { .section = s }
#define BLANK(l) { .label = l }
#define COLUMN(l, c) { .label = l, .column = c }
#define DAY(l, c) { .label = l, .column = c, .is_day = true }
#define MADE(l, fn) { .label = l, .add = fn }
static const struct part {
	const char *section;	/* begins one; NULL: a line of it */
	const char *label, *column;
	bool is_day;
	void (*add)(const struct packing *x, struct buf *out);
} parts[] = {
	SECTION("Patient"),
	MADE("Identifier, in confidence", add_initials),
	MADE("Age at the event", add_age),
	BLANK("Sex"),
	BLANK("Weight"),
	BLANK("Ethnicity and race, where the form asks"),
	COLUMN("Fitzpatrick type", "fitzpatrick"),
	SECTION("Adverse event"),
	MADE("What, and its grade (CTCAE v5.0, general)", add_event),
	MADE("Serious (life-threatening, lasting, or an intervention prevented that)", add_serious),
	BLANK("Outcome: death on, life-threatening, hospital, lasting damage, intervention, other"),
	DAY("Date of the event", "onset"),
	DAY("Over on", "resolved"),
	MADE("Date of this report", add_today),
	COLUMN("What was done, and what became of it", "done"),
	COLUMN("Where", "zone"),
	MADE("Depth there", add_depth),
	DAY("Date of the treatment", "treated"),
	COLUMN("Treatment", "service"),
	BLANK("Tests and laboratory data"),
	SECTION("Other relevant history"),
	COLUMN("Allergies", "allergies"),
	COLUMN("Medicines", "medicines"),
	COLUMN("Conditions", "conditions"),
	SECTION("Suspect product"),
	COLUMN("Product", "product"),
	COLUMN("Brand", "brand"),
	COLUMN("Lot", "lot"),
	DAY("Expires", "expires"),
	COLUMN("UDI, GS1 item", "gtin"),
	COLUMN("UDI, HIBC", "hibc"),
	BLANK("How much, how often, how applied"),
	DAY("Used on", "used"),
	COLUMN("For what", "indication"),
	BLANK("Did it abate when it was used no more"),
	BLANK("Did it come back when it was used again"),
	BLANK("Is it kept for evaluation"),
	SECTION("Suspect medical device"),
	COLUMN("Device", "device"),
	BLANK("Common name, product code"),
	COLUMN("Maker", "make"),
	COLUMN("Model", "model"),
	BLANK("Catalogue number"),
	COLUMN("Serial number", "serial"),
	BLANK("UDI of the device"),
	MADE("Operator of the device", add_operator),
	BLANK("Was it made ready again and reused, by whom"),
	BLANK("Is it kept for evaluation"),
	BLANK("Returned to the maker on"),
	SECTION("Other products at the same time"),
	BLANK("What, from when to when"),
	SECTION("For the maker and the brand"),
	BLANK("Bought from, on"),
	COLUMN("Other visits that used the lot", "others"),
	BLANK("Pieces of the lot that are kept apart"),
	BLANK("What is asked for: evaluation, replacement, advice"),
	SECTION("For the insurer"),
	BLANK("Policy, number of the claim"),
	BLANK("When the practice learned of it, from whom"),
	DAY("Consent signed on", "consented"),
	COLUMN("Words of the consent", "consent"),
	COLUMN("Chart signed by", "signed_by"),
	BLANK("What the client asks for"),
	SECTION("Reporter"),
	MADE("Practice", add_practice),
	MADE("Name", add_reporter),
	COLUMN("Treated by", "staff"),
	COLUMN("Licence", "licence"),
	BLANK("Occupation"),
	BLANK("Address, phone, e-mail"),
	BLANK("May the maker know who reports"),
};

static void
put_part(struct packing *x, const struct part *part)
{
	AUTO_BUF struct buf words = BUF_INIT;
	char day[24];

	if (part->section != NULL) {
		paper_block(&x->paper, "", part->section, "");
		return;
	}
	if (part->add != NULL)
		part->add(x, &words);
	else if (part->column != NULL && part->is_day && !stmt_is_null(x->st, part->column))
		buf_adds(&words, date_to_words(stmt_date(x->st, part->column), false, day));
	else if (part->column != NULL)
		buf_adds(&words, stmt_text(x->st, part->column));
	put(x, part->label, words.s);
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
write_file(struct packing *x, int64_t event, const struct paper_format *format,
    struct file_out *out, struct err *e)
{
	AUTO_BUF struct buf below = BUF_INIT;
	char today[24];
	size_t i;
	bool ok;

	buf_addf(&below, "%s, %s. The sections of Form FDA 3500, and more.",
	    record_text(x->p->settings, "name"), date_to_words(clock_today(), true, today));
	paper_begin(&x->paper, format, file_out_stream(out), "Adverse event");
	paper_page(&x->paper, "Report of an adverse event", below.s);
	for (i = 0; i < ARRAY_LEN(parts); i++)
		put_part(x, &parts[i]);
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
	x.client = client;
	x.st = db_stmt(p->db, "event_pack");
	stmt_set_int(x.st, "event", event);
	if (stmt_next(x.st) && (out = file_out_open(target, e)) != NULL)
		ok = write_file(&x, event, f, out, e);
	ok = stmt_end(x.st, ok ? e : NULL) && ok;
	db_read_end(p->db);
	return ok;
}
