/*
 * Proves that two records of one client become one with all that belongs to either, signed
 * charts too, which still verify; that what is stricter of both counts; that nothing is written
 * for who went; that it is taken apart, at once or days later by a colleague, with what others
 * did since; and what is refused, with nothing changed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/client_merge.h"
#include "practice/clients.h"
#include "practice/duplicates.h"
#include "practice/history.h"
#include "practice/newsletter.h"
#include "practice/permissions.h"
#include "practice/reads.h"
#include "practice/rights.h"
#include "practice/sign.h"
#include "practice/undo_receipts.h"
#include "tests/support/visits.h"

static int64_t anna2;		/* her second record */
static int64_t visit, signed_visit;
static struct err err;

/* The number that the person types. */
static const char *
typed(int64_t client)
{
	static char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)client);
	return text;
}

static void
sign(int64_t session)
{
	static const char *const why[] = { "the client did not want any" };
	struct sign_visit look;

	OK(sign_look(v.mara, session, &look, &err));
	OK(sign_do(v.mara, &look, SIGN_SIGN, NULL, why, NULL, &err));
}

/* A chart as that of the first visit. */
static void
chart_again(int64_t session)
{
	AUTO_RECORD struct record *chart = db_get(v.mara->db, &record_chart, 1, &err);
	AUTO_RECORD struct record *line = db_get(v.mara->db, &record_chart_line, 1, &err);

	chart->id = line->id = 0;
	record_set_int(chart, "session", session);
	OK(practice_add(v.mara, ACTION_WRITE_SESSIONS, chart, NULL, &err));
	record_set_int(line, "chart", chart->id);
	OK(practice_add(v.mara, ACTION_WRITE_SESSIONS, line, NULL, &err));
}

/* Her second record: a visit to come, one that is done and signed, a closed receipt. */
static int
begin(void **state)
{
	visits_begin(state);
	visits_now("2026-03-12T12:00");
	anna2 = clinic_client(v.mara, "given", "Anne", "family", "Lang", "phone", "555 0134 99",
	    "allergies", "Latex, nuts", "alert", "faints", "email", "anne@example.org",
	    "external_id", "C-77", NULL);
	signed_visit = visits_add(anna2, v.needling, v.mara->staff->id, "2026-03-12", "10:00",
	    "done");
	visits_chart(signed_visit);
	sign(signed_visit);
	visit = visits_add(anna2, v.facial, v.mara->staff->id, "2026-03-20", "10:00", "booked");
	visits_new(&record_receipt, "number", "12", "client", typed(anna2), "date", "2026-03-12",
	    "state", "closed", "origin", "here", NULL);
	return 0;
}

static int
end(void **state)
{
	return visits_end(state);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

static void
merge(struct practice *p, int64_t stays, int64_t gone)
{
	struct client_merge m;

	OK(client_merge_begin(p, stays, gone, &m, &err));
	OK(client_merge_do(&m, typed(gone), &err));
	client_merge_end(&m);
}

struct telling {
	struct practice *p;
	struct buf *out;
};

static void
add_left(const struct merge_left *l, void *arg)
{
	const struct telling *t = arg;
	AUTO_BUF struct buf why = BUF_INIT, what = BUF_INIT;

	merge_left_words(t->p, l, &why, &what);
	buf_addf(t->out, "%s%s: %s\n", why.s, merge_left_gives(l) ? ", to give" : "", what.s);
}

static bool
apart(struct practice *p, int64_t gone, struct buf *out)
{
	struct telling t = { p, out };

	return client_unmerge(p, gone, add_left, &t, &err);
}

static int64_t
rows_of(const char *table, int64_t client)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM %s WHERE client = %lld", table,
	    (long long)client);

	return dbfile_int(v.path, sql);
}

static void
hear(UNUSED const char *sentence, UNUSED void *arg)
{
}

static void
is_whole(void)
{
	AUTO_FREE char *said = dbfile_check(v.path, true);
	long problems = 0, signatures = 0;

	assert_string_equal(said, "");
	OK(sign_verify(v.mara, 0, hear, NULL, &signatures, &problems, &err));
	assert_int_equal(problems, 0);
	assert_true(signatures > 0);
	OK(db_check_rules(v.mara->db, hear, NULL, &problems, &err));
	assert_int_equal(problems, 0);
}

