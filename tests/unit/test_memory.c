/*
 * Proves that strings and arenas grow without losing a byte, that nothing
 * writes to the shared empty string, that sentences are always whole UTF-8,
 * and that a mistake of ours ends the program with file and line, and is written down
 * without what a client's record put into it.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/bug.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "tests/support/test.h"

static void
an_empty_buf_is_a_good_string(void **state)
{
	AUTO_BUF struct buf b = BUF_INIT;
	char *owned;

	assert_string_equal(b.s, "");
	buf_adds(&b, NULL);
	buf_add(&b, NULL, 0);
	buf_adds(&b, "");
	buf_cut(&b, 0);
	assert_ptr_equal(b.s, buf_empty);
	owned = buf_steal(&b);
	assert_string_equal(owned, "");
	assert_ptr_not_equal(owned, buf_empty);
	free(owned);
	assert_int_equal(buf_empty[0], '\0');
}

static void
a_buf_keeps_every_byte(void **state)
{
	AUTO_BUF struct buf b = BUF_INIT;
	int i;

	for (i = 0; i < 5000; i++) {
		buf_addc(&b, (char)(i % 251));
		assert_int_equal(b.len, i + 1);
		assert_int_equal(b.s[b.len], '\0');
		assert_true(b.cap > b.len);
	}
	for (i = 0; i < 5000; i++)
		assert_int_equal((unsigned char)b.s[i], i % 251);
}

/* At every length around a growth, formatted text arrives whole. */
static void
a_buf_formats_across_its_end(void **state)
{
	int before;

	for (before = 0; before < 70; before++) {
		AUTO_BUF struct buf b = BUF_INIT;
		char expected[256];
		int i;

		for (i = 0; i < before; i++)
			buf_addc(&b, 'x');
		buf_addf(&b, "%s-%d-%s", "lidocaine", 42, "");
		buf_addf(&b, "%*d", 60, 7);
		snprintf(expected, sizeof(expected), "%.*slidocaine-42-%60d", before,
		    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 7);
		assert_string_equal(b.s, expected);
		assert_int_equal(b.len, strlen(expected));
	}
}

static void
a_buf_is_cut_and_given_away(void **state)
{
	struct buf b = BUF_INIT;
	char *s;

	buf_adds(&b, "forehead and chin");
	buf_cut(&b, 8);
	assert_string_equal(b.s, "forehead");
	buf_adds(&b, ".");
	s = buf_steal(&b);
	assert_string_equal(s, "forehead.");
	assert_int_equal(b.len, 0);
	assert_ptr_equal(b.s, buf_empty);
	free(s);
	buf_free(&b);
	buf_free(&b);
}

static void
copies_are_ones_own(void **state)
{
	AUTO_FREE char *a = xstrdup("glabella");
	AUTO_FREE char *b = xstrndup("glabella", 4);
	AUTO_FREE char *c = xstrndup("nose", 100);
	AUTO_FREE char *d = xasprintf("%s %d", "lot", 7);
	AUTO_FREE char *none = NULL;

	assert_string_equal(a, "glabella");
	assert_string_equal(b, "glab");
	assert_string_equal(c, "nose");
	assert_string_equal(d, "lot 7");
	assert_null(none);
}

static void
zero_bytes_are_some_memory(void **state)
{
	AUTO_FREE char *a = xmalloc(0);
	AUTO_FREE char *b = xcalloc(0, 8);
	AUTO_FREE char *c = xreallocarray(NULL, 0, 8);

	assert_non_null(a);
	assert_non_null(b);
	assert_non_null(c);
}

static void
an_array_grows(void **state)
{
	int *numbers = NULL;
	size_t capacity = 0;
	int i;

	for (i = 0; i < 1000; i++) {
		GROW(numbers, capacity, (size_t)i + 1);
		assert_true(capacity > (size_t)i);
		numbers[i] = i;
	}
	for (i = 0; i < 1000; i++)
		assert_int_equal(numbers[i], i);
	free(numbers);
}

