/*
 * public_key.h - a public key as OpenSSH writes it: "TYPE BASE64 comment".
 */
#ifndef CHAIRSIDE_SERVER_PUBLIC_KEY_H
#define CHAIRSIDE_SERVER_PUBLIC_KEY_H

#include <stdbool.h>

#include "base/err.h"

/* "SHA256:" and 43 letters, as `ssh-keygen -l` prints it. */
#define KEY_FINGERPRINT_SIZE 52

struct public_key {
	char *type, *base64;
	char *comment;		/* "" when there is none */
	char fingerprint[KEY_FINGERPRINT_SIZE];
};

/*
 * Reads one line. ERR_INVALID with what is wrong: a private key, PuTTY's own format, options
 * before the type, a kind that is not taken (DSA, a certificate), damaged base64, another
 * kind inside than its type says, bytes missing or left over, RSA below 2048 bits, a second
 * line. Formats: RFC 4253 6.6 (RSA), RFC 5656 3.1 (ECDSA), RFC 8709 4 (Ed25519), OpenSSH's
 * PROTOCOL.u2f (sk-). Free with public_key_clear(), also after a failure.
 */
bool public_key_parse(const char *line, struct public_key *k, struct err *e);
void public_key_clear(struct public_key *k);

#endif
