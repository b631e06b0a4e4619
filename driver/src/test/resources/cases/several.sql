-- Several statements in one text.

-- case: several statements, each planned on its own
-- role: officer
-- database: postgresql
SELECT email FROM users WHERE id = ?; UPDATE users SET phone = ? WHERE email = 'a'; SELECT id, total FROM orders; SELECT phone FROM users;
-- becomes
SELECT email FROM users WHERE id = ?; UPDATE users SET phone = ? WHERE "users"."email_lookup" = <lookup token of users.email>; SELECT id, total FROM orders; SELECT phone FROM users;
-- parameter 2: encrypted for users.phone
-- column 1: users.email, decrypted
-- statement 4, column 1: users.phone, decrypted

-- case: several statements in a transaction
BEGIN; INSERT INTO users (id, phone) VALUES (1, ?); COMMIT;
-- becomes
BEGIN; INSERT INTO users (id, phone) VALUES (1, ?); COMMIT;
-- parameter 1: encrypted for users.phone

-- case: a statement after one that changes the role
SET ROLE marketing; SELECT email FROM users;
-- refused 0AV02 at 1:21: this statement touches a protected table, and one before it in the same text may change whose grants or which tables it means
-- instead: Send them one by one

-- case: a statement after a rollback, which may take the role back
ROLLBACK; SELECT email FROM users;
-- refused 0AV02 at 1:11: this statement touches a protected table, and one before it in the same text may change whose grants or which tables it means
-- instead: Send them one by one

-- case: several statements, one of which is refused
SELECT id FROM orders; SELECT id FROM users WHERE email LIKE 'a%';
-- refused 0AV01 at 1:51: users.email is searchable by equality only; LIKE cannot be answered (shop.yaml:12:7)
-- instead: Choose the rows by other columns and match users.email in the application; a whole value is found by '=' or IN

-- case: several statements, none of which is protected
SELECT id FROM orders; DELETE FROM orders;
-- passes

-- case: several statements on H2
-- database: h2
UPDATE users SET phone = ? WHERE id = 1; DELETE FROM users WHERE email = ?;
-- becomes
UPDATE users SET phone = ? WHERE id = 1; DELETE FROM users WHERE "USERS"."EMAIL_LOOKUP" = ?;
-- parameter 1: encrypted for USERS.PHONE
-- parameter 2: lookup token of USERS.EMAIL
