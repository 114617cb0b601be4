-- Visits that wait for what becomes of them, so that those of past days are found
-- among a million that have an outcome.
CREATE INDEX session_open ON session(date, start)
 WHERE status IN ('booked', 'confirmed', 'here', 'in_treatment');
