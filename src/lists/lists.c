/*
 * lists.c - the table of all lists.
 */
#include <string.h>

#include "lists/page.h"

const struct page_list *const page_lists[] = {
	&page_clients,
	&page_client_visits, &page_client_screenings, &page_client_receipts,
	&page_client_reviews, &page_client_papers, &page_client_files,
	&page_day_visits,
	&page_history,
	&page_receipts, &page_reviews, &page_review_requests,
	&page_subscribers, &page_consents,
	&page_services, &page_products, &page_staff, &page_rooms, &page_devices,
	&page_hours, &page_blocks, &page_lots, &page_lot_moves, &page_events, &page_event_reports,
	&page_trace, &page_stops, &page_staff_keys, &page_certificates, &page_device_labels, &page_log_entries,
	&page_product_cautions,
	&page_checklists, &page_checklist_rules, &page_documents,
	&page_journal, &page_client_looks,
	NULL
};

const struct page_list *
page_list_named(const char *name)
{
	size_t i;

	for (i = 0; page_lists[i] != NULL; i++)
		if (strcmp(page_lists[i]->name, name) == 0)
			return page_lists[i];
	return NULL;
}
