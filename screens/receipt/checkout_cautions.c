/*
 * checkout_cautions.c - what a client has against the products on the receipt.
 *
 * It warns and never refuses. A login without medical rights is told whom to ask, not why
 * (practice/cautions.h).
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/receipt/checkout.h"

void
checkout_look(struct checkout *c)
{
	const struct receipt *r = c->receipt;
	int64_t *products = xcalloc(r->n_lines + 1, sizeof(*products));
	size_t n = 0, i;
	struct err e;

	for (i = 0; i < r->n_lines; i++)
		if (!record_is_null(r->lines[i], "product"))
			products[n++] = record_int(r->lines[i], "product");
	if (!cautions_look(practice_of(&c->screen), record_int(r->head, "client"), &c->cautions,
	    products, n, &e))
		ui_err(c->screen.ui, &e);
	free(products);
}

bool
checkout_caution(const struct checkout *c, size_t line, size_t nth, struct buf *out)
{
	const char *words = cautions_of(&c->cautions,
	    record_int(c->receipt->lines[line], "product"));

	for (; nth > 0 && *words != '\0'; nth--) {
		words += strcspn(words, "\n");
		words += *words == '\n';
	}
	if (*words == '\0')
		return false;
	buf_adds(out, "CAUTION ");
	buf_add(out, words, strcspn(words, "\n"));
	return true;
}

void
checkout_warn(struct checkout *c, size_t line)
{
	AUTO_BUF struct buf words = BUF_INIT;

	if (checkout_caution(c, line, 0, &words))
		ui_say(c->screen.ui, "%s, %s: %s",
		    record_text(c->receipt->lines[line], "description"), c->client, words.s);
}
