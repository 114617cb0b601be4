-- Lists for screens, page by page: `ahead` and `back` walk an index from a place on
-- (:key and :id; :key NULL: from the end that is behind), `match` goes either way through
-- what words find, `row` reads one record.
-- What is offered is small and may be read whole.

-- :name page_clients_ahead
SELECT client AS id, sort_key AS key FROM client_key
 WHERE archived = 0 AND (sort_key, client) > (coalesce(:key, ''), :id)
   AND sort_key < coalesce(:bound, x'ff')
UNION ALL
SELECT client AS id, sort_key AS key FROM client_key
 WHERE archived = 1 AND :all = 1 AND (sort_key, client) > (coalesce(:key, ''), :id)
   AND sort_key < coalesce(:bound, x'ff')
 ORDER BY key, id LIMIT :limit;

-- :name page_clients_back
SELECT client AS id, sort_key AS key FROM client_key
 WHERE archived = 0 AND (sort_key, client) < (coalesce(:key, x'ff'), :id)
   AND sort_key >= coalesce(:bound, '')
UNION ALL
SELECT client AS id, sort_key AS key FROM client_key
 WHERE archived = 1 AND :all = 1 AND (sort_key, client) < (coalesce(:key, x'ff'), :id)
   AND sort_key >= coalesce(:bound, '')
 ORDER BY key DESC, id DESC LIMIT :limit;

-- How many there are whose keys lie between the two, counted up to :most.
-- :name page_clients_count
SELECT count(*) AS n FROM (SELECT 1 FROM client_key
 WHERE archived IN (0, :archived) AND sort_key >= :from AND sort_key < :until LIMIT :most);

-- The key is not looked up where it is known.
-- :name page_clients_row
SELECT c.id AS client_id, c.version, c.given, c.family, c.preferred, c.phone, c.email, c.born,
       c.archived, s.sessions_done, s.no_shows, s.last_visit,
       coalesce(:key, (SELECT sort_key FROM client_key WHERE client = c.id)) AS key
  FROM client c LEFT JOIN client_stat s ON s.client = c.id
 WHERE c.id = :id;

-- A client's visits, newest first.
-- :name page_visits_ahead
SELECT id, date AS key FROM session
 WHERE client = :of AND (date, id) < (coalesce(:key, x'ff'), :id)
 ORDER BY date DESC, id DESC LIMIT :limit;

-- :name page_visits_back
SELECT id, date AS key FROM session
 WHERE client = :of AND (date, id) > (coalesce(:key, ''), :id)
 ORDER BY date, id LIMIT :limit;

-- :name page_visits_row
SELECT s.version, s.date, s.date AS key, s.start, s.minutes, s.status, s.price, s.reason,
       s.insisted,
       v.name AS service_name, f.name AS staff_name
  FROM session s LEFT JOIN service v ON v.id = s.service LEFT JOIN staff f ON f.id = s.staff
 WHERE s.id = :id AND s.client = :of;

-- Of a day, by the clock; a day is short and its visits are sorted.
-- :name page_day_ahead
SELECT id, key FROM
  (SELECT id, printf('%04d', coalesce(start, 0)) AS key FROM session WHERE date = :of_text)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_day_back
SELECT id, key FROM
  (SELECT id, printf('%04d', coalesce(start, 0)) AS key FROM session WHERE date = :of_text)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_day_row
SELECT s.version, printf('%04d', coalesce(s.start, 0)) AS key, s.start, s.minutes, s.status,
       s.price, c.id AS client_id, c.given, c.family, c.preferred, c.phone,
       v.name AS service_name, f.name AS staff_name
  FROM session s LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service LEFT JOIN staff f ON f.id = s.staff
 WHERE s.id = :id AND s.date = :of_text;

-- :name page_screenings_ahead
SELECT id, date AS key FROM screening
 WHERE client = :of AND (date, id) < (coalesce(:key, x'ff'), :id)
 ORDER BY date DESC, id DESC LIMIT :limit;

-- :name page_screenings_back
SELECT id, date AS key FROM screening
 WHERE client = :of AND (date, id) > (coalesce(:key, ''), :id)
 ORDER BY date, id LIMIT :limit;

