/*
 * calendar_words.c - what the title of an event says: "Allen, Claire - peel" is a visit,
 * "Mireille away" is time off.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/words.h"
#include "import/calendar_inside.h"

bool
calendar_words_begin(struct calendar_words *w, struct import *im, struct err *e)
{
	size_t i;

	w->im = im;
	for (i = 0; i < im->map->n_create; i++)
		w->makes_services = w->makes_services || text_is(im->map->create[i], "service");
	return slot_book_read(im->p, clock_today(), &w->book, e);
}

void
calendar_words_end(struct calendar_words *w)
{
	slot_book_free(&w->book);
}

/* --- words in a text ----------------------------------------------------------------------- */

/* Whole words of `text`; both folded. */
static bool
has_words(const char *text, const char *words)
{
	size_t size;

	return words_find(text, words, strlen(words), &size) != NULL;
}

static bool
has_any(const char *text, const char *const *words)
{
	AUTO_BUF struct buf folded = BUF_INIT;

	text_fold(&folded, text);
	for (; *words != NULL; words++)
		if (has_words(folded.s, *words))
			return true;
	return false;
}

bool
calendar_words_closes(const char *text)
{
	static const char *const words[] = { "closed", "closure", "closing", "holiday", "holidays",
		"inventory", "ferme", "fermeture", "conge", "inventaire", "geschlossen", "feiertag",
		"inventur", NULL };

	return has_any(text, words);
}

/* Easy!Appointments titles all time off alike, and has the reason in the description. */
const char *
calendar_words_reason(const struct ics_event *ev)
{
	return text_is("Unavailability", ev->summary) && *ev->description != '\0' &&
	    !calendar_words_closes(ev->description) ? ev->description : ev->summary;
}

static bool
is_off(const char *text)
{
	static const char *const words[] = { "vacation", "off", "away", "leave", "sick", "ill",
		"lunch", "break", "absent", "absence", "out of office", "ooo", "unavailable",
		"unavailability", "blocked", "day off", "vacances", "absente", "malade", "pause",
		"urlaub", "frei", "krank", "abwesend", NULL };

	return calendar_words_closes(text) || has_any(text, words);
}

/* --- whose it is ------------------------------------------------------------------------ */

/* Does the folded text name it: a person by the first of the names too? */
static bool
names(const char *folded, const struct slot_place *p)
{
	AUTO_BUF struct buf name = BUF_INIT;
	char *end;

	text_fold(&name, p->name);
	if (has_words(folded, name.s))
		return true;
	end = p->kind == SLOT_STAFF ? strchr(name.s, ' ') : NULL;
	if (end == NULL)
		return false;
	*end = '\0';
	return has_words(folded, name.s);
}

/* Sets *found to the only one named; true when any is. */
static bool
named_in(const struct calendar_words *w, enum slot_kind kind, const char *text,
    const struct slot_place **found)
{
	AUTO_BUF struct buf folded = BUF_INIT;
	size_t i;
	int n = 0;

	*found = NULL;
	text_fold(&folded, text);
	for (i = 0; i < w->book.n_places; i++) {
		const struct slot_place *p = &w->book.places[i];

		if (p->kind != kind || !p->offered || !names(folded.s, p))
			continue;
		*found = n++ == 0 ? p : NULL;
	}
	return n > 0;
}

const struct slot_place *
calendar_words_place(const struct calendar_words *w, enum slot_kind kind,
    const char *first, const char *second)
{
	const struct slot_place *p;

	if (!named_in(w, kind, first, &p))
		named_in(w, kind, second, &p);
	return p;
}

const struct slot_place *
calendar_words_staff(const struct calendar_words *w, const struct ics_event *ev)
{
	static const char said[] = "Practitioner: ";
	const struct slot_place *p = calendar_words_place(w, SLOT_STAFF, ev->organizer.name,
	    ev->calendar);
	const char *line = strstr(ev->description, said);

	if (p != NULL || line == NULL)
		return p;
	line += sizeof(said) - 1;
	AUTO_FREE char *name = xstrndup(line, strcspn(line, "\n"));

	named_in(w, SLOT_STAFF, name, &p);
	return p;
}

