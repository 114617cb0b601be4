/*
 * slot.c - is that time free? See slot.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/rules.h"
#include "practice/slot_inside.h"


/* --- what is taken ---------------------------------------------------------------------- */

void
slot_use_add(struct slot_uses *u, const struct slot_use *use)
{
	GROW(u->list, u->cap, u->n + 1);
	u->list[u->n++] = *use;
}

static void
add_use(struct slot_uses *u, struct slot_use use, enum slot_kind kind, int64_t place,
    int64_t begins, int64_t ends)
{
	use.kind = kind;
	use.place = place;
	use.begins = begins;
	use.ends = ends;
	if (place != 0)
		slot_use_add(u, &use);
}

/* Reads the columns that slot_visits and slot_beside share. */
static void
read_visit(struct stmt *st, struct slot_visit *v)
{
	struct slot_want *w = &v->want;

	w->session = stmt_int(st, "id");
	w->coming = stmt_int(st, "coming");
	v->client = stmt_int(st, "client");
	w->service = stmt_int(st, "service");
	w->staff = stmt_int(st, "staff");
	w->room = stmt_int(st, "room");
	w->device = stmt_int(st, "device");
	w->date = stmt_date(st, "date");
	w->start = (int)stmt_int_in(st, "start", 0, DAY_MINUTES - 1);
	w->numbing = (int)stmt_int_in(st, "numbing", 0, DAY_MINUTES);
	w->minutes = (int)stmt_int_in(st, "minutes", 0, DAY_MINUTES);
	w->cleanup = (int)stmt_int_in(st, "cleanup", 0, DAY_MINUTES);
}

static void
set_days(struct stmt *st, date_day first, date_day last)
{
	char iso[DATE_ISO_SIZE];

	stmt_set_text(st, "first", date_to_iso(first, iso));
	stmt_set_text(st, "last", date_to_iso(last, iso));
}

bool
slot_visits_read(struct practice *p, date_day first, date_day last, struct slot_uses *uses,
    void (*fn)(const struct slot_visit *, void *), void *arg, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "slot_visits");
	struct slot_visit v;

	set_days(st, first, last);
	uses->n = 0;
	while (stmt_next(st)) {
		read_visit(st, &v);
		slot_use_want(uses, &v.want, v.client);
		if (fn == NULL)
			continue;
		v.version = stmt_int(st, "version");
		v.status = stmt_choice(st, "status",
		    record_field(&record_session, "status")->choices);
		fn(&v, arg);
	}
	return stmt_end(st, e);
}

bool
slot_uses_read(struct practice *p, date_day first, date_day last, struct slot_uses *uses,
    struct err *e)
{
	return slot_visits_read(p, first, last, uses, NULL, NULL, e);
}

bool
slot_beside_read(struct practice *p, const struct slot_want *w, struct slot_uses *uses,
    struct err *e)
{
	struct stmt *st = db_stmt(p->db, "slot_beside");
	struct slot_visit v;

	stmt_set_int(st, "staff", w->staff);
	stmt_set_int(st, "room", w->room);
	stmt_set_int(st, "device", w->device);
	set_days(st, w->date - 1, w->date + 1);
	uses->n = 0;
	while (stmt_next(st)) {
		read_visit(st, &v);
		slot_use_want(uses, &v.want, v.client);
	}
	return stmt_end(st, e);
}

void
slot_uses_drop(struct slot_uses *uses, int64_t session)
{
	size_t i, kept = 0;

	for (i = 0; i < uses->n; i++)
		if (uses->list[i].session != session)
			uses->list[kept++] = uses->list[i];
	uses->n = kept;
}

void
slot_uses_free(struct slot_uses *uses)
{
	free(uses->list);
	*uses = (struct slot_uses){ .list = NULL };
}

/* --- the question ------------------------------------------------------------------------- */

