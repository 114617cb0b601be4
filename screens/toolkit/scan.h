/*
 * scan.h - what a barcode scanner sends, told from typing. Pure: keys in; the clock is
 * the caller's.
 *
 * In LIST letters act, so what a scanner types must never be keys. A run of keys that
 * may be a scan is held for a moment: until Enter shows that it is one, or a key or a
 * pause shows that it is typing, which then goes on as keys, none lost. A scan is
 *
 *	the practice's own prefix and what follows,
 *	the prefix that AIM gives to scanners, "]C1" and its kin, and what follows, or
 *	SCAN_MIN printable characters or more without a lower-case letter, with
 *	SCAN_DIGITS digits or a known start ("01", "+")
 *
 * and Enter, with no named key inside.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_SCAN_H
#define CHAIRSIDE_SCREENS_TOOLKIT_SCAN_H

#include "screens/toolkit/key.h"

#define SCAN_MIN 8
#define SCAN_DIGITS 6
#define SCAN_MAX 512

enum scan_is {
	SCAN_NOT,	/* what was held, then this key, are typing */
	SCAN_HELD,	/* may become one: the key was taken */
	SCAN_WHOLE,	/* one is there: scan_text() */
	SCAN_NO_END	/* a pause: a scan without its Enter; it is forgotten */
};

struct scan;

struct scan *scan_new(void);
void scan_free(struct scan *s);		/* NULL is fine */

/* A key in LIST. `prefix`: the practice's own, "" none. After SCAN_NOT the keys held are
 * taken out by scan_release(). */
enum scan_is scan_key(struct scan *s, const char *prefix, const struct key *key);
/* For how many ms what is held waits for more; 0: nothing is held. */
int scan_patience(const struct scan *s, const char *prefix);
/* That time has passed: SCAN_NOT or SCAN_NO_END. */
enum scan_is scan_pause(struct scan *s, const char *prefix);
/* The first of the keys held; false: none is left. */
bool scan_release(struct scan *s, struct key *key);
/* Without its prefix; GS stands as it was sent. Borrowed until the next key. */
const char *scan_text(const struct scan *s);

#endif
