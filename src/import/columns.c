/*
 * columns.c - see columns.h.
 */
#include "import/columns.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

#define SAMPLES 3
#define SAMPLE_WIDTH 16

void
import_columns_free(struct import_columns_seen *s)
{
	if (s == NULL)
		return;
	while (s->n > 0) {
		struct import_column *c = &s->columns[--s->n];

		free(c->name);
		free(c->samples);
		free(c->why);
		free(c->chosen);
	}
	free(s->columns);
	free(s->fields);
	free(s->missing);
	free(s->kind);
	free(s->path);
	free(s->preset);
	free(s);
}

/* --- the mapping ---------------------------------------------------------------- */

static void
add_quoted(struct buf *out, const char *name)
{
	buf_addc(out, '\'');
	for (; *name != '\0'; name++) {
		buf_addc(out, *name);
		if (*name == '\'')
			buf_addc(out, '\'');
	}
	buf_addc(out, '\'');
}

static void
add_list(struct buf *out, const struct import_columns_seen *s, const char *option,
    const char *chosen)
{
	bool any = false;
	size_t i;

	for (i = 0; i < s->n; i++) {
		const struct import_column *c = &s->columns[i];

		if (c->chosen == NULL || strcmp(c->chosen, chosen) != 0)
			continue;
		if (any)
			buf_adds(out, ", ");
		else
			buf_addf(out, "%s = ", option);
		add_quoted(out, c->name);
		any = true;
	}
	if (any)
		buf_addc(out, '\n');
}

void
practice_import_mapping(const struct import_columns_seen *s, struct buf *out)
{
	size_t i;

	buf_addf(out, "[%s]\n", s->kind);
	if (s->preset != NULL)
		buf_addf(out, "preset = %s\n", s->preset);
	for (i = 0; i < s->n_fields; i++)
		add_list(out, s, s->fields[i]->name, s->fields[i]->name);
	add_list(out, s, "keep", IMPORT_AS_NOTE);
	add_list(out, s, "ignore", IMPORT_LEAVE_OUT);
}

/* --- what an import makes of it ---------------------------------------------------- */

struct look {
	struct import_columns_seen *s;
	const struct import_plan *plan;
	size_t at;		/* of the next column reported */
};

static const char *
label_of(const struct import_plan *plan, const char *field)
{
	int at = import_target_find(plan, field);

	return at >= 0 ? plan->targets[at].field->label : field;
}

static void
see_column(UNUSED const char *name, const char *field, const char *reason, void *arg)
{
	struct look *l = arg;
	struct import_column *c;

	/* the rest are derived */
	if (l->at >= l->s->n)
		return;
	c = &l->s->columns[l->at++];
	free(c->why);
	c->label = *field != '\0' ? label_of(l->plan, field) : "";
	c->why = xstrdup(c->chosen != NULL ? "chosen" : reason);
}

static void
see_fields(struct import_columns_seen *s, const struct import_plan *plan)
{
	size_t i;

	s->fields = xcalloc(plan->n_targets + 1, sizeof(*s->fields));
	for (i = 0; i < plan->n_targets; i++)
		s->fields[s->n_fields++] = plan->targets[i].field;
}

static void
see_need(const struct import *im, const char *need, struct buf *missing)
{
	const char *between = missing->len > 0 ? ", " : "";
	size_t n;

	if (import_has_need(im, need))
		return;
	for (; *need != '\0'; need += n + (need[n] == '|')) {
		n = strcspn(need, "|");
		AUTO_FREE char *field = xstrndup(need, n);

		buf_addf(missing, "%s%s", between, label_of(&im->plan, field));
		between = " or ";
	}
}

static void
see_missing(const struct import *im, struct import_columns_seen *s)
{
	const struct import_kind *kind = im->plan.kind;
	const char *const *need = kind->needs;
	AUTO_BUF struct buf missing = BUF_INIT;

	for (; need != NULL && *need != NULL; need++)
		see_need(im, *need, &missing);
	if (kind->usual != NULL)
		see_need(im, kind->usual, &missing);
	free(s->missing);
	s->missing = xstrdup(missing.len > 0 ? missing.s : "");
}

static bool
see_rows(struct import *im, struct import_columns_seen *s, struct err *e)
{
	AUTO_FREE struct buf *samples = xcalloc(s->n + 1, sizeof(*samples));
	enum import_next next = IMPORT_ROW;
	size_t i;
	int k;

	for (i = 0; i < s->n; i++)
		samples[i] = (struct buf)BUF_INIT;
	for (k = 0; k < SAMPLES && next == IMPORT_ROW; k++) {
		next = import_source_next(im->source, e);
		for (i = 0; next == IMPORT_ROW && i < s->n; i++) {
			const char *cell = import_source_cell(im->source, i);

			if (*cell == '\0')
				continue;
			buf_adds(&samples[i], samples[i].len > 0 ? " | " : "");
			text_show_cut(&samples[i], cell, SAMPLE_WIDTH);
		}
	}
	for (i = 0; i < s->n; i++) {
		s->columns[i].samples = xstrdup(samples[i].len > 0 ? samples[i].s : "");
		buf_free(&samples[i]);
	}
	if (next == IMPORT_FAIL)
		return false;
	err_clear(e);
	return true;
}

