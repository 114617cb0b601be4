/*
 * note.c - the note beside a backup, for people and for restore: each line is a word
 * and its value. The last line seals those above it with the practice's key.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "db/backup_inside.h"

#define FIRST_LINE "chairside backup 1\n"
#define SEAL "\nseal "

static void
note_seal(const char *text, size_t n, const unsigned char *key,
    char hex[DIGEST_HEX_SIZE])
{
	unsigned char mac[DIGEST_SIZE];
	struct digest d;

	digest_begin(&d, key);
	digest_text(&d, "chairside backup note");
	digest_bytes(&d, text, n);
	digest_end(&d, mac);
	digest_hex(mac, sizeof(mac), hex);
}

void
note_write(const struct backup *b, const unsigned char key[DIGEST_KEY_SIZE],
    struct buf *out)
{
	AUTO_FREE char *folder = path_folder(b->path);
	char made[CLOCK_ISO_SIZE], at[CLOCK_ISO_SIZE], day[DATE_ISO_SIZE];
	char seal[DIGEST_HEX_SIZE];
	size_t begin = out->len, i;

	buf_adds(out, FIRST_LINE);
	buf_addf(out, "file %s\nfolder %s\n", path_name(b->path), folder);
	buf_addf(out, "made %s\nschema %d\n", clock_iso(b->made, made), b->schema);
	buf_addf(out, "entry %lld\nentry-at %s\nhead %s\nkey %s\n",
	    (long long)b->entry, clock_iso(b->entry_at, at), b->head, b->key);
	buf_addf(out, "bytes %lld\ndigest %s\n", (long long)b->bytes, b->digest);
	buf_addf(out, "files %lld\nfiles-bytes %lld\nfiles-digest %s\n",
	    (long long)b->files, (long long)b->files_bytes, b->files_digest);
	for (i = 0; b->sealed[0] == '\0' && record_types[i] != NULL; i++)
		buf_addf(out, "rows-%s %lld\n", record_types[i]->name,
		    (long long)b->rows[i]);
	if (b->sealed[0] == '\0')
		buf_addf(out, "newest-visit %s", date_to_iso(b->newest_visit, day));
	else
		buf_addf(out, "sealed %s", b->sealed);
	note_seal(out->s + begin, out->len - begin, key, seal);
	buf_addf(out, SEAL "%s\n", seal);
}

/* The value of the line that begins with `word`, or "". */
static char *
note_line(const char *text, const char *word)
{
	size_t n = strlen(word);
	const char *p;

	for (p = strchr(text, '\n'); p != NULL; p = strchr(p + 1, '\n'))
		if (strncmp(p + 1, word, n) == 0 && p[1 + n] == ' ')
			return xstrndup(p + n + 2, strcspn(p + n + 2, "\n"));
	return xstrdup("");
}

static int64_t
note_number(const char *text, const char *word)
{
	AUTO_FREE char *s = note_line(text, word);

	return strtoll(s, NULL, 10);
}

static void
note_hex(const char *text, const char *word, char hex[DIGEST_HEX_SIZE])
{
	AUTO_FREE char *s = note_line(text, word);

	hex[0] = '\0';
	if (strlen(s) == DIGEST_HEX_SIZE - 1)
		memcpy(hex, s, DIGEST_HEX_SIZE);
}

static instant
note_instant(const char *text, const char *word)
{
	AUTO_FREE char *s = note_line(text, word);
	instant at = 0;

	return clock_from_iso(s, &at) ? at : 0;
}

void
note_key(const char *text, char hex[DIGEST_HEX_SIZE])
{
	note_hex(text, "key", hex);
}

bool
note_read(const char *text, const unsigned char key[DIGEST_KEY_SIZE], struct backup *b)
{
	const char *end = strstr(text, SEAL);
	AUTO_FREE char *file = note_line(text, "file");
	AUTO_FREE char *folder = note_line(text, "folder");
	AUTO_FREE char *sealed = note_line(text, "sealed");
	AUTO_FREE char *visit = note_line(text, "newest-visit");
	char seal[DIGEST_HEX_SIZE], stored[DIGEST_HEX_SIZE];
	size_t i;

	if (strncmp(text, FIRST_LINE, sizeof(FIRST_LINE) - 1) != 0 || end == NULL)
		return false;
	note_seal(text, (size_t)(end - text), key, seal);
	note_hex(text, "seal", stored);
	if (strcmp(seal, stored) != 0 || strchr(file, '/') != NULL)
		return false;
	backup_clear(b);
	b->path = xasprintf("%s/%s", folder, file);
	b->made = note_instant(text, "made");
	b->schema = (int)note_number(text, "schema");
	b->entry = note_number(text, "entry");
	b->entry_at = note_instant(text, "entry-at");
	note_hex(text, "head", b->head);
	note_hex(text, "key", b->key);
	note_hex(text, "digest", b->digest);
	b->bytes = note_number(text, "bytes");
	b->files = note_number(text, "files");
	b->files_bytes = note_number(text, "files-bytes");
	note_hex(text, "files-digest", b->files_digest);
	text_copy(b->sealed, sizeof(b->sealed), sealed);
	b->newest_visit = date_from_iso(visit);
	for (i = 0; record_types[i] != NULL; i++) {
		AUTO_FREE char *word = xasprintf("rows-%s", record_types[i]->name);

		b->rows[i] = note_number(text, word);
	}
	return true;
}
