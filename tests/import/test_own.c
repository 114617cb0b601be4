/*
 * Proves that our own exports come back in: into the practice they left nothing is
 * added or changed, into another one everything arrives, and either is true of each
 * kind, as CSV and as JSON, for a practice that has some of everything.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "demo/demo.h"
#include "export/export.h"
#include "import/inside.h"
#include "tests/support/importing.h"

#define CLIENTS 25

static struct practice *
demo(const char *name, char **path)
{
	struct practice_init init = { .timezone = "UTC", .login = "mara", .fill = demo_fill,
	    .fill_arg = &(struct demo_options){ .clients = CLIENTS, .seed = 7 } };
	struct err err;

	OK(clock_fix("2026-03-12T10:00", &err));
	*path = test_path("%s", name);
	OK(practice_make(*path, &init, &err));
	return clinic_open(*path, "mara");
}

static long
export_kind(struct practice *p, const char *kind, const char *format, const char *file)
{
	struct export_options o = { .kind = kind, .format = format, .target = file };
	struct err err;
	long rows;

	OK(practice_export(p, &o, &rows, &err));
	return rows;
}

static void
where_they_left(void **state)
{
	static const char *const formats[] = { "csv", "json" };
	AUTO_FREE char *file = test_path("own"), *path = NULL, *before = NULL, *after = NULL;
	struct practice *p = demo("stays.db", &path);
	size_t i, k;

	dbfile_sql(path, "DELETE FROM import_row");
	before = dbfile_dump(path);
	for (k = 0; k < ARRAY_LEN(formats); k++)
		for (i = 0; practice_import_kind(i) != NULL; i++) {
			struct import_options o = { .kind = practice_import_kind(i),
			    .path = file };
			long rows;

			if (import_kind_find(o.kind)->extra_only)	/* goes with the client */
				continue;
			rows = export_kind(p, o.kind, formats[k], file);
			assert_true(rows > 0);
			importing_as(p, &o, NULL, 0, NULL);
			counted(rows, 0, 0, rows, 0);
		}
	practice_close(p);
	dbfile_sql(path, "DELETE FROM import_row");
	after = dbfile_dump(path);
	assert_string_equal(after, before);
}

static void
into_another_practice(void **state)
{
	AUTO_FREE char *file = test_path("own"), *path = NULL;
	struct practice *p = demo("leaves.db", &path), *other = importing_new("other.db");
	/* staff first: the others name them */
	static const char *const kinds[] = { "rooms", "devices", "hours", "blocks", "clients",
	    "services", "products", "lots", "sessions", "receipts", "subscribers", "reviews", "waiting",
	    "consents", "charts" };
	struct import_options staff = { .kind = "staff", .path = file };
	size_t i;

	export_kind(p, "staff", "csv", file);
	importing_as(other, &staff, NULL, 0, NULL);
	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		struct import_options o = { .kind = kinds[i], .path = file };
		AUTO_FREE char *back = test_path("back");
		long rows = export_kind(p, o.kind, "csv", file);

		importing_as(other, &o, NULL, 0,
		    "[rooms]\n[devices]\n[hours]\n[blocks]\n"
		    "[clients]\n[services]\n[products]\n[lots]\n[subscribers]\n[reviews]\n[waiting]\n"
		    "[consents]\n[charts]\n"
		    "[sessions]\ncreate = staff\n[receipts]\ncreate = staff\n");
		counted(rows, rows, 0, 0, 0);
		assert_int_equal(export_kind(other, o.kind, "csv", back), rows);
	}
	assert_int_equal(number_of("SELECT count(*) FROM client"), CLIENTS);
	practice_close(p);
	practice_close(other);
}

/* What must be the same: all but the numbers (the first column, and links that say one)
 * and that a sale came by an import. */
static char *
comparable(const char *path)
{
	AUTO_BUF struct buf text = BUF_INIT, out = BUF_INIT;
	struct err err;
	bool quoted = false, begins = true;
	const char *p;

	OK(file_read(path, (size_t)16 * 1024 * 1024, &text, &err));
	for (p = text.s; *p != '\0'; p++) {
		if (begins)
			p += strspn(p, "0123456789");
		quoted = quoted != (*p == '"');
		begins = *p == '\n' && !quoted;
		buf_addc(&out, *p);
		if (*p == '#')
			p += strspn(p + 1, "0123456789");
		if (strncmp(p, ",closed,here,", 13) == 0 ||
		    strncmp(p, ",void,here,", 11) == 0 ||
		    strncmp(p, ",open,here,", 11) == 0) {
			buf_addf(&out, "%.*s,import", (int)strcspn(p + 1, ","), p + 1);
			p = strstr(p, ",here,") + 4;
		}
	}
	return xstrdup(out.s);
}

/* All kinds into the practice of somebody else, and out again. The old owner has no
 * code: visits, sales and reviews say #1, which is the new owner's number there. */
