-- What is signed.

-- The visit that a row belongs to, where its signature stands.
-- :name signed_row
SELECT session, staff, at FROM session_signed
 WHERE session IN (
  SELECT :id WHERE :tbl = 'session' UNION ALL
  SELECT session FROM chart WHERE :tbl = 'chart' AND id = :id UNION ALL
  SELECT c.session FROM chart_line l JOIN chart c ON c.id = l.chart
   WHERE :tbl = 'chart_line' AND l.id = :id UNION ALL
  SELECT c.session FROM chart_product l JOIN chart c ON c.id = l.chart
   WHERE :tbl = 'chart_product' AND l.id = :id UNION ALL
  SELECT session FROM chart WHERE :tbl = 'screening' AND screening = :id UNION ALL
  SELECT session FROM chart WHERE :tbl = 'consent' AND consent = :id)
 LIMIT 1;