-- :name page_screenings_row
SELECT n.version, n.date, n.date AS key, n.verdict, n.eligible_on, n.valid_until, k.title,
       a.name AS entered_name, b.name AS reviewed_name, o.name AS override_name
  FROM screening n JOIN checklist k ON k.id = n.checklist
  LEFT JOIN staff a ON a.id = n.entered_by LEFT JOIN staff b ON b.id = n.reviewed_by
  LEFT JOIN staff o ON o.id = n.override_by
 WHERE n.id = :id AND n.client = :of;

-- :name page_receipts_of_ahead
SELECT id, date AS key FROM receipt
 WHERE client = :of AND (date, id) < (coalesce(:key, x'ff'), :id)
 ORDER BY date DESC, id DESC LIMIT :limit;

-- :name page_receipts_of_back
SELECT id, date AS key FROM receipt
 WHERE client = :of AND (date, id) > (coalesce(:key, ''), :id)
 ORDER BY date, id LIMIT :limit;

-- :name page_receipts_of_row
SELECT r.version, r.date, r.date AS key, r.number, r.state, r.note,
       (SELECT l.description FROM receipt_line l
         WHERE l.receipt = r.id ORDER BY l.position, l.id LIMIT 1) AS what,
       (SELECT coalesce(sum(l.amount + l.tax + l.tax2), 0)
          FROM receipt_line l WHERE l.receipt = r.id) AS total,
       (SELECT sum(y.amount) FROM payment y WHERE y.receipt = r.id) AS paid,
       r.corrects,
       (SELECT sum(l.amount + l.tax + l.tax2)
          FROM receipt b JOIN receipt_line l ON l.receipt = b.id
         WHERE b.corrects = r.id AND b.state = 'closed') AS back,
       r.state = 'closed' AND (r.origin <> 'import'
         OR EXISTS (SELECT 1 FROM payment y WHERE y.receipt = r.id)) AS told
  FROM receipt r WHERE r.id = :id AND r.client = :of;

-- A client's reviews, by the day they came or were asked for.
-- :name page_reviews_of_ahead
SELECT id, key
  FROM (SELECT id, coalesce(date(received_at, 'unixepoch'), asked_on, '-') AS key
          FROM review WHERE client = :of)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_reviews_of_back
SELECT id, key
  FROM (SELECT id, coalesce(date(received_at, 'unixepoch'), asked_on, '-') AS key
          FROM review WHERE client = :of)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_reviews_of_row
SELECT version, coalesce(date(received_at, 'unixepoch'), asked_on, '-') AS key, asked_on,
       asked_how, received_at, platform, stars, text, replied_at
  FROM review WHERE id = :id AND client = :of;

-- Everybody's.
-- :name page_receipts_ahead
SELECT id, date AS key FROM receipt
 WHERE (date, id) < (coalesce(:key, x'ff'), :id) ORDER BY date DESC, id DESC LIMIT :limit;

-- :name page_receipts_back
SELECT id, date AS key FROM receipt
 WHERE (date, id) > (coalesce(:key, ''), :id) ORDER BY date, id LIMIT :limit;

