/*
 * photo_module.c - the libraries that read pictures, opened when a picture is read and not
 * before.
 */
#include "exchange/photo_module.h"

#include "base/mem.h"
#include "exchange/module.h"

static const struct {
	const char *soname, *what;	/* what cannot be shown without it */
} libraries[] = {
#define PHOTO_MODULE_LIBRARY(library, soname, what) [LIBRARY_##library] = { soname, what },
	PHOTO_MODULE(PHOTO_MODULE_LIBRARY, PHOTO_MODULE_NOTHING)
#undef PHOTO_MODULE_LIBRARY
};

static const struct module_call calls[] = {
#define PHOTO_MODULE_CALL(library, name) \
	{ #name, offsetof(struct photo_module, name), LIBRARY_##library },
	PHOTO_MODULE(PHOTO_MODULE_NOTHING, PHOTO_MODULE_CALL)
#undef PHOTO_MODULE_CALL
};

const struct photo_module *
photo_module_open(enum photo_library which, struct err *e)
{
	static struct photo_module module;
	static bool open[ARRAY_LEN(libraries)];

	open[which] = open[which] || module_open(libraries[which].soname, (int)which, calls,
	    ARRAY_LEN(calls), &module);
	if (!open[which])
		err_set(e, ERR_INVALID, NULL, "%s cannot be shown: %s is not installed, or "
		    "damaged.", libraries[which].what, libraries[which].soname);
	return open[which] ? &module : NULL;
}
