-- GROUP BY and DISTINCT over a table's whole primary key keep its rows apart, so that what cannot
-- be compared stays as it is. ORMs load an entity with its children so.

-- case: DISTINCT of an entity
SELECT DISTINCT u.id, u.email, u.full_name FROM users u;
-- becomes
SELECT DISTINCT u.id, u.email, u.full_name FROM users u;
-- column 2: users.email, decrypted
-- column 3: users.full_name, decrypted

-- case: DISTINCT of everything
SELECT DISTINCT u.* FROM users u JOIN orders o ON o.user_id = u.id;
-- becomes
SELECT DISTINCT "u"."id", "u"."email", "u"."phone", "u"."full_name", "u"."city", "u"."plan", "u"."created_at" FROM users u JOIN orders o ON o.user_id = u.id;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: DISTINCT of an entity with its children
SELECT DISTINCT u.id, u.full_name, o.id, o.total FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.phone = ?;
-- becomes
SELECT DISTINCT u.id, u.full_name, o.id, o.total FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.phone = ?;
-- parameter 1: encrypted to be compared with users.phone
-- column 2: users.full_name, decrypted

-- case: DISTINCT without the key
SELECT DISTINCT u.full_name, u.city FROM users u;
-- refused 0AV01 at 1:17: users.full_name is randomized: equal values have different ciphertexts, so DISTINCT cannot put them together (shop.yaml:21:7)
-- instead: Leave full_name out of it, add the table's primary key to it, or use 'scheme: deterministic'

-- case: DISTINCT with the key of another table
SELECT DISTINCT o.id, u.full_name FROM users u JOIN orders o ON o.user_id = u.id;
-- refused 0AV01 at 1:23: users.full_name is randomized: equal values have different ciphertexts, so DISTINCT cannot put them together (shop.yaml:21:7)
-- instead: Leave full_name out of it, add the table's primary key to it, or use 'scheme: deterministic'

-- case: DISTINCT with the key of another use of the table
SELECT DISTINCT v.id, u.full_name FROM users u JOIN users v ON v.phone = u.phone;
-- refused 0AV01 at 1:23: users.full_name is randomized: equal values have different ciphertexts, so DISTINCT cannot put them together (shop.yaml:21:7)
-- instead: Leave full_name out of it, add the table's primary key to it, or use 'scheme: deterministic'

-- case: DISTINCT with something computed from the key
SELECT DISTINCT u.id + 0, u.full_name FROM users u;
-- refused 0AV01 at 1:27: users.full_name is randomized: equal values have different ciphertexts, so DISTINCT cannot put them together (shop.yaml:21:7)
-- instead: Leave full_name out of it, add the table's primary key to it, or use 'scheme: deterministic'

-- case: DISTINCT of a subquery, searched outside
SELECT d.id FROM (SELECT DISTINCT id, email FROM users) d WHERE d.email = ?;
-- becomes
SELECT d.id FROM (SELECT DISTINCT id, email, "users"."email_lookup" AS "columnveil$2" FROM users) d WHERE "d"."columnveil$2" = ?;
-- parameter 1: lookup token of users.email

-- case: DISTINCT of an entity of normalized values
SELECT DISTINCT id, login FROM accounts;
-- becomes
SELECT DISTINCT id, login FROM accounts;
-- column 2: accounts.login, decrypted

-- case: DISTINCT of the key and a table whose key is not there
SELECT DISTINCT u.id, u.full_name, c.email FROM users u JOIN contacts c ON c.email = u.email;
-- becomes
SELECT DISTINCT ON (1, 2, "c"."email_lookup") u.id, u.full_name, c.email FROM users u JOIN contacts c ON "c"."email_lookup" = "u"."email_lookup";
-- column 2: users.full_name, decrypted
-- column 3: contacts.email, decrypted

