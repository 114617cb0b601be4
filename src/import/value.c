/*
 * value.c - one row of a file as values, its digest and its identity.
 */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

static const char *
part_text(const struct import *im, const struct import_part *p)
{
	return p->constant ? p->text : p->column == NO_COLUMN ? "" :
	    import_source_cell(im->source, p->column);
}

static const char *
say_word(const struct import_word *words, const char *text)
{
	for (; words != NULL && words->from != NULL; words++)
		if (text_is(words->from, text))
			return words->to;
	return text;
}

/* A part of a sum or joined text, cleaned. */
static const char *
clean_part(struct import *im, const struct import_target *t, size_t i)
{
	const char *text = part_text(im, &t->parts[i]);
	enum import_cleaned how;

	return t->parts[i].constant || im->as_older ? text :
	    import_clean(im->row.arena, t->field, text, &how);
}

/* Parts joined with a blank; "" when all columns among them are blank. */
static const char *
join(struct import *im, const struct import_target *t, bool clean)
{
	AUTO_BUF struct buf all = BUF_INIT;
	bool columns = false, said = false;
	const char *text;
	size_t i;

	for (i = 0; i < t->n_parts; i++) {
		text = clean ? clean_part(im, t, i) : part_text(im, &t->parts[i]);
		columns = columns || !t->parts[i].constant;
		said = said || (!t->parts[i].constant && *text != '\0');
		if (*text != '\0')
			buf_addf(&all, "%s%s", all.len > 0 ? " " : "", text);
	}
	return columns && !said ? "" : arena_strdup(im->row.arena, all.s);
}

