-- What comes after a treatment: follow-ups (practice/follow_ups.c), adverse events
-- (practice/events.c).

-- What is due of a visit and not answered.
-- :name follow_ups_due_of
SELECT id FROM follow_up WHERE session = :session AND done_on IS NULL AND due <= :today;

-- A visit is asked about once, however many of its follow-ups are due: the newest of them.
-- Whose it is: of whom it is handed to, else of who treated.
-- :name due_follow_ups
SELECT f.id AS follow_up, f.plan, f.due, s.id AS session, s.client, s.service, s.staff, s.date,
       s.start, s.numbing, c.given, c.family, c.preferred, c.phone, c.email, c.channel,
       v.name AS service_name, v.code AS service_code, v.preparation,
       w.name AS staff_name, w.code AS staff_code, h.name AS handed,
       (SELECT coalesce(hidden_until, '~') FROM contact
         WHERE client = s.client AND about = 'follow_up' AND session = s.id
         ORDER BY at DESC, id DESC LIMIT 1) AS hidden
  FROM follow_up f JOIN session s ON s.id = f.session JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service LEFT JOIN staff w ON w.id = s.staff
  LEFT JOIN staff h ON h.id = f.handed_to
 WHERE f.done_on IS NULL AND f.due <= :today
   AND (:staff = 0 OR :staff = coalesce(f.handed_to, s.staff))
   AND NOT EXISTS (SELECT 1 FROM follow_up o WHERE o.session = f.session AND o.done_on IS NULL
         AND o.due <= :today AND (o.due, o.id) > (f.due, f.id))
 ORDER BY f.due DESC, f.id DESC;

-- The oldest that is open on that day.
-- :name event_open
SELECT id, what, onset FROM adverse_event
 WHERE client = :client AND onset <= :day AND (resolved IS NULL OR resolved > :day)
 ORDER BY onset, id LIMIT 1;

-- The visit that is named, else the newest that was done; its lot where it was one.
-- :name event_visit
SELECT s.id AS session, s.device,
       (SELECT CASE WHEN count(DISTINCT x.lot) = 1 THEN max(x.lot) END
          FROM chart t JOIN chart_product x ON x.chart = t.id WHERE t.session = s.id) AS lot
  FROM session s
 WHERE s.client = :client AND (s.id = :session OR (:session = 0 AND s.status = 'done'))
 ORDER BY s.date DESC, s.id DESC LIMIT 1;

-- The page Adverse events: those that are open first, then the newest.
-- :name page_events_ahead
SELECT id, key FROM (SELECT id, (resolved IS NULL) || onset AS key FROM adverse_event)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_events_back
SELECT id, key FROM (SELECT id, (resolved IS NULL) || onset AS key FROM adverse_event)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_events_row
SELECT a.version, (a.resolved IS NULL) || a.onset AS key, a.what, a.grade, a.serious, a.onset,
       a.resolved, a.client AS client_id, c.given, c.family, c.preferred
  FROM adverse_event a JOIN client c ON c.id = a.client
 WHERE a.id = :id;

-- :name in_use_event_what
SELECT what AS text FROM adverse_event GROUP BY what ORDER BY count(*) DESC, what COLLATE NOCASE;

-- :name event_report_to
SELECT id FROM event_report WHERE event = :event AND sent_to = :to;

-- :name events_summary
SELECT (SELECT count(*) FROM adverse_event WHERE resolved IS NULL) AS open,
       (SELECT count(*) FROM event_report WHERE sent_on IS NULL) AS owed;

-- Reports of one event, in the order in which they were written down.
-- :name page_event_reports_ahead
SELECT id, printf('%09d', id) AS key FROM event_report
 WHERE event = :of AND (printf('%09d', id), id) > (coalesce(:key, ''), :id) ORDER BY id LIMIT :limit;

-- :name page_event_reports_back
SELECT id, printf('%09d', id) AS key FROM event_report
 WHERE event = :of AND (printf('%09d', id), id) < (coalesce(:key, x'ff'), :id)
 ORDER BY id DESC LIMIT :limit;

-- :name page_event_reports_row
SELECT version, printf('%09d', id) AS key, sent_to, sent_on, reference, note FROM event_report
 WHERE id = :id AND event = :of;

-- What a report tells (export/event_pack.c). Of the chart what was done in the event's zone.
-- :name event_pack
SELECT a.what, a.grade, a.serious, a.onset, a.resolved, a.zone, a.depth, a.done,
       c.born, c.allergies, c.medicines, c.conditions, c.fitzpatrick,
       s.date AS treated, v.name AS service, w.name AS staff, w.licence,
       d.name AS device, d.make, d.model, d.serial,
       l.number AS lot, l.expires, p.name AS product, p.brand, p.gtin, p.hibc,
       CASE WHEN a.lot IS NOT NULL THEN s.date END AS used,
       replace(h.indication, '_', ' ') AS indication,
       CASE WHEN a.lot IS NOT NULL
            THEN (SELECT count(DISTINCT x.chart) FROM chart_product x
                   WHERE x.lot = a.lot AND x.chart IS NOT h.id) END AS others,
       n.signed_on AS consented, o.title || ', edition ' || o.edition AS consent,
       (SELECT t.name FROM session_signed g JOIN staff t ON t.id = g.staff
         WHERE g.session = a.session) AS signed_by
  FROM adverse_event a JOIN client c ON c.id = a.client
  LEFT JOIN session s ON s.id = a.session LEFT JOIN service v ON v.id = s.service
  LEFT JOIN staff w ON w.id = s.staff LEFT JOIN device d ON d.id = a.device
  LEFT JOIN lot l ON l.id = a.lot LEFT JOIN product p ON p.id = l.product
  LEFT JOIN chart h ON h.session = a.session LEFT JOIN consent n ON n.id = h.consent
  LEFT JOIN document o ON o.id = n.document
 WHERE a.id = :event;

-- :name event_reports
SELECT sent_to, sent_on, reference, note FROM event_report WHERE event = :event ORDER BY id;

-- :name event_list
SELECT adverse_event.id, what, grade, serious, onset, resolved, adverse_event.client AS client_id, c.given,
       c.family, c.preferred,
       (SELECT count(*) FROM event_report WHERE event = adverse_event.id AND sent_on IS NULL) AS owed
  FROM adverse_event JOIN client c ON c.id = adverse_event.client
 ORDER BY resolved IS NOT NULL, onset DESC, adverse_event.id DESC;