struct slot_want
slot_want_of(const struct record *r)
{
	return (struct slot_want){ .session = r->id,
	    .coming = record_is_null(r, "joined") ? r->id : record_int(r, "joined"),
	    .service = record_int(r, "service"),
	    .staff = record_int(r, "staff"), .room = record_int(r, "room"),
	    .device = record_int(r, "device"),
	    .date = date_from_iso(record_text(r, "date")),
	    .start = record_is_null(r, "start") ? -1 : (int)record_int(r, "start"),
	    .numbing = (int)record_int(r, "numbing"),
	    .minutes = (int)record_int(r, "minutes"),
	    .cleanup = (int)record_int(r, "cleanup") };
}

struct slot_want
slot_want_for(const struct practice *p, const struct record *service)
{
	return (struct slot_want){ .service = service->id, .start = -1,
	    .numbing = (int)record_int(service, "numbing_minutes"),
	    .minutes = (int)rules_usual_minutes(p, service),
	    .cleanup = (int)record_int(service, "cleanup_minutes") };
}

int64_t
slot_moment(const struct slot_want *w)
{
	return rules_moment(w->date, w->start);
}

static struct slot_span
treatment(const struct slot_want *w)
{
	int64_t from = rules_moment(w->date, w->start + w->numbing);

	return (struct slot_span){ from, from + w->minutes };
}

/* As the view `visit` and visit_overlap say it. */
struct slot_span
slot_span_of(const struct slot_want *w, enum slot_kind kind)
{
	struct slot_span s = treatment(w);

	if (kind == SLOT_ROOM) {
		s.from -= w->numbing;
		s.until += w->cleanup;
	}
	return s;
}

void
slot_use_want(struct slot_uses *uses, const struct slot_want *w, int64_t client)
{
	struct slot_use use = { .session = w->session, .client = client,
	    .service = w->service, .coming = w->coming };
	struct slot_span treated = slot_span_of(w, SLOT_STAFF), room = slot_span_of(w, SLOT_ROOM);

	if (w->start < 0)
		return;
	use.comes = room.from;
	add_use(uses, use, SLOT_STAFF, w->staff, treated.from, treated.until);
	add_use(uses, use, SLOT_ROOM, w->room, room.from, room.until);
	add_use(uses, use, SLOT_DEVICE, w->device, treated.from, treated.until);
}

/* Two stretches with a common minute; one that takes none still lies inside another. */
static bool
overlap(struct slot_span a, int64_t begins, int64_t ends)
{
	return a.from < ends && begins < a.until;
}

static bool
place_taken(const struct slot_uses *uses, const struct slot_want *w, enum slot_kind kind,
    int64_t place, struct slot_use *by)
{
	struct slot_span s = slot_span_of(w, kind);
	size_t i;

	for (i = 0; i < uses->n; i++) {
		const struct slot_use *u = &uses->list[i];

		if (u->kind != kind || u->place != place ||
		    (w->session != 0 && u->session == w->session) ||
		    (w->coming != 0 && u->coming == w->coming) || !overlap(s, u->begins, u->ends))
			continue;
		*by = *u;
		return true;
	}
	return false;
}

bool
slot_taken(const struct slot_uses *uses, const struct slot_want *w, struct slot_use *by)
{
	int kind;

	for (kind = 0; w->start >= 0 && kind < SLOT_KINDS; kind++) {
		int64_t place = w->places[kind];

		if (place != 0 && place_taken(uses, w, (enum slot_kind)kind, place, by))
			return true;
	}
	return false;
}

struct off {
	struct slot_span asked;
	bool found;
	const char *reason;
};

static void
find_off(const struct slot_span *s, const char *reason, void *arg)
{
	struct off *o = arg;

	if (o->found || !overlap(o->asked, s->from, s->until))
		return;
	o->found = true;
	o->reason = reason;
}

static bool
is_off(const struct slot_book *b, const struct slot_want *w, enum slot_kind kind,
    int64_t place, bool once, struct off *o)
{
	date_day day;

	*o = (struct off){ .asked = slot_span_of(w, kind) };
	for (day = w->date; !o->found && rules_moment(day, 0) < o->asked.until; day++)
		slot_off(b, kind, place, day, once, find_off, o);
	return o->found;
}

