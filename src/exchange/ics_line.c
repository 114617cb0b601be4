/*
 * ics_line.c - lines of a calendar file unfolded, and the parts they make (3.1, 3.4).
 */
#include <string.h>

#include "base/text.h"
#include "exchange/ics_inside.h"

#define DEPTH_MAX 8

/* --- unfolding ------------------------------------------------------------------------ */

struct lines {
	const char *p, *end;
	long line;		/* of what comes next */
	struct buf text;	/* of the line, unfolded */
	long begun;		/* where it began */
};

/* Adds the rest of a physical line; its end may be CRLF, LF or CR. */
static void
add_physical(struct lines *l)
{
	const char *from = l->p;

	while (l->p < l->end && *l->p != '\n' && *l->p != '\r')
		l->p++;
	buf_add(&l->text, from, (size_t)(l->p - from));
	if (l->p < l->end && *l->p++ == '\r' && l->p < l->end && *l->p == '\n')
		l->p++;
	l->line++;
}

/* Folding may stand within a letter, so bytes are joined first (3.1). */
static bool
next_line(struct lines *l)
{
	do {
		if (l->p == l->end)
			return false;
		buf_cut(&l->text, 0);
		l->begun = l->line;
		add_physical(l);
		while (l->p < l->end && (*l->p == ' ' || *l->p == '\t')) {
			l->p++;
			add_physical(l);
		}
	} while (l->text.len == 0);
	return true;
}

/* --- a property ------------------------------------------------------------------------- */

/* What is no UTF-8 becomes U+FFFD; true when there was something. */
static bool
make_valid(struct buf *text)
{
	struct buf good = BUF_INIT;
	const char *s = text->s;
	size_t left = text->len;
	long bad = text_bad_byte(s, left);

	if (bad < 0)
		return false;
	for (; bad >= 0; bad = text_bad_byte(s, left)) {
		buf_add(&good, s, (size_t)bad);
		buf_adds(&good, "\uFFFD");
		s += bad + 1;
		left -= (size_t)bad + 1;
	}
	buf_add(&good, s, left);
	buf_free(text);
	*text = good;
	return true;
}

static bool
is_name(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!((s[i] >= 'A' && s[i] <= 'Z') || (s[i] >= 'a' && s[i] <= 'z') ||
		    (s[i] >= '0' && s[i] <= '9') || s[i] == '-'))
			return false;
	return n > 0;
}

/* Up to any of `stops` outside quotes. */
static char *
skip_quoted(char *s, const char *stops)
{
	bool quoted = false;

	for (; *s != '\0'; s++) {
		if (*s == '"')
			quoted = !quoted;
		else if (!quoted && strchr(stops, *s) != NULL)
			break;
	}
	return s;
}

