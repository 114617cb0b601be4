/*
 * evidence.c - see evidence.h.
 */
#include "export/evidence.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "exchange/json.h"
#include "export/paper.h"
#include "practice/history.h"
#include "practice/naming.h"
#include "practice/picks.h"
#include "practice/rescreen.h"
#include "practice/sign.h"

struct row {
	char *label, *text;	/* text may have several lines */
};

struct section {
	char *title;
	struct row *rows;
	size_t n, cap;
};

struct evidence {
	struct practice *p;
	char name[200];
	struct section *sections;
	size_t n, cap;
	long signatures, problems;
	const char *what;	/* the record whose history is read */
	int64_t entry;		/* the journal's entry that is being put into a row */
	struct buf changes;	/* … what it changed */
	struct err *e;
};

/* --- what it is made of --------------------------------------------------------------------- */

static void
begin_section(struct evidence *ev, const char *title)
{
	GROW(ev->sections, ev->cap, ev->n + 1);
	ev->sections[ev->n++] = (struct section){ .title = xstrdup(title) };
}

static void
add(struct evidence *ev, const char *label, const char *text)
{
	struct section *s = &ev->sections[ev->n - 1];

	GROW(s->rows, s->cap, s->n + 1);
	s->rows[s->n++] = (struct row){ xstrdup(label), xstrdup(text) };
}

static void
evidence_free(struct evidence *ev)
{
	size_t i, j;

	for (i = 0; i < ev->n; i++) {
		for (j = 0; j < ev->sections[i].n; j++) {
			free(ev->sections[i].rows[j].label);
			free(ev->sections[i].rows[j].text);
		}
		free(ev->sections[i].rows);
		free(ev->sections[i].title);
	}
	free(ev->sections);
	buf_free(&ev->changes);
}

/* A value as people read it; a link by what it leads to. */
static bool
add_value(struct evidence *ev, const struct field *f, const struct value *v, struct buf *out)
{
	if (f->type == FIELD_LINK)
		return pick_name(ev->p, record_type_find(f->link), v->i, out, ev->e);
	field_show(f, &ev->p->context, v, out);
	return true;
}

/* Is it told already: the link to the record above, or the answers in one piece? */
static bool
is_told(const struct record *r, const struct field *f)
{
	return (r->type == &record_screening && strcmp(f->name, "answers") == 0) ||
	    (f->type == FIELD_LINK && (strcmp(f->name, "session") == 0 ||
	    strcmp(f->name, "chart") == 0) && r->type != &record_session);
}

/* A row a field. */
static bool
add_fields(struct evidence *ev, const struct record *r)
{
	size_t i;

	for (i = 0; i < r->type->n_fields; i++) {
		const struct field *f = &r->type->fields[i];
		AUTO_BUF struct buf text = BUF_INIT;

		if (r->values[i].kind == VALUE_NULL || is_told(r, f))
			continue;
		if (!add_value(ev, f, &r->values[i], &text))
			return false;
		add(ev, f->label, text.s);
	}
	return true;
}

/* The whole record in one row. */
static bool
add_record(struct evidence *ev, const char *label, const struct record *r)
{
	AUTO_BUF struct buf text = BUF_INIT;
	size_t i;

	for (i = 0; i < r->type->n_fields; i++) {
		const struct field *f = &r->type->fields[i];

		if (r->values[i].kind == VALUE_NULL || is_told(r, f))
			continue;
		buf_addf(&text, "%s%s: ", text.len > 0 ? "; " : "", f->label);
		if (!add_value(ev, f, &r->values[i], &text))
			return false;
	}
	add(ev, label, text.s);
	return true;
}

/* --- the journal -------------------------------------------------------------------------- */

static void
add_change(struct evidence *ev)
{
	AUTO_FREE char *label = xasprintf("Entry %" PRId64, ev->entry);

	if (ev->entry != 0)
		add(ev, label, ev->changes.s);
	buf_cut(&ev->changes, 0);
	ev->entry = 0;
}

