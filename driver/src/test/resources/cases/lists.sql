-- Lists of values that come with the statement: they are encrypted where the list holds them, and a
-- further column of the list carries the lookup tokens.

-- case: INSERT of all columns of a list
INSERT INTO users (id, email) SELECT * FROM (VALUES (CAST(? AS bigint), ?), (61, 'new@mail.example')) v(a, b);
-- becomes
INSERT INTO users (id, email, "email_lookup") SELECT "v"."a", "v"."b", "v"."columnveil$form1" FROM (VALUES (CAST(? AS bigint), ?, CAST(? AS bytea)), (61, <users.email>, CAST(<lookup token of users.email> AS bytea))) v(a, b, "columnveil$form1");
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email

-- case: INSERT of a list's columns by name, where no row has the value yet
INSERT INTO users (id, email, phone) SELECT v.id, v.mail, v.phone FROM (VALUES (60, ?, ?)) v(id, mail, phone) WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.email = v.mail);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") SELECT v.id, v.mail, v.phone, "v"."columnveil$form1" FROM (VALUES (60, ?, ?, CAST(? AS bytea))) v(id, mail, phone, "columnveil$form1") WHERE NOT EXISTS (SELECT 1 FROM users u WHERE "u"."email_lookup" = "v"."columnveil$form1");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone
-- parameter 3: lookup token of users.email

-- case: INSERT of a list that lacks the names of its columns
INSERT INTO users (id, email) SELECT column1, column2 FROM (VALUES (60, ?)) v;
-- becomes
INSERT INTO users (id, email, "email_lookup") SELECT column1, column2, "v"."column3" FROM (VALUES (60, ?, CAST(? AS bytea))) v;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: INSERT of parameters, where no row has the value yet
INSERT INTO users (id, email) SELECT 60, ? WHERE NOT EXISTS (SELECT 1 FROM users WHERE email = ?);
-- becomes
INSERT INTO users (id, email, "email_lookup") SELECT 60, ?, ? WHERE NOT EXISTS (SELECT 1 FROM users WHERE "users"."email_lookup" = ?);
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email
-- parameter 3: lookup token of users.email

-- case: INSERT of a list in WITH
WITH v(id, mail) AS (VALUES (60, ?), (61, NULL)) INSERT INTO users (id, email) SELECT id, mail FROM v;
-- becomes
WITH v(id, mail, "columnveil$form1") AS (VALUES (60, ?, CAST(? AS bytea)), (61, NULL, CAST(NULL AS bytea))) INSERT INTO users (id, email, "email_lookup") SELECT id, mail, "v"."columnveil$form1" FROM v;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: INSERT of selected values in WITH
WITH v AS (SELECT 60 AS id, ? AS mail, ? AS name) INSERT INTO users (id, email, full_name) SELECT * FROM v;
-- becomes
WITH v AS (SELECT 60 AS id, ? AS mail, ? AS name, CAST(? AS bytea) AS "columnveil$form1") INSERT INTO users (id, email, full_name, "email_lookup") SELECT "v"."id", "v"."mail", "v"."name", "v"."columnveil$form1" FROM v;
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.full_name
-- parameter 3: lookup token of users.email

-- case: UPDATE of many rows from a list
UPDATE users SET email = v.mail, phone = v.phone, city = v.city FROM (VALUES (1, ?, '+15557', 'Rome'), (2, ?, ?, 'Oslo')) v(id, mail, phone, city) WHERE users.id = v.id;
-- becomes
UPDATE users SET email = v.mail, "email_lookup" = "v"."columnveil$form1", phone = v.phone, city = v.city FROM (VALUES (1, ?, <users.phone>, 'Rome', CAST(? AS bytea)), (2, ?, ?, 'Oslo', CAST(? AS bytea))) v(id, mail, phone, city, "columnveil$form1") WHERE users.id = v.id;
-- parameter 1: encrypted for users.email
-- parameter 3: lookup token of users.email
-- parameter 4: encrypted for users.email
-- parameter 5: encrypted for users.phone
-- parameter 6: lookup token of users.email

-- case: UPDATE of rows that are found by a list
UPDATE users u SET city = v.city FROM (VALUES (?, 'Rome')) v(mail, city) WHERE u.email = v.mail;
-- becomes
UPDATE users u SET city = v.city FROM (VALUES (CAST(? AS bytea), 'Rome')) v(mail, city) WHERE "u"."email_lookup" = v.mail;
-- parameter 1: lookup token of users.email

