/*
 * module.c - see module.h.
 */
#include "exchange/module.h"

#include <dlfcn.h>

static bool
find_calls(void *opened, int library, const struct module_call *calls, size_t n, void *table)
{
	size_t i;

	for (i = 0; i < n; i++) {
		void *call;

		if (calls[i].library != library)
			continue;
		call = dlsym(opened, calls[i].name);
		if (call == NULL)
			return false;
		*(void **)((char *)table + calls[i].place) = call;
	}
	return true;
}

bool
module_open(const char *soname, int library, const struct module_call *calls, size_t n,
    void *table)
{
	void *opened = dlopen(soname, RTLD_NOW | RTLD_LOCAL);

	if (opened != NULL && find_calls(opened, library, calls, n, table))
		return true;
	if (opened != NULL)
		dlclose(opened);
	return false;
}
