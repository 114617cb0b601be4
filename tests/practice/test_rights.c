/*
 * A person's rights: everything about one person, and nothing of another, in one bundle; how
 * long records are kept, and what keeps them longer.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/mem.h"
#include "export/bundle.h"
#include "practice/events.h"
#include "practice/files.h"
#include "practice/reads.h"
#include "practice/rights.h"
#include "tests/support/visits.h"

/* --- what leads to a client --------------------------------------------------------------- */

/* Links to a client's record by which a row is not the client's own. */
static const char *const others[] = {
	"receipt.corrects", "second_look.signature", "second_look.screening",
};

static bool
is_other(const struct record_type *t, const struct field *f)
{
	AUTO_FREE char *name = xasprintf("%s.%s", t->name, f->name);
	size_t i;

	for (i = 0; i < ARRAY_LEN(others); i++)
		if (strcmp(others[i], name) == 0)
			return true;
	return false;
}

static void
no_table_is_left_out(void **state)
{
	size_t i, j;

	for (i = 0; record_types[i] != NULL; i++)
		for (j = 0; j < record_types[i]->n_fields; j++) {
			const struct record_type *t = record_types[i], *to;
			const struct field *f = &t->fields[j];

			if (f->type != FIELD_LINK || is_other(t, f))
				continue;
			to = record_type_find(f->link);
			if (to->client != NULL && t->client == NULL)
				fail_msg("%s.%s leads to a client, and %s does not say so",
				    t->name, f->name, t->name);
		}
}

/* --- the bundle ----------------------------------------------------------------------------- */

/* A file of the archive, at its block; its size in *n. NULL: it has none of that name. */
static const char *
member(const char *tar, size_t size, const char *name, size_t *n)
{
	const char *at;

	for (at = tar; at + 1024 < tar + size; at += 512 + (*n + 511) / 512 * 512) {
		assert_memory_equal(at + 257, "ustar", 6);
		*n = (size_t)strtoull(at + 124, NULL, 8);
		if (strcmp(at, name) == 0)
			return at + 512;
	}
	return NULL;
}

/* A file of client 1's bundle, whose digest is the one that SHA256SUMS has; owned. */
static char *
part(const char *name)
{
	AUTO_FREE char *path = test_path("bundle.tar");
	AUTO_FREE char *whole = xasprintf("client-1/%s", name);
	AUTO_FREE char *tar = NULL, *sums = NULL;
	AUTO_BUF struct buf line = BUF_INIT;
	char hex[DIGEST_HEX_SIZE];
	const char *at;
	size_t size, n;
	struct err err;

	OK(bundle_write(v.mara, v.anna, path, &err));
	tar = test_read(path, &size);
	at = member(tar, size, "client-1/SHA256SUMS", &n);
	assert_non_null(at);
	sums = xstrndup(at, n);
	at = member(tar, size, whole, &n);
	if (at == NULL)
		fail_msg("no %s in\n%s", name, sums);
	buf_addf(&line, "%s  %s\n", digest_sha256(at, n, hex), name);
	assert_non_null(strstr(sums, line.s));
	return xstrndup(at, n);
}

static void
put_photo(void)
{
	AUTO_FREE char *path = test_path("scan.txt");
	struct take t = { .path = path, .client = v.anna, .kind = "form", .date = DATE_NONE };
	FILE *f = fopen(path, "w");
	struct err err;

	fputs("the scan's own words", f);
	fclose(f);
	OK(files_take(v.mara, &t, NULL, NULL, &err));
}

static void
the_bundle_has_everything_and_nobody_else(void **state)
{
	AUTO_FREE char *page = NULL, *data = NULL, *journal = NULL, *file = NULL;
	int64_t visit, other;
	struct err err;

	visit = visits_add(v.anna, v.facial, 1, "2026-03-02", "10:00", "done");
	other = clinic_client(v.mara, "given", "Bea", "family", "Strange", "notes", "not hers", NULL);
	visits_add(other, v.facial, 1, "2026-03-03", "10:00", "done");
	visits_chart(visit);
	OK(clinic_set(v.mara, v.anna, "notes", "<script>alert(1)</script> & more", &err));
	put_photo();
	reads_note(v.ruth, v.anna, "page");
	reads_note(v.ruth, other, "page");
	OK(reads_write(v.ruth, (int64_t)1 << 40, &err));
	page = part("index.html");
	assert_non_null(strstr(page, "Lang"));
	assert_non_null(strstr(page, "&#60;script&#62;"));
	assert_null(strstr(page, "<script"));
	assert_null(strstr(page, "Strange"));
	data = part("data.json");
	assert_non_null(strstr(data, "\"used_as\": \"cartridge\""));
	assert_null(strstr(data, "not hers"));
	journal = part("journal.json");
	assert_non_null(strstr(journal, "read client 1"));
	assert_non_null(strstr(journal, "Ruth Aoki"));
	assert_null(strstr(journal, "client 2"));
	file = part("files/1-2026-03-12-form.bin");
	assert_string_equal(file, "the scan's own words");
	visits_label("export client 1");
	REFUSED(bundle_write(v.ruth, v.anna, "-", &err), ERR_DENIED, "the owner");
	REFUSED(bundle_write(v.mara, 99, "-", &err), ERR_NOTFOUND, "99");
}

