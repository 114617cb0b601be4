/*
 * xlsx_module.c - libxlsxwriter, opened when a workbook is written and not before.
 *
 * By its soname, as the linker would have it: of another major version nothing is found,
 * and only the system's folders of libraries are searched.
 */
#include "exchange/xlsx_module.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define SONAME "libxlsxwriter.so." LXW_SOVERSION

static bool
find_calls(void *library, struct xlsx_module *m)
{
	static const struct {
		const char *name;
		size_t place;
	} calls[] = {
#define XLSX_MODULE_CALL(name) { #name, offsetof(struct xlsx_module, name) },
		XLSX_MODULE(XLSX_MODULE_CALL)
#undef XLSX_MODULE_CALL
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(calls); i++) {
		void *call = dlsym(library, calls[i].name);

		if (call == NULL)
			return false;
		*(void **)((char *)m + calls[i].place) = call;
	}
	return true;
}

const struct xlsx_module *
xlsx_module_open(struct err *e)
{
	static struct xlsx_module module;
	static bool open;
	void *library;

	if (open)
		return &module;
	library = dlopen(SONAME, RTLD_NOW | RTLD_LOCAL);
	open = library != NULL && find_calls(library, &module);
	if (!open)
		err_set(e, ERR_IO, NULL, "No workbook can be written: %s is not installed, "
		    "or damaged. Files of the formats csv and json do without it.", SONAME);
	if (!open && library != NULL)
		dlclose(library);
	return open ? &module : NULL;
}
