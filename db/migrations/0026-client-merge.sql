-- Two records of one client are made one and may be taken apart; pairs that are two people.
-- What is signed or kept moves with a merge written in the same journal entry alone. No row is
-- written: a file of 1 GB needs the copy FILE.before-0026, 1 GB, and a moment; the lock is held
-- meanwhile.
CREATE TABLE client_merge (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  stays INTEGER NOT NULL REFERENCES client(id),
  gone INTEGER NOT NULL REFERENCES client(id),
  at INTEGER NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id),
  ended_at INTEGER,
  ended_by INTEGER REFERENCES staff(id)
) STRICT;
CREATE INDEX client_merge_stays ON client_merge(stays);
CREATE INDEX client_merge_gone ON client_merge(gone);
CREATE UNIQUE INDEX client_merge_one ON client_merge(gone) WHERE ended_at IS NULL;
CREATE TRIGGER client_merge_kept_insert BEFORE INSERT ON client_merge
WHEN EXISTS (SELECT 1 FROM client_merge WHERE id = NEW.id
 OR (gone = NEW.gone AND ended_at IS NULL AND NEW.ended_at IS NULL))
BEGIN SELECT RAISE(ABORT, 'append-only: a merge stays as it was written; take it apart'); END;
CREATE TRIGGER client_merge_kept_update BEFORE UPDATE ON client_merge
WHEN NEW.id IS NOT OLD.id OR NEW.stays IS NOT OLD.stays OR NEW.gone IS NOT OLD.gone
 OR NEW.at IS NOT OLD.at OR NEW.staff IS NOT OLD.staff
 OR (NEW.ended_at IS NULL AND EXISTS (SELECT 1 FROM client_merge
  WHERE gone = NEW.gone AND ended_at IS NULL AND id <> OLD.id))
BEGIN SELECT RAISE(ABORT, 'append-only: a merge stays as it was written; take it apart'); END;
CREATE TRIGGER client_merge_kept_delete BEFORE DELETE ON client_merge
BEGIN SELECT RAISE(ABORT, 'append-only: a merge stays as it was written; take it apart'); END;

-- From whom to whom rows may move, in the journal entry that wrote the merge: what is signed
-- or otherwise kept moves so alone.
CREATE VIEW client_moves AS
SELECT version AS entry, gone AS client, stays AS other FROM client_merge
UNION ALL
SELECT version, stays, gone FROM client_merge;

-- Two clients that are alike and two people.
CREATE TABLE client_apart (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  first INTEGER NOT NULL REFERENCES client(id),
  second INTEGER NOT NULL REFERENCES client(id),
  at INTEGER NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id)
) STRICT;
CREATE UNIQUE INDEX client_apart_pair ON client_apart(first, second);
CREATE INDEX client_apart_second ON client_apart(second);

DROP TRIGGER session_signed_update;
CREATE TRIGGER session_signed_update BEFORE UPDATE ON session
WHEN (NEW.id IS NOT OLD.id AND EXISTS (SELECT 1 FROM session_signed WHERE session = NEW.id))
 OR (NEW.external_id IS NOT OLD.external_id AND EXISTS (SELECT 1 FROM session s
  JOIN session_signed g ON g.session = s.id
  WHERE s.external_id = NEW.external_id AND s.id <> OLD.id))
 OR ((NEW.id IS NOT OLD.id OR (NEW.client IS NOT OLD.client AND NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client))
  OR NEW.service IS NOT OLD.service OR NEW.staff IS NOT OLD.staff OR NEW.date IS NOT OLD.date OR NEW.start IS NOT OLD.start OR NEW.minutes IS NOT OLD.minutes
  OR NEW.minutes_assumed IS NOT OLD.minutes_assumed OR NEW.status IS NOT OLD.status
  OR NEW.origin IS NOT OLD.origin OR NEW.booked_on IS NOT OLD.booked_on
  OR NEW.cancelled_on IS NOT OLD.cancelled_on OR NEW.cancelled_by IS NOT OLD.cancelled_by
  OR NEW.late IS NOT OLD.late OR NEW.not_treated_for IS NOT OLD.not_treated_for
  OR NEW.reason IS NOT OLD.reason OR NEW.insisted IS NOT OLD.insisted OR NEW.room IS NOT OLD.room
  OR NEW.device IS NOT OLD.device OR NEW.numbing IS NOT OLD.numbing
  OR NEW.cleanup IS NOT OLD.cleanup OR NEW.was_date IS NOT OLD.was_date
  OR NEW.was_start IS NOT OLD.was_start OR NEW.numbing_on IS NOT OLD.numbing_on
  OR NEW.stopped IS NOT OLD.stopped OR NEW.entered_at IS NOT OLD.entered_at
  OR NEW.entered_by IS NOT OLD.entered_by)
  AND EXISTS (SELECT 1 FROM session_signed WHERE session = OLD.id))
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
DROP TRIGGER screening_signed_update;
CREATE TRIGGER screening_signed_update BEFORE UPDATE ON screening
WHEN ((NEW.client IS NOT OLD.client AND NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client)) OR NEW.checklist IS NOT OLD.checklist
 OR NEW.session IS NOT OLD.session OR NEW.date IS NOT OLD.date OR NEW.answers IS NOT OLD.answers
 OR NEW.verdict IS NOT OLD.verdict OR NEW.eligible_on IS NOT OLD.eligible_on
 OR NEW.valid_until IS NOT OLD.valid_until OR NEW.entered_by IS NOT OLD.entered_by
 OR NEW.override_by IS NOT OLD.override_by OR NEW.override_reason IS NOT OLD.override_reason
 OR NEW.rule IS NOT OLD.rule)
 AND EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.screening = OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