const char *
calendar_words_field(enum slot_kind kind)
{
	static const char *const fields[] = { [SLOT_STAFF] = "staff", [SLOT_ROOM] = "room",
		[SLOT_DEVICE] = "device" };

	return fields[kind];
}

/* The title says it before the rest: a room in it is the room's, whoever wrote it. */
struct calendar_whose
calendar_words_whose(const struct calendar_words *w, const struct ics_event *ev)
{
	static const enum slot_kind order[] = { SLOT_ROOM, SLOT_DEVICE, SLOT_STAFF };
	struct calendar_whose whose = { NULL, SLOT_STAFF };
	size_t i;

	for (i = 0; i < ARRAY_LEN(order); i++) {
		whose.kind = order[i];
		if (named_in(w, order[i], ev->summary, &whose.place))
			return whose;
	}
	whose.place = NULL;
	if (calendar_words_closes(ev->summary))
		return whose;
	for (i = 0; i < ARRAY_LEN(order); i++) {
		whose.kind = order[i];
		whose.place = calendar_words_place(w, order[i], order[i] == SLOT_STAFF ?
		    ev->organizer.name : "", ev->calendar);
		if (whose.place != NULL)
			return whose;
	}
	return whose;
}

/* --- who comes, for what --------------------------------------------------------------- */

/* Is there one, or several, of that name? Digits alone are no name. */
static bool
is_known(struct calendar_words *w, const struct record_type *t, const char *text, bool *known,
    struct err *e)
{
	AUTO_BUF struct buf folded = BUF_INIT;
	const char *c;
	int64_t id;

	*known = false;
	text_fold(&folded, text);
	for (c = folded.s; *c != '\0' && (!words_is_letter(*c) || (*c >= '0' && *c <= '9')); c++)
		;
	if (*c == '\0' || *text == '#')
		return true;
	err_clear(e);
	if (import_look_up(w->im, t, text, &id, e)) {
		*known = id != 0;
		return true;
	}
	*known = e->code == ERR_INVALID;
	return *known;
}

/* The next place after `at` at which a title falls into two; NULL: none. */
static const char *
next_cut(const char *at, size_t *length)
{
	static const char *const marks[] = { " - ", " \u2013 ", " \u2014 ", ": ", "; ", " | ",
		" / ", " with ", " (" };
	size_t i;

	for (; *at != '\0'; at++)
		for (i = 0; i < ARRAY_LEN(marks); i++)
			if (strncmp(at, marks[i], strlen(marks[i])) == 0) {
				*length = strlen(marks[i]);
				return at;
			}
	return NULL;
}

/* Where a title may end and more be said: before its last mark; NULL: it has none. */
static char *
last_mark(char *text)
{
	static const char marks[] = ",;:+(/";
	const char *cut, *last = NULL;
	size_t length, n = strlen(text);

	for (cut = text; (cut = next_cut(cut, &length)) != NULL; cut += length)
		last = cut;
	while (n > 0 && strchr(marks, text[n - 1]) == NULL)
		n--;
	if (n > 0 && (last == NULL || text + n - 1 > last))
		return text + n - 1;
	return last != NULL ? text + (last - text) : NULL;
}

/* A service by the whole text or what comes before a mark in it. *all: that is all. */
static bool
find_service(struct calendar_words *w, const char *text, struct buf *service, bool *all,
    struct err *e)
{
	AUTO_FREE char *part = xstrdup(text);
	char *end = part;
	bool known = false;

	for (*all = true; end != NULL && *part != '\0' && !known; *all = *all && known) {
		if (!is_known(w, &record_service, text_trim(part), &known, e))
			return false;
		end = last_mark(part);
		if (!known && end != NULL)
			*end = '\0';
	}
	if (known)
		buf_adds(service, part);
	return true;
}

