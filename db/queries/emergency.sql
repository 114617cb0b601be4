-- Emergency views: who looked at medical data without medical rights.

-- :name emergency_waiting
SELECT count(*) AS n FROM (SELECT id FROM emergency_view WHERE seen_by IS NULL LIMIT :most);

-- :name emergency_unseen
SELECT v.id, v.client, v.at, v.reason, s.name AS staff_name, NULL AS seen_name,
       c.given, c.family, c.preferred
  FROM (SELECT * FROM emergency_view WHERE seen_by IS NULL ORDER BY id LIMIT :limit) v
  JOIN staff s ON s.id = v.staff
  JOIN client c ON c.id = v.client
 ORDER BY v.id;

-- :name emergency_newest
SELECT v.id, v.client, v.at, v.reason, s.name AS staff_name, o.name AS seen_name,
       c.given, c.family, c.preferred
  FROM (SELECT * FROM emergency_view WHERE id > 0 ORDER BY id DESC LIMIT 200) v
  JOIN staff s ON s.id = v.staff
  JOIN client c ON c.id = v.client
  LEFT JOIN staff o ON o.id = v.seen_by
 ORDER BY v.id DESC;

-- :name emergency_of_client
SELECT v.id, v.client, v.at, v.reason, s.name AS staff_name, o.name AS seen_name,
       c.given, c.family, c.preferred
  FROM (SELECT * FROM emergency_view WHERE client = :client ORDER BY id DESC LIMIT 200) v
  JOIN staff s ON s.id = v.staff
  JOIN client c ON c.id = v.client
  LEFT JOIN staff o ON o.id = v.seen_by
 ORDER BY v.id DESC;
