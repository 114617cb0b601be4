-- Exports: every row, archived ones too, by number. A link has three columns: `client`
-- is the number, `client_link` what files have (the key other programs know, else # and
-- the number), `client_name` what people read. The rows of a period have a statement of
-- their own, with the same columns: it finds their numbers by the days, :from to :to
-- (NULL: no bound), and reads no others; :after and :before are its bounds as instants.
-- (NOT INDEXED: by number. With statistics from when the file was small SQLite would
-- walk an index through all of them.)

-- :name export_clients
SELECT c.*,
       coalesce(a.code, '#' || a.id) AS allergies_by_link, a.name AS allergies_by_name,
       coalesce(m.code, '#' || m.id) AS medicines_by_link, m.name AS medicines_by_name,
       coalesce(g.code, '#' || g.id) AS age_seen_by_link, g.name AS age_seen_by_name
  FROM client c
  LEFT JOIN staff a ON a.id = c.allergies_by
  LEFT JOIN staff m ON m.id = c.medicines_by
  LEFT JOIN staff g ON g.id = c.age_seen_by
 ORDER BY c.id;

-- What no other practice has: a digest with its own key.
-- :name export_identity
SELECT hex(mac) AS identity FROM journal ORDER BY n LIMIT 1;

-- :name export_staff
SELECT f.*, coalesce(s.code, '#' || s.id) AS supervisor_link, s.name AS supervisor_name
  FROM staff f LEFT JOIN staff s ON s.id = f.supervisor ORDER BY f.id;

-- :name export_rooms
SELECT * FROM room ORDER BY id;

-- :name export_devices
SELECT * FROM device ORDER BY id;

-- :name export_hours
SELECT h.*, coalesce(f.code, '#' || f.id) AS staff_link, f.name AS staff_name
  FROM hours h LEFT JOIN staff f ON f.id = h.staff ORDER BY h.id;

-- :name export_blocks
SELECT b.*, coalesce(f.code, '#' || f.id) AS staff_link, f.name AS staff_name,
       r.name AS room_link, d.name AS device_link
  FROM block b
  LEFT JOIN staff f ON f.id = b.staff
  LEFT JOIN room r ON r.id = b.room
  LEFT JOIN device d ON d.id = b.device
 ORDER BY b.id;

-- :name export_services
SELECT * FROM service ORDER BY id;

-- :name export_products
SELECT * FROM product ORDER BY id;

-- :name export_sessions
SELECT s.*,
       coalesce(c.external_id, '#' || c.id) AS client_link,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       coalesce(v.code, '#' || v.id) AS service_link, v.name AS service_name,
       coalesce(f.code, '#' || f.id) AS staff_link, f.name AS staff_name,
       r.name AS room_link, d.name AS device_link, '#' || s.joined AS joined_link,
       (SELECT coalesce(w.code, '#' || w.id) FROM staff w WHERE w.id = s.entered_by)
         AS entered_by_link
  FROM session s
  LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service
  LEFT JOIN staff f ON f.id = s.staff
  LEFT JOIN room r ON r.id = s.room
  LEFT JOIN device d ON d.id = s.device
 ORDER BY s.id;

-- :name export_sessions_dated
SELECT s.*,
       coalesce(c.external_id, '#' || c.id) AS client_link,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       coalesce(v.code, '#' || v.id) AS service_link, v.name AS service_name,
       coalesce(f.code, '#' || f.id) AS staff_link, f.name AS staff_name,
       r.name AS room_link, d.name AS device_link, '#' || s.joined AS joined_link,
       (SELECT coalesce(w.code, '#' || w.id) FROM staff w WHERE w.id = s.entered_by)
         AS entered_by_link
  FROM session s NOT INDEXED
  LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service
  LEFT JOIN staff f ON f.id = s.staff
  LEFT JOIN room r ON r.id = s.room
  LEFT JOIN device d ON d.id = s.device
 WHERE s.id IN (SELECT id FROM session
                 WHERE date >= coalesce(:from, '') AND date <= coalesce(:to, x'ff'))
 ORDER BY s.id;

