/*
 * The front desk sees nothing medical. Two practices are the same but for what is medical:
 * every page, key, list, file, history, draft, search and message of the front desk is the
 * same in both, and a bookkeeper's report is. A practitioner's are not: each thing that was
 * planted is found, so it would be found at the desk.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "lists/page.h"
#include "practice/drafts.h"
#include "export/export.h"
#include "figures/reports.h"
#include "practice/history.h"
#include "practice/picks.h"
#include "practice/scanned.h"
#include "screens/record_form.h"
#include "tests/support/driven_visits.h"
#include "tests/support/planted.h"

#define ROWS 5			/* numbers of records looked at, of each type */

static const char *const formats[] = { "csv", "json", "xlsx", "text" };

/* --- what is shown, as one text ------------------------------------------------------ */

static struct buf shown[2];	/* at the desk, of the one practice and of the other */
static struct buf told[2];	/* to a practitioner */
static bool other;		/* which practice this is */

/* The file's number, and digests, which no two files have in common. */
static void
add_shown(struct buf *to, const char *where, const char *text)
{
	const char *file = strstr(text, "screening-");
	size_t n;

	buf_addf(to, "\n== %s\n", where);
	for (; *text != '\0'; text += n) {
		n = strspn(text, "0123456789abcdef");
		if (n >= 32) {
			buf_adds(to, "DIGEST");
		} else if (text == file) {
			n = strcspn(text, ".\n ");
			file = strstr(text + n, "screening-");
			buf_adds(to, "FILE");
		} else {
			n = n > 0 ? n : 1;
			buf_add(to, text, n);
		}
	}
}

static void
add_error(struct buf *to, const char *where, const struct err *e)
{
	add_shown(to, where, e->text);
}

/* --- by keys -------------------------------------------------------------------------- */

static void
look(struct buf *to, struct practice *p, const char *first, const char *then)
{
	AUTO_FREE char *where = xasprintf("keys %s, %s", first, then);
	AUTO_FREE char *frame = NULL;

	driven_begin(p, v.path, false);
	driven_size(43, 132);
	keys(first);
	keys(then);
	frame = seen();
	add_shown(to, where, frame);
	driven_end();
}

/* What asks first is left with its question. */
static void
every_key_of_every_page(struct buf *to, struct practice *p)
{
	char key[16];
	size_t k;
	enum act a;

	for (k = 0; k < DRIVEN_PAGES; k++)
		for (a = ACT_NONE + 1; a < ACTS; a++)
			if ((act_table[a].modes & (1u << MODE_LIST)) != 0 &&
			    a != ACT_archive) {
				act_key(a, key);
				look(to, p, driven_pages[k], key);
			}
}

/* Further in: forms with each line, pre-flight, the palette, drafts, what was undone. */
static void
every_way_in(struct buf *to, struct practice *p)
{
	static const char *const ways[] = {
		"Enter", "Enter Enter", "j Enter", "j j Enter", "j j j Enter", "s", "j s",
		"j j s", "j s Enter", "j j s Enter", "c", "j c", "j e", "j h",
		"2 e Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab", "2 j Enter", "2 j e",
		"2 Enter e", "2 Enter h", "2 Enter b", "2 Enter c", "2 Enter o",
		"2 Enter Tab Enter", "2 Enter Tab j Enter", "2 Enter Tab e", "2 Enter Tab h",
		"2 Enter Tab Tab Enter", "2 Enter Tab Tab h", "2 n Lang Tab Anna Tab",
		"b ann", "b ann Enter", "b ann Enter ^S", "a ann Enter",
		"^G drafts Enter", "^G drafts Enter Enter", "^G first Enter",
		"^G history Enter", "^G undo Enter", "u", "u Enter", "U", "2 /",
		"8 j j Enter Enter", "8 / everybody Enter Enter",
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(ways); i++)
		look(to, p, "", ways[i]);
}

/* The words of the one practice are looked for in both. */
static void
every_search(struct buf *to, struct practice *p)
{
	static const char *const pages[] = { "", "2", "2 Enter Tab", "2 Enter h", "5", "6",
	    "8 Enter", "8 j j Enter", "8 j j j j Enter", "8 j j j Enter Enter" };
	size_t i, k;
	char text[40];

	for (k = 0; k < n_planted; k++) {
		planted_text(k, false, text);
		if (*text == '\0')
			continue;
		for (i = 0; i < ARRAY_LEN(pages); i++) {
			AUTO_FREE char *typed = xasprintf("/ %s Enter", text);

			look(to, p, pages[i], typed);
		}
		AUTO_FREE char *asked = xasprintf("^G %s", text);

		look(to, p, "", asked);
	}
}