-- By the beginning of the number or of the day, by the state, or by the client, of whom
-- one letter (:letter) is the beginning of the sort key.
-- :name page_receipts_match
SELECT m.id, m.key
  FROM (SELECT id, date AS key FROM
          (SELECT id, date FROM receipt
            WHERE number >= :word AND number < :word || char(1114111) LIMIT :most)
        UNION
        SELECT id, date FROM
          (SELECT id, date FROM receipt
            WHERE date >= :word AND date < :word || char(1114111) LIMIT :most)
        UNION
        SELECT id, date FROM
          (SELECT id, date FROM receipt
            WHERE :word = 'open' AND state = 'open' ORDER BY date DESC, id DESC LIMIT :most)
        UNION
        SELECT id, date FROM
          (SELECT id, date FROM receipt
            WHERE :word = 'void' AND state = 'void' ORDER BY date DESC, id DESC LIMIT :most)
        UNION
        SELECT id, date FROM
          (SELECT id, date FROM receipt
            WHERE :word = 'closed' AND date >= '' AND state = 'closed'
            ORDER BY date DESC, id DESC LIMIT :most)
        UNION
        SELECT id, date FROM
          (SELECT o.id, o.date FROM receipt c JOIN receipt o ON o.id = c.corrects
            WHERE :word = 'refunded' AND c.corrects > 0 AND c.state = 'closed'
            ORDER BY c.corrects DESC LIMIT :most)
        UNION
        SELECT id, date FROM
          (SELECT r.id, r.date FROM client_search f JOIN receipt r ON r.client = f.rowid
            WHERE f.client_search MATCH :match LIMIT :most)
        UNION
        SELECT id, date FROM
          (SELECT r.id, r.date FROM client_key k JOIN receipt r ON r.client = k.client
            WHERE k.archived IN (0, 1) AND k.sort_key >= :letter
              AND k.sort_key < :letter || char(1114111) LIMIT :most)) m
 WHERE CASE WHEN :up THEN (m.key, m.id) > (coalesce(:key, ''), :id)
            ELSE (m.key, m.id) < (coalesce(:key, x'ff'), :id) END
 ORDER BY CASE WHEN :up THEN m.key END, CASE WHEN :up THEN m.id END, m.key DESC, m.id DESC
 LIMIT :limit;

-- An import that says nothing of payments is not unpaid.
-- :name page_receipts_row
SELECT r.version, r.date, r.date AS key, r.number, r.state, r.note, c.id AS client_id, c.given,
       c.family, c.preferred,
       (SELECT coalesce(sum(l.amount + l.tax + l.tax2), 0)
          FROM receipt_line l WHERE l.receipt = r.id) AS total,
       (SELECT sum(y.amount) FROM payment y WHERE y.receipt = r.id) AS paid,
       r.corrects,
       (SELECT sum(l.amount + l.tax + l.tax2)
          FROM receipt b JOIN receipt_line l ON l.receipt = b.id
         WHERE b.corrects = r.id AND b.state = 'closed') AS back,
       r.state = 'closed' AND (r.origin <> 'import'
         OR EXISTS (SELECT 1 FROM payment y WHERE y.receipt = r.id)) AS told
  FROM receipt r LEFT JOIN client c ON c.id = r.client WHERE r.id = :id;

-- Reviews that came, by the instant.
-- :name page_reviews_ahead
SELECT id, received_at AS key FROM review
 WHERE received_at IS NOT NULL
   AND (received_at, id) < (coalesce(CAST(:key AS INTEGER), x'ff'), :id)
 ORDER BY received_at DESC, id DESC LIMIT :limit;

-- :name page_reviews_back
SELECT id, received_at AS key FROM review
 WHERE received_at IS NOT NULL AND (received_at, id) > (coalesce(CAST(:key AS INTEGER), -1e18), :id)
 ORDER BY received_at, id LIMIT :limit;

-- :name page_reviews_row
SELECT r.version, r.received_at AS key, r.received_at, r.platform, r.stars, r.author, r.text,
       r.replied_at, c.id AS client_id, c.given, c.family, c.preferred
  FROM review r LEFT JOIN client c ON c.id = r.client
 WHERE r.id = :id AND r.received_at IS NOT NULL;

-- Whoever was asked, by the day.
-- :name page_requests_ahead
SELECT id, asked_on AS key FROM review
 WHERE asked_on IS NOT NULL AND (asked_on, id) < (coalesce(:key, x'ff'), :id)
 ORDER BY asked_on DESC, id DESC LIMIT :limit;

-- :name page_requests_back
SELECT id, asked_on AS key FROM review
 WHERE asked_on IS NOT NULL AND (asked_on, id) > (coalesce(:key, ''), :id)
 ORDER BY asked_on, id LIMIT :limit;

-- :name page_requests_row
SELECT r.version, r.asked_on AS key, r.asked_on, r.asked_how, r.received_at, r.stars,
       f.name AS staff_name, c.id AS client_id, c.given, c.family, c.preferred
  FROM review r LEFT JOIN client c ON c.id = r.client LEFT JOIN staff f ON f.id = r.asked_by
 WHERE r.id = :id AND r.asked_on IS NOT NULL;

