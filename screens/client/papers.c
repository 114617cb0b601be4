/*
 * papers.c - see papers.h.
 */
#include "screens/client/papers.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/consent_words.h"
#include "practice/naming.h"
#include "practice/offer.h"
#include "practice/papers.h"
#include "practice/permissions.h"
#include "screens/draft.h"
#include "screens/print.h"
#include "screens/record_form.h"
#include "screens/toolkit/dialog.h"

/* --- forms ------------------------------------------------------------------------------- */

#define PAPER_SAVED .make = client_paper_add, .change = client_paper_save
#define GET(noun, kind) \
static struct record * \
noun##_get(struct practice *p, int64_t id, struct err *e) \
{ \
	return client_paper_get(p, kind, id, e); \
}
GET(consent, CLIENT_PAPER_CONSENT)
GET(permission, CLIENT_PAPER_PERMISSION)
GET(treatment_order, CLIENT_PAPER_ORDER)
GET(clearance, CLIENT_PAPER_CLEARANCE)
GET(patch_test, CLIENT_PAPER_PATCH_TEST)

static void
read_words(struct desk *d, int64_t document)
{
	struct err e;
	AUTO_RECORD struct record *r = offer_get(d->p, &record_document, document, &e);

	if (r == NULL)
		ui_err(d->ui, &e);
	else
		text_page_push(d->ui, record_text(r, "title"), record_text(r, "body"));
}

/* Whoever signs at the desk reads the words first. */
static bool
consent_left(struct desk *d, struct form *f, const struct field *field, UNUSED struct err *e)
{
	const struct value *document = form_value(f, "document"), *how = form_value(f, "how");

	if (strcmp(field->name, "document") != 0 || document->kind != VALUE_INT ||
	    how->kind != VALUE_TEXT || strcmp(how->s, "typed") != 0)
		return true;
	read_words(d, document->i);
	return true;
}

static const struct record_form_kind kinds[CLIENT_PAPERS] = {
	[CLIENT_PAPER_CONSENT] = { .name = "consent", .type = &record_consent,
	    .may = ACTION_WRITE_CLIENTS, PAPER_SAVED, .get = consent_get },
	[CLIENT_PAPER_PERMISSION] = { .name = "permission", .type = &record_permission,
	    .may = ACTION_WRITE_CLIENTS, PAPER_SAVED, .get = permission_get },
	[CLIENT_PAPER_ORDER] = { .name = "treatment_order", .type = &record_treatment_order,
	    .may = ACTION_WRITE_SCREENINGS, PAPER_SAVED, .get = treatment_order_get },
	[CLIENT_PAPER_CLEARANCE] = { .name = "clearance", .type = &record_clearance,
	    .may = ACTION_WRITE_SCREENINGS, PAPER_SAVED, .get = clearance_get },
	[CLIENT_PAPER_PATCH_TEST] = { .name = "patch_test", .type = &record_patch_test,
	    .may = ACTION_WRITE_SCREENINGS, PAPER_SAVED, .get = patch_test_get },
};

static const struct record_form_kind signing = {
	.name = "consent", .type = &record_consent, .may = ACTION_WRITE_CLIENTS, PAPER_SAVED,
	.get = consent_get, .left = consent_left,
};

#define RESUME(noun, kind) \
void \
noun##_resume(struct desk *d, struct draft *draft) \
{ \
	record_form_resume(d, &kinds[kind], draft); \
}
RESUME(consent, CLIENT_PAPER_CONSENT)
RESUME(permission, CLIENT_PAPER_PERMISSION)
RESUME(treatment_order, CLIENT_PAPER_ORDER)
RESUME(clearance, CLIENT_PAPER_CLEARANCE)
RESUME(patch_test, CLIENT_PAPER_PATCH_TEST)

/* --- new ones ------------------------------------------------------------------------------ */

static void
set_today(struct record *r, const char *field)
{
	record_set_day(r, field, clock_today());
}

static struct record *
begin(enum client_paper_kind kind, int64_t client, const char *day)
{
	struct record *r = record_new(client_paper_type(kind));

	record_set_int(r, "client", client);
	set_today(r, day);
	return r;
}