void
import_row_note(struct import *im, size_t column, const char *text)
{
	AUTO_BUF struct buf line = BUF_INIT;
	char *p;

	if (im->plan.notes < 0 || *text == '\0')
		return;
	buf_adds(&line, import_source_header(im->source, column));
	if (im->plan.twins[column] > 0 && !im->as_older)
		buf_addf(&line, " (%u)", im->plan.twins[column] + 1);
	buf_addf(&line, ": %s", text);
	for (p = line.s; *p != '\0'; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
	if (im->row.notes.len > 0)
		buf_addc(&im->row.notes, '\n');
	buf_adds(&im->row.notes, line.s);
}

static const char *
target_text(struct import *im, const struct import_target *t)
{
	const char *text = t->n_parts == 1 ? part_text(im, &t->parts[0]) :
	    join(im, t, false), *other;
	size_t i;

	if (t->strict && t->n_parts > 0)
		return import_consent(im, t);
	if (t->mapped != NULL && t->mapped->n_values > 0)
		text = mapping_value_of(t->mapped, text);
	text = say_word(t->words, text);
	for (i = 0; i < t->n_also; i++) {
		other = import_source_cell(im->source, t->also[i].column);
		if (*text == '\0')
			text = say_word(t->also[i].words, other);
		else if (t->also[i].words == NULL && strcmp(text, other) != 0)
			import_row_note(im, t->also[i].column, other);
	}
	return text;
}

/* Cleans the cell; if nothing is left, the next column is used. */
static void
clean_text(struct import *im, const struct import_target *t, struct import_value *v)
{
	const char *next;
	enum import_cleaned how;
	size_t i;

	if (*v->said == '\0' || t->strict ||
	    (t->n_parts == 1 && t->parts[0].constant))
		return;
	if (t->n_parts > 1)
		v->text = join(im, t, true);
	import_several_part(im, t, v);
	v->text = import_clean(im->row.arena, t->field, v->text, &v->cleaned);
	for (i = 0; *v->text == '\0' && i < t->n_also; i++) {
		next = say_word(t->also[i].words,
		    import_source_cell(im->source, t->also[i].column));
		if (*next != '\0')
			v->text = import_clean(im->row.arena, t->field, next, &how);
	}
	if (v->cleaned == IMPORT_AS_IT_IS && v->whole == NULL &&
	    strcmp(v->text, v->said) != 0)
		v->cleaned = *v->text == '\0' ? IMPORT_NOTHING : IMPORT_TAKEN_OFF;
}

/* Sets a target's text, as mapped and as cleaned; the first release did not clean. */
static void
take_text(struct import *im, const struct import_target *t, struct import_value *v)
{
	v->said = v->text = target_text(im, t);
	v->cleaned = IMPORT_AS_IT_IS;
	if (!im->as_older)
		clean_text(im, t, v);
	if (im->plan.kind->clean != NULL)
		v->text = im->plan.kind->clean(im, t, v->text);
}

/* --- values by type ------------------------------------------------------------- */

static bool
refuse(const struct field *f, const char *text, const char *what, struct err *e)
{
	AUTO_BUF struct buf cut = BUF_INIT;

	text_show_cut(&cut, text, 40);
	return err_set(e, ERR_INVALID, f->name, "%s must be %s, not \"%s\"", f->label,
	    what, cut.s);
}

static bool
read_date(struct import *im, const struct import_target *t,
    struct import_value *v, struct err *e)
{
	const struct field *f = t->field;
	bool birthday = f->type == FIELD_BIRTHDAY;
	struct import_when when;
	char iso[DATE_ISO_SIZE];

	if (!import_read_when(im->map, v->text, t->order, im->p->context.today,
	    birthday || (f->flags & FIELD_PAST), im->plan.kind->clock, &when)) {
		if (birthday && import_is_yearless(v->text)) {
			import_row_note(im, t->parts[0].column, v->text);
			return true;
		}
		return refuse(f, v->text, "a date that exists, such as 2026-03-12", e);
	}
	v->minutes = when.minutes;
	v->zoned = when.zoned;
	v->at = when.at;
	return field_parse(f, &im->p->context, date_to_iso(when.day, iso), &v->v, e);
}

static bool
read_time(struct import *im, const struct import_target *t,
    struct import_value *v, struct err *e)
{
	struct import_when when;
	int minutes = import_read_time(im->map, v->text);

	if (minutes < 0 && import_read_when(im->map, v->text, t->order,
	    im->p->context.today, false, true, &when) && when.minutes >= 0) {
		minutes = when.minutes;
		v->day = when.day;
		v->zoned = when.zoned;
		v->at = when.at;
	}
	if (minutes < 0)
		return refuse(t->field, v->text, "a time of day such as 14:30", e);
	value_set_int(&v->v, minutes);
	return true;
}

static bool
read_instant(struct import *im, const struct import_target *t,
    struct import_value *v, struct err *e)
{
	instant at;

	if (!import_read_instant(im->map, v->text, t->order, im->p->context.today,
	    &at))
		return refuse(t->field, v->text,
		    "a date and time such as 2026-03-12 14:30", e);
	value_set_int(&v->v, at);
	return field_check(t->field, &v->v, e);
}

/* Adds up A + B of numbers, minutes or money. */
static bool
read_sum(struct import *im, const struct import_target *t,
    struct import_value *v, struct err *e)
{
	struct value one = VALUE_INIT;
	const char *text;
	size_t i;

	if (t->n_parts == 1)
		return field_parse(t->field, &field_context_plain, v->text, &v->v, e);
	for (i = 0; i < t->n_parts; i++) {
		text = clean_part(im, t, i);
		if (*text == '\0')
			continue;
		if (!field_parse(t->field, &field_context_plain, text, &one, e))
			return false;
		value_set_int(&v->v, v->v.i + one.i);
	}
	return field_check(t->field, &v->v, e);
}

static bool
read_choice(struct import *im, const struct field *f, struct import_value *v,
    struct err *e)
{
	const char *choice = import_choice_of(im->plan.kind->name, f, v->text);

	if (choice == NULL && !im->as_older && import_says_nothing(f, v->text)) {
		v->text = "";
		v->cleaned = IMPORT_NOTHING;
		return true;
	}
	if (choice == NULL)
		return field_parse(f, &field_context_plain, v->text, &v->v, e);
	value_set_text(&v->v, choice);
	return true;
}

/* Joins several lines for a field that has one line. */
static const char *
join_lines(struct arena *arena, const char *text)
{
	char *joined, *p;

	if (strpbrk(text, "\r\n") == NULL)
		return text;
	p = joined = arena_strdup(arena, text);
	while ((p = strpbrk(p, "\r\n")) != NULL)
		*p = ' ';
	return text_trim(joined);
}

static bool
read_value(struct import *im, const struct import_target *t,
    struct import_value *v, struct err *e)
{
	switch (t->field->type) {
	case FIELD_DATE:
	case FIELD_BIRTHDAY:
		return read_date(im, t, v, e);
	case FIELD_TIME:
		return read_time(im, t, v, e);
	case FIELD_INSTANT:
		return read_instant(im, t, v, e);
	case FIELD_INTEGER:
	case FIELD_MINUTES:
	case FIELD_MONEY:
		return read_sum(im, t, v, e);
	case FIELD_CHOICE:
		return read_choice(im, t->field, v, e);
	case FIELD_LINK:
		return true;	/* links are looked up when the row is applied */
	case FIELD_TEXT:
	case FIELD_EMAIL:
	case FIELD_PHONE:
	case FIELD_CODE:
		v->text = join_lines(im->row.arena, v->text);
		if (!im->as_older && t->field->type == FIELD_TEXT &&
		    !import_fits(t->field, v->text) &&
		    !(t->field->flags & FIELD_UNIQUE)) {
			import_tell_cut(im, t, t->field, v->said);
			v->text = import_cut(im->row.arena, t->field, v->text);
		}
		break;
	case FIELD_NOTE:
	case FIELD_BOOL:
	case FIELD_PERCENT:
	case FIELD_DAYS:
		break;
	}
	return field_parse(t->field, &field_context_plain, v->text, &v->v, e);
}

/* --- digest and identity ----------------------------------------------------------- */

/* Digests of the first release have the lines joined. */
static void
add_value(struct arena *arena, struct digest *d, const struct import_target *t,
    const struct import_value *v)
{
	if (*v->said == '\0')
		return;
	digest_text(d, t->field->name);
	if (v->v.kind == VALUE_INT)
		digest_int(d, v->v.i);
	else
		digest_text(d, v->v.kind == VALUE_TEXT && v->whole == NULL &&
		    v->cleaned == IMPORT_AS_IT_IS ? v->v.s :
		    t->field->type == FIELD_NOTE ? v->said :
		    join_lines(arena, v->said));
	if (v->minutes >= 0)
		digest_int(d, v->minutes);
	if (v->day != DATE_NONE)
		digest_int(d, v->day);
}

/* Makes the digest of the row: of its values but, where something was cleaned, of the
 * cell before that, so that better cleaning does not change a row. */
static void
digest_row(struct import *im)
{
	struct import_row *row = &im->row;
	struct digest d;
	size_t i;
	int at = import_target_find(&im->plan, "updated_at");

	digest_begin(&d, NULL);
	for (i = 0; i < im->plan.n_targets; i++)
		if (im->plan.targets[i].n_parts > 0)
			add_value(row->arena, &d, &im->plan.targets[i],
			    &row->values[i]);
	digest_text(&d, im->plan.state);
	digest_text(&d, row->notes.s);
	digest_end(&d, row->contents);
	digest_letters(row->contents, row->digest);
	row->stamp = at >= 0 ? row->values[at].v.i : 0;
	if (row->stamp != 0)
		snprintf(row->digest + DIGEST_LETTERS,
		    sizeof(row->digest) - DIGEST_LETTERS, " %" PRId64, row->stamp);
}

void
import_id_text(struct buf *out, const struct record_type *t, const char *id)
{
	if (strcmp(t->key, "external_id") == 0)
		buf_adds(out, id);
	else
		for (; *id != '\0'; id++)
			buf_addc(out, *id >= 'A' && *id <= 'Z' ? (char)(*id + 32) : *id);
}

/* Adds the fields that identify a row of the kind; our own export may have several rows of
 * them, each with its number. */
static bool
digest_fields(struct import *im, struct digest *d)
{
	const char *const *field = im->plan.kind->identity;
	bool said = false;

	if (field == NULL || im->plan.n_key > 0 || import_own_number(im) != 0)
		return false;
	for (; *field != NULL; field++) {
		digest_text(d, import_text(im, *field));
		said = said || *import_text(im, *field) != '\0';
	}
	return said;
}

/* The identity: the external id, else the mapping's key, else the kind's fields, else the
 * whole row. */
static void
name_row(struct import *im)
{
	const struct import_kind *k = im->plan.kind;
	const struct record_type *t = k->lines != NULL ? k->lines : k->type;
	struct import_row *row = &im->row;
	const struct value *id = k->extra_only || t->key == NULL ? NULL :
	    &import_value(im, t->key)->v;
	char letters[DIGEST_LETTERS + 1];
	struct digest d;
	bool said = false;
	size_t i, column;

	buf_cut(&row->identity, 0);
	row->former = id != NULL && import_value(im, t->key)->cleaned != IMPORT_AS_IT_IS ?
	    import_value(im, t->key)->said : NULL;
	if (id != NULL && id->kind == VALUE_TEXT) {
		snprintf(row->word, sizeof(row->word), "id");
		import_id_text(&row->identity, t, id->s);
		return;
	}
	digest_begin(&d, NULL);
	for (i = 0; i < im->plan.n_key; i++) {
		digest_text(&d, part_text(im, &im->plan.key[i]));
		said = said || (!im->plan.key[i].constant &&
		    *part_text(im, &im->plan.key[i]) != '\0');
	}
	said = digest_fields(im, &d) || said;
	snprintf(row->word, sizeof(row->word), "%s", said ? "key" : "row");
	for (i = 0; !said && i < im->plan.n_sorted; i++) {
		column = im->plan.sorted[i];
		if (*import_source_cell(im->source, column) == '\0')
			continue;
		digest_text(&d, import_source_header(im->source, column));
		digest_text(&d, import_source_cell(im->source, column));
	}
	digest_end(&d, row->name);
	buf_adds(&row->identity, digest_letters(row->name, letters));
}

/* Mailchimp writes tags as "VIP","Blog": removes the quotes. */
static void
tidy_tags(struct import *im)
{
	int at = import_target_find(&im->plan, "tags");
	struct value *v = at < 0 ? NULL : &im->row.values[at].v;
	AUTO_BUF struct buf tags = BUF_INIT;
	size_t n;
	const char *p;

	if (v == NULL || v->kind != VALUE_TEXT || (n = strlen(v->s)) < 2 ||
	    v->s[0] != '"' || v->s[n - 1] != '"')
		return;
	for (p = v->s; *p != '\0'; p++)
		if (*p == ',' && p[-1] == '"' && p[1] != ' ')
			buf_adds(&tags, ", ");
		else if (*p != '"')
			buf_addc(&tags, *p);
	value_set_text(v, tags.s);
}

/* --- a row ---------------------------------------------------------------------------- */

/* True when a cell that cannot be read may be left blank. */
static bool
may_leave(const struct import_kind *k, const struct field *f)
{
	const char *const *name = k->exact;

	for (; name != NULL && *name != NULL; name++)
		if (strcmp(*name, "*") == 0 || strcmp(*name, f->name) == 0)
			return false;
	return f->type != FIELD_NOTE && f->type != FIELD_LINK &&
	    (!(f->flags & FIELD_REQUIRED) || f->initial != NULL);
}

/* Blanks a cell that cannot be read, for the reason in `e`. */
static void
leave_blank(struct import *im, struct import_target *t, struct import_value *v,
    struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	long line, column;

	import_place(im, t, &line, &column);
	text_show(&shown, v->said, false);
	if (im->plan.notes >= 0 && column > 0)
		import_row_note(im, (size_t)column - 1, shown.s);
	if (t->tally.n[IMPORT_LEFT] < IMPORT_TOLD)
		import_note(im, line, "%s (column %ld): left blank%s.", e->text, column,
		    im->plan.notes >= 0 ? ", kept in the notes" : "");
	value_clear(&v->v);
	v->text = "";
	v->cleaned = IMPORT_LEFT;
	err_clear(e);
}

static bool
read_target(struct import *im, size_t i, struct err *e)
{
	struct import_target *t = &im->plan.targets[i];
	struct import_value *v = &im->row.values[i];

	take_text(im, t, v);
	if (*v->text == '\0' || read_value(im, t, v, e))
		return true;
	if (im->as_older || e->code != ERR_INVALID ||
	    !may_leave(im->plan.kind, t->field))
		return false;
	leave_blank(im, t, v, e);
	return true;
}

void
import_row_clear(struct import *im)
{
	size_t i;

	for (i = 0; im->row.values != NULL && i < im->plan.n_targets; i++)
		value_clear(&im->row.values[i].v);
	buf_cut(&im->row.notes, 0);
	arena_reset(im->row.arena);
}

bool
import_row_read(struct import *im, struct err *e)
{
	struct import_plan *plan = &im->plan;
	struct import_row *row = &im->row;
	size_t i;

	import_row_clear(im);
	row->passed = NULL;
	for (i = 0; i < plan->n_targets; i++) {
		row->values[i].text = row->values[i].said = "";
		row->values[i].cleaned = IMPORT_AS_IT_IS;
		row->values[i].whole = row->values[i].rest = NULL;
		row->values[i].minutes = -1;
		row->values[i].day = DATE_NONE;
		row->values[i].zoned = false;
	}
	for (i = 0; i < plan->n_kept; i++)
		import_row_note(im, plan->kept[i],
		    import_source_cell(im->source, plan->kept[i]));
	for (i = 0; i < plan->n_targets; i++)
		if (plan->targets[i].n_parts > 0 && !read_target(im, i, e))
			return false;
	if (plan->kind->state != NULL && plan->state[0] != '\0')
		value_set_text(&import_value(im, plan->kind->state)->v, plan->state);
	digest_row(im);
	name_row(im);
	tidy_tags(im);
	import_several_keep(im);
	return plan->kind->finish == NULL || plan->kind->finish(im, row, e);
}

struct import_value *
import_value(struct import *im, const char *field)
{
	return &im->row.values[import_target_find(&im->plan, field)];
}

const char *
import_text(struct import *im, const char *field)
{
	return import_value(im, field)->text;
}

bool
import_given(struct import *im, const char *field)
{
	return *import_text(im, field) != '\0';
}

size_t
import_column_of(const struct import *im, const char *field)
{
	int at = import_target_find(&im->plan, field);
	const struct import_target *t = &im->plan.targets[at];

	return t->n_parts != 1 || t->parts[0].constant ? NO_COLUMN :
	    t->parts[0].column;
}

bool
import_bound(const struct import *im, const char *field)
{
	int at = import_target_find(&im->plan, field);
	const struct import_target *t;
	size_t i;

	if (at < 0)
		return false;
	t = &im->plan.targets[at];
	for (i = 0; i < t->n_parts; i++)
		if (t->parts[i].constant || t->parts[i].column != NO_COLUMN ||
		    import_source_is_json(im->source))
			return true;
	return false;
}
