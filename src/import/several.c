/*
 * several.c - cells that hold several values where a record has one.
 *
 * Google joins them with " ::: ", other programs phone numbers and e-mail addresses
 * with a semicolon or a new line. The first goes into the field, the others into the
 * notes; a cell that is not clearly several is left as it is.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

#define TRIPLE ":::"
#define NUMBER_DIGITS 5

/* Ends `text` after its first value; returns what follows the separator, or NULL. */
static char *
cut(char *text, const char *between)
{
	char *triple = strstr(text, TRIPLE), *at = strpbrk(text, between);

	if (triple != NULL && (at == NULL || triple < at)) {
		*triple = '\0';
		return triple + strlen(TRIPLE);
	}
	if (at != NULL)
		*at++ = '\0';
	return at;
}

static bool
is_one(const struct field *f, const char *text)
{
	AUTO_BUF struct buf digits = BUF_INIT;
	struct value v = VALUE_INIT;
	struct err none;
	bool ok;

	if (f->type != FIELD_PHONE) {
		ok = field_parse(f, &field_context_plain, text, &v, &none);
		value_clear(&v);
		return ok;
	}
	text_digits(&digits, text);
	return digits.len >= NUMBER_DIGITS && strchr(text, '@') == NULL;
}

void
import_several_part(struct import *im, const struct import_target *t,
    struct import_value *v)
{
	const struct field *f = t->field;
	const char *between = f->type == FIELD_EMAIL ? ";,\r\n" :
	    f->type == FIELD_PHONE ? ";\r\n" : "";
	AUTO_FREE char *text = NULL;
	AUTO_BUF struct buf rest = BUF_INIT;
	char *next, *one;
	const char *first = NULL, *clean;
	enum import_cleaned how;

	if (im->plan.notes < 0 || (f->type != FIELD_EMAIL && f->type != FIELD_PHONE &&
	    f->type != FIELD_TEXT && f->type != FIELD_CODE) ||
	    (strstr(v->text, TRIPLE) == NULL && strpbrk(v->text, between) == NULL))
		return;
	text = xstrdup(v->text);
	for (one = text; one != NULL; one = next) {
		next = cut(one, between);
		clean = import_clean(im->row.arena, f, text_trim(one), &how);
		if (*clean == '\0')
			continue;
		/* no address contains one of these */
		if ((f->type != FIELD_EMAIL || first == NULL) && !is_one(f, clean))
			return;
		if (first == NULL)
			first = clean;
		else
			buf_addf(&rest, "%s%s", rest.len > 0 ? ", " : "", clean);
	}
	if (first == NULL)
		return;
	v->whole = v->text;
	v->text = first;
	v->rest = rest.len > 0 ? arena_strdup(im->row.arena, rest.s) : NULL;
}

void
import_several_keep(struct import *im)
{
	struct import_plan *plan = &im->plan;
	size_t i;

	im->row.several = 0;
	for (i = 0; i < plan->n_targets; i++) {
		const struct import_target *t = &plan->targets[i];
		const char *what = t->field->label;

		if (t->n_parts == 0 || im->row.values[i].rest == NULL)
			continue;
		if (t->parts[0].column != NO_COLUMN)
			what = import_source_header(im->source, t->parts[0].column);
		if (im->row.notes.len > 0)
			buf_addc(&im->row.notes, '\n');
		buf_addf(&im->row.notes, "%s: %s", what, im->row.values[i].rest);
		im->row.several++;
	}
}