static void
push(struct desk *d, enum client_paper_kind kind, struct record *r, const char *focus)
{
	AUTO_BUF struct buf title = BUF_INIT;

	buf_addf(&title, "%s of ", client_paper_type(kind)->label);
	naming_add_id(d->p, &record_client, record_int(r, "client"), &title);
	record_form_push(d, kind == CLIENT_PAPER_CONSENT ? &signing : &kinds[kind], r, title.s);
	record_form_focus(d, focus);
}

static struct record *
consent_begin(struct desk *d, int64_t client, int64_t document, const char *how)
{
	struct record *r = begin(CLIENT_PAPER_CONSENT, client, "signed_on");

	record_set_int(r, "document", document);
	record_set_text(r, "how", how);
	record_set_int(r, "witness", d->p->staff->id);
	if (practice_allows(d->p, ACTION_TREAT)) {
		record_set_int(r, "explained_by", d->p->staff->id);
		set_today(r, "explained_on");
	}
	return r;
}

static void
consent_at_desk(struct desk *d, int64_t client, int64_t document)
{
	push(d, CLIENT_PAPER_CONSENT, consent_begin(d, client, document, "typed"), "name");
	read_words(d, document);
}

/* The name on the paper is the client's, unless something else is typed. */
static void
consent_on_paper(struct desk *d, int64_t client, int64_t document)
{
	struct record *r = consent_begin(d, client, document, "paper");
	struct err e;
	AUTO_RECORD struct record *card = offer_get(d->p, &record_client, client, &e);
	AUTO_FREE char *name = card == NULL ? NULL : xasprintf("%s%s%s",
	    record_text(card, "given"), record_is_null(card, "given") ? "" : " ",
	    record_text(card, "family"));

	if (name != NULL)
		record_set_text(r, "name", name);
	record_set_null(r, "witness");
	push(d, CLIENT_PAPER_CONSENT, r, "name");
}

/* --- which words ------------------------------------------------------------------------- */

struct choosing {
	int64_t client;
	char *code;		/* of that document alone; NULL: any consent */
	bool paper;
	struct choice_rows *into;	/* NULL: only counted */
	int64_t first;
	size_t n;
};

static void
choosing_free(void *arg)
{
	free(((struct choosing *)arg)->code);
	free(arg);
}

static bool
add_words(const struct record *r, void *arg)
{
	struct choosing *x = arg;
	AUTO_FREE char *note = xasprintf("%s, edition %lld", record_text(r, "language"),
	    (long long)record_int(r, "edition"));

	if (x->n++ == 0)
		x->first = r->id;
	if (x->into != NULL)
		choice_add(x->into, r->id, record_text(r, "title"), note);
	return true;
}

static void
matches(struct ui *ui, UNUSED const char *typed, struct choice_rows *into, void *arg)
{
	struct choosing x = *(const struct choosing *)arg;
	struct desk *d = ui_arg(ui);
	struct err e;

	x.into = into;
	if (!documents_to_sign(d->p, x.code, add_words, &x, &e))
		ui_err(ui, &e);
}

static void
begin_consent(struct desk *d, const struct choosing *x, int64_t document)
{
	(x->paper ? consent_on_paper : consent_at_desk)(d, x->client, document);
}

static void
chosen(struct ui *ui, const struct choice_row *row, void *arg)
{
	begin_consent(ui_arg(ui), arg, row->id);
}

static const struct choose_source words_source = {
	.title = "Which consent, in which language?", .none = "No consent is published.",
	.matches = matches, .chosen = chosen, .arg_free = choosing_free,
};

/* Where there is a choice of words it is asked for; takes over `code`. */
static void
choose_words(struct desk *d, int64_t client, bool paper, char *code)
{
	struct choosing *x = xcalloc(1, sizeof(*x));
	struct err e;

	*x = (struct choosing){ .client = client, .code = code, .paper = paper };
	if (!documents_to_sign(d->p, code, add_words, x, &e))
		ui_err(d->ui, &e);
	else if (x->n == 0)
		ui_complain(d->ui, "No consent is published yet: Practice, Papers writes one.");
	else if (x->n == 1)
		begin_consent(d, x, x->first);
	else {
		choose_push(d->ui, &words_source, x);
		return;
	}
	choosing_free(x);
}