/* A colleague changes what is medical while the desk types: both save. */
static void
two_who_save(struct buf *to, struct practice *p)
{
	AUTO_FREE char *frame = NULL, *after = NULL;
	struct err err;

	driven_begin(p, v.path, false);
	keys("2 e");
	record_form_focus(d, "city");
	keys("Wels");
	OK(clinic_set(v.ruth, v.anna, "medicines", other ? "zqb97x" : "zqa97x", &err));
	OK(clinic_set(v.ruth, v.anna, "city", "Steyr", &err));
	keys("^S");
	in_front("merge");
	assert_true(shows("Steyr") && shows("Wels"));
	frame = seen();
	add_shown(to, "two who save", frame);
	keys("Enter");
	after = seen();
	add_shown(to, "what both saved", after);
	driven_end();
}

/* --- lists, files and histories --------------------------------------------------------- */

static bool
add_row(const struct page_row *row, void *arg)
{
	struct buf *into = arg;
	size_t i;

	for (i = 0; i < row->n_cells; i++) {
		buf_addf(into, "%s|", row->cells[i]);
		if (row->typed != NULL && row->typed[i].field != NULL)
			field_format(row->typed[i].field, &row->typed[i].value, into);
	}
	buf_addc(into, '\n');
	return true;
}

static void
read_list(struct buf *to, struct practice *p, const struct page_list *l,
    struct page_query q)
{
	AUTO_BUF struct buf rows = BUF_INIT;
	AUTO_FREE char *where = xasprintf("list %s of %d %s, words %s", l->name, (int)q.of,
	    q.of_text != NULL ? q.of_text : "", q.words != NULL ? q.words : "none");
	struct err err;

	q.all = q.file = true;
	q.limit = 500;
	if (page_read(l, p, &q, add_row, &rows, NULL, &err))
		add_shown(to, where, rows.s != NULL ? rows.s : "");
	else
		add_error(to, where, &err);
}

/* Each list of each record that it may be of, all of it and by each word. */
static void
every_list(struct buf *to, struct practice *p)
{
	size_t l, t, k;
	char text[40];

	for (l = 0; page_lists[l] != NULL; l++) {
		struct page_query q = { .of_text = "2026-03-12" };

		for (q.of = 0; q.of < ROWS; q.of++) {
			if (page_lists[l] == &page_history) {
				for (t = 0; record_types[t] != NULL; t++) {
					q.of_text = record_types[t]->name;
					read_list(to, p, page_lists[l], q);
				}
				continue;
			}
			read_list(to, p, page_lists[l], q);
		}
		q = (struct page_query){ .of_text = page_lists[l] == &page_history ?
		    "client" : "2026-03-12", .of = 1 };
		for (k = 0; k < n_planted; k++) {
			planted_text(k, false, text);
			q.words = text;
			if (*text != '\0')
				read_list(to, p, page_lists[l], q);
		}
	}
}

static void
every_history(struct buf *to, struct practice *p)
{
	size_t t;
	int64_t id;

	for (t = 0; record_types[t] != NULL; t++)
		for (id = 1; id < ROWS; id++) {
			AUTO_FREE char *where = xasprintf("history of %s %d",
			    record_types[t]->name, (int)id);
			AUTO_FREE char *json = NULL;
			size_t n = 0;
			FILE *f = open_memstream(&json, &n);
			struct err err;
			bool ok = practice_history_json(p, record_types[t]->name, id, f,
			    &err);

			fclose(f);
			if (!ok)
				add_error(to, where, &err);
			add_shown(to, where, json);
		}
}

static bool
add_pick(const struct pick *pick, void *arg)
{
	buf_addf(arg, "%s %s %s\n", pick->text, pick->note != NULL ? pick->note : "",
	    pick->code != NULL ? pick->code : "");
	return true;
}

/* What a field offers, and what a scanned code finds. */
static void
every_offer(struct buf *to, struct practice *p)
{
	struct scanned found[SCANNED_MAX];
	size_t t, k, n = 0;
	char text[40];
	struct err err;

	for (t = 0; record_types[t] != NULL; t++)
		for (k = 0; k < n_planted && pick_has(record_types[t]); k++) {
			AUTO_BUF struct buf rows = BUF_INIT;

			planted_text(k, false, text);
			if (!picks_list(p, record_types[t], k == 0 ? NULL : text, 0,
			    add_pick, &rows, NULL, &err))
				add_error(to, "picks", &err);
			add_shown(to, record_types[t]->name, rows.s != NULL ? rows.s : "");
		}
	for (k = 0; k < n_planted; k++) {
		planted_text(k, false, text);
		if (*text != '\0' && practice_scanned(p, text, found, &n, &err))
			buf_addf(to, "scanned %s: %d\n", text, (int)n);
	}
}

