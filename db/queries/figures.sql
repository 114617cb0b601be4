-- The monthly report on the screen: days for its bars.

-- :name figures_sessions
SELECT date, count(*) AS n FROM session
 WHERE date BETWEEN :first AND :last AND status = 'done' GROUP BY date;

-- :name figures_sales
SELECT r.date, sum(l.amount) AS net
  FROM receipt r CROSS JOIN receipt_line l ON l.receipt = r.id
 WHERE r.date BETWEEN :first AND :last AND r.state = 'closed' GROUP BY r.date;
