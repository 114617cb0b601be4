/*
 * json_record.h - records as JSON objects.
 *
 * Text, dates and times of day are strings in their plain form (instants in
 * UTC with Z), numbers and money are numbers, yes/no is true or false, links are
 * the other record's number, and blank is null.
 */
#ifndef CHAIRSIDE_EXCHANGE_JSON_RECORD_H
#define CHAIRSIDE_EXCHANGE_JSON_RECORD_H

#include "exchange/json.h"
#include "record/record.h"

void json_field(struct json *j, const struct field *f, const struct value *v);

/* One object: `id`, then every field without any of the flags in `hidden`. */
void json_record(struct json *j, const struct record *r, unsigned hidden);

#endif
