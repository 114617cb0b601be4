-- What came with migration 0029. Frozen.

UPDATE practice SET phone = '020 7946 0000', address = '1 High Street' WHERE id = 1;
UPDATE staff_setting SET printers = 'xterm' WHERE id = 1;
