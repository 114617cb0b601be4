/*
 * Proves that all who tell whether a booking can stand say the same, on practices at random and
 * after each change of answers, card, rules, licence, certificate, lot, adverse event, clearance,
 * override or date, and after an undo: pre-flight on the booking's own day, what a login keeps and
 * what a new one finds, the list and with it its file and command, the mark on Today, and the
 * refusal of another booking for that day. All name the same first day. Who could start by
 * pre-flight and was treated is not counted as treated without a screening.
 *
 * CHAIRSIDE_SEED=7 draws that practice again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "lists/page.h"
#include "practice/checklist_edit.h"
#include "practice/checklist_file.h"
#include "practice/history.h"
#include "practice/preflight.h"
#include "practice/screening_form.h"
#include "practice/stops.h"
#include "tests/support/driven_visits.h"

#define CLIENTS 6
#define BOOKINGS (2 * CLIENTS)
#define CHANGES 24
#define DAYS 9

static struct {
	unsigned seed;
	uint64_t state;
	int64_t clients[CLIENTS], bookings[BOOKINGS];
	int64_t lot;
	date_day today;
	char what[120];		/* the newest change */
} x;

static unsigned
dice(unsigned n)
{
	x.state = x.state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(x.state >> 33) % n;
}

#define ONE_OF(list) (list)[dice(ARRAY_LEN(list))]

static const char *
day_from_now(int days)
{
	static char iso[4][DATE_ISO_SIZE];
	static unsigned next;

	return date_to_iso(date_add_days(x.today, days), iso[next++ % 4]);
}

static void
now_is(date_day day)
{
	char iso[DATE_ISO_SIZE], now[32];

	snprintf(now, sizeof(now), "%sT10:00", date_to_iso(day, iso));
	visits_now(now);
	v.mara->context.today = day;
}

/* --- changes ---------------------------------------------------------------------------- */

static void
screen(int64_t client)
{
	static const struct { const char *item, *answers[4]; } odd[] = {
		{ "keloid", { "yes", "-", "no", "no" } }, { "acne", { "4", "1", "none", "cystic" } },
		{ "blood_thinner", { "yes", "no", "no", "no" } },
		{ "isotretinoin", { "stopped", "now", "never", "never" } },
		{ "isotretinoin_date", { "2026-03", "2025-09-14", "2025", "2025-10-01" } },
		{ "filler_date", { "2026-02-18", "2026-03-01", "2026-02", "never" } },
		{ "toxin_date", { "2026-03-05", "2026-03-11", "never", "2026" } },
		{ "connective_cardiac", { "yes", "no", "no", "no" } },
		{ "immune", { "suppressed", "no", "no", "no" } },
		{ "sun", { "sunburn", "none", "none", "none" } },
	};
	struct err err;
	struct checklist *c = checklist_load(v.mara->db, "microneedling", &err);
	struct sheet s;
	enum verdict verdict;
	int64_t id;
	size_t i;

	OK(c != NULL);
	s = sheet_of(c);
	for (i = 0; i < ARRAY_LEN(odd); i++)
		if (dice(4) == 0)
			put(&s, odd[i].item, ONE_OF(odd[i].answers));
	OK(screening_save(v.mara, c, client, 0, x.today, s.answers, &id, &verdict, NULL, &err));
	checklist_free(c);
}

static void
change_card(int64_t client)
{
	static const struct { const char *field, *values[3]; } card[] = {
		{ "medicines", { "warfarin", "none", "aspirin" } },
		{ "allergies", { "latex", "none", "nickel" } },
		{ "conditions", { "eczema", "", "diabetes" } },
		{ "fitzpatrick", { "V", "II", "" } },
		{ "born", { "2010-03-15", "1985-05-05", "2008-03-15" } },
		{ "phone", { "555 0101", "555 0102", "" } },
	};
	size_t i = dice(ARRAY_LEN(card));
	struct err err;

	OK(clinic_set(v.mara, client, card[i].field, ONE_OF(card[i].values), &err));
}