-- (Pairs with a collation are not looked up in the index; the bound before them is.)
-- :name page_subscribers_ahead
SELECT id, email AS key FROM subscriber
 WHERE email >= coalesce(:key, '') COLLATE NOCASE AND (email COLLATE NOCASE, id) > (coalesce(:key, ''), :id)
 ORDER BY email COLLATE NOCASE, id LIMIT :limit;

-- :name page_subscribers_back
SELECT id, email AS key FROM subscriber
 WHERE email <= coalesce(:key, x'ff') COLLATE NOCASE AND (email COLLATE NOCASE, id) < (coalesce(:key, x'ff'), :id)
 ORDER BY email COLLATE NOCASE DESC, id DESC LIMIT :limit;

-- By the beginning of the address, by any part of it among the first ten times :most, by
-- the beginning of the state, or by the client, as receipts are.
-- :name page_subscribers_match
SELECT m.id, m.key
  FROM (SELECT id, email AS key FROM
          (SELECT id, email FROM subscriber
            WHERE email >= :word COLLATE NOCASE
              AND email < :word || char(1114111) COLLATE NOCASE LIMIT :most)
        UNION
        SELECT id, email FROM
          (SELECT id, email FROM (SELECT id, email FROM subscriber
              ORDER BY email COLLATE NOCASE LIMIT 10 * :most)
            WHERE email LIKE '%' || replace(replace(replace(:word, '\', '\\'), '%', '\%'),
                    '_', '\_') || '%' ESCAPE '\' LIMIT :most)
        UNION
        SELECT id, email FROM
          (SELECT id, email FROM subscriber
            WHERE state >= lower(:word) AND state < lower(:word) || char(1114111) LIMIT :most)
        UNION
        SELECT id, email FROM
          (SELECT s.id, s.email FROM client_search f JOIN subscriber s ON s.client = f.rowid
            WHERE f.client_search MATCH :match LIMIT :most)
        UNION
        SELECT id, email FROM
          (SELECT s.id, s.email FROM client_key k JOIN subscriber s ON s.client = k.client
            WHERE k.archived IN (0, 1) AND k.sort_key >= :letter
              AND k.sort_key < :letter || char(1114111) LIMIT iif(:most < 0, -1, 200))) m
 WHERE CASE WHEN :up THEN (m.key COLLATE NOCASE, m.id) > (coalesce(:key, ''), :id)
            ELSE (m.key COLLATE NOCASE, m.id) < (coalesce(:key, x'ff'), :id) END
 ORDER BY CASE WHEN :up THEN m.key END COLLATE NOCASE, CASE WHEN :up THEN m.id END,
       m.key COLLATE NOCASE DESC, m.id DESC
 LIMIT :limit;

-- How many those are, up to :most: counted in the indexes alone.
-- :name page_subscribers_count
SELECT count(*) AS n FROM (
  SELECT id FROM (SELECT id FROM subscriber
     WHERE email >= :word COLLATE NOCASE
       AND email < :word || char(1114111) COLLATE NOCASE LIMIT :most)
  UNION
  SELECT id FROM (SELECT id FROM (SELECT id, email FROM subscriber
      ORDER BY email COLLATE NOCASE LIMIT 10 * :most)
     WHERE email LIKE '%' || replace(replace(replace(:word, '\', '\\'), '%', '\%'),
             '_', '\_') || '%' ESCAPE '\' LIMIT :most)
  UNION
  SELECT id FROM (SELECT id FROM subscriber
     WHERE state >= lower(:word) AND state < lower(:word) || char(1114111) LIMIT :most)
  UNION
  SELECT id FROM (SELECT s.id FROM client_search f JOIN subscriber s ON s.client = f.rowid
     WHERE f.client_search MATCH :match LIMIT :most)
  UNION
  SELECT id FROM (SELECT s.id FROM client_key k JOIN subscriber s ON s.client = k.client
     WHERE k.archived IN (0, 1) AND k.sort_key >= :letter
       AND k.sort_key < :letter || char(1114111) LIMIT 200)
  LIMIT :most);

-- :name page_subscribers_row
SELECT s.version, s.email, s.email AS key, s.state, s.tags, c.id AS client_id, c.given, c.family,
       c.preferred,
       (SELECT e.at FROM consent_event e
         WHERE e.subscriber = s.id ORDER BY e.at DESC, e.id DESC LIMIT 1) AS since
  FROM subscriber s LEFT JOIN client c ON c.id = s.client WHERE s.id = :id;

-- The log of an address.
-- :name page_consents_ahead
SELECT id, printf('%012d', at) AS key FROM consent_event
 WHERE subscriber = :of AND (at, id) < (coalesce(CAST(:key AS INTEGER), x'ff'), :id)
 ORDER BY at DESC, id DESC LIMIT :limit;

-- :name page_consents_back
SELECT id, printf('%012d', at) AS key FROM consent_event
 WHERE subscriber = :of AND (at, id) > (coalesce(CAST(:key AS INTEGER), -1e18), :id)
 ORDER BY at, id LIMIT :limit;

-- :name page_consents_row
SELECT e.version, printf('%012d', e.at) AS key, e.at, e.state, e.source, e.wording, e.reason,
       f.name AS who_name
  FROM consent_event e LEFT JOIN staff f ON f.id = e.who
 WHERE e.id = :id AND e.subscriber = :of;

-- The rules of an edition, with what the item asks.
-- :name page_rules_ahead
SELECT id, printf('%06d', position) AS key FROM checklist_rule
 WHERE checklist = :of AND (position, id) > (coalesce(CAST(:key AS INTEGER), -1), :id)
 ORDER BY position, id LIMIT :limit;

-- :name page_rules_back
SELECT id, printf('%06d', position) AS key FROM checklist_rule
 WHERE checklist = :of AND (position, id) < (coalesce(CAST(:key AS INTEGER), x'ff'), :id)
 ORDER BY position DESC, id DESC LIMIT :limit;

-- :name page_rules_row
SELECT r.version, printf('%06d', r.position) AS key, r.item, r.answer, r.verdict, r.window_n,
       r.window_unit, r.guidance, r.source, r.override, r.enabled = 0 AS off, i.ask
  FROM checklist_rule r
  LEFT JOIN checklist_item i ON i.checklist = r.checklist AND i.code = r.item
 WHERE r.id = :id AND r.checklist = :of;

-- What is offered: those in force first, by name.

-- :name page_service_ahead
SELECT id, key FROM (SELECT id, (1 - active) || lower(name) AS key FROM service WHERE (1 - active) = 0 OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_service_back
SELECT id, key FROM (SELECT id, (1 - active) || lower(name) AS key FROM service WHERE (1 - active) = 0 OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_service_row
SELECT version, (1 - active) || lower(name) AS key, (1 - active) AS off, code, name, category, price, minutes, checklist
  FROM service WHERE id = :id;

-- :name page_product_ahead
SELECT id, key FROM (SELECT id, (1 - active) || lower(name) AS key FROM product WHERE (1 - active) = 0 OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_product_back
SELECT id, key FROM (SELECT id, (1 - active) || lower(name) AS key FROM product WHERE (1 - active) = 0 OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_product_row
SELECT version, (1 - active) || lower(name) AS key, (1 - active) AS off, code, name, brand, kind, price, on_hand
  FROM product WHERE id = :id;

-- :name page_staff_ahead
SELECT id, key FROM (SELECT id, (1 - active) || lower(name) AS key FROM staff WHERE (1 - active) = 0 OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_staff_back
SELECT id, key FROM (SELECT id, (1 - active) || lower(name) AS key FROM staff WHERE (1 - active) = 0 OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_staff_row
SELECT version, (1 - active) || lower(name) AS key, (1 - active) AS off, name, code, role, login, licence
  FROM staff WHERE id = :id;

-- :name page_checklist_ahead
SELECT id, key FROM (SELECT id, code || ' ' || printf('%06d', 999999 - edition) AS key FROM checklist WHERE (state = 'retired') = 0 OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_checklist_back
SELECT id, key FROM (SELECT id, code || ' ' || printf('%06d', 999999 - edition) AS key FROM checklist WHERE (state = 'retired') = 0 OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_checklist_row
SELECT version, code || ' ' || printf('%06d', 999999 - edition) AS key, (state = 'retired') AS off, title, code, edition, state, valid_months,
       (SELECT count(*) FROM checklist_item WHERE checklist = k.id) AS items,
       (SELECT count(*) FROM checklist_rule WHERE checklist = k.id) AS rules,
       CASE WHEN state = 'published' AND NOT EXISTS (SELECT 1 FROM checklist
         WHERE code = k.code AND edition > k.edition AND state = 'published') THEN
         (SELECT group_concat(name, ', ') FROM (SELECT name FROM service
           WHERE checklist = k.code AND active ORDER BY name COLLATE NOCASE)) END AS used_by
  FROM checklist k WHERE id = :id;

-- Words that are signed or given: by code, the newest edition first.

-- :name page_document_ahead
SELECT id, key FROM (SELECT id, code || ' ' || printf('%06d', 999999 - edition) || language AS key FROM document WHERE (state = 'retired') = 0 OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_document_back
SELECT id, key FROM (SELECT id, code || ' ' || printf('%06d', 999999 - edition) || language AS key FROM document WHERE (state = 'retired') = 0 OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_document_row
SELECT version, code || ' ' || printf('%06d', 999999 - edition) || language AS key, (state = 'retired') AS off, title, code,
       edition, language, kind, state
  FROM document WHERE id = :id;

-- Where and with what is treated, and for which services.

-- :name page_room_ahead
SELECT id, key FROM (SELECT id, (1 - active) || lower(name) AS key FROM room WHERE (1 - active) = 0 OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_room_back
SELECT id, key FROM (SELECT id, (1 - active) || lower(name) AS key FROM room WHERE (1 - active) = 0 OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_room_row
SELECT version, (1 - active) || lower(name) AS key, (1 - active) AS off, name,
       (SELECT group_concat(used, ', ') FROM (SELECT v.name AS used FROM service_use u
         JOIN service v ON v.id = u.service WHERE u.room = room.id AND u.active AND v.active
         ORDER BY v.name COLLATE NOCASE)) AS used_for
  FROM room WHERE id = :id;

-- :name page_device_ahead
SELECT id, key FROM (SELECT id, (1 - active) || lower(name) AS key FROM device WHERE (1 - active) = 0 OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_device_back
SELECT id, key FROM (SELECT id, (1 - active) || lower(name) AS key FROM device WHERE (1 - active) = 0 OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_device_row
SELECT version, (1 - active) || lower(name) AS key, (1 - active) AS off, name,
       (SELECT group_concat(used, ', ') FROM (SELECT v.name AS used FROM service_use u
         JOIN service v ON v.id = u.service WHERE u.device = device.id AND u.active AND v.active
         ORDER BY v.name COLLATE NOCASE)) AS used_for
  FROM device WHERE id = :id;

-- Working hours: the practice's first, then each person's, the newest first, by the first
-- day of the week they are of, and by time.
-- :name page_hours_ahead
SELECT id, key FROM
  (SELECT hours.id, printf('%d%s %07d%03d%04d', 1 - hours.active, coalesce(lower(f.name), ''),
          5373484 - coalesce(julianday(since), 0), days & -days, begins) AS key
     FROM hours LEFT JOIN staff f ON f.id = hours.staff WHERE hours.active OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_hours_back
SELECT id, key FROM
  (SELECT hours.id, printf('%d%s %07d%03d%04d', 1 - hours.active, coalesce(lower(f.name), ''),
          5373484 - coalesce(julianday(since), 0), days & -days, begins) AS key
     FROM hours LEFT JOIN staff f ON f.id = hours.staff WHERE hours.active OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_hours_row
SELECT hours.version, printf('%d%s %07d%03d%04d', 1 - hours.active, coalesce(lower(f.name), ''),
       5373484 - coalesce(julianday(since), 0), days & -days, begins) AS key,
       1 - hours.active AS off, f.name, since, days, begins, ends
  FROM hours LEFT JOIN staff f ON f.id = hours.staff WHERE hours.id = :id;

-- Time off, the newest day first.
-- :name page_block_ahead
SELECT id, key FROM (SELECT id, active || date AS key FROM block WHERE active OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_block_back
SELECT id, key FROM (SELECT id, active || date AS key FROM block WHERE active OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_block_row
SELECT b.version, b.active || b.date AS key, 1 - b.active AS off,
       coalesce(f.name, 'room ' || r.name, d.name) AS name, b.reason, b.date, b.until, b.start, b.minutes,
       b.repeats, b.days
  FROM block b LEFT JOIN staff f ON f.id = b.staff LEFT JOIN room r ON r.id = b.room
  LEFT JOIN device d ON d.id = b.device WHERE b.id = :id;

-- Certificates by person and their last day; labels by device; cautions by what they are about;
-- the logs, the newest first.
-- :name page_certificate_ahead
SELECT id, key FROM
  (SELECT certificate.id, (1 - certificate.active) || lower(f.name) || ' ' || coalesce(certificate.ends, '~') AS key
     FROM certificate JOIN staff f ON f.id = certificate.staff WHERE certificate.active OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_certificate_back
SELECT id, key FROM
  (SELECT certificate.id, (1 - certificate.active) || lower(f.name) || ' ' || coalesce(certificate.ends, '~') AS key
     FROM certificate JOIN staff f ON f.id = certificate.staff WHERE certificate.active OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_certificate_row
SELECT c.version, (1 - c.active) || lower(f.name) || ' ' || coalesce(c.ends, '~') AS key, 1 - c.active AS off,
       c.staff, c.name, c.number, c.ends
  FROM certificate c JOIN staff f ON f.id = c.staff WHERE c.id = :id;

-- :name page_device_label_ahead
SELECT id, key FROM
  (SELECT device_label.id, (1 - device_label.active) || lower(d.name) || ' ' || coalesce(device_label.indication, '') AS key
     FROM device_label JOIN device d ON d.id = device_label.device WHERE device_label.active OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_device_label_back
SELECT id, key FROM
  (SELECT device_label.id, (1 - device_label.active) || lower(d.name) || ' ' || coalesce(device_label.indication, '') AS key
     FROM device_label JOIN device d ON d.id = device_label.device WHERE device_label.active OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_device_label_row
SELECT b.version, (1 - b.active) || lower(d.name) || ' ' || coalesce(b.indication, '') AS key, 1 - b.active AS off,
       b.device, b.indication, b.zones, b.max_depth, b.source
  FROM device_label b JOIN device d ON d.id = b.device WHERE b.id = :id;

-- :name page_caution_ahead
SELECT id, key FROM
  (SELECT id, (1 - active) || lower(coalesce(ingredients, kind)) AS key
     FROM product_caution WHERE active OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_caution_back
SELECT id, key FROM
  (SELECT id, (1 - active) || lower(coalesce(ingredients, kind)) AS key
     FROM product_caution WHERE active OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_caution_row
SELECT version, (1 - active) || lower(coalesce(ingredients, kind)) AS key, 1 - active AS off,
       coalesce(ingredients, kind) AS ingredients, meets, answer, guidance
  FROM product_caution WHERE id = :id;

-- :name page_log_ahead
SELECT id, date AS key FROM log_entry
 WHERE (date, id) < (coalesce(:key, x'ff'), :id) ORDER BY date DESC, id DESC LIMIT :limit;

-- :name page_log_back
SELECT id, date AS key FROM log_entry
 WHERE (date, id) > (coalesce(:key, ''), :id) ORDER BY date, id LIMIT :limit;

-- :name page_log_row
SELECT version, date AS key, date, kind, device, staff, text FROM log_entry WHERE id = :id;

-- The journal. Its key is the entry's number. What is about a client is found among all
-- entries of the days asked for: an index of it would cost each save a page. Who looked at one
-- is found by the index of rows.
-- :name page_journal_ahead
SELECT n AS id, printf('%012d', n) AS key FROM journal
 WHERE (:kind IS NOT 'read' OR :client IS NULL)
   AND n < CASE WHEN :key IS NULL THEN 9223372036854775807 ELSE :id END
   AND (:who IS NULL OR who = :who) AND (:kind IS NULL OR kind = :kind)
   AND at >= :from AND at < :until
   AND (:client IS NULL OR EXISTS (SELECT 1 FROM journal_change c
                                    WHERE c.n = journal.n AND c.client = :client))
UNION ALL
SELECT c.n, printf('%012d', c.n) FROM journal_change c CROSS JOIN journal j ON j.n = c.n
 WHERE :kind = 'read' AND c.tbl = 'read' AND c.row = :client
   AND c.n < CASE WHEN :key IS NULL THEN 9223372036854775807 ELSE :id END
   AND (:who IS NULL OR j.who = :who) AND j.at >= :from AND j.at < :until
 GROUP BY c.n ORDER BY id DESC LIMIT :limit;

-- :name page_journal_back
SELECT n AS id, printf('%012d', n) AS key FROM journal
 WHERE (:kind IS NOT 'read' OR :client IS NULL)
   AND n > CASE WHEN :key IS NULL THEN 0 ELSE :id END
   AND (:who IS NULL OR who = :who) AND (:kind IS NULL OR kind = :kind)
   AND at >= :from AND at < :until
   AND (:client IS NULL OR EXISTS (SELECT 1 FROM journal_change c
                                    WHERE c.n = journal.n AND c.client = :client))
UNION ALL
SELECT c.n, printf('%012d', c.n) FROM journal_change c CROSS JOIN journal j ON j.n = c.n
 WHERE :kind = 'read' AND c.tbl = 'read' AND c.row = :client
   AND c.n > CASE WHEN :key IS NULL THEN 0 ELSE :id END
   AND (:who IS NULL OR j.who = :who) AND j.at >= :from AND j.at < :until
 GROUP BY c.n ORDER BY id LIMIT :limit;

-- :name page_journal_row
SELECT 0 AS version, printf('%012d', j.n) AS key, j.n, j.at, j.kind, j.label,
       CASE WHEN j.who = 0 THEN 'chairside' ELSE coalesce(s.name, 'somebody who is gone') END
       AS who_name
  FROM journal j LEFT JOIN staff s ON s.id = j.who
 WHERE j.n = :id;

-- Who looked at a client: by the index of changes. A row's id is the entry's number and,
-- in its last sixteen bits, the place in it.
-- :name page_looks_ahead
SELECT c.n << 16 | c.i AS id, printf('%012d', c.n) AS key FROM journal_change c
 WHERE c.tbl = 'read' AND c.row = :of
   AND c.n <= CASE WHEN :key IS NULL THEN 9223372036854775807 ELSE :id >> 16 END
   AND (:key IS NULL OR (c.n << 16 | c.i) < :id)
 ORDER BY c.n DESC, c.i DESC LIMIT :limit;

-- :name page_looks_back
SELECT c.n << 16 | c.i AS id, printf('%012d', c.n) AS key FROM journal_change c
 WHERE c.tbl = 'read' AND c.row = :of
   AND c.n >= CASE WHEN :key IS NULL THEN 0 ELSE :id >> 16 END
   AND (:key IS NULL OR (c.n << 16 | c.i) > :id)
 ORDER BY c.n, c.i LIMIT :limit;

-- :name page_looks_row
SELECT 0 AS version, printf('%012d', c.n) AS key, coalesce(s.name, 'somebody who is gone') AS who_name,
       coalesce(CAST(CAST(c.change AS TEXT) AS INTEGER), j.at) AS at,
       substr(CAST(c.change AS TEXT), instr(CAST(c.change AS TEXT), ' ') + 1) AS what
  FROM journal_change c JOIN journal j ON j.n = c.n LEFT JOIN staff s ON s.id = j.who
 WHERE c.n = :id >> 16 AND c.i = :id & 65535 AND c.row = :of;
