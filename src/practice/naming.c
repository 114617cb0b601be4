/*
 * naming.c - see naming.h.
 */
#include "practice/naming.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

#define WITH_YEAR 180		/* days away from today */

const char *
naming_day(date_day day, char out[24])
{
	date_day today = clock_today();
	char *year;

	date_to_words(day, true, out);
	if (day != DATE_NONE && labs((long)day - (long)today) < WITH_YEAR &&
	    (year = strrchr(out, ' ')) != NULL)
		*year = '\0';
	return out;
}

void
naming_add_given(const char *name, struct buf *out)
{
	AUTO_FREE char *first = xstrndup(name, strcspn(name, " "));

	text_show(out, first, false);
}

void
naming_add_code(const char *code, const char *name, struct buf *out)
{
	const char *last = strrchr(name, ' ');

	if (*code != '\0') {
		buf_adds(out, code);
		return;
	}
	buf_add(out, name, text_next(name, strlen(name), 0));
	if (last != NULL)
		buf_add(out, last + 1, text_next(last + 1, strlen(last + 1), 0));
}

/* ", Allen, Claire"; nothing for a record without a client. */
static void
add_person(struct practice *p, const struct record *r, const char *before,
    struct buf *out)
{
	AUTO_RECORD struct record *client = NULL;
	AUTO_BUF struct buf name = BUF_INIT;
	struct err e;

	if (record_field_index(r->type, "client") < 0 || record_is_null(r, "client"))
		return;
	client = db_get(p->db, &record_client, record_int(r, "client"), &e);
	if (client == NULL)
		return;
	client_display_name(client, &name);
	buf_adds(out, before);
	text_show(out, name.s, false);
}

static void
add_day(const struct record *r, struct buf *out)
{
	char words[24];

	if (record_field_index(r->type, "date") >= 0 && !record_is_null(r, "date"))
		buf_addf(out, "%s%s", out->len > 0 ? ", " : "",
		    naming_day(date_from_iso(record_text(r, "date")), words));
}

static void
add_visit(struct practice *p, const struct record *r, struct buf *out)
{
	AUTO_RECORD struct record *staff = NULL;
	AUTO_BUF struct buf all = BUF_INIT;
	char time[DATE_TIME_SIZE];
	struct err e;

	add_person(p, r, "", &all);
	add_day(r, &all);
	if (!record_is_null(r, "start"))
		buf_addf(&all, " %s", date_format_time((int)record_int(r, "start"),
		    p->context.twelve_hour, time));
	if (!record_is_null(r, "staff"))
		staff = db_get(p->db, &record_staff, record_int(r, "staff"), &e);
	if (staff != NULL) {
		buf_adds(&all, ", ");
		naming_add_given(record_text(staff, "name"), &all);
	}
	buf_add(out, all.s, all.len);
}

/* "receipt 1042 of Allen, Claire, Tue 1 Dec" */
static void
add_receipt(struct practice *p, const struct record *r, struct buf *out)
{
	const char *number = record_text(r, "number");

	buf_adds(out, *number != '\0' ? "receipt " : "open receipt");
	text_show(out, number, false);
	add_person(p, r, " of ", out);
	add_day(r, out);
}

/* "review of Allen, Claire" */
static void
add_kind(struct practice *p, const struct record *r, struct buf *out)
{
	AUTO_BUF struct buf kind = BUF_INIT;

	text_fold(&kind, r->type->label);
	buf_add(out, kind.s, kind.len);
	add_person(p, r, " of ", out);
	add_day(r, out);
}

bool
naming_own(const struct practice *p, const struct record *r, struct buf *out)
{
	const char *field = r->type->name_field;

	if (r->type == &record_client)
		client_display_name(r, out);
	else if (field != NULL && !record_is_null(r, field))
		field_show(record_field(r->type, field), &p->context,
		    record_value(r, field), out);
	else
		return false;
	return true;
}

void
naming_add(struct practice *p, const struct record *r, struct buf *out)
{
	AUTO_BUF struct buf name = BUF_INIT;

	if (r->type == &record_session)
		add_visit(p, r, out);
	else if (r->type == &record_receipt)
		add_receipt(p, r, out);
	else if (naming_own(p, r, &name))
		text_show(out, name.s, false);
	else
		add_kind(p, r, out);
}

void
naming_add_row(struct stmt *st, int64_t id, struct buf *out)
{
	static const char *const names[] = { "given", "family", "preferred" };
	AUTO_RECORD struct record *c = record_new(&record_client);
	size_t i;

	c->id = id;
	for (i = 0; i < ARRAY_LEN(names); i++)
		record_set_text(c, names[i], stmt_text(st, names[i]));
	if (id != 0)
		client_display_name(c, out);
}

bool
naming_add_id(struct practice *p, const struct record_type *t, int64_t id,
    struct buf *out)
{
	struct err e;
	AUTO_RECORD struct record *r = db_get(p->db, t, id, &e);

	if (r != NULL)
		naming_add(p, r, out);
	return r != NULL;
}