-- case: GROUP BY all of an entity
SELECT u.id, u.full_name, u.city, count(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id, u.full_name, u.city;
-- becomes
SELECT u.id, u.full_name, u.city, count(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id, u.full_name, u.city;
-- column 2: users.full_name, decrypted

-- case: GROUP BY an entity that has a lookup
SELECT u.id, u.email, count(*) FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id, u.email HAVING u.email = ?;
-- becomes
SELECT u.id, u.email, count(*) FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id, u.email HAVING "u"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted

-- case: GROUP BY an entity of normalized values
SELECT id, login, count(*) FROM accounts GROUP BY id, login;
-- becomes
SELECT id, login, count(*) FROM accounts GROUP BY id, login;
-- column 2: accounts.login, decrypted

-- case: GROUP BY without the key
SELECT u.full_name, count(*) FROM users u GROUP BY u.full_name;
-- refused 0AV01 at 1:52: users.full_name is randomized: equal values have different ciphertexts, so GROUP BY cannot put them together (shop.yaml:21:7)
-- instead: Leave full_name out of it, add the table's primary key to it, or use 'scheme: deterministic'

-- case: GROUP BY sets one of which lacks the key
SELECT u.id, u.full_name, count(*) FROM users u GROUP BY GROUPING SETS ((u.id), (u.full_name));
-- refused 0AV01 at 1:82: users.full_name is randomized: equal values have different ciphertexts, so GROUP BY cannot put them together (shop.yaml:21:7)
-- instead: Leave full_name out of it, add the table's primary key to it, or use 'scheme: deterministic'

-- case: GROUP BY subtotals
SELECT u.id, u.full_name, count(*) FROM users u GROUP BY ROLLUP (u.id, u.full_name);
-- refused 0AV01 at 1:72: users.full_name is randomized: equal values have different ciphertexts, so GROUP BY cannot put them together (shop.yaml:21:7)
-- instead: Leave full_name out of it, add the table's primary key to it, or use 'scheme: deterministic'

-- case: GROUP BY a key that USING merged
SELECT id, u.full_name FROM users u FULL JOIN accounts a USING (id) GROUP BY id, u.full_name;
-- refused 0AV01 at 1:82: users.full_name is randomized: equal values have different ciphertexts, so GROUP BY cannot put them together (shop.yaml:21:7)
-- instead: Leave full_name out of it, add the table's primary key to it, or use 'scheme: deterministic'

-- case: UNION keeps no rows apart
SELECT id, full_name FROM users UNION SELECT id, full_name FROM users;
-- refused 0AV01 at 1:12: users.full_name is randomized: equal values have different ciphertexts, so a set operation cannot put them together (shop.yaml:21:7)
-- instead: Use UNION ALL and take out repeated rows in the application, or use 'scheme: deterministic' for it

-- case: DISTINCT of an entity on H2
-- database: h2
SELECT DISTINCT u.id, u.email, u.full_name, o.id FROM users u LEFT JOIN orders o ON o.user_id = u.id;
-- becomes
SELECT DISTINCT u.id, u.email, u.full_name, o.id FROM users u LEFT JOIN orders o ON o.user_id = u.id;
-- column 2: USERS.EMAIL, decrypted
-- column 3: USERS.FULL_NAME, decrypted

-- case: DISTINCT of a subquery on H2, searched outside
-- database: h2
SELECT d.id FROM (SELECT DISTINCT id, email FROM users) d WHERE d.email = ?;
-- becomes
SELECT d.id FROM (SELECT DISTINCT id, email, "USERS"."EMAIL_LOOKUP" AS "columnveil$2" FROM users) d WHERE "D"."columnveil$2" = ?;
-- parameter 1: lookup token of USERS.EMAIL

-- case: GROUP BY all of an entity on H2
-- database: h2
SELECT u.id, u.full_name, u.email, count(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id, u.full_name, u.email HAVING u.email <> ?;
-- becomes
SELECT u.id, u.full_name, min("U"."EMAIL") AS "EMAIL", count(o.id) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id, u.full_name, "U"."EMAIL_LOOKUP" HAVING "U"."EMAIL_LOOKUP" <> ?;
-- parameter 1: lookup token of USERS.EMAIL
-- column 2: USERS.FULL_NAME, decrypted
-- column 3: USERS.EMAIL, decrypted

-- case: GROUP BY an entity of normalized values on H2
-- database: h2
SELECT id, login, count(*) FROM accounts GROUP BY id, login;
-- refused 0AV01 at 1:55: GROUP BY would put values of ACCOUNTS.LOGIN together that are written differently, because its lookup normalizes them, and none of them stands for all (shop.yaml:44:7)
-- instead: Count with COUNT(DISTINCT LOGIN), use PARTITION BY, or add the table's primary key to the query

-- case: DISTINCT of subtotals, which lack the key
-- database: postgresql
SELECT DISTINCT id, email FROM contacts GROUP BY GROUPING SETS ((id, email), (email, note));
-- becomes
SELECT DISTINCT ON (1, "contacts"."email_lookup") id, CASE WHEN GROUPING("contacts"."email_lookup") = 0 THEN min("contacts"."email") END AS "email" FROM contacts GROUP BY GROUPING SETS ((id, "contacts"."email_lookup"), ("contacts"."email_lookup", note));
-- column 2: contacts.email, decrypted

-- case: DISTINCT of subtotals by ROLLUP
-- database: postgresql
SELECT DISTINCT id, email FROM contacts GROUP BY ROLLUP (id, email);
-- becomes
SELECT DISTINCT ON (1, "contacts"."email_lookup") id, CASE WHEN GROUPING("contacts"."email_lookup") = 0 THEN min("contacts"."email") END AS "email" FROM contacts GROUP BY ROLLUP (id, "contacts"."email_lookup");
-- column 2: contacts.email, decrypted
