-- Rows that a change met or left, as H2 selects them.

-- case: the row that an INSERT made
-- role: officer
-- database: h2
SELECT id, email FROM FINAL TABLE (INSERT INTO users (id, email) VALUES (60, ?));
-- becomes
SELECT id, email FROM FINAL TABLE (INSERT INTO users (id, email, "EMAIL_LOOKUP") VALUES (60, ?, ?));
-- parameter 1: encrypted for USERS.EMAIL
-- parameter 2: lookup token of USERS.EMAIL
-- column 2: USERS.EMAIL, decrypted

-- case: all columns of the rows that an INSERT made
SELECT * FROM FINAL TABLE (INSERT INTO users (id, email, phone) VALUES (60, 'new@mail.example', ?), (61, NULL, '+1'));
-- becomes
SELECT "ID", "EMAIL", "PHONE", "FULL_NAME", "CITY", "PLAN", "CREATED_AT" FROM FINAL TABLE (INSERT INTO users (id, email, phone, "EMAIL_LOOKUP") VALUES (60, <USERS.EMAIL>, ?, <lookup token of USERS.EMAIL>), (61, NULL, <USERS.PHONE>, NULL));
-- parameter 2: encrypted for USERS.PHONE
-- column 2: USERS.EMAIL, decrypted
-- column 3: USERS.PHONE, decrypted
-- column 4: USERS.FULL_NAME, decrypted

-- case: the rows before a DELETE
SELECT email AS gone, id FROM OLD TABLE (DELETE FROM users WHERE email = ?);
-- becomes
SELECT email AS gone, id FROM OLD TABLE (DELETE FROM users WHERE "USERS"."EMAIL_LOOKUP" = ?);
-- parameter 1: lookup token of USERS.EMAIL
-- column 1: USERS.EMAIL, decrypted

-- case: the rows before an UPDATE
SELECT full_name FROM OLD TABLE (UPDATE users SET email = ?, phone = NULL WHERE phone = '+15550000001');
-- becomes
SELECT full_name FROM OLD TABLE (UPDATE users SET email = ?, "EMAIL_LOOKUP" = ?, phone = NULL WHERE phone = <USERS.PHONE>);
-- parameter 1: encrypted for USERS.EMAIL
-- parameter 2: lookup token of USERS.EMAIL
-- column 1: USERS.FULL_NAME, decrypted

-- case: the rows after an UPDATE, before the database's own triggers
SELECT phone FROM NEW TABLE (UPDATE users u SET phone = ? WHERE u.email = ?);
-- becomes
SELECT phone FROM NEW TABLE (UPDATE users u SET phone = ? WHERE "U"."EMAIL_LOOKUP" = ?);
-- parameter 1: encrypted for USERS.PHONE
-- parameter 2: lookup token of USERS.EMAIL
-- column 1: USERS.PHONE, decrypted

-- case: the rows that MERGE with KEY left
SELECT email, city FROM FINAL TABLE (MERGE INTO users (id, email) KEY (id) VALUES (60, ?));
-- becomes
SELECT email, city FROM FINAL TABLE (MERGE INTO users (id, email, "EMAIL_LOOKUP") KEY (id) VALUES (60, ?, ?));
-- parameter 1: encrypted for USERS.EMAIL
-- parameter 2: lookup token of USERS.EMAIL
-- column 1: USERS.EMAIL, decrypted

-- case: the rows that MERGE left
SELECT id, email FROM FINAL TABLE (MERGE INTO users u USING contacts c ON u.email = c.email WHEN NOT MATCHED THEN INSERT (id, email) VALUES (c.id + 60, c.email));
-- becomes
SELECT id, email FROM FINAL TABLE (MERGE INTO users u USING contacts c ON "U"."EMAIL_LOOKUP" = "C"."EMAIL_LOOKUP" WHEN NOT MATCHED THEN INSERT (id, email, "EMAIL_LOOKUP") VALUES (c.id + 60, c.email, "C"."EMAIL_LOOKUP"));
-- column 2: USERS.EMAIL, decrypted

