/*
 * consent_words.h - what is said of a consent that was signed: who, when, on which words.
 */
#ifndef CHAIRSIDE_PRACTICE_CONSENT_WORDS_H
#define CHAIRSIDE_PRACTICE_CONSENT_WORDS_H

#include "base/buf.h"
#include "base/digest.h"
#include "practice/practice.h"

/* Adds a line each, harmless for a terminal: who agreed and how, who saw and explained it, for
 * what, until when, what was withdrawn, and whether the document's words are still those that
 * were signed. */
void consent_words(struct practice *p, const struct record *consent,
    const struct record *document, struct buf *out);

/* The digest of a document's title and text, a blank line between them, as `b2sum -l 256`
 * prints it of such a file. Returns `hex`. */
const char *document_digest(const struct record *document, char hex[DIGEST_HEX_SIZE]);

#endif