bool
slot_away(const struct slot_book *b, const struct slot_want *w)
{
	struct off o;

	return w->start >= 0 && is_off(b, w, SLOT_STAFF, w->staff, true, &o);
}

void
slot_give_up(const struct slot_book *b, const struct slot_uses *uses,
    struct slot_want *w, unsigned keep)
{
	struct slot_use by;
	int k;

	for (k = SLOT_ROOM; k < SLOT_KINDS; k++)
		if ((keep >> k & 1) == 0 && w->places[k] != 0 &&
		    slot_needs(b, w->service, (enum slot_kind)k) &&
		    place_taken(uses, w, (enum slot_kind)k, w->places[k], &by))
			w->places[k] = 0;
}

bool
slot_choose(const struct slot_book *b, const struct slot_uses *uses, struct slot_want *w,
    enum slot_kind *kind, struct slot_use *by)
{
	int k;

	for (k = SLOT_ROOM; w->start >= 0 && k < SLOT_KINDS; k++) {
		int64_t *place = &w->places[k];
		struct slot_use first;
		struct off off;
		size_t i;

		*by = (struct slot_use){ .session = 0 };
		*kind = (enum slot_kind)k;
		if (*place != 0 || !slot_needs(b, w->service, *kind))
			continue;
		for (i = 0; i < b->n_places && *place == 0; i++) {
			const struct slot_place *at = &b->places[i];

			if (at->kind != *kind || !at->offered ||
			    !slot_may(b, w->service, *kind, at->id))
				continue;
			if (place_taken(uses, w, *kind, at->id, &first))
				*by = by->session == 0 ? first : *by;
			else if (!is_off(b, w, *kind, at->id, false, &off))
				*place = at->id;
		}
		if (*place == 0)
			return false;
	}
	return true;
}

/* --- what is unusual ---------------------------------------------------------------------- */

__attribute__((format(printf, 2, 3))) static void
add(struct buf *out, const char *fmt, ...)
{
	va_list ap;

	if (out->len > 0)
		buf_adds(out, ", ");
	va_start(ap, fmt);
	buf_vaddf(out, fmt, ap);
	va_end(ap);
}

static bool
inside(struct slot_span s, const struct slot_span *spans, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (s.from >= spans[i].from && s.until <= spans[i].until)
			return true;
	return false;
}

static const char *
time_of(const struct slot_book *b, int64_t moment, char out[DATE_TIME_SIZE])
{
	return date_format_time((int)(moment % DAY_MINUTES), b->twelve_hour, out);
}

/* "Jonas works 10:00 to 12:00 and 13:00 to 18:00" */
static void
add_working(const struct slot_book *b, const char *who, const struct slot_span *spans,
    size_t n, struct buf *out)
{
	char from[DATE_TIME_SIZE], until[DATE_TIME_SIZE];
	size_t i;

	add(out, "%s works ", who);
	for (i = 0; i < n; i++)
		buf_addf(out, "%s%s to %s", i == 0 ? "" : i + 1 == n ? " and " : ", ",
		    time_of(b, spans[i].from, from), time_of(b, spans[i].until, until));
}

/* For the numbing somebody else may be there, if the practice is open. */
static bool
may_come(const struct slot_book *b, const struct slot_want *w, int64_t opens)
{
	struct slot_span spans[SLOT_SPANS], comes = slot_span_of(w, SLOT_ROOM);
	size_t n = slot_hours(b, 0, w->date, spans);

	comes.until = comes.from + w->numbing;
	return comes.from >= opens || inside(comes, spans, n);
}

static void
add_hours(const struct slot_book *b, const struct slot_want *w, const char *who,
    struct buf *out)
{
	bool own = slot_own_hours(b, w->staff, w->date);
	struct slot_span spans[SLOT_SPANS], s;
	size_t n = slot_hours(b, own ? w->staff : 0, w->date, spans);
	const char *day = date_weekday_name(date_weekday(w->date));
	char time[DATE_TIME_SIZE];

