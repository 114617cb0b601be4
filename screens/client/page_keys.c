/*
 * page_keys.c - the keys of a client's page.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "practice/naming.h"
#include "practice/reviews.h"
#include "screens/client/client.h"
#include "screens/client/files.h"
#include "screens/client/page.h"
#include "screens/client/papers.h"
#include "screens/forms.h"
#include "screens/journal.h"
#include "screens/receipt/receipt.h"
#include "screens/record_form.h"
#include "screens/screening/screening.h"
#include "screens/visit.h"

static struct client_page *
of(struct screen *s)
{
	return (struct client_page *)s;
}

/* --- what is selected ------------------------------------------------------------------- */

/* Id of the selected row; 0: none. */
static int64_t
selected(const struct client_page *c)
{
	return client_page_list(c) != NULL ? list_selected(client_page_list(c)) : 0;
}

/* Id of the selected visit; 0: none, or another section. */
static int64_t
selected_visit(const struct client_page *c)
{
	return c->section == SECTION_VISITS ? selected(c) : 0;
}

/* What a key acts on: the selected row's record; on the overview the client. */
struct subject {
	const struct record_type *type;
	int64_t id;
};

static struct subject
subject_of(const struct client_page *c)
{
	if (c->section == SECTION_OVERVIEW)
		return (struct subject){ &record_client, c->client };
	if (c->section == SECTION_PAPERS && selected(c) != 0) {
		struct subject on;

		on.type = client_paper_type(client_paper_of(selected(c), &on.id));
		return on;
	}
	return (struct subject){ client_page_type(c), selected(c) };
}

/* Goes to the visits and selects one, with a message which; the key does nothing until
 * it is pressed again. */
static void
go_visit(struct client_page *c, int64_t session)
{
	AUTO_BUF struct buf name = BUF_INIT;

	client_page_go(c, SECTION_VISITS);
	if (client_page_list(c) == NULL || !list_select(client_page_list(c), session)) {
		ui_complain(c->screen.ui, "No visit is selected.");
		return;
	}
	naming_add_id(practice_of(&c->screen), &record_session, session, &name);
	ui_say(c->screen.ui, "Selected: %s. Press the key again for that visit.",
	    name.s);
}

/* Gets the selected visit. On the overview there is none: goes to the next visit. */
static bool
visit_of(struct client_page *c, struct visit *v)
{
	struct subject on = subject_of(c);

	if (on.type == &record_session && on.id != 0) {
		*v = (struct visit){ on.id,
		    page_view_version(&c->views[SECTION_VISITS]), c->client };
		return true;
	}
	if (on.type == &record_client && c->standing.next_session != 0)
		go_visit(c, c->standing.next_session);
	else if (on.type == &record_client || on.type == &record_session)
		ui_complain(c->screen.ui, "No visit is booked; b books one.");
	else
		ui_complain(c->screen.ui, "No visit is selected: Tab goes to the visits.");
	return false;
}

/* --- keys ----------------------------------------------------------------------------------- */

static void
run_section(struct screen *s, enum act a)
{
	struct client_page *c = of(s);
	int way = a == ACT_next_pane ? 1 : SECTIONS - 1;

	client_page_go(c, (enum client_section)(((int)c->section + way) % SECTIONS));
}

/* If visits are marked: does it to all of them, or says why not. */
static bool
is_marked(struct client_page *c, enum act a)
{
	return client_page_list(c) != NULL &&
	    page_view_marked(desk_of(&c->screen), &c->views[c->section], a);
}

static void
run_client(struct screen *s, enum act a)
{
	if (is_marked(of(s), a))
		return;
	client_do(desk_of(s), of(s)->client, a);
}

static void
run_visit(struct screen *s, enum act a)
{
	struct visit v;

	if (!is_marked(of(s), a) && visit_of(of(s), &v))
		visit_do(desk_of(s), &v, a);
}

static void
run_of_visit(struct screen *s, enum act a)
{
	struct visit v;

	if (!is_marked(of(s), a) && visit_of(of(s), &v))
		visit_key(desk_of(s), &v, a);
}

