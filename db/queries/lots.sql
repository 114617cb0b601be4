-- Lots of products, and how many are on hand.

-- :name lot_named
SELECT id FROM lot WHERE product = :product AND number = :number;

-- :name lot_on_hand
SELECT on_hand FROM lot_stock WHERE lot = :lot;

-- Those in force, and what is left of all lots of the product together.
-- :name stock_list
SELECT p.id AS product_id, p.name AS product, lot.number, lot.expires, lot.recalled_on, p.reorder_at,
       s.on_hand,
       sum(s.on_hand) FILTER (WHERE lot.recalled_on IS NULL) OVER (PARTITION BY p.id) AS together
  FROM product p JOIN lot ON lot.product = p.id JOIN lot_stock s ON s.lot = lot.id
 WHERE lot.active
 ORDER BY p.name COLLATE NOCASE, p.id, lot.expires IS NULL, lot.expires, lot.number;

-- The page Lots: by product, then the lot that expires first.
-- :name page_lot_ahead
SELECT id, key FROM
  (SELECT lot.id, (1 - lot.active) || printf('%s %08d ', lower(p.name), p.id) || coalesce(lot.expires, '~')
          || lot.number AS key
     FROM product p JOIN lot ON lot.product = p.id WHERE lot.active OR :all)
 WHERE (key, id) > (coalesce(:key, ''), :id) ORDER BY key, id LIMIT :limit;

-- :name page_lot_back
SELECT id, key FROM
  (SELECT lot.id, (1 - lot.active) || printf('%s %08d ', lower(p.name), p.id) || coalesce(lot.expires, '~')
          || lot.number AS key
     FROM product p JOIN lot ON lot.product = p.id WHERE lot.active OR :all)
 WHERE (key, id) < (coalesce(:key, x'ff'), :id) ORDER BY key DESC, id DESC LIMIT :limit;

-- :name page_lot_row
SELECT lot.version, (1 - lot.active) || printf('%s %08d ', lower(p.name), p.id) ||
       coalesce(lot.expires, '~') || lot.number AS key, 1 - lot.active AS off, p.name AS product,
       lot.number, lot.expires, lot.recalled_on, s.on_hand
  FROM lot JOIN product p ON p.id = lot.product JOIN lot_stock s ON s.lot = lot.id
 WHERE lot.id = :id AND (lot.active OR :all);

-- What came in and went out of one lot, the newest first.
-- :name page_lot_moves_ahead
SELECT id, date AS key FROM lot_move
 WHERE lot = :of AND (date, id) < (coalesce(:key, x'ff'), :id)
 ORDER BY date DESC, id DESC LIMIT :limit;

-- :name page_lot_moves_back
SELECT id, date AS key FROM lot_move
 WHERE lot = :of AND (date, id) > (coalesce(:key, ''), :id) ORDER BY date, id LIMIT :limit;

-- :name page_lot_moves_row
SELECT version, date AS key, date, kind, quantity, counted, staff, note FROM lot_move
 WHERE id = :id AND lot = :of;
