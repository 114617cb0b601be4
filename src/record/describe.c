/*
 * describe.c - record types and their fields as Markdown tables.
 */
#include <inttypes.h>

#include "base/mem.h"
#include "record/describe.h"
#include "record/field_type.h"
#include "record/record.h"

static const struct {
	unsigned flag;
	const char *word;
} flag_words[] = {
	{ FIELD_REQUIRED, "required" },
	{ FIELD_UNIQUE, "unique" },
	{ FIELD_SECRET, "secret" },
	{ FIELD_NO_IMPORT, "not imported" },
	{ FIELD_MEDICAL, "medical" },
	{ FIELD_PAST, "past" },
	{ FIELD_IN_USE, "values in use offered" },
	{ FIELD_SCALE, "by number too" },
	{ FIELD_FROZEN, "frozen" },
	{ FIELD_FREE, "free" }
};

/* Writes text inside a table cell. */
static void
put_cell(FILE *f, const char *s)
{
	for (; s != NULL && *s != '\0'; s++) {
		if (*s == '|')
			fputc('\\', f);
		fputc(*s, f);
	}
}

static void
put_number(FILE *f, const struct field *field, int64_t i)
{
	AUTO_BUF struct buf b = BUF_INIT;
	struct value v = { VALUE_INT, i, NULL };

	field_format(field, &v, &b);
	fputs(b.s, f);
}

/* Writes the field's own limits; its type's are in the table of types. */
static void
put_limits(FILE *f, const struct field *field)
{
	const struct field_type_row *t = field_type_row(field->type);
	int64_t min, max;
	const struct choice *o;

	field_limits(field, &min, &max);
	if (field->type == FIELD_LINK) {
		fprintf(f, "to `%s`", field->link);
	} else if (field->type == FIELD_CHOICE) {
		for (o = field->choices; o->value != NULL; o++) {
			fprintf(f, "%s`%s`", o == field->choices ? "" : ", ", o->value);
			if (o->label != NULL) {
				fputs(" (", f);
				put_cell(f, o->label);
				fputc(')', f);
			}
		}
	} else if (t->kind == VALUE_TEXT) {
		if (max != t->max)
			fprintf(f, "%" PRId64 " characters", max);
	} else if (min != t->min && max != t->max) {
		put_number(f, field, min);
		fputs(" to ", f);
		put_number(f, field, max);
	} else if (min != t->min || max != t->max) {
		fputs(max == t->max ? "from " : "up to ", f);
		put_number(f, field, max == t->max ? min : max);
	}
}

static void
put_flags(FILE *f, const struct field *field)
{
	const char *between = "";
	size_t i;

	for (i = 0; i < ARRAY_LEN(flag_words); i++) {
		if ((field->flags & flag_words[i].flag) == 0)
			continue;
		fprintf(f, "%s%s", between, flag_words[i].word);
		between = ", ";
	}
}

static void
put_field(FILE *f, const struct field *field)
{
	fprintf(f, "| `%s` | ", field->name);
	put_cell(f, field->label);
	fprintf(f, " | %s | ", field_type_row(field->type)->name);
	put_limits(f, field);
	fputs(" | ", f);
	put_flags(f, field);
	fputs(" | ", f);
	if (field->form > 0)
		fprintf(f, "%d", field->form);
	else if (field->set_by != NULL)
		fprintf(f, "set by %s", field->set_by);
	fputs(" | ", f);
	if (field->list > 0)
		fprintf(f, "%d", field->list);
	if (field->heading != NULL)
		fprintf(f, ", *%s*", field->heading);
	fputs(" | ", f);
	if (field->initial != NULL) {
		fputc('`', f);
		put_cell(f, field->initial);
		fputc('`', f);
	}
	fputs(" | ", f);
	put_cell(f, field->help);
	fputs(" |\n", f);
}

static void
put_record_type(FILE *f, const struct record_type *t)
{
	size_t i;

	fprintf(f, "\n## %s\n\n%s Table `%s`", t->label, t->help, t->name);
	if (t->key != NULL)
		fprintf(f, "; other programs know it by `%s`", t->key);
	if (t->client != NULL)
		fprintf(f, "; `%s` says whose record it is", t->client);
	if (t->set_by != NULL)
		fprintf(f, "; set by %s", t->set_by);
	fputs(".\n\n| Name | Label | Type | Limits | Flags | Form | List | Begins as | Meaning |\n"
	    "|---|---|---|---|---|---|---|---|---|\n", f);
	for (i = 0; i < t->n_fields; i++)
		put_field(f, &t->fields[i]);
}

static void
put_field_types(FILE *f)
{
	int i;

	fputs("\n## Types of fields\n\n"
	    "| Type | What may stand in it | Column | At most |\n"
	    "|---|---|---|---|\n", f);
	for (i = 0; i < FIELD_TYPES; i++) {
		struct field field = { .type = (enum field_type)i };
		const struct field_type_row *t = field_type_row(field.type);

		fprintf(f, "| %s | %s | %s | ", t->name, t->what,
		    field_column_type(&field));
		if (t->written)
			fprintf(f, "%" PRId64 " characters", t->max);
		else if (t->max > 1)
			put_number(f, &field, t->max);
		fputs(" |\n", f);
	}
}

void
record_describe(FILE *f)
{
	size_t i;

	fputs("# Records\n\n"
	    "What chairside keeps, field by field. The names are those of the "
	    "columns, of the\nheaders of CSV files, of `name=value` on the command "
	    "line and of mapping files.\nEvery record also has an `id`, the number "
	    "it is called by, never given twice, and\na `version`. *Form* is a field's "
	    "place in the form of its type, or what sets it where\nit is not typed; "
	    "*List* is its width in the lists of its type, with its title there where\n"
	    "that is not the label. This text is made from the declarations in "
	    "`src/record/`:\nafter a change there, `UPDATE_GOLDEN=1 make check "
	    "TESTS=tests/unit/test_describe`\nmakes it anew.\n", f);
	put_field_types(f);
	for (i = 0; record_types[i] != NULL; i++)
		put_record_type(f, record_types[i]);
}
