-- What a backup tells of what it holds.

-- :name check_newest_visit
SELECT max(date) AS date FROM session WHERE status = 'done';