/* --- what programs write ---------------------------------------------------------------- */

/* Runs a program; what it writes is added. */
static void
run(struct buf *to, const char *where, const char *const argv[])
{
	int status;
	AUTO_FREE char *out = test_run(argv, &status);

	assert_int_not_equal(status, 127);
	add_shown(to, where, out);
}

#define BOOKS_MAX 100

static size_t n_books;	/* workbooks that read_books() is to read */

static char *
book_path(size_t i)
{
	return test_path("book-%zu.xlsx", i);
}

/* Adds their cells: one program reads all, for it takes longer to begin than to read. */
static void
read_books(struct buf *to)
{
	AUTO_FREE char *script = test_source("tests/support/xlsx_read.py"), *out = NULL;
	const char *argv[BOOKS_MAX + 4] = { "python3", script, "--values" };
	char *paths[BOOKS_MAX];
	size_t i;
	int status;

	if (n_books == 0)
		return;
	for (i = 0; i < n_books; i++)
		argv[3 + i] = paths[i] = book_path(i);
	out = test_run(argv, &status);
	assert_int_equal(status, 0);
	add_shown(to, "workbooks", out);
	while (n_books > 0)
		free(paths[--n_books]);
}

/* A file that was written, or why it was not; a workbook is kept for read_books(). */
static void
add_file(struct buf *to, const char *where, const char *path, bool ok,
    const struct err *e)
{
	AUTO_FREE char *text = NULL, *book = NULL;

	assert_int_equal(access(path, F_OK) == 0, ok);
	if (!ok) {
		add_error(to, where, e);
	} else if (strstr(path, ".xlsx") != NULL) {
		assert_true(n_books < BOOKS_MAX);
		book = book_path(n_books++);
		assert_int_equal(rename(path, book), 0);
	} else {
		text = test_read(path, NULL);
		add_shown(to, where, text);
		unlink(path);
	}
}

static void
every_file(struct buf *to, struct practice *p)
{
	size_t t, f, l;
	struct err err;
	long rows;

	for (f = 0; f < ARRAY_LEN(formats); f++) {
		AUTO_FREE char *path = test_path("out.%s", formats[f]);
		struct page_query q = { .of = 1, .all = true };

		for (t = 0; record_types[t] != NULL; t++) {
			struct export_options o = { .kind = record_types[t]->plural,
			    .format = formats[f], .target = path };

			add_file(to, o.kind, path, practice_export(p, &o, &rows, &err), &err);
		}
		for (l = 0; page_lists[l] != NULL; l++) {
			struct export_options o = { .format = formats[f], .target = path };

			q.of_text = page_lists[l] == &page_history ? "client" : "2026-03-12";
			add_file(to, page_lists[l]->name, path,
			    page_export(page_lists[l], p, &q, &o, &rows, &err), &err);
		}
		add_file(to, "monthly", path, practice_report(p,
		    &(struct report_options){ .name = "monthly", .month = "2026-03",
		    .format = formats[f], .target = path }, &err), &err);
	}
	read_books(to);
}

/* The command line, as the account that runs this. */
static void
every_command(struct buf *to, const char *login)
{
	static const char *const lines[] = {
		"client list", "client list --archived", "client list --format json",
		"client show 1", "client show 2", "client show 1 --format json",
		"client set 1 city=Graz --format json", "client list zqa00x", "client list zqa01x",
		"history client 1", "history session 2", "history screening 2",
		"history emergency_view 1", "history client 1 --format json",
		"history staff 1", "export clients", "export sessions --format json",
		"report monthly --month 2026-03", "report monthly --month 2026-03 --format csv",
		"report list", "document list", "consent list 1", "check", "check --deep", "undo",
		"redo", "backup", "help",
	};
	const char *program = getenv("CHAIRSIDE_PROGRAM");
	size_t i, n;

	assert_non_null(program);
	for (i = 0; i < ARRAY_LEN(lines); i++) {
		AUTO_FREE char *copy = xstrdup(lines[i]);
		const char *argv[16] = { program, "--db", v.path };
		char *rest, *word;

		n = 3;
		if (login != NULL) {
			argv[n++] = "--login";
			argv[n++] = login;
		}
		for (word = strtok_r(copy, " ", &rest); word != NULL;
		    word = strtok_r(NULL, " ", &rest))
			argv[n++] = word;
		run(to, lines[i], argv);
	}
}

