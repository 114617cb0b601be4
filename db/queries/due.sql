-- Due: whom to call (practice/due.c), the tries (practice/contact.c), who waits
-- (practice/waiting.c).

-- :name due_of_client
SELECT service, kind, due, last, done, planned FROM client_due WHERE client = :client
 ORDER BY due, service;
