# The practice file: the only folder that knows SQLite and holds SQL.

noinst_LIBRARIES += %D%/libdb.a
%C%_libdb_a_SOURCES = \
	%D%/backup.c \
	%D%/backup.h \
	%D%/backup_inside.h \
	%D%/carry.c \
	%D%/changeset.c \
	%D%/check.c \
	%D%/consents.c \
	%D%/copy.c \
	%D%/counts.c \
	%D%/db.h \
	%D%/derive.c \
	%D%/due.c \
	%D%/embed.c \
	%D%/embed.h \
	%D%/erase.c \
	%D%/erase.h \
	%D%/erase_drafts.c \
	%D%/erase_inside.h \
	%D%/erasing.c \
	%D%/facts.c \
	%D%/fail.c \
	%D%/finder.c \
	%D%/fingerprint.c \
	%D%/fingerprints.def \
	%D%/heads.c \
	%D%/here.c \
	%D%/history.c \
	%D%/identity.c \
	%D%/internal.h \
	%D%/journal.c \
	%D%/json.c \
	%D%/judge.c \
	%D%/key.c \
	%D%/load.c \
	%D%/lock.c \
	%D%/merge.c \
	%D%/merge_back.c \
	%D%/migrate.c \
	%D%/note.c \
	%D%/open.c \
	%D%/pack.c \
	%D%/owner.c \
	%D%/presence.c \
	%D%/query.c \
	%D%/reads.c \
	%D%/restore.c \
	%D%/rows.c \
	%D%/search.c \
	%D%/signed.c \
	%D%/sound.c \
	%D%/stage.c \
	%D%/stmt.c \
	%D%/sums.c \
	%D%/tables.c \
	%D%/tally.c \
	%D%/tiers.c \
	%D%/txn.c \
	%D%/undo.c \
	%D%/values.c \
	%D%/verify.c \
	%D%/write.c
nodist_%C%_libdb_a_SOURCES = %D%/embed-data.h

# Files built into the program, see embed.h. A new one is a name here.
embedded_files = \
	%D%/cautions/cautions.json \
	%D%/charts/facial.json \
	%D%/charts/led.json \
	%D%/charts/microneedling.json \
	%D%/charts/peel.json \
	%D%/charts/rf_microneedling.json \
	%D%/checklists/lash.json \
	%D%/checklists/led.json \
	%D%/checklists/microneedling.json \
	%D%/checklists/peel.json \
	%D%/checklists/rf_microneedling.json \
	%D%/checklists/waxing.json \
	%D%/migrations/0001-first.sql \
	%D%/migrations/0002-session-open.sql \
	%D%/migrations/0003-drafts.sql \
	%D%/migrations/0004-kept.sql \
	%D%/migrations/0005-desk.sql \
	%D%/migrations/0006-receipts.sql \
	%D%/migrations/0007-thousandths.sql \
	%D%/migrations/0008-rules.sql \
	%D%/migrations/0009-journal.sql \
	%D%/migrations/0010-newsletter.sql \
	%D%/migrations/0011-when-and-where.sql \
	%D%/migrations/0012-due.sql \
	%D%/migrations/0013-entered-late.sql \
	%D%/migrations/0014-chart.sql \
	%D%/migrations/0015-figures.sql \
	%D%/migrations/0016-past-midnight.sql \
	%D%/papers/microneedling-aftercare.json \
	%D%/papers/microneedling-consent.json \
	%D%/migrations/0017-signed.sql \
	%D%/migrations/0018-follow-up-due.sql \
	%D%/migrations/0019-photos.sql \
	%D%/migrations/0020-patch-tests.sql \
	%D%/migrations/0021-cautions.sql \
	%D%/migrations/0022-rule-condition.sql \
	%D%/migrations/0023-verified.sql \
	%D%/migrations/0024-logins.sql \
	%D%/migrations/0025-rights.sql \
	%D%/migrations/0026-client-merge.sql \
	%D%/migrations/0027-backup-key.sql \
	%D%/migrations/0028-idle.sql \
	%D%/migrations/0029-paper.sql \
	%D%/photos/angles.json \
	%D%/presets/google-reviews.ini \
	%D%/presets/mailchimp-cleaned.ini \
	%D%/presets/mailchimp-subscribed.ini \
	%D%/presets/mailchimp-unsubscribed.ini \
	%D%/presets/salon-bookings.ini \
	%D%/presets/salon-cancellations.ini \
	%D%/presets/salon-no-shows.ini \
	%D%/presets/salon-products.ini \
	%D%/presets/salon-receipts.ini \
	%D%/presets/salon-services.ini \
	%D%/queries/after.sql \
	%D%/queries/backup.sql \
	%D%/queries/calendar.sql \
	%D%/queries/cautions.sql \
	%D%/queries/chart.sql \
	%D%/queries/checklist.sql \
	%D%/queries/clients.sql \
	%D%/queries/consents.sql \
	%D%/queries/derive.sql \
	%D%/queries/drafts.sql \
	%D%/queries/due.sql \
	%D%/queries/emergency.sql \
	%D%/queries/export.sql \
	%D%/queries/figures.sql \
	%D%/queries/files.sql \
	%D%/queries/find.sql \
	%D%/queries/identity.sql \
	%D%/queries/import.sql \
	%D%/queries/journal.sql \
	%D%/queries/keys.sql \
	%D%/queries/json.sql \
	%D%/queries/looks.sql \
	%D%/queries/lots.sql \
	%D%/queries/merge.sql \
	%D%/queries/monthly.sql \
	%D%/queries/newsletter.sql \
	%D%/queries/offer.sql \
	%D%/queries/page.sql \
	%D%/queries/pin.sql \
	%D%/queries/receipts.sql \
	%D%/queries/reviews.sql \
	%D%/queries/rights.sql \
	%D%/queries/rules.sql \
	%D%/queries/sessions.sql \
	%D%/queries/sign.sql \
	%D%/queries/signed.sql \
	%D%/queries/slots.sql \
	%D%/queries/trace.sql \
	%D%/queries/watch.sql \
	%D%/queries/write.sql

# Run in the source folder, so that names do not depend on the build folder.
%D%/embed-data.h: $(embedded_files) %D%/embed.awk %D%/local.mk
	$(AM_V_GEN)$(MKDIR_P) %D%
	$(AM_V_at)(cd $(srcdir) && LC_ALL=C $(AWK) -f %D%/embed.awk \
		$(embedded_files)) >$@.tmp && mv $@.tmp $@

# Also for building one program alone in a new folder.
%D%/embed.$(OBJEXT): %D%/embed-data.h

BUILT_SOURCES += %D%/embed-data.h
CLEANFILES += %D%/embed-data.h %D%/embed-data.h.tmp
EXTRA_DIST += %D%/schema.sql %D%/embed.awk $(embedded_files)