/* All records but those of merges, which stay, and of the newsletter's events. */
static char *
all_but_merges(void)
{
	char *all = dbfile_dump(v.path), *line = all, *to = all;

	while (*line != '\0') {
		size_t n = strcspn(line, "\n") + 1;

		if (strncmp(line, "client_merge|", 13) != 0 &&
		    strncmp(line, "consent_event|", 14) != 0) {
			memmove(to, line, n);
			to += n;
		}
		line += n;
	}
	*to = '\0';
	return all;
}

static void
is_text(int64_t client, const char *field, const char *text)
{
	AUTO_RECORD struct record *r = client_get(v.mara, client, &err);

	OK(r != NULL);
	assert_string_equal(record_text(r, field), text);
}

static void
all_that_is_hers_moves(void **state)
{
	AUTO_FREE char *before = all_but_merges(), *after = NULL;
	AUTO_BUF struct buf words = BUF_INIT, said = BUF_INIT;
	struct client_merge m;
	struct undone u;
	size_t i;

	(void)state;
	OK(clinic_set(v.mara, v.anna, "allergies", "latex, iodine", &err));
	OK(clinic_set(v.mara, v.anna, "alert", "needle phobia", &err));
	free(before);
	before = all_but_merges();
	OK(client_merge_begin(v.mara, v.anna, anna2, &m, &err));
	OK(client_merge_words(&m, &words, &err));
	assert_non_null(strstr(words.s, "moves: 2 sessions, 1 receipt\n"));
	assert_non_null(strstr(words.s, "Allergies, of both: latex, iodine, nuts\n"));
	assert_non_null(strstr(words.s, "Given name: Anna, not Anne\n"));
	for (i = 0; i < m.n; i++)
		if (strcmp(m.fields[i].field->name, "given") == 0)
			client_merge_choose(&m, i, true);
	REFUSED(client_merge_do(&m, "", &err), ERR_INVALID, "Nothing was merged: the number");
	REFUSED(client_merge_do(&m, typed(v.anna), &err), ERR_INVALID, "the number of the client");
	OK(client_merge_do(&m, typed(anna2), &err));
	client_merge_end(&m);

	assert_int_equal(rows_of("session", anna2), 0);
	assert_int_equal(rows_of("receipt", anna2), 0);
	assert_int_equal(rows_of("session", v.anna), 2);
	is_text(v.anna, "allergies", "latex, iodine, nuts");
	is_text(v.anna, "alert", "needle phobia; faints");
	is_text(v.anna, "given", "Anne");
	is_text(v.anna, "email", "anne@example.org");
	is_text(anna2, "allergies", "Latex, nuts");
	assert_int_equal(client_leads_to(v.mara, anna2, &said), v.anna);
	assert_non_null(strstr(said.s, "was merged into Lang, Anne on 12 Mar 2026"));
	is_whole();

	OK(practice_undo(v.mara, &u, NULL, &err));
	after = all_but_merges();
	assert_string_equal(after, before);
	assert_int_equal(client_leads_to(v.mara, anna2, NULL), anna2);
	is_whole();
	OK(practice_redo(v.mara, &u, NULL, &err));
	assert_int_equal(rows_of("session", anna2), 0);
	is_text(v.anna, "given", "Anne");
	is_whole();
	/* nothing is in the way of what was done before it */
	OK(practice_undo(v.mara, &u, NULL, &err));
	OK(practice_undo(v.mara, &u, NULL, &err));
	is_text(v.anna, "alert", "");
}

/* Both cards are medical: who puts them side by side has looked at both. */
static void
a_look_at_both_is_in_the_journal(void **state)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM journal_change WHERE tbl = 'read' "
	    "AND client IN (%lld, %lld) AND CAST(change AS TEXT) LIKE '%% merge'",
	    (long long)v.anna, (long long)anna2);
	struct client_merge m;

	(void)state;
	OK(client_merge_begin(v.ruth, v.anna, anna2, &m, &err));
	client_merge_end(&m);
	OK(reads_write(v.ruth, (int64_t)1 << 40, &err));
	assert_int_equal(dbfile_int(v.path, sql), 2);
}

