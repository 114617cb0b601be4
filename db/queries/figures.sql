-- The monthly report on the screen: days for its bars.

-- :name figures_sessions
SELECT date, count(*) AS n FROM session
 WHERE date BETWEEN :first AND :last AND status = 'done' GROUP BY date;