-- case: UPDATE that finds and stores values of one list
UPDATE contacts SET email = v.fresh FROM (VALUES (?, ?)) AS v(mail, fresh) WHERE contacts.email = v.mail;
-- becomes
UPDATE contacts SET email = v.fresh, "email_lookup" = "v"."columnveil$form1" FROM (VALUES (CAST(? AS bytea), ?, CAST(? AS bytea))) AS v(mail, fresh, "columnveil$form1") WHERE "contacts"."email_lookup" = v.mail;
-- parameter 1: lookup token of contacts.email
-- parameter 2: encrypted for contacts.email
-- parameter 3: lookup token of contacts.email

-- case: UPDATE from a list where it holds a value
UPDATE users SET email = COALESCE(v.mail, users.email) FROM (VALUES (1, ?)) v(id, mail) WHERE users.id = v.id;
-- becomes
UPDATE users SET email = COALESCE(v.mail, users.email), "email_lookup" = COALESCE("v"."columnveil$form1", "users"."email_lookup") FROM (VALUES (1, ?, CAST(? AS bytea))) v(id, mail, "columnveil$form1") WHERE users.id = v.id;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: DELETE of rows that a list names
DELETE FROM contacts c USING (VALUES ('ann@mail.example'), (?)) v(mail) WHERE c.email = v.mail;
-- becomes
DELETE FROM contacts c USING (VALUES (CAST(<lookup token of contacts.email> AS bytea)), (CAST(? AS bytea))) v(mail) WHERE "c"."email_lookup" = v.mail;
-- parameter 2: lookup token of contacts.email

-- case: MERGE of a list, as upsert
MERGE INTO users t USING (VALUES (?, ?)) s(a, b) ON t.email = s.a WHEN MATCHED THEN UPDATE SET full_name = s.b WHEN NOT MATCHED THEN INSERT (id, email, full_name) VALUES (60, s.a, s.b);
-- becomes
MERGE INTO users t USING (VALUES (?, ?, CAST(? AS bytea))) s(a, b, "columnveil$form1") ON "t"."email_lookup" = "s"."columnveil$form1" WHEN MATCHED THEN UPDATE SET full_name = s.b WHEN NOT MATCHED THEN INSERT (id, email, full_name, "email_lookup") VALUES (60, s.a, s.b, "s"."columnveil$form1");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.full_name
-- parameter 3: lookup token of users.email

-- case: MERGE of selected values, as upsert
MERGE INTO users t USING (SELECT CAST(? AS bigint) AS id, ? AS mail, ? AS phone) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET email = s.mail, phone = s.phone WHEN NOT MATCHED THEN INSERT (id, email, phone) VALUES (s.id, s.mail, s.phone);
-- becomes
MERGE INTO users t USING (SELECT CAST(? AS bigint) AS id, ? AS mail, ? AS phone, CAST(? AS bytea) AS "columnveil$form1") s ON t.id = s.id WHEN MATCHED THEN UPDATE SET email = s.mail, "email_lookup" = "s"."columnveil$form1", phone = s.phone WHEN NOT MATCHED THEN INSERT (id, email, phone, "email_lookup") VALUES (s.id, s.mail, s.phone, "s"."columnveil$form1");
-- parameter 2: encrypted for users.email
-- parameter 3: encrypted for users.phone
-- parameter 4: lookup token of users.email

-- case: MERGE by a deterministic column
MERGE INTO users t USING (VALUES (?, 'x')) s(phone, plan) ON t.phone = s.phone WHEN MATCHED THEN UPDATE SET plan = s.plan WHEN NOT MATCHED THEN INSERT (id, phone, plan) VALUES (60, s.phone, s.plan);
-- becomes
MERGE INTO users t USING (VALUES (?, 'x', ?)) s(phone, plan, "columnveil$form1") ON t.phone = "s"."columnveil$form1" WHEN MATCHED THEN UPDATE SET plan = s.plan WHEN NOT MATCHED THEN INSERT (id, phone, plan) VALUES (60, s.phone, s.plan);
-- parameter 1: encrypted for users.phone
-- parameter 2: encrypted to be compared with users.phone

-- case: rows joined with a list
SELECT u.id, u.email FROM users u JOIN (VALUES ('ann@mail.example'), (?)) v(mail) ON u.email = v.mail;
-- becomes
SELECT u.id, u.email FROM users u JOIN (VALUES (CAST(<lookup token of users.email> AS bytea)), (CAST(? AS bytea))) v(mail) ON "u"."email_lookup" = v.mail;
-- parameter 2: lookup token of users.email
-- column 2: users.email, decrypted

