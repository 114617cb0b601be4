/*
 * front.c - practice files and logins for tests in a terminal.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

#define WORDS_MAX 20

char *
front_run(int status, const char *word, ...)
{
	const char *argv[WORDS_MAX + 2] = { term_program() };
	size_t n = 1;
	va_list ap;
	char *out;
	int ended;

	va_start(ap, word);
	for (; word != NULL && n <= WORDS_MAX; word = va_arg(ap, const char *))
		argv[n++] = word;
	va_end(ap);
	setenv("CHAIRSIDE_NOW", FRONT_NOW, 1);
	out = test_run(argv, &ended);
	if (ended != status)
		fail_msg("%s %s %s: %s", argv[1], argv[2], argv[3],
		    *out != '\0' ? out : "ended without a word");
	return out;
}

static void
copy(const char *from, const char *to, const char *ending)
{
	AUTO_FREE char *source = xasprintf("%s%s", from, ending);
	AUTO_FREE char *target = xasprintf("%s%s", to, ending);
	AUTO_FREE char *bytes = NULL;
	size_t size;

	bytes = test_read(source, &size);
	test_write(target, bytes, size);
	assert_int_equal(chmod(target, S_IRUSR | S_IWUSR), 0);
}

char *
front_demo(void)
{
	static char *made;
	static unsigned copies;
	char *path;

	if (made == NULL) {
		made = test_path("demo.db");
		free(front_run(0, "--db", made, "init", "--demo", "--clients", "60",
		    "--timezone", "UTC", (char *)NULL));
	}
	path = test_path("demo-%u.db", ++copies);
	copy(made, path, "");
	copy(made, path, ".key");
	return path;
}

struct term *
front_login(const char *db, const char *login, const struct term_setup *setup)
{
	const char *const argv[] = { term_program(), "--db", db,
	    login != NULL ? "--login" : NULL, login, NULL };

	static const struct term_setup plain;
	struct term_setup s = setup != NULL ? *setup : plain;

	/* --login leaves nothing of the environment: no marks, and the real clock */
	s.no_sync = s.no_sync || login != NULL;
	return term_start(&s, argv);
}

void
front_colleague(const char *db)
{
	struct term *t = front_login(db, NULL, NULL);

	term_keys(t, "8jj<Enter>jjj<Enter><Tab><Tab>mireille<C-s>");
	term_shows(t, "Saved: ");
	assert_int_equal(term_leave(t, "QQ"), 0);
}

void
front_shell(const char *db, const char *line)
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		if (setenv("F", db, 1) == 0)
			execl("/bin/sh", "sh", "-ec", line, (char *)NULL);
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (status != 0)
		fail_msg("%s: status %d", line, status);
}

void
front_check(const char *db)
{
	free(front_run(0, "--db", db, "check", "--deep", (char *)NULL));
}
