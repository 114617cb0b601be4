-- Signing: what is signed, the queue, the signatures of a visit.

-- :name sign_chart
SELECT id FROM chart WHERE session = :session;

-- :name sign_lines
SELECT id FROM chart_line WHERE chart = :chart ORDER BY position, id;

-- :name sign_products
SELECT id FROM chart_product WHERE chart = :chart ORDER BY used_as, position, id;

-- What a template calls its zones, or its ticks.
-- :name sign_labels
SELECT json_extract(value, '$.code') AS code, json_extract(value, '$.label') AS label
  FROM json_each(iif(json_valid(:body), :body, '{}'), :path) WHERE type = 'object';

-- :name sign_template
SELECT t.body FROM chart c JOIN chart_template t ON t.id = c.template WHERE c.id = :chart;

-- :name sign_zones
SELECT zone, depth FROM chart_line WHERE chart = :chart ORDER BY position, id;

-- :name sign_used
SELECT p.name, l.number FROM chart_product c LEFT JOIN product p ON p.id = c.product
  LEFT JOIN lot l ON l.id = c.lot WHERE c.chart = :chart ORDER BY c.used_as, c.position, c.id;

-- The signature of a visit that stands, and what was done with it since.
-- :name sign_standing
SELECT v.signature, v.at, t.name AS by, g.digest,
       EXISTS (SELECT 1 FROM signature x WHERE x.session = v.session AND x.id > v.signature
                AND x.act = 'cosign') AS cosigned,
       EXISTS (SELECT 1 FROM signature x WHERE x.session = v.session AND x.id > v.signature
                AND x.act = 'wrong_client') AS wrong,
       t.supervisor
  FROM session_signed v JOIN signature g ON g.id = v.signature JOIN staff t ON t.id = v.staff
 WHERE v.session = :session;

-- What a login has treated and not signed, then what it is to co-sign. (By session_staff.)
-- :name sign_waiting
SELECT id, cosign FROM (
SELECT s.id, 0 AS cosign, s.date, s.start FROM session s JOIN chart c ON c.session = s.id
 WHERE s.staff = :staff AND s.date BETWEEN :first AND :last AND s.status = 'done'
   AND NOT EXISTS (SELECT 1 FROM session_signed v WHERE v.session = s.id)
UNION ALL
SELECT s.id, 1, s.date, s.start FROM staff CROSS JOIN session s ON s.staff = staff.id
  CROSS JOIN session_signed v ON v.session = s.id AND v.staff = staff.id
 WHERE staff.supervisor = :staff AND s.date BETWEEN :first AND :last
   AND NOT EXISTS (SELECT 1 FROM signature x WHERE x.session = s.id AND x.id > v.signature
                    AND x.act = 'cosign')
) ORDER BY cosign, date, start, id;

-- The newest day before :first of which a visit waits, of the :most before it of each person.
-- :name sign_older
SELECT max(date) AS date FROM (
SELECT * FROM (SELECT s.date FROM
   (SELECT id, date, status FROM session WHERE staff = :staff AND date < :first
     ORDER BY date DESC LIMIT :most) s
   JOIN chart c ON c.session = s.id
  WHERE s.status = 'done' AND NOT EXISTS (SELECT 1 FROM session_signed v WHERE v.session = s.id)
  ORDER BY s.date DESC LIMIT 1)
UNION ALL
SELECT max(s.date) FROM staff JOIN session s ON s.id IN
       (SELECT o.id FROM session o WHERE o.staff = staff.id AND o.date < :first
         ORDER BY o.date DESC LIMIT :most)
  JOIN session_signed v ON v.session = s.id AND v.staff = staff.id
 WHERE staff.supervisor = :staff
   AND NOT EXISTS (SELECT 1 FROM signature x WHERE x.session = s.id AND x.id > v.signature
                    AND x.act = 'cosign'));

-- :name sign_acts
SELECT g.id, g.act, g.staff, g.at, t.name AS by, g.form, g.text, g.digest
  FROM signature g JOIN staff t ON t.id = g.staff WHERE g.session = :session ORDER BY g.id;

-- :name check_signatures
SELECT g.session, g.act, g.at, g.text, g.digest FROM signature g
 WHERE NOT EXISTS (SELECT 1 FROM session s JOIN erasure x ON x.client = s.client
   WHERE s.id = g.session)
 ORDER BY g.id;

-- Visits that were ever signed, after the one of :session. Of who was erased nothing is left
-- to be compared.
-- :name sign_next
SELECT g.session FROM signature g WHERE g.session > :session
   AND NOT EXISTS (SELECT 1 FROM session s JOIN erasure x ON x.client = s.client
     WHERE s.id = g.session)
 ORDER BY g.session LIMIT 1;

-- What else a visit as evidence tells.
-- :name evidence_files
SELECT id FROM attachment WHERE session = :session ORDER BY id;

-- :name evidence_follow_ups
SELECT id FROM follow_up WHERE session = :session ORDER BY due, id;

-- :name evidence_events
SELECT e.id FROM session s JOIN adverse_event e ON e.client = s.client AND e.session = s.id
 WHERE s.id = :session ORDER BY e.onset, e.id;

-- A client's visits of a day, or (:date NULL) the newest that was begun.
-- :name session_named
SELECT id FROM (SELECT id, date, start FROM session
 WHERE client = :client AND date = :date AND (:start IS NULL OR start = :start)
 UNION ALL SELECT id, date, start FROM session
 WHERE client = :client AND :date IS NULL AND status IN ('in_treatment', 'done'))
 ORDER BY date DESC, start DESC, id DESC;