-- case: the rows that an INSERT of a list made
SELECT id FROM FINAL TABLE (INSERT INTO users (id, email) SELECT * FROM (VALUES (60, ?)) v(a, b));
-- becomes
SELECT id FROM FINAL TABLE (INSERT INTO users (id, email, "EMAIL_LOOKUP") SELECT "V"."A", "V"."B", "V"."columnveil$form1" FROM (VALUES (60, CAST(? AS VARCHAR), CAST(? AS VARBINARY))) v(a, b, "columnveil$form1"));
-- parameter 1: encrypted for USERS.EMAIL
-- parameter 2: lookup token of USERS.EMAIL

-- case: expressions over the rows that were changed
SELECT id, email = ? AS same, COUNT(phone) FROM FINAL TABLE (INSERT INTO users (id, email) VALUES (60, ?)) GROUP BY id;
-- refused 0AV02 at 1:44: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: comparisons of the rows that were changed
SELECT id, email = ? AS same, phone IS NULL AS none FROM FINAL TABLE (INSERT INTO users (id, email) VALUES (60, ?));
-- becomes
SELECT id, "EMAIL_LOOKUP" = ? AS same, phone IS NULL AS none FROM FINAL TABLE (INSERT INTO users (id, email, "EMAIL_LOOKUP") VALUES (60, ?, ?));
-- parameter 1: lookup token of USERS.EMAIL
-- parameter 2: encrypted for USERS.EMAIL
-- parameter 3: lookup token of USERS.EMAIL

-- case: a function of the rows that were changed
SELECT UPPER(email) FROM FINAL TABLE (INSERT INTO users (id, email) VALUES (60, ?));
-- refused 0AV01 at 1:8: USERS.EMAIL is searchable by equality only; function UPPER cannot be answered (shop.yaml:12:7)
-- instead: To find it in any letter case, add 'normalize: [lowercase]' to its lookup in the policy and compare USERS.EMAIL itself with '='; to show it so, do that in the application

-- case: changed rows under a name
SELECT x.id FROM FINAL TABLE (INSERT INTO users (id, email) VALUES (60, ?)) x;
-- refused 0AV02 at 1:13: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: changed rows that are distinct
SELECT DISTINCT city FROM FINAL TABLE (INSERT INTO users (id, email) VALUES (60, ?));
-- refused 0AV02 at 1:22: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: a lookup column of the rows that were changed
SELECT email_lookup FROM FINAL TABLE (INSERT INTO users (id, email) VALUES (60, ?));
-- refused 42703 at 1:8: column "EMAIL_LOOKUP" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: a computed value in a change that is selected from
SELECT id FROM FINAL TABLE (INSERT INTO users (id, email) VALUES (60, LOWER(?)));
-- refused 0AV06 at 1:71: the value for USERS.EMAIL is computed in the database, where it would be plaintext (shop.yaml:12:7)
-- instead: Compute it in the application and write EMAIL = ?

-- case: changed rows of a plain table
SELECT * FROM FINAL TABLE (INSERT INTO orders (id) VALUES (60));
-- passes

-- case: changed rows without a grant
-- role: stranger
SELECT id, email FROM FINAL TABLE (INSERT INTO users (id, email) VALUES (60, ?));
-- becomes
SELECT id, email FROM FINAL TABLE (INSERT INTO users (id, email, "EMAIL_LOOKUP") VALUES (60, ?, ?));
-- parameter 1: encrypted for USERS.EMAIL
-- parameter 2: lookup token of USERS.EMAIL
-- column 2: USERS.EMAIL, ciphertext: no grant

-- case: a search inside of a change without a grant
SELECT id FROM OLD TABLE (DELETE FROM users WHERE email = ?);
-- refused 42501 at 1:51: this session has no role in the policy, and without one nobody may search USERS.EMAIL (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'search: [USERS.EMAIL]' in a role of this session, or use the column in the select list only
