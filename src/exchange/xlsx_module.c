/*
 * xlsx_module.c - libxlsxwriter, opened when a workbook is written and not before.
 */
#include "exchange/xlsx_module.h"

#include "base/mem.h"
#include "exchange/module.h"

#define SONAME "libxlsxwriter.so." LXW_SOVERSION

static const struct module_call calls[] = {
#define XLSX_MODULE_CALL(name) { #name, offsetof(struct xlsx_module, name), 0 },
	XLSX_MODULE(XLSX_MODULE_CALL)
#undef XLSX_MODULE_CALL
};

const struct xlsx_module *
xlsx_module_open(struct err *e)
{
	static struct xlsx_module module;
	static bool open;

	open = open || module_open(SONAME, 0, calls, ARRAY_LEN(calls), &module);
	if (!open)
		err_set(e, ERR_IO, NULL, "No workbook can be written: %s is not installed, "
		    "or damaged. Files of the formats csv and json do without it.", SONAME);
	return open ? &module : NULL;
}
