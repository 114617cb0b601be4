-- What came with migration 0026. Frozen.

INSERT INTO client(id, version, family, archived) VALUES (26, 1, 'Lange', 0), (27, 1, 'Lang', 1),
 (28, 1, 'Langer', 0);
INSERT INTO client_merge(id, version, stays, gone, at, staff, ended_at, ended_by) VALUES
 (1, 1, 26, 27, 1776000000, 1, NULL, NULL), (2, 1, 26, 28, 1776000000, 1, 1776000600, 1);
INSERT INTO client_apart(id, version, first, second, at, staff) VALUES
 (1, 1, 26, 28, 1776000600, 1);