static bool
see(struct import *im, struct import_columns_seen *s, struct err *e)
{
	bool first = s->columns == NULL;
	size_t i;

	if (!import_open(im, e))
		return false;
	if (first) {
		s->n = import_source_told(im->source);
		s->columns = xcalloc(s->n + 1, sizeof(*s->columns));
		for (i = 0; i < s->n; i++)
			s->columns[i].name = xstrdup(import_source_header(im->source, i));
	} else if (s->n != import_source_told(im->source)) {
		return err_set(e, ERR_STALE, NULL, "The file has changed meanwhile: "
		    "choose it again.");
	}
	if (!import_plan_make(im, e))
		return false;
	if (first)
		see_fields(s, &im->plan);
	see_missing(im, s);
	return !first || see_rows(im, s, e);
}

static bool
look(struct practice *p, struct import_columns_seen *s, struct err *e)
{
	AUTO_BUF struct buf text = BUF_INIT, shown = BUF_INIT;
	struct look l = { .s = s };
	struct import_result r = { .rows = 0 };
	struct import_options o = { .kind = s->kind, .path = s->path, .dry_run = true,
	    .matched = see_column, .arg = &l };
	struct import im = { .p = p, .db = p->db, .o = &o, .r = &r, .looks = true,
	    .row = { .notes = BUF_INIT, .identity = BUF_INIT } };
	struct stat st;
	bool ok;

	if (!practice_may(p, ACTION_IMPORT, e))
		return false;
	if (stat(s->path, &st) == 0 && !S_ISREG(st.st_mode)) {
		text_show(&shown, s->path, false);
		return err_set(e, ERR_INVALID, NULL, "%s is not an ordinary file.",
		    shown.s);
	}
	practice_import_mapping(s, &text);
	o.map_text = text.s;
	im.row.arena = arena_new();
	im.seen = import_seen_new();
	l.plan = &im.plan;
	ok = see(&im, s, e);
	import_end(&im);
	return ok;
}

/* --- choosing ------------------------------------------------------------------------ */

/* A mapping names a column by its header in the file. */
static bool
can_be_named(const struct import_columns_seen *s, size_t column, struct err *e)
{
	const char *name = s->columns[column].name, *c;
	size_t i;

	for (i = 0; i < s->n; i++)
		if (i != column && import_same_column(s->columns[i].name, name))
			return err_set(e, ERR_INVALID, NULL, "Columns %zu and %zu have "
			    "the same name: give one of them another in the file.",
			    (i < column ? i : column) + 1, (i < column ? column : i) + 1);
	c = name + strcspn(name, "\r\n");
	if (*c != '\0' || *name == '\0')
		return err_set(e, ERR_INVALID, NULL, "The name of column %zu is %s: give "
		    "it a plain name in the file.", column + 1, *name == '\0' ? "blank" :
		    "more than one line");
	return true;
}

static bool
is_known(const struct import_columns_seen *s, const char *field, struct err *e)
{
	bool known = strcmp(field, IMPORT_AS_NOTE) == 0 ||
	    strcmp(field, IMPORT_LEAVE_OUT) == 0;
	size_t i;

	for (i = 0; i < s->n_fields && !known; i++)
		known = strcmp(s->fields[i]->name, field) == 0;
	return known || err_set(e, ERR_INVALID, NULL, "%s have no field \"%.40s\".",
	    s->kind, field);
}

/* A field has only one column: the other one chosen for it so far, or NULL. */
static struct import_column *
other_of(struct import_columns_seen *s, size_t column, const char *field)
{
	size_t i;

	if (strcmp(field, IMPORT_AS_NOTE) == 0 || strcmp(field, IMPORT_LEAVE_OUT) == 0)
		return NULL;
	for (i = 0; i < s->n; i++)
		if (i != column && s->columns[i].chosen != NULL &&
		    strcmp(s->columns[i].chosen, field) == 0)
			return &s->columns[i];
	return NULL;
}

bool
practice_import_choose(struct practice *p, struct import_columns_seen *s, size_t column,
    const char *field, struct err *e)
{
	struct import_column *c = &s->columns[column], *other = other_of(s, column, field);
	char *was = c->chosen, *others = NULL;

	if (!can_be_named(s, column, e) || !is_known(s, field, e))
		return false;
	c->chosen = xstrdup(field);
	if (other != NULL) {
		others = other->chosen;
		other->chosen = NULL;
	}
	if (look(p, s, e)) {
		free(was);
		free(others);
		return true;
	}
	free(c->chosen);
	c->chosen = was;
	if (other != NULL)
		other->chosen = others;
	return false;
}

