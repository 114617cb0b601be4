/*
 * picks.c - see picks.h.
 */
#include "practice/picks.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/clients.h"
#include "practice/naming.h"
#include "practice/offer.h"

#define CLIENTS_MAX 50	/* compared, as a later one may match better */
#define NAMED_MAX 3	/* listed in a sentence */
#define NUMBER_DIGITS 6	/* longer ones are a phone or a code */

enum fit { FIT_WHOLE, FIT_BEGINS, FIT_WORDS, FIT_NOT };

/* The fields in a type's note, and those searched besides the name. */
static const struct source {
	const struct record_type *type;
	const char *note[5];
	const char *words[3];
} sources[] = {
	{ &record_service, { "code", "price", "minutes" }, { "code" } },
	{ &record_product, { "code", "brand", "price", "on_hand" },
	    { "code", "brand" } },
	{ &record_staff, { "code", "role" }, { "code", "login" } },
	{ &record_client, { "phone", "born" }, { NULL } },
	{ &record_checklist, { "code" }, { "code" } },
	{ &record_chart_template, { "code" }, { "code" } },
	{ &record_document, { "code" }, { "code" } },
	{ &record_room, { NULL }, { NULL } },
	{ &record_device, { NULL }, { NULL } },
};

struct match {
	struct pick pick;
	enum fit fit;
	size_t order;
};

struct search {
	struct practice *p;
	const struct source *source;
	const char *folded, *joined;	/* what was typed */
	struct arena *arena;
	struct match *list;
	size_t n, cap;
};

static const struct source *
source_of(const struct record_type *type)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(sources); i++)
		if (sources[i].type == type)
			return &sources[i];
	return NULL;
}

bool
pick_has(const struct record_type *type)
{
	return source_of(type) != NULL;
}

/* --- does it fit? ---------------------------------------------------------------------- */

static bool
begins(const char *s, const char *with, size_t n)
{
	return strncmp(s, with, n) == 0;
}

static bool
in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	    (unsigned char)c >= 0x80;
}

/* True when a word of `text` begins with these n bytes. Both are folded. */
static bool
has_word(const char *text, const char *word, size_t n)
{
	const char *at;

	for (at = text; *at != '\0'; at++)
		if ((at == text || !in_word(at[-1])) && begins(at, word, n))
			return true;
	return false;
}

static bool
has_words(const char *text, const char *words)
{
	size_t n;

	for (; *words != '\0'; words += n) {
		words += strspn(words, " ");
		n = strcspn(words, " ");
		if (n > 0 && !has_word(text, words, n))
			return false;
	}
	return true;
}

static enum fit
fit_of(const struct search *s, const struct record *r, const char *name)
{
	AUTO_BUF struct buf all = BUF_INIT, folded = BUF_INIT, joined = BUF_INIT;
	const char *const *word;

	if (*s->folded == '\0')
		return FIT_WORDS;
	text_fold(&folded, name);
	text_fold_joined(&joined, name);
	if (strcmp(folded.s, s->folded) == 0)
		return FIT_WHOLE;
	buf_add(&all, folded.s, folded.len);
	for (word = s->source->words; *word != NULL; word++) {
		if (text_fold_cmp(record_text(r, *word), s->folded) == 0)
			return FIT_WHOLE;
		buf_addc(&all, ' ');
		text_fold(&all, record_text(r, *word));
	}
	if (*s->joined != '\0' && begins(joined.s, s->joined, strlen(s->joined)))
		return FIT_BEGINS;
	return has_words(all.s, s->folded) ? FIT_WORDS : FIT_NOT;
}

/* --- finding ------------------------------------------------------------------------------ */

static char *
note_of(const struct search *s, const struct record *r)
{
	AUTO_BUF struct buf note = BUF_INIT;
	const char *const *name;

	for (name = s->source->note; *name != NULL; name++) {
		if (record_is_null(r, *name))
			continue;
		buf_adds(&note, note.len > 0 ? " · " : "");
		field_show(record_field(r->type, *name), &s->p->context,
		    record_value(r, *name), &note);
		if (strcmp(*name, "on_hand") == 0)
			buf_adds(&note, " on hand");
	}
	return arena_strdup(s->arena, note.s);
}

