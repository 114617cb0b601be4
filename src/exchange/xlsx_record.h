/*
 * xlsx_record.h - values of records as cells of a workbook.
 *
 * Dates, times and money become true dates, times and numbers; phones, codes, post
 * codes and everything a person wrote stay text. The caller writes links, since the
 * number alone means nothing to people.
 */
#ifndef CHAIRSIDE_EXCHANGE_XLSX_RECORD_H
#define CHAIRSIDE_EXCHANGE_XLSX_RECORD_H

#include "exchange/xlsx.h"
#include "record/field.h"

/* The next cell of the current row. */
void xlsx_field(struct xlsx *x, const struct field *f, const struct value *v);
/* A column width that fits values of the field. */
double xlsx_field_width(const struct field *f);

#endif
