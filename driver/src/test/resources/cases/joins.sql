-- Joins, for a session that may decrypt and unmask everything.

-- case: NATURAL JOIN joins by what applications see
SELECT id, email, note FROM users NATURAL JOIN contacts;
-- becomes
SELECT "users"."id", "users"."email", note FROM users  JOIN contacts ON ("users"."id" = "contacts"."id" AND "users"."email_lookup" = "contacts"."email_lookup");
-- column 2: users.email, decrypted

-- case: the parser forgets NATURAL before INNER
SELECT users.city, contacts.note FROM users NATURAL INNER JOIN contacts;
-- becomes
SELECT users.city, contacts.note FROM users  INNER JOIN contacts ON ("users"."id" = "contacts"."id" AND "users"."email_lookup" = "contacts"."email_lookup");

-- case: NATURAL JOIN with everything
SELECT * FROM users u NATURAL LEFT JOIN contacts c;
-- becomes
SELECT "u"."id", "u"."email", "u"."phone", "u"."full_name", "u"."city", "u"."plan", "u"."created_at", "c"."note" FROM users u  LEFT JOIN contacts c ON ("u"."id" = "c"."id" AND "u"."email_lookup" = "c"."email_lookup");
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: NATURAL JOIN where only one side has a lookup column
SELECT * FROM contacts NATURAL JOIN orders;
-- becomes
SELECT "id", "contacts"."email", "contacts"."note", "orders"."user_id", "orders"."total" FROM contacts NATURAL JOIN orders;
-- column 2: contacts.email, decrypted

-- case: NATURAL JOIN without common columns is a cross join
SELECT u.id, p.tags FROM (SELECT id, email FROM users) u NATURAL JOIN (SELECT phone, tags FROM visits) p;
-- becomes
SELECT u.id, p.tags FROM (SELECT id, email FROM users) u NATURAL JOIN (SELECT phone, tags FROM visits) p;

-- case: NATURAL JOIN of derived tables compares tokens
SELECT email FROM (SELECT email FROM users) u NATURAL JOIN (SELECT email FROM contacts) c;
-- becomes
SELECT "u"."email" FROM (SELECT email, "users"."email_lookup" AS "columnveil$1" FROM users) u  JOIN (SELECT email, "contacts"."email_lookup" AS "columnveil$1" FROM contacts) c ON ("u"."columnveil$1" = "c"."columnveil$1");
-- column 1: users.email, decrypted

-- case: NATURAL JOIN of deterministic columns
SELECT phone FROM (SELECT phone FROM users) u NATURAL JOIN (SELECT phone FROM visits) v WHERE phone = ?;
-- becomes
SELECT phone FROM (SELECT phone FROM users) u NATURAL JOIN (SELECT phone FROM visits) v WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone
-- column 1: users.phone, decrypted

-- case: NATURAL JOIN by a column that cannot be compared
SELECT 1 FROM (SELECT full_name FROM users) a NATURAL JOIN (SELECT full_name FROM users) b;
-- refused 0AV01 at 1:47: users.full_name is encrypted without a way to search it; a comparison of columns cannot be answered (shop.yaml:21:7)
-- instead: To search it, add 'lookup: { column: full_name_lookup }' to users.full_name in the policy, or use 'scheme: deterministic'

-- case: NATURAL JOIN by a protected and a plain column
SELECT 1 FROM (SELECT email FROM users) a NATURAL JOIN (SELECT note AS email FROM contacts) b;
-- refused 0AV01 at 1:43: users.email is searchable by equality only; a join with a column that is not encrypted cannot be answered (shop.yaml:12:7)
-- instead: Name the other column in the policy too, with the domain of users.email, or join in the application

-- case: NATURAL JOIN with a function's rows
SELECT 1 FROM users NATURAL JOIN generate_series(1, 2) AS id;
-- refused 0AV02 at 1:34: this statement touches a protected table, and a join by a column that is not in both tables, or more than once in one is not understood there
-- instead: Write ON with both columns, each with its table

-- case: USING cannot name lookup columns
SELECT count(*) FROM users JOIN contacts USING (email_lookup);
-- refused 42703 at 1:49: column "email_lookup" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: FULL JOIN merges deterministic columns
SELECT phone FROM users u FULL JOIN visits v USING (phone) WHERE phone <> ?;
-- becomes
SELECT phone FROM users u FULL JOIN visits v USING (phone) WHERE phone <> ?;
-- parameter 1: encrypted to be compared with users.phone
-- column 1: users.phone, decrypted

