/*
 * fuzz_mapping.c - any bytes as a mapping file.
 *
 * It is read or refused with a sentence; what is read holds together, and
 * written down again in quotes it reads as the same mapping.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/mapping.h"
#include "tests/fuzz/fuzz.h"

static void
add_quoted(struct buf *b, char quote, const char *s)
{
	buf_addc(b, quote);
	for (; *s != '\0'; s++) {
		if (*s == quote)
			buf_addc(b, quote);
		buf_addc(b, *s);
	}
	buf_addc(b, quote);
}

static void
add_parts(struct buf *b, const struct mapping_part *parts, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		buf_adds(b, i > 0 ? " + " : " = ");
		add_quoted(b, parts[i].kind == MAPPING_CONSTANT ? '"' : '\'',
		    parts[i].text);
	}
	buf_addc(b, '\n');
}

static void
add_list(struct buf *b, const char *name, char *const *list, size_t n)
{
	size_t i;

	buf_addf(b, "%s =", name);
	for (i = 0; i < n; i++) {
		buf_adds(b, i > 0 ? ", " : " ");
		add_quoted(b, '"', list[i]);
	}
	buf_addc(b, '\n');
}

static void
add_text(struct buf *b, const char *name, const char *text)
{
	buf_addf(b, "%s = ", name);
	if (text != NULL)
		add_quoted(b, '"', text);
	buf_addc(b, '\n');
}

/* The mapping as a file, in one order and one way of quoting. */
static char *
write_down(const struct mapping *m)
{
	struct buf b = BUF_INIT;
	char delimiter[2] = { m->delimiter, '\0' };
	size_t i;

	buf_addf(&b, "[%s]\n", m->kind);
	add_text(&b, "delimiter", m->delimiter ? delimiter : NULL);
	add_text(&b, "encoding", m->encoding);
	add_text(&b, "date-format", m->date_format);
	add_text(&b, "time-format", m->time_format);
	add_text(&b, "date-order", m->date_order);
	add_text(&b, "format", m->format);
	add_text(&b, "items", m->items);
	add_list(&b, "create", m->create, m->n_create);
	add_list(&b, "ignore", m->ignore, m->n_ignore);
	if (m->n_key > 0) {
		buf_adds(&b, "key");
		add_parts(&b, m->key, m->n_key);
	}
	for (i = 0; i < m->n_fields; i++)
		if (m->fields[i].n_parts > 0) {
			add_quoted(&b, '"', m->fields[i].field);
			add_parts(&b, m->fields[i].parts, m->fields[i].n_parts);
		}
	for (i = 0; i < m->n_fields; i++) {
		const struct mapping_field *f = &m->fields[i];
		size_t k;

		if (f->n_values > 0)
			buf_addf(&b, "[%s.values.%s]\n", m->kind, f->field);
		for (k = 0; k < f->n_values; k++) {
			add_quoted(&b, '"', f->values[k].from);
			buf_adds(&b, " = ");
			add_quoted(&b, '"', f->values[k].to);
			buf_addc(&b, '\n');
		}
	}
	return buf_steal(&b);
}

static void
check_fields(const struct mapping *m)
{
	size_t i;

	for (i = 0; i < m->n_fields; i++) {
		const struct mapping_field *f = &m->fields[i];
		size_t k;

		BUG_IF(*f->field == '\0' || f->line < 1);
		BUG_IF(f->n_parts + f->n_values == 0);
		for (k = 0; k < i; k++)
			BUG_IF(strcasecmp(m->fields[k].field, f->field) == 0);
		for (k = 0; k < f->n_parts; k++)
			BUG_IF(f->parts[k].kind == MAPPING_COLUMN &&
			    *f->parts[k].text == '\0');
		for (k = 0; k < f->n_values; k++)
			BUG_IF(mapping_value_of(f, f->values[k].from) != f->values[k].to);
	}
}

/* inih needs the name of a value to be short and finds comments even inside
 * quotes, so such a file cannot be written down again in this way. */
static bool
can_be_written(const struct mapping *m)
{
	size_t i;

	for (i = 0; i < m->n_fields; i++) {
		const struct mapping_field *f = &m->fields[i];
		size_t k;

		if (strlen(f->field) > 80 || strchr(f->field, ';') != NULL)
			return false;
		for (k = 0; k < f->n_values; k++)
			if (strlen(f->values[k].from) > 80 ||
			    strchr(f->values[k].from, ';') != NULL)
				return false;
	}
	return true;
}

static void
read_kind(const char *text, const char *kind)
{
	struct err e = { 0 };
	struct mapping *m = mapping_read(text, "fuzz", kind, &e), *again;
	char *first, *second;

	if (m == NULL) {
		BUG_IF(e.code != ERR_INVALID && e.code != ERR_NOTFOUND);
		BUG_IF(e.text[0] == '\0' || text_bad_byte(e.text, strlen(e.text)) >= 0);
		return;
	}
	check_fields(m);
	if (can_be_written(m)) {
		first = write_down(m);
		again = mapping_read(first, "again", kind, &e);
		if (again == NULL)
			bug("%s\n%s", e.text, first);
		second = write_down(again);
		BUG_IF(strcmp(first, second) != 0);
		free(first);
		free(second);
		mapping_free(again);
	}
	mapping_free(m);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = xmalloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	read_kind(text, "sessions");
	read_kind(text, "clients");
	free(text);
	return 0;
}
