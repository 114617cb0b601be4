/*
 * xlsx_record.c - see xlsx_record.h.
 */
#include "exchange/xlsx_record.h"

void
xlsx_field(struct xlsx *x, const struct field *f, const struct value *v)
{
	char days[DATE_WEEKDAYS_SIZE];

	if (v->kind == VALUE_NULL) {
		xlsx_blank(x);
		return;
	}
	switch (f->type) {
	case FIELD_INTEGER:
	case FIELD_MINUTES:
	case FIELD_LINK:
		xlsx_int(x, v->i);
		return;
	case FIELD_MONEY:
		xlsx_money(x, v->i);
		return;
	case FIELD_PERCENT:
		xlsx_number(x, (double)field_thousandths(v->i) / 1000, v->i < 0 ? 3 : 2);
		return;
	case FIELD_BOOL:
		xlsx_bool(x, v->i != 0);
		return;
	case FIELD_DATE:
	case FIELD_BIRTHDAY:
		xlsx_date(x, date_from_iso(v->s));
		return;
	case FIELD_TIME:
		xlsx_time(x, v->i);
		return;
	case FIELD_INSTANT:
		xlsx_instant(x, v->i);
		return;
	case FIELD_TEXT:
	case FIELD_NOTE:
	case FIELD_EMAIL:
	case FIELD_PHONE:
	case FIELD_CODE:
	case FIELD_CHOICE:
		xlsx_text(x, v->s, XLSX_PLAIN);
		return;
	case FIELD_DAYS:
		xlsx_text(x, date_weekdays((unsigned)v->i, days), XLSX_PLAIN);
		return;
	}
}

double
xlsx_field_width(const struct field *f)
{
	switch (f->type) {
	case FIELD_BOOL:
	case FIELD_PERCENT:
	case FIELD_TIME:
		return 8;
	case FIELD_INTEGER:
	case FIELD_MINUTES:
	case FIELD_LINK:
	case FIELD_MONEY:
	case FIELD_DATE:
	case FIELD_BIRTHDAY:
	case FIELD_CODE:
	case FIELD_CHOICE:
	case FIELD_DAYS:
		return 12;
	case FIELD_PHONE:
	case FIELD_INSTANT:
		return 18;
	case FIELD_TEXT:
		return 22;
	case FIELD_EMAIL:
		return 28;
	case FIELD_NOTE:
		return 40;
	}
	return 12;
}
