/*
 * marked.c - see marked.h.
 */
#include "base/mem.h"
#include "practice/clients.h"
#include "practice/naming.h"
#include "practice/sessions.h"
#include "screens/child.h"
#include "screens/client/client.h"
#include "screens/marked.h"

static void
export(struct desk *d, const struct marked *m)
{
	struct page_query q = *m->query;

	q.rows = m->ids;
	q.n_rows = m->n;
	child_export_list(d, m->list, &q);
}

static const struct {
	const struct record_type *type;		/* NULL: any */
	enum act act;
	bool (*run)(struct practice *p, const int64_t *ids, size_t n, struct err *e);
	void (*ask)(struct desk *d, const struct marked *m);	/* asks first */
	const char *done, *many;
} table[] = {
	{ &record_client, ACT_archive, clients_archive, NULL, "Archived", "clients" },
	{ &record_client, ACT_newsletter, NULL, clients_newsletter, NULL, NULL },
	{ &record_session, ACT_confirm, sessions_confirm, NULL, "Confirmed", "visits" },
	{ NULL, ACT_export, NULL, export, NULL, NULL },
};

void
marked_do(struct desk *d, const struct marked *m, enum act a)
{
	AUTO_BUF struct buf more = BUF_INIT, what = BUF_INIT;
	char key[16];
	struct err e;
	size_t i;

	for (i = 0; i < ARRAY_LEN(table); i++)
		if (table[i].act == a && (table[i].type == NULL ||
		    table[i].type == m->list->type))
			break;
	if (i == ARRAY_LEN(table)) {
		ui_complain(d->ui, "%s (%s) works on one at a time; Esc clears the "
		    "marks.",
		    act_key(a, key), act_table[a].hint);
		return;
	}
	if (m->n == 0) {
		ui_complain(d->ui, "The marked rows are hidden here; nothing was "
		    "done.");
		return;
	}
	if (m->hidden > 0)
		buf_addf(&more, " %zu more %s hidden and left as %s.", m->hidden,
		    m->hidden == 1 ? "is" : "are", m->hidden == 1 ? "it was" :
		    "they were");
	if (table[i].ask != NULL) {
		table[i].ask(d, m);
		if (m->hidden > 0)
			ui_say(d->ui, "%s", more.s + 1);
		return;
	}
	if (!table[i].run(d->p, m->ids, m->n, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	desk_catch_up(d);
	if (m->n == 1)
		naming_add_id(d->p, m->list->type, m->ids[0], &what);
	else
		buf_addf(&what, "%zu %s", m->n, table[i].many);
	ui_say(d->ui, "%s: %s. u undoes %s.%s", table[i].done, what.s, m->n == 1 ? "it" :
	    "all of it", more.s);
	m->unmark(m->arg);
}

static void
unmark(void *marks)
{
	marks_clear(marks);
}

void
marked_visits(struct desk *d, date_day day, struct marks *marks, const int64_t *shown,
    size_t n, enum act a)
{
	AUTO_FREE int64_t *ids = xcalloc(marks->n, sizeof(*ids));
	char iso[DATE_ISO_SIZE];
	struct page_query query = { .of_text = date_to_iso(day, iso) };
	struct marked m = { .list = &page_day_visits, .query = &query, .ids = ids,
	    .unmark = unmark, .arg = marks };
	size_t i;

	for (i = 0; i < n; i++)
		if (marks_has(marks, shown[i]))
			ids[m.n++] = shown[i];
	m.hidden = marks->n - m.n;
	marked_do(d, &m, a);
}