-- One row a line; `id` is the line's.
-- :name export_receipts
SELECT r.number, r.client, r.date, r.state, r.origin, r.note, r.corrects,
       r.paper_number, r.entered_at, r.entered_by, l.*,
       (SELECT o.number FROM receipt o WHERE o.id = r.corrects) AS corrects_link,
       (SELECT coalesce(w.code, '#' || w.id) FROM staff w WHERE w.id = r.entered_by)
         AS entered_by_link,
       coalesce(c.external_id, '#' || c.id) AS client_link,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       coalesce(v.code, '#' || v.id) AS service_link, v.name AS service_name,
       coalesce(p.code, '#' || p.id) AS product_link, p.name AS product_name,
       coalesce(s.external_id, '#' || s.id) AS session_link,
       coalesce(f.code, '#' || f.id) AS staff_link, f.name AS staff_name
  FROM receipt r CROSS JOIN receipt_line l ON l.receipt = r.id
  LEFT JOIN client c ON c.id = r.client
  LEFT JOIN service v ON v.id = l.service
  LEFT JOIN product p ON p.id = l.product
  LEFT JOIN session s ON s.id = l.session
  LEFT JOIN staff f ON f.id = l.staff
 ORDER BY r.id, l.position;

-- :name export_receipts_dated
SELECT r.number, r.client, r.date, r.state, r.origin, r.note, r.corrects,
       r.paper_number, r.entered_at, r.entered_by, l.*,
       (SELECT o.number FROM receipt o WHERE o.id = r.corrects) AS corrects_link,
       (SELECT coalesce(w.code, '#' || w.id) FROM staff w WHERE w.id = r.entered_by)
         AS entered_by_link,
       coalesce(c.external_id, '#' || c.id) AS client_link,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       coalesce(v.code, '#' || v.id) AS service_link, v.name AS service_name,
       coalesce(p.code, '#' || p.id) AS product_link, p.name AS product_name,
       coalesce(s.external_id, '#' || s.id) AS session_link,
       coalesce(f.code, '#' || f.id) AS staff_link, f.name AS staff_name
  FROM receipt r NOT INDEXED CROSS JOIN receipt_line l ON l.receipt = r.id
  LEFT JOIN client c ON c.id = r.client
  LEFT JOIN service v ON v.id = l.service
  LEFT JOIN product p ON p.id = l.product
  LEFT JOIN session s ON s.id = l.session
  LEFT JOIN staff f ON f.id = l.staff
 WHERE r.id IN (SELECT id FROM receipt
                 WHERE date >= coalesce(:from, '') AND date <= coalesce(:to, x'ff'))
 ORDER BY r.id, l.position;

-- The consent events as the times in a sender's file: first given, confirmed, opted
-- out, bounced; source and reason are those of the newest.
-- :name export_subscribers
SELECT s.*,
       coalesce(c.external_id, '#' || c.id) AS client_link,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       (SELECT min(e.at) FROM consent_event e
         WHERE e.subscriber = s.id AND e.state IN ('pending', 'subscribed')) AS opt_in_at,
       (SELECT max(e.at) FROM consent_event e
         WHERE e.subscriber = s.id AND e.state = 'subscribed') AS confirmed_at,
       (SELECT max(e.at) FROM consent_event e
         WHERE e.subscriber = s.id AND e.state = 'unsubscribed') AS unsubscribed_at,
       (SELECT max(e.at) FROM consent_event e
         WHERE e.subscriber = s.id AND e.state = 'cleaned') AS cleaned_at,
       (SELECT e.source FROM consent_event e
         WHERE e.subscriber = s.id ORDER BY e.at DESC, e.id DESC LIMIT 1) AS source,
       (SELECT e.reason FROM consent_event e
         WHERE e.subscriber = s.id AND e.state IN ('unsubscribed', 'cleaned')
         ORDER BY e.at DESC, e.id DESC LIMIT 1) AS reason
  FROM subscriber s LEFT JOIN client c ON c.id = s.client
 ORDER BY s.id;

-- :name export_reviews
SELECT r.*,
       coalesce(c.external_id, '#' || c.id) AS client_link,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       coalesce(s.external_id, '#' || s.id) AS session_link,
       coalesce(f.code, '#' || f.id) AS asked_by_link, f.name AS asked_by_name
  FROM review r
  LEFT JOIN client c ON c.id = r.client
  LEFT JOIN session s ON s.id = r.session
  LEFT JOIN staff f ON f.id = r.asked_by
 ORDER BY r.id;

-- Asked for or received in the period.
-- :name export_reviews_dated
SELECT r.*,
       coalesce(c.external_id, '#' || c.id) AS client_link,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       coalesce(s.external_id, '#' || s.id) AS session_link,
       coalesce(f.code, '#' || f.id) AS asked_by_link, f.name AS asked_by_name
  FROM review r NOT INDEXED
  LEFT JOIN client c ON c.id = r.client
  LEFT JOIN session s ON s.id = r.session
  LEFT JOIN staff f ON f.id = r.asked_by
 WHERE r.id IN (SELECT id FROM review
                 WHERE asked_on >= coalesce(:from, '') AND asked_on <= coalesce(:to, x'ff')
                UNION
                SELECT id FROM review
                 WHERE received_at >= coalesce(:after, -1e18)
                   AND received_at < coalesce(:before, 1e18))
 ORDER BY r.id;