static void
move(const char *format)
{
	AUTO_FREE char *file = test_path("own"), *back = test_path("back"), *path = NULL;
	AUTO_FREE char *name = xasprintf("moved-%s.db", format);
	AUTO_FREE char *there = test_path("%s", name);
	struct practice_init init = { .timezone = "UTC", .login = "ona" };
	static const char *const order[] = { "staff", "rooms", "devices", "hours", "blocks", "clients", "services", "products",
	    "lots", "sessions", "receipts", "subscribers", "reviews", "waiting", "consents",
	    "charts" };
	struct practice *p, *other;
	struct err err;
	size_t i;

	p = demo(name + 6, &path);
	practice_close(p);
	dbfile_sql(path, "UPDATE staff SET code = NULL WHERE id = 1;"
	    "UPDATE session SET staff = 1 WHERE id % 5 = 0 AND staff IS NOT NULL AND "
	    "overlap_ok = 1; UPDATE receipt_line SET staff = 1 WHERE id % 3 = 0;"
	    "UPDATE review SET asked_by = 1 WHERE asked_by IS NOT NULL AND id % 2 = 0");
	p = clinic_open(path, "mara");
	OK(practice_make(there, &init, &err));
	other = clinic_open(there, "ona");
	for (i = 0; i < ARRAY_LEN(order); i++) {
		struct import_options o = { .kind = order[i], .path = file };
		long rows = export_kind(p, o.kind, format, file);

		importing_as(other, &o, NULL, 0, NULL);
		counted(rows, rows, 0, 0, 0);
	}
	for (i = 0; i < ARRAY_LEN(order); i++) {
		AUTO_FREE char *was = NULL, *is = NULL;
		const char *found;

		export_kind(p, order[i], "csv", file);
		export_kind(other, order[i], "csv", back);
		was = comparable(file);
		is = comparable(back);
		/* the new owner, who was there first, stands before them */
		found = i > 0 ? is : strchr(strchr(is, '\n') + 1, '\n') + 1;
		if (strcmp(found, i > 0 ? was : strchr(was, '\n') + 1) != 0)
			fail_msg("%s as %s:\n%.3000s\n--\n%.3000s", order[i], format,
			    was, found);
	}
	practice_close(p);
	practice_close(other);
}

static void
whole_into_somebody_elses(void **state)
{
	move("csv");
	move("json");
}

/* No file makes anybody more than the importer may, nor leaves the practice without
 * an owner. */
static void
roles_of_a_file(void **state)
{
	struct practice *p = importing_new("roles.db"), *bea;
	struct import_options o = { .kind = "staff" };

	importing(p, "staff", "name,login,role,active\nJon,jon,owner,yes\n"
	    "Bea,bea,front_desk,yes\nMara,mara,read_only,no\n", NULL);
	counted(3, 2, 1, 0, 0);
	said("noted 4 This is you: your role stays as it is.");
	said("noted 4 This is you: your active stays as it is.");
	is_text("SELECT group_concat(login || ' ' || role || ' ' || active, '; ') FROM staff",
	    "mara owner 1; jon owner 1; bea front_desk 1");
	bea = clinic_open(importing_path(), "bea");
	assert_false(importing_as(bea, &o, "name,login,role\nBea,bea,owner\n", 30, NULL));
	assert_int_equal(imported.e.code, ERR_DENIED);
	practice_close(bea);
	is_text("SELECT role FROM staff WHERE login = 'bea'", "front_desk");
	importing(p, "services", "name,checklist\nPeel,microneedling\nWax,nothing\n", NULL);
	counted(2, 2, 0, 0, 0);
	said("noted 3 There is no published checklist called \"nothing\"");
	is_text("SELECT group_concat(name || coalesce(checklist, '-'), ' ') FROM service",
	    "Peelmicroneedling Wax-");
	practice_close(p);
}

/* A number is only somebody's where the name that stands beside it is theirs. */
static void
numbers_of_another_practice(void **state)
{
	static const char rows[] = "id,client,client_name,session,session_name,date\n"
	    "1,#1,\"Lee, Ann\",,x,2018-03-15\n2,#1,\"Poe, Bo\",,x,2018-03-15\n"
	    "3,#1,,,x,2018-03-15\n4,#2,Cy,,x,2018-03-15\n";
	struct practice *p = importing_new("numbers.db");

	clinic_client(p, "family", "Lee", "given", "Ann", NULL);
	clinic_client(p, "preferred", "Cy", NULL);
	importing(p, "sessions", rows, NULL);
	counted(4, 3, 0, 0, 1);
	said("refused 3:2 Client #1 is not \"Poe, Bo\" here");
	/* in JSON without the mark: else what other programs know them by */
	importing(p, "sessions", "[{\"id\":1,\"client\":1,\"client_name\":\"Lee, Ann\","
	    "\"external_id\":\"a\",\"date\":\"2018-03-16\"},"
	    "{\"id\":2,\"client\":1,\"client_name\":\"Poe, Bo\",\"external_id\":\"b\","
	    "\"date\":\"2018-03-16\"}]", "[sessions]\ncreate = client\n");
	counted(2, 2, 0, 0, 0);
	is_text("SELECT group_concat(client, ' ') FROM (SELECT client FROM session "
	    "WHERE date = '2018-03-16' ORDER BY id)", "1 3");
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(where_they_left),
    cmocka_unit_test(into_another_practice),
    cmocka_unit_test(whole_into_somebody_elses),
    cmocka_unit_test(roles_of_a_file),
    cmocka_unit_test(numbers_of_another_practice))