/* A word within another one is not that word. */
static void
whole_words_are_kept(void **state)
{
	(void)state;
	OK(clinic_set(v.mara, v.anna, "allergies", "gelatin, environment; Latex", &err));
	OK(clinic_set(v.mara, anna2, "allergies", "tin, iron, LATEX", &err));
	OK(clinic_set(v.mara, v.anna, "alert", "not pregnant; faints", &err));
	OK(clinic_set(v.mara, anna2, "alert", "pregnant", &err));
	OK(clinic_set(v.mara, v.anna, "notes", "rings first\nfaints", &err));
	OK(clinic_set(v.mara, anna2, "notes", "faints", &err));
	merge(v.mara, v.anna, anna2);
	is_text(v.anna, "allergies", "gelatin, environment; Latex, tin, iron");
	is_text(v.anna, "alert", "not pregnant; faints; pregnant");
	is_text(v.anna, "notes", "rings first\nfaints");
}

static char *
letters(size_t n, char c)
{
	char *text = xcalloc(n + 1, 1);

	memset(text, c, n);
	return text;
}

/* Where a field has no room for both, one is chosen and none is lost. */
static void
what_is_too_long_together_is_in_the_notes(void **state)
{
	AUTO_FREE char *ours = letters(150, 'a'), *theirs = letters(150, 'b');
	AUTO_FREE char *wanted = xasprintf("calls on Mondays\n12 Mar 2026, merged, Alert: %s",
	    ours);
	AUTO_BUF struct buf words = BUF_INIT;
	struct client_merge m;
	size_t i = 0;

	(void)state;
	OK(clinic_set(v.mara, v.anna, "alert", ours, &err));
	OK(clinic_set(v.mara, v.anna, "notes", "calls on Mondays", &err));
	OK(clinic_set(v.mara, anna2, "alert", theirs, &err));
	OK(client_merge_begin(v.mara, v.anna, anna2, &m, &err));
	while (strcmp(m.fields[i].field->name, "alert") != 0)
		i++;
	assert_int_equal(m.fields[i].how, MERGED_CHOICE);
	client_merge_choose(&m, i, true);
	OK(client_merge_words(&m, &words, &err));
	assert_non_null(strstr(words.s, ", in the notes aaa"));
	OK(client_merge_do(&m, typed(anna2), &err));
	client_merge_end(&m);
	is_text(v.anna, "alert", theirs);
	is_text(v.anna, "notes", wanted);
}

/* Rules read these words: all of both are on the card, or nothing is merged. */
static void
no_word_that_rules_read_is_left_out(void **state)
{
	AUTO_FREE char *ours = letters(1000, 'a'), *theirs = letters(1000, 'b');
	AUTO_FREE char *both = xasprintf("%s, %s", ours, theirs), *more = letters(2000, 'c');
	struct client_merge m;
	struct undone u;

	(void)state;
	OK(clinic_set(v.mara, v.anna, "allergies", ours, &err));
	OK(clinic_set(v.mara, anna2, "allergies", theirs, &err));
	OK(clinic_set(v.mara, v.anna, "medicines", "warfarin", &err));
	OK(clinic_set(v.mara, anna2, "medicines", "None.", &err));
	merge(v.mara, v.anna, anna2);
	is_text(v.anna, "allergies", both);
	is_text(v.anna, "medicines", "warfarin");	/* never "warfarin, None." */
	OK(practice_undo(v.mara, &u, NULL, &err));
	is_text(v.anna, "allergies", ours);

	OK(clinic_set(v.mara, anna2, "allergies", more, &err));
	REFUSED(client_merge_begin(v.mara, v.anna, anna2, &m, &err), ERR_INVALID,
	    "Not merged: Allergies of both cards are longer than the 3000 letters that fit");
	client_merge_end(&m);
	is_text(anna2, "allergies", more);
}

