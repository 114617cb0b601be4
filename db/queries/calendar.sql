-- The calendar: visits with what is shown of them, and what is offered.

-- The visits of the days from :first to :last that take time, with those of the day before
-- that go on into them (:staff 0: everybody's).
-- :name calendar_visits
SELECT s.id, s.version, coalesce(s.joined, s.id) AS coming, s.client, s.service, s.staff,
       s.room, s.status, s.begins, s.treats, s.ends, s.leaves, s.due,
       c.given, c.family, c.preferred, c.alert, c.allergies,
       v.name AS service_name, v.code AS service_code, v.series_count,
       CASE WHEN s.status IN ('booked', 'confirmed', 'here')
            THEN s.screening = 'stops' ELSE 0 END AS stopped,
       CASE WHEN v.series_count IS NOT NULL THEN (SELECT count(*) FROM session d
             WHERE d.client = s.client AND d.date < s.date AND d.status = 'done'
               AND +d.service = s.service) END AS done_before
  FROM visit s
  LEFT JOIN client c ON c.id = s.client
  LEFT JOIN service v ON v.id = s.service
 WHERE s.id IN (SELECT id FROM session WHERE date BETWEEN :first AND :last
                UNION ALL
                SELECT id FROM visit WHERE date = date(:first, '-1 day') AND over_midnight)
   AND s.takes_time AND s.begins IS NOT NULL AND (:staff = 0 OR s.staff = :staff)
 ORDER BY s.begins, s.id;

-- :name calendar_services
SELECT id, name, code, minutes, numbing_minutes, cleanup_minutes FROM service
 WHERE active ORDER BY name COLLATE NOCASE, id;