static void
change_rule(void)
{
	struct err err;
	struct checklist *c = checklist_load(v.mara->db, "microneedling", &err);
	struct checklist *draft = NULL;
	int64_t id = 0;
	size_t i;

	OK(c != NULL && checklist_next(v.mara, c->head->id, &id, &err));
	draft = checklist_load_edition(v.mara->db, id, &err);
	OK(draft != NULL);
	for (i = 0; i < draft->n_rules; i++)
		if (record_int(draft->rules[i], "window_n") > 0 && dice(3) == 0) {
			AUTO_RECORD struct record *mine = record_copy(draft->rules[i]);

			record_set_int(mine, "window_n", 1 + dice(20));
			OK(checklist_row_save(v.mara, mine, draft->rules[i], NULL, NULL, &err));
		}
	OK(checklist_publish(v.mara, id, &err));
	checklist_free(c);
	checklist_free(draft);
}

static void
override(int64_t client)
{
	struct err err;
	AUTO_FREE char *sql = xasprintf("SELECT coalesce(max(id), 0) FROM screening WHERE client = "
	    "%lld", (long long)client);
	int64_t id = dbfile_int(v.path, sql);

	if (id != 0)		/* what may not be is refused */
		(void)clinic_override(v.mara, id, "seen by her doctor", &err);
}

static void
change(void)
{
	int64_t client = ONE_OF(x.clients), booking = ONE_OF(x.bookings);
	int64_t person = dice(2) == 0 ? v.ruth->staff->id : v.mara->staff->id;
	AUTO_FREE char *of = xasprintf("%lld", (long long)client);
	AUTO_BUF struct buf label = BUF_INIT;
	unsigned which = dice(13);
	struct undone u;
	struct err err;

	snprintf(x.what, sizeof(x.what), "seed %u, change %u of client %s", x.seed, which, of);
	switch (which) {
	case 0:
		change_card(client);
		break;
	case 1:
		change_rule();
		break;
	case 2:
		visits_set(&record_staff, person, "licence_ends", dice(3) == 0 ? "" :
		    day_from_now((int)dice(DAYS)));
		break;
	case 3:
		visits_set(&record_lot, x.lot, "recalled_on", dice(2) == 0 ? "" : day_from_now(-1));
		break;
	case 4:
		visits_set(&record_lot, x.lot, "expires", dice(2) == 0 ? "" :
		    day_from_now((int)dice(DAYS)));
		break;
	case 5:
		visits_new(&record_adverse_event, "client", of, "what", "blisters", "grade", "2",
		    "onset", day_from_now(-2), "resolved", dice(2) == 0 ? "" : day_from_now(-1), NULL);
		break;
	case 6:
		visits_new(&record_clearance, "client", of, "item", dice(2) == 0 ?
		    "connective_cardiac" : "isotretinoin", "given_by", "Dr Roe", "given_on", day_from_now(0),
		    "expires", day_from_now((int)dice(DAYS)), NULL);
		break;
	case 7:
		override(client);
		break;
	case 8:
		(void)practice_undo(v.mara, &u, &label, &err);	/* an override stays */
		break;
	case 9:
		visits_set(&record_session, booking, "date", day_from_now(1 + (int)dice(DAYS - 1)));
		break;
	case 10:
		visits_add(client, v.needling, 0, day_from_now(-(int)dice(20) - 1), "09:00", "done");
		break;
	default:
		screen(client);
	}
}

/* --- who says what ---------------------------------------------------------------------- */

struct said {
	bool listed;
	char why[200];
	date_day until;
};

static struct said kept[BOOKINGS], listed[BOOKINGS];

static size_t
index_of(int64_t session)
{
	size_t i = 0;

	while (i < BOOKINGS && x.bookings[i] != session)
		i++;
	return i;
}

static bool
take_stop(const struct stop *s, void *arg)
{
	struct said *to = arg;
	size_t i = index_of(s->session);

	if (i == BOOKINGS)
		return true;
	to[i] = (struct said){ .listed = true, .until = s->until };
	snprintf(to[i].why, sizeof(to[i].why), "%s", s->why);
	return true;
}

static bool
take_row(const struct page_row *row, UNUSED void *arg)
{
	size_t i = index_of(row->id);

	if (i == BOOKINGS)
		return true;
	listed[i] = (struct said){ .listed = true, .until = date_from_iso(row->cells[5]) };
	snprintf(listed[i].why, sizeof(listed[i].why), "%s", row->cells[4]);
	return true;
}

