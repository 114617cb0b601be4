/*
 * printed.c - see printed.h.
 */
#include "screens/toolkit/printed.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/cells.h"

#define CSI_BYTE '\x9b'		/* ESC [ in one byte */

static void
add_line(struct buf *out, const char *line, bool plain)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	size_t at, next;
	int width, column = 0;

	text_show(&shown, line, false);
	for (at = 0; at < shown.len; at = next) {
		const char *s = shown.s + at;

		next = text_step(shown.s, shown.len, at, &width);
		if (column + width > PRINTED_COLUMNS) {
			buf_adds(out, "\r\n");
			column = 0;
		}
		if (next - at > 1 &&
		    (plain || (shown.s[next - 1] == CSI_BYTE && shown.s[next] == '4')))
			buf_addc(out, cells_plain(s));
		else
			buf_add(out, s, next - at);
		column += width;
	}
}

void
printed_add(struct buf *out, const char *text, bool plain)
{
	const char *at = text;
	size_t n;

	while (*at != '\0') {
		AUTO_FREE char *line = xstrndup(at, n = strcspn(at, "\n\f"));

		add_line(out, line, plain);
		at += n;
		if (*at == '\f')
			buf_addc(out, '\f');
		else if (*at == '\n')
			buf_adds(out, "\r\n");
		at += *at != '\0';
	}
	buf_adds(out, at > text && at[-1] != '\n' ? "\r\n\f" : "\f");
}