static bool
hear_history(const struct history_line *l, void *arg)
{
	static const char *const ops[] = { "made", "changed", "removed", "erased" };
	struct evidence *ev = arg;
	const char *op = strchr("IUD-", l->op);
	char iso[CLOCK_ISO_SIZE];

	if (ev->entry != l->entry) {
		add_change(ev);
		ev->entry = l->entry;
		buf_addf(&ev->changes, "%s, %s: %s %s", clock_iso(l->at, iso), l->who, ev->what,
		    ops[op != NULL ? op - "IUD-" : 1]);
	}
	if (l->field != NULL && l->op == 'U')
		buf_addf(&ev->changes, ", %s", l->field->label);
	return true;
}

static bool
add_history(struct evidence *ev, const struct record_type *t, int64_t id)
{
	bool ok;

	err_clear(ev->e);
	ev->what = t->label;
	ok = practice_history(ev->p, t->name, id, hear_history, ev, ev->e) ||
	    ev->e->code == ERR_NOTFOUND;	/* it came with the file */
	add_change(ev);
	return ok;
}

/* --- the sections --------------------------------------------------------------------------- */

struct ids {
	int64_t list[200];
	size_t n;
};

static bool
ids_of(struct evidence *ev, const char *query, const char *parameter, int64_t of,
    struct ids *out)
{
	struct stmt *st = db_stmt(ev->p->db, query);

	out->n = 0;
	stmt_set_int(st, parameter, of);
	while (out->n < ARRAY_LEN(out->list) && stmt_next(st))
		out->list[out->n++] = stmt_int(st, "id");
	return stmt_end(st, ev->e);
}

/* A section of all rows of a type, a row each; none where there are none. */
static bool
add_rows(struct evidence *ev, const char *title, const struct record_type *t,
    const char *query, const char *parameter, int64_t of)
{
	struct ids ids;
	size_t i;

	if (!ids_of(ev, query, parameter, of, &ids))
		return false;
	if (ids.n > 0)
		begin_section(ev, title);
	for (i = 0; i < ids.n; i++) {
		AUTO_RECORD struct record *r = db_get(ev->p->db, t, ids.list[i], ev->e);
		AUTO_FREE char *label = xasprintf("%zu", i + 1);

		if (r == NULL || !add_record(ev, label, r))
			return false;
	}
	return true;
}

static bool
add_finding(struct evidence *ev, const struct rescreen *r, const struct screening_finding *f)
{
	AUTO_BUF struct buf words = BUF_INIT;

	rescreen_words(r->checklist, f, &words);
	if (f->rule != NULL && !record_is_null(f->rule, "guidance"))
		buf_addf(&words, ": %s", record_text(f->rule, "guidance"));
	if (f->rule != NULL)
		buf_addf(&words, "\nSource: %s", record_text(f->rule, "source"));
	add(ev, "Rule", words.s);
	return true;
}

static bool
add_screening(struct evidence *ev, int64_t id)
{
	struct rescreen r = { .screening = NULL };
	size_t i;
	bool ok;

	if (id == 0)
		return true;
	begin_section(ev, "Screening");
	ok = rescreen_of(ev->p, id, &r, ev->e) && add_fields(ev, r.screening);
	for (i = 0; ok && i < r.checklist->n_items; i++)
		if (r.answers[i] != NULL) {
			AUTO_BUF struct buf text = BUF_INIT;
			struct value v = { VALUE_TEXT, 0, r.answers[i] };

			field_show(&r.checklist->fields[i], &ev->p->context, &v, &text);
			add(ev, r.checklist->fields[i].label, text.s);
		}
	for (i = 0; ok && i < r.result.n_findings; i++)
		ok = add_finding(ev, &r, &r.result.findings[i]);
	rescreen_free(&r);
	return ok;
}

