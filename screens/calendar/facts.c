/*
 * facts.c - what the line below the calendar says of the cell.
 */
#include "base/mem.h"
#include "base/text.h"
#include "practice/naming.h"
#include "practice/rules.h"
#include "screens/calendar/calendar.h"

#define FITS_MOST 4
#define WHOLE_FROM 100		/* columns with room for a whole service's name */

/* "2:00p Jonas: " */
static void
add_cell(const struct calendar_screen *s, const struct calendar_column *col, struct buf *out)
{
	calendar_add_time(s, out, calendar_moment(s));
	buf_addf(out, " %s%s: ", col->kind == SLOT_ROOM && col->place != 0 ? "room " : "",
	    col->name);
}

static void
add_room(const struct calendar_screen *s, int64_t room, struct buf *out)
{
	const struct slot_place *at = slot_place(&s->page.book, SLOT_ROOM, room);

	if (at != NULL)
		buf_addf(out, ", room %s", at->name);
}

static void
add_visit(const struct calendar_screen *s, const struct calendar_visit *v, struct buf *out)
{
	const char *state;

	calendar_state(v, &state);
	buf_addf(out, "%s: %s, ", *v->name != '\0' ? v->name : "(no client)",
	    s->screen.body.cols < WHOLE_FROM ? v->brief : v->what);
	if (v->treats > v->comes) {
		buf_adds(out, "comes ");
		calendar_add_time(s, out, v->comes);
		buf_adds(out, ", ");
	}
	calendar_add_time(s, out, v->treats);
	buf_adds(out, " to ");
	calendar_add_time(s, out, v->ends);
	add_room(s, v->room, out);
	buf_addf(out, ", %s", state);
}

/* The first room that is free at a moment, and until when; 0: none. */
static int64_t
room_at(const struct calendar_screen *s, int64_t from, int64_t until, int64_t *to)
{
	const struct slot_book *b = &s->page.book;
	int64_t room = 0;
	size_t i;

	*to = from;
	for (i = 0; i < b->n_places && *to < until; i++) {
		int64_t ends;

		if (b->places[i].kind != SLOT_ROOM || !b->places[i].offered)
			continue;
		ends = slot_until(b, &s->page.uses, SLOT_ROOM, b->places[i].id, from, until);
		if (ends > *to) {
			*to = ends;
			room = b->places[i].id;
		}
	}
	return room;
}

/* ", room B to 3:30p, then A" */
static void
add_rooms(const struct calendar_screen *s, int64_t from, int64_t until, struct buf *out)
{
	int64_t to, room = room_at(s, from, until, &to), next, end;
	const struct slot_place *then;

	if (room == 0) {
		buf_adds(out, ", no room");
		return;
	}
	add_room(s, room, out);
	if (to >= until)
		return;
	buf_adds(out, " to ");
	calendar_add_time(s, out, to);
	next = room_at(s, to, until, &end);
	then = next != 0 ? slot_place(&s->page.book, SLOT_ROOM, next) : NULL;
	buf_addf(out, ", then %s", then != NULL ? then->name : "none");
}

static void
add_free(const struct calendar_screen *s, const struct calendar_column *col,
    const struct calendar_item *it, struct buf *out)
{
	AUTO_BUF struct buf fits = BUF_INIT;
	int64_t from = calendar_from_now(s);

	add_cell(s, col, out);
	buf_adds(out, "free to ");
	calendar_add_time(s, out, it->until);
	if (it->room_until != 0)
		add_rooms(s, from != 0 ? from : calendar_moment(s), it->until, out);
	if (from == 0) {
		buf_adds(out, ". Past.");
		return;
	}
	calendar_fits(&s->page, col, from, FITS_MOST, &fits);
	buf_addf(out, fits.len > 0 ? ". Fits %s." : ". Nothing that is offered fits.%s", fits.s);
}

static void
add_closed(const struct calendar_screen *s, const struct calendar_column *col,
    struct buf *out)
{
	add_cell(s, col, out);
	if (col->place == 0) {
		buf_adds(out, "nothing.");
	} else if (col->hours.until == col->hours.from) {
		buf_adds(out, col->kind == SLOT_STAFF ? "does not work on that day." :
		    "closed on that day.");
	} else {
		buf_adds(out, "outside the hours, ");
		calendar_add_time(s, out, col->hours.from);
		buf_adds(out, " to ");
		calendar_add_time(s, out, col->hours.until);
		buf_addc(out, '.');
	}
}

struct listing {
	struct buf *out;
	int n;
};

static void
add_person(const struct slot_place *who, int minutes, void *arg)
{
	struct listing *l = arg;

	buf_adds(l->out, l->n++ > 0 ? ", " : "");
	naming_add_given(who->name, l->out);
	buf_addc(l->out, ' ');
	calendar_add_hours(l->out, minutes);
}

static void
add_day(const struct calendar_screen *s, struct buf *out)
{
	struct listing l = { out, 0 };
	char day[24];

	buf_addf(out, "%s: ", naming_day(s->day, day));
	calendar_free_of(&s->page, s->day, add_person, &l);
	buf_adds(out, l.n > 0 ? " free." : "nobody works.");
}

void
calendar_facts(const struct screen *screen, struct buf *out)
{
	const struct calendar_screen *s = (const struct calendar_screen *)screen;
	const struct calendar_column *col = calendar_column(s);
	const struct calendar_item *it = calendar_item(s);

	if (!s->may)
		return;
	if (s->n_carried > 0) {
		calendar_carried(s, out);
	} else if (s->view == CALENDAR_MONTH) {
		add_day(s, out);
	} else if (col == NULL) {
		return;
	} else if (it == NULL) {
		add_closed(s, col, out);
	} else if (it->kind == CALENDAR_VISIT) {
		add_visit(s, &s->page.visits[it->visit], out);
	} else if (it->kind == CALENDAR_FREE) {
		add_free(s, col, it, out);
	} else {
		add_cell(s, col, out);
		buf_addf(out, "%s to ", *it->text != '\0' ? it->text : "away");
		calendar_add_time(s, out, it->until);
		buf_addc(out, '.');
	}
}
