/*
 * Proves that digests are BLAKE2b-256 over length-prefixed items, so that no
 * two different lists of items give the same bytes, and that the key counts; that short
 * items reach the library together, and however long they are, in their order.
 */
#include <dlfcn.h>
#include <string.h>

#include "base/digest.h"
#include "base/mem.h"
#include "tests/support/test.h"

static const unsigned char key[DIGEST_KEY_SIZE] = {
	0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f,
	0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f,
};

static const char *
hex_of(struct digest *d, char out[DIGEST_HEX_SIZE])
{
	unsigned char bytes[DIGEST_SIZE];

	digest_end(d, bytes);
	return digest_hex(bytes, sizeof(bytes), out);
}

/* Expected values from another implementation: Python's
 * hashlib.blake2b(items, digest_size=32, key=...). */
static void
agrees_with_another_implementation(void **state)
{
	struct digest d;
	char hex[DIGEST_HEX_SIZE];

	digest_begin(&d, NULL);
	assert_string_equal(hex_of(&d, hex),
	    "0e5751c026e543b2e8ab2eb06099daa1"
	    "d1e5df47778f7787faab45cdf12fe3a8");
	digest_begin(&d, key);
	assert_string_equal(hex_of(&d, hex),
	    "4e51e7a913fc80137da52880fecca175"
	    "bf81e117d5c68126dc2774033517ea0d");
	digest_begin(&d, key);
	digest_text(&d, "client");
	digest_int(&d, -42);
	digest_bytes(&d, "\0\xFF", 2);
	digest_text(&d, NULL);
	digest_text(&d, "");
	assert_string_equal(hex_of(&d, hex),
	    "928ca6e3a49d8e5f094d0dc36e6de47d"
	    "b81f6ee534ed9023e915c555830a0a3e");
}

