/*
 * offer.c - services, products, staff, rooms, hours, settings: the rules for saving them.
 */
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/lots.h"
#include "practice/offer.h"
#include "practice/papers.h"

/* --- saving ---------------------------------------------------------------------------- */

static bool
is_owner(const struct record *staff)
{
	return staff_may(staff, ACTION_WRITE_SETTINGS) && record_int(staff, "room") == 0 &&
	    record_int(staff, "active") != 0 && !record_is_null(staff, "login");
}

bool
offer_keep_an_owner(struct practice *p, const struct record *next,
    const struct record *was, struct err *e)
{
	struct stmt *st;
	bool other = false;

	if (was == NULL || is_owner(next))
		return true;
	st = db_stmt(p->db, "offer_other_logins");
	stmt_set_int(st, "id", next->id);
	while (!other && stmt_next(st))
		other = staff_row_may(st, ACTION_WRITE_SETTINGS);
	if (!stmt_end(st, e))
		return false;
	return other || err_set(e, ERR_INVALID,
	    !staff_may(next, ACTION_WRITE_SETTINGS) ? "role" :
	    record_int(next, "active") == 0 ? "active" :
	    record_int(next, "room") != 0 ? "room" : "login",
	    "%s is the only owner who can log in and stays one; make somebody else an "
	    "owner first.", record_text(was, "name"));
}

static bool
keep_an_owner(struct practice *p, struct record *next, const struct record *was,
    UNUSED void *arg, struct err *e)
{
	return offer_keep_an_owner(p, next, was, e);
}

/* --- checklists and charts of services ------------------------------------------------------------ */

/* Does one of the words stand in the name or the category, whatever spaces and hyphens are in it? */
static bool
names_one(const char *const *words, const char *name, const char *category)
{
	AUTO_BUF struct buf folded = BUF_INIT;

	text_fold_joined(&folded, name);
	buf_addc(&folded, ' ');
	text_fold_joined(&folded, category);
	for (; *words != NULL; words++)
		if (strstr(folded.s, *words) != NULL)
			return true;
	return false;
}

bool
service_is_needling(const char *name, const char *category)
{
	static const char *const words[] = { "microneedl", "collageninduction",
	    "skinpen", "dermapen", NULL };

	return names_one(words, name, category);
}

/* Needling with current is another treatment: an implant matters. */
static bool
is_with_current(const char *name, const char *category)
{
	static const char *const words[] = { "radiofrequen", "rfmicro", "needlingrf", NULL };

	return names_one(words, name, category);
}

bool
service_lacks_checklist(const struct record *service)
{
	return record_int(service, "active") != 0 &&
	    record_is_null(service, "checklist") &&
	    service_is_needling(record_text(service, "name"),
	    record_text(service, "category"));
}

static bool
add_template(const struct record *c, void *arg)
{
	struct buf *out = arg;

	buf_adds(out, out->len > 0 ? ", " : "");
	field_quote(out, record_text(c, "code"));
	return true;
}

bool
no_such_template(struct practice *p, const struct record_type *t, const char *code,
    struct err *e)
{
	AUTO_BUF struct buf quoted = BUF_INIT, all = BUF_INIT;
	const char *word = t == &record_checklist ? "checklist" : "chart";

	field_quote(&quoted, code);
	if (!offer_list(p, t, true, add_template, &all, e))
		return false;
	return err_set(e, ERR_INVALID, word, "There is no published %s "
	    "called \"%s\"; %s%s.", word, quoted.s, all.len > 0 ? "there is " :
	    "none is published", all.s);
}

struct proposal {
	struct buf *code;
	bool with_current, found;
};

static bool
propose(const struct record *c, void *arg)
{
	struct proposal *p = arg;
	const char *title = record_text(c, "title"), *code = record_text(c, "code");

	p->found = service_is_needling(title, code) &&
	    is_with_current(title, code) == p->with_current;
	if (p->found)
		buf_adds(p->code, code);
	return !p->found;
}

bool
service_proposal(struct practice *p, const char *name, const char *category,
    struct buf *code)
{
	struct proposal found = { code, is_with_current(name, category), false };
	struct err none;

	return service_is_needling(name, category) &&
	    offer_list(p, &record_checklist, true, propose, &found, &none) &&
	    found.found;
}

/* What a service needs is a published edition. */
static bool
known_template(struct practice *p, const struct record *service, const char *field,
    const struct record_type *t, struct err *e)
{
	const char *code = record_text(service, field);
	AUTO_RECORD struct record *r = NULL;
	struct err failed;

	if (*code == '\0')
		return true;
	r = db_find(p->db, t, NULL, code, &failed);
	return r != NULL || no_such_template(p, t, code, e);
}

static bool
known_templates(struct practice *p, struct record *next, UNUSED const struct record *was,
    UNUSED void *arg, struct err *e)
{
	return known_template(p, next, "checklist", &record_checklist, e) &&
	    known_template(p, next, "chart", &record_chart_template, e) &&
	    document_ask_service(p, next, e);
}

