-- What is signed stays as it was signed: the visit but for what the two lists leave free, its
-- chart, the screening and the consent in it, until a signature says that it is invalid. No
-- row is written; the two indexes read each chart once, so that a file of 1 GB needs its copy
-- FILE.before-0017 and a moment.
ALTER TABLE pin ADD COLUMN tried INTEGER;

CREATE INDEX chart_screening ON chart(screening) WHERE screening IS NOT NULL;
CREATE INDEX chart_consent ON chart(consent) WHERE consent IS NOT NULL;

-- Visits whose signature stands: by whom and when.
CREATE VIEW session_signed AS
SELECT g.session, g.id AS signature, g.staff, g.at
  FROM signature g
 WHERE g.act = 'sign' AND NOT EXISTS (SELECT 1 FROM signature x
  WHERE x.session = g.session AND x.id > g.id AND x.act IN ('sign', 'invalid'));

CREATE VIEW chart_signed AS
SELECT c.id AS chart, c.session FROM chart c JOIN session_signed g ON g.session = c.session;

CREATE TRIGGER session_signed_insert BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM session_signed WHERE session = NEW.id)
 OR EXISTS (SELECT 1 FROM session s JOIN session_signed g ON g.session = s.id
  WHERE s.external_id = NEW.external_id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER session_signed_update BEFORE UPDATE ON session
WHEN (NEW.id IS NOT OLD.id AND EXISTS (SELECT 1 FROM session_signed WHERE session = NEW.id))
 OR (NEW.external_id IS NOT OLD.external_id AND EXISTS (SELECT 1 FROM session s
  JOIN session_signed g ON g.session = s.id
  WHERE s.external_id = NEW.external_id AND s.id <> OLD.id))
 OR ((NEW.id IS NOT OLD.id OR NEW.client IS NOT OLD.client
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
CREATE TRIGGER session_signed_delete BEFORE DELETE ON session
WHEN EXISTS (SELECT 1 FROM session_signed WHERE session = OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TRIGGER chart_signed_insert BEFORE INSERT ON chart
WHEN EXISTS (SELECT 1 FROM session_signed WHERE session = NEW.session)
 OR EXISTS (SELECT 1 FROM chart_signed WHERE chart = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER chart_signed_update BEFORE UPDATE ON chart
WHEN EXISTS (SELECT 1 FROM session_signed WHERE session IN (OLD.session, NEW.session))
 OR EXISTS (SELECT 1 FROM chart_signed WHERE chart = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER chart_signed_delete BEFORE DELETE ON chart
WHEN EXISTS (SELECT 1 FROM session_signed WHERE session = OLD.session)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TRIGGER chart_line_signed_insert BEFORE INSERT ON chart_line
WHEN EXISTS (SELECT 1 FROM chart_signed WHERE chart = NEW.chart)
 OR EXISTS (SELECT 1 FROM chart_line o JOIN chart_signed g ON g.chart = o.chart WHERE o.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER chart_line_signed_update BEFORE UPDATE ON chart_line
WHEN EXISTS (SELECT 1 FROM chart_signed WHERE chart IN (OLD.chart, NEW.chart))
 OR EXISTS (SELECT 1 FROM chart_line o JOIN chart_signed g ON g.chart = o.chart WHERE o.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER chart_line_signed_delete BEFORE DELETE ON chart_line
WHEN EXISTS (SELECT 1 FROM chart_signed WHERE chart = OLD.chart)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TRIGGER chart_product_signed_insert BEFORE INSERT ON chart_product
WHEN EXISTS (SELECT 1 FROM chart_signed WHERE chart = NEW.chart)
 OR EXISTS (SELECT 1 FROM chart_product o JOIN chart_signed g ON g.chart = o.chart
  WHERE o.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER chart_product_signed_update BEFORE UPDATE ON chart_product
WHEN EXISTS (SELECT 1 FROM chart_signed WHERE chart IN (OLD.chart, NEW.chart))
 OR EXISTS (SELECT 1 FROM chart_product o JOIN chart_signed g ON g.chart = o.chart
  WHERE o.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER chart_product_serial_insert BEFORE INSERT ON chart_product
WHEN EXISTS (SELECT 1 FROM chart_product o JOIN chart_signed g ON g.chart = o.chart
 WHERE o.product = NEW.product AND o.serial = NEW.serial)
BEGIN SELECT RAISE(ABORT, 'frozen: a serial number in a signed chart is used up'); END;
CREATE TRIGGER chart_product_serial_update BEFORE UPDATE ON chart_product
WHEN EXISTS (SELECT 1 FROM chart_product o JOIN chart_signed g ON g.chart = o.chart
 WHERE o.product = NEW.product AND o.serial = NEW.serial AND o.id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: a serial number in a signed chart is used up'); END;
CREATE TRIGGER chart_product_signed_delete BEFORE DELETE ON chart_product
WHEN EXISTS (SELECT 1 FROM chart_signed WHERE chart = OLD.chart)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TRIGGER screening_signed_update BEFORE UPDATE ON screening
WHEN (NEW.client IS NOT OLD.client OR NEW.checklist IS NOT OLD.checklist
 OR NEW.session IS NOT OLD.session OR NEW.date IS NOT OLD.date OR NEW.answers IS NOT OLD.answers
 OR NEW.verdict IS NOT OLD.verdict OR NEW.eligible_on IS NOT OLD.eligible_on
 OR NEW.valid_until IS NOT OLD.valid_until OR NEW.entered_by IS NOT OLD.entered_by
 OR NEW.override_by IS NOT OLD.override_by OR NEW.override_reason IS NOT OLD.override_reason)
 AND EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.screening = OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER screening_signed_delete BEFORE DELETE ON screening
WHEN EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.screening = OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TRIGGER consent_signed_insert BEFORE INSERT ON consent
WHEN EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.consent = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER consent_signed_update BEFORE UPDATE ON consent
WHEN (NEW.id IS NOT OLD.id OR OLD.attachment IS NOT NULL AND NEW.attachment IS NOT OLD.attachment
 OR NEW.client IS NOT OLD.client OR NEW.document IS NOT OLD.document
 OR NEW.service IS NOT OLD.service OR NEW.explained_by IS NOT OLD.explained_by
 OR NEW.explained_on IS NOT OLD.explained_on OR NEW.off_label IS NOT OLD.off_label
 OR NEW.how IS NOT OLD.how OR NEW.name IS NOT OLD.name OR NEW.guardian IS NOT OLD.guardian
 OR NEW.witness IS NOT OLD.witness OR NEW.signed_on IS NOT OLD.signed_on
 OR NEW.expires IS NOT OLD.expires OR NEW.digest IS NOT OLD.digest)
 AND EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.consent IN (OLD.id, NEW.id))
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER consent_signed_delete BEFORE DELETE ON consent
WHEN EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.consent = OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TRIGGER signature_signed_twice BEFORE INSERT ON signature
WHEN NEW.act = 'sign' AND EXISTS (SELECT 1 FROM session_signed WHERE session = NEW.session)
BEGIN SELECT RAISE(ABORT, 'frozen: it is signed already; write an addendum instead'); END;
