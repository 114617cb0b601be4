/*
 * key_inside.h - what the files of key.h share.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_KEY_INSIDE_H
#define CHAIRSIDE_SCREENS_TOOLKIT_KEY_INSIDE_H

#include "screens/toolkit/key.h"

#define ESC '\033'
#define PASTE_BEGIN "\033[200~"
#define ESC_MS 40		/* how long a lone ESC may still start a sequence */
#define SEQUENCE_MS 500		/* how long to wait for the rest of a sequence */

/* A key's sequence, from terminfo. */
struct learned {
	char sequence[16];
	size_t n;
	enum keys code;
};

struct learned_keys {
	struct learned *list;
	size_t n, cap;
};

/* Sets a key without text; returns true. */
bool key_set(struct key *key, enum keys code);
/* The key of a control character. */
bool key_control(unsigned char c, struct key *key);
/* Bytes of the character that starts at `s`, of which `n` >= 1 have come; 1 if none
 * starts there. */
size_t key_text_size(const char *s, size_t n);

/*
 * Decodes the key that starts with the ESC at `s` and takes *used bytes. False when
 * more bytes may belong to it. `apart`: what follows the ESC came later. `flush`:
 * nothing more is coming.
 */
bool key_escape(const struct learned_keys *learned, const char *s, size_t n, bool apart,
    bool flush, size_t *used, struct key *key);

#endif