static bool
has_been(UNUSED struct practice *p, struct record *next, UNUSED const struct record *was,
    UNUSED void *arg, struct err *e)
{
	return date_from_iso(record_text(next, "date")) <= clock_today() ||
	    err_set(e, ERR_INVALID, "date", "A log says what was done; that day is to come.");
}

static const struct offer_kind {
	const struct record_type *type;
	const char *list;	/* NULL: looked at by its page alone */
	enum action write;
	bool (*ask)(struct practice *p, struct record *next, const struct record *was,
	    void *arg, struct err *e);	/* as in struct save_rules */
} kinds[] = {
	{ &record_service, "offer_service", ACTION_WRITE_OFFER, known_templates },
	{ &record_product, "offer_product", ACTION_WRITE_OFFER, NULL },
	{ &record_staff, "offer_staff", ACTION_WRITE_SETTINGS, keep_an_owner },
	{ &record_room, "offer_room", ACTION_WRITE_SETTINGS, NULL },
	{ &record_device, "offer_device", ACTION_WRITE_SETTINGS, NULL },
	{ &record_hours, NULL, ACTION_WRITE_SETTINGS, NULL },
	{ &record_lot, NULL, ACTION_WRITE_OFFER, lot_ask },
	{ &record_certificate, NULL, ACTION_WRITE_SETTINGS, NULL },
	{ &record_device_label, NULL, ACTION_WRITE_SETTINGS, NULL },
	{ &record_product_caution, NULL, ACTION_WRITE_OFFER, NULL },
	/* whoever treats writes the logs */
	{ &record_log_entry, NULL, ACTION_WRITE_SESSIONS, has_been },
	/* part of the book: whoever moves visits says who is away */
	{ &record_block, NULL, ACTION_WRITE_SESSIONS, NULL },
	/* looked at alone */
	{ &record_checklist, "offer_checklist", ACTION_WRITE_SETTINGS, NULL },
	{ &record_chart_template, "offer_chart_template", ACTION_WRITE_SETTINGS, NULL },
	{ &record_document, "offer_document", ACTION_WRITE_SETTINGS, NULL },
};

static const struct offer_kind *
kind_of(const struct record_type *type)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (kinds[i].type == type)
			return &kinds[i];
	bug("%s is not of the offer", type->name);
}

bool
offer_add(struct practice *p, struct record *r, struct draft *draft, struct err *e)
{
	const struct offer_kind *k = kind_of(r->type);
	struct save_rules rules = { .ask = k->ask, .draft = draft };

	return practice_add(p, k->write, r, &rules, e);
}

bool
offer_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	const struct offer_kind *k = kind_of(mine->type);
	struct save_rules rules = { .ask = k->ask, .draft = draft };

	return practice_save(p, k->write, mine, base, m, &rules, e);
}

/* --- looking: everybody who is logged in ------------------------------------------- */

static bool
each(struct stmt *st, const struct record_type *type,
    bool (*fn)(const struct record *, void *), void *arg, struct err *e)
{
	bool more = true;

	while (more && stmt_next(st)) {
		AUTO_RECORD struct record *r = record_new(type);

		db_read_record(st, r);
		more = fn(r, arg);
	}
	return stmt_end(st, e);
}

bool
offer_list(struct practice *p, const struct record_type *type, bool all,
    bool (*fn)(const struct record *, void *), void *arg, struct err *e)
{
	struct stmt *st = db_stmt(p->db, kind_of(type)->list);

	stmt_set_int(st, "all", all);
	return each(st, type, fn, arg, e);
}

bool
offer_checklists(struct practice *p, bool (*fn)(const struct record *, void *),
    void *arg, struct err *e)
{
	return each(db_stmt(p->db, "offer_checklists"), &record_checklist, fn, arg, e);
}

struct record *
offer_get(struct practice *p, const struct record_type *type, int64_t id,
    struct err *e)
{
	return db_get(p->db, type, id, e);
}

/* --- settings ---------------------------------------------------------------------------- */

static bool
check_settings(UNUSED struct practice *p, struct record *r, const struct record *was,
    UNUSED void *arg, struct err *e)
{
	const char *currency = record_text(r, "currency");
	const char *link = record_text(r, "review_link");

	if (strlen(currency) != 3 ||
	    strspn(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
		return err_set(e, ERR_INVALID, "currency", "A currency is three capital "
		    "letters, such as USD or EUR.");
	if (*link != '\0' && ((strncmp(link, "https://", 8) != 0 &&
	    strncmp(link, "http://", 7) != 0) || strpbrk(link, " \t") != NULL))
		return err_set(e, ERR_INVALID, "review_link",
		    "A link starts with https:// and has no spaces.");
	return value_equal(record_value(was, "timezone"),
	    record_value(r, "timezone")) ||
	    clock_set_zone(record_text(r, "timezone"), e);
}

bool
settings_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = check_settings, .draft = draft };

	if (!practice_save(p, ACTION_WRITE_SETTINGS, mine, base, m, &rules, e)) {	/* restore the zone */
		clock_set_zone(record_text(p->settings, "timezone"), NULL);
		return false;
	}
	return practice_reload(p, e);
}
