/*
 * key_inside.h - what the files of key.h share.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_KEY_INSIDE_H
#define CHAIRSIDE_SCREENS_TOOLKIT_KEY_INSIDE_H

#include "screens/toolkit/key.h"

#define ESC '\033'
#define PASTE_BEGIN "\033[200~"
#define ESC_MS 40		/* how long a lone Esc may be the start of a sequence */
#define SEQUENCE_MS 500		/* how long the rest of one that has begun is waited for */

/* A sequence that terminfo says is a key. */
struct learned {
	char sequence[16];
	size_t n;
	enum keys code;
};

struct learned_keys {
	struct learned *list;
	size_t n, cap;
};

/* Sets it to a key without text; true. */
bool key_set(struct key *key, enum keys code);
/* The key of a control character. */
bool key_control(unsigned char c, struct key *key);
/* Bytes of the character that starts at `s`, of which `n` >= 1 have come; 1 for what
 * starts none. */
size_t key_text_size(const char *s, size_t n);

/*
 * Reads the key that starts with the ESC at `s`, of *used bytes. False: it may go on.
 * `apart`: what is behind the ESC came later than it. `flush`: nothing more comes.
 */
bool key_escape(const struct learned_keys *learned, const char *s, size_t n, bool apart,
    bool flush, size_t *used, struct key *key);

#endif
