-- Reviews: whom one may ask, what came of it.

-- :name review_last_of_client
SELECT max(asked_on) AS asked_on, max(received_at) AS received_at
  FROM review WHERE client = :client;

-- The newest request of a client that no review has followed.
-- :name review_open_request
SELECT * FROM review
 WHERE client = :client AND asked_on IS NOT NULL AND received_at IS NULL
 ORDER BY asked_on DESC, id DESC LIMIT 1;

-- Visits after which everybody may be asked alike; imported ones are left out.
-- :name review_eligible
SELECT count(*) AS n FROM
  (SELECT DISTINCT client, date FROM session
    WHERE date BETWEEN :first AND :last AND status = 'done' AND origin <> 'import'
      AND client IS NOT NULL);

-- Without a reply since that instant, counted up to :most.
-- :name review_unanswered
SELECT count(*) AS n FROM
  (SELECT 1 FROM review
    WHERE received_at >= :since AND reply IS NULL AND replied_at IS NULL LIMIT :most);

-- What a treatment is called.
-- :name review_service_names
SELECT name FROM service;