/* An answer of no day is not as new as that of the other card. */
static void
a_day_is_no_other_answers(void **state)
{
	int64_t plain = clinic_client(v.mara, "family", "Lang", "medicines", "aspirin", NULL);

	(void)state;
	AUTO_FREE char *sql = xasprintf("UPDATE client SET medicines_on = NULL, medicines_by = NULL "
	    "WHERE id = %lld", (long long)plain);
	dbfile_sql(v.path, sql);
	OK(clinic_set(v.mara, v.anna, "medicines", "none", &err));
	OK(clinic_set(v.mara, v.anna, "allergies", "none", &err));
	merge(v.mara, v.anna, plain);
	is_text(v.anna, "medicines", "aspirin");
	is_text(v.anna, "medicines_on", "");
	is_text(v.anna, "allergies_on", "2026-03-12");
}

static void
nothing_is_written_for_who_went(void **state)
{
	struct client_merge m, again;
	AUTO_RECORD struct record *base = client_get(v.ruth, anna2, &err);
	AUTO_RECORD struct record *mine = record_copy(base);
	AUTO_RECORD struct record *late = visits_get(visit);
	int64_t other = clinic_client(v.mara, "family", "Okada", NULL);

	(void)state;
	REFUSED(client_merge_begin(v.desk, v.anna, anna2, &m, &err), ERR_DENIED, "medical");
	client_merge_end(&m);
	REFUSED(client_merge_begin(v.mara, v.anna, v.anna, &m, &err), ERR_INVALID, "one client");
	client_merge_end(&m);
	/* a colleague saves one of the two between the look and the number */
	OK(client_merge_begin(v.mara, v.anna, anna2, &m, &err));
	OK(clinic_set(v.ruth, v.anna, "city", "Graz", &err));
	REFUSED(client_merge_do(&m, typed(anna2), &err), ERR_STALE, "changed the card of Lang, Anna");
	client_merge_end(&m);
	OK(client_merge_begin(v.mara, v.anna, anna2, &m, &err));
	OK(client_merge_begin(v.ruth, v.anna, anna2, &again, &err));
	OK(client_merge_do(&m, typed(anna2), &err));
	REFUSED(client_merge_do(&again, typed(anna2), &err), ERR_STALE, "look again");
	client_merge_end(&again);
	client_merge_end(&m);
	/* a colleague has the card open, another books */
	record_set_text(mine, "city", "Wien");
	REFUSED(client_save(v.ruth, mine, base, NULL, NULL, &err), ERR_INVALID,
	    "was merged into the one of Lang, Anna; write it there");
	record_set_int(late, "client", anna2);
	late->id = 0;
	record_set_text(late, "date", "2026-03-27");
	REFUSED(practice_add(v.ruth, ACTION_WRITE_SESSIONS, late, NULL, &err), ERR_INVALID,
	    "write it there");
	REFUSED(client_merge_begin(v.mara, other, anna2, &m, &err), ERR_INVALID, "was merged");
	client_merge_end(&m);
	/* what another program wrote is named */
	AUTO_FREE char *sql = xasprintf("UPDATE session SET client = %lld WHERE id = %lld",
	    (long long)anna2, (long long)visit);
	long problems = 0;
	dbfile_sql(v.path, sql);
	OK(db_check_rules(v.mara->db, hear, NULL, &problems, &err));
	assert_int_equal(problems, 1);
}

static bool
erase(struct db *db, UNUSED void *arg, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_erasure);
	AUTO_RECORD struct record *card = db_get(db, &record_client, anna2, e);

	record_set_int(r, "client", anna2);
	record_set_int(r, "at", clock_now());
	record_set_text(r, "reason", "asked for");
	record_set_null(card, "given");
	return db_insert(db, r, e) && db_update(db, card, e);
}

/* Also from the words by which who stayed is found. */
static void
who_went_can_be_erased(void **state)
{
	int64_t name = 0;

	(void)state;
	merge(v.mara, v.anna, anna2);
	name = dbfile_int(v.path, "SELECT count(*) FROM client_search_content WHERE c0 LIKE "
	    "'%anne%'");
	assert_int_equal(name, 2);
	OK(db_write(v.mara->db, "change", "erase client 2", erase, NULL, &err));
	name = dbfile_int(v.path, "SELECT count(*) FROM client_search_content WHERE c0 LIKE "
	    "'%anne%'");
	assert_int_equal(name, 0);
}

