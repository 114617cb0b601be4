/*
 * json_record.c - see json_record.h.
 */
#include "exchange/json_record.h"

void
json_field(struct json *j, const struct field *f, const struct value *v)
{
	AUTO_BUF struct buf plain = BUF_INIT;

	if (v->kind == VALUE_NULL) {
		json_null(j);
		return;
	}
	switch (f->type) {
	case FIELD_INTEGER:
	case FIELD_MINUTES:
	case FIELD_LINK:
		json_int(j, v->i);
		return;
	case FIELD_MONEY:
		json_money(j, v->i);
		return;
	case FIELD_PERCENT:
		json_money(j, field_thousandths(v->i) * 10);	/* the same decimals */
		return;
	case FIELD_BOOL:
		json_bool(j, v->i != 0);
		return;
	case FIELD_TEXT:
	case FIELD_NOTE:
	case FIELD_EMAIL:
	case FIELD_PHONE:
	case FIELD_CODE:
	case FIELD_CHOICE:
	case FIELD_DATE:
	case FIELD_BIRTHDAY:
	case FIELD_TIME:
	case FIELD_INSTANT:
	case FIELD_DAYS:
		json_text(j, field_plain(f, v, &plain));
		return;
	}
}

void
json_record(struct json *j, const struct record *r, unsigned hidden)
{
	size_t i;

	json_object(j);
	json_key(j, "id");
	json_int(j, r->id);
	for (i = 0; i < r->type->n_fields; i++) {
		const struct field *f = &r->type->fields[i];

		if (f->flags & hidden)
			continue;
		json_key(j, f->name);
		json_field(j, f, &r->values[i]);
	}
	json_close(j);
}
