/*
 * drafts_place.c - see drafts_place.h.
 */
#include "practice/drafts_place.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

struct draft_places {
	char *folders[DRAFTS_PLACES];	/* NULL: there is none */
	char *above[2];			/* of the machine's own: ROOT and ROOT/chairside */
	bool mine[DRAFTS_SLOTS + 1];
};

/* --- the folders ----------------------------------------------------------------- */

/* Sixteen hex digits of a digest of the practice file's path; the caller frees. */
static char *
path_digits(struct practice *p)
{
	AUTO_FREE char *whole = realpath(db_path(p->db), NULL);
	unsigned char sum[DIGEST_SIZE];
	char hex[DIGEST_HEX_SIZE];
	struct digest d;

	digest_begin(&d, NULL);
	digest_text(&d, whole != NULL ? whole : db_path(p->db));
	digest_end(&d, sum);
	return xstrndup(digest_hex(sum, sizeof(sum), hex), 16);
}

static struct draft_places *
places(struct practice *p)
{
	const char *root = getenv("XDG_RUNTIME_DIR");
	struct draft_places *all = p->places;

	if (all != NULL)
		return all;
	all = p->places = xcalloc(1, sizeof(*all));
	all->folders[0] = xasprintf("%s.drafts", db_path(p->db));
	all->above[0] = root != NULL && *root == '/' ? xstrdup(root) :
	    xasprintf("/run/user/%lu", (unsigned long)geteuid());
	all->above[1] = xasprintf("%s/chairside", all->above[0]);
	AUTO_FREE char *digits = path_digits(p);
	all->folders[1] = xasprintf("%s/%s.drafts", all->above[1], digits);
	return all;
}

void
drafts_places_free(struct practice *p)
{
	struct draft_places *all = p->places;
	size_t i;

	if (all == NULL)
		return;
	for (i = 0; i < DRAFTS_PLACES; i++) {
		free(all->folders[i]);
		free(all->above[i]);
	}
	free(all);
	p->places = NULL;
}

static bool
cannot(struct err *e, const char *path, const char *why)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	text_show(&shown, path, false);
	return err_set(e, ERR_IO, NULL, "Cannot write %s: %s.", shown.s, why);
}

/* True for a folder, not a link; `private`: of this account, closed to others. */
static bool
folder_fits(const char *path, bool private, struct err *e)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return cannot(e, path, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return cannot(e, path, S_ISLNK(st.st_mode) ? "it is a symbolic link" :
		    "it is not a folder");
	if (private && (st.st_uid != geteuid() || (st.st_mode & 077) != 0))
		return cannot(e, path, "it is not this account's alone");
	return true;
}

static bool
folder_make(const char *path, struct err *e)
{
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return cannot(e, path, strerror(errno));
	return folder_fits(path, true, e);
}

bool
drafts_place_make(struct practice *p, int place, struct err *e)
{
	const struct draft_places *all = places(p);

	if (place == 0)
		return file_make_own_folder(all->folders[0], e);
	return folder_fits(all->above[0], true, e) && folder_make(all->above[1], e) &&
	    folder_make(all->folders[1], e);
}

/* True when files in it may be read. */
static bool
place_fits(struct practice *p, int place)
{
	const struct draft_places *all = places(p);

	if (place == 0)
		return folder_fits(all->folders[0], false, NULL);
	return folder_fits(all->above[0], true, NULL) &&
	    folder_fits(all->above[1], true, NULL) &&
	    folder_fits(all->folders[1], true, NULL);
}

char *
drafts_place_path(struct practice *p, int place, int64_t slot)
{
	return xasprintf("%s/%" PRId64 "-%" PRId64 ".json", places(p)->folders[place],
	    p->staff->id, slot);
}

bool
drafts_place_is_ours(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_uid == geteuid() && st.st_nlink == 1 && (st.st_mode & 077) == 0;
}

/* --- slots ----------------------------------------------------------------------- */

static int64_t
claim_of(const struct practice *p, int64_t slot)
{
	return p->staff->id * (DRAFTS_SLOTS + 1) + slot;
}

bool
drafts_slot_is_mine(const struct practice *p, int64_t slot)
{
	return slot > 0 && p->places != NULL && p->places->mine[slot];
}

bool
drafts_slot_take(struct practice *p, int64_t slot)
{
	struct draft_places *all = places(p);

	if (slot <= 0 || slot > DRAFTS_SLOTS)
		return false;
	if (!all->mine[slot])
		all->mine[slot] = db_claim(p->db, claim_of(p, slot));
	return all->mine[slot];
}

static bool
has_file(struct practice *p, int64_t slot)
{
	struct stat st;
	int place;

	for (place = 0; place < DRAFTS_PLACES; place++) {
		AUTO_FREE char *path = drafts_place_path(p, place, slot);

		if (lstat(path, &st) == 0)
			return true;
	}
	return false;
}

bool
drafts_slot_take_free(struct practice *p, int64_t slot)
{
	if (drafts_slot_is_mine(p, slot) || !drafts_slot_take(p, slot))
		return false;
	if (has_file(p, slot))
		drafts_slot_give_back(p, slot);
	return drafts_slot_is_mine(p, slot);
}

void
drafts_slot_give_back(struct practice *p, int64_t slot)
{
	if (!drafts_slot_is_mine(p, slot))
		return;
	p->places->mine[slot] = false;
	db_unclaim(p->db, claim_of(p, slot));
}

