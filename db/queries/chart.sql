-- Charts: what a treatment was, where, how deep and with what.

-- :name chart_template_there
SELECT EXISTS (SELECT 1 FROM chart_template WHERE code = :code) AS there;

-- :name device_labels
SELECT * FROM device_label WHERE device = :device AND active ORDER BY id;

-- :name chart_of_session
SELECT * FROM chart WHERE session = :session;

-- :name chart_lines
SELECT * FROM chart_line WHERE chart = :chart ORDER BY position, id;

-- :name chart_products
SELECT * FROM chart_product WHERE chart = :chart ORDER BY position, id;

-- :name chart_line_delete
DELETE FROM chart_line WHERE id = :id;

-- :name chart_product_delete
DELETE FROM chart_product WHERE id = :id;

-- :name chart_photos
SELECT count(*) AS n FROM attachment WHERE session = :session AND kind IN ('before', 'after');

-- A client's charts by a template before a visit, the newest first, and what was told of
-- the last follow-up.
-- :name chart_past
SELECT c.*, s.date, f.name AS by,
       (SELECT coalesce(u.note, u.outcome) FROM follow_up u
         WHERE u.session = s.id AND u.done_on IS NOT NULL ORDER BY u.done_on DESC LIMIT 1)
         AS healed
  FROM session s JOIN chart c ON c.session = s.id
  JOIN chart_template t ON t.id = c.template AND t.code = :code
  LEFT JOIN staff f ON f.id = s.staff
 WHERE s.client = :client AND s.date <= :date
   AND (s.date < :date OR coalesce(s.start, 0) < :start)
 ORDER BY s.date DESC, s.start DESC;

-- Lots that may be used on a day, of a kind of product (NULL: any).
-- :name chart_lots
SELECT lot.id, lot.product, lot.number, lot.expires, p.name, s.on_hand
  FROM product p JOIN lot ON lot.product = p.id JOIN lot_stock s ON s.lot = lot.id
 WHERE p.active AND lot.active AND lot.recalled_on IS NULL
   AND (:kind IS NULL OR p.kind = :kind) AND (lot.expires IS NULL OR lot.expires >= :on)
   AND s.on_hand > 0
 ORDER BY lot.expires IS NULL, lot.expires, lot.id;

-- Every lot of a kind of product, what ends first before the others.
-- :name preflight_lots
SELECT lot.number, lot.expires, lot.recalled_on, p.name, s.on_hand
  FROM product p JOIN lot ON lot.product = p.id JOIN lot_stock s ON s.lot = lot.id
 WHERE p.active AND lot.active AND p.kind = :kind
 ORDER BY lot.expires IS NULL, lot.expires, lot.id;

-- :name chart_lot_named
SELECT lot.id, lot.product FROM lot JOIN product p ON p.id = lot.product
 WHERE lot.number = :number AND (:kind IS NULL OR p.kind = :kind);

-- The day on which another chart used the piece of that number.
-- :name chart_serial_used
SELECT s.date FROM chart_product u JOIN chart c ON c.id = u.chart JOIN session s ON s.id = c.session
 WHERE u.product = :product AND u.serial = :serial AND u.chart <> :chart LIMIT 1;

-- The newest edition of an aftercare sheet.
-- :name chart_sheet
SELECT id FROM document WHERE code = :code AND kind = 'aftercare' AND state = 'published'
 ORDER BY edition DESC, id LIMIT 1;
