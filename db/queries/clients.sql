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

-- At most :most matches are read and sorted (-1: all).
-- :name client_search
SELECT c.id, c.given, c.family, c.preferred, c.phone, c.email, c.born, c.archived,
       s.sessions_done, s.no_shows, s.first_visit, s.last_visit, m.sort_key
  FROM (SELECT k.client, k.sort_key
          FROM client_search f JOIN client_key k ON k.client = f.rowid
         WHERE f.client_search MATCH :match AND k.archived <= :archived
         LIMIT :most) m
  JOIN client c ON c.id = m.client
  LEFT JOIN client_stat s ON s.client = m.client
 WHERE (m.sort_key, m.client) > (coalesce(:after, ''), :after_id)
 ORDER BY m.sort_key, m.client LIMIT :limit;

-- How many match, counted up to :most.
-- :name client_search_count
SELECT count(*) AS n FROM
  (SELECT 1 FROM client_search f JOIN client_key k ON k.client = f.rowid
    WHERE f.client_search MATCH :match AND k.archived <= :archived LIMIT :most);
