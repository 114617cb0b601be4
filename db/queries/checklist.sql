-- Screening checklists: reads shipped templates and stored editions.

-- :name checklist_of_json
SELECT json_extract(:json, '$.code') AS code, json_extract(:json, '$.title') AS title,
       json_extract(:json, '$.valid_months') AS valid_months;

-- :name checklist_items_of_json
SELECT value ->> 'code' AS code, value ->> 'ask' AS ask,
       coalesce(value ->> 'type', 'choice') AS type, value ->> 'answers' AS answers,
       value ->> 'only_if' AS only_if, coalesce(value ->> 'every_visit', 0) AS every_visit
  FROM json_each(:json, '$.items');

-- :name checklist_rules_of_json
SELECT value ->> 'item' AS item, value ->> 'answer' AS answer, value ->> 'verdict' AS verdict,
       value ->> 'window_n' AS window_n, value ->> 'window_unit' AS window_unit,
       value ->> 'counted_from' AS counted_from, coalesce(value ->> 'site', 0) AS site,
       value ->> 'guidance' AS guidance, value ->> 'source' AS source,
       coalesce(value ->> 'override', 'never') AS override,
       coalesce(value ->> 'enabled', 1) AS enabled
  FROM json_each(:json, '$.rules');

-- :name checklist_editions
SELECT max(edition) AS edition FROM checklist WHERE code = :code;

-- :name checklist_edition
SELECT id FROM checklist WHERE code = :code AND edition = :edition;

-- :name checklist_items
SELECT * FROM checklist_item WHERE checklist = :checklist ORDER BY position;

-- :name checklist_rules
SELECT * FROM checklist_rule WHERE checklist = :checklist ORDER BY position;

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
