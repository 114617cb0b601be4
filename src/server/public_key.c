/*
 * public_key.c - see public_key.h.
 */
#include "server/public_key.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/text.h"

#define RSA_BITS_MIN 2048
#define ED25519_SIZE 32
#define ANY SIZE_MAX

/* What follows the type's name inside a key: strings, each of a length, of a text or of
 * any length. */
static const struct kind {
	const char *type;
	bool rsa;
	struct {
		size_t size;	/* 0: no more */
		const char *text;
	} parts[3];
} kinds[] = {
	{ "ssh-ed25519", false, { { ED25519_SIZE, NULL } } },
	{ "ecdsa-sha2-nistp256", false, { { 8, "nistp256" }, { 65, NULL } } },
	{ "ecdsa-sha2-nistp384", false, { { 8, "nistp384" }, { 97, NULL } } },
	{ "ecdsa-sha2-nistp521", false, { { 8, "nistp521" }, { 133, NULL } } },
	{ "sk-ssh-ed25519@openssh.com", false, { { ED25519_SIZE, NULL }, { ANY, NULL } } },
	{ "sk-ecdsa-sha2-nistp256@openssh.com", false,
	  { { 8, "nistp256" }, { 65, NULL }, { ANY, NULL } } },
	{ "ssh-rsa", true, { { ANY, NULL }, { ANY, NULL } } },
};

void
public_key_clear(struct public_key *k)
{
	free(k->type);
	free(k->base64);
	free(k->comment);
	memset(k, 0, sizeof(*k));
}

/* --- what it is not ------------------------------------------------------------- */

static bool
begins(const char *line, const char *with)
{
	return strncmp(line, with, strlen(with)) == 0;
}

static bool
is_line(const char *line, struct err *e)
{
	const char *end = line + strcspn(line, "\r\n");

	if (strstr(line, "PRIVATE KEY") != NULL || begins(line, "PuTTY-User-Key-File"))
		return err_set(e, ERR_INVALID, "key", "That is a private key. It must never "
		    "leave its machine: whoever sees it can log in. Give the public one, from the "
		    "file that ends in .pub.");
	if (begins(line, "---- BEGIN SSH2"))
		return err_set(e, ERR_INVALID, "key", "That is PuTTY's own format. Copy the one "
		    "line that PuTTYgen shows at its top, which begins with ssh-.");
	if (end[strspn(end, "\r\n\t ")] != '\0')
		return err_set(e, ERR_INVALID, "key", "A key is one line; these are several.");
	return text_bad_byte(line, strlen(line)) < 0 || err_set(e, ERR_INVALID, "key",
	    "A key is one line of plain text.");
}

static const struct kind *
kind_of(const char *type)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(kinds[i].type, type) == 0)
			return &kinds[i];
	return NULL;
}

/* The first word is no kind of key that is taken. */
static bool
no_kind(const char *word, const char *rest, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	bool later = strpbrk(word, "=\",") != NULL;
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds) && !later; i++)
		later = strstr(rest, kinds[i].type) != NULL;
	if (later)
		return err_set(e, ERR_INVALID, "key", "Options before the type are not taken: "
		    "what a login may do its role says. Begin with ssh-ed25519 or the like.");
	if (strcmp(word, "ssh-dss") == 0)
		return err_set(e, ERR_INVALID, "key", "DSA keys are too weak and sshd refuses "
		    "them. `ssh-keygen -t ed25519` makes a good one.");
	text_show(&shown, word, false);
	return err_set(e, ERR_INVALID, "key", "\"%.40s\" is no kind of key that is taken. A key "
	    "begins with ssh-ed25519, ecdsa-sha2-nistp256 or ssh-rsa.", shown.s);
}

/* --- inside ----------------------------------------------------------------------- */

