/*
 * text.h - UTF-8 text: valid, folded, measured, made harmless.
 *
 * The only file that knows utf8proc. Text inside chairside is valid UTF-8 without NUL;
 * what reads files and keys (csv_read(), field_parse(), mapping_read() and others)
 * refuses or replaces anything else with text_bad_byte().
 */
#ifndef CHAIRSIDE_BASE_TEXT_H
#define CHAIRSIDE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Index of the first byte that is not valid UTF-8 or is NUL; -1 when all is
 * well. Surrogates, overlong forms and code points past U+10FFFF are invalid. */
long text_bad_byte(const char *s, size_t len);

/* Cuts white space (ASCII and U+00A0, U+3000, U+FEFF) at both ends, in place;
 * returns s. */
char *text_trim(char *s);

/* Adds the folded form of `s`: case folded, accents and other marks removed,
 * compatibility forms, apostrophes, dashes and blanks unified, letters such as ø ł đ ß
 * æ œ þ ð ı spelled in ASCII. Letters of other scripts stay, with their vowel signs and
 * voicing marks. Folding the result again, or each part of a text by itself, gives the
 * same result. Lists are sorted by the bytes of the folded text. Invalid bytes become
 * U+FFFD. */
void text_fold(struct buf *out, const char *s);

/* After a beginning: sorts behind everything that begins so (U+10FFFF). */
#define TEXT_LAST "\xF4\x8F\xBF\xBF"

/* Like text_fold, but apostrophes, hyphens, dots and spaces are left out too:
 * "O'Brien-Lee" gives "obrienlee". */
void text_fold_joined(struct buf *out, const char *s);

/* Compare folded; <0, 0, >0. NULL is the empty string. */
int text_fold_cmp(const char *a, const char *b);

/* Adds `s` for a web page: < > & and quotes as numbers. */
void text_html(struct buf *out, const char *s);

/* Adds only the ASCII digits of `s`. Other scripts' decimal digits count as
 * the ASCII digit they mean. */
void text_digits(struct buf *out, const char *s);

/* The digits key of a phone number, for comparing and searching. "+44 20 …", "+44 (0)20
 * …" and "0044 20 …" give 4420…; a national number gets `country_prefix` ("44", "1")
 * after its trunk 0 is removed. Countries with other rules are in a table in
 * text_phone.c: with prefix "1" the leading 1 of 11 digits is the country code and 011
 * dials abroad; Italy keeps its 0. Fewer than 5 digits, or a national number without a
 * prefix (NULL or ""): the digits alone. Adds nothing when there is no digit. */
void text_phone_key(struct buf *out, const char *phone,
    const char *country_prefix);

/* Adds `s` made harmless for a terminal or a printed page: C0 controls, DEL and C1 as
 * ^X or <9B>, bidi controls, zero-width controls but ZWJ/ZWNJ, line and paragraph
 * separators, private and unassigned code points as <202E>; more than 4 combining marks
 * on one base are cut; invalid bytes as <FF>. With `keep_newlines`, '\n' passes. A
 * person's or a file's text passes here before it goes to a terminal. */
void text_show(struct buf *out, const char *s, bool keep_newlines);

/* Width of `s` in terminal columns (grapheme clusters, wide characters 2, and 1
 * for each spacing mark beside its base, as terminals count). */
int text_width(const char *s);
bool text_is_capital(const char *s);	/* begins with a capital letter */

/* The end of an English noun that `n` stands before: "" of one, "s" of any other number. */
const char *text_plural(int64_t n);

/* Adds `s` cut or filled with spaces to exactly `columns`; a cut ends in "…"
 * (or "~" with `ascii`). A wide character is never halved. */
void text_fit(struct buf *out, const char *s, int columns, bool ascii);
/* text_show(), cut to `columns` where it is wider: a stranger's text within a sentence. */
void text_show_cut(struct buf *out, const char *s, int columns);

/* Copies `s` into `to`, which holds `size` bytes; what does not fit is cut between
 * grapheme clusters. */
void text_copy(char *to, size_t size, const char *s);

/* Number of Unicode code points; `s` valid. */
size_t text_count(const char *s);

/* Byte offset of the grapheme cluster boundary after / before `at`. */
size_t text_next(const char *s, size_t len, size_t at);
size_t text_prev(const char *s, size_t len, size_t at);
/* text_next(), and the columns of the cluster at `at` < len as text_width() counts. */
size_t text_step(const char *s, size_t len, size_t at, int *width);

/* Copies the grapheme cluster `s` of `n` bytes into `to` as cells of a terminal show
 * it: composed (NFC), and without ZERO WIDTH JOINER and what it would join, since a
 * terminal that cannot join would join the next letter instead; without variation
 * selectors, since terminals disagree on how wide they make a letter; a flag as its two
 * letters, so that repainting half a line cannot tear it. A joiner or selector alone
 * becomes "?"; what does not fit is cut between code points. */
void text_cell(char *to, size_t size, const char *s, size_t n);

/* Begins with a letter that is written from right to left. */
bool text_is_rtl(const char *s);

/* ASCII-only equality without case, for keywords and header names. */
bool text_is(const char *a, const char *b);
/* Is it one of the words of a list, which that character stands between? */
bool text_has_word(const char *list, char between, const char *word);
/* Is it a code such as cheek_l: small letters, digits and _, from one to `most`? NULL is
 * none. */
bool text_is_code(const char *s, size_t most);

#endif
