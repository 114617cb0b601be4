/*
 * seal.c - see seal.h.
 */
#include "base/seal.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/mem.h"

#define NAME "chairside sealed "
#define FIRST_LINE NAME "2\n"
#define FIRST_SIZE (sizeof(FIRST_LINE) - 1)
#define STREAM_KEY crypto_secretstream_xchacha20poly1305_KEYBYTES
#define STREAM_HEAD crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define PIECE ((size_t)1 << 16)
#define MORE crypto_secretstream_xchacha20poly1305_ABYTES
#define FINAL crypto_secretstream_xchacha20poly1305_TAG_FINAL
#define CHECK 4			/* bytes of a key's text that check the others */
#define KIND 7			/* letters of "public-" and "secret-" */

_Static_assert(sizeof(((struct seal_public *)0)->key) == crypto_box_PUBLICKEYBYTES &&
    sizeof(((struct seal_secret *)0)->key) == crypto_box_SECRETKEYBYTES &&
    crypto_box_PUBLICKEYBYTES == crypto_box_SECRETKEYBYTES, "keys of another size");

/* What stands before the pieces: first line, sum of what follows it, length of the letter, box,
 * head of the stream. */
struct front {
	unsigned char line[FIRST_SIZE];
	unsigned char sum[DIGEST_SIZE];
	unsigned char n_letter;
	unsigned char box[STREAM_KEY + SEAL_LETTER_MAX + crypto_box_SEALBYTES];
	unsigned char head[STREAM_HEAD];
	struct digest seen;	/* of what was read, or written, behind the sum */
};

/* --- keys -------------------------------------------------------------------------------- */

void
seal_pair(struct seal_public *pub, struct seal_secret *secret)
{
	digest_start();
	crypto_box_keypair(pub->key, secret->key);
}

void
seal_public_of(const struct seal_secret *secret, struct seal_public *pub)
{
	digest_start();
	crypto_scalarmult_base(pub->key, secret->key);
}

void
seal_forget(void *bytes, size_t n)
{
	sodium_memzero(bytes, n);
}

static void
check_of(const char *kind, const unsigned char key[32], unsigned char out[DIGEST_SIZE])
{
	struct digest d;

	digest_begin(&d, NULL);
	digest_text(&d, kind);
	digest_bytes(&d, key, 32);
	digest_end(&d, out);
}

