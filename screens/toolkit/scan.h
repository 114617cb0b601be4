/*
 * scan.h - tells what a barcode scanner sends from typing. Pure: keys in; the caller
 * keeps the time.
 *
 * In LIST letters act, so a scan must never be taken for keys. Keys that may be a scan
 * are held for a moment, until Enter completes it, or another key or a pause shows that
 * somebody types; then all held keys are passed on. A scan is
 *
 *	the practice's own prefix and what follows,
 *	an AIM symbology prefix such as "]C1" and what follows, or
 *	SCAN_MIN printable characters or more without a lower-case letter, with
 *	SCAN_DIGITS digits or a known start ("01", "+")
 *
 * then Enter, with no named key in between.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_SCAN_H
#define CHAIRSIDE_SCREENS_TOOLKIT_SCAN_H

#include "screens/toolkit/key.h"

#define SCAN_MIN 8
#define SCAN_DIGITS 6
#define SCAN_MAX 512

enum scan_is {
	SCAN_NOT,	/* the keys held, and then this one, were typed */
	SCAN_HELD,	/* may become a scan: the key is held */
	SCAN_WHOLE,	/* a scan is complete: scan_text() */
	SCAN_NO_END	/* a scan without Enter, after a pause; it is dropped */
};

struct scan;

struct scan *scan_new(void);
void scan_free(struct scan *s);		/* NULL is fine */

/* Handles a key in LIST. `prefix`: the practice's own, "" for none. After SCAN_NOT take
 * the held keys out with scan_release(). */
enum scan_is scan_key(struct scan *s, const char *prefix, const struct key *key);
/* How many ms to wait for the next key; 0: nothing is held. */
int scan_patience(const struct scan *s, const char *prefix);
/* To call when that time has passed; returns SCAN_NOT or SCAN_NO_END. */
enum scan_is scan_pause(struct scan *s, const char *prefix);
/* Takes out the first held key; false when none is left. */
bool scan_release(struct scan *s, struct key *key);
/* The scan without its prefix, GS as sent. Borrowed until the next key. */
const char *scan_text(const struct scan *s);

#endif
