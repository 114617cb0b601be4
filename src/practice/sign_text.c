/*
 * sign_text.c - see sign_text.h.
 */
#include "practice/sign_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/mem.h"
#include "db/db.h"

#define LONG_VALUE 200		/* bytes; more: the digest */

static const struct record_type *const types[] = {
	&record_session, &record_chart, &record_chart_line, &record_chart_product,
	&record_screening, &record_consent,
};

bool
sign_labels(struct db *db, const char *body, const char *path, struct sign_labels *out,
    struct err *e)
{
	struct stmt *st = db_stmt(db, "sign_labels");
	size_t cap = 0;

	stmt_set_text(st, "body", body);
	stmt_set_text(st, "path", path);
	while (stmt_next(st)) {
		GROW(out->list, cap, out->n + 1);
		out->list[out->n].code = xstrdup(stmt_text(st, "code"));
		out->list[out->n++].label = xstrdup(stmt_text(st, "label"));
	}
	return stmt_end(st, e);
}

const char *
sign_label(const struct sign_labels *l, const char *code)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (strcmp(l->list[i].code, code) == 0)
			return l->list[i].label;
	return "";
}

void
sign_labels_free(struct sign_labels *l)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		free(l->list[i].code);
		free(l->list[i].label);
	}
	free(l->list);
	*l = (struct sign_labels){ NULL, 0 };
}

struct text {
	struct db *db;
	struct buf *out;
	size_t fields[ARRAY_LEN(types)];	/* so many of each type */
	struct sign_labels zones;
	struct err *e;
};

static void
add_value(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		if (strchr("\\;\n", *s) != NULL)
			buf_addc(out, '\\');
		buf_addc(out, *s == '\n' ? 'n' : *s);
	}
}

static bool
add_link(struct text *t, const struct field *f, int64_t id)
{
	const struct record_type *to = record_type_find(f->link);
	AUTO_BUF struct buf name = BUF_INIT;

	if (to != &record_client)
		buf_addf(t->out, "%" PRId64, id);
	buf_addc(t->out, '=');
	if (to != &record_client && to->name_field == NULL)
		return true;
	AUTO_RECORD struct record *r = db_get(t->db, to, id, t->e);
	if (r == NULL)
		return false;
	if (to == &record_client)
		client_display_name(r, &name);
	else
		buf_adds(&name, record_text(r, to->name_field));
	add_value(t->out, name.s);
	return true;
}

static bool
add_field(struct text *t, const struct record *r, const struct field *f)
{
	const struct value *v = record_value(r, f->name);
	char hex[DIGEST_HEX_SIZE];

	if (f->type == FIELD_LINK) {
		buf_addf(t->out, "%s@", f->name);
		return add_link(t, f, v->i);
	}
	if (r->type == &record_chart_line && strcmp(f->name, "zone") == 0) {
		buf_addf(t->out, "zone@%s=", v->s);
		add_value(t->out, sign_label(&t->zones, v->s));
		return true;
	}
	buf_addf(t->out, "%s=", f->name);
	if (v->kind == VALUE_INT)
		buf_addf(t->out, "%" PRId64, v->i);
	else if (strlen(v->s) > LONG_VALUE)
		buf_addf(t->out, "sha256 %s", digest_sha256(v->s, strlen(v->s), hex));
	else
		add_value(t->out, v->s);
	return true;
}

static bool
add_record(struct text *t, size_t type, const struct record *r)
{
	const struct field *f;
	bool any = false;
	size_t i;

	buf_addf(t->out, "%s:", types[type]->name);
	for (i = 0; i < t->fields[type]; i++) {
		f = &r->type->fields[i];
		if ((f->flags & FIELD_FROZEN) == 0 || r->values[i].kind == VALUE_NULL)
			continue;
		buf_adds(t->out, any ? "; " : " ");
		any = true;
		if (!add_field(t, r, f))
			return false;
	}
	buf_addc(t->out, '\n');
	return true;
}

static bool
add_one(struct text *t, size_t type, int64_t id)
{
	AUTO_RECORD struct record *r = NULL;

	if (id == 0)
		return true;
	r = db_get(t->db, types[type], id, t->e);
	return r != NULL && add_record(t, type, r);
}

/* Those of a chart, in their order. */
static bool
add_rows(struct text *t, size_t type, const char *query, int64_t chart)
{
	struct stmt *st = db_stmt(t->db, query);
	int64_t *ids = NULL;
	size_t n, i;
	bool ok;

	stmt_set_int(st, "chart", chart);
	ok = stmt_ids(st, &ids, &n, t->e);
	for (i = 0; ok && i < n; i++)
		ok = add_one(t, type, ids[i]);
	free(ids);
	return ok;
}

