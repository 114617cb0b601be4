/*
 * newsletter_files.h - the three files of addresses for the sender of the newsletter.
 */
#ifndef CHAIRSIDE_EXPORT_NEWSLETTER_FILES_H
#define CHAIRSIDE_EXPORT_NEWSLETTER_FILES_H

#include "base/clock.h"
#include "practice/practice.h"

enum newsletter_file {
	NEWSLETTER_FILE_MAILABLE,	/* subscribed */
	NEWSLETTER_FILE_PENDING,	/* for the sender to have confirmed */
	NEWSLETTER_FILE_REMOVE,		/* opted out since the last such file */
	NEWSLETTER_FILES
};
const char *newsletter_file_name(enum newsletter_file f);	/* "mailable" … */
/* CSV with Mailchimp's column names. `target` NULL or "-": standard output; *rows (may
 * be NULL) counts. A journal entry comes before the first row, another once it is
 * written. */
bool newsletter_export(struct practice *p, enum newsletter_file which,
    const char *target, long *rows, struct err *e);

/* Opt-outs that no NEWSLETTER_FILE_REMOVE has contained yet. */
struct newsletter_waiting {
	int64_t n;		/* counted up to 1,000 */
	instant oldest;		/* 0: none */
	int business_days;	/* Monday to Friday since the oldest */
	bool overdue;		/* 5 or more of them: mail must stop within 10 */
	instant taken_at;	/* when the last file was written; 0 never */
};
bool newsletter_waiting(struct practice *p, struct newsletter_waiting *out,
    struct err *e);

#endif