/* The two of FIPS 180-2, and nothing. */
static void
sha_256_is_that_of_everybody(void **state)
{
	char hex[DIGEST_HEX_SIZE];

	assert_string_equal(digest_sha256("abc", 3, hex),
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_string_equal(digest_sha256(
	    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hex),
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	assert_string_equal(digest_sha256("", 0, hex),
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

/* Takes the place of the library's, and counts. */
int crypto_generichash_update(void *state, const unsigned char *bytes,
    unsigned long long n);
static long pieces;

int
crypto_generichash_update(void *state, const unsigned char *bytes, unsigned long long n)
{
	int (*theirs)(void *, const unsigned char *, unsigned long long);
	void *found = dlsym(RTLD_NEXT, "crypto_generichash_update");

	memcpy(&theirs, &found, sizeof(theirs));
	pieces++;
	return theirs(state, bytes, n);
}

/* Expected value from Python's hashlib too. */
static void
items_of_any_length_go_in_as_they_come(void **state)
{
	unsigned char bytes[1000];
	struct digest d;
	char hex[DIGEST_HEX_SIZE];
	int n, k;

	digest_begin(&d, NULL);
	for (n = 0; n < 1000; n += 37) {
		for (k = 0; k < n; k++)
			bytes[k] = (unsigned char)(n + k);
		digest_bytes(&d, bytes, (size_t)n);
		digest_int(&d, -n);
	}
	assert_string_equal(hex_of(&d, hex),
	    "067b92e18776cf707c95b117594b452d"
	    "dc770b0abe61d1e02f0caa0e7ce27aca");
}

static void
short_items_go_in_together(void **state)
{
	struct digest d;
	char hex[DIGEST_HEX_SIZE];
	int i;

	pieces = 0;
	digest_begin(&d, key);
	for (i = 0; i < 15; i++)
		digest_int(&d, i);
	digest_text(&d, "a session's note of some length");
	hex_of(&d, hex);
	assert_int_equal(pieces, 1);
}

struct item {
	char kind;	/* t text, n NULL text, i int, b bytes; 0 ends */
	const char *text;
	int64_t number;
};

/* Lists that would be alike if they were only joined. */
static void
different_lists_differ(void **state)
{
	static const struct item lists[][4] = {
		{ { 0 } },
		{ { 't', "", 0 } },
		{ { 'n', NULL, 0 } },
		{ { 't', "", 0 }, { 't', "", 0 } },
		{ { 't', "ab", 0 }, { 't', "c", 0 } },
		{ { 't', "a", 0 }, { 't', "bc", 0 } },
		{ { 't', "abc", 0 } },
		{ { 't', "c", 0 }, { 't', "ab", 0 } },
		{ { 't', "abc", 0 }, { 't', "", 0 } },
		{ { 't', "abc", 0 }, { 'n', NULL, 0 } },
		{ { 'i', NULL, 0 } }, { { 'i', NULL, 1 } }, { { 'i', NULL, -1 } },
		{ { 'i', NULL, 256 } }, { { 'i', NULL, INT64_MIN } }, { { 't', "1", 0 } },
	};
	unsigned char seen[2 * ARRAY_LEN(lists)][DIGEST_SIZE];
	size_t n = 0;
	int keyed;
	size_t i;

	for (keyed = 0; keyed < 2; keyed++) {
		for (i = 0; i < ARRAY_LEN(lists); i++) {
			struct digest d;
			const struct item *item;
			size_t k;

			digest_begin(&d, keyed ? key : NULL);
			for (item = lists[i]; item->kind; item++) {
				if (item->kind == 'i')
					digest_int(&d, item->number);
				else
					digest_text(&d, item->text);
			}
			digest_end(&d, seen[n]);
			for (k = 0; k < n; k++)
				assert_false(digest_equal(seen[k], seen[n], DIGEST_SIZE));
			n++;
		}
	}
}

static void
the_same_list_agrees(void **state)
{
	unsigned char out[2][DIGEST_SIZE];
	int i;

	for (i = 0; i < 2; i++) {
		struct digest d;

		digest_begin(&d, key);
		digest_text(&d, "Zo\xC3\xAB");
		digest_bytes(&d, NULL, 0);
		digest_int(&d, 7);
		digest_end(&d, out[i]);
	}
	assert_true(digest_equal(out[0], out[1], DIGEST_SIZE));
	out[1][DIGEST_SIZE - 1] ^= 0x80;
	assert_false(digest_equal(out[0], out[1], DIGEST_SIZE));
	assert_true(digest_equal(out[0], out[1], DIGEST_SIZE - 1));
}

static void
writes_bytes_in_hex(void **state)
{
	char out[9];

	assert_string_equal(digest_hex((const unsigned char *)"\x00\x9f\xFF\x10", 4, out),
	    "009fff10");
	assert_string_equal(digest_hex((const unsigned char *)"", 0, out), "");
}

/* Two draws of 32 bytes are alike once in 2^256 tries; each byte is reached. */
/* The vectors of RFC 4648, 10, and a letter beside the first 62. */
static void
writes_bytes_in_base64(void **state)
{
	static const char *const vectors[][2] = {
		{ "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" },
		{ "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" },
		{ "\xff\xef\xbe", "/+++" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(vectors); i++) {
		AUTO_BUF struct buf out = BUF_INIT;

		buf_adds(&out, "is ");
		digest_base64(vectors[i][0], strlen(vectors[i][0]), &out);
		assert_string_equal(out.s + 3, vectors[i][1]);
	}
}

static void
draws_random_bytes(void **state)
{
	unsigned char a[32] = { 0 }, b[32] = { 0 }, any[32] = { 0 };
	int i;
	size_t k;

	digest_random(a, sizeof(a));
	digest_random(b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
	for (i = 0; i < 64; i++) {
		digest_random(b, sizeof(b));
		for (k = 0; k < sizeof(b); k++)
			any[k] |= b[k];
	}
	for (k = 0; k < sizeof(any); k++)
		assert_int_not_equal(any[k], 0);
}

TEST_MAIN(
	cmocka_unit_test(sha_256_is_that_of_everybody),
	cmocka_unit_test(agrees_with_another_implementation),
	cmocka_unit_test(items_of_any_length_go_in_as_they_come),
	cmocka_unit_test(short_items_go_in_together),
	cmocka_unit_test(different_lists_differ),
	cmocka_unit_test(the_same_list_agrees),
	cmocka_unit_test(writes_bytes_in_hex),
	cmocka_unit_test(writes_bytes_in_base64),
	cmocka_unit_test(draws_random_bytes))
