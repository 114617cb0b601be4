-- The newsletter: an address and its consent events, the files for the sender.

-- A client's newsletter state: of the address on the card, else of their newest one.
-- :name newsletter_of_client
SELECT s.id, s.email, s.state,
       (SELECT e.at FROM consent_event e
         WHERE e.subscriber = s.id ORDER BY e.at DESC, e.id DESC LIMIT 1) AS since
  FROM client c JOIN subscriber s ON s.id = coalesce(
       (SELECT x.id FROM subscriber x WHERE x.email = c.email COLLATE NOCASE),
       (SELECT max(y.id) FROM subscriber y WHERE y.client = c.id))
 WHERE c.id = :client;

-- Addresses in a state, in the sender's format.
-- :name export_newsletter_state
SELECT s.email, coalesce(s.given, c.given) AS given, coalesce(s.family, c.family) AS family,
       s.tags,
       (SELECT min(e.at) FROM consent_event e
         WHERE e.subscriber = s.id AND e.state IN ('pending', 'subscribed')) AS opt_in_at,
       (SELECT max(e.at) FROM consent_event e
         WHERE e.subscriber = s.id AND e.state = 'subscribed') AS confirmed_at,
       NULL AS unsubscribed_at, NULL AS reason
  FROM subscriber s LEFT JOIN client c ON c.id = s.client
 WHERE s.state = :state AND s.email NOT LIKE '%@erased.invalid' ORDER BY s.id;

-- Addresses whose newest state is an opt-out made by an entry after :since.
-- :name export_newsletter_remove
SELECT s.email, coalesce(s.given, c.given) AS given, coalesce(s.family, c.family) AS family,
       s.tags, NULL AS opt_in_at, NULL AS confirmed_at, e.at AS unsubscribed_at, e.reason
  FROM consent_event e JOIN subscriber s ON s.id = e.subscriber
  LEFT JOIN client c ON c.id = s.client
 WHERE e.version > :since AND e.state = 'unsubscribed' AND s.state = 'unsubscribed'
   AND s.email NOT LIKE '%@erased.invalid'
   AND NOT EXISTS (SELECT 1 FROM consent_event n
        WHERE n.subscriber = e.subscriber AND (n.at, n.id) > (e.at, e.id))
 ORDER BY e.id;

-- The opt-outs that stand, the newest first: whoever reads stops at the first that is
-- not after the last file, as events are numbered in the order of their entries.
-- :name newsletter_opt_outs
SELECT e.version, e.at FROM kept_opt_out o JOIN consent_event e ON e.id = o.event
 WHERE o.event < :before ORDER BY o.event DESC;

-- How many addresses are in each state.
-- :name newsletter_states
SELECT substr(name, length('subscriber ') + 1) AS state, n FROM kept_total
 WHERE name >= 'subscriber ' AND name < 'subscriber!';

-- How many more were subscribed at :until than at :from.
-- :name newsletter_change
SELECT coalesce(sum(n), 0) AS n FROM kept_subscribed
 WHERE slot >= :from / 900 AND slot < :until / 900;

-- The last file of those to remove, among the newest 100,000 entries: an older one
-- counts as none, and the next file then holds everybody who opted out.
-- :name newsletter_taken
SELECT at, CAST(substr(label, length('took newsletter remove ') + 1) AS INTEGER) AS upto
  FROM journal
 WHERE n > (SELECT n FROM journal_head WHERE id = 1) - 100000
   AND kind = 'export' AND label LIKE 'took newsletter remove %'
 ORDER BY n DESC LIMIT 1;

-- For the undo of entry :n: did it record an event of this address; which entry
-- recorded the newest one, and the batch of that entry, or of what it undid; the state
-- without the batch and without what its undo, from entry :began on, has recorded.
-- :name undo_consent
SELECT EXISTS (SELECT 1 FROM consent_event t
         WHERE t.subscriber = e.subscriber AND t.version = :n) AS told,
       e.version AS newest, e.at, j.batch, u.batch AS undone_batch,
       (SELECT b.state FROM consent_event b LEFT JOIN journal o ON o.n = b.version
         WHERE b.subscriber = e.subscriber AND o.batch IS NOT :batch
           AND (b.version < :began OR o.undoes IS NULL)
         ORDER BY b.at DESC, b.id DESC LIMIT 1) AS back
  FROM consent_event e LEFT JOIN journal j ON j.n = e.version
  LEFT JOIN journal u ON u.n = j.undoes
 WHERE e.subscriber = :subscriber ORDER BY e.at DESC, e.id DESC LIMIT 1;
