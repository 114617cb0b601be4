/*
 * Two programs on one practice file: what one saves the other shows, what both change
 * is brought together, and nobody loses what they typed.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

#define COLLEAGUE "mireille"

/* Who saves after a colleague has the colleague's clock. */
static const struct term_setup clock_runs = { .now = "" };

/* The row the cursor stands in; owned. */
static char *
cursor_row(struct term *t)
{
	int y = -1, x = -1;

	assert_true(term_cursor(t, &y, &x));
	return xstrdup(term_row(t, y));
}

static void
colleagues_client_appears(void **state)
{
	AUTO_FREE char *db = front_demo(), *before = NULL, *after = NULL;
	struct term *mine, *theirs;

	front_colleague(db);
	mine = front_login(db, NULL, NULL);
	theirs = front_login(db, COLLEAGUE, NULL);
	term_keys(mine, "2jjj");
	before = cursor_row(mine);
	term_await(theirs, "Today");
	term_keys(theirs, "2nAnna<Tab>Aaron<C-s>");
	term_await(theirs, "Added: ");
	term_await(mine, "Aaron, Anna");
	after = cursor_row(mine);
	assert_string_equal(after, before);
	term_keys(mine, "gk");
	term_shows(mine, "► Aaron, Anna");
	assert_int_equal(term_stop(theirs), 0);
	assert_int_equal(term_stop(mine), 0);
	front_check(db);
}

/* On Today the agenda grows, on a client's page the alerts change. */
static void
visit_and_alert_appear(void **state)
{
	AUTO_FREE char *db = front_demo(), *before = NULL, *after = NULL;
	struct term *first = front_login(db, NULL, NULL);
	struct term *second = front_login(db, NULL, NULL);

	term_keys(first, "j");
	before = cursor_row(first);
	term_keys(second, "2jjb<S-Tab><S-Tab>facial<Enter><Enter>t<Enter>1p<Enter><C-s>");
	term_shows(second, "Booked: ");
	term_await(first, "Brown, Hannah");
	after = cursor_row(first);
	assert_string_equal(after, before);
	term_keys(first, "2jj<Enter>");
	term_shows(first, "Brown, Hannah");
	term_keys(second, "e<Tab><Tab><Tab><Tab><Tab><Tab>Needles frighten<C-s>");
	term_await(first, "Needles frighten");
	assert_int_equal(term_stop(second), 0);
	assert_int_equal(term_stop(first), 0);
	front_check(db);
}

/* Both have opened the card of the same client. */
static void
open_card(struct term *t)
{
	term_keys(t, "2jje");
	term_shows(t, "Client's card");
	term_shows(t, "Hannah");
}

#define TO_PREFERRED "<Tab><Tab>"

static void
different_fields_merge(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *first = front_login(db, NULL, NULL);
	struct term *second = front_login(db, NULL, NULL);

	open_card(first);
	open_card(second);
	term_keys(first, TO_PREFERRED "Hanni<C-s>");
	term_shows(first, "Saved: ");
	term_keys(second, "<Tab><Tab><Tab><Tab><Tab>h@example.org<C-s>");
	term_shows(second, "Saved: ");
	term_keys(second, "<Enter>");
	term_shows(second, "Hanni");
	term_shows(second, "h@example.org");
	term_await(first, "Saved: ");
	term_keys(first, "<Enter>");
	term_await(first, "h@example.org");
	assert_int_equal(term_stop(second), 0);
	assert_int_equal(term_stop(first), 0);
	front_check(db);
}

/* The same field: the second is asked, and gets what was chosen. */
static void
same_field_is_asked_for(const char *choice, const char *kept, const char *lost)
{
	AUTO_FREE char *db = front_demo();
	struct term *first = front_login(db, NULL, NULL);
	struct term *second = front_login(db, NULL, NULL);

	open_card(first);
	open_card(second);
	term_keys(first, TO_PREFERRED "Hanni<C-s>");
	term_shows(first, "Saved: ");
	term_keys(second, TO_PREFERRED "Nan<C-s>");
	term_shows(second, "Whose value?");
	term_shows(second, "y yours   Nan");
	term_shows(second, "t theirs  Hanni");
	term_shows(second, "before    (blank)");
	term_keys(second, "<Enter>");
	term_shows(second, "1 still to choose");
	term_keys(second, choice);
	term_keys(second, "<C-s>");
	term_shows(second, *choice == 't' ? "Nothing was changed" : "Saved: ");
	term_keys(second, "<Enter>");
	term_shows(second, kept);
	term_shows_not(second, lost);
	assert_int_equal(term_stop(second), 0);
	assert_int_equal(term_stop(first), 0);
	front_check(db);
}

static void
same_field_mine(void **state)
{
	same_field_is_asked_for("y", "Nan", "Hanni");
}

static void
same_field_theirs(void **state)
{
	same_field_is_asked_for("t", "Hanni", "Nan");
}