/* Takes the next string of the key; false when there is none. */
static bool
next_string(const unsigned char **at, size_t *left, const unsigned char **s, size_t *n)
{
	if (*left < 4)
		return false;
	*n = (size_t)(*at)[0] << 24 | (size_t)(*at)[1] << 16 | (size_t)(*at)[2] << 8 | (*at)[3];
	if (*n > *left - 4)
		return false;
	*s = *at + 4;
	*at += 4 + *n;
	*left -= 4 + *n;
	return true;
}

static size_t
bits(const unsigned char *s, size_t n)
{
	size_t top = 8;

	while (n > 0 && *s == 0)
		s++, n--;
	while (n > 0 && top > 0 && (*s >> (top - 1)) == 0)
		top--;
	return n == 0 ? 0 : (n - 1) * 8 + top;
}

static bool
damaged(struct err *e)
{
	return err_set(e, ERR_INVALID, "key", "The key is damaged: letters are missing, or too "
	    "many. Copy the whole line.");
}

static bool
look_inside(const struct kind *k, const struct buf *key, struct err *e)
{
	const unsigned char *at = (const unsigned char *)key->s, *s = NULL;
	size_t left = key->len, n = 0, i;

	if (!next_string(&at, &left, &s, &n))
		return damaged(e);
	if (n != strlen(k->type) || memcmp(s, k->type, n) != 0)
		return err_set(e, ERR_INVALID, "key", "The key inside is not %s, as its first "
		    "word says. Copy the whole line.", k->type);
	for (i = 0; i < ARRAY_LEN(k->parts) && k->parts[i].size != 0; i++)
		if (!next_string(&at, &left, &s, &n) || n == 0 ||
		    (k->parts[i].size != ANY && n != k->parts[i].size) ||
		    (k->parts[i].text != NULL && memcmp(s, k->parts[i].text, n) != 0))
			return damaged(e);
	if (left != 0)
		return damaged(e);
	/* the modulus comes last */
	return !k->rsa || bits(s, n) >= RSA_BITS_MIN || err_set(e, ERR_INVALID, "key",
	    "An RSA key of %zu bits is too short; it takes %d. `ssh-keygen -t ed25519` makes a "
	    "better one.", bits(s, n), RSA_BITS_MIN);
}

static void
add_fingerprint(const struct buf *key, char out[KEY_FINGERPRINT_SIZE])
{
	AUTO_BUF struct buf text = BUF_INIT;
	unsigned char digest[DIGEST_SIZE];

	digest_sha256_raw(key->s, key->len, digest);
	buf_adds(&text, "SHA256:");
	digest_base64(digest, sizeof(digest), &text);
	text.s[KEY_FINGERPRINT_SIZE - 2] = '\0';	/* without its padding */
	memcpy(out, text.s, KEY_FINGERPRINT_SIZE - 1);
	out[KEY_FINGERPRINT_SIZE - 1] = '\0';
}

/* --- a line ------------------------------------------------------------------------- */

/* Takes the next word, which the caller frees. */
static char *
next_word(const char **at)
{
	size_t n;
	char *word;

	*at += strspn(*at, " \t");
	n = strcspn(*at, " \t\r\n");
	word = xstrndup(*at, n);
	*at += n;
	return word;
}

bool
public_key_parse(const char *line, struct public_key *k, struct err *e)
{
	AUTO_BUF struct buf inside = BUF_INIT;
	const struct kind *kind;
	const char *at = line + strspn(line, " \t\r\n");

	memset(k, 0, sizeof(*k));
	if (!is_line(at, e))
		return false;
	k->type = next_word(&at);
	if ((kind = kind_of(k->type)) == NULL)
		return no_kind(k->type, at, e);
	k->base64 = next_word(&at);
	k->comment = text_trim(xstrdup(at));
	if (*k->base64 == '\0' || !digest_from_base64(k->base64, &inside))
		return damaged(e);
	if (!look_inside(kind, &inside, e))
		return false;
	add_fingerprint(&inside, k->fingerprint);
	return true;
}