-- case: rows that are in a list
SELECT id FROM users WHERE email IN (VALUES (?), ('ann@mail.example'));
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" IN (VALUES (CAST(? AS bytea)), (CAST(<lookup token of users.email> AS bytea)));
-- parameter 1: lookup token of users.email

-- case: rows that are in a list, by a deterministic column
SELECT id FROM users WHERE phone IN (SELECT v.p FROM (VALUES (?), ('+15550000001')) v(p));
-- becomes
SELECT id FROM users WHERE phone IN (SELECT v.p FROM (VALUES (?), (<users.phone>)) v(p));
-- parameter 1: encrypted to be compared with users.phone

-- case: rows compared with one selected value
SELECT id FROM users WHERE email = (SELECT ?);
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" = (SELECT CAST(? AS bytea));
-- parameter 1: lookup token of users.email

-- case: a list through two subqueries
SELECT u.id FROM users u JOIN (SELECT w.m FROM (SELECT v.mail AS m FROM (VALUES (1, ?)) v(id, mail)) w) x ON u.email = x.m;
-- becomes
SELECT u.id FROM users u JOIN (SELECT w.m FROM (SELECT v.mail AS m FROM (VALUES (1, CAST(? AS bytea))) v(id, mail)) w) x ON "u"."email_lookup" = x.m;
-- parameter 1: lookup token of users.email

-- case: a list of UNION ALL
SELECT u.id FROM users u JOIN (SELECT ? AS mail UNION ALL SELECT 'ann@mail.example') v ON u.email = v.mail;
-- becomes
SELECT u.id FROM users u JOIN (SELECT CAST(? AS bytea) AS mail UNION ALL SELECT CAST(<lookup token of users.email> AS bytea)) v ON "u"."email_lookup" = v.mail;
-- parameter 1: lookup token of users.email

-- case: a list whose NULL is found
SELECT v.id FROM (VALUES (1, ?), (2, NULL)) v(id, mail) LEFT JOIN users u ON u.email = v.mail WHERE v.mail IS NULL OR u.id IS NULL;
-- becomes
SELECT v.id FROM (VALUES (1, CAST(? AS bytea)), (2, CAST(NULL AS bytea))) v(id, mail) LEFT JOIN users u ON "u"."email_lookup" = v.mail WHERE v.mail IS NULL OR u.id IS NULL;
-- parameter 1: lookup token of users.email

-- case: a list's values compared and shown
SELECT v.mail FROM (VALUES (?)) v(mail) JOIN users u ON u.email = v.mail;
-- refused 0AV06 at 1:8: the values of this list are encrypted for users.email where they stand, so they cannot be used as plaintext here (shop.yaml:12:7)
-- instead: Write the value a second time in the list, or use a parameter here

-- case: a list's values stored in a protected and in a plain column
INSERT INTO users (id, email, city) SELECT 60, v.a, v.a FROM (VALUES (?)) v(a);
-- refused 0AV06 at 1:53: the values of this list are encrypted for users.email where they stand, so they cannot be used as plaintext here (shop.yaml:12:7)
-- instead: Write the value a second time in the list, or use a parameter here

-- case: a list's values stored and given to a function
INSERT INTO users (id, email) SELECT length(v.a), v.a FROM (VALUES (?)) v(a);
-- refused 0AV06 at 1:45: the values of this list are encrypted for users.email where they stand, so they cannot be used as plaintext here (shop.yaml:12:7)
-- instead: Write the value a second time in the list, or use a parameter here

-- case: a list's values stored for two domains
INSERT INTO users (id, email, phone) SELECT 60, v.a, v.a FROM (VALUES (?)) v(a);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") SELECT 60, v.a, "v"."columnveil$form2", "v"."columnveil$form1" FROM (VALUES (?, CAST(? AS bytea), ?)) v(a, "columnveil$form1", "columnveil$form2");
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email
-- parameter 3: encrypted for users.phone

-- case: a list one of whose values is computed
INSERT INTO users (id, email) SELECT 60, v.a FROM (VALUES (?), (lower(?))) v(a);
-- refused 0AV06 at 1:31: the value for users.email is computed in the database, where it would be plaintext (shop.yaml:12:7)
-- instead: Compute it in the application and write email = ?

