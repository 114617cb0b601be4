/*
 * kinds.c - the kinds that can be imported.
 */
#include <string.h>

#include "base/mem.h"
#include "import/inside.h"

static const char *const receipt_needs[] = { "number", "date", "amount|price", NULL };
static const char *const session_needs[] = { "date|start_at|start", NULL };
static const char *const subscriber_needs[] = { "email", NULL };
static const char *const hours_needs[] = { "days", "begins", NULL };
static const char *const block_needs[] = { "date|start_at|start", NULL };
static const char *const waiting_needs[] = { "client", "service", NULL };
static const char *const lot_needs[] = { "number", NULL };
static const char *const consent_needs[] = { "client", "signed_on", NULL };
static const char *const chart_needs[] = { "session|client", NULL };
static const char *const card_needs[] = { "client", "what", NULL };
static const char *const review_needs[] = { "received_at|asked_on", NULL };

/* Fields that refuse a row they cannot be read from: who and what it is, money, the
 * time of a visit, consent. A blank there would be a guess. */
static const char *const client_exact[] = { "given", "family", "preferred",
    "name", "external_id", NULL };
static const char *const named_exact[] = { "code", "name", "login", NULL };
static const char *const session_exact[] = { "client", "service", "staff", "date",
    "start", "start_at", "minutes", "status", "price", "external_id", NULL };
static const char *const review_exact[] = { "received_at", "updated_at", "stars",
    "external_id", NULL };
static const char *const all_exact[] = { "*", NULL };

static const char *const client_newer[] = { "name", "company", "died", NULL };
static const char *const staff_newer[] = { "role", NULL };
static const char *const service_newer[] = { "checklist", NULL };

/* A client has one wish of a service. */
static const char *const waiting_identity[] = { "client", "service", NULL };

/* A product has one lot of a number. */
static const char *const lot_identity[] = { "product", "number", NULL };

/* A client signs a document for a treatment once a day. */
static const char *const consent_identity[] = { "client", "document", "service", "signed_on",
    NULL };

static const char *const chart_identity[] = { "session", "client", "date", "start", "service",
    "used_as", "zone", "position", NULL };

/* Fields that the import sets itself. */
static const char *const session_own[] = { "origin", "overlap_ok", NULL };
static const char *const receipt_own[] = { "origin", "receipt", NULL };

/* What no file brings: scans and screenings. */
static const char *const consent_own[] = { "attachment", NULL };
static const char *const chart_own[] = { "screening", NULL };

/* A row is an entry of the list of that name on a client's card. */
#define CARD_KIND .type = &record_client, .extra = import_card_extra, \
	.n_extra = IMPORT_CARD_EXTRA, .extra_only = true, .headers = "allergies", \
	.needs = card_needs, .exact = all_exact, .clock = true, .apply = import_apply_card

static const struct import_kind kinds[] = {
	{ .name = "clients", .type = &record_client,
	  .extra = import_client_extra, .n_extra = IMPORT_CLIENT_EXTRA,
	  .usual = "given|family|preferred|name", .newer = client_newer, .exact = client_exact,
	  .finish = import_finish_client, .apply = import_apply_client },
	{ .name = "staff", .type = &record_staff, .usual = "name|code", .newer = staff_newer,
	  .exact = named_exact, .apply = import_apply_staff },
	{ .name = "services", .type = &record_service, .usual = "name|code",
	  .newer = service_newer, .exact = named_exact, .apply = import_apply_service },
	{ .name = "products", .type = &record_product, .usual = "name|code",
	  .exact = named_exact, .apply = import_apply_plain },
	{ .name = "sessions", .type = &record_session,
	  .extra = import_session_extra, .n_extra = IMPORT_SESSION_EXTRA,
	  .needs = session_needs, .usual = "client", .leaves_out = session_own, .state = "status",
	  .exact = session_exact, .clock = true, .finish = import_finish_session,
	  .apply = import_apply_session },
	{ .name = "receipts", .type = &record_receipt, .lines = &record_receipt_line,
	  .extra = import_receipt_extra, .n_extra = IMPORT_RECEIPT_EXTRA,
	  .needs = receipt_needs, .leaves_out = receipt_own, .exact = all_exact,
	  .clock = true, .apply = import_apply_receipt, .again = import_again_receipt },
	{ .name = "subscribers", .type = &record_subscriber,
	  .extra = import_subscriber_extra, .n_extra = IMPORT_SUBSCRIBER_EXTRA,
	  .needs = subscriber_needs, .state = "state", .exact = all_exact,
	  .apply = import_apply_subscriber },
	{ .name = "reviews", .type = &record_review,
	  .extra = import_review_extra, .n_extra = IMPORT_REVIEW_EXTRA,
	  .needs = review_needs, .exact = review_exact,
	  .clean = import_clean_review, .finish = import_finish_review,
	  .apply = import_apply_plain },
	{ .name = "rooms", .type = &record_room, .usual = "name", .exact = named_exact,
	  .apply = import_apply_plain },
	{ .name = "devices", .type = &record_device, .usual = "name", .exact = named_exact,
	  .apply = import_apply_plain },
	{ .name = "hours", .type = &record_hours, .needs = hours_needs, .exact = all_exact,
	  .clean = import_clean_when, .finish = import_finish_hours,
	  .apply = import_apply_plain },
	{ .name = "blocks", .type = &record_block,
	  .extra = import_block_extra, .n_extra = IMPORT_BLOCK_EXTRA, .needs = block_needs,
	  .exact = all_exact, .clock = true, .clean = import_clean_when,
	  .finish = import_finish_block, .apply = import_apply_plain },
	{ .name = "waiting", .type = &record_waiting, .needs = waiting_needs,
	  .identity = waiting_identity, .exact = all_exact, .clean = import_clean_waiting,
	  .finish = import_finish_waiting, .apply = import_apply_waiting },
	{ .name = "lots", .type = &record_lot, .extra = import_lot_extra,
	  .n_extra = IMPORT_LOT_EXTRA, .needs = lot_needs, .usual = "product",
	  .identity = lot_identity, .exact = all_exact, .clean = import_clean_day,
	  .finish = import_finish_lot, .apply = import_apply_lot },
	{ .name = "consents", .type = &record_consent, .needs = consent_needs,
	  .usual = "document|service", .leaves_out = consent_own, .identity = consent_identity,
	  .exact = all_exact, .clean = import_clean_day, .apply = import_apply_consent },
	{ .name = "charts", .type = &record_chart, .extra = import_chart_extra,
	  .n_extra = IMPORT_CHART_EXTRA, .needs = chart_needs, .usual = "session|date",
	  .leaves_out = chart_own, .identity = chart_identity, .several = true,
	  .exact = all_exact, .clock = true, .apply = import_apply_chart },
	{ .name = "allergies", CARD_KIND },
	{ .name = "medicines", CARD_KIND },
	{ .name = "conditions", CARD_KIND },
};

const struct import_kind *
import_kind_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

const char *
practice_import_kind(size_t i)
{
	return i < ARRAY_LEN(kinds) ? kinds[i].name : NULL;
}

void
import_kind_names(struct buf *out)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		buf_addf(out, "%s%s", i == 0 ? "" : ", ", kinds[i].name);
}