/* The words of the edition that was signed or given. */
static bool
add_document(struct evidence *ev, const char *title, int64_t id)
{
	AUTO_RECORD struct record *d = id != 0 ? db_get(ev->p->db, &record_document, id, ev->e) :
	    NULL;

	if (id == 0)
		return true;
	if (d == NULL)
		return false;
	begin_section(ev, title);
	add(ev, record_text(d, "title"), record_text(d, "body"));
	return true;
}

static bool
add_consent(struct evidence *ev, int64_t id)
{
	AUTO_RECORD struct record *c = id != 0 ? db_get(ev->p->db, &record_consent, id, ev->e) :
	    NULL;

	if (id == 0)
		return true;
	if (c == NULL)
		return false;
	begin_section(ev, "Consent");
	return add_fields(ev, c) &&
	    add_document(ev, "What was agreed to", record_int(c, "document"));
}

static bool
add_act(const struct sign_line *l, void *arg)
{
	struct evidence *ev = arg;
	char iso[CLOCK_ISO_SIZE];
	AUTO_FREE char *text = xasprintf("%s, %s%s%s\nSHA-256 %s of:\n%s", clock_iso(l->at, iso),
	    l->by, *l->words != '\0' ? ": " : "", l->words, l->digest, l->text);

	add(ev, sign_act_label(l->act), text);
	return true;
}

static void
hear_fault(const char *sentence, void *arg)
{
	add(arg, "FAULT", sentence);
}

static bool
add_signatures(struct evidence *ev, int64_t session)
{
	AUTO_FREE char *good = NULL;

	begin_section(ev, "Signatures");
	if (!sign_lines(ev->p, session, add_act, ev, ev->e) ||
	    !sign_verify(ev->p, session, hear_fault, ev, &ev->signatures, &ev->problems, ev->e))
		return false;
	good = ev->signatures == 0 ? xstrdup("nothing is signed") :
	    xasprintf("%ld of %ld: every digest is that of its text, and the file says what was "
	    "signed", ev->signatures, ev->signatures);
	if (ev->problems == 0)
		add(ev, "Verified", good);
	return true;
}

static bool
add_journal(struct evidence *ev, int64_t session, int64_t chart)
{
	static const struct { const struct record_type *t; const char *query; } of_chart[] = {
		{ &record_chart_line, "sign_lines" }, { &record_chart_product, "sign_products" },
	};
	struct ids ids;
	size_t i, j;

	begin_section(ev, "Journal");
	if (!add_history(ev, &record_session, session) ||
	    (chart != 0 && !add_history(ev, &record_chart, chart)))
		return false;
	for (i = 0; chart != 0 && i < ARRAY_LEN(of_chart); i++) {
		if (!ids_of(ev, of_chart[i].query, "chart", chart, &ids))
			return false;
		for (j = 0; j < ids.n; j++)
			if (!add_history(ev, of_chart[i].t, ids.list[j]))
				return false;
	}
	return true;
}

static bool
add_chart(struct evidence *ev, int64_t id)
{
	AUTO_RECORD struct record *c = db_get(ev->p->db, &record_chart, id, ev->e);

	if (c == NULL || !add_screening(ev, record_int(c, "screening")) ||
	    !add_consent(ev, record_int(c, "consent")))
		return false;
	begin_section(ev, "Chart");
	return add_fields(ev, c) &&
	    add_rows(ev, "Zones", &record_chart_line, "sign_lines", "chart", id) &&
	    add_rows(ev, "Products and lots", &record_chart_product, "sign_products", "chart",
	    id) && add_document(ev, "Aftercare given", record_int(c, "aftercare"));
}

