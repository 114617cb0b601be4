/*
 * golden.c - what was looked at once and must stay as it is.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/golden.h"
#include "tests/support/test.h"

void
golden_same(const char *name, const char *text)
{
	AUTO_FREE char *relative = xasprintf("tests/golden/%s", name);
	AUTO_FREE char *path = test_source(relative);
	const char *update = getenv("UPDATE_GOLDEN");
	AUTO_FREE char *was = NULL;

	if (update != NULL && strcmp(update, "1") == 0)
		test_write(path, text, strlen(text));
	if (access(path, R_OK) != 0)
		fail_msg("%s is not there: UPDATE_GOLDEN=1 writes it", relative);
	was = test_read(path, NULL);
	if (strcmp(was, text) != 0)
		fail_msg("%s is otherwise now; UPDATE_GOLDEN=1 writes it:\n%s",
		    relative, text);
}
