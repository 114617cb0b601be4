-- Clients: lists and search. Lists page by key: without search words in the order of
-- the sort keys' index, with words from the search index.

-- From a sort key on, up to but not including :until. Archived ones too with
-- :archived 1: two runs of the same index, merged.
-- :name client_page
SELECT c.id, c.given, c.family, c.preferred, c.phone, c.email, c.born, c.archived,
       s.sessions_done, s.no_shows, s.first_visit, s.last_visit, k.sort_key
  FROM (SELECT client, sort_key FROM client_key
         WHERE archived = 0 AND (sort_key, client) > (coalesce(:after, ''), :after_id)
           AND sort_key < coalesce(:until, x'ff')
        UNION ALL
        SELECT client, sort_key FROM client_key
         WHERE archived = 1 AND :archived = 1
           AND (sort_key, client) > (coalesce(:after, ''), :after_id)
           AND sort_key < coalesce(:until, x'ff')
         ORDER BY sort_key, client LIMIT :limit) k
  JOIN client c ON c.id = k.client
  LEFT JOIN client_stat s ON s.client = k.client
 ORDER BY k.sort_key, k.client;

-- One of them, for who was found by words.
-- :name client_line
SELECT c.id, c.given, c.family, c.preferred, c.phone, c.email, c.born, c.archived,
       s.sessions_done, s.no_shows, s.first_visit, s.last_visit, k.sort_key
  FROM client c JOIN client_key k ON k.client = c.id
  LEFT JOIN client_stat s ON s.client = c.id
 WHERE c.id = :client;

-- What the words find: numbers alone, which is all that the search index has at hand.
-- :name clients_found
SELECT rowid AS id FROM client_search WHERE client_search MATCH :match ORDER BY rowid;

-- :name client_place
SELECT archived, sort_key FROM client_key WHERE client = :client;

-- How many they are, counted up to :most.
-- :name clients_found_count
SELECT count(*) AS n FROM (SELECT 1
  FROM client_search f CROSS JOIN client_key k ON k.client = f.rowid
 WHERE client_search MATCH :match AND k.archived IN (0, :archived) LIMIT :most);