void
consent_take(struct desk *d, int64_t client, int64_t document)
{
	struct err e;
	AUTO_RECORD struct record *r = NULL;

	if (!desk_may(d, client_paper_write(CLIENT_PAPER_CONSENT)))
		return;
	if (document != 0 && (r = offer_get(d->p, &record_document, document, &e)) == NULL)
		ui_err(d->ui, &e);
	else
		choose_words(d, client, false, r != NULL ? xstrdup(record_text(r, "code")) :
		    NULL);
}

/* --- other papers ------------------------------------------------------------------------ */

void
order_take(struct desk *d, int64_t client, int64_t service)
{
	struct record *r = begin(CLIENT_PAPER_ORDER, client, "ordered_on");

	if (service != 0)
		record_set_int(r, "service", service);
	push(d, CLIENT_PAPER_ORDER, r, "ordered_by");
}

void
clearance_take(struct desk *d, int64_t client, const char *item)
{
	struct record *r = begin(CLIENT_PAPER_CLEARANCE, client, "given_on");

	record_set_text(r, "item", item);
	push(d, CLIENT_PAPER_CLEARANCE, r, *item != '\0' ? "given_by" : "item");
}

/* --- patch tests -------------------------------------------------------------------------- */

static const struct ask_answer readings[] = {
	{ 'n', "negative (-)" }, { 'd', "doubtful (?+)" },
	{ 'w', "weak positive (+): red and firm" },
	{ 's', "strong positive (++): vesicles too" },
	{ 'x', "extreme positive (+++): they run together" },
	{ 'i', "irritant reaction (IR)" }, { 0, NULL }
};
static const char *const results[] = {		/* in the same order */
	"negative", "doubtful", "weak", "strong", "extreme", "irritant"
};

static void
read_it(struct ui *ui, char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	int64_t id = *(const int64_t *)arg;
	AUTO_BUF struct buf name = BUF_INIT;
	struct err e;
	size_t i = 0;

	while (readings[i].key != key)
		i++;
	if (!patch_test_read(d->p, id, results[i], &e)) {
		ui_err(ui, &e);
		return;
	}
	desk_catch_up(d);
	naming_add_id(d->p, &record_patch_test, id, &name);
	ui_say(ui, "Read today, %s: %s. u undoes it.", readings[i].label, name.s);
}

/* One that is still to be read is asked for what the skin shows. False: it is none. */
static bool
ask_reading(struct desk *d, int64_t id)
{
	struct err e;
	AUTO_RECORD struct record *r = client_paper_get(d->p, CLIENT_PAPER_PATCH_TEST, id, &e);
	int64_t *kept;

	if (r == NULL || !record_is_null(r, "read_on") || !practice_allows(d->p,
	    client_paper_write(CLIENT_PAPER_PATCH_TEST)))
		return false;
	kept = xmalloc(sizeof(*kept));
	*kept = id;
	ask_push(d->ui, "What does the skin show of the patch test?", readings, read_it, kept, free);
	return true;
}

void
patch_test_take(struct desk *d, int64_t client, int64_t open)
{
	struct record *r;

	if (open != 0) {
		ask_reading(d, open);
		return;
	}
	r = begin(CLIENT_PAPER_PATCH_TEST, client, "tested_on");
	record_set_int(r, "staff", d->p->staff->id);
	push(d, CLIENT_PAPER_PATCH_TEST, r, "product");
}

static void
answered(struct ui *ui, char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	int64_t client = *(const int64_t *)arg;

	switch (key) {
	case 'c':
		consent_take(d, client, 0);
		break;
	case 'p':
		if (desk_may(d, client_paper_write(CLIENT_PAPER_CONSENT)))
			choose_words(d, client, true, NULL);
		break;
	case 'a':
		push(d, CLIENT_PAPER_PERMISSION, begin(CLIENT_PAPER_PERMISSION, client,
		    "given_on"), "purpose");
		break;
	case 'o':
		order_take(d, client, 0);
		break;
	case 't':
		patch_test_take(d, client, 0);
		break;
	default:
		clearance_take(d, client, "");
		break;
	}
}

