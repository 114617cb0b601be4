/*
 * patch_test.c - what was put on a client's skin to see whether it reacts.
 */
#include <string.h>

#include "base/mem.h"
#include "record/patch_test.h"
#include "record/record.h"

static const struct choice results[] = {
	{ "negative", "negative (-)" }, { "doubtful", "doubtful (?+)" },
	{ "weak", "weak positive (+)" }, { "strong", "strong positive (++)" },
	{ "extreme", "extreme positive (+++)" }, { "irritant", "irritant reaction (IR)" },
	{ NULL, NULL }
};

const char *
patch_test_word(const char *result)
{
	static const char *const positive[] = { "weak", "strong", "extreme" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(positive); i++)
		if (strcmp(result, positive[i]) == 0)
			return "positive";
	return result;
}

static const struct field patch_test_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED, .form = 10, .help = "On whom." },
	{ .name = "product", .label = "Product", .type = FIELD_LINK, .link = "product",
	  .form = 20, .help = "What was put on; blank: the note says it." },
	{ .name = "lot", .label = "Lot", .type = FIELD_LINK, .link = "lot",
	  .form = 30, .help = "Of which lot, if known." },
	{ .name = "area", .label = "Area", .type = FIELD_TEXT, .max = 80,
	  .form = 40, .help = "Where, such as behind the left ear." },
	{ .name = "tested_on", .label = "Put on", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_PAST, .form = 50, .help = "The day." },
	{ .name = "staff", .label = "By", .type = FIELD_LINK, .link = "staff",
	  .form = 60, .help = "Who put it on." },
	{ .name = "read_on", .label = "Read on", .type = FIELD_DATE, .flags = FIELD_PAST,
	  .form = 70, .help = "The day, 48 hours later or more; blank: still to be read." },
	{ .name = "result", .label = "Result", .type = FIELD_CHOICE, .choices = results,
	  .flags = FIELD_SCALE, .form = 80, .help = "What the skin showed when it was read." },
	{ .name = "note", .label = "Note", .type = FIELD_TEXT, .max = 400,
	  .form = 90, .help = "Anything else." },
};

static bool
check_patch_test(const struct record *r, struct err *e)
{
	if (record_is_null(r, "product") && record_is_null(r, "note"))
		return err_set(e, ERR_INVALID, "product",
		    "What was put on? Choose the product, or write it in the note.");
	if (record_is_null(r, "read_on") != record_is_null(r, "result"))
		return err_set(e, ERR_INVALID, record_is_null(r, "result") ? "result" : "read_on",
		    "A reading has its day and its result.");
	/* ISO days compare as text. */
	if (!record_is_null(r, "read_on") &&
	    strcmp(record_text(r, "read_on"), record_text(r, "tested_on")) < 0)
		return err_set(e, ERR_INVALID, "read_on", "It was read before it was put on.");
	return true;
}

const struct record_type record_patch_test = {
	.name = "patch_test", .plural = "patch_tests", .label = "Patch test",
	.help = "What was put on a client's skin, and whether it reacted.",
	.fields = patch_test_fields, .n_fields = ARRAY_LEN(patch_test_fields),
	.client = "client", .medical = true, .check = check_patch_test,
};