static void
what_is_signed_moves_with_a_merge_alone(void **state)
{
	AUTO_RECORD struct record *base = visits_get(signed_visit), *r = record_copy(base);

	(void)state;
	record_set_int(r, "client", v.anna);
	REFUSED(practice_save(v.mara, ACTION_WRITE_SESSIONS, r, base, NULL, NULL, &err),
	    ERR_INVALID, "is signed");
}

static void
it_is_taken_apart_days_later(void **state)
{
	AUTO_BUF struct buf said = BUF_INIT, twice = BUF_INIT;
	int64_t since, third, made = visits_version(visit), late = visits_add(anna2, v.needling,
	    v.mara->staff->id, "2026-03-11", "15:00", "done");

	(void)state;
	merge(v.mara, v.anna, anna2);
	visits_now("2026-03-17T09:00");
	/* what others do meanwhile: an edit of what moved, one of what was merged, a new visit
	 * that is signed */
	visits_set(&record_session, visit, "notes", "rings first");
	OK(clinic_set(v.ruth, v.anna, "alert", "faints at needles", &err));
	OK(clinic_set(v.ruth, v.anna, "city", "Graz", &err));
	since = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-16", "10:00", "done");
	chart_again(since);
	sign(since);
	chart_again(late);	/* it was done before, and is signed for Anna Lang */
	sign(late);
	third = clinic_client(v.mara, "family", "Third", NULL);
	REFUSED(client_merge_give(v.mara, anna2, "session", since, &err), ERR_INVALID,
	    "take them apart first");
	REFUSED(apart(v.mara, third, &said), ERR_INVALID, "never merged");
	REFUSED(apart(v.desk, anna2, &said), ERR_DENIED, "medical");
	buf_cut(&said, 0);

	OK(apart(v.ruth, anna2, &said));
	visits_is(visit, "notes", "rings first");
	assert_int_equal(rows_of("session", anna2), 2);
	assert_int_equal(rows_of("session", v.anna), 2);
	assert_non_null(strstr(said.s, "signed since, to give: Visit Lang, Anna, Wed 11 Mar"));
	is_text(v.anna, "allergies", "");
	is_text(v.anna, "alert", "faints at needles");
	is_text(v.anna, "city", "Graz");
	assert_non_null(strstr(said.s, "changed since: Alert of Lang, Anna\n"));
	assert_non_null(strstr(said.s, "made since, to give: Visit Lang, Anna, Mon 16 Mar"));
	is_whole();
	REFUSED(apart(v.ruth, anna2, &twice), ERR_INVALID, "apart already");

	REFUSED(client_merge_give(v.mara, anna2, "lot", 1, &err), ERR_USAGE, "no record");
	REFUSED(client_merge_give(v.mara, third, "session", since, &err), ERR_INVALID, "never");
	OK(client_merge_give(v.mara, anna2, "session", since, &err));
	assert_int_equal(rows_of("session", anna2), 3);
	is_whole();
	struct undone u;
	OK(practice_undo(v.mara, &u, NULL, &err));
	assert_int_equal(rows_of("session", anna2), 2);
	is_whole();
	OK(client_merge_give(v.mara, anna2, "session", late, &err));
	assert_int_equal(rows_of("session", anna2), 3);
	is_whole();
	/* no older change is undone through it, over what was done since */
	REFUSED(practice_undo(v.ruth, &u, NULL, &err), ERR_STALE, "Ruth Aoki has changed Lang, Anna since");
	REFUSED(db_undo(v.mara->db, made, NULL, NULL, NULL, &err), ERR_STALE, "changed since");
}

/* Made one again by a redo: what came in between goes back, what stays is told once more, and
 * older changes can still be undone. */