/* --- beginning ----------------------------------------------------------------------- */

static void
choose_kept(struct import_columns_seen *s, const char *column, const char *field)
{
	struct err e;
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->columns[i].name, column) == 0 && can_be_named(s, i, &e)) {
			free(s->columns[i].chosen);
			s->columns[i].chosen = xstrdup(field);
		}
}

/* A mapping file as the page of columns writes it. */
static bool
is_plain(const struct mapping *m)
{
	size_t i;

	for (i = 0; i < m->n_fields; i++)
		if (m->fields[i].n_parts != 1 || m->fields[i].n_values > 0 ||
		    m->fields[i].parts[0].kind != MAPPING_COLUMN)
			return false;
	return m->delimiter == 0 && m->encoding == NULL && m->date_format == NULL &&
	    m->time_format == NULL && m->date_order == NULL && m->n_create == 0 &&
	    m->key == NULL && m->format == NULL && m->items == NULL;
}

static bool
begin_with(struct practice *p, struct import_columns_seen *s, const struct mapping *m,
    struct err *e)
{
	size_t i;

	for (i = 0; i < m->n_fields; i++) {
		if (!is_known(s, m->fields[i].field, e))
			return false;
		choose_kept(s, m->fields[i].parts[0].text, m->fields[i].field);
	}
	for (i = 0; i < m->n_keep; i++)
		choose_kept(s, m->keep[i], IMPORT_AS_NOTE);
	for (i = 0; i < m->n_ignore; i++)
		choose_kept(s, m->ignore[i], IMPORT_LEAVE_OUT);
	return look(p, s, e);
}

struct import_columns_seen *
practice_import_columns(struct practice *p, const char *kind, const char *path,
    const char *preset, const char *map, struct err *e)
{
	struct import_columns_seen *s = xcalloc(1, sizeof(*s));
	struct mapping *m = map != NULL ? import_mapping_file(map, kind, e) : NULL;
	bool ok = map == NULL || m != NULL;

	if (m != NULL && !is_plain(m))
		ok = err_set(e, ERR_INVALID, NULL, "That mapping says more than which "
		    "column is which: change it in its file.");
	s->kind = xstrdup(kind);
	s->path = xstrdup(path);
	preset = m != NULL ? m->preset : preset;
	s->preset = preset != NULL ? xstrdup(preset) : NULL;
	ok = ok && look(p, s, e);
	if (ok && s->n == 0)
		ok = err_set(e, ERR_INVALID, NULL, "The file has no columns.");
	ok = ok && (m == NULL || begin_with(p, s, m, e));
	mapping_free(m);
	if (ok)
		return s;
	import_columns_free(s);
	return NULL;
}

/* --- in words ------------------------------------------------------------------------ */

#define WORDS_FIELDS 6

static void
add_words(const struct mapping *m, struct buf *out)
{
	size_t i;

	buf_addf(out, "%s:", m->kind);
	for (i = 0; i < m->n_fields && i < WORDS_FIELDS; i++) {
		const struct mapping_field *f = &m->fields[i];

		buf_addf(out, "%s %s", i > 0 ? "," : "", f->field);
		if (f->n_parts > 0)
			buf_addf(out, " = %s%s", f->parts[0].text,
			    f->n_parts > 1 ? " + …" : "");
	}
	if (m->n_fields > WORDS_FIELDS)
		buf_addf(out, " and %zu more", m->n_fields - WORDS_FIELDS);
	if (m->n_keep > 0)
		buf_addf(out, "; %zu kept as notes", m->n_keep);
	if (m->n_ignore > 0)
		buf_addf(out, "; %zu left out", m->n_ignore);
	if (m->preset != NULL)
		buf_addf(out, "; the rest as %s", m->preset);
}

void
practice_import_mapping_words(const char *path, struct buf *out)
{
	AUTO_BUF struct buf words = BUF_INIT, text = BUF_INIT, shown = BUF_INIT;
	struct mapping *m;
	struct err e;
	bool ok = import_mapping_text(path, &text, &shown, &e);
	size_t i;

	for (i = 0; ok && practice_import_kind(i) != NULL; i++) {
		m = mapping_read(text.s, shown.s, practice_import_kind(i), &e);
		if (m == NULL)
			continue;
		if (words.len > 0)
			buf_adds(&words, "; ");
		add_words(m, &words);
		mapping_free(m);
	}
	text_show(out, words.len > 0 ? words.s : "nothing that can be read as a mapping",
	    false);
}
