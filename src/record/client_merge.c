/*
 * client_merge.c - two records of one client made one, and pairs that are two people.
 */
#include "base/mem.h"
#include "record/record.h"

static const struct field merge_fields[] = {
	{ .name = "stays", .label = "Stays", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "The client that is gone on with." },
	{ .name = "gone", .label = "Went", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED | FIELD_FROZEN,
	  .help = "The client whose records went there; archived, and leads to the other." },
	{ .name = "at", .label = "At", .type = FIELD_INSTANT,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "When they were merged." },
	{ .name = "staff", .label = "By", .type = FIELD_LINK, .link = "staff",
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .help = "Who merged them." },
	{ .name = "ended_at", .label = "Taken apart at", .type = FIELD_INSTANT,
	  .flags = FIELD_FREE, .help = "When they were taken apart again; blank: they are one." },
	{ .name = "ended_by", .label = "Taken apart by", .type = FIELD_LINK, .link = "staff",
	  .flags = FIELD_FREE, .help = "Who took them apart." },
};

static bool
check_merge(const struct record *r, struct err *e)
{
	return record_int(r, "stays") != record_int(r, "gone") ||
	    err_set(e, ERR_INVALID, "gone", "A client cannot be merged with itself.");
}

const struct record_type record_client_merge = {
	.name = "client_merge", .plural = "client_merges", .label = "Merge",
	.help = "Two records of one client that were made one.",
	.fields = merge_fields, .n_fields = ARRAY_LEN(merge_fields),
	.set_by = "merging two clients", .client = "stays", .check = check_merge,
};

static const struct field apart_fields[] = {
	{ .name = "first", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED, .help = "The one with the lower number." },
	{ .name = "second", .label = "Not the same as", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED, .help = "Another person, however alike." },
	{ .name = "at", .label = "At", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED,
	  .help = "When somebody said so." },
	{ .name = "staff", .label = "By", .type = FIELD_LINK, .link = "staff",
	  .flags = FIELD_REQUIRED, .help = "Who said so." },
};

static bool
check_apart(const struct record *r, struct err *e)
{
	return record_int(r, "first") < record_int(r, "second") ||
	    err_set(e, ERR_INVALID, "second", "A pair has two clients, the lower number first.");
}

const struct record_type record_client_apart = {
	.name = "client_apart", .plural = "clients_apart", .label = "Not the same",
	.help = "Two clients that are alike and two people.",
	.fields = apart_fields, .n_fields = ARRAY_LEN(apart_fields),
	.set_by = "n among duplicates", .client = "first", .check = check_apart,
};
