/*
 * import.h - importing files of other programs, and our own exports.
 */
#ifndef CHAIRSIDE_IMPORT_IMPORT_H
#define CHAIRSIDE_IMPORT_IMPORT_H

#include <signal.h>
#include "practice/practice.h"

struct import_options {
	const char *kind;
	const char *path;	/* "-" is standard input */
	const char *map;	/* mapping file, or NULL */
	const char *map_text;	/* … or its contents */
	const char *preset;	/* shipped mapping's name without .ini, or NULL */
	const char *status;	/* sessions: the status every row has, or NULL */
	bool no_client;		/* sessions: the file need not have a client column */
	/* path for a CSV of the refused rows, with line and reason; no file is made
	 * when no row is refused. NULL: none */
	const char *refused_to;
	bool dry_run;		/* everything but the writing */
	bool keep_going;	/* even if a quote seems not to be closed */
	/* when a signal sets it, the import ends after the current row; may be NULL */
	const volatile sig_atomic_t *stop;
	void (*progress)(int permille, void *arg);
	/* called for a refused row: line and cell from 1, or, if the row itself cannot
	 * be read, line and byte (0: the whole row); for JSON the number of the
	 * entry */
	void (*refused)(long line, long column, const char *sentence, void *arg);
	/* called for anything worth knowing that is no refusal: an overlap kept and
	 * marked, lengths assumed, columns kept as notes, the date order found; line 0:
	 * of the whole file */
	void (*noted)(long line, const char *sentence, void *arg);
	/* called before the rows, once for each column: the field it feeds ("" none)
	 * and why, in a few words */
	void (*matched)(const char *column, const char *field, const char *reason,
	    void *arg);
	void *arg;
};

struct import_result {
	long rows;		/* read */
	long added, changed, unchanged, refused;
	long passed;		/* skipped: no records, such as a visit that was moved */
	long made_clients, made_staff, made_services, made_products, made_rooms,
	    made_devices;
	long overlaps;
	int64_t first_entry, last_entry;	/* of the journal; 0 none */
};

/*
 * Imports the whole file. Rows are written in batches, one journal entry each; a
 * refused row writes nothing and does not stop the others. False only when the import
 * could not go on (file, mapping, disk, a signal). Rows imported before that stay, as
 * the sentence says, and running it again finishes it.
 */
bool practice_import(struct practice *p, const struct import_options *o,
    struct import_result *r, struct err *e);

/* Name of kind i; NULL past the end. */
const char *practice_import_kind(size_t i);
/* Name of shipped mapping i, for `preset`; NULL past the end. Borrowed until the next
 * call. */
const char *practice_preset(size_t i);
/* Does the shipped mapping of that name, or with `path` that mapping file, tell how the
 * kind is read? One with a mistake does: it is told once the mapping is used. */
bool practice_mapping_tells(const char *preset, const char *path, const char *kind);

#endif