/* What cannot be read is named, and the rest is there. */
static void
a_lost_file_is_named(void **state)
{
	AUTO_FREE char *gone = NULL, *path = NULL;
	AUTO_RECORD struct record *r = NULL;
	struct err err;

	put_photo();
	r = file_get(v.mara, 1, &err);
	path = xasprintf("%s.files/%s", v.path, record_text(r, "digest"));
	assert_int_equal(unlink(path), 0);
	gone = part("files/1-2026-03-12-form.bin.missing.txt");
	assert_non_null(strstr(gone, "missing"));
}

/* --- how long --------------------------------------------------------------------------------- */

static void
kept_is(int64_t client, const char *until, const char *why)
{
	struct keeping k = KEEPING_INIT;
	char iso[DATE_ISO_SIZE];
	struct err err;

	OK(rights_keeping(v.mara, client, &k, &err));
	assert_string_equal(date_to_iso(k.until, iso), until);
	if (*why == '\0' ? k.why.len > 0 : k.why.len == 0 || strstr(k.why.s, why) == NULL)
		fail_msg("kept because: %s", k.why.s);
	buf_free(&k.why);
}

static void
years_count_from_the_newest_visit(void **state)
{
	struct err err;

	kept_is(v.anna, "", "");	/* nobody needs to keep what there never was */
	visits_add(v.anna, v.facial, 1, "2016-02-29", "10:00", "done");
	kept_is(v.anna, "2026-02-28", "");
	visits_add(v.anna, v.facial, 1, "2016-03-13", "10:00", "done");
	kept_is(v.anna, "2026-03-13", "the newest visit was on 13 Mar 2016");
	visits_now("2026-03-13T10:00");
	kept_is(v.anna, "2026-03-13", "");
	/* of a minor from coming of age */
	OK(clinic_set(v.mara, v.anna, "born", "2000-05-01", &err));
	kept_is(v.anna, "2028-05-01", "a minor at the newest visit");
	visits_set(&record_practice, 1, "majority", "16");
	OK(practice_reload(v.mara, &err));
	kept_is(v.anna, "2026-05-01", "from coming of age");
	OK(clinic_set(v.mara, v.anna, "born", "1985-05-01", &err));
	kept_is(v.anna, "2026-03-13", "");
	REFUSED(rights_keeping(v.ruth, v.anna, &(struct keeping)KEEPING_INIT, &err), ERR_DENIED,
	    "hold or erase");
}

static bool
count_over(int64_t client, const char *name, const struct keeping *k, void *arg)
{
	assert_int_equal(client, v.anna);
	assert_string_equal(name, "Lang, Anna");
	buf_adds(arg, k->why.len > 0 ? "held" : "over");
	return true;
}

static void
over_is(const char *wanted)
{
	AUTO_BUF struct buf said = BUF_INIT;
	struct err err;

	OK(rights_over(v.mara, count_over, &said, &err));
	assert_string_equal(said.s == NULL ? "" : said.s, wanted);
}

static void
what_is_open_keeps_records(void **state)
{
	AUTO_RECORD struct record *event = NULL;
	AUTO_FREE char *number = xasprintf("%lld", (long long)v.anna);
	int64_t ahead;
	struct err err;

	over_is("");
	visits_add(v.anna, v.facial, 1, "2015-02-02", "10:00", "done");
	over_is("over");
	REFUSED(rights_hold(v.mara, v.anna, " ", &err), ERR_INVALID, "Say why");
	REFUSED(rights_release(v.mara, v.anna, "settled", &err), ERR_INVALID, "not on hold");
	REFUSED(rights_hold(v.mara, 99, "a claim", &err), ERR_NOTFOUND, "99");
	OK(rights_hold(v.mara, v.anna, "a claim", &err));
	REFUSED(rights_hold(v.mara, v.anna, "another", &err), ERR_INVALID, "already");
	kept_is(v.anna, "2025-02-02", "On hold since 12 Mar 2026: a claim.");
	over_is("held");
	/* a second one, as a merge brings it, is released with it */
	visits_new(&record_hold, "client", number, "staff", "1", "since", "2026-03-12", "reason",
	    "of the other card", NULL);
	REFUSED(rights_release(v.mara, v.anna, " ", &err), ERR_INVALID, "Say why");
	OK(rights_release(v.mara, v.anna, "settled", &err));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM hold WHERE reason LIKE "
	    "'%; ended: settled' AND released_by = 1"), 2);
	kept_is(v.anna, "2025-02-02", "");
	event = event_begin(v.mara, v.anna, 0, &err);
	record_set_text(event, "what", "blisters");
	record_set_int(event, "grade", 1);
	OK(event_add(v.mara, event, NULL, &err));
	kept_is(v.anna, "2025-02-02", "An adverse event is open");
	visits_set(&record_adverse_event, event->id, "resolved", "2026-03-12");
	ahead = visits_add(v.anna, v.facial, 1, "2026-03-20", "10:00", "booked");
	kept_is(v.anna, "2025-02-02", "A visit is booked, on 20 Mar 2026.");
	visits_set(&record_session, ahead, "status", "cancelled");
	over_is("over");
}

TEST_MAIN(
    cmocka_unit_test(no_table_is_left_out),
    VISITS_CASE(the_bundle_has_everything_and_nobody_else),
    VISITS_CASE(a_lost_file_is_named),
    VISITS_CASE(years_count_from_the_newest_visit),
    VISITS_CASE(what_is_open_keeps_records))
