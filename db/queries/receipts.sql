-- Receipts: one with its rows, its number, lists, sums of a client and of a day.

-- :name receipt_lines
SELECT * FROM receipt_line WHERE receipt = :receipt ORDER BY position, id;

-- :name receipt_payments
SELECT * FROM payment WHERE receipt = :receipt ORDER BY id;

-- Services and products that a tax is not charged on.
-- :name receipt_exempt
SELECT 0 AS product, id, taxed, taxed2 FROM service WHERE taxed = 0 OR taxed2 = 0
UNION ALL
SELECT 1 AS product, id, taxed, taxed2 FROM product WHERE taxed = 0 OR taxed2 = 0;

-- :name receipt_line_delete
DELETE FROM receipt_line WHERE id = :id;

-- :name receipt_payment_delete
DELETE FROM payment WHERE id = :id;

-- The highest number given here.
-- :name receipt_number_last
SELECT CAST(number AS INTEGER) AS n FROM receipt
 WHERE origin = 'here' AND number IS NOT NULL
 ORDER BY CAST(number AS INTEGER) DESC LIMIT 1;

-- The open receipt of a client: of that day, else the newest.
-- :name receipt_open
SELECT id FROM receipt
 WHERE client = :client AND state = 'open' AND origin = 'here' AND entered_at IS NULL
 ORDER BY date = :day DESC, date DESC, id DESC LIMIT 1;

-- That of a past day that was written on paper.
-- :name receipt_open_on_paper
SELECT id FROM receipt
 WHERE client = :client AND date = :day AND state = 'open' AND entered_at IS NOT NULL
 ORDER BY id DESC LIMIT 1;

-- Another one of that day with that number on paper.
-- :name receipt_of_paper
SELECT number, state FROM receipt
 WHERE date = :date AND paper_number = :paper AND id <> :but AND state <> 'void' LIMIT 1;

-- Open ones of any day, the newest first.
-- :name receipt_parked
SELECT r.id, r.version, r.client, c.given, c.family, c.preferred,
       (SELECT coalesce(sum(l.amount + l.tax + l.tax2), 0)
          FROM receipt_line l WHERE l.receipt = r.id) AS total,
       (SELECT coalesce(sum(y.amount), 0) FROM payment y WHERE y.receipt = r.id) AS paid
  FROM receipt r LEFT JOIN client c ON c.id = r.client
 WHERE r.state = 'open' AND r.date >= ''
 ORDER BY r.date DESC, r.id DESC LIMIT :most;

-- A client's visits of a day that nobody has written a receipt for.
-- :name receipt_visits
SELECT s.id FROM session s
 WHERE s.client = :client AND s.date = :day AND s.status IN ('in_treatment', 'done')
   AND NOT EXISTS (SELECT 1 FROM receipt_line l JOIN receipt r ON r.id = l.receipt
                    WHERE l.session = s.id AND r.state <> 'void')
 ORDER BY s.start, s.id;

-- Another receipt that a visit is on.
-- :name receipt_of_session
SELECT r.* FROM receipt_line l JOIN receipt r ON r.id = l.receipt
 WHERE l.session = :session AND r.id <> :but AND r.state <> 'void' LIMIT 1;

-- Those of a client from a day on, for a receipt that was begun then; what an import
-- brought was paid elsewhere.
-- :name receipt_visits_since
SELECT s.id FROM session s
 WHERE s.client = :client AND s.date >= :day AND s.status IN ('in_treatment', 'done')
   AND s.origin <> 'import'
   AND NOT EXISTS (SELECT 1 FROM receipt_line l JOIN receipt r ON r.id = l.receipt
                    WHERE l.session = s.id AND r.state <> 'void')
 ORDER BY s.date, s.start, s.id;

-- Visits that were cancelled late or missed, whose fee is on no receipt.
-- :name receipt_late_fees
SELECT s.id FROM session s
 WHERE s.client = :client AND s.date >= :day AND s.late_fee > 0
   AND s.status IN ('cancelled', 'no_show')
   AND NOT EXISTS (SELECT 1 FROM receipt_line l JOIN receipt r ON r.id = l.receipt
                    WHERE l.session = s.id AND r.state <> 'void')
 ORDER BY s.date, s.start, s.id;

-- The refunds of a receipt that stand.
-- :name receipt_refunds
SELECT id FROM receipt WHERE corrects = :receipt AND state = 'closed' ORDER BY id;

-- Newest first, from :after and :after_id on.
-- :name receipt_page
SELECT r.id, r.version, r.client, r.number, r.date, r.state, r.origin, r.note,
       (SELECT coalesce(sum(l.amount + l.tax + l.tax2), 0)
          FROM receipt_line l WHERE l.receipt = r.id) AS total,
       (SELECT sum(y.amount) FROM payment y WHERE y.receipt = r.id) AS paid
  FROM receipt r
 WHERE r.client = :client AND (r.date, r.id) < (coalesce(:after, '9999-99'), :after_id)
 ORDER BY r.date DESC, r.id DESC LIMIT :limit;

-- :name receipt_page_all
SELECT r.id, r.version, r.client, r.number, r.date, r.state, r.origin, r.note,
       (SELECT coalesce(sum(l.amount + l.tax + l.tax2), 0)
          FROM receipt_line l WHERE l.receipt = r.id) AS total,
       (SELECT sum(y.amount) FROM payment y WHERE y.receipt = r.id) AS paid
  FROM receipt r
 WHERE (r.date, r.id) < (coalesce(:after, '9999-99'), :after_id)
 ORDER BY r.date DESC, r.id DESC LIMIT :limit;

-- The receipts of a day that were written here.
-- :name takings_receipts
SELECT r.state, r.corrects IS NOT NULL AS refund, coalesce(sum(l.amount), 0) AS net,
       coalesce(sum(l.tax), 0) AS tax, coalesce(sum(l.tax2), 0) AS tax2
  FROM receipt r LEFT JOIN receipt_line l ON l.receipt = r.id
 WHERE r.date = :day AND r.origin = 'here'
 GROUP BY r.id;

-- What was paid on a day; `own`: for a receipt that was closed on it.
-- :name takings_payments
SELECT y.method, y.amount, r.state = 'closed' AND r.date = :day AS own
  FROM payment y JOIN receipt r ON r.id = y.receipt
 WHERE y.date = :day AND r.origin = 'here';
