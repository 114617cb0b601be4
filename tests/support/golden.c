/*
 * golden.c - what was looked at once and must stay as it is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tests/support/golden.h"
#include "tests/support/test.h"

/* The line at *at, which moves on; its length goes to *n. False at the end. */
static bool
next_line(const char **at, const char **line, int *n)
{
	size_t len = strcspn(*at, "\n");

	if (**at == '\0')
		return false;
	*line = *at;
	*n = (int)len;
	*at += (*at)[len] == '\n' ? len + 1 : len;
	return true;
}

static void
print_diff(const char *name, const char *kept, const char *now)
{
	const char *k, *n;
	int k_len, n_len, number = 0;
	bool has_k, has_n;

	print_message("# %s (- kept, + now)\n", name);
	for (;;) {
		has_k = next_line(&kept, &k, &k_len);
		has_n = next_line(&now, &n, &n_len);
		number++;
		if (!has_k && !has_n)
			return;
		if (has_k && has_n && k_len == n_len &&
		    memcmp(k, n, (size_t)k_len) == 0)
			continue;
		if (has_k)
			print_message("# %3d -%.*s\n", number, k_len, k);
		if (has_n)
			print_message("# %3d +%.*s\n", number, n_len, n);
	}
}

/* The line of tabs, and how it is painted, are in the pictures of the list of clients
 * alone: a new tab changes no other. */
static char *
without_tabs(const char *name, const char *text)
{
	AUTO_BUF struct buf b = BUF_INIT;
	const char *line;
	int n, number = 0;
	bool tabs = strncmp(name, "screens/clients-", 16) != 0;

	while (next_line(&text, &line, &n)) {
		if (++number == 2)
			tabs = tabs && (strncmp(line, " 1Today ", 8) == 0 ||
			    strncmp(line, "  Today ", 8) == 0);
		if (tabs && number == 2)
			buf_adds(&b, " (tabs)\n");
		else if (number < 3 || !tabs || strncmp(line, "1:", 2) != 0)
			buf_addf(&b, "%.*s\n", n, line);
	}
	return buf_steal(&b);
}

void
golden_same(const char *name, const char *whole)
{
	AUTO_FREE char *text = without_tabs(name, whole);
	AUTO_FREE char *relative = xasprintf("tests/golden/%s", name);
	AUTO_FREE char *path = test_source(relative);
	const char *update = getenv("UPDATE_GOLDEN");
	AUTO_FREE char *kept = NULL;

	if (update != NULL && strcmp(update, "1") == 0)
		test_write(path, text, strlen(text));
	if (access(path, R_OK) != 0)
		fail_msg("%s is not there; run this test with UPDATE_GOLDEN=1", relative);
	kept = test_read(path, NULL);
	if (strcmp(kept, text) == 0)
		return;
	print_diff(name, kept, text);
	fail_msg("%s differs; if it is meant, run this test with UPDATE_GOLDEN=1",
	    relative);
}
