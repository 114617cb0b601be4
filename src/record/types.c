/*
 * types.c - the list of all record types: parents before children.
 */
#include "record/record.h"

const struct record_type *const record_types[] = {
	&record_practice,
	&record_staff,
	&record_service,
	&record_product,
	&record_room,
	&record_device,
	&record_service_use,
	&record_hours,
	&record_block,
	&record_client,
	&record_session,
	&record_waiting,
	&record_contact,
	&record_receipt,
	&record_receipt_line,
	&record_payment,
	&record_checklist,
	&record_checklist_item,
	&record_checklist_rule,
	&record_screening,
	&record_review,
	&record_subscriber,
	&record_consent_event,
	&record_import_row,
	&record_staff_setting,
	&record_emergency_view,
	NULL
};