static void
add_match(struct search *s, const struct record *r, const char *name,
    enum fit fit, bool active)
{
	GROW(s->list, s->cap, s->n + 1);
	s->list[s->n] = (struct match){ .fit = fit, .order = s->n,
	    .pick = { .id = r->id, .text = arena_strdup(s->arena, name),
	    .note = note_of(s, r), .active = active,
	    .code = arena_strdup(s->arena, r->type->key != NULL ?
	    record_text(r, r->type->key) : "") } };
	s->n++;
}

static bool
look_at(const struct record *r, void *arg)
{
	struct search *s = arg;
	const char *name = record_text(r, r->type->name_field);
	enum fit fit = fit_of(s, r, name);

	if (fit != FIT_NOT)
		add_match(s, r, name, fit, record_field(r->type, "active") == NULL ||
		    record_int(r, "active") != 0);
	return true;
}

/* The search index has matched it; true when it is the whole name. */
static bool
look_at_client(const struct client_line *line, void *arg)
{
	struct search *s = arg;
	AUTO_RECORD struct record *r = record_new(&record_client);
	AUTO_BUF struct buf name = BUF_INIT;
	AUTO_FREE char *spoken = NULL;
	enum fit fit;

	r->id = line->id;
	record_set_text(r, "given", line->given);
	record_set_text(r, "family", line->family);
	record_set_text(r, "preferred", line->preferred);
	record_set_text(r, "phone", line->phone);
	record_set_text(r, "born", line->born);
	client_display_name(r, &name);
	spoken = xasprintf("%s %s", line->given, line->family);
	fit = *s->folded != '\0' && (text_fold_cmp(name.s, s->folded) == 0 ||
	    text_fold_cmp(spoken, s->folded) == 0) ? FIT_WHOLE : FIT_WORDS;
	add_match(s, r, name.s, fit, !line->archived);
	return true;
}

