/*
 * papers.h - a client's consents, permissions, orders, clearances and patch tests: their
 * forms.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_PAPERS_H
#define CHAIRSIDE_SCREENS_CLIENT_PAPERS_H

#include "practice/client_papers.h"
#include "screens/desk.h"

/* Asks which of them, then begins it. */
void client_papers_new(struct desk *d, int64_t client);
/* A consent at the desk: the words to be read, then the name. Where there are several languages
 * of the document (0: of any consent), it is asked which. */
void consent_take(struct desk *d, int64_t client, int64_t document);
/* For all treatments where `service` is 0; for an item of the screening, or "". */
void order_take(struct desk *d, int64_t client, int64_t service);
void clearance_take(struct desk *d, int64_t client, const char *item);
/* One that was put on today, or (`open`, 0 none) what the skin shows of one that was. */
void patch_test_take(struct desk *d, int64_t client, int64_t open);

/* The form of one; a login that may not change it reads it. */
void client_paper_edit(struct desk *d, enum client_paper_kind kind, int64_t id);
/* A consent as it was signed, with its words; of a patch test that is still to be read what it
 * shows; of any other its form. */
void client_paper_open(struct desk *d, enum client_paper_kind kind, int64_t id);
/* A consent on paper; any other says that it is none. */
void client_paper_print(struct desk *d, enum client_paper_kind kind, int64_t id);
/* The client withdraws it, wholly or for a zone. */
void client_paper_end(struct desk *d, enum client_paper_kind kind, int64_t id);

#endif