-- case: FULL JOIN merges a column with a lookup
SELECT 1 FROM users FULL JOIN contacts USING (email);
-- refused 0AV02 at 1:47: this statement touches users.email, contacts.email, and FULL JOIN that merges a column with a lookup is not understood there
-- instead: Write ON a.x = b.x, and select COALESCE(a.x, b.x)

-- case: FULL JOIN with ON
SELECT u.email, c.email FROM users u FULL JOIN contacts c ON u.email = c.email;
-- becomes
SELECT u.email, c.email FROM users u FULL JOIN contacts c ON "u"."email_lookup" = "c"."email_lookup";
-- column 1: users.email, decrypted
-- column 2: contacts.email, decrypted

-- case: a word that is a join elsewhere
SELECT 1 FROM users semi JOIN contacts ON contacts.id = semi.id;
-- becomes
SELECT 1 FROM users semi JOIN contacts ON contacts.id = semi.id;

-- case: LATERAL sees its neighbours
SELECT u.id, l.email FROM users u LEFT JOIN LATERAL (SELECT c.email FROM contacts c WHERE c.email = u.email AND c.email <> ?) l ON l.email = u.email;
-- becomes
SELECT u.id, l.email FROM users u LEFT JOIN LATERAL (SELECT c.email, "c"."email_lookup" AS "columnveil$1" FROM contacts c WHERE "c"."email_lookup" = "u"."email_lookup" AND "c"."email_lookup" <> ?) l ON "l"."columnveil$1" = "u"."email_lookup";
-- parameter 1: lookup token of contacts.email
-- column 2: contacts.email, decrypted

-- case: a table as a query
SELECT u.id FROM users u WHERE u.email IN (SELECT w.email FROM (TABLE contacts) w WHERE w.email <> ?);
-- refused 0AV02 at 1:64: this statement touches users.email, and an alias for what stands in these parentheses is not understood there
-- instead: Give the alias to a subquery: (SELECT .. FROM ..) alias

-- case: TABLE in a common table
WITH w AS (TABLE contacts) SELECT u.id, w.note FROM w JOIN users u USING (email);
-- refused 0AV02 at 1:11: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: nested common tables
WITH a AS (WITH b AS (SELECT id, email AS m FROM users) SELECT b.id AS i, b.m FROM b) SELECT a.i FROM a WHERE a.m IN (SELECT email FROM contacts);
-- becomes
WITH a AS (WITH b AS (SELECT id, email AS m, "users"."email_lookup" AS "columnveil$2" FROM users) SELECT b.id AS i, b.m, "b"."columnveil$2" AS "columnveil$2" FROM b) SELECT a.i FROM a WHERE "a"."columnveil$2" IN (SELECT "contacts"."email_lookup" FROM contacts);

-- case: NATURAL JOIN for who may not search
-- role: stranger
SELECT note FROM users NATURAL JOIN contacts;
-- refused 42501 at 1:24: this session has no role in the policy, and without one nobody may search users.email (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'search: [users.email]' in a role of this session, or use the column in the select list only

-- case: NATURAL JOIN, on H2
-- role: officer
-- database: h2
SELECT u.id, u.email, c.note FROM users u NATURAL JOIN contacts c;
-- becomes
SELECT u.id, u.email, c.note FROM users u  JOIN contacts c ON ("U"."ID" = "C"."ID" AND "U"."EMAIL_LOOKUP" = "C"."EMAIL_LOOKUP");
-- column 2: USERS.EMAIL, decrypted

-- case: NATURAL JOIN with everything, on H2
SELECT * FROM contacts c NATURAL JOIN orders o;
-- becomes
SELECT "C"."ID", "C"."EMAIL", "C"."NOTE", "O"."USER_ID", "O"."TOTAL" FROM contacts c NATURAL JOIN orders o;
-- column 2: CONTACTS.EMAIL, decrypted

-- case: H2 calls a merged name ambiguous
SELECT id, note FROM users NATURAL JOIN contacts;
-- refused 42702 at 1:8: column name 'ID' is ambiguous
-- instead: Write the table or its alias before it

-- case: H2 joins NATURAL by the columns of the table before it alone
SELECT u.id FROM users u JOIN orders o ON o.user_id = u.id NATURAL JOIN contacts c;
-- refused 0AV02 at 1:73: this statement touches a protected table, and NATURAL JOIN of more than two tables is not understood there
-- instead: Write JOIN .. USING, which names the columns

-- case: H2 gives merged columns at places of its own after a RIGHT JOIN
SELECT * FROM orders o RIGHT JOIN users u ON o.user_id = u.id JOIN contacts c USING (email);
-- refused 0AV02 at 1:68: this statement touches USERS.EMAIL, CONTACTS.EMAIL, and a join that merges columns after a RIGHT JOIN is not understood there
-- instead: Write ON with both columns instead of USING