static void
it_is_taken_apart_after_a_redo(void **state)
{
	AUTO_BUF struct buf said = BUF_INIT;
	int64_t had = rows_of("session", anna2);
	struct undone u;

	(void)state;
	OK(clinic_set(v.ruth, v.anna, "city", "Graz", &err));
	merge(v.ruth, v.anna, anna2);
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-04-01", "10:00", "booked");
	OK(practice_undo(v.ruth, &u, NULL, &err));
	visits_add(anna2, v.facial, v.mara->staff->id, "2026-04-02", "10:00", "booked");
	OK(practice_redo(v.ruth, &u, NULL, &err));
	assert_int_equal(rows_of("session", anna2), 0);
	OK(practice_undo(v.ruth, &u, NULL, &err));
	assert_int_equal(rows_of("session", anna2), had + 1);
	OK(practice_redo(v.ruth, &u, NULL, &err));
	OK(apart(v.ruth, anna2, &said));
	assert_int_equal(rows_of("session", anna2), had + 1);
	assert_non_null(strstr(said.s, "made since, to give: Visit Lang, Anna, Wed 1 Apr"));
	OK(practice_undo(v.ruth, &u, NULL, &err));
	is_text(v.anna, "city", "");
	is_whole();
}

static void
a_chain_is_taken_apart_from_its_end(void **state)
{
	AUTO_BUF struct buf said = BUF_INIT;
	int64_t last = clinic_client(v.mara, "family", "Langer", "given", "Anna", NULL);

	(void)state;
	merge(v.mara, v.anna, anna2);
	merge(v.mara, last, v.anna);
	assert_int_equal(client_leads_to(v.mara, anna2, NULL), last);
	assert_int_equal(rows_of("session", last), 2);
	is_whole();
	REFUSED(apart(v.mara, anna2, &said), ERR_INVALID, "take that apart first");
	OK(apart(v.mara, v.anna, &said));
	OK(apart(v.mara, anna2, &said));
	assert_int_equal(rows_of("session", anna2), 2);
	assert_int_equal(rows_of("session", v.anna) + rows_of("session", last), 0);
	is_whole();
	/* and again, the other way round */
	merge(v.mara, anna2, v.anna);
	assert_int_equal(client_leads_to(v.mara, v.anna, NULL), anna2);
	is_whole();
}

static void
why_two_cannot_be_taken_apart_or_made_one(void **state)
{
	int64_t third = clinic_client(v.mara, "family", "Third", "medicines", "zinc", NULL);
	int64_t fourth = clinic_client(v.mara, "family", "Fourth", "medicines", "iron", NULL);
	int64_t theirs = visits_add(third, v.facial, v.mara->staff->id, "2015-03-27", "10:00", "done");
	AUTO_BUF struct buf said = BUF_INIT, later = BUF_INIT;
	struct undone u;

	(void)state;
	merge(v.mara, v.anna, anna2);
	OK(apart(v.ruth, anna2, &said));
	REFUSED(client_merge_give(v.mara, anna2, "session", theirs, &err), ERR_INVALID,
	    "is of neither of the two");
	merge(v.mara, fourth, anna2);
	REFUSED(practice_redo(v.ruth, &u, NULL, &err), ERR_INVALID,
	    "Nothing was changed: one of the two was merged into another one since");
	OK(apart(v.mara, anna2, &said));
	OK(practice_redo(v.ruth, &u, NULL, &err));
	assert_int_equal(client_leads_to(v.mara, anna2, NULL), v.anna);
	OK(apart(v.mara, anna2, &said));
	REFUSED(client_merge_give(v.mara, anna2, "nothing", 1, &err), ERR_USAGE, "no record");

	/* the third was in Anna's card while the fourth came into it, and is erased */
	merge(v.mara, v.anna, third);
	merge(v.mara, v.anna, fourth);
	OK(apart(v.mara, third, &said));
	OK(rights_erase(v.mara, third, third, "asked for", &later, &err));
	REFUSED(apart(v.mara, fourth, &said), ERR_INVALID,
	    "They cannot be taken apart: part of what the merge changed was erased since");
	is_whole();
}

