/*
 * preflight_chart.c - see preflight_chart.h.
 */
#include "practice/preflight_chart.h"

#include <string.h>

#include "base/text.h"
#include "db/db.h"
#include "practice/limits.h"

/* What is the first that may be used, or stands in the way of using what is there. */
struct lots {
	bool kept, usable, stopped;
	struct buf words;
};

static void
add_lot(struct stmt *st, struct buf *out)
{
	buf_adds(out, "lot ");
	text_show(out, stmt_text(st, "number"), false);
	buf_adds(out, " of ");
	text_show(out, stmt_text(st, "name"), false);
}

static void
look_at(struct stmt *st, date_day on, struct lots *l)
{
	date_day expires = stmt_date(st, "expires"), recalled = stmt_date(st, "recalled_on");
	char day[24];

	l->kept = true;
	if (stmt_int(st, "on_hand") <= 0)
		return;
	l->usable = recalled == DATE_NONE && (expires == DATE_NONE || expires >= on);
	if (!l->usable && l->stopped)
		return;
	buf_cut(&l->words, 0);
	add_lot(st, &l->words);
	l->stopped = !l->usable;
	if (recalled != DATE_NONE)
		buf_addf(&l->words, " was recalled %s", date_to_words(recalled, false, day));
	else if (expires != DATE_NONE)
		buf_addf(&l->words, " %s %s", l->usable ? "to" : "expired",
		    date_to_words(expires, false, day));
}

static bool
look(struct practice *p, const struct chart_item *use, date_day on, struct lots *l,
    struct err *e)
{
	struct stmt *st = db_stmt(p->db, "preflight_lots");

	stmt_set_text(st, "kind", use->of);
	while (!l->usable && stmt_next(st))
		look_at(st, on, l);
	return stmt_end(st, e);
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