-- case: a list of numbers and strings for a column of text
INSERT INTO users (id, phone) SELECT * FROM (VALUES (60, '007'), (61, 5)) v(a, b);
-- refused 0AV06 at 1:31: the value for users.phone is computed in the database, where it would be plaintext (shop.yaml:19:7)
-- instead: Compute it in the application and write phone = ?

-- case: a list's distinct values
INSERT INTO users (id, email) SELECT DISTINCT 60, v.a FROM (VALUES (?), (?)) v(a);
-- refused 0AV02 at 1:31: this statement touches users.email, and a grouped or distinct query for a column with a lookup is not understood there
-- instead: Write each value once, without DISTINCT and GROUP BY

-- case: a list's values in order
INSERT INTO users (id, email) SELECT 60, v.a FROM (VALUES (?), (?)) v(a) ORDER BY v.a LIMIT 1;
-- refused 0AV06 at 1:31: the value for users.email is computed in the database, where it would be plaintext (shop.yaml:12:7)
-- instead: Compute it in the application and write email = ?

-- case: the first of a list in its order
INSERT INTO users (id, full_name) SELECT 60, v.a FROM (VALUES (?), (?) ORDER BY 1 LIMIT 1) v(a);
-- refused 0AV02 at 1:72: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: fewer names than the list has columns
INSERT INTO users (id, email) SELECT v.a, column2 FROM (VALUES (60, ?)) v(a);
-- refused 0AV06 at 1:43: the values for users.email come out of a list in a way in which its lookup tokens cannot come with them (shop.yaml:12:7)
-- instead: Name every column of the list after its alias, and use the list itself here

-- case: fewer names than the list has columns, for a column without a lookup
INSERT INTO users (id, full_name) SELECT v.a, column2 FROM (VALUES (60, ?)) v(a);
-- becomes
INSERT INTO users (id, full_name) SELECT v.a, column2 FROM (VALUES (60, ?)) v(a);
-- parameter 1: encrypted for users.full_name

-- case: a list compared with a column that cannot be searched
SELECT u.id FROM users u JOIN (VALUES (?)) v(n) ON u.full_name = v.n;
-- refused 0AV01 at 1:52: users.full_name is encrypted without a way to search it; '=' cannot be answered (shop.yaml:21:7)
-- instead: To search it, add 'lookup: { column: full_name_lookup }' to users.full_name in the policy, or use 'scheme: deterministic'

-- case: a list for a plain column
SELECT u.email FROM users u JOIN (VALUES (?)) v(c) ON u.city = v.c;
-- becomes
SELECT u.email FROM users u JOIN (VALUES (?)) v(c) ON u.city = v.c;
-- column 1: users.email, decrypted

-- case: a list whose cast would change the values
INSERT INTO users (id, email) SELECT 60, v.a FROM (VALUES (CAST(? AS varchar(5)))) v(a);
-- refused 0AV01 at 1:60: a value for users.email is encrypted before it reaches the database, where the cast to VARCHAR (5) would change it
-- instead: Cast to varchar(320) or to no type at all

-- case: a list grouped by position
INSERT INTO users (id, full_name) SELECT 60, v.a FROM (VALUES (?), (?)) v(a) GROUP BY 2;
-- refused 0AV06 at 1:35: the value for users.full_name is computed in the database, where it would be plaintext (shop.yaml:21:7)
-- instead: Compute it in the application and write full_name = ?

-- case: a list is searched without a grant
-- role: stranger
SELECT u.id FROM users u JOIN (VALUES (?)) v(mail) ON u.email = v.mail;
-- refused 42501 at 1:55: this session has no role in the policy, and without one nobody may search users.email (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'search: [users.email]' in a role of this session, or use the column in the select list only

-- case: a list is stored without a grant
INSERT INTO users (id, email) SELECT * FROM (VALUES (60, ?)) v(a, b);
-- becomes
INSERT INTO users (id, email, "email_lookup") SELECT "v"."a", "v"."b", "v"."columnveil$form1" FROM (VALUES (60, ?, CAST(? AS bytea))) v(a, b, "columnveil$form1");
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: MERGE of a list on H2
-- role: officer
-- database: h2
MERGE INTO users t USING (VALUES (?, ?)) s(a, b) ON t.email = s.a WHEN MATCHED THEN UPDATE SET full_name = s.b WHEN NOT MATCHED THEN INSERT (id, email, full_name) VALUES (60, s.a, s.b);
-- becomes
MERGE INTO users t USING (VALUES (CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS VARBINARY))) s(a, b, "columnveil$form1") ON "T"."EMAIL_LOOKUP" = "S"."columnveil$form1" WHEN MATCHED THEN UPDATE SET full_name = s.b WHEN NOT MATCHED THEN INSERT (id, email, full_name, "EMAIL_LOOKUP") VALUES (60, s.a, s.b, "S"."columnveil$form1");
-- parameter 1: encrypted for USERS.EMAIL
-- parameter 2: encrypted for USERS.FULL_NAME
-- parameter 3: lookup token of USERS.EMAIL