	if (n == 0) {
		add(out, own ? "%s does not work on %s" : "%sclosed on %s", own ? who : "",
		    day);
		return;
	}
	if (w->start < 0)
		return;
	s = treatment(w);
	if (inside(s, spans, n) && may_come(b, w, spans[0].from))
		return;
	if (own && !inside(s, spans, n))
		add_working(b, who, spans, n, out);
	else if (s.from - w->numbing < spans[0].from)
		add(out, "before %s", time_of(b, spans[0].from, time));
	else if (s.until > spans[n - 1].until)
		add(out, "after %s", time_of(b, spans[n - 1].until, time));
	else
		add_working(b, "the practice", spans, n, out);
}

static void
add_off(const struct slot_book *b, const struct slot_want *w, enum slot_kind kind,
    const char *what, struct buf *out)
{
	AUTO_BUF struct buf why = BUF_INIT;
	struct off off;

	if (w->start < 0 || !is_off(b, w, kind, w->places[kind], false, &off))
		return;
	text_show(&why, off.reason, false);
	add(out, "%s%s%s", what, why.len > 0 ? ": " : "", why.s);
}

/* Who does not treat, or not that. */
static void
add_person(const struct slot_book *b, const struct slot_want *w,
    const struct slot_place *who, const char *name, struct buf *out)
{
	if (who != NULL && !who->treats)
		add(out, "%s does not treat", name);
	else if (who != NULL && !slot_may(b, w->service, SLOT_STAFF, who->id))
		add(out, "%s does not do that", name);
}

static void
add_place(const struct slot_book *b, const struct slot_want *w, enum slot_kind kind,
    struct buf *out)
{
	const struct slot_place *at = slot_place(b, kind, w->places[kind]);
	AUTO_BUF struct buf name = BUF_INIT, off = BUF_INIT;

	if (at == NULL)
		return;
	buf_adds(&name, kind == SLOT_ROOM ? "room " : "");
	text_show(&name, at->name, false);
	buf_addf(&off, kind == SLOT_ROOM ? "%s is closed" : "%s is out of use", name.s);
	if (!slot_may(b, w->service, kind, at->id))
		add(out, "not done %s %s", kind == SLOT_ROOM ? "in" : "with", name.s);
	add_off(b, w, kind, off.s, out);
}

void
slot_unusual(const struct slot_book *b, const struct slot_want *w, struct buf *out)
{
	const struct slot_place *who = slot_place(b, SLOT_STAFF, w->staff);
	AUTO_BUF struct buf words = BUF_INIT, name = BUF_INIT, away = BUF_INIT;

	if (w->date == DATE_NONE)
		return;
	if (who != NULL)
		naming_add_given(who->name, &name);
	add_hours(b, w, name.s, &words);
	if (who != NULL)
		buf_addf(&away, "%s is away", name.s);
	else
		buf_adds(&away, "closed");
	add_off(b, w, SLOT_STAFF, away.s, &words);
	add_person(b, w, who, name.s, &words);
	add_place(b, w, SLOT_ROOM, &words);
	add_place(b, w, SLOT_DEVICE, &words);
	buf_add(out, words.s, words.len);
}

bool
slot_fits(const struct slot_book *b, const struct slot_uses *uses, struct slot_want *w)
{
	AUTO_BUF struct buf unusual = BUF_INIT;
	enum slot_kind kind;
	struct slot_use by;

	if (slot_taken(uses, w, &by) || !slot_choose(b, uses, w, &kind, &by))
		return false;
	slot_unusual(b, w, &unusual);
	return unusual.len == 0;
}

void
slot_insisted(const char *unusual, const char *reason, struct buf *out)
{
	AUTO_FREE char *said = text_trim(xstrdup(reason));
	AUTO_BUF struct buf all = BUF_INIT;
	char kept[200];		/* the field's length */

	buf_adds(&all, unusual);
	if (text_fold_cmp(said, "yes") != 0 && text_fold_cmp(said, "y") != 0 &&
	    strcmp(said, unusual) != 0)
		buf_addf(&all, ": %s", said);
	text_copy(kept, sizeof(kept), all.s);
	buf_adds(out, kept);
}

