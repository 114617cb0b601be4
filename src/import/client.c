/*
 * client.c - clients: splits whole names, and recognises clients who are here already.
 *
 * A row without a known id, key or earlier import may still be of an existing client
 * (duplicates.h): if surely, that client is updated, if possibly, a new one is added; a
 * note on the row says which.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"
#include "practice/client_merge.h"
#include "practice/duplicates.h"

const struct field import_client_extra[IMPORT_CLIENT_EXTRA] = {
	{ .name = "name", .label = "Name", .type = FIELD_TEXT, .max = 400,
	  .help = "The whole name, \"Family, Given\" or \"Given Family\"." },
	{ .name = "company", .label = "Company", .type = FIELD_TEXT, .max = 200,
	  .help = "Whom the person works for; the client's name where there is no other." },
	{ .name = "died", .label = "Died", .type = FIELD_DATE, .flags = FIELD_PAST,
	  .help = "The day the person died: the client is archived and not booked." },
};

static void
add_line(struct buf *notes, const char *what, const char *text)
{
	if (notes->len > 0)
		buf_addc(notes, '\n');
	buf_addf(notes, "%s: %s", what, text);
}

/* The row's text for a field; "": none. */
static const char *
said(struct import *im, const char *field)
{
	const struct value *v = &import_value(im, field)->v;

	return v->kind == VALUE_TEXT ? v->s : "";
}

/* --- names ------------------------------------------------------------------------ */

static void
say(struct import *im, const char *field, const char *text)
{
	if (*text != '\0')
		value_set_text(&import_value(im, field)->v, text);
}

/* Adds the words of `text` that are in none of the row's names. */
static void
other_words(struct import *im, const char *text, struct buf *out)
{
	static const char *const names[] = { "given", "family", "preferred" };
	AUTO_BUF struct buf known = BUF_INIT, key = BUF_INIT;
	AUTO_FREE char *words = xstrdup(text);
	char *rest = words, *word;
	size_t i;

	buf_addc(&known, ' ');
	for (i = 0; i < ARRAY_LEN(names); i++) {
		text_fold(&known, said(im, names[i]));
		buf_addc(&known, ' ');
	}
	while ((word = strsep(&rest, " ,")) != NULL) {
		buf_cut(&key, 0);
		buf_addc(&key, ' ');
		text_fold(&key, word);
		buf_addc(&key, ' ');
		if (*word != '\0' && strstr(known.s, key.s) == NULL)
			buf_addf(out, "%s%s", out->len > 0 ? " " : "", word);
	}
}

/* A whole name beside its parts: fills the missing ones, else it is kept as a note. */
static void
put_beside(struct import *im, struct import_row *row, const char *whole)
{
	AUTO_BUF struct buf rest = BUF_INIT;
	bool given = *said(im, "given") != '\0';
	bool family = *said(im, "family") != '\0';

	other_words(im, whole, &rest);
	if (rest.len == 0)
		return;
	if (!family && !import_bound(im, "family"))
		say(im, "family", rest.s);
	else if (!given && !import_bound(im, "given"))
		say(im, "given", rest.s);
	else
		add_line(&row->notes, "Name", whole);
}

static void
split(struct import *im, struct import_row *row, const char *whole)
{
	AUTO_BUF struct buf given = BUF_INIT, family = BUF_INIT;

	row->split = client_name_split(whole, &given, &family);
	row->is_split = true;
	value_clear(&import_value(im, "family")->v);
	say(im, "given", given.s);
	say(im, "family", family.s);
	if (row->split == CLIENT_NAME_LAST_WORD)
		add_line(&row->notes, "Name", whole);
}

/* A company is the client if no person is named. */
static void
put_company(struct import *im, struct import_row *row)
{
	const char *company = said(im, "company");

	if (*company == '\0')
		return;
	if (*said(im, "family") == '\0' && *said(im, "given") == '\0' &&
	    *said(im, "preferred") == '\0')
		say(im, "family", company);
	else
		add_line(&row->notes, "Company", company);
}

/* Somebody who died is in no list and no call, and why says who looks. */
static void
put_died(struct import *im)
{
	const char *died = said(im, "died");
	AUTO_FREE char *why = NULL;
	char day[24];

	if (*died == '\0')
		return;
	why = xasprintf("Died on %s.", date_to_words(date_from_iso(died), false, day));
	value_set_int(&import_value(im, "archived")->v, 1);
	if (*said(im, "do_not_book") == '\0')
		say(im, "do_not_book", why);
}

bool
import_finish_client(struct import *im, struct import_row *row, struct err *e)
{
	const char *whole = said(im, "name");
	const char *family = said(im, "family");

	row->is_split = false;
	if (*whole != '\0' && *family == '\0' && *said(im, "given") == '\0')
		split(im, row, whole);
	else if (*whole != '\0')
		put_beside(im, row, whole);
	else if (strchr(family, ',') != NULL && !import_bound(im, "given"))
		split(im, row, import_text(im, "family"));
	put_company(im, row);
	put_died(im);
	return field_check(record_field(&record_client, "family"),
	    &import_value(im, "family")->v, e) &&
	    field_check(record_field(&record_client, "given"),
	    &import_value(im, "given")->v, e);
}

