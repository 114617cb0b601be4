/*
 * record_read.c - a page to read a record: every field that is not blank.
 */
#include "practice/naming.h"
#include "screens/record_form.h"
#include "screens/toolkit/dialog.h"

static void
add_field(struct desk *d, const struct field *f, const struct value *v,
    struct buf *out)
{
	AUTO_BUF struct buf text = BUF_INIT;
	const struct record_type *t = f->type == FIELD_LINK ?
	    record_type_find(f->link) : NULL;

	if (t != NULL)
		naming_add_id(d->p, t, v->i, &text);
	else if (f->type != FIELD_LINK)
		field_show(f, &d->p->context, v, &text);
	if (text.len > 0)
		buf_addf(out, "%s\t%s\n", f->label, text.s);
}

void
record_facts(struct desk *d, const struct record *r, struct buf *out)
{
	size_t i;

	for (i = 0; i < r->type->n_fields; i++)
		if (r->values[i].kind != VALUE_NULL)
			add_field(d, &r->type->fields[i], &r->values[i], out);
}

void
record_read(struct desk *d, const struct record *r, const char *title)
{
	AUTO_BUF struct buf b = BUF_INIT;

	record_facts(d, r, &b);
	text_page_push(d->ui, title, b.s);
}