/* How many fields of each type: all, or as the second line of `as` has them. */
static bool
count_fields(struct text *t, const char *as)
{
	const char *at = as != NULL ? strchr(as, '\n') : NULL;
	size_t i, n;
	char name[32];
	int read;

	at = at != NULL && strncmp(at, "\nfields:", 8) == 0 ? at + 8 : NULL;
	for (i = 0; i < ARRAY_LEN(types); i++) {
		t->fields[i] = types[i]->n_fields;
		if (as == NULL)
			continue;
		if (at == NULL || sscanf(at, " %31[a-z_] %zu%n", name, &n, &read) != 2 ||
		    strcmp(name, types[i]->name) != 0 || n > types[i]->n_fields)
			return err_set(t->e, ERR_INVALID, NULL,
			    "What was signed is not in a form that this program knows.");
		t->fields[i] = n;
		at += read + (at[read] == ';');
	}
	return true;
}

static void
add_head(struct text *t)
{
	size_t i;

	buf_addf(t->out, "chairside visit, form %d\nfields:", SIGN_FORM);
	for (i = 0; i < ARRAY_LEN(types); i++)
		buf_addf(t->out, "%s %s %zu", i > 0 ? ";" : "", types[i]->name, t->fields[i]);
	buf_addc(t->out, '\n');
}

bool
sign_text(struct db *db, int64_t session, const char *as, struct buf *out,
    struct err *e)
{
	struct text t = { .db = db, .out = out, .e = e };
	AUTO_RECORD struct record *visit = db_get(db, &record_session, session, e);
	AUTO_RECORD struct record *chart = NULL, *template = NULL;
	struct stmt *st;
	int64_t id = 0;
	bool ok;

	if (visit == NULL || !count_fields(&t, as))
		return false;
	st = db_stmt(db, "sign_chart");
	stmt_set_int(st, "session", session);
	if (stmt_next(st))
		id = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return false;
	if (id == 0)
		return err_set(e, ERR_NOTFOUND, NULL, "This visit has no chart yet.");
	chart = db_get(db, &record_chart, id, e);
	if (chart == NULL)
		return false;
	template = db_get(db, &record_chart_template, record_int(chart, "template"), e);
	if (template == NULL)
		return false;
	ok = sign_labels(db, record_text(template, "body"), "$.zones", &t.zones, e);
	add_head(&t);
	ok = ok && add_record(&t, 0, visit) && add_record(&t, 1, chart) &&
	    add_rows(&t, 2, "sign_lines", id) && add_rows(&t, 3, "sign_products", id) &&
	    add_one(&t, 4, record_int(chart, "screening")) &&
	    add_one(&t, 5, record_int(chart, "consent"));
	sign_labels_free(&t.zones);
	return ok;
}

/* An item of a text, in its line. */
struct item {
	const char *line, *at;
	size_t n;		/* bytes, without what it is called */
	const char *next;
};

static struct item
next_item(const struct item *was)
{
	struct item i = { .line = was->line, .at = was->next };
	const char *s = i.at, *equals;
	size_t n;

	if (s > i.line && s[-1] == '\n')
		i.line = s;
	for (n = 0; s[n] != '\0' && s[n] != '\n' && s[n] != ';'; n++)
		n += s[n] == '\\' && s[n + 1] != '\0';
	equals = memchr(s, '=', n);
	i.n = equals != NULL && memchr(s, '@', (size_t)(equals - s)) != NULL ?
	    (size_t)(equals - s) : n;
	i.next = s + n + (s[n] != '\0');
	return i;
}

void
sign_text_difference(const char *was, const char *is, struct buf *out)
{
	struct item a = { .line = was, .next = was }, b = { .line = is, .next = is };
	const struct item *which;
	size_t type;

	while (*a.next != '\0' || *b.next != '\0') {
		a = next_item(&a);
		b = next_item(&b);
		if (a.n == b.n && memcmp(a.at, b.at, a.n) == 0)
			continue;
		/* one has a field more at the end of its line, or a line more */
		which = a.n == 0 || (a.at == a.line && b.at > b.line) ? &b : &a;
		type = strcspn(which->line, ":\n");
		buf_add(out, which->line, type);
		buf_adds(out, ":");
		if (which->at == which->line)
			buf_add(out, which->at + type + 1,
			    strcspn(which->at + type + 1, "@=;\n"));
		else
			buf_add(out, which->at, strcspn(which->at, "@=;\n"));
		return;
	}
}