/* Cuts `text` in place; NULL when it is no property. */
static struct ics_line *
cut_line(const struct ics_reading *r, char *text, long line)
{
	struct ics_line *l = arena_alloc(r->arena, sizeof(*l));
	size_t n = strcspn(text, ";:");
	char *colon, *c;

	if (text[n] == '\0' || !is_name(text, n))
		return NULL;
	colon = skip_quoted(text + n, ":");
	/* A quote that does not end would hide the value. */
	if (*colon == '\0' && (colon = strchr(text + n, ':')) == NULL)
		return NULL;
	l->name = text;
	l->parameters = text[n] == ';' ? text + n + 1 : colon;
	l->value = colon + 1;
	l->line = line;
	text[n] = *colon = '\0';
	for (c = text; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return l;
}

const struct ics_line *
ics_line(const struct ics_part *p, const char *name, const struct ics_line *after)
{
	const struct ics_line *l = after != NULL ? after->next : p->first;

	while (l != NULL && strcmp(l->name, name) != 0)
		l = l->next;
	return l;
}

const char *
ics_value(const struct ics_part *p, const char *name)
{
	const struct ics_line *l = p != NULL ? ics_line(p, name, NULL) : NULL;

	return l != NULL ? l->value : "";
}

/* RFC 6868: ^n, ^^ and ^'. */
static void
decode_parameter(char *s)
{
	char *to = s;

	for (; *s != '\0'; s++) {
		if (*s == '"')
			continue;
		if (*s == '^' && (s[1] == 'n' || s[1] == '^' || s[1] == '\'')) {
			s++;
			*to++ = *s == 'n' ? '\n' : *s == '^' ? '^' : '"';
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

const char *
ics_parameter(const struct ics_reading *r, const struct ics_line *l, const char *name)
{
	size_t len = strlen(name);
	char *p = l->parameters, *end;

	for (; *p != '\0'; p = *end != '\0' ? end + 1 : end) {
		end = skip_quoted(p, ";");
		if (strncasecmp(p, name, len) == 0 && p[len] == '=') {
			char *value = arena_alloc(r->arena, (size_t)(end - p));

			memcpy(value, p + len + 1, (size_t)(end - p) - len - 1);
			decode_parameter(value);
			return value;
		}
	}
	return NULL;
}

const char *
ics_text(const struct ics_reading *r, const char *value)
{
	char *out = arena_strdup(r->arena, value), *to = out;
	const char *s;

	for (s = value; *s != '\0'; s++) {
		if (*s == '\\' && s[1] != '\0' && strchr("nN,;\\\"", s[1]) != NULL) {
			s++;
			*to++ = *s == 'n' || *s == 'N' ? '\n' : *s;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
	return text_trim(out);
}

/* --- parts -------------------------------------------------------------------------------- */

static enum ics_kind
kind_of(const char *name)
{
	static const struct { const char *name; enum ics_kind kind; } kinds[] = {
		{ "VCALENDAR", ICS_CALENDAR }, { "VEVENT", ICS_EVENT },
		{ "VTIMEZONE", ICS_ZONE }, { "STANDARD", ICS_STANDARD },
		{ "DAYLIGHT", ICS_DAYLIGHT }
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (text_is(name, kinds[i].name))
			return kinds[i].kind;
	return ICS_OTHER;
}

static struct ics_part *
begin_part(struct ics_reading *r, struct ics_part *outer, const struct ics_line *l)
{
	struct ics_part *p = arena_alloc(r->arena, sizeof(*p));

	p->name = l->value;
	p->kind = kind_of(l->value);
	p->line = l->line;
	p->outer = outer;
	p->calendar = p->kind == ICS_CALENDAR ? p : outer != NULL ? outer->calendar : NULL;
	if (r->last_part != NULL)
		r->last_part->next = p;
	else
		r->parts = p;
	r->last_part = p;
	return p;
}

/* Ends the part of that name, and those in it that were not ended: they are not whole,
 * and nor is what holds them. NULL outside of all. */
static struct ics_part *
end_part(struct ics_reading *r, struct ics_part *in, const struct ics_line *l)
{
	struct ics_part *p = in;

	while (p != NULL && !text_is(p->name, l->value))
		p = p->outer;
	if (p == NULL) {
		ics_tell(r, l->line, "END:%s ends nothing that was begun: passed over",
		    l->value);
		return in;
	}
	p->ended = p == in;
	if (!p->ended)
		ics_tell(r, l->line, "%s ends before %s, which began on line %ld: neither is taken",
		    p->name, in->name, in->line);
	return p->outer;
}

static int
depth_of(const struct ics_part *p)
{
	int depth = 0;

	for (; p != NULL; p = p->outer)
		depth++;
	return depth;
}

static void
take_line(struct ics_part *p, struct ics_line *l)
{
	if (p->last != NULL)
		p->last->next = l;
	else
		p->first = l;
	p->last = l;
}

static void
tell_strays(const struct ics_reading *r, long first, long n)
{
	if (n == 1)
		ics_tell(r, first, "This line is no property: passed over");
	else if (n > 1)
		ics_tell(r, first, "This line and %ld more are no properties: passed over",
		    n - 1);
}

static bool
refuse_file(struct err *e)
{
	return err_set(e, ERR_INVALID, NULL, "it does not begin with BEGIN:VCALENDAR, so it is "
	    "no calendar file");
}

static bool
parse_lines(struct ics_reading *r, struct lines *lines, struct err *e)
{
	struct ics_part *in = NULL;
	long strays = 0, first_stray = 0;

	while (next_line(lines)) {
		char *text;
		struct ics_line *l;

		if (make_valid(&lines->text))
			ics_tell(r, lines->begun, "Some bytes are no UTF-8: shown as \uFFFD");
		text = arena_strdup(r->arena, lines->text.s);
		l = cut_line(r, text, lines->begun);
		if (r->parts == NULL && (l == NULL || strcmp(l->name, "BEGIN") != 0 ||
		    kind_of(l->value) != ICS_CALENDAR))
			return refuse_file(e);
		if (l == NULL || (in == NULL && strcmp(l->name, "BEGIN") != 0)) {
			first_stray = strays++ == 0 ? lines->begun : first_stray;
			continue;
		}
		tell_strays(r, first_stray, strays);
		strays = 0;
		text_trim(l->value);
		if (strcmp(l->name, "BEGIN") == 0) {
			if (depth_of(in) >= DEPTH_MAX)
				return err_set(e, ERR_INVALID, NULL, "line %ld: parts stand in "
				    "parts more than %d deep", l->line, DEPTH_MAX);
			in = begin_part(r, in, l);
		} else if (strcmp(l->name, "END") == 0) {
			in = end_part(r, in, l);
		} else {
			take_line(in, l);
		}
	}
	tell_strays(r, first_stray, strays);
	return r->parts != NULL || refuse_file(e);
}

bool
ics_parse(struct ics_reading *r, const char *bytes, size_t size, struct err *e)
{
	struct lines lines = { .p = bytes, .end = bytes + size, .line = 1, .text = BUF_INIT };
	bool done;

	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		lines.p += 3;
	done = parse_lines(r, &lines, e);
	buf_free(&lines.text);
	return done;
}