/* Edits or archives what is selected. */
static void
run_edit(struct screen *s, enum act a)
{
	struct subject on = subject_of(of(s));

	if (is_marked(of(s), a))
		return;
	if (on.type == &record_client)
		run_client(s, a);
	else if (on.id != 0 && client_paper_kind(on.type) != CLIENT_PAPERS)
		(a == ACT_edit ? client_paper_edit : client_paper_end)(desk_of(s),
		    client_paper_kind(on.type), on.id);
	else if (a == ACT_edit && on.type == &record_session && on.id != 0)
		form_session_edit(desk_of(s), on.id);
	else if (a == ACT_edit && on.type == &record_review && on.id != 0)
		form_review_edit(desk_of(s), on.id);
	else if (a == ACT_edit && on.type == &record_attachment && on.id != 0)
		client_file_edit(desk_of(s), on.id);
	else if (on.type == &record_attachment)
		ui_complain(s->ui, "What was taken in stays: u takes it back at "
		    "once, e gives it to another client.");
	else
		ui_complain(s->ui, "For the client's own card: Tab to the Overview, "
		    "then %s.",
		    a == ACT_edit ? "e" : "d");
}

/* The selected visit's client is here; on the overview a walk-in, unless the client is
 * booked today. */
static void
run_here(struct screen *s, enum act a)
{
	struct client_page *c = of(s);
	struct visit v;

	if (is_marked(c, a))
		return;
	if (subject_of(c).type == &record_client &&
	    c->standing.next_visit != clock_today())
		client_do(desk_of(s), c->client, a);
	else if (visit_of(c, &v))
		visit_here(desk_of(s), &v);
}

/* The receipt of the selected visit's day; elsewhere the client's of today. */
static void
run_pay(struct screen *s, UNUSED enum act a)
{
	struct client_page *c = of(s);
	int64_t id = selected_visit(c);
	struct visit v = { .session = id, .client = c->client };

	if (is_marked(c, ACT_pay))
		return;
	if (id != 0)
		visit_pay(desk_of(s), &v);
	else
		client_do(desk_of(s), c->client, ACT_pay);
}

static void
run_screening(struct screen *s, UNUSED enum act a)
{
	if (!is_marked(of(s), ACT_screening))
		screening_push(desk_of(s), of(s)->client, selected_visit(of(s)), NULL,
		    NULL);
}

static void
run_event(struct screen *s, UNUSED enum act a)
{
	if (!is_marked(of(s), ACT_follow_up))
		event_ask(desk_of(s), of(s)->client, selected_visit(of(s)));
}

static void
run_review(struct screen *s, UNUSED enum act a)
{
	if (!is_marked(of(s), ACT_review))
		client_review(desk_of(s), of(s)->client, selected_visit(of(s)));
}

/* The history of what is selected, else the client's; there, who looked at the client. */
static void
run_history(struct screen *s, enum act a)
{
	struct client_page *c = of(s);
	struct subject on = subject_of(c);

	if (is_marked(c, a))
		return;
	if (c->section != SECTION_OVERVIEW && on.type != NULL && on.id != 0)
		history_push(desk_of(s), on.type, on.id);
	else if (c->section == SECTION_HISTORY &&
	    practice_allows(practice_of(s), ACTION_JOURNAL))
		journal_looks_push(desk_of(s), c->client);
	else if (c->section == SECTION_HISTORY)
		ui_say(s->ui, "This is the client's history; Enter shows the whole "
		    "change.");
	else
		client_page_go(c, SECTION_HISTORY);
}

static void
run_new(struct screen *s, enum act a)
{
	struct client_page *c = of(s);

	switch (c->section) {
	case SECTION_OVERVIEW:
		client_form_new(desk_of(s));
		break;
	case SECTION_VISITS:
		client_do(desk_of(s), c->client, ACT_book);
		break;
	case SECTION_SCREENING:
		run_screening(s, a);
		break;
	case SECTION_RECEIPTS:
		run_pay(s, a);
		break;
	case SECTION_REVIEWS:
		run_review(s, a);
		break;
	case SECTION_FILES:
		client_files_take(desk_of(s), c->client, 0);
		break;
	case SECTION_PAPERS:
		client_papers_new(desk_of(s), c->client);
		break;
	case SECTION_HISTORY:
	case SECTIONS:
		ui_complain(s->ui, "The program keeps the history; nothing is added by "
		    "hand.");
		break;
	}
}

static void
review_read(struct desk *d, int64_t id)
{
	struct err e;
	AUTO_RECORD struct record *r = review_get(d->p, id, &e);

	if (r == NULL)
		ui_err(d->ui, &e);
	else
		record_read(d, r, "Review");
}

static void
say_whose(const struct client_page *c)
{
	AUTO_BUF struct buf b = BUF_INIT;

	client_page_add_whose(c->section, &b);
	ui_complain(c->screen.ui, "%s", b.s);
}

