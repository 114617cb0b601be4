/*
 * xlsx_module.h - libxlsxwriter, opened when a workbook is written and not before.
 *
 * It brings libcrypto along, which costs every start more than the rest of the program
 * and each login 0.4 MB. So the program is not linked with it: what it calls is a line
 * of XLSX_MODULE, found by name when a workbook is begun. A call that has no line does
 * not link.
 */
#ifndef CHAIRSIDE_EXCHANGE_XLSX_MODULE_H
#define CHAIRSIDE_EXCHANGE_XLSX_MODULE_H

#include <xlsxwriter.h>

#include "base/err.h"

#define XLSX_MODULE(CALL) \
	CALL(chart_add_series) \
	CALL(chart_axis_set_crossing_max) \
	CALL(chart_axis_set_reverse) \
	CALL(chart_legend_set_position) \
	CALL(chart_series_set_categories) \
	CALL(chart_series_set_name) \
	CALL(chart_series_set_values) \
	CALL(chart_title_set_name) \
	CALL(format_set_align) \
	CALL(format_set_bg_color) \
	CALL(format_set_bold) \
	CALL(format_set_bottom) \
	CALL(format_set_font_color) \
	CALL(format_set_font_size) \
	CALL(format_set_num_format) \
	CALL(format_set_text_wrap) \
	CALL(lxw_col_to_name) \
	CALL(lxw_strerror) \
	CALL(lxw_version) \
	CALL(lxw_workbook_free) \
	CALL(lxw_worksheet_write_single_row) \
	CALL(workbook_add_chart) \
	CALL(workbook_add_format) \
	CALL(workbook_add_worksheet) \
	CALL(workbook_close) \
	CALL(workbook_new_opt) \
	CALL(workbook_set_properties) \
	CALL(workbook_validate_sheet_name) \
	CALL(worksheet_autofilter) \
	CALL(worksheet_fit_to_pages) \
	CALL(worksheet_freeze_panes) \
	CALL(worksheet_insert_chart) \
	CALL(worksheet_repeat_rows) \
	CALL(worksheet_set_column) \
	CALL(worksheet_set_footer) \
	CALL(worksheet_set_landscape) \
	CALL(worksheet_set_paper) \
	CALL(worksheet_set_portrait) \
	CALL(worksheet_write_boolean) \
	CALL(worksheet_write_formula_num) \
	CALL(worksheet_write_formula_str) \
	CALL(worksheet_write_number) \
	CALL(worksheet_write_string)

struct xlsx_module {
#define XLSX_MODULE_CALL(name) __typeof__(name) *name;
	XLSX_MODULE(XLSX_MODULE_CALL)
#undef XLSX_MODULE_CALL
};

/* Opened by the first call and kept until the program ends. NULL, ERR_IO with a sentence:
 * it is not installed, or is not the library of that name. */
const struct xlsx_module *xlsx_module_open(struct err *e);

#endif
