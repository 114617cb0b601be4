/*
 * preflight_chart.c - see preflight_chart.h.
 */
#include "practice/preflight_chart.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/limits.h"
#include "practice/watch.h"

#define KINDS 12		/* of products whose lots are kept */

/* What is the first that may be used, or stands in the way of using what is there. */
struct lots {
	bool kept, usable, stopped;
	struct buf words;
};

struct preflight_lot {
	char *words;		/* "lot 4711A of Tips" */
	date_day expires, recalled;	/* DATE_NONE: not known; it is not */
	bool on_hand;
};

/* Those of a kind of product. */
struct kind {
	const char *name;	/* borrowed from the template */
	struct preflight_lot *lots;	/* what ends first before the others */
	size_t n;
};

struct preflight_stock {
	struct watch watch;
	struct kind kinds[KINDS];
	size_t n;
};

static void
kind_free(struct kind *k)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		free(k->lots[i].words);
	free(k->lots);
}

static void
stock_empty(struct preflight_stock *s)
{
	while (s->n > 0)
		kind_free(&s->kinds[--s->n]);
}

void
preflight_stock_free(struct practice *p)
{
	if (p->stock != NULL)
		stock_empty(p->stock);
	free(p->stock);
	p->stock = NULL;
}

static bool
read_kind(struct db *db, const char *kind, struct kind *k, struct err *e)
{
	struct stmt *st = db_stmt(db, "preflight_lots");
	size_t cap = 0;

	*k = (struct kind){ .name = kind };
	stmt_set_text(st, "kind", kind);
	while (stmt_next(st)) {
		AUTO_BUF struct buf words = BUF_INIT;

		buf_adds(&words, "lot ");
		text_show(&words, stmt_text(st, "number"), false);
		buf_adds(&words, " of ");
		text_show(&words, stmt_text(st, "name"), false);
		GROW(k->lots, cap, k->n + 1);
		k->lots[k->n++] = (struct preflight_lot){ buf_steal(&words),
		    stmt_date(st, "expires"), stmt_date(st, "recalled_on"),
		    stmt_int(st, "on_hand") > 0 };
	}
	return stmt_end(st, e);
}

static void
note(const struct watch_change *w, void *arg)
{
	static const struct record_type *const types[] = { &record_product, &record_lot,
	    &record_lot_move, &record_chart_product };
	struct preflight_stock *s = arg;
	size_t i;

	for (i = 0; i < ARRAY_LEN(types); i++)
		if (w->type == NULL || w->type == types[i])
			stock_empty(s);
}

/* What is kept, without what has changed since; NULL: that could not be read. */
static struct preflight_stock *
stock_now(struct practice *p, struct err *e)
{
	if (p->stock == NULL) {
		p->stock = xcalloc(1, sizeof(*p->stock));
		if (watch_begin(p, &p->stock->watch, e))
			return p->stock;
		preflight_stock_free(p);
		return NULL;
	}
	return watch_changes(p, &p->stock->watch, note, p->stock, e) ? p->stock : NULL;
}

/* NULL: it could not be read. */
static const struct kind *
kind_of(struct practice *p, const char *name, struct err *e)
{
	struct preflight_stock *s = stock_now(p, e);
	struct kind read;
	size_t i;

	for (i = 0; s != NULL && i < s->n; i++)
		if (strcmp(s->kinds[i].name, name) == 0)
			return &s->kinds[i];
	if (s == NULL)
		return NULL;
	if (!read_kind(p->db, name, &read, e)) {
		kind_free(&read);
		return NULL;
	}
	if (s->n == KINDS)
		stock_empty(s);
	s->kinds[s->n] = read;
	return &s->kinds[s->n++];
}

static void
look_at(const struct preflight_lot *lot, date_day on, struct lots *l)
{
	char day[24];

	if (!lot->on_hand)
		return;
	l->usable = lot->recalled == DATE_NONE && (lot->expires == DATE_NONE ||
	    lot->expires >= on);
	if (!l->usable && l->stopped)
		return;
	buf_cut(&l->words, 0);
	buf_adds(&l->words, lot->words);
	l->stopped = !l->usable;
	if (lot->recalled != DATE_NONE)
		buf_addf(&l->words, " was recalled %s", date_to_words(lot->recalled, false, day));
	else if (lot->expires != DATE_NONE)
		buf_addf(&l->words, " %s %s", l->usable ? "to" : "expired",
		    date_to_words(lot->expires, false, day));
}

static bool
look(struct practice *p, const struct chart_item *use, date_day on, struct lots *l,
    struct err *e)
{
	const struct kind *k = kind_of(p, use->of, e);
	size_t i;

	l->kept = k != NULL && k->n > 0;
	for (i = 0; k != NULL && i < k->n && !l->usable; i++)
		look_at(&k->lots[i], on, l);
	return k != NULL;
}

bool
preflight_lots(struct practice *p, const struct chart_template *t, bool numbing, date_day on,
    struct preflight_answer *out, struct err *e)
{
	const struct chart_list *uses = &t->parts[CHART_USES];
	AUTO_BUF struct buf met = BUF_INIT, missing = BUF_INIT;
	size_t i;

	*out = (struct preflight_answer){ .met = true };
	for (i = 0; i < uses->n; i++) {
		const struct chart_item *use = &uses->items[i];
		struct lots l = { .words = BUF_INIT };
		struct buf *into = &missing;
		bool ok;

		if (strcmp(use->of, "any") == 0 || !(use->needed || (numbing &&
		    use->moment != NULL && strcmp(use->moment, "numbing") == 0)))
			continue;
		ok = look(p, use, on, &l, e);
		if (l.usable)
			into = &met;
		if (l.kept && into->len > 0)
			buf_adds(into, "; ");
		if (l.kept && l.words.len > 0) {
			buf_adds(into, l.words.s);
		} else if (l.kept) {
			text_show(into, use->label, false);
			buf_adds(into, ": none on hand by the book");
		}
		out->said |= l.kept;
		out->met &= !l.kept || l.usable;
		out->stops |= l.stopped && !l.usable;
		buf_free(&l.words);
		if (!ok)
			return false;
	}
	text_copy(out->sentence, sizeof(out->sentence), out->met ? met.s : missing.s);
	return true;
}

bool
preflight_depth(struct practice *p, const struct chart_template *t, const struct record *session,
    const struct record *client, int64_t order, date_day on, struct preflight_answer *out,
    struct err *e)
{
	AUTO_BUF struct buf s = BUF_INIT;
	struct limits l;
	struct err why;

	*out = (struct preflight_answer){ .met = true };
	if (!limits_read(p, record_int(session, "staff"), record_int(session, "device"), client, on,
	    t->step, &l, e))
		return false;
	limits_words_with(&l, order, &s);
	if (!limits_allow_modality(&l, t, &why)) {
		*out = (struct preflight_answer){ .stops = true };
		buf_cut(&s, 0);
		buf_adds(&s, why.text);
		if (s.len > 0 && s.s[s.len - 1] == '.')
			buf_cut(&s, s.len - 1);
	}
	out->said = s.len > 0;
	text_copy(out->sentence, sizeof(out->sentence), s.s);
	limits_free(&l);
	return true;
}