/* Leaving the question goes back to the form, with what was typed. */
static void
merge_can_be_left(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *first = front_login(db, NULL, NULL);
	struct term *second = front_login(db, NULL, NULL);

	open_card(first);
	open_card(second);
	term_keys(first, TO_PREFERRED "Hanni<C-s>");
	term_keys(second, TO_PREFERRED "Nan<C-s>");
	term_shows(second, "Whose value?");
	term_keys(second, "<Esc>");
	term_shows(second, "Client's card");
	term_shows(second, "Nan");
	assert_int_equal(term_hangup(second), 0);
	second = front_login(db, NULL, NULL);
	term_shows(second, "1 draft kept: ");
	term_keys(second, "<Enter>");
	term_shows(second, "Nan");
	term_keys(second, "<C-s>");
	term_shows(second, "Whose value?");
	assert_int_equal(term_stop(second), 0);
	assert_int_equal(term_stop(first), 0);
}

static void
undo_is_refused_when_changed_since(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *mine, *theirs;

	front_colleague(db);
	mine = front_login(db, NULL, &clock_runs);
	open_card(mine);
	term_keys(mine, TO_PREFERRED "Hanni<C-s>");
	term_shows(mine, "u undoes it");
	theirs = front_login(db, COLLEAGUE, NULL);
	term_await(theirs, "Today");
	term_keys(theirs, "2jje" TO_PREFERRED "<C-u>Nan<C-s>");
	term_await(theirs, "Saved: ");
	term_keys(mine, "u");
	term_shows(mine, "Not undone: Mireille Fontaine has changed Brown");
	term_keys(mine, "<Enter>");
	term_shows(mine, "Nan");
	assert_int_equal(term_stop(theirs), 0);
	assert_int_equal(term_stop(mine), 0);
	front_check(db);
}

/* Who may not work here any more is told, and what they typed waits for them. */
static void
disabled_login_ends(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *owner, *theirs;

	front_colleague(db);
	owner = front_login(db, NULL, &clock_runs);
	theirs = front_login(db, COLLEAGUE, NULL);
	term_await(theirs, "Today");
	term_keys(theirs, "2nAnna<Tab>Aaron");
	term_await(theirs, "Aaron");
	term_keys(owner, "8jj<Enter>jjjd");
	term_shows(owner, "Switched off, v shows it: Mireille Fontaine");
	term_await(theirs, "may not log in");
	assert_int_not_equal(term_leave(theirs, NULL), 0);
	term_keys(owner, "u");
	term_shows(owner, "Undone");
	theirs = front_login(db, COLLEAGUE, NULL);
	term_await(theirs, "1 draft kept: New client, ");
	term_keys(theirs, "<Enter>");
	term_await(theirs, "Aaron");
	assert_int_equal(term_stop(theirs), 0);
	assert_int_equal(term_stop(owner), 0);
	front_check(db);
}

/* Somebody writes for long: a sentence names them, the form stands, and saving again
 * works. */
static void
busy_file_is_named(void **state)
{
	static const char holder[] = "4711 Ewa Nowak\n";
	AUTO_FREE char *db = front_demo(), *lock = xasprintf("%s.lock", db);
	struct term *t = front_login(db, NULL, NULL);
	int fd;

	open_card(t);
	fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(ftruncate(fd, 0), 0);
	assert_int_equal(pwrite(fd, holder, strlen(holder), 0), strlen(holder));
	term_keys(t, TO_PREFERRED "Nan<C-s>");
	term_shows(t, "Ewa Nowak is writing to the practice file (process 4711)");
	term_shows(t, "Client's card");
	term_shows(t, "Nan");
	close(fd);
	term_keys(t, "cy<C-s>");
	term_shows(t, "Saved: ");
	term_keys(t, "<Enter>");
	term_shows(t, "Nancy");
	assert_int_equal(term_leave(t, "QQ"), 0);
	front_check(db);
}

/* Who else is at a client, and at what, until they leave or are killed. */
static void
who_else_is_there_is_shown(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *mine, *theirs;

	front_colleague(db);
	mine = front_login(db, NULL, &clock_runs);
	term_await(mine, "Today");
	term_keys(mine, "2jj<Enter>");
	term_shows_not(mine, "also open");
	theirs = front_login(db, COLLEAGUE, NULL);
	term_await(theirs, "Today");
	term_keys(theirs, "2jje");
	term_await(mine, "also open: Mireille Fontaine (form)");
	term_await(theirs, "also open: ");
	/* and what they change is named */
	term_keys(theirs, TO_PREFERRED "Hanni<C-s>");
	term_await(theirs, "Saved: ");
	term_await(mine, "Mireille Fontaine changed Preferred name, ");
	term_keys(mine, "j");
	term_shows_not(mine, "also open");
	term_keys(theirs, "<Enter>");
	term_await(mine, "also open: Mireille Fontaine");
	term_signal(theirs, SIGKILL);
	assert_int_equal(term_leave(theirs, NULL), 128 + SIGKILL);
	term_keys(mine, "j");
	term_shows_not(mine, "also open");
	assert_int_equal(term_stop(mine), 0);
	front_check(db);
}