static void
an_arena_gives_zeroed_aligned_memory_apart(void **state)
{
	struct arena *a = arena_new();
	unsigned char *taken[300];
	int round;
	size_t i, k;

	for (round = 0; round < 3; round++) {
		for (i = 0; i < ARRAY_LEN(taken); i++) {
			size_t size = i * 37 % 501;

			taken[i] = arena_alloc(a, size);
			assert_int_equal((uintptr_t)taken[i] % _Alignof(max_align_t), 0);
			for (k = 0; k < size; k++)
				assert_int_equal(taken[i][k], 0);
			memset(taken[i], (int)(i % 255) + 1, size);
		}
		for (i = 0; i < ARRAY_LEN(taken); i++)
			for (k = 0; k < i * 37 % 501; k++)
				assert_int_equal(taken[i][k], i % 255 + 1);
		arena_reset(a);
	}
	memset(arena_alloc(a, 5000000), 1, 5000000);
	arena_free(a);
	arena_free(NULL);
}

static void
an_arena_holds_texts(void **state)
{
	struct arena *a = arena_new();
	char *first = arena_strdup(a, "cheek left");
	char *second = arena_printf(a, "%s, %05d", "cheek right", 12);

	assert_null(arena_strdup(a, NULL));
	assert_string_equal(first, "cheek left");
	assert_string_equal(second, "cheek right, 00012");
	arena_free(a);
}

static void
an_error_is_said_once(void **state)
{
	struct err e;

	assert_false(err_set(&e, ERR_INVALID, "born", "%s is no date", "31/2"));
	assert_int_equal(e.code, ERR_INVALID);
	assert_string_equal(e.field, "born");
	assert_string_equal(e.text, "31/2 is no date");
	assert_false(err_prefix(&e, "line %d", 7));
	assert_string_equal(e.text, "line 7: 31/2 is no date");
	assert_string_equal(e.field, "born");
	assert_false(err_set(&e, ERR_IO, NULL, "after: %s\n", e.text));
	assert_string_equal(e.text, "after: line 7: 31/2 is no date");
	assert_string_equal(e.field, "");
	err_clear(&e);
	assert_int_equal(e.code, ERR_NONE);
	assert_string_equal(e.text, "");
	assert_false(err_set(NULL, ERR_IO, NULL, "nobody listens"));
	assert_false(err_prefix(NULL, "nobody"));
}

/* Whatever place the cut falls on, no half of a character is left. */
static void
a_long_sentence_is_cut_between_characters(void **state)
{
	size_t shift;

	for (shift = 0; shift < 5; shift++) {
		AUTO_BUF struct buf b = BUF_INIT;
		struct err e;
		size_t len, i;

		for (i = 0; i < shift; i++)
			buf_addc(&b, 'a');
		while (b.len < 2 * sizeof(e.text))
			buf_adds(&b, "\xF0\x9F\x92\x89");
		err_set(&e, ERR_INVALID, b.s, "%s", b.s);
		len = strlen(e.text);
		assert_true(len > sizeof(e.text) - 8);
		assert_int_equal(text_bad_byte(e.text, len), -1);
		assert_string_equal(e.text + len - 3, "\xE2\x80\xA6");
		assert_int_equal(text_bad_byte(e.field, strlen(e.field)), -1);
		assert_null(strchr(e.text, '?'));	/* nor anything in its place */

		err_prefix(&e, "a file");
		len = strlen(e.text);
		assert_memory_equal(e.text, "a file: ", 8);
		assert_int_equal(text_bad_byte(e.text, len), -1);
		assert_string_equal(e.text + len - 3, "\xE2\x80\xA6");
	}
}

static void
a_sentence_of_bad_bytes_is_made_valid(void **state)
{
	struct err e;

	err_set(&e, ERR_IO, "f\xFF", "cannot read \xC3(\xFE");
	assert_string_equal(e.text, "cannot read ?(?");
	assert_string_equal(e.field, "f?");
}

static void
every_code_has_its_exit_status(void **state)
{
	static const int expected[] = {
		[ERR_NONE] = 0, [ERR_INVALID] = 1, [ERR_STALE] = 1, [ERR_BUSY] = 75,
		[ERR_DENIED] = 77, [ERR_NOTFOUND] = 1, [ERR_USAGE] = 2, [ERR_PROBLEMS] = 3,
		[ERR_REFUSED] = 4,
		[ERR_IO] = 1, [ERR_DB] = 1,
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(expected); i++)
		assert_int_equal(err_exit_status((enum err_code)i), expected[i]);
}

