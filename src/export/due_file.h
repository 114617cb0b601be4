/*
 * due_file.h - reminders for a sender: whom, how, and the words.
 */
#ifndef CHAIRSIDE_EXPORT_DUE_FILE_H
#define CHAIRSIDE_EXPORT_DUE_FILE_H

#include "practice/due.h"

struct due_file_counts {
	size_t written;
	size_t refused;		/* who wants no contact */
	size_t unreachable;	/* neither phone nor e-mail */
};
/* Writes a CSV file: name, phone, email, channel, day, comes_at, text. Reviews and clients
 * without a phone and an address are left out, and so is who wants no contact, unless the
 * visit is on the next working day. One journal entry. */
bool due_file_write(struct practice *p, const struct due_row *const *rows, size_t n,
    const char *target, struct due_file_counts *out, struct err *e);

#endif
