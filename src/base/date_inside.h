/*
 * date_inside.h - what the files of date_input.c share.
 */
#ifndef CHAIRSIDE_BASE_DATE_INSIDE_H
#define CHAIRSIDE_BASE_DATE_INSIDE_H

#include "base/date.h"

#define DATE_INPUT_MAX 64	/* no date is longer than this */

bool date_is_letter(char c);
/* Index of the name that begins with `word`, of at least three letters; -1 if none
 * does. */
int date_name_index(const char *const *names, int count, const char *word);
int date_weekday_of(const char *word);	/* lower case; 0 Monday; -1: none */

/* A day in words that depend on today: "t+7", "4 months ago", "next tue"; `s` is in
 * lower case without blanks at its ends. DATE_NONE for anything else. */
date_day date_from_today(const char *s, date_day today, bool past);
/* The next such day after today, or the last before it. */
date_day date_by_weekday(int weekday, date_day today, bool before);

#endif