/* Two who decide at once, and one who is gone when the number is typed. */
static void
others_merge_and_erase_meanwhile(void **state)
{
	int64_t other = clinic_client(v.mara, "family", "Okada", NULL);
	int64_t last = clinic_client(v.mara, "family", "Last", NULL);
	struct client_merge one, two, back;
	AUTO_BUF struct buf said = BUF_INIT, later = BUF_INIT;

	(void)state;
	/* the other way round: the second looks again, and is told where the card leads */
	OK(client_merge_begin(v.mara, v.anna, anna2, &one, &err));
	OK(client_merge_begin(v.ruth, anna2, v.anna, &back, &err));
	OK(client_merge_do(&one, typed(anna2), &err));
	REFUSED(client_merge_do(&back, typed(v.anna), &err), ERR_STALE, "look again");
	client_merge_end(&one);
	client_merge_end(&back);
	REFUSED(client_merge_begin(v.ruth, anna2, v.anna, &back, &err), ERR_INVALID,
	    "was merged into Lang, Anna on");
	client_merge_end(&back);
	/* a circle over a third, and both ways once they are apart */
	merge(v.mara, other, v.anna);
	REFUSED(client_merge_begin(v.mara, anna2, other, &back, &err), ERR_INVALID, "was merged");
	client_merge_end(&back);
	OK(apart(v.mara, v.anna, &said));
	OK(apart(v.ruth, anna2, &said));
	merge(v.ruth, anna2, v.anna);
	OK(apart(v.mara, v.anna, &said));
	/* two take the same merge apart */
	merge(v.mara, other, last);
	OK(apart(v.mara, last, &said));
	REFUSED(apart(v.ruth, last, &said), ERR_INVALID, "apart already");
	/* one is erased while both cards are looked at; a hold on either keeps both */
	OK(client_merge_begin(v.mara, other, last, &two, &err));
	OK(rights_erase(v.mara, last, last, "asked for", &later, &err));
	REFUSED(client_merge_do(&two, typed(last), &err), ERR_STALE, "look again");
	client_merge_end(&two);
	REFUSED(client_merge_begin(v.mara, other, last, &two, &err), ERR_INVALID, "was erased");
	client_merge_end(&two);
	REFUSED(client_merge_begin(v.mara, last, other, &two, &err), ERR_INVALID, "was erased");
	client_merge_end(&two);
	OK(rights_hold(v.mara, other, "a claim", &err));
	merge(v.mara, v.anna, other);
	REFUSED(rights_erase(v.mara, v.anna, v.anna, "asked for", &later, &err), ERR_INVALID,
	    "On hold since 12 Mar 2026: a claim.");
	OK(apart(v.mara, other, &said));
	REFUSED(rights_erase(v.mara, other, other, "asked for", &later, &err), ERR_INVALID, "On hold");
	is_whole();
}

static void
the_stricter_counts(void **state)
{
	struct subscriber_change mail = { .email = "anne@example.org", .client = anna2,
	    .state = "subscribed", .wording = "2026" };
	struct subscriber_change off = { .email = "anna@example.org", .client = v.anna,
	    .state = "unsubscribed" };
	struct newsletter_client state_of;
	enum permission_state may;
	AUTO_BUF struct buf said = BUF_INIT;
	date_day today = date_from_iso("2026-03-12");

	(void)state;
	OK(subscriber_set(v.mara, &mail, NULL, &err));
	OK(subscriber_set(v.mara, &off, NULL, &err));
	visits_new(&record_permission, "client", typed(anna2), "purpose", "publish", "given_on",
	    "2026-02-01", "revoked_on", "2026-03-10", NULL);
	visits_new(&record_permission, "client", typed(v.anna), "purpose", "publish", "given_on",
	    "2026-03-01", NULL);
	visits_set(&record_client, v.anna, "channel", "email");
	visits_set(&record_client, anna2, "channel", "none");
	visits_set(&record_client, anna2, "do_not_book", "owes 50");
	visits_screen(anna2, "pregnancy", "yes", NULL);
	visits_screen(v.anna, NULL);
	merge(v.mara, v.anna, anna2);
	is_text(v.anna, "channel", "none");
	is_text(v.anna, "do_not_book", "owes 50");
	is_text(v.anna, "alert", "faints; screen again");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM subscriber WHERE state = "
	    "'unsubscribed'"), 2);
	OK(permission_of(v.mara, v.anna, "publish", today, &may, &err));
	assert_int_equal(may, PERMISSION_ENDED);
	is_whole();
	OK(apart(v.mara, anna2, &said));
	OK(newsletter_of_client(v.mara, anna2, &state_of, &err));
	assert_int_equal(state_of.state, NEWSLETTER_SUBSCRIBED);
	OK(permission_of(v.mara, v.anna, "publish", today, &may, &err));
	assert_int_equal(may, PERMISSION_GIVEN);
	is_whole();
}

