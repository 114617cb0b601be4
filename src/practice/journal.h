/*
 * journal.h - the journal in words: who did what, when and to whom, for those who may read
 * it (ACTION_JOURNAL).
 *
 * What is named is named as it is called now; a record that is gone is said to be, and no
 * record's number is shown. Texts are harmless for a terminal.
 */
#ifndef CHAIRSIDE_PRACTICE_JOURNAL_H
#define CHAIRSIDE_PRACTICE_JOURNAL_H

#include "practice/practice.h"

/* Which entries. All zero but the days, which are DATE_NONE: all. */
struct journal_filter {
	int64_t who, client;	/* a person's; about a client; 0: any */
	const char *kind;	/* as journal_kind() has it; NULL: any */
	date_day from, to;	/* clinic days; DATE_NONE: open */
};

/* A filter as one word that a list's query carries (of_text), and back; a word that is
 * none is all. */
void journal_filter_add(const struct journal_filter *f, struct buf *out);
void journal_filter_read(const char *word, struct journal_filter *f);
/* Adds what it leaves: "Mara, looks, from 3 Mar 2026"; nothing for all. */
void journal_filter_words(struct practice *p, const struct journal_filter *f, struct buf *out);
/* Sets who, client, kind and days from what a person typed (NULL: any). ERR_USAGE,
 * ERR_NOTFOUND, ERR_INVALID where a name is several people's. */
bool journal_filter_parse(struct practice *p, const char *who, const char *client,
    const char *kind, const char *from, const char *to, struct journal_filter *f,
    struct err *e);

struct stmt;
/* Sets :who, :client, :kind (NULL: any), :from and :until of a statement. */
void journal_filter_set(struct stmt *st, const struct journal_filter *f);

/* The kinds of entries, one after the other, as people call them; NULL past the end. And
 * what an entry's kind is called. */
const char *journal_kind(size_t i);
const char *journal_kind_shown(const char *stored);

/* Adds what an entry did: "Booked Allen, Claire, Tue 1 Dec 2:00p, Jonas". */
void journal_add_words(struct practice *p, int64_t n, const char *stored, const char *label,
    struct buf *out);
/* Adds what was looked at: "page", "chart". `word` is that of reads_note(). */
void journal_add_look(const char *word, struct buf *out);
/* Adds all of an entry as lines of a text page: `label TAB text`, and each record under a
 * heading with its changed fields; no field that this role may not see. Needs
 * ACTION_JOURNAL. */
bool journal_entry_page(struct practice *p, int64_t n, struct buf *out, struct err *e);

/*
 * The journal's head, "1234:0123456789abcdef": the number of its newest entry and the first
 * digits of a keyed digest of all. It goes to the machine's log (base/systemlog.h), with
 * digits that name the practice and nothing else. False: why it did not.
 */
#define JOURNAL_HEAD_SIZE 40
bool journal_head_tell(struct practice *p, char head[JOURNAL_HEAD_SIZE], struct err *e);
/* The same if this login has written since, at most every ten minutes of `now` (monotonic)
 * unless it is the last time. That it fails is shown by journal_check() alone. */
void journal_head_due(struct practice *p, int64_t now, bool last);

/*
 * Is the journal the one that was written? By its digests, and by the heads that are known
 * elsewhere: in the newest backup's note, and `head`, "N:DIGEST" as verify prints it
 * (NULL: none; ERR_USAGE). `say` gets one sentence for each problem. Needs ACTION_CHECK.
 */
struct journal_verdict {
	long problems;
	int64_t entries;
	char head[JOURNAL_HEAD_SIZE];
	struct err log;		/* why the machine's log does not take it; ERR_NONE: it did */
};
bool journal_check(struct practice *p, const char *head, void (*say)(const char *, void *),
    void *arg, struct journal_verdict *v, struct err *e);

#endif
