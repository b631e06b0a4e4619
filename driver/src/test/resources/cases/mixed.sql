-- Columns whose old rows may be plaintext.

-- case: equality is refused while old rows are plaintext
-- role: officer
-- database: postgresql mixed
SELECT id FROM users WHERE email = ?;
-- refused 0AV03 at 1:28: users.email may still hold old plaintext, so a comparison would not see every row (shop.yaml:12:7)
-- instead: Move its rows through the driver into a table that was empty at 'keys init --url', or set 'searchOldPlaintext: true' for it if the value may reach the database in plaintext

-- case: null tests are exact
SELECT id FROM users WHERE email IS NULL;
-- becomes
SELECT id FROM users WHERE email IS NULL;

-- case: joins are refused
SELECT u.id FROM users u JOIN contacts c ON u.email = c.email;
-- refused 0AV03 at 1:45: users.email may still hold old plaintext, so a comparison of stored values would not see every row (shop.yaml:12:7)
-- instead: Move its rows through the driver into a table that was empty at 'keys init --url'

-- case: grouping is refused
SELECT phone, count(*) FROM users GROUP BY phone;
-- refused 0AV03 at 1:44: users.phone may still hold old plaintext, so a comparison of stored values would not see every row (shop.yaml:19:7)
-- instead: Move its rows through the driver into a table that was empty at 'keys init --url'

-- case: writes are encrypted
INSERT INTO users (id, email, phone) VALUES (?, ?, ?);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") VALUES (?, ?, ?, ?);
-- parameter 2: encrypted for users.email
-- parameter 3: encrypted for users.phone
-- parameter 4: lookup token of users.email

-- case: both forms are searched where the policy says so
-- role: officer
-- database: postgresql mixed-searchable
SELECT id FROM users WHERE email = ?;
-- becomes
SELECT id FROM users WHERE (("users"."email_lookup" IS NOT NULL AND "users"."email_lookup" IN (?)) OR ("users"."email_lookup" IS NULL AND "users"."email" IN (?)));
-- parameter 1: lookup token of users.email
-- parameter 2: IN PLAINTEXT, to find old rows of users.email

-- case: both forms, negated
SELECT id FROM users WHERE email <> 'ann@mail.example' AND id > 3;
-- becomes
SELECT id FROM users WHERE (("users"."email_lookup" IS NOT NULL AND "users"."email_lookup" NOT IN (<lookup token of users.email>)) OR ("users"."email_lookup" IS NULL AND "users"."email" NOT IN (<value>))) AND id > 3;

-- case: both forms, IN
SELECT id FROM users WHERE email IN (?, 'bob@mail.example');
-- becomes
SELECT id FROM users WHERE (("users"."email_lookup" IS NOT NULL AND "users"."email_lookup" IN (?, <lookup token of users.email>)) OR ("users"."email_lookup" IS NULL AND "users"."email" IN (?, <value>)));
-- parameter 1: lookup token of users.email
-- parameter 3: IN PLAINTEXT, to find old rows of users.email

-- case: both forms, deterministic
SELECT id FROM users u WHERE NOT (u.phone = ?);
-- becomes
SELECT id FROM users u WHERE NOT (("u"."phone" IN (?, ?)));
-- parameter 1: encrypted to be compared with users.phone
-- parameter 2: IN PLAINTEXT, to find old rows of users.phone

-- case: both forms, NOT IN, deterministic
SELECT id FROM users WHERE phone NOT IN (?, ?);
-- becomes
SELECT id FROM users WHERE ("users"."phone" NOT IN (?, ?, ?, ?));
-- parameter 1: encrypted to be compared with users.phone
-- parameter 2: encrypted to be compared with users.phone
-- parameter 3: IN PLAINTEXT, to find old rows of users.phone
-- parameter 4: IN PLAINTEXT, to find old rows of users.phone

-- case: row values cannot search both
SELECT id FROM users WHERE (phone, id) = (?, ?);
-- refused 0AV03 at 1:29: users.phone may still hold old plaintext, so a comparison would not see every row (shop.yaml:20:7)
-- instead: Move its rows through the driver into a table that was empty at 'keys init --url'; 'searchOldPlaintext' answers only = and IN with values

-- case: joins are refused all the same
SELECT u.id FROM users u JOIN contacts c ON u.email = c.email;
-- refused 0AV03 at 1:45: users.email may still hold old plaintext, so a comparison of stored values would not see every row (shop.yaml:12:7)
-- instead: Move its rows through the driver into a table that was empty at 'keys init --url'; 'searchOldPlaintext' answers only = and IN with values

-- case: NOT around a search of both forms stays exact, for no side of the OR is ever NULL
SELECT id FROM users WHERE NOT (email = ?);
-- becomes
SELECT id FROM users WHERE NOT ((("users"."email_lookup" IS NOT NULL AND "users"."email_lookup" IN (?)) OR ("users"."email_lookup" IS NULL AND "users"."email" IN (?))));
-- parameter 1: lookup token of users.email
-- parameter 2: IN PLAINTEXT, to find old rows of users.email

-- case: a list is compared with values that may be old plaintext
SELECT u.id FROM users u JOIN (VALUES (?)) v(mail) ON u.email = v.mail;
-- refused 0AV03 at 1:55: users.email may still hold old plaintext, so a comparison with a list of values would not see every row (shop.yaml:12:7)
-- instead: Move its rows through the driver into a table that was empty at 'keys init --url'; 'searchOldPlaintext' answers only = and IN with values

-- case: a list is stored while old rows may be plaintext
INSERT INTO users (id, email) SELECT * FROM (VALUES (60, ?)) v(a, b);
-- becomes
INSERT INTO users (id, email, "email_lookup") SELECT "v"."a", "v"."b", "v"."columnveil$form1" FROM (VALUES (60, ?, CAST(? AS bytea))) v(a, b, "columnveil$form1");
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: a list is stored where a value may be old plaintext
UPDATE users SET email = COALESCE(v.b, users.email) FROM (VALUES (1, ?)) v(a, b) WHERE users.id = v.a;
-- becomes
UPDATE users SET email = COALESCE(v.b, users.email), "email_lookup" = COALESCE("v"."columnveil$form1", "users"."email_lookup") FROM (VALUES (1, ?, CAST(? AS bytea))) v(a, b, "columnveil$form1") WHERE users.id = v.a;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: what COALESCE chose has no name by which old plaintext could be compared
SELECT id FROM users WHERE COALESCE(phone, ?) = ?;
-- refused 0AV03 at 1:28: users.phone may still hold old plaintext, so a comparison would not see every row (shop.yaml:20:7)
-- instead: Move its rows through the driver into a table that was empty at 'keys init --url'; 'searchOldPlaintext' answers only = and IN with values

-- case: a file of the server may be the database's own
-- database: postgresql mixed
COPY orders FROM '/import/orders.csv';
-- refused 0AV04 at 1:1: what COPY does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: a file that H2 reads as rows may be the database's own
-- database: h2 mixed
SELECT * FROM CSVREAD('orders.csv');
-- refused 0AV04 at 1:15: 'CSVREAD' reads tables named by text, or the database's own copies of their values, past every grant
-- instead: Query the tables themselves