/* --- free time ------------------------------------------------------------------------------ */

struct free_time {
	struct slot_span *list;
	size_t n, most;
};

/* Takes a stretch away from what is free. */
static void
cut(struct free_time *f, int64_t from, int64_t until)
{
	size_t i, n = f->n;

	if (until <= from)
		return;
	for (i = 0; i < n; i++) {
		struct slot_span *s = &f->list[i];

		if (from >= s->until || until <= s->from)
			continue;
		if (from > s->from && until < s->until && f->n < f->most)
			f->list[f->n++] = (struct slot_span){ until, s->until };
		if (from > s->from)
			s->until = from;
		else if (until < s->until)
			s->from = until;
		else
			s->until = s->from;
	}
}

static void
cut_off(const struct slot_span *s, UNUSED const char *reason, void *arg)
{
	cut(arg, s->from, s->until);
}

static int
by_begin(const void *a, const void *b)
{
	const struct slot_span *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* Those that overlap, of two lines of hours at one time, become one; how many are left. */
static size_t
merge(struct slot_span *spans, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (kept == 0 || spans[i].from >= spans[kept - 1].until)
			spans[kept++] = spans[i];
		else if (spans[i].until > spans[kept - 1].until)
			spans[kept - 1].until = spans[i].until;
	return kept;
}

size_t
slot_free(const struct slot_book *b, const struct slot_uses *uses, int64_t staff,
    date_day day, int64_t from, struct slot_span spans[SLOT_FREE_SPANS])
{
	struct slot_span hours[SLOT_SPANS];
	struct free_time f = { spans, 0, SLOT_FREE_SPANS };
	size_t n = slot_hours(b, staff, day, hours), i, kept = 0;

	for (i = 0; i < n; i++)
		spans[f.n++] = hours[i];
	cut(&f, rules_moment(day - 1, 0), from);
	slot_off(b, SLOT_STAFF, staff, day, false, cut_off, &f);
	for (i = 0; i < uses->n; i++)
		if (uses->list[i].kind == SLOT_STAFF && uses->list[i].place == staff)
			cut(&f, uses->list[i].begins, uses->list[i].ends);
	for (i = 0; i < f.n; i++)
		if (spans[i].until > spans[i].from)
			spans[kept++] = spans[i];
	if (kept > 0)
		qsort(spans, kept, sizeof(*spans), by_begin);
	return merge(spans, kept);
}

int
slot_open(const struct slot_book *b, int64_t staff, date_day day)
{
	const struct slot_uses none = { .list = NULL };
	int64_t begins = rules_moment(day, 0), midnight = rules_moment(day + 1, 0);
	struct slot_span spans[SLOT_FREE_SPANS];
	size_t n = slot_free(b, &none, staff, day, begins, spans), i;
	int minutes = 0;

	for (i = 0; i < n; i++) {
		int64_t from = spans[i].from > begins ? spans[i].from : begins;
		int64_t until = spans[i].until < midnight ? spans[i].until : midnight;

		minutes += until > from ? (int)(until - from) : 0;
	}
	return minutes;
}

static void
shorten(struct slot_span *t, int64_t begins, int64_t ends)
{
	if (begins < t->until && ends > t->from)
		t->until = begins > t->from ? begins : t->from;
}

static void
shorten_off(const struct slot_span *s, UNUSED const char *reason, void *arg)
{
	shorten(arg, s->from, s->until);
}

int64_t
slot_until(const struct slot_book *b, const struct slot_uses *uses, enum slot_kind kind,
    int64_t place, int64_t from, int64_t until)
{
	struct slot_span t = { from, until };
	int64_t day;
	size_t i;

	for (i = 0; i < uses->n; i++)
		if (uses->list[i].kind == kind && uses->list[i].place == place)
			shorten(&t, uses->list[i].begins, uses->list[i].ends);
	for (day = from / DAY_MINUTES; day * DAY_MINUTES < t.until; day++)
		slot_off(b, kind, place, (date_day)day, false, shorten_off, &t);
	return t.until;
}