-- Who waits, and who waited.
-- :name export_waiting
SELECT w.*,
       coalesce(c.external_id, '#' || c.id) AS client_link,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       coalesce(v.code, '#' || v.id) AS service_link, v.name AS service_name,
       coalesce(f.code, '#' || f.id) AS staff_link, f.name AS staff_name,
       coalesce(s.external_id, '#' || s.id) AS sooner_link,
       coalesce(b.external_id, '#' || b.id) AS session_link
  FROM waiting w
  JOIN client c ON c.id = w.client
  JOIN service v ON v.id = w.service
  LEFT JOIN staff f ON f.id = w.staff
  LEFT JOIN session s ON s.id = w.sooner
  LEFT JOIN session b ON b.id = w.session
 ORDER BY w.id;

-- :name export_lots
SELECT l.*, coalesce(p.code, '#' || p.id) AS product_link, p.name AS product_name, s.on_hand,
       (SELECT min(date) FROM lot_move WHERE lot = l.id AND kind = 'received') AS received
  FROM lot l NOT INDEXED
  JOIN product p ON p.id = l.product
  JOIN lot_stock s ON s.lot = l.id
 ORDER BY l.id;

-- A row for each line of a chart and each product that was used, or one for what has
-- neither; `id` is the chart's. A depth is in millimetres, as people read it.
-- :name export_charts
SELECT h.id, h.indication, h.off_label, h.ticks, h.more, h.note, s.date, s.start,
       h.session, h.template, h.device, h.consent, h.aftercare, s.client, s.service,
       l.zone, CASE WHEN l.depth IS NOT NULL
            THEN printf('%d.%02d', l.depth / 100, l.depth % 100) END AS depth, l.passes, l.cartridge,
       l.ended_at, q.used_as, q.serial, q.area AS used_on, q.began, q.ended, q.insisted,
       coalesce(l.position, q.position) AS position, coalesce(l.more, q.more) AS details,
       b.number AS lot, p.id AS product,
       coalesce(s.external_id, '#' || s.id) AS session_link,
       coalesce(c.external_id, '#' || c.id) AS client_link,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       coalesce(v.code, '#' || v.id) AS service_link, v.name AS service_name,
       t.code || '/' || t.edition AS template_link, t.title AS template_name,
       d.name AS device_link, '#' || h.consent AS consent_link,
       a.code || '/' || a.edition || '/' || a.language AS aftercare_link,
       a.title AS aftercare_name,
       coalesce(p.code, '#' || p.id) AS product_link, p.name AS product_name
  FROM chart h NOT INDEXED CROSS JOIN (SELECT 0 AS used UNION ALL SELECT 1) r
  JOIN session s ON s.id = h.session
  JOIN chart_template t ON t.id = h.template
  LEFT JOIN chart_line l ON l.chart = h.id AND NOT r.used
  LEFT JOIN chart_product q ON q.chart = h.id AND r.used
  LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service
  LEFT JOIN device d ON d.id = h.device
  LEFT JOIN document a ON a.id = h.aftercare
  LEFT JOIN lot b ON b.id = q.lot
  LEFT JOIN product p ON p.id = coalesce(q.product, b.product)
 WHERE l.id IS NOT NULL OR q.id IS NOT NULL
    OR (NOT r.used AND NOT EXISTS (SELECT 1 FROM chart_product o WHERE o.chart = h.id))
 ORDER BY h.id, r.used, q.used_as, coalesce(l.position, q.position);

-- A document by code, edition and language.
-- :name export_consents
SELECT n.*,
       coalesce(c.external_id, '#' || c.id) AS client_link,
       trim(coalesce(c.family, '') || ', ' || coalesce(c.given, c.preferred, ''), ', ') AS client_name,
       d.code || '/' || d.edition || '/' || d.language AS document_link, d.title AS document_name,
       coalesce(v.code, '#' || v.id) AS service_link, v.name AS service_name,
       coalesce(f.code, '#' || f.id) AS explained_by_link,
       coalesce(w.code, '#' || w.id) AS witness_link
  FROM consent n NOT INDEXED
  JOIN client c ON c.id = n.client
  JOIN document d ON d.id = n.document
  LEFT JOIN service v ON v.id = n.service
  LEFT JOIN staff f ON f.id = n.explained_by
  LEFT JOIN staff w ON w.id = n.witness
 ORDER BY n.id;