void
import_tell_names(struct import *im)
{
	static const char *const how[CLIENT_NAMES] = {
		[CLIENT_NAME_COMMA] = "as \"Family, Given\"",
		[CLIENT_NAME_TWO_WORDS] = "as \"Given Family\"",
		[CLIENT_NAME_FAMILY_FIRST] = "with the family name first",
		[CLIENT_NAME_LAST_WORD] = "by the last word, the whole kept in the notes",
		[CLIENT_NAME_WHOLE] = "not split, all of it as the family name",
	};
	static const enum client_name order[CLIENT_NAMES] = { CLIENT_NAME_COMMA,
	    CLIENT_NAME_TWO_WORDS, CLIENT_NAME_FAMILY_FIRST, CLIENT_NAME_LAST_WORD,
	    CLIENT_NAME_WHOLE };
	AUTO_BUF struct buf text = BUF_INIT;
	const long *n = im->told.names;
	long all = 0;
	size_t i;

	for (i = 0; i < CLIENT_NAMES; i++) {
		all += n[order[i]];
		if (n[order[i]] > 0)
			buf_addf(&text, "%s%ld %s", text.len > 0 ? "; " : "",
			    n[order[i]], how[order[i]]);
	}
	/* codes alone are no names */
	if (all > n[CLIENT_NAME_WHOLE])
		import_note(im, 0, "Full names were split: %s.", text.s);
}

/* --- who is here already ------------------------------------------------------------ */

/* The row as a new client. */
static bool
find_alike(struct import *im, struct duplicate *d, struct err *e)
{
	AUTO_RECORD struct record *probe = record_new(&record_client);
	bool changed = false;

	return import_put(im, probe, false, NULL, NULL, &changed, e) &&
	    duplicate_find(im->db, probe, record_text(im->p->settings,
	    "phone_prefix"), d, e);
}

static void
tell_alike(struct import *im, const struct duplicate *d, const struct record *r,
    const char *what)
{
	AUTO_BUF struct buf name = BUF_INIT, shown = BUF_INIT;

	client_display_name(r, &name);
	text_show(&shown, name.s, false);
	import_note(im, import_source_line(im->source), "This looks like client %lld "
	    "%s%s (%s): %s.", (long long)d->client, shown.s,
	    record_int(r, "archived") != 0 ? ", who is archived" : "", d->why, what);
}

/* Values that the row replaces are kept in the notes. */
static void
keep_before(struct import *im, const struct record *r, const char *field,
    bool *kept)
{
	const struct field *f = record_field(r->type, field);
	AUTO_FREE char *what = xasprintf("%s before", f->label);

	if (record_is_null(r, field) || *said(im, field) == '\0' ||
	    text_fold_cmp(record_text(r, field), said(im, field)) == 0)
		return;
	add_line(&im->row.notes, what, record_text(r, field));
	*kept = true;
}

/* The existing client whom the row surely is about, found by likeness; NULL: none, or a
 * failure in `e`. */
static struct record *
recognise(struct import *im, struct err *e)
{
	struct duplicate d;
	struct record *r;
	bool kept = false;

	err_clear(e);
	if (!find_alike(im, &d, e))
		return NULL;
	err_clear(e);
	if (d.client == 0)
		return NULL;
	r = db_get(im->db, &record_client, d.client, e);
	if (r == NULL)
		return NULL;
	if (d.sure && im->plan.own == NO_COLUMN) {
		keep_before(im, r, "phone", &kept);
		keep_before(im, r, "email", &kept);
		tell_alike(im, &d, r, !kept ? "treated as the same person" :
		    "treated as the same person, the earlier values are in the notes");
		return r;
	}
	tell_alike(im, &d, r, "added as a new one anyway");
	record_free(r);
	return NULL;
}

/* A client who was merged is the one that stayed. */
static bool
follow(struct import *im, struct record **r, bool *led, struct err *e)
{
	AUTO_BUF struct buf said = BUF_INIT;
	int64_t to = client_leads_to(im->p, (*r)->id, &said);

	*led = to != (*r)->id;
	if (!*led)
		return true;
	record_free(*r);
	*r = db_get(im->db, &record_client, to, e);
	import_note(im, import_source_line(im->source), "%s: only what is blank there was "
	    "filled in.", said.s);
	return *r != NULL;
}

/* What stands on the card of who stayed is not written over, nor does the other id move. */
static bool
is_there(const struct record *r, const char *field, UNUSED void *arg)
{
	return !record_is_null(r, field) || strcmp(field, "external_id") == 0;
}

bool
import_apply_client(struct import *im, struct import_row *row, struct err *e)
{
	AUTO_RECORD struct record *r = import_find(im, e);
	bool changed = false, recognised = false, led = false;
	struct record *other;

	if (r == NULL || !follow(im, &r, &led, e))
		return false;
	if (r->id == 0) {
		other = recognise(im, e);
		if (other == NULL && e->code != ERR_NONE)
			return false;
		recognised = other != NULL;
		if (recognised) {
			record_free(r);
			r = other;
		}
	}
	if (!import_put(im, r, recognised || led, led ? is_there : NULL, NULL, &changed, e) ||
	    !import_save(im, r, changed, e))
		return false;
	if (row->is_split)
		im->told.names[row->split]++;
	return true;
}
