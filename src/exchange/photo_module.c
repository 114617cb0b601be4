/*
 * photo_module.c - the libraries that read pictures, opened when a picture is read and not
 * before.
 *
 * Each by its soname, as the linker would have it: of another major version nothing is
 * found, and only the system's folders of libraries are searched.
 */
#include "exchange/photo_module.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

static const struct {
	const char *soname, *what;	/* what cannot be shown without it */
} libraries[] = {
#define PHOTO_MODULE_LIBRARY(library, soname, what) [LIBRARY_##library] = { soname, what },
	PHOTO_MODULE(PHOTO_MODULE_LIBRARY, PHOTO_MODULE_NOTHING)
#undef PHOTO_MODULE_LIBRARY
};

static const struct {
	enum photo_library library;
	const char *name;
	size_t place;
} calls[] = {
#define PHOTO_MODULE_CALL(library, name) \
	{ LIBRARY_##library, #name, offsetof(struct photo_module, name) },
	PHOTO_MODULE(PHOTO_MODULE_NOTHING, PHOTO_MODULE_CALL)
#undef PHOTO_MODULE_CALL
};

static bool
find_calls(void *library, enum photo_library which, struct photo_module *m)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(calls); i++) {
		void *call;

		if (calls[i].library != which)
			continue;
		call = dlsym(library, calls[i].name);
		if (call == NULL)
			return false;
		*(void **)((char *)m + calls[i].place) = call;
	}
	return true;
}

const struct photo_module *
photo_module_open(enum photo_library which, struct err *e)
{
	static struct photo_module module;
	static bool open[ARRAY_LEN(libraries)];
	void *library;

	if (open[which])
		return &module;
	library = dlopen(libraries[which].soname, RTLD_NOW | RTLD_LOCAL);
	open[which] = library != NULL && find_calls(library, which, &module);
	if (!open[which])
		err_set(e, ERR_INVALID, NULL, "%s cannot be shown: %s is not installed, or "
		    "damaged.", libraries[which].what, libraries[which].soname);
	if (!open[which] && library != NULL)
		dlclose(library);
	return open[which] ? &module : NULL;
}
