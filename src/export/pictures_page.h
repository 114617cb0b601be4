/*
 * pictures_page.h - two pictures of a client side by side, before and after, as one web page.
 *
 * It holds all it shows: no script, nothing that is fetched, and of the pictures only clean
 * upright copies. Whose they are stands on it only where it is for the record.
 */
#ifndef CHAIRSIDE_EXPORT_PICTURES_PAGE_H
#define CHAIRSIDE_EXPORT_PICTURES_PAGE_H

#include "practice/practice.h"

/* The page of two attachments for a purpose: record, teach or publish; `what` says where it is
 * used. Needs ACTION_WRITE_SCREENINGS and the client's permission in force (pictures.h): its
 * use is written down first. `target` NULL or "-": standard output. ERR_NOTFOUND, ERR_INVALID
 * as pictures_use(), or a picture that cannot be shown. */
bool pictures_page(struct practice *p, int64_t before, int64_t after, const char *purpose,
    const char *what, const char *target, struct err *e);

#endif
