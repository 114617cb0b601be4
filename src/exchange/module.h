/*
 * module.h - libraries that one job needs, opened when that job begins and not before.
 *
 * The program is not linked with them: what it calls is found by name, and each header of
 * one says which calls these are (xlsx_module.h, photo_module.h). A library is opened by its
 * soname, as the linker would have it: of another major version nothing is found, and only
 * the system's folders of libraries are searched.
 */
#ifndef CHAIRSIDE_EXCHANGE_MODULE_H
#define CHAIRSIDE_EXCHANGE_MODULE_H

#include <stdbool.h>
#include <stddef.h>

struct module_call {
	const char *name;
	size_t place;		/* of its pointer in the table that is filled */
	int library;		/* to which it belongs */
};

/* Opens the library and sets the pointers of those calls that belong to `library`, a number of
 * the caller's, in `table`. It stays open until the program ends. False: it is not installed,
 * or not what its name says. */
bool module_open(const char *soname, int library, const struct module_call *calls, size_t n,
    void *table);

#endif
