/*
 * files.h - photos and papers of clients: taken in, found, read.
 *
 * A file's bytes lie in FILE.files, by their name the SHA-256 of what is in them; its record
 * (attachment) says whose it is, of which visit, what it shows. The bytes come first and are
 * on the disk before the record is: what is cut off between leaves bytes without a record,
 * which the next taking of the same file uses and `check` tells. Bytes are never changed and
 * never removed; an undo takes the record back, and a redo finds the bytes.
 *
 * To take in a paper (kinds form and other) needs ACTION_WRITE_CLIENTS, a picture
 * ACTION_WRITE_SCREENINGS; to read anything ACTION_READ_MEDICAL.
 */
#ifndef CHAIRSIDE_PRACTICE_FILES_H
#define CHAIRSIDE_PRACTICE_FILES_H

#include "practice/inbox.h"
#include "practice/save.h"

/* What is taken in: `inbox` or `path`. */
struct take {
	const char *inbox;	/* a name in FILE.inbox, removed from there when it is done */
	const char *path;	/* a file anywhere, "-" standard input; it stays */
	int64_t client;		/* 0: the visit's */
	int64_t session;	/* 0: of no visit */
	bool by_day;		/* session 0: of the client's visit of the day it was taken
				 * (where that is not known: today), if there is one */
	const char *kind;	/* a word of attachment.kind: before, after, form, other */
	const char *angle;	/* a code such as front; NULL or "": none */
	const char *note;	/* NULL: none */
	date_day date;		/* it is of; DATE_NONE: the visit's, else when it was taken, else
				 * today */
	/* The consent or clearance whose scan it is, in the same write; NULL: none. */
	const struct record_type *paper;
	int64_t paper_id;
	bool again;		/* although it, or the same picture, is here already */
	struct draft *draft;	/* ends with it; NULL: none */
};

/*
 * Takes it in; *id (may be NULL) gets the record's number. One entry of the journal, one undo.
 * `said` (may be NULL) gets what is worth a word though it was done, one sentence after the
 * other: taken on another day than the visit, no permission for photos in force, a picture
 * that cannot be shown.
 *
 * ERR_INVALID at "again": the client has this file, or the same picture in another file,
 * already (day and angle are said); `again` insists. ERR_INVALID: the visit is another
 * client's, a wrong kind or angle, a day to come, a file that is empty, too large, vanished or
 * was written to meanwhile. ERR_IO: the disk is full, a folder cannot be written. After any
 * failure the file is where it was.
 */
bool files_take(struct practice *p, const struct take *t, int64_t *id, struct buf *said,
    struct err *e);

/* --- one that was taken in ------------------------------------------------------------- */

/* An attachment. ERR_NOTFOUND. Free with record_free(). */
struct record *file_get(struct practice *p, int64_t id, struct err *e);
/* As practice_save(): kind, angle, day, visit, note and client can be changed; the scan of a
 * paper stays its client's. */
bool file_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e);
/* Turns what is shown of it a quarter clockwise. ERR_INVALID: it cannot be shown. */
bool file_turn(struct practice *p, int64_t id, struct err *e);

/* Adds the bytes as they came; they are the record's by their digest, else ERR_IO with what is
 * wrong: missing, altered. */
bool file_bytes(struct practice *p, const struct record *attachment, struct buf *out,
    struct err *e);
/* Adds an upright JPEG without anything else in it (photo_copy(), and the turn a person
 * added). ERR_INVALID: it cannot be shown. */
bool file_copy(struct practice *p, const struct record *attachment, struct buf *jpeg,
    struct err *e);

/* How the name of such a file ends, "jpg": as it came, or of its copy. */
const char *file_ending(const struct record *attachment, bool copy);

/* Adds "1.4 MB", "312 KB", "80 bytes". */
void file_size_words(int64_t bytes, struct buf *out);

/* One line a file. Borrowed until the callback returns; not yet harmless for a terminal. */
struct file_line {
	int64_t id, session;		/* 0: of no visit */
	date_day date;
	const char *kind, *angle, *format, *note, *service;
	int64_t size;
	bool shown;			/* it can be */
};
/* A client's, newest first; of a visit (`session` not 0) those alone. fn returns false to
 * stop. */
bool files_list(struct practice *p, int64_t client, int64_t session,
    bool (*fn)(const struct file_line *, void *), void *arg, struct err *e);

/* For practice_check(): names what FILE.files lacks, holds altered (by size; with `deep` by
 * digest) or cannot be read, and adds to *problems. What lies there without a record is named
 * and is no problem. */
bool files_check(struct practice *p, bool deep, void (*say)(const char *, void *), void *arg,
    long *problems, struct err *e);

#endif
