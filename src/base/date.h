/*
 * date.h - calendar days, times of day and months.
 *
 * A day is a count of days since 1970-01-01 in the proleptic Gregorian
 * calendar, valid for years 1 to 9999. A time of day is whole minutes since
 * midnight, 0 to 1439. Both are clinic wall time and know no zone; instants
 * are UTC seconds and live in clock.h. Every parsed date is checked again:
 * 31 February is refused, never rolled over.
 */
#ifndef CHAIRSIDE_BASE_DATE_H
#define CHAIRSIDE_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

typedef int32_t date_day;

#define DATE_NONE INT32_MIN
#define DAY_MINUTES 1440	/* of the clock on the wall */
#define DATE_ISO_SIZE 11	/* "2026-03-12" and its NUL */
#define DATE_TIME_SIZE 16

enum date_order { DATE_YMD, DATE_DMY, DATE_MDY };

bool date_valid(int year, int month, int day);
date_day date_make(int year, int month, int day);	/* DATE_NONE if invalid */
void date_split(date_day d, int *year, int *month, int *day);
int date_weekday(date_day d);		/* 0 Monday … 6 Sunday */
const char *date_weekday_name(int weekday);	/* "Mon" … "Sun" */
int date_parse_weekday(const char *word);	/* "mon", "Tuesday"; -1: none */
/* "mon-fri", "mon tue, fri", "fri-mon": bit 0 is Monday, none for "". False when a word is
 * no day of the week. */
bool date_parse_weekdays(const char *text, unsigned *days);
#define DATE_WEEKDAYS_SIZE 32
/* "Mon-Fri", "Mon Tue Fri"; returns `out`. */
const char *date_weekdays(unsigned days, char out[DATE_WEEKDAYS_SIZE]);
const char *date_month_name(int month);		/* "Jan" … "Dec" */

/* A day the month lacks becomes its last: 31 August + 6 months is the last day of
 * February. DATE_NONE when the result leaves years 1 to 9999. */
date_day date_add_months(date_day d, int months);
date_day date_add_days(date_day d, int days);
/* Whole years from `born` to `on`; born on 29 February, one is a year older on 1
 * March. */
int date_years_between(date_day born, date_day on);

/* "YYYY-MM-DD", exactly; DATE_NONE otherwise. */
date_day date_from_iso(const char *s);
/* Both return `out`, which is empty for DATE_NONE. */
const char *date_to_iso(date_day d, char out[DATE_ISO_SIZE]);
/* "12 Mar 2026", or with the weekday "Thu 12 Mar 2026". */
const char *date_to_words(date_day d, bool weekday, char out[24]);

/* "YYYY-MM" to its first and last day. False if not exactly that form. */
bool date_month_range(const char *s, date_day *first, date_day *last);

/*
 * What a person types: ISO; `t`, `t+7`, `t-1`, today, tomorrow, yesterday; `+7`, `4w`,
 * `+3m`, `4 months ago`, `in 2 weeks` (without a sign they count back when
 * `past_likely`); weekday names and their first three letters (the next such day after
 * today; the last before it where `past_likely`), `next tue` (the one in next week;
 * weeks begin on Monday), `last tue`; `12` (that day of this month, or of next month
 * when it has passed; with `past_likely`, of last month when it has not come yet);
 * `12/3`, `12.3.26`, `12 mar`, `mar 12, 2026`, `12/3/2026` in the practice's order (a
 * year of four digits may always come first). Without a year, or with two digits of it,
 * the date nearest today is meant (of two, the later), never one in the future when
 * `past_likely`. A weekday may come first and must be the right one. With `today`
 * DATE_NONE only complete dates are understood. Returns DATE_NONE when not understood.
 */
date_day date_parse(const char *s, enum date_order order, date_day today,
    bool past_likely);

/*
 * A month (`2026-03`, `3/2026`, `mar 2026`, `this month`, `last month`, `mar`, the
 * nearest, or with `past_likely` the last) or a year (`2025`, *month is 0), from 1900
 * on. False if it is neither.
 */
bool date_parse_month(const char *s, date_day today, bool past_likely, int *year,
    int *month);
/* The same to the first and last day of that month or year. */
bool date_parse_span(const char *s, date_day today, bool past_likely, date_day *first,
    date_day *last);

/* `930`, `9:30`, `2p`, `2:15 p.m.`, `14.30`, `14 h 30`, `14h`, `9:30:00 AM`, `noon`,
 * `midnight`. Seconds are dropped. Without am/pm it is the 24-hour clock. -1 if it is
 * not a time; nor are 24:00, 13 pm and 9:3. */
int date_parse_time(const char *s);
/* "14:30" or, with `twelve`, "2:30p"; returns out, empty when not 0 to 1439. */
const char *date_format_time(int minutes, bool twelve, char out[DATE_TIME_SIZE]);

/* strptime(3) that must consume the whole string and give a valid date. Either result
 * pointer may be NULL. The format must have a year when a day is wanted and an hour
 * when minutes are; minutes it lacks are 0. A wrong weekday is refused, and so is a
 * year before 1000 (26 under %Y). %H beside %p is read as %I; names are English; with
 * %z the result is clinic time. False if it does not match. */
bool date_strptime(const char *s, const char *format, date_day *day,
    int *minutes);

#endif
