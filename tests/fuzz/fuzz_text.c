/*
 * Text under arbitrary bytes. What is shown is valid UTF-8 without control
 * characters and fits its columns exactly; folding is settled and does not
 * depend on where a text is parted; keys are digits; walking over the clusters
 * to the right and to the left meets the same places.
 */
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"

static void
check_shown(const char *text)
{
	AUTO_BUF struct buf shown = BUF_INIT, again = BUF_INIT;
	size_t i, at, next;
	int columns;

	text_show(&shown, text, false);
	BUG_IF(text_bad_byte(shown.s, shown.len) >= 0);
	for (i = 0; i < shown.len; i++)
		BUG_IF((unsigned char)shown.s[i] < ' ' || shown.s[i] == 0x7F);
	text_show(&again, shown.s, false);
	BUG_IF(strcmp(again.s, shown.s) != 0);
	for (at = 0; at < shown.len; at = next) {
		char cell[16];

		next = text_next(shown.s, shown.len, at);
		text_cell(cell, sizeof(cell), shown.s + at, next - at);
		BUG_IF(*cell == '\0' || strstr(cell, "\xE2\x80\x8D"));
		BUG_IF(text_bad_byte(cell, strlen(cell)) >= 0);
	}
	for (columns = 1; columns < 12; columns++) {
		buf_cut(&again, 0);
		text_fit(&again, shown.s, columns, columns & 1);
		BUG_IF(text_width(again.s) != columns);
	}
}

static void
check_folded(const char *text)
{
	AUTO_BUF struct buf folded = BUF_INIT, again = BUF_INIT, joined = BUF_INIT;
	AUTO_FREE char *first = NULL;
	size_t half = strlen(text) / 2;

	text_fold(&folded, text);
	BUG_IF(text_bad_byte(folded.s, folded.len) >= 0);
	text_fold(&again, folded.s);
	BUG_IF(strcmp(again.s, folded.s) != 0);
	BUG_IF(text_fold_cmp(text, folded.s) != 0);

	text_fold_joined(&joined, text);
	BUG_IF(strpbrk(joined.s, " '-.\t\n"));
	buf_cut(&again, 0);
	text_fold_joined(&again, folded.s);
	BUG_IF(strcmp(again.s, joined.s) != 0);

	if (text_bad_byte(text, strlen(text)) >= 0)
		return;		/* no telling where a character ends */
	while (((unsigned char)text[half] & 0xC0) == 0x80)
		half--;
	first = xstrndup(text, half);
	buf_cut(&again, 0);
	text_fold(&again, first);
	text_fold(&again, text + half);
	BUG_IF(strcmp(again.s, folded.s) != 0);
}

static void
check_keys(const char *text)
{
	static const char *const countries[] = { NULL, "", "1", "7", "36", "39", "44" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(countries); i++) {
		AUTO_BUF struct buf key = BUF_INIT, digits = BUF_INIT;

		text_digits(&digits, text);
		text_phone_key(&key, text, countries[i]);
		BUG_IF(strspn(key.s, "0123456789") != key.len);
		BUG_IF((key.len > 0) != (digits.len > 0));
	}
}

static void
check_walk(const char *text, size_t size)
{
	size_t at = 0, before = 0;

	while (at < size) {
		before = at;
		at = text_next(text, size, at);
		BUG_IF(at <= before || at > size);
		BUG_IF(text_prev(text, size, at) != before);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_FREE char *text = xstrndup((const char *)data, size);
	AUTO_FREE char *trimmed = xstrdup(text);
	size_t len = strlen(text);

	BUG_IF(text_count(text) > len);
	BUG_IF(strlen(text_trim(trimmed)) > len);
	check_shown(text);
	check_folded(text);
	check_keys(text);
	check_walk((const char *)data, size);
	return 0;
}
