-- What came with migration 0024. Frozen.

UPDATE staff SET room = 1 WHERE id = 1;
INSERT INTO staff_key(id, version, staff, type, key, label, fingerprint, active) VALUES
 (1, 1, 1, 'ssh-ed25519', 'AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f',
 'ana@desk', 'SHA256:ZkAslGjFiUHdGf/WUL8rQvkib4PTvQatUV0OUQSncCA', 0);
