/*
 * import.h - files of other programs, and of this one, read into the practice.
 *
 * KINDs are the plural names of practice_kinds[] that an import knows: clients, services,
 * products, sessions, receipts, subscribers, reviews.
 */
#ifndef CHAIRSIDE_IMPORT_IMPORT_H
#define CHAIRSIDE_IMPORT_IMPORT_H

#include <signal.h>
#include "practice/practice.h"

struct import_options {
	const char *kind;
	const char *path;	/* "-" is standard input */
	const char *map;	/* mapping file, or NULL */
	const char *map_text;	/* … or what stands in one */
	const char *preset;	/* shipped mapping's name without .ini, or NULL */
	const char *status;	/* sessions: the status every row has, or NULL */
	bool no_client;		/* sessions: no column need be the client */
	/* refused rows go there as CSV, with the line and the reason; no file is made where
	 * none is refused. NULL: nowhere */
	const char *refused_to;
	bool dry_run;		/* everything but the writing */
	bool keep_going;	/* also where a quote seems not to be closed */
	/* set, by a signal, it ends the import after the row at hand; NULL: nothing does */
	const volatile sig_atomic_t *stop;
	void (*progress)(int permille, void *arg);
	/* one refused row: line from 1 and the number of the cell, or where the row
	 * itself cannot be read the byte in that line (0: the whole row); for JSON
	 * the number of the entry */
	void (*refused)(long line, long column, const char *sentence, void *arg);
	/* something worth knowing that refused nothing: an overlap kept and marked,
	 * lengths assumed, columns kept as notes, the date order read; line 0: of the
	 * whole file */
	void (*noted)(long line, const char *sentence, void *arg);
	/* before the rows, once a column: the field it feeds ("" none) and why, in a few
	 * words */
	void (*matched)(const char *column, const char *field, const char *reason,
	    void *arg);
	void *arg;
};

struct import_result {
	long rows;		/* read */
	long added, changed, unchanged, refused;
	long passed;		/* no records of their own, such as a moved visit's */
	long made_clients, made_staff, made_services, made_products;
	long overlaps;
	int64_t first_entry, last_entry;	/* of the journal; 0 none */
};

/*
 * Reads the whole file. Rows go in batches, each a journal entry; a row that is
 * refused leaves nothing and the others go in. False only when the import could
 * not go on (file, mapping, disk, a signal); rows that went in before then stay, which
 * the sentence says, and running it again finishes it.
 */
bool practice_import(struct practice *p, const struct import_options *o,
    struct import_result *r, struct err *e);

/* Shipped mapping i, as `preset` names it; NULL past the end. Borrowed until the next
 * call. */
const char *practice_preset(size_t i);

#endif
