/*
 * mapping.c - how another program's columns become our fields.
 *
 * inih finds sections, comments and names. It cuts long lines and section names, takes
 * indented lines for continuations and a `;` after a space for a comment even inside
 * quotes; so it gets the file line by line, trimmed, and what follows the name is read
 * here, from the line as it is in the file.
 */
#include <ini.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/mapping.h"

#define SECTION_MAX 49	/* inih cuts longer names silently */
#define OPTIONS_MAX 16

struct parse {
	const char *next;	/* rest of the file */
	const char *raw;	/* the current line without blanks around it */
	size_t raw_len;
	int line;
	const char *file;	/* name for messages */
	struct mapping *m;
	bool found;		/* a section of this kind has begun */
	struct buf sections;	/* "[a], [b]" */
	int option_line[OPTIONS_MAX];	/* where each option was given, or 0 */
	struct err *e;
	bool failed;
};

static bool fail(struct parse *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static bool
fail(struct parse *p, const char *fmt, ...)
{
	AUTO_BUF struct buf b = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	p->failed = true;
	return err_set(p->e, ERR_INVALID, NULL, "%s, line %d: %s", p->file,
	    p->line, b.s);
}

/* ---- the text after a name ------------------------------------------------- */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

static const char *
skip_blanks(const char *s, const char *end)
{
	while (s < end && is_blank(*s))
		s++;
	return s;
}

/* The end, or a comment: a `;` after a blank. `s` is never the first byte of the
 * line. */
static bool
at_end(const char *s, const char *end)
{
	return s == end || (*s == ';' && is_blank(s[-1]));
}

/*
 * Reads one piece of text: "…" or '…' with the quote doubled inside, or bare words up
 * to `separator` (0: none), a comment or the end. Returns it, owned, with its quote or
 * 0 in *quote; NULL when the quote is not closed or is followed by text.
 */
static char *
take(struct parse *p, const char **at, const char *end, char separator, char *quote)
{
	const char *s = skip_blanks(*at, end), *from = s;
	struct buf b = BUF_INIT;

	*quote = s < end && (*s == '"' || *s == '\'') ? *s : 0;
	if (*quote) {
		for (s++; s < end; s++) {
			if (*s == *quote && (s + 1 == end || s[1] != *quote))
				break;
			buf_addc(&b, *s);
			s += *s == *quote;
		}
		if (s == end) {
			buf_free(&b);
			fail(p, "the quote %c is not closed", *quote);
			return NULL;
		}
		s = skip_blanks(s + 1, end);
		if (!at_end(s, end) && !(separator && *s == separator)) {
			buf_free(&b);
			fail(p, "text follows a closing %c", *quote);
			return NULL;
		}
	} else {
		while (!at_end(s, end) && !(separator && *s == separator))
			s++;
		buf_add(&b, from, (size_t)(s - from));
		while (b.len > 0 && is_blank(b.s[b.len - 1]))
			buf_cut(&b, b.len - 1);
	}
	*at = s;
	return buf_steal(&b);
}

/* Reads the single text of an option, owned; NULL on failure. */
static char *
take_text(struct parse *p, const char *s)
{
	char quote;

	return take(p, &s, p->raw + p->raw_len, 0, &quote);
}

static bool
take_parts(struct parse *p, const char *what, const char *s,
    struct mapping_part **parts, size_t *n)
{
	const char *end = p->raw + p->raw_len;
	size_t cap = 0;

	for (;; s++) {
		char quote, *text = take(p, &s, end, '+', &quote);

		if (text == NULL)
			return false;
		if (*text == '\0' && quote != '"') {
			free(text);
			return fail(p, "%s: the name of a column or a \"text\" "
			    "is missing", what);
		}
		GROW(*parts, cap, *n + 1);
		(*parts)[(*n)++] = (struct mapping_part){
			.kind = quote == '"' ? MAPPING_CONSTANT : MAPPING_COLUMN,
			.text = text,
		};
		if (at_end(s, end))
			return true;
	}
}

/* ---- options --------------------------------------------------------------- */

static bool
is_strptime(const char *s)
{
	return strchr(s, '%') != NULL;
}

static bool
is_order(const char *s)
{
	return strcmp(s, "ymd") == 0 || strcmp(s, "dmy") == 0 || strcmp(s, "mdy") == 0;
}

static bool
is_format(const char *s)
{
	return strcmp(s, "csv") == 0 || strcmp(s, "json") == 0;
}

static bool
is_path(const char *s)
{
	return *s == '$';
}

static bool
set_delimiter(struct parse *p, const char *s)
{
	static const struct {
		const char *word;
		char c;
	} words[] = {
		{ "tab", '\t' }, { "\\t", '\t' }, { "comma", ',' },
		{ "semicolon", ';' }, { "pipe", '|' },
	};
	AUTO_FREE char *text = take_text(p, s);
	size_t i;

	if (text == NULL)
		return false;
	for (i = 0; i < ARRAY_LEN(words); i++)
		if (text_is(text, words[i].word)) {
			p->m->delimiter = words[i].c;
			return true;
		}
	if (strlen(text) > 1 || *text == '"' || (*text & 0x80) != 0)
		return fail(p, "delimiter is one character in quotes (not a quote), "
		    "or tab, comma, semicolon, pipe; empty: recognise it");
	p->m->delimiter = *text;
	return true;
}

static bool
take_list(struct parse *p, const char *s, char ***list, size_t *n)
{
	const char *end = p->raw + p->raw_len;
	size_t cap = 0;

	for (;; s++) {
		char quote, *word = take(p, &s, end, ',', &quote);

		if (word == NULL)
			return false;
		if (*word == '\0') {
			free(word);
			/* No words at all is an empty list. */
			return (at_end(s, end) && *n == 0) ||
			    fail(p, "a word is missing beside a comma");
		}
		GROW(*list, cap, *n + 1);
		(*list)[(*n)++] = word;
		if (at_end(s, end))
			return true;
	}
}

static bool
set_create(struct parse *p, const char *s)
{
	return take_list(p, s, &p->m->create, &p->m->n_create);
}

static bool
set_ignore(struct parse *p, const char *s)
{
	return take_list(p, s, &p->m->ignore, &p->m->n_ignore);
}

static bool
set_keep(struct parse *p, const char *s)
{
	return take_list(p, s, &p->m->keep, &p->m->n_keep);
}

static bool
set_key(struct parse *p, const char *s)
{
	return take_parts(p, "key", s, &p->m->key, &p->m->n_key);
}

/* Either `set` reads the option, or its text, tested by `check`, is stored at
 * `offset`. */
static const struct option {
	const char *name;
	bool (*set)(struct parse *p, const char *s);
	size_t offset;
	bool (*check)(const char *s);
	const char *expected;
} options[] = {
	{ .name = "delimiter", .set = set_delimiter },
	{ .name = "create", .set = set_create },
	{ .name = "ignore", .set = set_ignore },
	{ .name = "keep", .set = set_keep },
	{ .name = "key", .set = set_key },
	{ .name = "preset", .offset = offsetof(struct mapping, preset) },
	{ .name = "encoding", .offset = offsetof(struct mapping, encoding) },
	{ "date-format", NULL, offsetof(struct mapping, date_format), is_strptime,
	    "a strptime form such as %m/%d/%Y" },
	{ "time-format", NULL, offsetof(struct mapping, time_format), is_strptime,
	    "a strptime form such as %I:%M %p" },
	{ "date-order", NULL, offsetof(struct mapping, date_order), is_order,
	    "ymd, dmy or mdy" },
	{ "format", NULL, offsetof(struct mapping, format), is_format, "csv or json" },
	{ "items", NULL, offsetof(struct mapping, items), is_path,
	    "a JSON path such as $.reviews" },
};

_Static_assert(ARRAY_LEN(options) <= OPTIONS_MAX, "option_line is too short");

static bool
set_option(struct parse *p, const struct option *o, const char *s)
{
	int *given = &p->option_line[o - options];
	char **member, *text;

	if (*given != 0)
		return fail(p, "%s is given twice, first on line %d", o->name, *given);
	*given = p->line;
	if (o->set != NULL)
		return o->set(p, s);
	if ((text = take_text(p, s)) == NULL)
		return false;
	if (*text == '\0') {
		free(text);	/* as if the option were not there */
		return true;
	}
	member = (char **)(void *)((char *)p->m + o->offset);
	*member = text;
	if (o->check != NULL && !o->check(text))
		return fail(p, "%s is %s, not \"%s\"", o->name, o->expected, text);
	return true;
}

/* ---- fields and values ------------------------------------------------------ */

static struct mapping_field *
field_of(struct parse *p, const char *name)
{
	struct mapping *m = p->m;
	size_t i;

	for (i = 0; i < m->n_fields; i++)
		if (text_is(m->fields[i].field, name))
			return &m->fields[i];
	m->fields = xreallocarray(m->fields, m->n_fields + 1, sizeof(*m->fields));
	m->fields[m->n_fields] = (struct mapping_field){
		.field = xstrdup(name), .line = p->line,
	};
	return &m->fields[m->n_fields++];
}

static bool
set_field(struct parse *p, const char *name, const char *s)
{
	struct mapping_field *f = field_of(p, name);

	if (f->n_parts > 0)
		return fail(p, "%s is given twice, first on line %d", name, f->line);
	f->line = p->line;
	return take_parts(p, name, s, &f->parts, &f->n_parts);
}

static bool
is_plain(const char *s)
{
	for (; *s != '\0'; s++)
		if ((*s & 0x80) != 0)
			return false;
	return true;
}

/* Without case. Every cell of a file comes here, and folding is slow: ASCII needs none. */
static bool
same_word(const char *a, const char *b)
{
	return text_is(a, b) ||
	    (!is_plain(a) && !is_plain(b) && text_fold_cmp(a, b) == 0);
}

static bool
set_value(struct parse *p, const char *field, const char *from, const char *s)
{
	struct mapping_field *f = field_of(p, field);
	char *to;
	size_t i;

	for (i = 0; i < f->n_values; i++)
		if (same_word(f->values[i].from, from))
			return fail(p, "\"%s\" stands twice in this table", from);
	if ((to = take_text(p, s)) == NULL)
		return false;
	f->values = xreallocarray(f->values, f->n_values + 1, sizeof(*f->values));
	f->values[f->n_values++] = (struct mapping_value){ xstrdup(from), to };
	return true;
}

/* ---- lines ------------------------------------------------------------------ */

/* `section` is [kind] (answer: ""), or [kind.values.field] (answer: the field);
 * NULL for sections of other kinds. */
static const char *
values_field(struct parse *p, const char *section)
{
	static const char values[] = "values.";
	size_t n = strlen(p->m->kind);

	if (strncasecmp(section, p->m->kind, n) != 0)
		return NULL;
	if (section[n] == '\0')
		return section + n;
	if (section[n] != '.')
		return NULL;
	section += n + 1;
	if (strncasecmp(section, values, strlen(values)) == 0 &&
	    section[strlen(values)] != '\0')
		return section + strlen(values);
	fail(p, "a section of this kind is [%s] or [%s.values.field]", p->m->kind,
	    p->m->kind);
	return NULL;
}

/* Called by inih for `name = value`; returns 0 on failure. Reads the line itself again:
 * a quoted name may have `=` and `:` in it, and the value may be long. */
static int
on_pair(void *arg, const char *section, const char *inih_name,
    UNUSED const char *inih_value)
{
	struct parse *p = arg;
	const char *field = values_field(p, section);
	const char *s = p->raw, *end = p->raw + p->raw_len;
	struct buf name AUTO_BUF = BUF_INIT;
	size_t i;

	if (field == NULL)
		return !p->failed;
	if (*s == '"') {
		for (s++; s < end && (*s != '"' || (s + 1 < end && s[1] == '"')); s++) {
			buf_addc(&name, *s);
			s += *s == '"';
		}
		s = skip_blanks(s < end ? s + 1 : s, end);
		if (s == end || (*s != '=' && *s != ':'))
			return fail(p, "after a name in quotes comes =");
	} else {
		buf_adds(&name, inih_name);
		while (s < end && *s != '=' && *s != ':')
			s++;
		BUG_IF(s == end);	/* inih has found a separator */
	}
	s++;
	if (*field != '\0')
		return set_value(p, field, name.s, s);
	if (name.len == 0)
		return fail(p, "before = comes the name of a field or an option");
	for (i = 0; i < ARRAY_LEN(options); i++)
		if (text_is(options[i].name, name.s))
			return set_option(p, &options[i], s);
	return set_field(p, name.s, s);
}

/* inih skips empty sections; here every section is noted. */
static void
note_section(struct parse *p)
{
	const char *close = memchr(p->raw, ']', p->raw_len);
	AUTO_FREE char *name = NULL;
	const char *field;

	if (close == NULL)
		return;		/* inih reports it */
	name = xstrndup(p->raw + 1, (size_t)(close - p->raw) - 1);
	if (strlen(name) > SECTION_MAX) {
		fail(p, "the name of a section has at most %d bytes", SECTION_MAX);
		return;
	}
	field = values_field(p, name);
	p->found = p->found || field != NULL;
	if (strchr(name, '.') == NULL)
		buf_addf(&p->sections, "%s[%s]", p->sections.len ? ", " : "", name);
}

/* Called by inih for each line. A line longer than `size` is cut: inih needs only its
 * name. */
static char *
on_line(char *to, int size, void *arg)
{
	struct parse *p = arg;
	size_t len;

	if (*p->next == '\0' || p->failed)
		return NULL;
	p->line++;
	len = strcspn(p->next, "\r\n");
	p->raw = skip_blanks(p->next, p->next + len);
	p->raw_len = len - (size_t)(p->raw - p->next);
	while (p->raw_len > 0 && is_blank(p->raw[p->raw_len - 1]))
		p->raw_len--;
	p->next += len;
	p->next += p->next[0] == '\r' && p->next[1] == '\n' ? 2 : *p->next != '\0';
	if (p->raw_len > 0 && *p->raw == '[')
		note_section(p);
	if (p->failed)
		return NULL;
	len = p->raw_len < (size_t)size ? p->raw_len : (size_t)size - 1;
	memcpy(to, p->raw, len);
	to[len] = '\0';
	return to;
}

static bool
read_text(struct parse *p, const char *text)
{
	long bad = text_bad_byte(text, strlen(text));
	int line;

	if (bad >= 0) {
		for (p->line = 1; bad > 0; bad--, text++)
			p->line += *text == '\n';
		return fail(p, "not UTF-8");
	}
	p->next = strncmp(text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text;
	line = ini_parse_stream(on_line, p, on_pair, p);
	if (p->failed)
		return false;
	if (line != 0) {
		p->line = line;
		return fail(p, "neither [section] nor name = value "
		    "(a ; after a space begins a comment)");
	}
	if (!p->found)
		return err_set(p->e, ERR_NOTFOUND, NULL,
		    "%s has no section [%s]; it has %s", p->file, p->m->kind,
		    p->sections.len ? p->sections.s : "none");
	return true;
}

struct mapping *
mapping_read(const char *ini_text, const char *name, const char *kind,
    struct err *e)
{
	struct parse p = {
		.file = name, .m = mapping_new(kind), .sections = BUF_INIT, .e = e,
	};
	bool ok = read_text(&p, ini_text);

	buf_free(&p.sections);
	if (ok)
		return p.m;
	mapping_free(p.m);
	return NULL;
}

struct mapping *
mapping_new(const char *kind)
{
	struct mapping *m = xcalloc(1, sizeof(*m));

	m->kind = xstrdup(kind);
	return m;
}

static void
list_free(char **list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(list[i]);
	free(list);
}

static void
parts_free(struct mapping_part *parts, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(parts[i].text);
	free(parts);
}

void
mapping_free(struct mapping *m)
{
	size_t i;

	if (m == NULL)
		return;
	for (i = 0; i < m->n_fields; i++) {
		struct mapping_field *f = &m->fields[i];
		size_t k;

		for (k = 0; k < f->n_values; k++) {
			free(f->values[k].from);
			free(f->values[k].to);
		}
		free(f->values);
		parts_free(f->parts, f->n_parts);
		free(f->field);
	}
	free(m->fields);
	parts_free(m->key, m->n_key);
	list_free(m->create, m->n_create);
	list_free(m->ignore, m->n_ignore);
	list_free(m->keep, m->n_keep);
	free(m->kind);
	free(m->encoding);
	free(m->date_format);
	free(m->time_format);
	free(m->date_order);
	free(m->preset);
	free(m->format);
	free(m->items);
	free(m);
}

const char *
mapping_value_of(const struct mapping_field *f, const char *cell)
{
	size_t i;

	for (i = 0; i < f->n_values; i++)
		if (same_word(f->values[i].from, cell))
			return f->values[i].to;
	return cell;
}
