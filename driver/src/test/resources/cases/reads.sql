-- Queries, for a session that may decrypt and unmask everything.

-- case: SELECT *
SELECT * FROM users;
-- becomes
SELECT "users"."id", "users"."email", "users"."phone", "users"."full_name", "users"."city", "users"."plan", "users"."created_at" FROM users;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: SELECT u.*, 1
SELECT u.*, 1 AS one FROM users u;
-- becomes
SELECT "u"."id", "u"."email", "u"."phone", "u"."full_name", "u"."city", "u"."plan", "u"."created_at", 1 AS one FROM users u;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: WHERE email = ?
SELECT id, email, phone FROM users WHERE email = ?;
-- becomes
SELECT id, email, phone FROM users WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: WHERE email = 'literal'
SELECT id, email, phone FROM users WHERE email = 'ann@mail.example';
-- becomes
SELECT id, email, phone FROM users WHERE "users"."email_lookup" = <lookup token of users.email>;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: phone = ? (no lookup column)
SELECT id, email, phone FROM users WHERE phone = ?;
-- becomes
SELECT id, email, phone FROM users WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: ? = email (reversed)
SELECT id, email, phone FROM users WHERE ? = email;
-- becomes
SELECT id, email, phone FROM users WHERE ? = "users"."email_lookup";
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: email = ?::varchar
SELECT id, email, phone FROM users WHERE email = ?::varchar;
-- becomes
SELECT id, email, phone FROM users WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: email IN (?, ?)
SELECT id, email, phone FROM users WHERE email IN (?, ?);
-- becomes
SELECT id, email, phone FROM users WHERE "users"."email_lookup" IN (?, ?);
-- parameter 1: lookup token of users.email
-- parameter 2: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: email IN (?, 'literal')
SELECT id, email, phone FROM users WHERE email IN (?, 'bob@mail.example');
-- becomes
SELECT id, email, phone FROM users WHERE "users"."email_lookup" IN (?, <lookup token of users.email>);
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: email = ANY(ARRAY[?, ?])
SELECT id, email, phone FROM users WHERE email = ANY(ARRAY[?, ?]);
-- becomes
SELECT id, email, phone FROM users WHERE "users"."email_lookup" = ANY(ARRAY[?, ?]);
-- parameter 1: lookup token of users.email
-- parameter 2: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: (email, city) = (?, ?)
SELECT id, email, phone FROM users WHERE (email, city) = (?, ?);
-- becomes
SELECT id, email, phone FROM users WHERE ("users"."email_lookup", city) = (?, ?);
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: (email, city) IN ((?, ?))
SELECT id, email, phone FROM users WHERE (email, city) IN ((?, ?));
-- becomes
SELECT id, email, phone FROM users WHERE ("users"."email_lookup", city) IN ((?, ?));
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: email = lower(?)
SELECT id, email, phone FROM users WHERE email = lower(?);
-- refused 0AV01 at 1:42: users.email is searchable by equality only; a comparison with a value that is not encrypted cannot be answered (shop.yaml:12:7)
-- instead: Compare users.email with a parameter, a literal or a column of its domain, and compute anything else in the application: email = ?

-- case: lower(email) = ?
SELECT id, email, phone FROM users WHERE lower(email) = ?;
-- refused 0AV01 at 1:42: users.email is searchable by equality only; function lower cannot be answered (shop.yaml:12:7)
-- instead: To find it in any letter case, add 'normalize: [lowercase]' to its lookup in the policy and compare users.email itself with '='; to show it so, do that in the application

-- case: email LIKE 'a%'
SELECT id, email, phone FROM users WHERE email LIKE 'a%';
-- refused 0AV01 at 1:42: users.email is searchable by equality only; LIKE cannot be answered (shop.yaml:12:7)
-- instead: Choose the rows by other columns and match users.email in the application; a whole value is found by '=' or IN

-- case: email ILIKE 'A%'
SELECT id, email, phone FROM users WHERE email ILIKE 'A%';
-- refused 0AV01 at 1:42: users.email is searchable by equality only; ILIKE cannot be answered (shop.yaml:12:7)
-- instead: Choose the rows by other columns and match users.email in the application; a whole value is found by '=' or IN

-- case: email ~ '^a'
SELECT id, email, phone FROM users WHERE email ~ '^a';
-- refused 0AV01 at 1:42: users.email is searchable by equality only; '~' cannot be answered (shop.yaml:12:7)
-- instead: Choose the rows by other columns and match users.email in the application; a whole value is found by '=' or IN

