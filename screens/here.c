/*
 * here.c - see here.h.
 */
#include "screens/here.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/here.h"
#include "practice/history.h"

/* The screen in front, or below its dialogs. */
static const struct screen *
front(const struct desk *d)
{
	const struct screen *s = ui_top(d->ui);

	while (s != NULL && s->ops->overlay)
		s = s->below;
	return s;
}

static enum here
what_of(const struct screen *s)
{
	static const struct { const char *name; enum here what; } each[] = {
		{ "form", HERE_FORM }, { "chart", HERE_CHART }, { "checkout", HERE_CHECKOUT },
		{ "screening", HERE_SCREENING },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(each); i++)
		if (strcmp(s->ops->name, each[i].name) == 0)
			return each[i].what;
	return HERE_PAGE;
}

bool
here_look(struct desk *d)
{
	AUTO_BUF struct buf now = BUF_INIT;
	const struct screen *s = front(d);

	here_is(d->p, s != NULL ? s->client : 0, s != NULL ? what_of(s) : HERE_PAGE);
	here_add_others(d->p, &now);
	if (now.len == d->others.len &&
	    (now.len == 0 || memcmp(now.s, d->others.s, now.len) == 0))
		return false;
	buf_cut(&d->others, 0);
	buf_add(&d->others, now.s, now.len);
	return true;
}

/* --- what they changed ------------------------------------------------------------------ */

struct change_words {
	int64_t entry;		/* from this one on */
	int64_t last;
	instant at;
	struct buf *out;
	int n;
};

#define NAMED 4			/* fields in a sentence */

static bool
add_field(const struct history_line *line, void *arg)
{
	struct change_words *w = arg;

	if (line->entry < w->entry || line->field == NULL)
		return true;
	w->at = line->at;
	if (w->n++ < NAMED)
		buf_addf(w->out, "%s%s", w->n > 1 ? ", " : "", line->field->label);
	return true;
}

void
here_add_change(struct desk *d, const struct desk_change *c, struct buf *out)
{
	struct change_words w = { .entry = c->entry, .out = out };
	char time[DATE_TIME_SIZE];
	date_day day;
	int minutes, seconds;
	struct err e;

	buf_addf(out, "%s changed ", c->who);
	/* what this login may not see is not named */
	if (!practice_history(d->p, c->type->name, c->row, add_field, &w, &e) || w.n == 0) {
		buf_adds(out, "this");
		return;
	}
	if (w.n > NAMED)
		buf_addf(out, " and %d more", w.n - NAMED);
	clock_local(w.at, &day, &minutes, &seconds);
	buf_addf(out, ", %s", date_format_time(minutes, d->p->context.twelve_hour, time));
}

void
here_tell(struct desk *d, const struct desk_changes *all)
{
	const struct screen *s = front(d);
	AUTO_BUF struct buf said = BUF_INIT;
	size_t i;

	/* a form says so itself */
	if (s == NULL || s->client == 0 || ui_mode(d->ui) != MODE_LIST)
		return;
	for (i = all->n; i-- > 0; )
		if (!all->list[i].mine && all->list[i].type == &record_client &&
		    all->list[i].row == s->client)
			break;
	if (i < all->n) {
		here_add_change(d, &all->list[i], &said);
		ui_say(d->ui, "%s.", said.s);
	}
}
