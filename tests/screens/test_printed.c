/*
 * Proves what the printer beside a terminal gets: whatever is in a text, nothing of it ends the
 * printing or is a control, lines have their length and ends, accents go where they are not
 * wanted; and that a paper which is cut off is thrown away up to its end and nothing else.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "screens/toolkit/line.h"
#include "screens/toolkit/printed.h"
#include "tests/support/test.h"

static char *
printed(const char *text, bool plain)
{
	struct buf b = BUF_INIT;

	printed_add(&b, text, plain);
	return buf_steal(&b);
}

static const struct {
	const char *text, *printed;
	bool plain;
} papers[] = {
	{ "", "\f", false },
	{ "one\ntwo\n", "one\r\ntwo\r\n\f", false },
	{ "one", "one\r\n\f", false },
	{ "one\n\ftwo\n", "one\r\n\ftwo\r\n\f", false },
	{ "Adéyẹmí, Ọlá – 12 €\n", "Adéyẹmí, Ọlá – 12 €\r\n\f", false },
	{ "Adéyẹmí, Ọlá – 12 €\n", "Adeyemi, Ola - 12 ?\r\n\f", true },
	/* what would end the printing, and other controls */
	{ "Eve\033[4i shown\n", "Eve^[[4i shown\r\n\f", false },
	{ "Eve\xC2\x9B" "4i shown\n", "Eve<9B>4i shown\r\n\f", false },
	{ "a\tb\rc\x07\x14\x7f\n", "a^Ib^Mc^G^T^?\r\n\f", false },
	{ "a\xFF" "b\n", "a<FF>b\r\n\f", false },
	/* ț and ě end in the byte that some take for ESC [ */
	{ "Jaț4i, ě4, ěx\n", "Jat4i, e4, ěx\r\n\f", false },
	/* the same as a mark of its own, as some systems write names */
	{ "Rene\u0301 x\u035B4i\n", "Rene\u0301 x4i\r\n\f", false },
	{ "Rene\u0301 x\u035B4i\n", "Rene x4i\r\n\f", true },
};

static void
a_paper_is_harmless(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(papers); i++) {
		AUTO_FREE char *got = printed(papers[i].text, papers[i].plain);

		assert_string_equal(got, papers[i].printed);
	}
}

static void
a_long_line_goes_on_in_the_next(void **state)
{
	AUTO_BUF struct buf text = BUF_INIT;
	AUTO_FREE char *got = NULL;
	int i;

	(void)state;
	for (i = 0; i < 45; i++)
		buf_adds(&text, "黃");	/* two columns each */
	got = printed(text.s, false);
	assert_int_equal(strcspn(got, "\r"), 3 * PRINTED_COLUMNS / 2);
	assert_int_equal(strcspn(got + strcspn(got, "\r") + 2, "\r"), 15);
}

#define FRAME "a frame"
#define AFTER "after it"

/* A line whose other end reads nothing takes a few kB. */
static void
fill(struct line *line, int *other, size_t before, size_t paper)
{
	int fds[2];
	size_t i;

	assert_int_equal(pipe2(fds, O_NONBLOCK | O_CLOEXEC), 0);
	assert_true(fcntl(fds[1], F_SETPIPE_SZ, 4096) >= 4096);
	*line = (struct line){ .fd = fds[1], .own = true, .out = BUF_INIT };
	*other = fds[0];
	for (i = 0; i < before; i++)
		buf_adds(&line->out, FRAME);
	line->paper = line->out.len;
	for (i = 0; i < paper; i++)
		buf_adds(&line->out, "p");
	line->paper_end = line->out.len;
	line_send(line);
	buf_adds(&line->out, AFTER);
}

static void
cut(size_t before, size_t paper, size_t printed)
{
	AUTO_BUF struct buf got = BUF_INIT;
	const size_t frames = before * strlen(FRAME);
	struct line line;
	char bytes[65536];
	int other, i;
	ssize_t n;

	fill(&line, &other, before, paper);
	line_end_paper(&line);
	assert_int_equal(line.paper_end, 0);
	for (i = 0; i < 2; i++) {
		while ((n = read(other, bytes, sizeof(bytes))) > 0)
			buf_add(&got, bytes, (size_t)n);
		line_send(&line);
	}
	assert_true(line_ready(&line));
	assert_int_equal(got.len, frames + printed + strlen(AFTER));
	assert_memory_equal(got.s, FRAME, strlen(FRAME));
	assert_int_equal(strspn(got.s + frames, "p"), printed);
	assert_string_equal(got.s + frames + printed, AFTER);
	close(other);
	line_close(&line);
}

static void
a_paper_that_is_cut_off_ends(void **state)
{
	(void)state;
	cut(100, 20000, 4096 - 700);	/* in its middle */
	cut(1000, 20000, 0);		/* before it has begun */
	cut(1, 10, 10);			/* it was sent whole */
}

TEST_MAIN(
    cmocka_unit_test(a_paper_is_harmless),
    cmocka_unit_test(a_long_line_goes_on_in_the_next),
    cmocka_unit_test(a_paper_that_is_cut_off_ends))
