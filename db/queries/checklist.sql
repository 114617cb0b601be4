-- Screening checklists.

-- :name checklist_editions
SELECT max(edition) AS edition FROM checklist WHERE code = :code;

-- :name checklist_edition
SELECT id FROM checklist WHERE code = :code AND edition = :edition;

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

-- Open bookings of the services with that checklist.
-- :name checklist_bookings
SELECT s.id, s.client, s.date FROM session s
 WHERE s.date >= :today AND s.status IN ('booked', 'confirmed') AND s.client IS NOT NULL
   AND s.service IN (SELECT id FROM service WHERE checklist = :code)
 ORDER BY s.date, s.start, s.id;