-- case: MERGE of selected values on H2
MERGE INTO users t USING (SELECT CAST(? AS VARCHAR) AS a, CAST(? AS VARCHAR) AS b FROM dual) s ON t.email = s.a WHEN NOT MATCHED THEN INSERT (id, email, full_name) VALUES (60, s.a, s.b);
-- becomes
MERGE INTO users t USING (SELECT CAST(? AS VARCHAR) AS a, CAST(? AS VARCHAR) AS b, CAST(? AS VARBINARY) AS "columnveil$form1" FROM dual) s ON "T"."EMAIL_LOOKUP" = "S"."columnveil$form1" WHEN NOT MATCHED THEN INSERT (id, email, full_name, "EMAIL_LOOKUP") VALUES (60, s.a, s.b, "S"."columnveil$form1");
-- parameter 1: encrypted for USERS.EMAIL
-- parameter 2: encrypted for USERS.FULL_NAME
-- parameter 3: lookup token of USERS.EMAIL

-- case: INSERT of a list on H2
INSERT INTO users (id, email) SELECT * FROM (VALUES (60, ?), (61, 'new@mail.example')) v(a, b);
-- becomes
INSERT INTO users (id, email, "EMAIL_LOOKUP") SELECT "V"."A", "V"."B", "V"."columnveil$form1" FROM (VALUES (60, CAST(? AS VARCHAR), CAST(? AS VARBINARY)), (61, CAST(<USERS.EMAIL> AS VARCHAR), CAST(<lookup token of USERS.EMAIL> AS VARBINARY))) v(a, b, "columnveil$form1");
-- parameter 1: encrypted for USERS.EMAIL
-- parameter 2: lookup token of USERS.EMAIL

-- case: INSERT of a list that lacks names on H2
INSERT INTO users (id, email) SELECT C1, C2 FROM (VALUES (60, ?)) v;
-- becomes
INSERT INTO users (id, email, "EMAIL_LOOKUP") SELECT C1, C2, "V"."C3" FROM (VALUES (60, CAST(? AS VARCHAR), CAST(? AS VARBINARY))) v;
-- parameter 1: encrypted for USERS.EMAIL
-- parameter 2: lookup token of USERS.EMAIL

-- case: INSERT of selected values where there is no row, on H2
INSERT INTO users (id, phone) SELECT 60, ? FROM dual WHERE NOT EXISTS (SELECT 1 FROM users WHERE phone = ?);
-- becomes
INSERT INTO users (id, phone) SELECT 60, CAST(? AS VARCHAR) AS "?1" FROM dual WHERE NOT EXISTS (SELECT 1 FROM users WHERE phone = ?);
-- parameter 1: encrypted for USERS.PHONE
-- parameter 2: encrypted to be compared with USERS.PHONE

-- case: rows joined with a list on H2
SELECT u.id, u.email FROM users u JOIN (VALUES ('ann@mail.example'), (?)) v(mail) ON u.email = v.mail;
-- becomes
SELECT u.id, u.email FROM users u JOIN (VALUES (CAST(<lookup token of USERS.EMAIL> AS VARBINARY)), (CAST(? AS VARBINARY))) v(mail) ON "U"."EMAIL_LOOKUP" = v.mail;
-- parameter 2: lookup token of USERS.EMAIL
-- column 2: USERS.EMAIL, decrypted

-- case: rows that are in a list on H2
SELECT id FROM users WHERE email IN (VALUES (?), ('ann@mail.example'));
-- becomes
SELECT id FROM users WHERE "USERS"."EMAIL_LOOKUP" IN (VALUES (CAST(? AS VARBINARY)), (CAST(<lookup token of USERS.EMAIL> AS VARBINARY)));
-- parameter 1: lookup token of USERS.EMAIL

-- case: a list's values compared and shown on H2
SELECT v.mail FROM (VALUES (?)) v(mail) JOIN users u ON u.email = v.mail;
-- refused 0AV06 at 1:8: the values of this list are encrypted for USERS.EMAIL where they stand, so they cannot be used as plaintext here (shop.yaml:12:7)
-- instead: Write the value a second time in the list, or use a parameter here