static void
hook(void)
{
	fputs("terminal restored; ", stderr);
	bug("a second mistake");	/* must not come back here */
}

static void
overflowing_array(void)
{
	xreallocarray(NULL, SIZE_MAX / 2, 3);
}

static void
hooked(void)
{
	bug_set_hook(hook);
	bug("the first");
}

static void
plain(void)
{
	BUG_IF(1 + 1 == 2);
}

/* Runs `f` in a process of its own, which must abort; what it printed goes to
 * `out`. */
static void
dies(void (*f)(void), char *out, size_t size)
{
	int ends[2], status;
	size_t n = 0;
	ssize_t got;
	pid_t pid;

	fflush(NULL);
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		signal(SIGABRT, SIG_DFL);
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		f();
		_exit(0);
	}
	close(ends[1]);
	while ((got = read(ends[0], out + n, size - 1 - n)) > 0)
		n += (size_t)got;
	out[n] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
}

static void
our_mistakes_end_the_program(void **state)
{
	char said[4096];

	dies(plain, said, sizeof(said));
	assert_non_null(strstr(said, "test_memory.c:"));
	assert_non_null(strstr(said, "1 + 1 == 2"));
	dies(hooked, said, sizeof(said));
	assert_non_null(strstr(said, "terminal restored; "));
	assert_non_null(strstr(said, "a second mistake"));
	dies(overflowing_array, said, sizeof(said));
	assert_non_null(strstr(said, "no memory"));
}

static void
with_a_name(void)
{
	bug("no such field: %s", "Anna Lang");
}

static long
count(const char *in, const char *what)
{
	long n;

	for (n = 0; (in = strstr(in, what)) != NULL; in += strlen(what))
		n++;
	return n;
}

static void
mistakes_are_written_down(void **state)
{
	AUTO_FREE char *path = test_path("practice.db.mistakes");
	AUTO_BUF struct buf kept = BUF_INIT;
	char said[4096];
	struct stat st;
	struct err e;
	FILE *f;

	bug_set_file(path, 0600);
	dies(plain, said, sizeof(said));
	dies(with_a_name, said, sizeof(said));
	assert_non_null(strstr(said, "no such field: Anna Lang"));
	assert_true(file_read(path, BUG_FILE_MAX, &kept, &e));
	assert_int_equal(count(kept.s, "test_memory.c:"), 2);
	assert_non_null(strstr(kept.s, " 1 + 1 == 2\n"));
	assert_non_null(strstr(kept.s, " no such field: %s\n"));
	assert_null(strstr(kept.s, "Anna"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);

	/* it does not grow for ever */
	f = fopen(path, "a");
	assert_non_null(f);
	while (ftell(f) <= BUG_FILE_MAX)
		fputs("an older mistake\n", f);
	assert_int_equal(fclose(f), 0);
	dies(plain, said, sizeof(said));
	buf_cut(&kept, 0);
	assert_true(file_read(path, BUG_FILE_MAX, &kept, &e));
	assert_int_equal(count(kept.s, "\n"), 1);

	/* nor does it follow a link */
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("elsewhere", path), 0);
	dies(plain, said, sizeof(said));
	assert_non_null(strstr(said, "1 + 1 == 2"));
	assert_int_equal(stat(path, &st), -1);
}

TEST_MAIN(
	cmocka_unit_test(an_empty_buf_is_a_good_string),
	cmocka_unit_test(a_buf_keeps_every_byte),
	cmocka_unit_test(a_buf_formats_across_its_end),
	cmocka_unit_test(a_buf_is_cut_and_given_away),
	cmocka_unit_test(copies_are_ones_own),
	cmocka_unit_test(zero_bytes_are_some_memory),
	cmocka_unit_test(an_array_grows),
	cmocka_unit_test(an_arena_gives_zeroed_aligned_memory_apart),
	cmocka_unit_test(an_arena_holds_texts),
	cmocka_unit_test(an_error_is_said_once),
	cmocka_unit_test(a_long_sentence_is_cut_between_characters),
	cmocka_unit_test(a_sentence_of_bad_bytes_is_made_valid),
	cmocka_unit_test(every_code_has_its_exit_status),
	cmocka_unit_test(our_mistakes_end_the_program),
	cmocka_unit_test(mistakes_are_written_down))
