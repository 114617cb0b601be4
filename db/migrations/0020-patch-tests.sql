-- Patch tests, the rule that decided a screening, overrides rule by rule, and by what a client's
-- age was seen. No row is written: an override of before stays one of the whole screening. A
-- file of 1 GB needs the copy FILE.before-0020, 1 GB, and a moment; the lock is held meanwhile.
ALTER TABLE client ADD COLUMN age_seen_on TEXT;
ALTER TABLE client ADD COLUMN age_seen_by INTEGER REFERENCES staff(id);
ALTER TABLE client ADD COLUMN age_seen_how TEXT;
ALTER TABLE practice ADD COLUMN ask_age INTEGER;

ALTER TABLE screening ADD COLUMN rule INTEGER REFERENCES checklist_rule(id);
DROP TRIGGER screening_kept_update;
DROP TRIGGER screening_signed_update;
CREATE TRIGGER screening_kept_update BEFORE UPDATE ON screening
WHEN NEW.id IS NOT OLD.id OR (OLD.override_by IS NOT NULL
 AND (NEW.client IS NOT OLD.client OR NEW.checklist IS NOT OLD.checklist
  OR NEW.session IS NOT OLD.session OR NEW.date IS NOT OLD.date
  OR NEW.answers IS NOT OLD.answers OR NEW.verdict IS NOT OLD.verdict
  OR NEW.eligible_on IS NOT OLD.eligible_on OR NEW.valid_until IS NOT OLD.valid_until
  OR NEW.entered_by IS NOT OLD.entered_by OR NEW.override_by IS NOT OLD.override_by
  OR NEW.override_reason IS NOT OLD.override_reason OR NEW.rule IS NOT OLD.rule))
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;
CREATE TRIGGER screening_signed_update BEFORE UPDATE ON screening
WHEN (NEW.client IS NOT OLD.client OR NEW.checklist IS NOT OLD.checklist
 OR NEW.session IS NOT OLD.session OR NEW.date IS NOT OLD.date OR NEW.answers IS NOT OLD.answers
 OR NEW.verdict IS NOT OLD.verdict OR NEW.eligible_on IS NOT OLD.eligible_on
 OR NEW.valid_until IS NOT OLD.valid_until OR NEW.entered_by IS NOT OLD.entered_by
 OR NEW.override_by IS NOT OLD.override_by OR NEW.override_reason IS NOT OLD.override_reason
 OR NEW.rule IS NOT OLD.rule)
 AND EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.screening = OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TABLE patch_test (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  product INTEGER REFERENCES product(id),
  lot INTEGER REFERENCES lot(id),
  area TEXT,
  tested_on TEXT NOT NULL,
  staff INTEGER REFERENCES staff(id),
  read_on TEXT,
  result TEXT,
  note TEXT
) STRICT;
CREATE INDEX patch_test_client ON patch_test(client, tested_on);

CREATE TABLE rule_override (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  screening INTEGER NOT NULL REFERENCES screening(id),
  rule INTEGER REFERENCES checklist_rule(id),
  staff INTEGER NOT NULL REFERENCES staff(id),
  date TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX rule_override_screening ON rule_override(screening);
CREATE INDEX rule_override_date ON rule_override(date);
CREATE TRIGGER rule_override_kept_insert BEFORE INSERT ON rule_override
WHEN EXISTS (SELECT 1 FROM rule_override WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;
CREATE TRIGGER rule_override_kept_update BEFORE UPDATE ON rule_override
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;
CREATE TRIGGER rule_override_kept_delete BEFORE DELETE ON rule_override
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;

-- A referral is met by a clearance of the item that decided.
DROP VIEW visit_overlap;
DROP VIEW visit;
CREATE VIEW visit AS
SELECT x.*, x.midnight + x.start AS begins, x.midnight + x.treated AS treats,
       x.midnight + coalesce(x.treated + x.minutes, 1440) AS ends,
       x.midnight + coalesce(x.empty, 1440) AS leaves,
       x.empty > 1440 AS over_midnight,
       CASE WHEN x.status IN ('booked', 'confirmed')
            THEN x.midnight + coalesce(x.treated + x.minutes, 1440)
            WHEN x.status IN ('here', 'in_treatment')
            THEN x.midnight + CASE WHEN x.treated + x.minutes > 1440 THEN 2880 ELSE 1440 END
       END AS due,
       CASE WHEN x.status = 'done' AND x.origin <> 'import'
            THEN coalesce(x.screening <> 'allows', 0) ELSE 0 END AS unscreened
  FROM (SELECT s.*,
             s.status NOT IN ('cancelled', 'no_show', 'not_treated') AS takes_time,
             s.status IN ('booked', 'confirmed', 'here', 'in_treatment') AS is_open,
             CAST((julianday(s.date) - 2440587.5) * 1440 AS INTEGER) AS midnight,
             s.start + coalesce(s.numbing, 0) AS treated,
             s.start + coalesce(s.numbing, 0) + s.minutes + coalesce(s.cleanup, 0) AS empty,
             s.status = 'cancelled' AND s.late AS cancelled_late,
             (SELECT CASE WHEN v.checklist IS NOT NULL THEN coalesce(
                  (SELECT CASE WHEN n.valid_until < s.date THEN 'missing'
                               WHEN n.allows_from <= s.date THEN 'allows'
                               WHEN n.verdict <> 'incomplete' AND EXISTS (
                                SELECT 1 FROM clearance c JOIN checklist_rule r ON r.id = n.rule
                                 WHERE c.client = n.client AND c.item = r.item
                                   AND (n.verdict = 'refer' OR r.override = 'cleared')
                                   AND c.given_on <= s.date
                                   AND coalesce(c.expires >= s.date, 1)) THEN 'allows'
                               ELSE 'stops' END
                     FROM screening_says n JOIN checklist k ON k.id = n.checklist
                    WHERE n.client = s.client AND n.date <= s.date AND k.code = v.checklist
                    ORDER BY n.date DESC, n.id DESC LIMIT 1), 'missing') END
                FROM service v WHERE v.id = s.service) AS screening
        FROM session s) x;
CREATE VIEW visit_overlap AS
SELECT 'staff' AS kind, a.id AS session, b.id AS other
  FROM visit a JOIN visit b ON b.staff = a.staff
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END,
                  CASE WHEN a.treated < 240 THEN date(a.date, '-1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day')
                  AND CASE WHEN b.treated > 1440 THEN date(b.date, '+1 day') ELSE b.date END
 WHERE (a.treats, a.id) < (b.treats, b.id) AND b.treats < a.ends AND b.ends > a.treats
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok
UNION ALL
SELECT 'room', a.id, b.id
  FROM visit a JOIN visit b ON b.room = a.room
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day') AND +b.date
 WHERE (a.begins, a.id) < (b.begins, b.id) AND b.begins < a.leaves AND b.leaves > a.begins
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok
UNION ALL
SELECT 'device', a.id, b.id
  FROM visit a JOIN visit b ON b.device = a.device
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END,
                  CASE WHEN a.treated < 240 THEN date(a.date, '-1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day')
                  AND CASE WHEN b.treated > 1440 THEN date(b.date, '+1 day') ELSE b.date END
 WHERE (a.treats, a.id) < (b.treats, b.id) AND b.treats < a.ends AND b.ends > a.treats
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok;