DROP TRIGGER consent_signed_update;
CREATE TRIGGER consent_signed_update BEFORE UPDATE ON consent
WHEN (NEW.id IS NOT OLD.id OR OLD.attachment IS NOT NULL AND NEW.attachment IS NOT OLD.attachment
 OR (NEW.client IS NOT OLD.client AND NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client)) OR NEW.document IS NOT OLD.document
 OR NEW.service IS NOT OLD.service OR NEW.explained_by IS NOT OLD.explained_by
 OR NEW.explained_on IS NOT OLD.explained_on OR NEW.off_label IS NOT OLD.off_label
 OR NEW.how IS NOT OLD.how OR NEW.name IS NOT OLD.name OR NEW.guardian IS NOT OLD.guardian
 OR NEW.witness IS NOT OLD.witness OR NEW.signed_on IS NOT OLD.signed_on
 OR NEW.expires IS NOT OLD.expires OR NEW.digest IS NOT OLD.digest)
 AND EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.consent IN (OLD.id, NEW.id))
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
DROP TRIGGER screening_kept_update;
CREATE TRIGGER screening_kept_update BEFORE UPDATE ON screening
WHEN NEW.id IS NOT OLD.id OR (OLD.override_by IS NOT NULL
 AND ((NEW.client IS NOT OLD.client AND NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client)) OR NEW.checklist IS NOT OLD.checklist
  OR NEW.session IS NOT OLD.session OR NEW.date IS NOT OLD.date
  OR NEW.answers IS NOT OLD.answers OR NEW.verdict IS NOT OLD.verdict
  OR NEW.eligible_on IS NOT OLD.eligible_on OR NEW.valid_until IS NOT OLD.valid_until
  OR NEW.entered_by IS NOT OLD.entered_by OR NEW.override_by IS NOT OLD.override_by
  OR NEW.override_reason IS NOT OLD.override_reason OR NEW.rule IS NOT OLD.rule))
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;
DROP TRIGGER emergency_view_update;
CREATE TRIGGER emergency_view_update BEFORE UPDATE ON emergency_view
WHEN NEW.id IS NOT OLD.id OR (NEW.client IS NOT OLD.client AND NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client)) OR NEW.staff IS NOT OLD.staff
 OR NEW.at IS NOT OLD.at OR NEW.reason IS NOT OLD.reason OR (OLD.seen_by IS NOT NULL
 AND (NEW.seen_by IS NOT OLD.seen_by OR NEW.seen_at IS NOT OLD.seen_at))
BEGIN SELECT RAISE(ABORT, 'append-only: a look in an emergency stays as it was written'); END;
DROP TRIGGER receipt_kept_closed;
CREATE TRIGGER receipt_kept_closed BEFORE UPDATE ON receipt
WHEN OLD.state <> 'open' AND NEW.state <> 'open'
 AND (NEW.number IS NOT OLD.number OR (NEW.client IS NOT OLD.client AND NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client))
  OR NEW.date IS NOT OLD.date OR NEW.origin IS NOT OLD.origin
  OR NEW.corrects IS NOT OLD.corrects OR NEW.paper_number IS NOT OLD.paper_number
  OR NEW.entered_at IS NOT OLD.entered_at OR NEW.entered_by IS NOT OLD.entered_by)
BEGIN SELECT RAISE(ABORT, 'frozen: a closed receipt keeps its number, client and day'); END;
DROP TRIGGER permission_use_kept_update;
CREATE TRIGGER permission_use_kept_update BEFORE UPDATE ON permission_use
WHEN NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client)
 OR NEW.id IS NOT OLD.id OR NEW.permission IS NOT OLD.permission OR
 NEW.photo_before IS NOT OLD.photo_before OR NEW.photo_after IS NOT OLD.photo_after OR
 NEW.used_on IS NOT OLD.used_on OR NEW.staff IS NOT OLD.staff OR NEW.what IS NOT OLD.what
BEGIN SELECT RAISE(ABORT, 'append-only: a use of pictures stays as it was written'); END;
DROP TRIGGER second_look_kept_update;
CREATE TRIGGER second_look_kept_update BEFORE UPDATE ON second_look
WHEN NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client)
 OR NEW.id IS NOT OLD.id OR NEW.signature IS NOT OLD.signature OR
 NEW.screening IS NOT OLD.screening OR NEW.act IS NOT OLD.act OR NEW.staff IS NOT OLD.staff OR
 NEW.at IS NOT OLD.at OR NEW.looked_by IS NOT OLD.looked_by OR NEW.words IS NOT OLD.words
BEGIN SELECT RAISE(ABORT, 'append-only: a second look stays as it was written'); END;