/* Takes the title as `client` and, in what is beside it, a service. */
static bool
take(struct calendar_words *w, struct calendar_visit *v, const char *client,
    const char *beside, struct err *e)
{
	v->is_visit = true;
	buf_adds(&v->client, client);
	if (!find_service(w, beside, &v->service, &v->all_said, e))
		return false;
	if (v->service.len == 0 && w->makes_services) {
		buf_adds(&v->service, beside);
		v->all_said = true;
	}
	return true;
}

/* Tries each cut of the title, and each side of it, for a name that `t` knows: a client's,
 * or a service's beside which the client's must be. */
static bool
try_cuts(struct calendar_words *w, const char *title, const struct record_type *t,
    struct calendar_visit *v, struct err *e)
{
	const char *cut = title;
	size_t length;
	int side;

	for (; !v->is_visit && (cut = next_cut(cut, &length)) != NULL; cut += length) {
		AUTO_FREE char *left = xstrndup(title, (size_t)(cut - title));
		AUTO_FREE char *right = xstrdup(cut + length);
		char *parts[] = { text_trim(left), text_trim(right) };

		right[strcspn(right, ")")] = '\0';
		for (side = 0; side < 2 && !v->is_visit; side++) {
			const char *one = parts[side], *other = parts[!side];
			AUTO_BUF struct buf service = BUF_INIT;
			bool known, all;

			if (t == &record_service) {
				if (!find_service(w, one, &service, &all, e))
					return false;
				known = service.len > 0;
			} else if (!is_known(w, t, one, &known, e)) {
				return false;
			}
			if (known && !take(w, v, t == &record_client ? one : other,
			    t == &record_client ? other : one, e))
				return false;
		}
	}
	return true;
}

/* Is it "Family, Given", capital letters in front of both? Such a one may be a client whom
 * nobody knows here yet. */
static bool
looks_named(const char *text)
{
	const char *comma = strchr(text, ','), *given;

	if (comma == NULL || comma == text || strpbrk(comma + 1, ",.0123456789") != NULL)
		return false;
	given = comma + 1 + strspn(comma + 1, " ");
	return text_is_capital(text) && text_is_capital(given);
}

/* The title, or what stands before its first cut, as the name of somebody unknown. */
static bool
take_unknown(struct calendar_words *w, const char *title, struct calendar_visit *v,
    struct err *e)
{
	size_t length = 0;
	const char *cut = next_cut(title, &length);
	AUTO_FREE char *name = cut != NULL ? xstrndup(title, (size_t)(cut - title)) :
	    xstrdup(title);

	return !looks_named(text_trim(name)) ||
	    take(w, v, name, cut != NULL ? cut + length : "", e);
}

/* The first who attends and is none of the practice. */
static const char *
attendee(const struct calendar_words *w, const struct ics_event *ev)
{
	const struct slot_place *p;
	size_t i;

	for (i = 0; i < ev->n_attendees; i++)
		if (*ev->attendees[i].name != '\0' &&
		    !(named_in(w, SLOT_STAFF, ev->attendees[i].name, &p) && p != NULL &&
		    text_fold_cmp(p->name, ev->attendees[i].name) == 0))
			return ev->attendees[i].name;
	return "";
}

bool
calendar_words_visit(struct calendar_words *w, const struct ics_event *ev,
    struct calendar_visit *v, struct err *e)
{
	const char *name = attendee(w, ev);
	bool known;

	if (!is_known(w, &record_client, ev->summary, &known, e))
		return false;
	if (known)
		return take(w, v, ev->summary, "", e);
	if (!try_cuts(w, ev->summary, &record_client, v, e))
		return false;
	if (!v->is_visit && !is_off(ev->summary)) {
		if (*name != '\0')
			return take(w, v, name, ev->summary, e);
		if (!try_cuts(w, ev->summary, &record_service, v, e) ||
		    !is_known(w, &record_service, ev->summary, &known, e))
			return false;
		if (!v->is_visit && known)
			return take(w, v, "", ev->summary, e);
		if (!v->is_visit && !take_unknown(w, ev->summary, v, e))
			return false;
	}
	err_clear(e);
	return true;
}
