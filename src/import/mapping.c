/*
 * mapping.c - the mapping of an import: a file, the choices on the page of columns, a
 * preset, or one of the first two over a preset.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/embed.h"
#include "import/inside.h"

#define MAPPING_MAX ((size_t)1024 * 1024)

/* --- over a preset ------------------------------------------------------------------ */

bool
import_same_column(const char *a, const char *b)
{
	AUTO_BUF struct buf one = BUF_INIT, other = BUF_INIT;

	import_header_key(&one, a);
	import_header_key(&other, b);
	return strcmp(a, b) == 0 || (one.len > 0 && strcmp(one.s, other.s) == 0);
}

static bool
is_listed(char *const *list, size_t n, const char *column)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (import_same_column(list[i], column))
			return true;
	return false;
}

/* The mapping's own entries, and how many, before the preset's are added. */
struct own {
	const struct mapping *m;
	size_t fields, keep, ignore;
};

static bool
claims(const struct own *own, const char *column)
{
	const struct mapping *m = own->m;
	size_t i, k;

	for (i = 0; i < own->fields; i++)
		for (k = 0; k < m->fields[i].n_parts; k++)
			if (m->fields[i].parts[k].kind == MAPPING_COLUMN &&
			    import_same_column(m->fields[i].parts[k].text, column))
				return true;
	return is_listed(m->keep, own->keep, column) ||
	    is_listed(m->ignore, own->ignore, column);
}

static void
take_field(struct mapping *m, const struct own *own, struct mapping_field *f)
{
	struct mapping_field *mine = NULL;
	size_t i;

	for (i = 0; i < own->fields && mine == NULL; i++)
		if (text_is(m->fields[i].field, f->field))
			mine = &m->fields[i];
	if (mine != NULL && mine->n_values == 0) {
		mine->values = f->values;
		mine->n_values = f->n_values;
		f->values = NULL;
		f->n_values = 0;
	}
	if (mine != NULL)
		return;
	for (i = 0; i < f->n_parts; i++)
		if (f->parts[i].kind == MAPPING_COLUMN && claims(own, f->parts[i].text))
			return;
	m->fields = xreallocarray(m->fields, m->n_fields + 1, sizeof(*m->fields));
	m->fields[m->n_fields] = *f;
	m->fields[m->n_fields++].shipped = true;
	*f = (struct mapping_field){ .field = NULL };
}

static void
take_list(const struct own *own, char ***list, size_t *n, char **from, size_t n_from)
{
	size_t i;

	for (i = 0; i < n_from; i++)
		if (!claims(own, from[i])) {
			*list = xreallocarray(*list, *n + 1, sizeof(**list));
			(*list)[(*n)++] = xstrdup(from[i]);
		}
}

static void
take_text(char **to, char **from)
{
	if (*to == NULL) {
		*to = *from;
		*from = NULL;
	}
}

/* Adds to `m` what it leaves open from the preset `base`, which is freed, except for
 * columns that `m` mentions. */
static void
put_under(struct mapping *m, struct mapping *base)
{
	const struct own own = { m, m->n_fields, m->n_keep, m->n_ignore };
	size_t i;

	for (i = 0; i < base->n_fields; i++)
		take_field(m, &own, &base->fields[i]);
	take_list(&own, &m->ignore, &m->n_ignore, base->ignore, base->n_ignore);
	take_list(&own, &m->keep, &m->n_keep, base->keep, base->n_keep);
	if (m->n_create == 0) {
		m->create = base->create;
		m->n_create = base->n_create;
		base->create = NULL;
		base->n_create = 0;
	}
	if (m->delimiter == 0)
		m->delimiter = base->delimiter;
	take_text(&m->encoding, &base->encoding);
	take_text(&m->date_format, &base->date_format);
	take_text(&m->time_format, &base->time_format);
	take_text(&m->date_order, &base->date_order);
	take_text(&m->format, &base->format);
	take_text(&m->items, &base->items);
	if (m->key == NULL) {
		m->key = base->key;
		m->n_key = base->n_key;
		base->key = NULL;
		base->n_key = 0;
	}
	mapping_free(base);
}

static struct mapping *
read_preset(const char *preset, const char *kind, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	AUTO_FREE char *name = xasprintf("presets/%s.ini", preset);
	const char *text = embed_find(name);

	text_show(&shown, preset, false);
	if (text != NULL)
		return mapping_read(text, shown.s, kind, e);
	err_set(e, ERR_NOTFOUND, NULL, "There is no preset \"%.80s\".", shown.s);
	return NULL;
}

static bool
over_preset(struct mapping *m, struct err *e)
{
	struct mapping *base = read_preset(m->preset, m->kind, e);

	if (base == NULL)
		return false;
	put_under(m, base);
	return true;
}

/* --- which one ---------------------------------------------------------------------- */

bool
import_mapping_text(const char *path, struct buf *text, struct buf *shown, struct err *e)
{
	if (!file_read(path, MAPPING_MAX, text, e))
		return false;
	text_show(shown, path, false);
	return text_bad_byte(text->s, text->len) < 0 ||
	    err_set(e, ERR_INVALID, NULL, "%s is not UTF-8 text.", shown->s);
}

struct mapping *
import_mapping_file(const char *path, const char *kind, struct err *e)
{
	AUTO_BUF struct buf text = BUF_INIT, shown = BUF_INIT;

	return import_mapping_text(path, &text, &shown, e) ?
	    mapping_read(text.s, shown.s, kind, e) : NULL;
}

bool
practice_mapping_tells(const char *preset, const char *path, const char *kind)
{
	struct err e = { .code = ERR_NONE };
	struct mapping *m = path != NULL ? import_mapping_file(path, kind, &e) :
	    read_preset(preset, kind, &e);

	mapping_free(m);
	return m != NULL || e.code != ERR_NOTFOUND;
}

bool
import_mapping_read(struct import *im, struct err *e)
{
	const struct import_options *o = im->o;

	if (o->map != NULL && o->preset != NULL)
		return err_set(e, ERR_USAGE, NULL,
		    "Name a mapping file or a preset, not both.");
	if (o->map != NULL)
		im->map = import_mapping_file(o->map, o->kind, e);
	else if (o->map_text != NULL)
		im->map = mapping_read(o->map_text, "What was chosen", o->kind, e);
	else
		im->map = mapping_new(o->kind);
	if (im->map != NULL && o->preset != NULL)
		im->map->preset = xstrdup(o->preset);
	return im->map != NULL && (im->map->preset == NULL || over_preset(im->map, e));
}