static int
match_cmp(const void *a, const void *b)
{
	const struct match *x = a, *y = b;

	if ((x->fit == FIT_WHOLE) != (y->fit == FIT_WHOLE))
		return x->fit == FIT_WHOLE ? -1 : 1;
	if (x->pick.active != y->pick.active)
		return x->pick.active ? -1 : 1;
	if (x->fit != y->fit)
		return x->fit < y->fit ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static bool
find(struct search *s, const char *typed, bool *more, struct err *e)
{
	AUTO_BUF struct buf folded = BUF_INIT, joined = BUF_INIT;
	AUTO_FREE char *trimmed = text_trim(xstrdup(typed != NULL ? typed : ""));
	struct client_query q = { .words = trimmed, .limit = CLIENTS_MAX };
	bool ok;

	text_fold(&folded, trimmed);
	text_fold_joined(&joined, trimmed);
	s->folded = folded.s;
	s->joined = joined.s;
	*more = false;
	ok = s->source->type == &record_client ?
	    clients_list(s->p, &q, look_at_client, s, more, e) :
	    offer_list(s->p, s->source->type, true, look_at, s, e);
	if (ok && s->n > 1)
		qsort(s->list, s->n, sizeof(*s->list), match_cmp);
	s->folded = s->joined = NULL;
	return ok;
}

static void
search_end(struct search *s)
{
	arena_free(s->arena);
	free(s->list);
}
#define AUTO_SEARCH __attribute__((cleanup(search_end)))

bool
picks_list(struct practice *p, const struct record_type *type, const char *typed,
    long limit, bool (*fn)(const struct pick *, void *), void *arg, bool *more,
    struct err *e)
{
	AUTO_SEARCH struct search s = { .p = p, .source = source_of(type),
	    .arena = arena_new() };
	bool others;
	size_t i;

	if (more == NULL)
		more = &others;
	*more = false;
	if (s.source == NULL)
		return true;	/* such links are typed as a number */
	if (!find(&s, typed, more, e))
		return false;
	for (i = 0; i < s.n && (limit <= 0 || i < (size_t)limit); i++)
		if (!fn(&s.list[i].pick, arg))
			return true;
	*more = *more || i < s.n;
	return true;
}

bool
pick_name(struct practice *p, const struct record_type *type, int64_t id,
    struct buf *out, struct err *e)
{
	AUTO_RECORD struct record *r = NULL;

	if (id == 0)
		return true;
	if ((type->client != NULL && !practice_may(p, ACTION_READ_CLIENTS, e)) ||
	    (r = db_get(p->db, type, id, e)) == NULL)
		return false;
	if (!naming_own(p, r, out))
		naming_add(p, r, out);
	return true;
}

/* --- understanding --------------------------------------------------------------------------- */

/* The id in "#12", or in "12" if it may be an id of ours; 0: none. */
static int64_t
number_of(const char *typed, bool *certain)
{
	size_t n;

	*certain = *typed == '#';
	typed += *certain;
	n = strspn(typed, "0123456789");
	if (n == 0 || typed[n] != '\0' || n > (*certain ? 18u : NUMBER_DIGITS))
		return 0;
	return strtoll(typed, NULL, 10);
}

/* The record of that id, if there is one. */
static bool
by_number(struct practice *p, const struct record_type *type, int64_t number,
    int64_t *id, struct err *e)
{
	AUTO_RECORD struct record *r = NULL;
	struct err none;

	if (type->client != NULL && !practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	err_clear(&none);
	r = db_get(p->db, type, number, &none);
	if (r != NULL)
		*id = number;
	else if (none.code != ERR_NOTFOUND)
		return err_set(e, none.code, none.field, "%s", none.text);
	return true;
}

/* The match: by whole code or name, else the only active one, else the only one. NULL:
 * there are several. */
static const struct match *
only_one(const struct search *s)
{
	const struct match *m = s->list;

	if (s->n == 0)
		return NULL;
	return s->n == 1 || (m[0].fit == FIT_WHOLE && m[1].fit != FIT_WHOLE) ||
	    (m[0].pick.active && !m[1].pick.active) ? m : NULL;
}

/* True when another of them has that name. */
static bool
has_namesake(const struct search *s, size_t at)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (i != at && strcmp(s->list[i].pick.text, s->list[at].pick.text) == 0)
			return true;
	return false;
}

/* Adds its name and, if others share it, what distinguishes it. */
static void
add_name(const struct search *s, size_t at, struct buf *out)
{
	const struct pick *m = &s->list[at].pick;

	field_quote(out, m->text);
	if (!has_namesake(s, at))
		return;
	if (m->note != NULL && *m->note != '\0') {
		buf_adds(out, " (");
		field_quote(out, m->note);
		buf_addc(out, ')');
	} else {
		buf_addf(out, " #%" PRId64, m->id);
	}
}

static bool
refuse(const struct search *s, const char *typed, bool more, struct err *e)
{
	AUTO_BUF struct buf quoted = BUF_INIT, names = BUF_INIT;
	const char *type = s->source->type->name;
	size_t i;

	if (s->n == 0 && (s->source->type == &record_checklist ||
	    s->source->type == &record_chart_template))
		return no_such_template(s->p, s->source->type, typed, e);
	field_quote(&quoted, typed);
	if (s->n == 0)
		return err_set(e, ERR_INVALID, type, "There is no %s called \"%s\".",
		    type, quoted.s);
	for (i = 0; i < s->n && i < NAMED_MAX; i++) {
		buf_adds(&names, i == 0 ? "" : i + 1 == s->n && !more ? " and " :
		    ", ");
		add_name(s, i, &names);
	}
	if (more || s->n > NAMED_MAX)
		buf_adds(&names, " and others");
	return err_set(e, ERR_INVALID, type,
	    "\"%s\" fits %s: type more of it, or the number.", quoted.s, names.s);
}

/* The record that matches what was typed; NULL, with a sentence, for none or
 * several. */
static const struct match *
find_one(struct search *s, const char *typed, struct err *e)
{
	const struct match *one;
	bool more;

	if (!find(s, typed, &more, e))
		return NULL;
	one = more ? NULL : only_one(s);
	if (one == NULL)
		refuse(s, typed, more, e);
	return one;
}

/* Digits are a code first, then an id. */
static bool
by_code(struct practice *p, const struct record_type *type, const char *typed,
    int64_t *id, struct err *e)
{
	AUTO_RECORD struct record *r = NULL;
	struct err local;

	if (type == &record_client || source_of(type) == NULL ||
	    text_bad_byte(typed, strlen(typed)) >= 0)
		return true;
	err_clear(&local);
	r = db_find(p->db, type, NULL, typed, &local);
	if (r != NULL)
		*id = r->id;
	return local.code == ERR_NONE ||
	    err_set(e, local.code, local.field, "%s", local.text);
}

bool
pick_resolve(struct practice *p, const struct record_type *type,
    const char *typed, int64_t *id, struct err *e)
{
	AUTO_SEARCH struct search s = { .p = p, .source = source_of(type),
	    .arena = arena_new() };
	AUTO_FREE char *trimmed = text_trim(xstrdup(typed));
	const struct match *one;
	bool certain;
	int64_t number = number_of(trimmed, &certain), found = 0;

	if (*trimmed == '\0') {
		*id = 0;
		return true;
	}
	if (!certain && !by_code(p, type, trimmed, &found, e))
		return false;
	if (found == 0 && number != 0 && !by_number(p, type, number, &found, e))
		return false;
	if (found == 0 && (certain || s.source == NULL))
		return err_set(e, ERR_INVALID, type->name, "%s is a number of the "
		    "list, such as #12; there is none like that.", type->label);
	if (found == 0) {
		if ((one = find_one(&s, trimmed, e)) == NULL)
			return false;
		found = one->pick.id;
	}
	*id = found;
	return true;
}

/* --- codes and words ------------------------------------------------------------------------ */

bool
pick_code(struct practice *p, const struct record_type *type, const char *typed,
    struct buf *code, struct err *e)
{
	AUTO_SEARCH struct search s = { .p = p, .source = source_of(type),
	    .arena = arena_new() };
	AUTO_FREE char *trimmed = text_trim(xstrdup(typed));
	const struct match *one;

	if (*trimmed == '\0')
		return true;
	if ((one = find_one(&s, trimmed, e)) == NULL)
		return false;
	buf_adds(code, one->pick.code);
	return true;
}

void
pick_code_name(struct practice *p, const struct record_type *type,
    const char *code, struct buf *out)
{
	struct err none;
	AUTO_RECORD struct record *r = db_find(p->db, type, NULL, code, &none);

	buf_adds(out, r != NULL ? record_text(r, type->name_field) : code);
}

/* The statement that lists what a FIELD_IN_USE has. */
static struct stmt *
in_use(struct db *db, const struct record_type *type, const struct field *f)
{
	static const struct {
		const struct record_type *type;
		const char *field, *query;
	} queries[] = {
		{ &record_adverse_event, "what", "in_use_event_what" },
		{ &record_certificate, "name", "in_use_certificate_name" },
		{ &record_client, "referral", "in_use_client_referral" },
		{ &record_device, "make", "in_use_device_make" },
		{ &record_product, "brand", "in_use_product_brand" },
		{ &record_product, "category", "in_use_product_category" },
		{ &record_product, "supplier", "in_use_product_supplier" },
		{ &record_service, "category", "in_use_service_category" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(queries); i++)
		if (queries[i].type == type && strcmp(queries[i].field, f->name) == 0)
			return db_stmt(db, queries[i].query);
	bug("no statement lists the values of %s.%s", type->name, f->name);
}

bool
pick_in_use(struct practice *p, const struct record_type *type,
    const struct field *f, const char *typed, bool (*fn)(const char *text, void *arg),
    void *arg, struct err *e)
{
	AUTO_BUF struct buf folded = BUF_INIT;
	struct stmt *st;

	if ((type->client != NULL && !practice_may(p, ACTION_READ_CLIENTS, e)) ||
	    (type->medical && !practice_may(p, ACTION_READ_MEDICAL, e)))
		return false;
	text_fold(&folded, typed);
	st = in_use(p->db, type, f);
	while (stmt_next(st)) {
		AUTO_BUF struct buf value = BUF_INIT;

		text_fold(&value, stmt_text(st, "text"));
		if (has_words(value.s, folded.s) && !fn(stmt_text(st, "text"), arg))
			break;
	}
	return stmt_end(st, e);
}