void
client_papers_new(struct desk *d, int64_t client)
{
	static const struct ask_answer answers[] = {
		{ 'c', "consent, signed here" }, { 'p', "consent, on paper" },
		{ 'a', "permission: photos, messages" }, { 'o', "order to treat" },
		{ 'l', "clearance of a physician" }, { 't', "patch test, put on today" },
		{ 0, NULL }
	};
	int64_t *id = xmalloc(sizeof(*id));

	*id = client;
	ask_push(d->ui, "Which paper?", answers, answered, id, free);
}

/* --- one that stands --------------------------------------------------------------------- */

void
client_paper_edit(struct desk *d, enum client_paper_kind kind, int64_t id)
{
	record_form_edit(d, &kinds[kind], id, client_paper_type(kind)->label);
}

/* A permission by which pictures were used is read: what it says, and where they were. */
static bool
show_uses(struct desk *d, int64_t id)
{
	AUTO_BUF struct buf uses = BUF_INIT, all = BUF_INIT;
	AUTO_RECORD struct record *r = NULL;
	struct err e;

	if ((r = client_paper_get(d->p, CLIENT_PAPER_PERMISSION, id, &e)) == NULL ||
	    !permission_uses(d->p, r, &uses, &e) || uses.len == 0)
		return false;
	record_facts(d, r, &all);
	buf_addf(&all, "\n%s\nIn the list e changes what is said of it.\n", uses.s);
	text_page_push(d->ui, "Permission", all.s);
	return true;
}

void
client_paper_open(struct desk *d, enum client_paper_kind kind, int64_t id)
{
	struct err e;
	AUTO_RECORD struct record *r = NULL, *document = NULL;
	AUTO_BUF struct buf words = BUF_INIT;

	if ((kind == CLIENT_PAPER_PERMISSION && show_uses(d, id)) ||
	    (kind == CLIENT_PAPER_PATCH_TEST && ask_reading(d, id)))
		return;
	if (kind != CLIENT_PAPER_CONSENT) {
		client_paper_edit(d, kind, id);
		return;
	}
	if ((r = client_paper_get(d->p, kind, id, &e)) == NULL || (document = offer_get(d->p,
	    &record_document, record_int(r, "document"), &e)) == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	consent_words(d->p, r, document, &words);
	if (!record_is_null(r, "attachment"))
		buf_adds(&words, "\nIts scan is among the client's files.\n");
	buf_addf(&words, "\n%s", record_text(document, "body"));
	text_page_push(d->ui, record_text(document, "title"), words.s);
}

void
client_paper_print(struct desk *d, enum client_paper_kind kind, int64_t id)
{
	AUTO_FREE char *what = xasprintf("%lld", (long long)id);
	AUTO_FREE char *name = xasprintf("consent-%s", what);

	if (kind != CLIENT_PAPER_CONSENT)
		ui_complain(d->ui, "Only a consent is printed.");
	else
		print_paper_push(d, "Print the consent with the words that were signed: as what?",
		    "consent", what, name, 0);
}

struct ending {
	enum client_paper_kind kind;
	int64_t id;
};

static bool
withdraw(struct desk *d, const struct ending *x, const char *zone)
{
	AUTO_BUF struct buf name = BUF_INIT;
	struct err e;

	if (!client_paper_withdraw(d->p, x->kind, x->id, zone, &e)) {
		ui_err(d->ui, &e);
		return false;
	}
	desk_catch_up(d);
	naming_add_id(d->p, client_paper_type(x->kind), x->id, &name);
	ui_say(d->ui, "Withdrawn%s%s: %s. u undoes it.", zone != NULL ? " for " : "",
	    zone != NULL ? zone : "", name.s);
	return true;
}

static bool
zone_typed(struct ui *ui, const char *text, void *arg)
{
	return withdraw(ui_arg(ui), arg, *text != '\0' ? text : NULL);
}

void
client_paper_end(struct desk *d, enum client_paper_kind kind, int64_t id)
{
	struct ending x = { kind, id }, *kept;

	if (kind != CLIENT_PAPER_CONSENT) {
		withdraw(d, &x, NULL);
		return;
	}
	kept = xmalloc(sizeof(*kept));
	*kept = x;
	line_push(d->ui, "Withdrawn for which zone?",
	    "Enter alone: for all of it. A zone by its word in the chart, such as chin.", "",
	    zone_typed, kept, free);
}