static bool
bars(const struct preflight *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->lines[i].bars)
			return true;
	return false;
}

/* Pre-flight, on the day itself. */
static void
flight_on(int64_t session, date_day day, struct preflight *f)
{
	struct err err;

	now_is(day);
	OK(session_preflight(v.mara, session, f, &err));
	now_is(x.today);
}

/* Another booking of that client and service for that day is refused with the first day, or is
 * taken and then taken back. */
static void
ask_booking(const struct record *session, const struct preflight *f)
{
	AUTO_RECORD struct record *r = record_new(&record_session);
	AUTO_BUF struct buf label = BUF_INIT;
	char words[24];
	struct undone u;
	struct err err;
	bool booked;

	record_set_int(r, "client", record_int(session, "client"));
	record_set_int(r, "service", record_int(session, "service"));
	record_set_text(r, "date", record_text(session, "date"));
	record_set_int(r, "start", 60);
	record_set_text(r, "origin", "booked");
	record_set_text(r, "insisted", "yes");
	record_set_int(r, "overlap_ok", 1);
	booked = session_book(v.mara, r, NULL, 0, NULL, NULL, &err);
	if (booked != (f->until == DATE_NONE))
		fail_msg("%s: booked %d, pre-flight until %d: %s", x.what, booked, (int)f->until,
		    booked ? "" : err.text);
	if (booked)
		OK(practice_undo(v.mara, &u, &label, &err));
	else if (strstr(err.text, date_to_words(f->until, true, words)) == NULL)
		fail_msg("%s: %s, and not %s", x.what, err.text, words);
}

static void
ask_one(size_t i)
{
	AUTO_RECORD struct record *r = visits_get(x.bookings[i]);
	date_day day = date_from_iso(record_text(r, "date"));
	struct preflight f, then;
	size_t k;

	if (day < x.today)
		return;
	flight_on(r->id, day, &f);
	if (bars(&f) != kept[i].listed || kept[i].listed != listed[i].listed)
		fail_msg("%s: booking %zu: pre-flight %d (%s), kept %d %s, listed %d", x.what, i,
		    bars(&f), f.headline, kept[i].listed, kept[i].why, listed[i].listed);
	if (kept[i].listed && (strcmp(kept[i].why, listed[i].why) != 0 ||
	    kept[i].until != listed[i].until))
		fail_msg("%s: %s, and %s", x.what, kept[i].why, listed[i].why);
	if (kept[i].listed && f.until != DATE_NONE) {
		flight_on(r->id, f.until, &then);
		assert_int_equal(kept[i].until, bars(&then) ? DATE_NONE : f.until);
	} else if (kept[i].listed) {
		assert_int_equal(kept[i].until, DATE_NONE);
	}
	for (k = 0; kept[i].listed && k < f.n; k++)	/* the reason is one of its lines */
		if (strcmp(f.lines[k].sentence, kept[i].why) == 0)
			break;
	if (kept[i].listed && k == f.n)
		fail_msg("%s: pre-flight does not say %s", x.what, kept[i].why);
	if (f.can_start && kept[i].listed)
		fail_msg("%s: it could start", x.what);
	if (dice(3) == 0)
		ask_booking(r, &f);
}

/* Today's mark beside a booking that is barred; each client has a name of their own. */
static void
ask_marks(void)
{
	int k;
	size_t i;

	keys("1 t");
	driven_tick(1000, false);
	for (k = 0; k < DAYS; k++, keys(".")) {
		AUTO_FREE char *screen_now = seen();

		for (i = 0; i < BOOKINGS; i++) {
			AUTO_RECORD struct record *r = visits_get(x.bookings[i]);
			AUTO_FREE char *row = xasprintf("%s K%lld,", kept[i].listed ? "!" : "",
			    (long long)record_int(r, "client"));

			if (date_from_iso(record_text(r, "date")) == x.today + k &&
			    strstr(screen_now, row) == NULL)
				fail_msg("%s: \"%s\" is not on\n%s", x.what, row, screen_now);
		}
	}
}