-- case: email <> ?
SELECT id, email, phone FROM users WHERE email <> ?;
-- becomes
SELECT id, email, phone FROM users WHERE "users"."email_lookup" <> ?;
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: email NOT IN (?, ?)
SELECT id, email, phone FROM users WHERE email NOT IN (?, ?);
-- becomes
SELECT id, email, phone FROM users WHERE "users"."email_lookup" NOT IN (?, ?);
-- parameter 1: lookup token of users.email
-- parameter 2: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: NOT (email = ?)
SELECT id, email, phone FROM users WHERE NOT (email = ?);
-- becomes
SELECT id, email, phone FROM users WHERE NOT ("users"."email_lookup" = ?);
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: email IS NULL
SELECT id, email, phone FROM users WHERE email IS NULL;
-- becomes
SELECT id, email, phone FROM users WHERE email IS NULL;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: email IS NOT NULL
SELECT id, email, phone FROM users WHERE email IS NOT NULL;
-- becomes
SELECT id, email, phone FROM users WHERE email IS NOT NULL;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: email IS NOT DISTINCT FROM ?
SELECT id, email, phone FROM users WHERE email IS NOT DISTINCT FROM ?;
-- becomes
SELECT id, email, phone FROM users WHERE "users"."email_lookup" IS NOT DISTINCT FROM ?;
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: email = ? with NULL
SELECT id, email, phone FROM users WHERE email = ?;
-- becomes
SELECT id, email, phone FROM users WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: email BETWEEN
SELECT id, email, phone FROM users WHERE email BETWEEN 'a' AND 'c';
-- refused 0AV01 at 1:42: users.email is searchable by equality only; BETWEEN cannot be answered (shop.yaml:12:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.email in the application

-- case: email > ?
SELECT id, email, phone FROM users WHERE email > ?;
-- refused 0AV01 at 1:42: users.email is searchable by equality only; '>' cannot be answered (shop.yaml:12:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.email in the application

-- case: email = ? OR city = ?
SELECT id, email, phone FROM users WHERE email = ? OR city = ?;
-- becomes
SELECT id, email, phone FROM users WHERE "users"."email_lookup" = ? OR city = ?;
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: ORDER BY email
SELECT id, email FROM users ORDER BY email;
-- refused 0AV01 at 1:38: users.email is searchable by equality only; ORDER BY cannot be answered (shop.yaml:12:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.email in the application

-- case: ORDER BY 2 (position)
SELECT id, email FROM users ORDER BY 2;
-- refused 0AV01 at 1:38: users.email is searchable by equality only; ORDER BY cannot be answered (shop.yaml:12:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.email in the application

-- case: ORDER BY alias
SELECT id, email AS e FROM users ORDER BY e;
-- refused 0AV01 at 1:43: users.email is searchable by equality only; ORDER BY cannot be answered (shop.yaml:12:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.email in the application

-- case: GROUP BY email
SELECT email, count(*) FROM contacts GROUP BY email;
-- becomes
SELECT min("contacts"."email") AS "email", count(*) FROM contacts GROUP BY "contacts"."email_lookup";
-- column 1: contacts.email, decrypted

-- case: GROUP BY email HAVING email = ?
SELECT email, count(*) FROM contacts GROUP BY email HAVING email = ?;
-- becomes
SELECT min("contacts"."email") AS "email", count(*) FROM contacts GROUP BY "contacts"."email_lookup" HAVING "contacts"."email_lookup" = ?;
-- parameter 1: lookup token of contacts.email
-- column 1: contacts.email, decrypted

-- case: DISTINCT email
SELECT DISTINCT email FROM contacts;
-- becomes
SELECT DISTINCT ON ("contacts"."email_lookup") email FROM contacts;
-- column 1: contacts.email, decrypted

-- case: DISTINCT ON (email)
SELECT DISTINCT ON (email) id, email FROM contacts WHERE id IN (1, 3);
-- becomes
SELECT DISTINCT ON ("contacts"."email_lookup") id, email FROM contacts WHERE id IN (1, 3);
-- column 2: contacts.email, decrypted

-- case: COUNT(DISTINCT email)
SELECT COUNT(DISTINCT email) FROM contacts;
-- becomes
SELECT COUNT(DISTINCT "contacts"."email_lookup") FROM contacts;

-- case: COUNT(email)
SELECT COUNT(email) AS n FROM contacts;
-- becomes
SELECT COUNT(email) AS n FROM contacts;

-- case: MAX(email)
SELECT MAX(email) FROM users;
-- refused 0AV01 at 1:8: users.email is searchable by equality only; function max cannot be answered (shop.yaml:12:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.email in the application

-- case: string_agg(email, ',')
SELECT string_agg(email, ',') FROM contacts WHERE id = 3;
-- refused 0AV01 at 1:8: contacts.email is searchable by equality only; function string_agg cannot be answered (shop.yaml:24:7)
-- instead: Select contacts.email as it is and do this in the application; a whole value is found by '=' or IN

-- case: array_agg(email)
SELECT array_agg(email) FROM contacts WHERE id = 3;
-- refused 0AV01 at 1:8: contacts.email is searchable by equality only; function array_agg cannot be answered (shop.yaml:24:7)
-- instead: Select contacts.email as it is and do this in the application; a whole value is found by '=' or IN

-- case: JOIN ON email = email
SELECT u.id, u.email, c.note FROM users u JOIN contacts c ON u.email = c.email;
-- becomes
SELECT u.id, u.email, c.note FROM users u JOIN contacts c ON "u"."email_lookup" = "c"."email_lookup";
-- column 2: users.email, decrypted

-- case: JOIN USING (email)
SELECT u.id, c.note FROM users u JOIN contacts c USING (email);
-- becomes
SELECT u.id, c.note FROM users u JOIN contacts c ON ("u"."email_lookup" = "c"."email_lookup");

-- case: comma join + email = ?
SELECT u.id, u.email, c.email FROM users u, contacts c WHERE u.email = c.email AND u.email = ?;
-- becomes
SELECT u.id, u.email, c.email FROM users u, contacts c WHERE "u"."email_lookup" = "c"."email_lookup" AND "u"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted
-- column 3: contacts.email, decrypted

-- case: email IN (SELECT email ...)
SELECT id, email, phone FROM users WHERE email IN (SELECT email FROM contacts);
-- becomes
SELECT id, email, phone FROM users WHERE "users"."email_lookup" IN (SELECT "contacts"."email_lookup" FROM contacts);
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: EXISTS, correlated
SELECT id, email, phone FROM users u WHERE EXISTS (SELECT 1 FROM contacts c WHERE c.email = u.email);
-- becomes
SELECT id, email, phone FROM users u WHERE EXISTS (SELECT 1 FROM contacts c WHERE "c"."email_lookup" = "u"."email_lookup");
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted

-- case: scalar subquery over email
SELECT id, (SELECT min(u.id) FROM users u WHERE u.email = c.email) m FROM contacts c;
-- becomes
SELECT id, (SELECT min(u.id) FROM users u WHERE "u"."email_lookup" = "c"."email_lookup") m FROM contacts c;

-- case: scalar subquery giving email
SELECT c.id, (SELECT u.email FROM users u WHERE u.id = c.id) e FROM contacts c;
-- becomes
SELECT c.id, (SELECT u.email FROM users u WHERE u.id = c.id) e FROM contacts c;
-- column 2: users.email, decrypted

-- case: derived table
SELECT t.email FROM (SELECT id, email FROM users) t WHERE t.email = ?;
-- becomes
SELECT t.email FROM (SELECT id, email, "users"."email_lookup" AS "columnveil$2" FROM users) t WHERE "t"."columnveil$2" = ?;
-- parameter 1: lookup token of users.email
-- column 1: users.email, decrypted

-- case: SELECT * FROM derived table
SELECT * FROM (SELECT id, email FROM users) t;
-- becomes
SELECT * FROM (SELECT id, email FROM users) t;
-- column 2: users.email, decrypted

-- case: CTE
WITH w AS (SELECT id, email FROM users) SELECT w.email FROM w WHERE w.email = ?;
-- becomes
WITH w AS (SELECT id, email, "users"."email_lookup" AS "columnveil$2" FROM users) SELECT w.email FROM w WHERE "w"."columnveil$2" = ?;
-- parameter 1: lookup token of users.email
-- column 1: users.email, decrypted

-- case: UNION
SELECT email FROM users UNION SELECT email FROM contacts;
-- becomes
SELECT min("columnveil$v1") AS "email" FROM (SELECT email, "users"."email_lookup" AS "columnveil$t1", 1 AS "columnveil$branch" FROM users UNION ALL SELECT email, "contacts"."email_lookup" AS "columnveil$t1", 2 AS "columnveil$branch" FROM contacts) AS "columnveil$rows" ("columnveil$v1", "columnveil$t1", "columnveil$branch") GROUP BY "columnveil$t1";
-- column 1: users.email, decrypted

-- case: UNION of lookup columns in an order, and limited
SELECT id, email FROM users UNION SELECT id, email FROM contacts ORDER BY id LIMIT 3;
-- becomes
SELECT "columnveil$v1" AS "id", min("columnveil$v2") AS "email" FROM (SELECT id, email, "users"."email_lookup" AS "columnveil$t2", 1 AS "columnveil$branch" FROM users UNION ALL SELECT id, email, "contacts"."email_lookup" AS "columnveil$t2", 2 AS "columnveil$branch" FROM contacts) AS "columnveil$rows" ("columnveil$v1", "columnveil$v2", "columnveil$t2", "columnveil$branch") GROUP BY "columnveil$v1", "columnveil$t2" ORDER BY id LIMIT 3;
-- column 2: users.email, decrypted

-- case: EXCEPT of lookup columns, limited, under words that are names
SELECT id AS limit, email FROM users EXCEPT SELECT id, email FROM contacts WHERE id IN (SELECT id FROM orders ORDER BY id) ORDER BY 1 OFFSET 1 ROWS FETCH FIRST 2 ROWS ONLY;
-- becomes
SELECT "columnveil$v1" AS "limit", min("columnveil$v2") AS "email" FROM (SELECT id AS limit, email, "users"."email_lookup" AS "columnveil$t2", 1 AS "columnveil$branch" FROM users UNION ALL SELECT id, email, "contacts"."email_lookup" AS "columnveil$t2", 2 AS "columnveil$branch" FROM contacts WHERE id IN (SELECT id FROM orders ORDER BY id)) AS "columnveil$rows" ("columnveil$v1", "columnveil$v2", "columnveil$t2", "columnveil$branch") GROUP BY "columnveil$v1", "columnveil$t2" HAVING max("columnveil$branch") = 1 ORDER BY 1 OFFSET 1 ROWS FETCH FIRST 2 ROWS ONLY;
-- column 2: users.email, decrypted

-- case: INTERSECT of lookup columns whose last query has an order of its own
SELECT email FROM users INTERSECT (SELECT email FROM contacts ORDER BY id LIMIT 4) LIMIT 2;
-- becomes
SELECT min("columnveil$v1") AS "email" FROM (SELECT email, "users"."email_lookup" AS "columnveil$t1", 1 AS "columnveil$branch" FROM users UNION ALL (SELECT email, "contacts"."email_lookup" AS "columnveil$t1", 2 AS "columnveil$branch" FROM contacts ORDER BY id LIMIT 4)) AS "columnveil$rows" ("columnveil$v1", "columnveil$t1", "columnveil$branch") GROUP BY "columnveil$t1" HAVING min("columnveil$branch") < max("columnveil$branch") LIMIT 2;
-- column 1: users.email, decrypted

-- case: ORDER BY of an equality
SELECT id FROM users ORDER BY email = ? DESC NULLS LAST, phone IS NULL ASC, id;
-- becomes
SELECT id FROM users ORDER BY "users"."email_lookup" = ? DESC NULLS LAST, phone IS NULL ASC, id;
-- parameter 1: lookup token of users.email

-- case: PARTITION BY with a frame and no order
SELECT id, count(*) OVER (PARTITION BY email ROWS UNBOUNDED PRECEDING) FROM users;
-- becomes
SELECT id, count(*) OVER (PARTITION BY "users"."email_lookup" ROWS UNBOUNDED PRECEDING) FROM users;

-- case: UNION ALL, plain columns only
SELECT city FROM users UNION ALL SELECT note FROM contacts;
-- becomes
SELECT city FROM users UNION ALL SELECT note FROM contacts;

-- case: LATERAL join
SELECT u.email, l.note FROM users u CROSS JOIN LATERAL (SELECT note FROM contacts c WHERE c.email = u.email LIMIT 1) l;
-- becomes
SELECT u.email, l.note FROM users u CROSS JOIN LATERAL (SELECT note FROM contacts c WHERE "c"."email_lookup" = "u"."email_lookup" LIMIT 1) l;
-- column 1: users.email, decrypted

-- case: PARTITION BY in the WINDOW clause
SELECT id, count(*) OVER w FROM users WINDOW w AS (PARTITION BY email, phone ORDER BY id);
-- becomes
SELECT id, count(*) OVER w FROM users WINDOW w AS (PARTITION BY "users"."email_lookup", phone ORDER BY id);

-- case: ORDER BY in the WINDOW clause
SELECT id, count(*) OVER w FROM users WINDOW w AS (PARTITION BY phone ORDER BY email);
-- refused 0AV01 at 1:80: users.email is searchable by equality only; ORDER BY cannot be answered (shop.yaml:12:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.email in the application

-- case: COUNT(DISTINCT) of some rows
SELECT count(DISTINCT email) FILTER (WHERE id < 4), count(DISTINCT phone) FILTER (WHERE email = ?) FROM users;
-- becomes
SELECT count(DISTINCT "users"."email_lookup") FILTER (WHERE id < 4), count(DISTINCT phone) FILTER (WHERE "users"."email_lookup" = ?) FROM users;
-- parameter 1: lookup token of users.email

-- case: COUNT(DISTINCT) of a randomized column of some rows
SELECT count(DISTINCT full_name) FILTER (WHERE id < 4) FROM users;
-- refused 0AV01 at 1:8: users.full_name is randomized: equal values have different ciphertexts, so COUNT(DISTINCT) cannot put them together (shop.yaml:21:7)
-- instead: Leave full_name out of it, add the table's primary key to it, or use 'scheme: deterministic'

-- case: GROUPING of keys
SELECT email, phone, count(*), GROUPING(email, phone) FROM users GROUP BY CUBE (email, phone) HAVING GROUPING(phone) = 0;
-- becomes
SELECT CASE WHEN GROUPING("users"."email_lookup") = 0 THEN min("users"."email") END AS "email", phone, count(*), GROUPING("users"."email_lookup", phone) FROM users GROUP BY CUBE ("users"."email_lookup", phone) HAVING GROUPING(phone) = 0;
-- column 1: users.email, decrypted
-- column 2: users.phone, decrypted

-- case: window PARTITION BY email
SELECT email, row_number() OVER (PARTITION BY email ORDER BY id) rn FROM contacts;
-- becomes
SELECT email, row_number() OVER (PARTITION BY "contacts"."email_lookup" ORDER BY id) rn FROM contacts;
-- column 1: contacts.email, decrypted

-- case: CASE WHEN email = ?
SELECT id, CASE WHEN email = ? THEN 1 ELSE 0 END AS hit FROM users;
-- becomes
SELECT id, CASE WHEN "users"."email_lookup" = ? THEN 1 ELSE 0 END AS hit FROM users;
-- parameter 1: lookup token of users.email

-- case: CASE ... THEN email
SELECT id, CASE WHEN id < 3 THEN email ELSE city END AS v FROM users;
-- refused 0AV01 at 1:12: users.email is searchable by equality only; CASE cannot be answered (shop.yaml:12:7)
-- instead: Select users.email in a column of its own, apart from values that are not encrypted

-- case: COALESCE(email, 'x')
SELECT id, COALESCE(email, 'x') AS e FROM users;
-- becomes
SELECT id, COALESCE(email, <users.email>) AS e FROM users;
-- column 2: users.email, decrypted

-- case: email || 'x'
SELECT id, email || 'x' AS e FROM users;
-- refused 0AV01 at 1:12: users.email is searchable by equality only; '||' cannot be answered (shop.yaml:12:7)
-- instead: Select users.email as it is and do this in the application; a whole value is found by '=' or IN

-- case: lower(email), length(email)
SELECT lower(email) AS l, length(email) AS n FROM users;
-- refused 0AV01 at 1:8: users.email is searchable by equality only; function lower cannot be answered (shop.yaml:12:7)
-- instead: To find it in any letter case, add 'normalize: [lowercase]' to its lookup in the policy and compare users.email itself with '='; to show it so, do that in the application

-- case: email::text
SELECT email::text FROM users;
-- becomes
SELECT email::text FROM users;
-- column 1: users.email, decrypted

-- case: (email)
SELECT (email) FROM users;
-- becomes
SELECT (email) FROM users;
-- column 1: users.email, decrypted

-- case: (u).id in WHERE
SELECT u.email FROM users u WHERE (u).id = 1;
-- refused 0AV01 at 1:36: a whole row of 'u' holds protected columns and cannot be used as one value
-- instead: Name the columns that you need

-- case: to_json(u)
SELECT to_json(u)->>'email' AS e FROM users u;
-- refused 0AV01 at 1:16: a whole row of 'u' holds protected columns and cannot be used as one value
-- instead: Name the columns that you need

-- case: TABLE users
TABLE users;
-- becomes
SELECT "users"."id", "users"."email", "users"."phone", "users"."full_name", "users"."city", "users"."plan", "users"."created_at" FROM users;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: JOIN (VALUES ...)
SELECT u.email FROM users u JOIN (VALUES ('ann@mail.example')) v(e) ON u.email = v.e;
-- becomes
SELECT u.email FROM users u JOIN (VALUES (CAST(<lookup token of users.email> AS bytea))) v(e) ON "u"."email_lookup" = v.e;
-- column 1: users.email, decrypted

-- case: quoted identifiers
SELECT "email" FROM "users" WHERE "email" = ?;
-- becomes
SELECT "email" FROM "users" WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 1: users.email, decrypted

-- case: upper-case identifiers
SELECT EMAIL FROM USERS WHERE EMAIL = ?;
-- becomes
SELECT EMAIL FROM USERS WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 1: users.email, decrypted

-- case: schema-qualified table
SELECT email FROM public.users WHERE email = ?;
-- becomes
SELECT email FROM public.users WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 1: users.email, decrypted

-- case: schema-qualified column
SELECT email FROM public.users WHERE public.users.email = ?;
-- becomes
SELECT email FROM public.users WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 1: users.email, decrypted

-- case: other.users (same name, plain)
SELECT id, email FROM other.users;
-- passes

-- case: alias AS + qualified
SELECT x.email AS mail FROM users AS x WHERE x.email = ?;
-- becomes
SELECT x.email AS mail FROM users AS x WHERE "x"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 1: users.email, decrypted

-- case: LIMIT, FOR UPDATE, comments
/* c */ SELECT email FROM users WHERE email = ? LIMIT 1 FOR UPDATE;
-- becomes
/* c */ SELECT email FROM users WHERE "users"."email_lookup" = ? LIMIT 1 FOR UPDATE;
-- parameter 1: lookup token of users.email
-- column 1: users.email, decrypted

-- case: EXPLAIN
EXPLAIN (COSTS OFF) SELECT 1 FROM users WHERE id = 1;
-- becomes
EXPLAIN (COSTS OFF) SELECT 1 FROM users WHERE id = 1;
-- column 1: the database's plan, without lookup columns and encrypted values

-- case: table made after start-up
SELECT count(*) FROM contacts_0;
-- refused 42V01 at 1:22: table 'contacts_0' is not in the catalog
-- instead: Check its spelling and the search path

-- case: GROUP BY a looked-up column by position
-- role: officer
-- database: postgresql
SELECT email, count(*) FROM contacts GROUP BY 1;
-- becomes
SELECT min("contacts"."email") AS "email", count(*) FROM contacts GROUP BY "contacts"."email_lookup";
-- column 1: contacts.email, decrypted

-- case: GROUP BY a looked-up column by alias
SELECT c.email AS e, count(*) FROM contacts c GROUP BY e;
-- becomes
SELECT min("c"."email") AS e, count(*) FROM contacts c GROUP BY "c"."email_lookup";
-- column 1: contacts.email, decrypted

-- case: GROUP BY a looked-up column and another
SELECT c.note, c.email FROM contacts c GROUP BY c.email, c.note HAVING count(*) > 1;
-- becomes
SELECT c.note, min("c"."email") AS "email" FROM contacts c GROUP BY "c"."email_lookup", c.note HAVING count(*) > 1;
-- column 2: contacts.email, decrypted

-- case: GROUP BY without selecting
SELECT count(*) FROM contacts GROUP BY email;
-- becomes
SELECT count(*) FROM contacts GROUP BY "contacts"."email_lookup";

-- case: GROUP BY another column does not touch the select list
SELECT u.id, u.email, count(*) FROM users u JOIN contacts c ON c.email = u.email GROUP BY u.id;
-- becomes
SELECT u.id, u.email, count(*) FROM users u JOIN contacts c ON "c"."email_lookup" = "u"."email_lookup" GROUP BY u.id;
-- column 2: users.email, decrypted

-- case: a grouped subquery keeps its lookup to itself
SELECT t.email FROM (SELECT email, count(*) AS n FROM contacts GROUP BY email) t WHERE t.email = ?;
-- becomes
SELECT t.email FROM (SELECT min("contacts"."email") AS "email", count(*) AS n, "contacts"."email_lookup" AS "columnveil$1" FROM contacts GROUP BY "contacts"."email_lookup") t WHERE "t"."columnveil$1" = ?;
-- parameter 1: lookup token of contacts.email
-- column 1: contacts.email, decrypted

-- case: INSERT from a grouped query
INSERT INTO contacts (id, email) SELECT min(id) + 100, email FROM contacts GROUP BY email;
-- refused 0AV02 at 1:34: this statement touches contacts.email, and a grouped or distinct query for a column with a lookup is not understood there
-- instead: Select from it: SELECT q.a, q.b FROM (SELECT ..) q

-- case: a derived table with column names carries the lookup column under one more name
SELECT d.m FROM (SELECT email FROM users) AS d (m) WHERE d.m = ?;
-- becomes
SELECT d.m FROM (SELECT email, "users"."email_lookup" AS "columnveil$1" FROM users) AS d (m, "columnveil$1") WHERE "d"."columnveil$1" = ?;
-- parameter 1: lookup token of users.email
-- column 1: users.email, decrypted

-- case: a WITH query with column names does so too
WITH w (i, m) AS (SELECT id, email FROM users) SELECT m FROM w WHERE m = ?;
-- becomes
WITH w (i, m, "columnveil$2") AS (SELECT id, email, "users"."email_lookup" AS "columnveil$2" FROM users) SELECT m FROM w WHERE "w"."columnveil$2" = ?;
-- parameter 1: lookup token of users.email
-- column 1: users.email, decrypted

-- case: null tests beside other conditions
SELECT id, email IS NULL AS missing FROM users WHERE full_name IS NOT NULL AND (phone IS NULL OR id > 1);
-- becomes
SELECT id, email IS NULL AS missing FROM users WHERE full_name IS NOT NULL AND (phone IS NULL OR id > 1);

-- case: a subquery cannot be copied together with its lookup token
UPDATE users SET email = (SELECT c.email FROM contacts c WHERE c.id = 3) WHERE id = 1;
-- becomes
UPDATE users SET ("email", "email_lookup") = (SELECT c.email, "c"."email_lookup" FROM contacts c WHERE c.id = 3) WHERE id = 1;

-- case: ONLY does not share the plan of the same statement without it
UPDATE users SET email = 'a' WHERE id = 1;
-- becomes
UPDATE users SET email = <users.email>, "email_lookup" = <lookup token of users.email> WHERE id = 1;

-- case: ONLY does not share the plan of the same statement without it, the other one
UPDATE ONLY users SET email = 'b' WHERE id = 1;
-- becomes
UPDATE ONLY users SET email = <users.email>, "email_lookup" = <lookup token of users.email> WHERE id = 1;

-- case: H2 names an expression by its text, which stays the user's
-- role: officer
-- database: h2
SELECT COUNT(DISTINCT email), (SELECT MIN(id) FROM users u WHERE u.email = 'x@y.example') FROM users;
-- becomes
SELECT COUNT(DISTINCT "USERS"."EMAIL_LOOKUP") AS "COUNT(DISTINCT EMAIL)", (SELECT MIN(id) FROM users u WHERE "U"."EMAIL_LOOKUP" = <lookup token of USERS.EMAIL>) AS "(SELECT MIN(ID) FROM USERS U WHERE U.EMAIL = ?)" FROM users;

-- case: H2 calls the bare name of a merged column ambiguous, though its * merges
SELECT * FROM users u JOIN orders o USING (id);
-- becomes
SELECT "U"."ID", "U"."EMAIL", "U"."PHONE", "U"."FULL_NAME", "U"."CITY", "U"."PLAN", "U"."CREATED_AT", "O"."USER_ID", "O"."TOTAL" FROM users u JOIN orders o USING (id);
-- column 2: USERS.EMAIL, decrypted
-- column 3: USERS.PHONE, decrypted
-- column 4: USERS.FULL_NAME, decrypted

-- case: UNION of lookup columns in an order, on H2
SELECT id, email FROM users UNION SELECT id, email FROM contacts ORDER BY 1 OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY;
-- becomes
SELECT "columnveil$v1" AS "ID", min("columnveil$v2") AS "EMAIL" FROM (SELECT id, email, "USERS"."EMAIL_LOOKUP" AS "columnveil$t2", 1 AS "columnveil$branch" FROM users UNION ALL SELECT id, email, "CONTACTS"."EMAIL_LOOKUP" AS "columnveil$t2", 2 AS "columnveil$branch" FROM contacts) AS "columnveil$rows" ("columnveil$v1", "columnveil$v2", "columnveil$t2", "columnveil$branch") GROUP BY "columnveil$v1", "columnveil$t2" ORDER BY 1 OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY;
-- column 2: USERS.EMAIL, decrypted

-- case: PARTITION BY a lookup column in the WINDOW clause, which H2 shows
SELECT id, count(*) OVER w FROM users WINDOW w AS (PARTITION BY email);
-- refused 0AV02 at 1:65: this statement touches USERS.EMAIL, and PARTITION BY a lookup column elsewhere than behind OVER is not understood there
-- instead: Write the window behind OVER: OVER (PARTITION BY ..)

-- case: PARTITION BY in the WINDOW clause on H2
SELECT id, count(*) OVER w AS n FROM users WINDOW w AS (PARTITION BY phone ORDER BY id);
-- becomes
SELECT id, count(*) OVER w AS n FROM users WINDOW w AS (PARTITION BY phone ORDER BY id);

-- case: an array of parameters, which H2 cuts to the length of the other elements
SELECT id FROM users WHERE email = ANY (ARRAY['x', ?]);
-- refused 0AV01 at 1:28: USERS.EMAIL is searchable by equality only; a comparison with an array of parameters without a cast cannot be answered (shop.yaml:12:7)
-- instead: Compare USERS.EMAIL with a parameter, a literal or a column of its domain, and compute anything else in the application: EMAIL = ?

-- case: an array of parameters with a type, on H2
SELECT id FROM users WHERE email = ANY (ARRAY[CAST(? AS VARCHAR), 'x', NULL]) OR phone <> ALL (ARRAY['x', CAST(? AS VARCHAR)]);
-- becomes
SELECT id FROM users WHERE "USERS"."EMAIL_LOOKUP" = ANY (ARRAY[CAST(? AS VARBINARY), CAST(<lookup token of USERS.EMAIL> AS VARBINARY), CAST(NULL AS VARBINARY)]) OR phone <> ALL (ARRAY[CAST(<USERS.PHONE> AS VARCHAR), CAST(? AS VARCHAR)]);
-- parameter 1: lookup token of USERS.EMAIL
-- parameter 4: encrypted to be compared with USERS.PHONE

-- case: a key of GROUP BY chosen by CASE
-- database: postgresql
SELECT CASE WHEN count(*) > 1 THEN email ELSE 'once' END AS repeated FROM contacts GROUP BY email;
-- becomes
SELECT CASE WHEN count(*) > 1 THEN min("contacts"."email") ELSE <contacts.email> END AS repeated FROM contacts GROUP BY "contacts"."email_lookup";
-- column 1: contacts.email, decrypted

-- case: a key of GROUP BY in COALESCE
-- database: postgresql
SELECT COALESCE(email, ?) AS e, count(*) FROM contacts GROUP BY email;
-- becomes
SELECT COALESCE(min("contacts"."email"), ?) AS e, count(*) FROM contacts GROUP BY "contacts"."email_lookup";
-- parameter 1: encrypted for contacts.email
-- column 1: contacts.email, decrypted

-- case: a key of GROUP BY in a window
-- database: postgresql
SELECT email, lag(email) OVER (ORDER BY min(id)) AS before FROM contacts GROUP BY email;
-- becomes
SELECT min("contacts"."email") AS "email", lag(min("contacts"."email")) OVER (ORDER BY min(id)) AS before FROM contacts GROUP BY "contacts"."email_lookup";
-- column 1: contacts.email, decrypted
-- column 2: contacts.email, decrypted

-- case: a key of GROUP BY as text
-- database: postgresql
SELECT email::text, count(*) FROM contacts GROUP BY email;
-- becomes
SELECT min("contacts"."email")::text AS "email", count(*) FROM contacts GROUP BY "contacts"."email_lookup";
-- column 1: contacts.email, decrypted

-- case: a key of GROUP BY in parentheses
-- database: postgresql
SELECT (email), count(*) FROM contacts GROUP BY email;
-- becomes
SELECT (min("contacts"."email")) AS "email", count(*) FROM contacts GROUP BY "contacts"."email_lookup";
-- column 1: contacts.email, decrypted

-- case: a key of ROLLUP chosen by CASE
-- database: postgresql
SELECT CASE WHEN count(*) > 0 THEN email END AS e, count(*) FROM contacts GROUP BY ROLLUP (email);
-- becomes
SELECT CASE WHEN count(*) > 0 THEN CASE WHEN GROUPING("contacts"."email_lookup") = 0 THEN min("contacts"."email") END END AS e, count(*) FROM contacts GROUP BY ROLLUP ("contacts"."email_lookup");
-- column 1: contacts.email, decrypted

-- case: a key of GROUP BY in NULLIF
-- database: postgresql
SELECT NULLIF(email, ?), count(*) FROM contacts GROUP BY email;
-- refused 0AV02 at 1:15: this statement touches contacts.email, and NULLIF of a lookup column by which the query is grouped is not understood there
-- instead: Write the statement without that part, or as several statements

-- case: a key of GROUP BY selected by a subquery
-- database: postgresql
SELECT count(*), (SELECT c.email) FROM contacts c GROUP BY c.email;
-- refused 0AV02 at 1:26: this statement touches contacts.email, and a subquery that selects what the query around it is grouped by is not understood there
-- instead: Write the statement without that part, or as several statements

-- case: a key of GROUP BY compared in a subquery
-- database: postgresql
SELECT count(*), (SELECT u.id FROM users u WHERE u.email = c.email) AS id FROM contacts c GROUP BY c.email;
-- becomes
SELECT count(*), (SELECT u.id FROM users u WHERE "u"."email_lookup" = "c"."email_lookup") AS id FROM contacts c GROUP BY "c"."email_lookup";

-- case: a key of GROUP BY chosen by CASE on H2
-- database: h2
SELECT CASE WHEN COUNT(*) > 1 THEN email ELSE 'once' END AS repeated FROM contacts GROUP BY email;
-- becomes
SELECT CASE WHEN COUNT(*) > 1 THEN min("CONTACTS"."EMAIL") ELSE CAST(<CONTACTS.EMAIL> AS VARCHAR) END AS repeated FROM contacts GROUP BY "CONTACTS"."EMAIL_LOOKUP";
-- column 1: CONTACTS.EMAIL, decrypted

-- case: a key of GROUP BY in parentheses on H2
-- database: h2
SELECT (email), COUNT(*) FROM contacts GROUP BY email;
-- becomes
SELECT (min("CONTACTS"."EMAIL")) AS "EMAIL", COUNT(*) FROM contacts GROUP BY "CONTACTS"."EMAIL_LOOKUP";
-- column 1: CONTACTS.EMAIL, decrypted

-- case: HAVING by the name of a result on H2
-- database: h2
SELECT id AS k, email AS m, count(*) FROM contacts GROUP BY k, m HAVING m = ?;
-- refused 0AV02 at 1:73: this statement touches CONTACTS.EMAIL, and a protected column that HAVING calls as it is called in the result is not understood there
-- instead: Name the column itself

-- case: HAVING by the name of a result on H2, in a subquery
-- database: h2
SELECT email AS m, count(*) FROM contacts GROUP BY email HAVING EXISTS (SELECT 1 FROM orders WHERE m = 'ann@mail.example');
-- refused 0AV02 at 1:100: this statement touches CONTACTS.EMAIL, and a protected column that HAVING calls as it is called in the result is not understood there
-- instead: Name the column itself

-- case: HAVING by the name of a result that is not protected
-- database: h2
SELECT email AS m, count(*) AS n FROM contacts GROUP BY email HAVING n > 1;
-- becomes
SELECT min("CONTACTS"."EMAIL") AS m, count(*) AS n FROM contacts GROUP BY "CONTACTS"."EMAIL_LOOKUP" HAVING n > 1;
-- column 1: CONTACTS.EMAIL, decrypted

-- case: a key in what is counted is each row's own
-- database: postgresql
SELECT email, count(CASE WHEN id > 1 THEN email END), count(coalesce(email, ?)) FILTER (WHERE CASE WHEN id > 1 THEN email END IS NOT NULL) FROM contacts GROUP BY email;
-- becomes
SELECT min("contacts"."email") AS "email", count(CASE WHEN id > 1 THEN email END), count(coalesce(email, ?)) FILTER (WHERE CASE WHEN id > 1 THEN email END IS NOT NULL) FROM contacts GROUP BY "contacts"."email_lookup";
-- parameter 1: encrypted for contacts.email
-- column 1: contacts.email, decrypted

-- case: a key in WHERE is each row's own
SELECT coalesce(email, ?) FROM contacts WHERE CASE WHEN id > 1 THEN email END IS NOT NULL GROUP BY email;
-- becomes
SELECT coalesce(min("contacts"."email"), ?) AS "coalesce" FROM contacts WHERE CASE WHEN id > 1 THEN email END IS NOT NULL GROUP BY "contacts"."email_lookup";
-- parameter 1: encrypted for contacts.email
-- column 1: contacts.email, decrypted

-- case: a key in a function that may be an aggregate
SELECT sum(CASE WHEN coalesce(email, ?) IS NULL THEN 1 ELSE 2 END) FROM contacts GROUP BY email;
-- refused 0AV02 at 1:31: this statement touches contacts.email, and a lookup column by which the query is grouped, inside a function or a subquery is not understood there
-- instead: Write the statement without that part, or as several statements

-- case: a key in a subquery that chooses
SELECT c.email, (SELECT CASE WHEN u.id > 0 THEN c.email END FROM users u WHERE u.email = c.email) FROM contacts c GROUP BY c.email;
-- refused 0AV02 at 1:49: this statement touches contacts.email, users.email, and a lookup column by which the query is grouped, inside a function or a subquery is not understood there
-- instead: Write the statement without that part, or as several statements

-- case: a key in a window that counts groups
SELECT count(email) OVER (ORDER BY min(id)) FROM contacts GROUP BY email;
-- refused 0AV02 at 1:8: this statement touches contacts.email, and a window that counts a lookup column by which the query is grouped is not understood there
-- instead: Write the statement without that part, or as several statements

-- case: a key in what is counted on H2
-- database: h2
SELECT email, count(CASE WHEN id > 1 THEN email END) FROM contacts WHERE CASE WHEN id > 1 THEN email END IS NOT NULL GROUP BY email;
-- becomes
SELECT min("CONTACTS"."EMAIL") AS "EMAIL", count(CASE WHEN id > 1 THEN email END) FROM contacts WHERE CASE WHEN id > 1 THEN email END IS NOT NULL GROUP BY "CONTACTS"."EMAIL_LOOKUP";
-- column 1: CONTACTS.EMAIL, decrypted

-- case: a key in a subquery that chooses on H2
-- database: h2
SELECT c.email, (SELECT CASE WHEN u.id > 0 THEN c.email END FROM users u WHERE u.email = c.email) FROM contacts c GROUP BY c.email;
-- refused 0AV02 at 1:49: this statement touches CONTACTS.EMAIL, USERS.EMAIL, and a lookup column by which the query is grouped, inside a function or a subquery is not understood there
-- instead: Write the statement without that part, or as several statements

-- case: a key within another key
-- database: postgresql
SELECT count(*) FROM contacts GROUP BY email, CASE WHEN coalesce(email, 'x') IS NULL THEN 1 END;
-- refused 0AV02 at 1:66: this statement touches contacts.email, and a lookup column by which the query is grouped, inside a function or a subquery is not understood there
-- instead: Write the statement without that part, or as several statements