static const char *
key_text(const char *kind, const unsigned char key[32], char out[SEAL_TEXT_SIZE])
{
	unsigned char check[DIGEST_SIZE], all[32 + CHECK];

	check_of(kind, key, check);
	memcpy(all, key, 32);
	memcpy(all + 32, check, CHECK);
	memcpy(out, kind, KIND);
	sodium_bin2base64(out + KIND, SEAL_TEXT_SIZE - KIND, all, sizeof(all),
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	seal_forget(all, sizeof(all));
	return out;
}

static bool
key_read(const char *kind, const char *text, unsigned char key[32])
{
	unsigned char check[DIGEST_SIZE], all[32 + CHECK];
	size_t n = 0;
	bool good;

	good = strncmp(text, kind, KIND) == 0 && sodium_base642bin(all, sizeof(all),
	    text + KIND, strlen(text + KIND), NULL, &n, NULL,
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 && n == sizeof(all);
	if (good) {
		check_of(kind, all, check);
		good = memcmp(check, all + 32, CHECK) == 0;
		memcpy(key, all, 32);
	}
	seal_forget(all, sizeof(all));
	return good;
}

const char *
seal_public_text(const struct seal_public *pub, char out[SEAL_TEXT_SIZE])
{
	return key_text("public-", pub->key, out);
}

const char *
seal_secret_text(const struct seal_secret *secret, char out[SEAL_TEXT_SIZE])
{
	return key_text("secret-", secret->key, out);
}

bool
seal_public_read(const char *text, struct seal_public *pub)
{
	return key_read("public-", text, pub->key);
}

bool
seal_secret_read(const char *text, struct seal_secret *secret)
{
	return key_read("secret-", text, secret->key);
}

/* --- bytes ------------------------------------------------------------------------------- */

/* Reads n bytes, or fewer at the end of the file; -1 with errno. */
static ssize_t
read_full(int fd, unsigned char *bytes, size_t n)
{
	size_t have = 0;

	while (have < n) {
		ssize_t got = read(fd, bytes + have, n - have);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		have += (size_t)got;
	}
	return (ssize_t)have;
}

/* --- opening ----------------------------------------------------------------------------- */

bool
seal_is(int fd)
{
	char line[sizeof(NAME) - 1];
	bool is = lseek(fd, 0, SEEK_SET) == 0 &&
	    read_full(fd, (unsigned char *)line, sizeof(line)) == (ssize_t)sizeof(line) &&
	    memcmp(line, NAME, sizeof(line)) == 0;

	return lseek(fd, 0, SEEK_SET) == 0 && is;
}

/* Reads as far as the sum. */
static enum seal_end
read_sum(int fd, struct front *f)
{
	ssize_t n;

	digest_begin(&f->seen, NULL);
	if (lseek(fd, 0, SEEK_SET) != 0 || (n = read_full(fd, f->line, FIRST_SIZE)) < 0)
		return SEAL_IO;
	if ((size_t)n < sizeof(NAME) - 1 || memcmp(f->line, NAME, sizeof(NAME) - 1) != 0)
		return SEAL_NONE;
	if ((size_t)n < FIRST_SIZE)
		return SEAL_ALTERED;
	if (memcmp(f->line, FIRST_LINE, FIRST_SIZE) != 0)
		return SEAL_NEWER;
	return read_full(fd, f->sum, DIGEST_SIZE) == DIGEST_SIZE ? SEAL_DONE : SEAL_ALTERED;
}

/* Is the sum that of what was seen? */
static enum seal_end
compare_sum(struct front *f)
{
	unsigned char sum[DIGEST_SIZE];

	digest_end(&f->seen, sum);
	return memcmp(sum, f->sum, DIGEST_SIZE) == 0 ? SEAL_DONE : SEAL_ALTERED;
}

/* Adds what stands before the pieces to what was seen. */
static void
see_front(struct front *f)
{
	digest_raw(&f->seen, &f->n_letter, 1);
	digest_raw(&f->seen, f->box, STREAM_KEY + f->n_letter + crypto_box_SEALBYTES);
	digest_raw(&f->seen, f->head, STREAM_HEAD);
}

static enum seal_end
read_front(int fd, struct front *f)
{
	enum seal_end end = read_sum(fd, f);
	size_t box;

	if (end != SEAL_DONE)
		return end;
	if (read_full(fd, &f->n_letter, 1) != 1)
		return SEAL_ALTERED;
	box = STREAM_KEY + f->n_letter + crypto_box_SEALBYTES;
	if (read_full(fd, f->box, box) != (ssize_t)box ||
	    read_full(fd, f->head, STREAM_HEAD) != STREAM_HEAD)
		return SEAL_ALTERED;
	see_front(f);
	return SEAL_DONE;
}

enum seal_end
seal_sound(int fd)
{
	AUTO_FREE unsigned char *bytes = xmalloc(PIECE);
	struct front f;
	enum seal_end end = read_sum(fd, &f);
	ssize_t n = 0;

	while (end == SEAL_DONE && (n = read_full(fd, bytes, PIECE)) > 0)
		digest_raw(&f.seen, bytes, (size_t)n);
	return end != SEAL_DONE ? end : n < 0 ? SEAL_IO : compare_sum(&f);
}

/* Opens the box: the stream's key, then the letter. */
static enum seal_end
open_box(const struct front *f, const struct seal_secret *secret,
    unsigned char inside[STREAM_KEY + SEAL_LETTER_MAX])
{
	struct seal_public pub;

	seal_public_of(secret, &pub);
	return crypto_box_seal_open(inside, f->box,
	    STREAM_KEY + f->n_letter + crypto_box_SEALBYTES, pub.key, secret->key) == 0 ?
	    SEAL_DONE : SEAL_OTHER;
}

/* Opens the pieces from where the file stands. */
static enum seal_end
open_pieces(int from, int to, struct front *f, const unsigned char *key, seal_saw saw,
    void *arg)
{
	AUTO_FREE unsigned char *closed = xmalloc(PIECE + MORE), *plain = xmalloc(PIECE);
	crypto_secretstream_xchacha20poly1305_state state;
	enum seal_end end = SEAL_DONE;
	unsigned long long n_plain;
	unsigned char tag = 0;
	ssize_t n;

	if (crypto_secretstream_xchacha20poly1305_init_pull(&state, f->head, key) != 0)
		end = SEAL_ALTERED;
	while (end == SEAL_DONE && tag != FINAL) {
		n = read_full(from, closed, PIECE + MORE);
		if (n < 0)
			end = SEAL_IO;
		else if (n < (ssize_t)MORE || crypto_secretstream_xchacha20poly1305_pull(&state,
		    plain, &n_plain, &tag, closed, (size_t)n, NULL, 0) != 0 ||
		    (tag == FINAL) != (n < (ssize_t)(PIECE + MORE)))
			end = SEAL_ALTERED;
		else if (to >= 0 && !file_write_all(to, plain, (size_t)n_plain))
			end = SEAL_IO;
		else if (saw != NULL)
			saw(plain, (size_t)n_plain, arg);
		if (n > 0)
			digest_raw(&f->seen, closed, (size_t)n);
	}
	if (end == SEAL_DONE)
		end = compare_sum(f);
	seal_forget(&state, sizeof(state));
	seal_forget(plain, PIECE);
	return end == SEAL_DONE && to >= 0 && fsync(to) != 0 ? SEAL_IO : end;
}

enum seal_end
seal_letter(int fd, const struct seal_secret *secret, void *letter, size_t *n)
{
	unsigned char inside[STREAM_KEY + SEAL_LETTER_MAX];
	struct front f;
	enum seal_end end = read_front(fd, &f);

	if (end == SEAL_DONE)
		end = open_box(&f, secret, inside);
	if (end == SEAL_DONE) {
		*n = f.n_letter;
		memcpy(letter, inside + STREAM_KEY, *n);
	}
	seal_forget(inside, sizeof(inside));
	return lseek(fd, 0, SEEK_SET) == 0 ? end : SEAL_IO;
}

enum seal_end
seal_open(int from, int to, const struct seal_secret *secret, seal_saw saw, void *arg)
{
	unsigned char inside[STREAM_KEY + SEAL_LETTER_MAX];
	struct front f;
	enum seal_end end = read_front(from, &f);

	if (end == SEAL_DONE)
		end = open_box(&f, secret, inside);
	if (end == SEAL_DONE)
		end = open_pieces(from, to, &f, inside, saw, arg);
	seal_forget(inside, sizeof(inside));
	return end;
}

/* --- sealing ----------------------------------------------------------------------------- */

int64_t
seal_size(int64_t plain, size_t letter)
{
	return (int64_t)(FIRST_SIZE + DIGEST_SIZE + 1 + STREAM_KEY + letter + crypto_box_SEALBYTES +
	    STREAM_HEAD) + plain + (plain / (int64_t)PIECE + 1) * (int64_t)MORE;
}

static enum seal_end
seal_pieces(int from, int to, struct front *f,
    crypto_secretstream_xchacha20poly1305_state *state, seal_saw saw, void *arg)
{
	AUTO_FREE unsigned char *closed = xmalloc(PIECE + MORE), *plain = xmalloc(PIECE);
	ssize_t n;

	do {
		n = read_full(from, plain, PIECE);
		if (n < 0)
			return SEAL_IO;
		if (saw != NULL)
			saw(plain, (size_t)n, arg);
		crypto_secretstream_xchacha20poly1305_push(state, closed, NULL, plain,
		    (size_t)n, NULL, 0, (size_t)n < PIECE ? FINAL : 0);
		if (!file_write_all(to, closed, (size_t)n + MORE))
			return SEAL_IO;
		digest_raw(&f->seen, closed, (size_t)n + MORE);
	} while ((size_t)n == PIECE);
	digest_end(&f->seen, f->sum);
	return pwrite(to, f->sum, DIGEST_SIZE, FIRST_SIZE) == DIGEST_SIZE && fsync(to) == 0 ?
	    SEAL_DONE : SEAL_IO;
}

/* Writes what stands before the pieces; the sum comes last. */
static bool
write_front(int to, struct front *f)
{
	digest_begin(&f->seen, NULL);
	see_front(f);
	return file_write_all(to, f->line, FIRST_SIZE) && file_write_all(to, f->sum, DIGEST_SIZE) &&
	    file_write_all(to, &f->n_letter, 1) && file_write_all(to, f->box,
	    STREAM_KEY + f->n_letter + crypto_box_SEALBYTES) &&
	    file_write_all(to, f->head, STREAM_HEAD);
}

enum seal_end
seal_file(int from, int to, const struct seal_public *pub, const void *letter, size_t n,
    seal_saw saw, void *arg)
{
	unsigned char inside[STREAM_KEY + SEAL_LETTER_MAX];
	crypto_secretstream_xchacha20poly1305_state state;
	struct front f = { .n_letter = (unsigned char)n };
	enum seal_end end;

	digest_random(inside, STREAM_KEY);
	if (n > 0)
		memcpy(inside + STREAM_KEY, letter, n);
	memcpy(f.line, FIRST_LINE, FIRST_SIZE);
	crypto_secretstream_xchacha20poly1305_init_push(&state, f.head, inside);
	end = crypto_box_seal(f.box, inside, STREAM_KEY + n, pub->key) == 0 &&
	    write_front(to, &f) ? SEAL_DONE : SEAL_IO;
	if (end == SEAL_DONE)
		end = seal_pieces(from, to, &f, &state, saw, arg);
	if (end == SEAL_DONE)
		end = read_front(to, &f);
	if (end == SEAL_DONE)
		end = open_pieces(to, -1, &f, inside, NULL, NULL);
	seal_forget(&state, sizeof(state));
	seal_forget(inside, sizeof(inside));
	return end;
}