/* Stops in the middle of a save, with the lock; it does not outlive the test. */
static pid_t
stopped_in_a_save(const char *db)
{
	AUTO_FREE char *lock = xasprintf("%s.lock", db);
	int status;
	pid_t child = fork();

	if (child == 0) {
		int fd = open(lock, O_RDWR | O_CLOEXEC);
		AUTO_FREE char *line = xasprintf("%ld 1773309588 Ewa Nowak\n", (long)getpid());

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (fd < 0 || flock(fd, LOCK_EX) != 0 ||
		    pwrite(fd, line, strlen(line), 0) != (ssize_t)strlen(line))
			_exit(1);
		raise(SIGSTOP);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, WUNTRACED), child);
	assert_true(WIFSTOPPED(status));
	return child;
}

/* Who waits is told for whom, and may go back to the form or wait until they are through. */
static void
a_wait_is_shown_and_given_up(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, NULL);
	pid_t child;

	open_card(t);
	child = stopped_in_a_save(db);
	term_keys(t, TO_PREFERRED "Nan");
	term_send(t, "\023", 1);
	term_await(t, "Ewa Nowak's program was stopped while saving since 9:59a (12 s)");
	term_await(t, "Esc gives up.");
	term_shows(t, "Client's card");
	term_keys(t, "<Esc>");
	term_shows(t, "Not waited for Ewa Nowak");
	term_shows(t, "Client's card");
	term_shows(t, "Nan");
	term_send(t, "\023", 1);
	term_await(t, "Esc gives up.");
	kill(child, SIGCONT);
	assert_int_equal(waitpid(child, NULL, 0), child);
	term_await(t, "Saved: ");
	term_settle(t);
	term_keys(t, "<Enter>");
	term_shows(t, "Nan");
	assert_int_equal(term_leave(t, "QQ"), 0);
	front_check(db);
}

/* Who has the screens open is in the way of a restore, and is named; a backup is in
 * nobody's. */
static void
restore_waits_for_the_screens(void **state)
{
	AUTO_FREE char *db = front_demo(), *said = NULL, *made = NULL, *done = NULL;
	struct term *theirs;

	front_colleague(db);
	/* before they come: their clock runs, and ours stands in March */
	made = front_run(0, "--db", db, "backup", NULL);
	assert_non_null(strstr(made, "60 clients"));
	theirs = front_login(db, COLLEAGUE, NULL);
	term_await(theirs, "Today");
	term_keys(theirs, "2nAnna<Tab>Aaron");
	said = front_run(75, "--db", db, "restore", "latest", NULL);
	assert_non_null(strstr(said, "Mireille Fontaine (process "));
	term_keys(theirs, "<C-s>");
	term_await(theirs, "Added: ");
	assert_int_equal(term_stop(theirs), 0);
	done = front_run(0, "--db", db, "restore", "latest", NULL);
	assert_non_null(strstr(done, "is restored from"));
	front_check(db);
}

/* From the Practice page: how old the newest is, making one, and trying it out. */
static void
backup_from_the_practice_page(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, NULL);

	term_keys(t, "8");
	term_shows(t, "last backup    none yet; Backup makes one");
	term_keys(t, "/checked copy<Enter>");
	term_await(t, "Backup made and checked");
	term_shows(t, "60 clients");
	term_keys(t, "q");
	term_shows(t, "last backup    Thu 12 Mar 10:00a, just now, quarter-hourly");
	term_keys(t, "/those that are kept<Enter><Enter>d");
	term_await(t, "The backup is good:");
	term_shows(t, "60 clients");
	term_keys(t, "q");
	term_shows(t, "tried out       Thu 12 Mar 10:00a, just now");
	assert_int_equal(term_leave(t, "QQ"), 0);
	front_check(db);
}

TEST_MAIN(
	cmocka_unit_test(colleagues_client_appears),
	cmocka_unit_test(visit_and_alert_appear),
	cmocka_unit_test(different_fields_merge),
	cmocka_unit_test(same_field_mine),
	cmocka_unit_test(same_field_theirs),
	cmocka_unit_test(merge_can_be_left),
	cmocka_unit_test(undo_is_refused_when_changed_since),
	cmocka_unit_test(disabled_login_ends),
	cmocka_unit_test(busy_file_is_named),
	cmocka_unit_test(who_else_is_there_is_shown),
	cmocka_unit_test(a_wait_is_shown_and_given_up),
	cmocka_unit_test(restore_waits_for_the_screens),
	cmocka_unit_test(backup_from_the_practice_page)
)