void
drafts_slot_end(struct practice *p, int64_t slot)
{
	int place;

	if (!drafts_slot_take(p, slot))
		return;
	for (place = 0; place < DRAFTS_PLACES; place++) {
		AUTO_FREE char *path = drafts_place_path(p, place, slot);

		if (drafts_place_is_ours(path))
			unlink(path);
	}
	drafts_slot_give_back(p, slot);
}

/* --- around a save --------------------------------------------------------------- */

static char *
marked_path(struct practice *p, int place, int64_t slot, int64_t entry,
    const char *mark)
{
	return xasprintf("%s/%" PRId64 "-%" PRId64 "-%" PRId64 "-%s.json",
	    places(p)->folders[place], p->staff->id, slot, entry, mark);
}

void
drafts_slot_mark(struct practice *p, int64_t slot, int64_t entry, const char *mark)
{
	int place;

	for (place = 0; drafts_slot_is_mine(p, slot) && place < DRAFTS_PLACES; place++) {
		AUTO_FREE char *path = drafts_place_path(p, place, slot);
		AUTO_FREE char *marked = marked_path(p, place, slot, entry, mark);

		/* if it fails, a crash only means that a saved draft is offered
		 * again */
		(void)rename(path, marked);
	}
}

void
drafts_slot_settle(struct practice *p, int64_t slot, int64_t entry, const char *mark,
    bool written)
{
	int place;

	for (place = 0; drafts_slot_is_mine(p, slot) && place < DRAFTS_PLACES; place++) {
		AUTO_FREE char *path = drafts_place_path(p, place, slot);
		AUTO_FREE char *marked = marked_path(p, place, slot, entry, mark);

		if (written)
			unlink(marked);
		else
			(void)rename(marked, path);
	}
}

/* --- what is there --------------------------------------------------------------- */

struct name {
	int64_t slot, entry;		/* entry 0: not marked */
	char mark[DB_MARK_SIZE];
};

/* "3-12.json" and "3-12-4711-0123456789abcdef.json" of staff 3. */
static bool
name_read(struct practice *p, const char *file, struct name *n)
{
	long long slot = 0, entry = 0;
	AUTO_FREE char *same = NULL;

	*n = (struct name){ .entry = 0 };
	if (sscanf(file, "%*d-%lld-%lld-%16[0-9a-f]", &slot, &entry, n->mark) == 3)
		same = xasprintf("%" PRId64 "-%lld-%lld-%s.json", p->staff->id, slot,
		    entry, n->mark);
	else
		same = xasprintf("%" PRId64 "-%lld.json", p->staff->id, slot);
	n->slot = slot;
	n->entry = entry;
	return slot > 0 && slot <= DRAFTS_SLOTS && strcmp(same, file) == 0;
}

/* Gives a marked file its own name again. Returns the slot; 0: it stays marked. */
static int64_t
name_again(struct practice *p, int place, const char *marked)
{
	int64_t slot = 1;
	bool ok;

	while (slot <= DRAFTS_SLOTS && !drafts_slot_take_free(p, slot))
		slot++;
	if (slot > DRAFTS_SLOTS)
		return 0;
	AUTO_FREE char *plain = drafts_place_path(p, place, slot);
	ok = link(marked, plain) == 0 && unlink(marked) == 0;
	drafts_slot_give_back(p, slot);
	return ok ? slot : 0;
}

/* Settles the file of a save whose program died: was the entry written? */
static int64_t
settle(struct practice *p, int place, const struct name *n)
{
	AUTO_FREE char *marked = marked_path(p, place, n->slot, n->entry, n->mark);
	char there[DB_MARK_SIZE];

	if (!drafts_place_is_ours(marked) ||
	    !db_journal_mark(p->db, n->entry, there, NULL))
		return 0;
	if (strcmp(there, n->mark) != 0)
		return name_again(p, place, marked);
	unlink(marked);
	return 0;
}

/* The slot of a file of that name; 0: none. */
static int64_t
slot_of(struct practice *p, int place, const char *file)
{
	struct name n;

	if (!name_read(p, file, &n))
		return 0;
	if (n.entry == 0)
		return n.slot;
	/* this login or another one is saving it now */
	if (drafts_slot_is_mine(p, n.slot) || !drafts_slot_take(p, n.slot))
		return 0;
	drafts_slot_give_back(p, n.slot);
	return settle(p, place, &n);
}

static bool
has(const int64_t *slots, size_t n, int64_t slot)
{
	while (n > 0)
		if (slots[--n] == slot)
			return true;
	return false;
}

size_t
drafts_slots(struct practice *p, int64_t *slots, size_t max)
{
	const struct dirent *en;
	size_t n = 0;
	int64_t slot;
	int place;
	DIR *dir;

	for (place = 0; place < DRAFTS_PLACES; place++) {
		dir = place_fits(p, place) ? opendir(places(p)->folders[place]) : NULL;
		while (dir != NULL && n < max && (en = readdir(dir)) != NULL) {
			slot = slot_of(p, place, en->d_name);
			if (slot != 0 && !has(slots, n, slot))
				slots[n++] = slot;
		}
		if (dir != NULL)
			closedir(dir);
	}
	return n;
}
