/*
 * marked.c - see marked.h.
 */
#include "base/mem.h"
#include "practice/clients.h"
#include "practice/sessions.h"
#include "screens/marked.h"

static const struct {
	const struct record_type *type;
	enum act act;
	bool (*run)(struct practice *p, const int64_t *ids, size_t n, struct err *e);
	const char *done, *one, *many;
} table[] = {
	{ &record_client, ACT_archive, clients_archive, "Archived", "client", "clients" },
	{ &record_session, ACT_confirm, sessions_confirm, "Confirmed", "visit",
	  "visits" },
};

bool
marked_do(struct desk *d, const struct record_type *t, enum act a,
    const int64_t *ids, size_t n, size_t hidden)
{
	AUTO_BUF struct buf more = BUF_INIT;
	char key[16];
	struct err e;
	size_t i;

	for (i = 0; i < ARRAY_LEN(table); i++)
		if (table[i].type == t && table[i].act == a)
			break;
	if (i == ARRAY_LEN(table)) {
		ui_complain(d->ui, "%s (%s) works on one at a time; Esc clears the "
		    "marks.",
		    act_key(a, key), act_table[a].hint);
		return false;
	}
	if (n == 0) {
		ui_complain(d->ui, "The marked rows are hidden here; nothing was "
		    "done.");
		return false;
	}
	if (!table[i].run(d->p, ids, n, &e)) {
		ui_err(d->ui, &e);
		return false;
	}
	desk_wrote(d);
	if (hidden > 0)
		buf_addf(&more, " %zu more %s hidden and left as %s.", hidden,
		    hidden == 1 ? "is" : "are", hidden == 1 ? "it was" : "they were");
	ui_say(d->ui, "%s: %zu %s. u undoes all of it.%s", table[i].done, n,
	    n == 1 ? table[i].one : table[i].many, more.s);
	return true;
}
