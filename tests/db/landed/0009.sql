-- What came with migration 0009. Frozen.

INSERT INTO journal(n, at, who, kind, label, schema, batch, undoes, mac, changes, digest)
VALUES (4, 1700000003, 1, 'change', 'edit client 1', 9, NULL, NULL, zeroblob(64), 1,
 zeroblob(32));
INSERT INTO journal_header(code, tbl, header) VALUES
 ('2', 'client', x'5401'), ('3', 'session', x'5402');
INSERT INTO journal_change(n, i, tbl, row, client, change, mac) VALUES
 (4, 0, '2', 1, 1, x'01', x'');
UPDATE journal_head SET n = 4, mac = zeroblob(32);
