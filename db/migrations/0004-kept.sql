-- What stays as it was written is not replaced either: REPLACE deletes the row in its
-- way without a DELETE trigger. A row that stands in the way of an INSERT, and one that
-- an UPDATE would move onto another's place, are refused before that.

-- The journal and its head: entries are added, the head moves forward.
CREATE TRIGGER journal_kept_insert BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE n = NEW.n)
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;
CREATE TRIGGER journal_kept_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;
CREATE TRIGGER journal_kept_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;

CREATE TRIGGER journal_change_kept_insert BEFORE INSERT ON journal_change
WHEN EXISTS (SELECT 1 FROM journal_change WHERE n = NEW.n AND i = NEW.i)
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;
CREATE TRIGGER journal_change_kept_update BEFORE UPDATE ON journal_change
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;
CREATE TRIGGER journal_change_kept_delete BEFORE DELETE ON journal_change
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;

CREATE TRIGGER journal_head_kept_insert BEFORE INSERT ON journal_head
WHEN EXISTS (SELECT 1 FROM journal_head)
BEGIN SELECT RAISE(ABORT, 'append-only: the head of the journal only moves forward'); END;
CREATE TRIGGER journal_head_kept_update BEFORE UPDATE ON journal_head
WHEN NEW.id IS NOT OLD.id OR NEW.n <= OLD.n OR NEW.key_fingerprint IS NOT OLD.key_fingerprint
BEGIN SELECT RAISE(ABORT, 'append-only: the head of the journal only moves forward'); END;
CREATE TRIGGER journal_head_kept_delete BEFORE DELETE ON journal_head
BEGIN SELECT RAISE(ABORT, 'append-only: the head of the journal only moves forward'); END;

-- Newsletter consents: consent_event_update and _delete stand already.
CREATE TRIGGER consent_event_kept_insert BEFORE INSERT ON consent_event
WHEN EXISTS (SELECT 1 FROM consent_event WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a consent event stays; record the opposite instead'); END;

-- A screening that was overridden: its answers and verdict are what was overridden.
-- A practitioner may still look at it.
CREATE TRIGGER screening_kept_insert BEFORE INSERT ON screening
WHEN EXISTS (SELECT 1 FROM screening WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a screening is not replaced; screen the client again'); END;
CREATE TRIGGER screening_kept_update BEFORE UPDATE ON screening
WHEN NEW.id IS NOT OLD.id OR (OLD.override_by IS NOT NULL
 AND (NEW.client IS NOT OLD.client OR NEW.checklist IS NOT OLD.checklist
  OR NEW.session IS NOT OLD.session OR NEW.date IS NOT OLD.date
  OR NEW.answers IS NOT OLD.answers OR NEW.verdict IS NOT OLD.verdict
  OR NEW.eligible_on IS NOT OLD.eligible_on OR NEW.valid_until IS NOT OLD.valid_until
  OR NEW.entered_by IS NOT OLD.entered_by OR NEW.override_by IS NOT OLD.override_by
  OR NEW.override_reason IS NOT OLD.override_reason))
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;
CREATE TRIGGER screening_kept_delete BEFORE DELETE ON screening
WHEN OLD.override_by IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;

-- Published checklists: nothing comes into them, goes out of them or takes their place.
CREATE TRIGGER checklist_kept_insert BEFORE INSERT ON checklist
WHEN EXISTS (SELECT 1 FROM checklist
 WHERE id = NEW.id OR (code = NEW.code AND edition = NEW.edition))
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;
CREATE TRIGGER checklist_kept_update BEFORE UPDATE ON checklist
WHEN NEW.id IS NOT OLD.id OR EXISTS (SELECT 1 FROM checklist
 WHERE code = NEW.code AND edition = NEW.edition AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;
CREATE TRIGGER checklist_kept_delete BEFORE DELETE ON checklist
WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;

CREATE TRIGGER checklist_item_kept_insert BEFORE INSERT ON checklist_item
WHEN EXISTS (SELECT 1 FROM checklist_item
 WHERE id = NEW.id OR (checklist = NEW.checklist AND code = NEW.code))
BEGIN SELECT RAISE(ABORT, 'frozen: an item of a checklist is not replaced'); END;
CREATE TRIGGER checklist_item_kept_update BEFORE UPDATE ON checklist_item
WHEN NEW.id IS NOT OLD.id OR NEW.checklist IS NOT OLD.checklist
 OR EXISTS (SELECT 1 FROM checklist_item
 WHERE checklist = NEW.checklist AND code = NEW.code AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: an item of a checklist is not replaced'); END;

CREATE TRIGGER checklist_rule_kept_insert BEFORE INSERT ON checklist_rule
WHEN EXISTS (SELECT 1 FROM checklist_rule
 WHERE id = NEW.id OR (checklist = NEW.checklist AND position = NEW.position))
BEGIN SELECT RAISE(ABORT, 'frozen: a rule of a checklist is not replaced'); END;
CREATE TRIGGER checklist_rule_kept_update BEFORE UPDATE ON checklist_rule
WHEN NEW.id IS NOT OLD.id OR NEW.checklist IS NOT OLD.checklist
 OR EXISTS (SELECT 1 FROM checklist_rule
 WHERE checklist = NEW.checklist AND position = NEW.position AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: a rule of a checklist is not replaced'); END;

-- Receipts, their lines and payments are taken back by undo, never replaced. A receipt
-- that is not open keeps its number, client and day.
CREATE TRIGGER receipt_kept_insert BEFORE INSERT ON receipt
WHEN EXISTS (SELECT 1 FROM receipt WHERE id = NEW.id) OR (NEW.origin = 'here'
 AND EXISTS (SELECT 1 FROM receipt WHERE number = NEW.number AND origin = 'here'))
BEGIN SELECT RAISE(ABORT, 'frozen: another receipt has that number'); END;
CREATE TRIGGER receipt_kept_update BEFORE UPDATE ON receipt
WHEN NEW.id IS NOT OLD.id OR (NEW.origin = 'here' AND EXISTS (SELECT 1 FROM receipt
 WHERE number = NEW.number AND origin = 'here' AND id <> OLD.id))
BEGIN SELECT RAISE(ABORT, 'frozen: another receipt has that number'); END;
CREATE TRIGGER receipt_kept_closed BEFORE UPDATE ON receipt
WHEN OLD.state <> 'open' AND NEW.state <> 'open'
 AND (NEW.number IS NOT OLD.number OR NEW.client IS NOT OLD.client
  OR NEW.date IS NOT OLD.date OR NEW.origin IS NOT OLD.origin)
BEGIN SELECT RAISE(ABORT, 'frozen: a closed receipt keeps its number, client and day'); END;

CREATE TRIGGER receipt_line_kept_insert BEFORE INSERT ON receipt_line
WHEN EXISTS (SELECT 1 FROM receipt_line WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: a line of a receipt is not replaced'); END;
CREATE TRIGGER receipt_line_kept_update BEFORE UPDATE ON receipt_line
WHEN NEW.id IS NOT OLD.id
BEGIN SELECT RAISE(ABORT, 'frozen: a line of a receipt is not replaced'); END;

CREATE TRIGGER payment_kept_insert BEFORE INSERT ON payment
WHEN EXISTS (SELECT 1 FROM payment WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: a payment is not replaced'); END;
CREATE TRIGGER payment_kept_update BEFORE UPDATE ON payment
WHEN NEW.id IS NOT OLD.id
BEGIN SELECT RAISE(ABORT, 'frozen: a payment is not replaced'); END;
