-- Screening checklists.

-- :name checklist_editions
SELECT max(edition) AS edition FROM checklist WHERE code = :code;

-- :name checklist_edition
SELECT id FROM checklist WHERE code = :code AND edition = :edition;

-- :name checklist_ids
SELECT id FROM checklist WHERE code = :code ORDER BY edition DESC;

-- Did an entry of that label bring one of its editions?
-- :name checklist_brought
SELECT 1
  FROM checklist c CROSS JOIN journal_header h ON h.tbl = 'checklist'
  CROSS JOIN journal_change g ON g.tbl = h.code AND g.row = c.id CROSS JOIN journal j ON j.n = g.n
 WHERE c.code = :code AND j.label = :label LIMIT 1;

-- :name checklist_items
SELECT * FROM checklist_item WHERE checklist = :checklist ORDER BY position;

-- :name checklist_rules
SELECT * FROM checklist_rule WHERE checklist = :checklist ORDER BY position;

-- :name checklist_item_away
DELETE FROM checklist_item WHERE id = :id;

-- :name checklist_rule_away
DELETE FROM checklist_rule WHERE id = :id;

-- :name checklist_services
SELECT group_concat(name, ', ') AS names FROM (SELECT name FROM service
 WHERE checklist = :code AND active ORDER BY name COLLATE NOCASE);

-- The newest screening of a client by a checklist, of that day or before.
-- :name screening_newest
SELECT n.* FROM screening_says n JOIN checklist k ON k.id = n.checklist
 WHERE n.client = :client AND (:code IS NULL OR k.code = :code) AND n.date <= :on
 ORDER BY n.date DESC, n.id DESC LIMIT 1;

-- The entry of the journal that wrote a screening.
-- :name screening_began
SELECT min(c.n) AS n FROM journal_header h JOIN journal_change c ON c.tbl = h.code
 WHERE h.tbl = 'screening' AND c.row = :screening;

-- Which rules of a screening were overridden, and what is the role of who did.
-- :name rule_overrides
SELECT r.item, r.answer, r.verdict, o.date, o.reason, s.name, s.role
  FROM rule_override o LEFT JOIN checklist_rule r ON r.id = o.rule JOIN staff s ON s.id = o.staff
 WHERE o.screening = :screening ORDER BY o.id;

-- Open bookings of the services with that checklist.
-- :name checklist_bookings
SELECT s.id, s.client, s.date FROM session s
 WHERE s.date >= :today AND s.status IN ('booked', 'confirmed') AND s.client IS NOT NULL
   AND s.service IN (SELECT id FROM service WHERE checklist = :code)
 ORDER BY s.date, s.start, s.id;

-- Open bookings after a place, in the order of day and time; and those of one client. (By the
-- index session_open.)
-- :name stops_open
SELECT s.* FROM session s
 WHERE s.date >= :date AND s.status IN ('booked', 'confirmed') AND s.client IS NOT NULL
   AND (s.date, coalesce(s.start, -1), s.id) > (:date, :start, :id)
 ORDER BY s.date, s.start, s.id LIMIT :most;

-- :name stops_of_client
SELECT s.* FROM session s
 WHERE s.client = :client AND s.date >= :today AND s.status IN ('booked', 'confirmed')
 ORDER BY s.date, s.start, s.id;

-- What is told of one of them.
-- :name stops_row
SELECT c.given, c.family, c.preferred, c.phone, v.name AS service_name, v.code AS service_code,
       f.name AS staff_name
  FROM session s JOIN client c ON c.id = s.client LEFT JOIN service v ON v.id = s.service
  LEFT JOIN staff f ON f.id = s.staff
 WHERE s.id = :session;

-- Open bookings of a client for services with that checklist.
-- :name screening_bookings
SELECT s.date, s.start FROM session s
 WHERE s.client = :client AND s.date >= :today AND s.status IN ('booked', 'confirmed')
   AND s.service IN (SELECT id FROM service WHERE checklist = :code)
 ORDER BY s.date, s.start, s.id;