static void
ask_all(bool marks)
{
	struct page_query q = { .limit = 1000, .file = true };
	struct practice *other = clinic_open(v.path, "mara");
	struct err err;
	size_t i;

	memset(kept, 0, sizeof(kept));
	memset(listed, 0, sizeof(listed));
	OK(stops_list(v.mara, take_stop, kept, &err));
	OK(page_read(&page_stops, other, &q, take_row, NULL, NULL, &err));
	practice_close(other);
	for (i = 0; i < BOOKINGS; i++)
		ask_one(i);
	if (marks)
		ask_marks();
}

/* --- a practice at random --------------------------------------------------------------- */

static void
draw(unsigned seed)
{
	size_t i;

	x.seed = seed;
	x.state = seed * 2654435761u + 1;
	x.today = date_from_iso(SHEET_TODAY);
	visits_set(&record_service, v.needling, "chart", "microneedling");
	visits_set(&record_service, v.needling, "series_count", "");
	visits_set(&record_service, v.needling, "series_days", "");
	visits_new(&record_product, "name", "Tips", "kind", "cartridge", NULL);
	x.lot = visits_new(&record_lot, "product", "1", "number", "A1", NULL);
	visits_new(&record_lot_move, "lot", "1", "date", SHEET_TODAY, "quantity", "50", "kind",
	    "received", NULL);
	for (i = 0; i < CLIENTS; i++) {
		AUTO_FREE char *name = xasprintf("K%zu", i + 2);

		x.clients[i] = clinic_client(v.mara, "family", name, "given", "Eva", "born",
		    "1985-05-05", "fitzpatrick", "II", NULL);
		assert_int_equal(x.clients[i], i + 2);
	}
	for (i = 0; i < BOOKINGS; i++) {
		AUTO_FREE char *at = xasprintf("%zu:00", i + 8);

		x.bookings[i] = visits_add(x.clients[i / 2], dice(6) == 0 ? v.facial : v.needling,
		    dice(2) == 0 ? v.ruth->staff->id : v.mara->staff->id,
		    day_from_now(1 + (int)dice(DAYS - 1)), at, "booked");
	}
	for (i = 0; i < CLIENTS; i++)
		screen(x.clients[i]);
}

/* At the end each booking starts on its day or does not, as pre-flight says; the figure of the
 * report, by the view that it is counted from, is 0. */
static void
treat_all(void)
{
	static const enum session_step steps[] = { SESSION_STEP_HERE, SESSION_STEP_START,
	    SESSION_STEP_DONE };
	date_day day;
	size_t i, k;

	for (day = x.today; day < x.today + DAYS; day++) {
		now_is(day);
		for (i = 0; i < BOOKINGS; i++) {
			AUTO_RECORD struct record *r = visits_get(x.bookings[i]);
			struct preflight f;
			struct err err;

			if (date_from_iso(record_text(r, "date")) != day)
				continue;
			OK(session_preflight(v.mara, r->id, &f, &err));
			for (k = 0; k < ARRAY_LEN(steps); k++)
				if (session_step(v.mara, r->id, visits_version(r->id), steps[k],
				    &err) != (k == 0 || f.can_start))
					fail_msg("%s: step %zu: %s", x.what, k, f.headline);
		}
	}
	assert_int_equal(dbfile_int(v.path, "SELECT coalesce(sum(unscreened), 0) FROM visit WHERE "
	    "date > '" SHEET_TODAY "'"), 0);
}

static void
all_say_the_same(unsigned seed)
{
	int i;

	draw(seed);
	driven_begin(v.mara, v.path, true);
	snprintf(x.what, sizeof(x.what), "seed %u, at first", seed);
	ask_all(true);
	for (i = 0; i < CHANGES; i++) {
		change();
		ask_all(i % 8 == 7);
	}
	treat_all();
}

static unsigned
seed_of(unsigned usual)
{
	const char *given = getenv("CHAIRSIDE_SEED");

	return given != NULL ? (unsigned)strtoul(given, NULL, 10) : usual;
}

static void
one_practice(void **state)
{
	all_say_the_same(seed_of(1));
}

static void
another_practice(void **state)
{
	all_say_the_same(seed_of(2));
}

static void
a_third_practice(void **state)
{
	all_say_the_same(seed_of(3));
}

TEST_MAIN(
    CASE(one_practice),
    CASE(another_practice),
    CASE(a_third_practice))