static bool
found(const struct client_line *l, void *arg)
{
	*(int64_t *)arg = l->id;
	return true;
}

static void
who_went_is_found_and_not_alike(void **state)
{
	struct client_query q = { .words = "anne 3499" };
	struct duplicate_pair *list;
	int64_t id = 0, same = clinic_client(v.mara, "given", "Anne", "family", "Lang", NULL);
	size_t n;

	(void)state;
	OK(duplicates_all(v.mara, &list, &n, &err));
	assert_int_equal(n, 1);
	assert_true(list[0].first == anna2 && list[0].second == same && list[0].score == 80);
	assert_string_equal(list[0].why, "same names");
	free(list);
	OK(duplicates_apart(v.mara, same, anna2, &err));
	OK(duplicates_all(v.mara, &list, &n, &err));
	assert_int_equal(n, 0);
	free(list);
	REFUSED(duplicates_apart(v.mara, same, same, &err), ERR_INVALID, "one client");
	REFUSED(duplicates_apart(v.books, same, anna2, &err), ERR_DENIED, "may not");
	merge(v.mara, v.anna, anna2);
	OK(clients_list(v.mara, &q, found, &id, NULL, &err));
	assert_int_equal(id, v.anna);
	/* the index is what check makes anew */
	OK(practice_rebuild(v.mara, &err));
	id = 0;
	OK(clients_list(v.mara, &q, found, &id, NULL, &err));
	assert_int_equal(id, v.anna);
	/* who went stands for who stayed */
	AUTO_RECORD struct record *again = record_new(&record_client);
	struct duplicate d;
	record_set_text(again, "family", "Lang");
	record_set_text(again, "email", "anne@example.org");
	OK(duplicate_find(v.mara->db, again, "1", &d, &err));
	assert_int_equal(d.client, v.anna);
}

/* Statements of a merge with that many visits more. */
static int64_t
statements(int visits, const char *time)
{
	int64_t client = clinic_client(v.mara, "family", "Many", NULL), before;
	char day[DATE_ISO_SIZE];
	int i;

	for (i = 0; i < visits; i++)
		visits_add(client, v.facial, v.mara->staff->id, date_to_iso(
		    date_from_iso("2024-01-01") + i, day), time, "done");
	before = db_work(v.mara->db).statements;
	merge(v.mara, v.anna, client);
	return db_work(v.mara->db).statements - before;
}

static void
a_merge_asks_little_of_each_row(void **state)
{
	int64_t few, many;

	(void)state;
	db_work(v.mara->db);
	few = statements(10, "10:00");
	db_work(v.mara->db);
	many = statements(110, "14:00");
	/* the journal's row of it, and whose it is */
	if (many - few > 4 * 100)
		fail_msg("%lld more for 100 visits", (long long)(many - few));
}

TEST_MAIN(
    CASE(all_that_is_hers_moves),
    CASE(whole_words_are_kept),
    CASE(what_is_too_long_together_is_in_the_notes),
    CASE(no_word_that_rules_read_is_left_out),
    CASE(a_day_is_no_other_answers),
    CASE(a_look_at_both_is_in_the_journal),
    CASE(nothing_is_written_for_who_went),
    CASE(who_went_can_be_erased),
    CASE(what_is_signed_moves_with_a_merge_alone),
    CASE(it_is_taken_apart_days_later),
    CASE(it_is_taken_apart_after_a_redo),
    CASE(a_chain_is_taken_apart_from_its_end),
    CASE(why_two_cannot_be_taken_apart_or_made_one),
    CASE(others_merge_and_erase_meanwhile),
    CASE(the_stricter_counts),
    CASE(who_went_is_found_and_not_alike),
    CASE(a_merge_asks_little_of_each_row))
