-- The calendar: what is shown of a visit, and what is offered.

-- Of visits whose numbers are in a JSON array.
-- :name calendar_visits
SELECT s.id, s.due, c.given, c.family, c.preferred, c.alert, c.allergies,
       v.name AS service_name, v.code AS service_code, v.series_count,
       CASE WHEN s.status IN ('booked', 'confirmed', 'here')
            THEN s.screening = 'stops' ELSE 0 END AS stopped,
       CASE WHEN v.series_count IS NOT NULL THEN (SELECT count(*) FROM session d
             WHERE d.client = s.client AND d.date < s.date AND d.status = 'done'
               AND +d.service = s.service) END AS done_before
  FROM visit s
  LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service
 WHERE s.id IN (SELECT value FROM json_each(:ids));

-- :name calendar_services
SELECT id, name, code, minutes, numbing_minutes, cleanup_minutes FROM service
 WHERE active ORDER BY name COLLATE NOCASE, id;