static void
run_open(struct screen *s, enum act a)
{
	struct client_page *c = of(s);
	int64_t id = selected(c);

	if (is_marked(c, a))
		return;
	if (c->section == SECTION_OVERVIEW)
		client_form_edit(desk_of(s), c->client);
	else if (!client_page_may_see(c, c->section))
		say_whose(c);
	else if (id == 0)
		ui_say(s->ui, "There is nothing to open here.");
	else if (c->section == SECTION_HISTORY)
		history_line_open(s->ui, &c->views[SECTION_HISTORY]);
	else if (c->section == SECTION_PAPERS)
		client_paper_open(desk_of(s), client_paper_kind(subject_of(c).type),
		    subject_of(c).id);
	else if (c->section == SECTION_FILES)
		client_file_open(desk_of(s), id);
	else if (c->section == SECTION_SCREENING)
		screening_open(desk_of(s), id);
	else if (c->section == SECTION_REVIEWS)
		review_read(desk_of(s), id);
	else
		record_open(desk_of(s), client_page_type(c), id);
}

/* Exports the section's list. */
static void
run_export(struct screen *s, UNUSED enum act a)
{
	struct client_page *c = of(s);

	if (client_page_list(c) != NULL)
		page_view_export(desk_of(s), &c->views[c->section]);
	else if (!client_page_may_see(c, c->section))
		say_whose(c);
	else
		ui_complain(s->ui, "Tab to a list first; x writes it to a file.");
}

/* A consent, in the section of papers; a photo, in that of files; a receipt, in theirs; else the
 * card of the next visits. */
static void
run_print(struct screen *s, enum act a)
{
	struct subject on = subject_of(of(s));

	if (is_marked(of(s), a))
		return;
	if (on.type == &record_attachment && on.id != 0)
		client_file_write(desk_of(s), on.id);
	else if (on.type == &record_receipt && on.id != 0)
		receipt_print_push(desk_of(s), on.id);
	else if (on.type == NULL || on.id == 0 || client_paper_kind(on.type) == CLIENT_PAPERS)
		client_do(desk_of(s), of(s)->client, a);
	else
		client_paper_print(desk_of(s), client_paper_kind(on.type), on.id);
}

/* The scan of the selected paper; else a photo of the selected visit, or of the client. */
static void
run_attach(struct screen *s, UNUSED enum act a)
{
	struct client_page *c = of(s);
	struct subject on = subject_of(c);

	if (is_marked(c, a))
		return;
	if (c->section == SECTION_PAPERS && on.id != 0)
		client_paper_scan(desk_of(s), client_paper_kind(on.type), on.id);
	else
		client_files_take(desk_of(s), c->client, selected_visit(c));
}

static void
run_turn(struct screen *s, UNUSED enum act a)
{
	struct subject on = subject_of(of(s));

	if (on.type == &record_attachment && on.id != 0)
		client_file_turn(desk_of(s), on.id);
	else
		ui_complain(s->ui, "Select a photo among the client's files; it is turned.");
}

static void
run_neighbour(struct screen *s, enum act a)
{
	int64_t id = clients_neighbour(s->below, of(s)->client,
	    a == ACT_later ? 1 : -1);

	if (id != 0)
		client_page_show(of(s), id);
	else
		ui_say(s->ui, "There is no other client here; 2 lists all clients.");
}

const struct binding client_page_bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_next_pane, "section", run_section },
	{ ACT_edit, "edit", run_edit },
	{ ACT_book, "book", run_client },
	{ ACT_pay, "pay", run_pay },
	{ ACT_screening, "screening", run_screening },
	{ ACT_here, "here", run_here },
	{ ACT_new, "new", run_new },
	{ ACT_review, "review", run_review },
	{ ACT_newsletter, "newsletter", run_client },
	{ ACT_history, "history", run_history },
	{ ACT_archive, NULL, run_edit },
	{ ACT_follow_up, NULL, run_event },
	{ ACT_same, NULL, run_client },
	{ ACT_series, NULL, run_client },
	{ ACT_emergency, NULL, run_client },
	{ ACT_rights, NULL, run_client },
	{ ACT_export, NULL, run_export },
	{ ACT_print, NULL, run_print },
	{ ACT_attach, NULL, run_attach },
	{ ACT_turn, NULL, run_turn },
	{ ACT_sign, NULL, run_of_visit },
	{ ACT_start, NULL, run_visit },
	{ ACT_chart, NULL, run_of_visit },
	{ ACT_move, NULL, run_visit },
	{ ACT_confirm, NULL, run_visit },
	{ ACT_not_happen, NULL, run_visit },
	{ ACT_earlier, NULL, run_neighbour },
	{ ACT_later, NULL, run_neighbour },
	{ ACT_prev_pane, NULL, run_section },
	{ ACT_NONE, NULL, NULL }
};