-- case: a row of a list as one value, beside a use that encrypts the list
-- database: postgresql
UPDATE users SET email = v.mail FROM (VALUES (1, 'x')) v(id, mail) WHERE users.id = v.id RETURNING v;
-- refused 0AV06 at 1:100: the values of this list are encrypted for users.email where they stand, so they cannot be used as plaintext here (shop.yaml:12:7)
-- instead: Write the value a second time in the list, or use a parameter here

-- case: a row of a list as an argument, beside a use that encrypts the list
SELECT count(v.*) FROM (VALUES (?), (NULL)) v(mail) JOIN users u ON u.email = v.mail;
-- refused 0AV06 at 1:14: the values of this list are encrypted for users.email where they stand, so they cannot be used as plaintext here (shop.yaml:12:7)
-- instead: Write the value a second time in the list, or use a parameter here

-- case: a field of a row of a list, beside a use that encrypts the list
SELECT (v).mail FROM (VALUES (?)) v(mail) JOIN users u ON u.email = v.mail;
-- refused 0AV06 at 1:9: the values of this list are encrypted for users.email where they stand, so they cannot be used as plaintext here (shop.yaml:12:7)
-- instead: Write the value a second time in the list, or use a parameter here

-- case: a row of a list as one value, where nothing encrypts the list
SELECT u.id, u.email, v FROM (VALUES (1, 'x')) v(id, word) JOIN users u ON u.id = v.id;
-- becomes
SELECT u.id, u.email, v FROM (VALUES (1, 'x')) v(id, word) JOIN users u ON u.id = v.id;
-- column 2: users.email, decrypted

-- case: a list that is joined by values which are also stored
INSERT INTO users (id, email) SELECT v.id, v.mail FROM (VALUES (60, ?)) v(id, mail) JOIN (VALUES ('x')) w(mail) USING (mail);
-- refused 0AV06 at 1:120: the values of this list are encrypted for users.email where they stand, so they cannot be used as plaintext here (shop.yaml:12:7)
-- instead: Write the value a second time in the list, or use a parameter here

-- case: the further column of a list by its name
UPDATE users SET email = v.mail, city = v."columnveil$form1" FROM (VALUES (1, ?)) v(id, mail) WHERE users.id = v.id;
-- refused 42703 at 1:41: column "columnveil$form1" does not exist
-- instead: Check its spelling and the tables in FROM

-- case: the further column of a list without names
UPDATE users SET email = column2 FROM (VALUES (1, ?)) v WHERE users.id = column1 RETURNING column3;
-- refused 0AV02 at 1:92: this statement touches users.email, and a name that a further column of a list without names may get is not understood there
-- instead: Name the columns of the list behind its alias: (VALUES ..) v (a, b)

-- case: INSERT of VALUES in an order, which ciphertext does not keep
INSERT INTO users (id, full_name) VALUES (61, 'b'), (60, 'a') ORDER BY 2 LIMIT 1;
-- refused 0AV02 at 1:35: this statement touches users.full_name, and VALUES in an order is not understood there
-- instead: Leave out ORDER BY, LIMIT and OFFSET

-- case: rows among the rows of a list
SELECT id FROM users WHERE (email, phone) IN (VALUES (?, ?), ('x', NULL));
-- becomes
SELECT id FROM users WHERE ("users"."email_lookup", phone) IN (VALUES (CAST(? AS bytea), ?), (CAST(<lookup token of users.email> AS bytea), NULL));
-- parameter 1: lookup token of users.email
-- parameter 2: encrypted to be compared with users.phone

-- case: a row equals the row of a query of values
SELECT id FROM users WHERE (id, email) = (SELECT 1, ?);
-- becomes
SELECT id FROM users WHERE (id, "users"."email_lookup") = (SELECT 1, CAST(? AS bytea));
-- parameter 1: lookup token of users.email

-- case: rows not among the rows of a list, on H2
-- database: h2
SELECT id FROM users WHERE (email, city) NOT IN (SELECT m, c FROM (VALUES (?, 'Oslo'), ('x', 'Rome')) v(m, c));
-- becomes
SELECT id FROM users WHERE ("USERS"."EMAIL_LOOKUP", city) NOT IN (SELECT m, c FROM (VALUES (CAST(? AS VARBINARY), 'Oslo'), (CAST(<lookup token of USERS.EMAIL> AS VARBINARY), 'Rome')) v(m, c));
-- parameter 1: lookup token of USERS.EMAIL