/* --- the walk --------------------------------------------------------------------------- */

static void
walk(struct buf *to, struct practice *p)
{
	every_list(to, p);
	every_history(to, p);
	every_offer(to, p);
	every_file(to, p);
	every_way_in(to, p);
	every_search(to, p);
}

static void
told_to_a_practitioner(struct buf *to)
{
	walk(to, v.ruth);
	every_file(to, v.mara);
}

static void
one_practice(void)
{
	setenv("CHAIRSIDE_NOW", "2026-03-12T10:00", 1);
	planted_fill(other);
	told_to_a_practitioner(&told[other]);
	walk(&shown[other], planted_vera);
	every_key_of_every_page(&shown[other], planted_vera);
	every_file(&shown[other], v.books);
	every_command(&shown[other], NULL);
	two_who_save(&shown[other], planted_vera);
	/* with the clock of the day: nothing is written afterwards */
	every_command(&told[other], "ruth");
	planted_end();
}

static void
one_is_walked(void **state)
{
	other = false;
	one_practice();
}

static void
another_is_walked(void **state)
{
	other = true;
	one_practice();
}

/* Each in its own practice's, and in no word of the other's. */
static void
a_practitioner_sees_it(void **state)
{
	size_t k;
	int which, missed = 0;
	char text[40];

	assert_true(told[0].s != NULL && told[1].s != NULL);
	for (k = 0; k < n_planted; k++)
		for (which = 0; which < 2; which++) {
			planted_text(k, which != 0, text);
			if (*text == '\0' || strstr(told[which].s, text) != NULL)
				continue;
			print_message("# nobody sees %s.%s: %s\n", planted[k].type->name,
			    planted[k].field->name, text);
			missed++;
		}
	assert_int_equal(missed, 0);
	assert_non_null(strstr(told[0].s, "2001-05-16"));	/* an answer */
	assert_string_not_equal(told[0].s, told[1].s);
}

/* Line by line; a difference is told with the place where it was shown. */
static void
the_front_desk_does_not(void **state)
{
	char *a = shown[0].s, *b = shown[1].s, *rest_a, *rest_b, *line, *its;
	const char *place = "";
	int differences = strstr(b, "zqb") != NULL;

	assert_true(a != NULL && b != NULL);
	line = strtok_r(a, "\n", &rest_a);
	its = strtok_r(b, "\n", &rest_b);
	while (line != NULL && its != NULL && differences < 20) {
		if (strncmp(line, "== ", 3) == 0)
			place = line;
		if (strcmp(line, its) != 0) {
			print_message("# %s\n#   %s\n#   %s\n", place, line, its);
			differences++;
		}
		line = strtok_r(NULL, "\n", &rest_a);
		its = strtok_r(NULL, "\n", &rest_b);
	}
	assert_int_equal(differences, 0);
	assert_true(line == NULL && its == NULL);
}

/* What she typed as a practitioner is neither shown nor lost; her forms as the desk have
 * no line for it. */
static void
a_draft_waits_for_who_may_see_it(void **state)
{
	planted_fill(false);
	driven_begin(planted_vera, v.path, false);
	keys("2 e");
	sees("Phone");
	sees_not("Allergies");
	sees_not("Skin type");
	keys("Esc ^G drafts Enter Enter");
	says("Something medical was typed there, and it stays kept");
	says("may not see medical records");
	sees_not("zqa99x");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 1);
	visits_set(&record_staff, planted_vera->staff->id, "role", "practitioner");
	driven_end();
	driven_begin(planted_vera, v.path, false);
	keys("2 1 ^G drafts Enter");
	sees("zqa99x");
	sees("Allergies");
	keys("^X");
	driven_end();	/* before its practice is */
	planted_end();
}

static int
group_end(void **state)
{
	int i;

	for (i = 0; i < 2; i++) {
		buf_free(&shown[i]);
		buf_free(&told[i]);
	}
	return 0;
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(one_is_walked),
		CASE(another_is_walked),
		CASE(a_draft_waits_for_who_may_see_it),
		cmocka_unit_test(a_practitioner_sees_it),
		cmocka_unit_test(the_front_desk_does_not),
	};

	return test_end(cmocka_run_group_tests(cases, NULL, group_end));
}
