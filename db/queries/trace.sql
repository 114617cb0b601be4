-- Who had a lot, a product, a device, a room or a person: the visits behind them. Each statement
-- but the last is asked about one of them; the others are NULL, which no row has.

-- Zones are those of the lot's own cartridge where a chart has several.
-- :name trace
SELECT s.id AS session, s.date, s.start, s.stopped, s.client AS client_id, c.given, c.family,
       c.preferred, c.phone, c.email, v.name AS service, t.name AS staff,
       h.template, (SELECT group_concat(z, ', ') FROM
          (SELECT n.zone || CASE WHEN n.depth IS NOT NULL
                  THEN printf(' %.2f', n.depth / 100.0) ELSE '' END AS z
             FROM chart_line n
            WHERE n.chart = h.id AND (:lot IS NULL OR n.cartridge IS NULL OR EXISTS
                  (SELECT 1 FROM chart_product q WHERE q.chart = h.id AND q.lot = :lot
                      AND (q.used_as <> 'cartridge' OR q.position = n.cartridge)))
            ORDER BY n.position)) AS zones,
       (SELECT group_concat(a.what || ', grade ' || a.grade, '; ') FROM adverse_event a
         WHERE a.client = s.client AND a.session = s.id) AS events,
       k.outcome AS told, k.at AS told_at
  FROM session s
  LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service
  LEFT JOIN staff t ON t.id = s.staff
  LEFT JOIN chart h ON h.session = s.id
  LEFT JOIN contact k ON k.id =
       (SELECT id FROM contact WHERE client = s.client AND about = 'recall' AND session = s.id
           AND (note = :plan OR note LIKE :like) ORDER BY at DESC, id DESC LIMIT 1)
 WHERE s.id IN (
       SELECT h.session FROM chart_product p JOIN chart h ON h.id = p.chart WHERE p.lot = :lot
       UNION ALL
       SELECT h.session FROM lot l JOIN chart_product p ON p.lot = l.id JOIN chart h ON h.id = p.chart
        WHERE l.product = :product
       UNION ALL SELECT session FROM chart WHERE device = :device
       UNION ALL SELECT id FROM session WHERE device = :device AND date BETWEEN :from AND :to
       UNION ALL SELECT id FROM session WHERE room = :room AND date BETWEEN :from AND :to
       UNION ALL SELECT id FROM session WHERE staff = :staff AND date BETWEEN :from AND :to
       UNION ALL SELECT id FROM session WHERE client = :client AND date BETWEEN :from AND :to
       UNION ALL SELECT :session)
   AND s.date BETWEEN :from AND :to
   AND (s.status IN ('here', 'in_treatment', 'done') OR s.id = :session);

-- Bookings that would use the product: of services whose last hundred visits did.
-- :name trace_bookings
SELECT s.id AS session FROM session s
 WHERE s.status IN ('booked', 'confirmed', 'here', 'in_treatment') AND s.date >= :today
   AND s.service IN (SELECT v.id FROM service v WHERE EXISTS
       (SELECT 1 FROM (SELECT u.id FROM session u
                        WHERE u.service = v.id AND u.date <= :today AND u.status = 'done'
                        ORDER BY u.date DESC LIMIT 100) u
          JOIN chart h ON h.session = u.id
          JOIN chart_product p ON p.chart = h.id
          LEFT JOIN lot l ON l.id = p.lot
         WHERE coalesce(p.product, l.product) = :product));

-- Lots of that number, and what they are of.
-- :name trace_lots
SELECT l.id, p.name FROM lot l JOIN product p ON p.id = l.product
 WHERE l.number = :number COLLATE NOCASE ORDER BY l.number = :number DESC, p.name, l.id;

-- Uses of which nobody wrote down the lot are in no index.
-- :name export_trace_loose
SELECT DISTINCT h.session FROM chart_product p JOIN chart h ON h.id = p.chart
 WHERE p.product = :product AND p.lot IS NULL;
