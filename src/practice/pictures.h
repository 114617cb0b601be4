/*
 * pictures.h - two pictures of a client that are used together, before and after, and for
 * what.
 *
 * Each use needs the client's permission for that purpose (permissions.h), in force on the
 * day, and is written down before anything leaves; what is written stays. A consent to a
 * treatment is never a permission to show or to publish (45 CFR 164.508: an authorization
 * says by itself for what).
 */
#ifndef CHAIRSIDE_PRACTICE_PICTURES_H
#define CHAIRSIDE_PRACTICE_PICTURES_H

#include "base/buf.h"
#include "practice/practice.h"

struct pictures {
	const struct record *before, *after;	/* attachments */
	const char *purpose;	/* a word of permission.purpose: record, teach, publish */
	const char *what;	/* where they are used, such as "a talk" */
};

/* The two that belong together, by their numbers: of a photo before a treatment and the newest
 * after one from the same angle, of any other and the first one before. ERR_INVALID: it is no
 * picture that can be shown, or there is no other. Checks no right. */
bool pictures_pair(struct practice *p, const struct record *of, int64_t *before,
    int64_t *after, struct err *e);

/* Writes the use down. Needs ACTION_WRITE_SCREENINGS. ERR_INVALID: not both of one client, in
 * the wrong order of days, no purpose of pictures, nothing said at "what", or no permission in
 * force, at "purpose". */
bool pictures_use(struct practice *p, const struct pictures *x, struct err *e);

/* Adds what was done to the client from the day of the one to the other: "Microneedling face,
 * 3 visits; Peel"; not yet harmless. */
bool pictures_services(struct practice *p, const struct pictures *x, struct buf *out,
    struct err *e);

#endif
