/*
 * fuzz_checklist.c - any text as a checklist.
 *
 * It is refused with a sentence, or what came of it is whole: nothing in it is refused any
 * more, its texts can be shown, and it can be evaluated with every answer that it has.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/checklist_file.h"
#include "practice/checklist_look.h"
#include "practice/screening.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/clinic.h"

static void
evaluate(const struct checklist *c, const char *const *answers)
{
	const struct screening_facts facts = { .on = date_from_iso("2026-03-12"),
	    .born = DATE_NONE, .last_on_area = DATE_NONE,
	    .patch_tested = DATE_NONE };
	struct screening_result r;

	screening_evaluate(c, answers, &facts, &r);
	BUG_IF(r.answered > r.asked || r.asked > c->n_items);
	screening_result_free(&r);
}

/* Nothing answered, then the first and the last answer of each. */
static void
try(const struct checklist *c)
{
	const char **answers = xcalloc(c->n_items + 1, sizeof(*answers));
	size_t i, k, n;

	evaluate(c, answers);
	for (k = 0; k < 2; k++) {
		for (i = 0; i < c->n_items; i++) {
			const struct choice *o = c->fields[i].choices;

			for (n = 0; o != NULL && o[n].value != NULL; n++)
				BUG_IF(text_bad_byte(o[n].label, strlen(o[n].label)) >= 0);
			answers[i] = n == 0 ? "2026-03" : o[k == 0 ? 0 : n - 1].value;
		}
		evaluate(c, answers);
	}
	free(answers);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct practice *p;
	AUTO_FREE char *json = xstrndup((const char *)data, size);
	struct checklist *c;
	struct err e = { 0 };

	if (p == NULL) {
		AUTO_FREE char *path = clinic_new("checklist.db");

		p = clinic_open(path, "mara");
	}
	c = checklist_parse(p->db, json, &e);
	if (c == NULL) {
		BUG_IF(e.code != ERR_INVALID || e.text[0] == '\0');
		return 0;
	}
	BUG_IF(checklist_look(c, NULL, NULL) != 0 || c->n_items == 0);
	try(c);
	checklist_free(c);
	return 0;
}
