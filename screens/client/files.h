/*
 * files.h - a client's photos and papers: taken in from the inbox, read, turned, written out.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_FILES_H
#define CHAIRSIDE_SCREENS_CLIENT_FILES_H

#include "practice/client_papers.h"
#include "screens/desk.h"

/* What waits in the inbox, newest first; then what it is, from which angle. `session` 0: of
 * the client's visit of the day on which it was taken, where there is one. */
void client_files_take(struct desk *d, int64_t client, int64_t session);
/* The newest of the inbox is the scan of that consent or clearance. */
void client_paper_scan(struct desk *d, enum client_paper_kind kind, int64_t id);

/* All that is known of one, to be read. */
void client_file_open(struct desk *d, int64_t id);
void client_file_edit(struct desk *d, int64_t id);
/* A quarter clockwise. */
void client_file_turn(struct desk *d, int64_t id);
/* Writes it to a file: asks whether as it came or as a clean copy. */
void client_file_write(struct desk *d, int64_t id);

#endif
