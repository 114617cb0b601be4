/*
 * Proves that what was sealed comes out as it went in, with the private key alone, and that
 * whatever is done to a sealed file between is noticed: cut short anywhere, a bit turned, a
 * piece left out, doubled or put elsewhere, another file's head.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/seal.h"
#include "tests/support/test.h"

#define PIECE 65536
#define MORE 17
#define FRONT(letter) (19 + 32 + 1 + 32 + (letter) + 48 + 24)

static struct seal_public pub;
static struct seal_secret secret;

static int
opened(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	return fd;
}

/* Seals n bytes, each its place; the caller frees the sealed file's path. */
static char *
sealed(size_t n, const char *letter)
{
	AUTO_FREE char *plain = test_path("plain");
	AUTO_FREE char *bytes = xmalloc(n + 1);
	char *path = test_path("sealed");
	size_t i;
	int in, out;

	for (i = 0; i < n; i++)
		bytes[i] = (char)(i * 7 + i / PIECE);
	test_write(plain, bytes, n);
	unlink(path);
	in = opened(plain);
	out = opened(path);
	assert_int_equal(seal_file(in, out, &pub, letter, strlen(letter), NULL, NULL),
	    SEAL_DONE);
	close(in);
	close(out);
	return path;
}

static enum seal_end
opens(const char *path, const struct seal_secret *with, const char *to)
{
	int in = opened(path), out = -1;
	enum seal_end end;

	if (to != NULL) {
		unlink(to);
		out = opened(to);
	}
	end = seal_open(in, out, with, NULL, NULL);
	close(in);
	if (out >= 0)
		close(out);
	return end;
}

static void
what_went_in_comes_out(void **state)
{
	static const size_t sizes[] = { 0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5 };
	AUTO_FREE char *plain = test_path("plain"), *to = test_path("opened");
	size_t i;

	for (i = 0; i < ARRAY_LEN(sizes); i++) {
		AUTO_FREE char *path = sealed(sizes[i], "a letter"), *before = NULL;
		AUTO_FREE char *after = NULL, *whole = NULL;
		unsigned char letter[SEAL_LETTER_MAX];
		size_t a, b, n = 0;
		int fd;

		assert_int_equal(opens(path, &secret, to), SEAL_DONE);
		before = test_read(plain, &a);
		after = test_read(to, &b);
		assert_int_equal(a, sizes[i]);
		assert_int_equal(b, a);
		assert_memory_equal(before, after, a);
		whole = test_read(path, &n);
		assert_int_equal(n, seal_size((int64_t)a, 8));
		if (a >= 64)
			assert_null(memmem(whole, n, before, 64));
		fd = opened(path);
		assert_true(seal_is(fd));
		assert_int_equal(seal_letter(fd, &secret, letter, &n), SEAL_DONE);
		assert_int_equal(n, 8);
		assert_memory_equal(letter, "a letter", 8);
		close(fd);
	}
}

static void
another_key_opens_nothing(void **state)
{
	AUTO_FREE char *path = sealed(1000, "x"), *plain = test_path("plain");
	struct seal_public p;
	struct seal_secret s;

	seal_pair(&p, &s);
	assert_int_equal(opens(path, &s, NULL), SEAL_OTHER);
	assert_int_equal(opens(plain, &secret, NULL), SEAL_NONE);
	test_write(path, "chairside sealed 1\nwhatever", 27);
	assert_int_equal(opens(path, &secret, NULL), SEAL_NEWER);
}

/* Writes `n` bytes in the file's place; what comes of it. */
static enum seal_end
as(const char *path, const char *bytes, size_t n)
{
	test_write(path, bytes, n);
	return opens(path, &secret, NULL);
}

/* Without a key: is it what was written? */
static bool
is_sound(const char *path)
{
	int fd = opened(path);
	bool sound = seal_sound(fd) == SEAL_DONE;

	close(fd);
	return sound;
}

static void
whatever_is_altered_is_noticed(void **state)
{
	const size_t piece = PIECE + MORE, front = FRONT(1);
	AUTO_FREE char *path = sealed(2 * PIECE + 100, "x"), *spoilt = NULL;
	char *good;
	size_t n, i;

	good = test_read(path, &n);
	spoilt = xmalloc(n + piece);
	assert_int_equal(as(path, good, n), SEAL_DONE);
	assert_true(is_sound(path));
	for (i = 19; i < n; i += i < front + 20 ? 1 : 997) {
		memcpy(spoilt, good, n);
		spoilt[i] ^= 0x10;
		if (as(path, spoilt, n) == SEAL_DONE || is_sound(path))
			fail_msg("byte %zu", i);
	}
	for (i = 0; i < n; i += i < front + 20 ? 1 : 997)
		if (as(path, good, i) == SEAL_DONE || is_sound(path))
			fail_msg("cut at %zu", i);
	assert_int_not_equal(as(path, good, front + piece), SEAL_DONE);
	assert_int_not_equal(as(path, good, front + 2 * piece), SEAL_DONE);
	/* the first two pieces exchanged; the second twice; without the first; more behind */
	memcpy(spoilt, good, n);
	memcpy(spoilt + front, good + front + piece, piece);
	memcpy(spoilt + front + piece, good + front, piece);
	assert_int_equal(as(path, spoilt, n), SEAL_ALTERED);
	memcpy(spoilt, good, front + 2 * piece);
	memcpy(spoilt + front + 2 * piece, good + front + piece, n - front - piece);
	assert_int_equal(as(path, spoilt, n + piece), SEAL_ALTERED);
	memcpy(spoilt + front, good + front + piece, n - front - piece);
	assert_int_equal(as(path, spoilt, n - piece), SEAL_ALTERED);
	memcpy(spoilt, good, n);
	spoilt[n] = 0;
	assert_int_equal(as(path, spoilt, n + 1), SEAL_ALTERED);
	free(good);
}

static void
a_key_typed_wrong_is_none(void **state)
{
	char text[SEAL_TEXT_SIZE], was;
	struct seal_public p;
	struct seal_secret s;
	size_t i;

	seal_secret_text(&secret, text);
	assert_true(seal_secret_read(text, &s));
	seal_public_of(&s, &p);
	assert_memory_equal(&p, &pub, sizeof(p));
	assert_false(seal_public_read(text, &p));
	seal_public_text(&pub, text);
	assert_true(seal_public_read(text, &p));
	assert_false(seal_secret_read(text, &s));
	for (i = 0; text[i] != '\0'; i++) {
		was = text[i];
		text[i] = was == 'A' ? 'B' : 'A';
		if (seal_public_read(text, &p))
			fail_msg("letter %zu", i);
		text[i] = was;
	}
	text[i - 1] = '\0';
	assert_false(seal_public_read(text, &p));
	assert_false(seal_public_read("", &p));
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(what_went_in_comes_out),
		cmocka_unit_test(another_key_opens_nothing),
		cmocka_unit_test(whatever_is_altered_is_noticed),
		cmocka_unit_test(a_key_typed_wrong_is_none),
	};

	seal_pair(&pub, &secret);
	return test_end(cmocka_run_group_tests(cases, NULL, NULL));
}
