/*
 * xlsx_record.c - see xlsx_record.h.
 */
#include "exchange/xlsx_record.h"

#include "base/mem.h"

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
	static const double widths[] = {
		[FIELD_BOOL] = 8, [FIELD_PERCENT] = 8, [FIELD_TIME] = 8, [FIELD_PHONE] = 18,
		[FIELD_INSTANT] = 18, [FIELD_TEXT] = 22, [FIELD_EMAIL] = 28, [FIELD_NOTE] = 40,
	};
	double width = f->type < ARRAY_LEN(widths) ? widths[f->type] : 0;

	return width > 0 ? width : 12;
}