static bool
gather(struct evidence *ev, int64_t session)
{
	AUTO_RECORD struct record *s = db_get(ev->p->db, &record_session, session, ev->e);
	AUTO_BUF struct buf name = BUF_INIT;
	struct sign_visit look;

	if (s == NULL || !sign_look(ev->p, session, &look, ev->e))
		return false;
	naming_add(ev->p, s, &name);
	text_copy(ev->name, sizeof(ev->name), name.s);
	begin_section(ev, "Visit");
	return add_fields(ev, s) && (look.chart == 0 || add_chart(ev, look.chart)) &&
	    add_rows(ev, "Files", &record_attachment, "evidence_files", "session", session) &&
	    add_rows(ev, "Follow-ups", &record_follow_up, "evidence_follow_ups", "session",
	    session) &&
	    add_rows(ev, "Adverse events", &record_adverse_event, "evidence_events", "session",
	    session) &&
	    add_signatures(ev, session) && add_journal(ev, session, look.chart);
}

/* --- out ------------------------------------------------------------------------------------- */

static void
print_row(struct paper *x, const struct row *r)
{
	const char *at = r->text, *end;
	AUTO_FREE char *first = xstrndup(at, strcspn(at, "\n"));
	AUTO_FREE char *line = xasprintf("%s: %s", r->label, first);

	paper_line(x, line);
	for (at += strcspn(at, "\n"); *at == '\n'; at = end) {
		end = at + 1 + strcspn(at + 1, "\n");
		AUTO_FREE char *next = xstrndup(at + 1, (size_t)(end - at - 1));

		paper_line(x, next);
	}
}

static void
print_paper(const struct evidence *ev, const struct paper_format *format, FILE *f)
{
	struct paper x;
	size_t i, j;

	paper_begin(&x, format, f, ev->name);
	paper_page(&x, ev->name, ev->problems == 0 ? "Every signature verifies." :
	    "NOT what was signed: see Signatures.");
	for (i = 0; i < ev->n; i++) {
		paper_block(&x, "", ev->sections[i].title, "");
		for (j = 0; j < ev->sections[i].n; j++)
			print_row(&x, &ev->sections[i].rows[j]);
	}
	paper_end(&x);
}

static void
print_json(const struct evidence *ev, FILE *f)
{
	struct json j;
	size_t i, k;

	json_start(&j, f, false);
	json_object(&j);
	json_key(&j, "visit");
	json_text(&j, ev->name);
	json_key(&j, "signatures");
	json_int(&j, ev->signatures);
	json_key(&j, "verifies");
	json_bool(&j, ev->problems == 0);
	json_key(&j, "sections");
	json_array(&j);
	for (i = 0; i < ev->n; i++) {
		json_object(&j);
		json_key(&j, "title");
		json_text(&j, ev->sections[i].title);
		json_key(&j, "rows");
		json_array(&j);
		for (k = 0; k < ev->sections[i].n; k++) {
			json_object(&j);
			json_key(&j, "label");
			json_text(&j, ev->sections[i].rows[k].label);
			json_key(&j, "text");
			json_text(&j, ev->sections[i].rows[k].text);
			json_close(&j);
		}
		json_close(&j);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	json_finish(&j);
}

bool
evidence_write(struct practice *p, int64_t session, const char *format, const char *target,
    struct err *e)
{
	bool json = format != NULL && strcmp(format, "json") == 0, ok;
	const struct paper_format *paper = json ? NULL : paper_format_named(format, e);
	AUTO_FREE char *label = xasprintf("export session %" PRId64, session);
	struct evidence ev = { .p = p, .changes = BUF_INIT, .e = e };
	struct file_out *out = NULL;

	if ((!json && paper == NULL) || !practice_may(p, ACTION_READ_MEDICAL, e) ||
	    !db_note(p->db, "export", label, e))
		return false;
	ok = gather(&ev, session) && (out = file_out_open(target, e)) != NULL;
	if (ok && json)
		print_json(&ev, file_out_stream(out));
	else if (ok)
		print_paper(&ev, paper, file_out_stream(out));
	evidence_free(&ev);
	return ok && file_out_commit(out, e);
}
