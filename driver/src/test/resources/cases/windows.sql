-- Windows, for a session that may decrypt and unmask everything.

-- case: and by ciphertext
SELECT id, row_number() OVER w AS r, count(*) OVER w AS n FROM users WINDOW w AS (PARTITION BY phone, city ORDER BY id);
-- becomes
SELECT id, row_number() OVER w AS r, count(*) OVER w AS n FROM users WINDOW w AS (PARTITION BY phone, city ORDER BY id);

-- case: it cannot be in an order of ciphertext
SELECT id, rank() OVER w AS r FROM users WINDOW w AS (ORDER BY email);
-- refused 0AV01 at 1:64: users.email is searchable by equality only; ORDER BY cannot be answered (shop.yaml:12:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.email in the application

-- case: a value of another row is handed on as it is
SELECT id, lag(email) OVER (ORDER BY id) AS before, lead(full_name, 2) OVER (ORDER BY id) AS after FROM users;
-- becomes
SELECT id, lag(email) OVER (ORDER BY id) AS before, lead(full_name, 2) OVER (ORDER BY id) AS after FROM users;
-- column 2: users.email, decrypted
-- column 3: users.full_name, decrypted

-- case: of the first, last and a numbered row
SELECT id, first_value(phone) OVER w AS f, last_value(phone) OVER w AS l, nth_value(phone, 2) OVER w AS n FROM users WINDOW w AS (PARTITION BY city ORDER BY id);
-- becomes
SELECT id, first_value(phone) OVER w AS f, last_value(phone) OVER w AS l, nth_value(phone, 2) OVER w AS n FROM users WINDOW w AS (PARTITION BY city ORDER BY id);
-- column 2: users.phone, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.phone, decrypted

-- case: handed on under the name of the function
SELECT lag(phone) OVER (ORDER BY id) FROM users;
-- becomes
SELECT lag(phone) OVER (ORDER BY id) FROM users;
-- column 1: users.phone, decrypted

-- case: and searched
SELECT x.id FROM (SELECT id, lag(phone) OVER (ORDER BY id) AS p FROM users) x WHERE x.p = ?;
-- becomes
SELECT x.id FROM (SELECT id, lag(phone) OVER (ORDER BY id) AS p FROM users) x WHERE x.p = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: by a lookup column it cannot be searched
SELECT x.id FROM (SELECT id, lag(email) OVER (ORDER BY id) AS p FROM users) x WHERE x.p = ?;
-- refused 0AV01 at 1:85: users.email comes here through a view, a set operation or a grouped or renamed subquery, past which its lookup column does not reach
-- instead: Put the condition into the query that reads the table itself, or let the view select the lookup column as well: applications do not see it there either

-- case: a value in place of a row that is not there
SELECT lag(email, 1, 'none') OVER (ORDER BY id) FROM users;
-- refused 0AV01 at 1:8: users.email is searchable by equality only; function lag cannot be answered (shop.yaml:12:7)
-- instead: Select users.email as it is and do this in the application; a whole value is found by '=' or IN

-- case: a masked session reads masked values of other rows
-- role: marketing
SELECT id, lag(email) OVER (ORDER BY id) AS before FROM users;
-- becomes
SELECT id, lag(email) OVER (ORDER BY id) AS before FROM users;
-- column 2: users.email, decrypted and masked

-- case: who may not search a column uses it in no function
-- role: stranger
SELECT id, lag(email) OVER (ORDER BY id) AS before FROM users;
-- refused 42501 at 1:16: this session has no role in the policy, and without one nobody may search users.email (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'search: [users.email]' in a role of this session, or use the column in the select list only

-- case: an order of values of other columns
-- role: officer
SELECT id, email, row_number() OVER (PARTITION BY email ORDER BY city DESC NULLS LAST) AS r FROM users;
-- becomes
SELECT id, email, row_number() OVER (PARTITION BY "users"."email_lookup" ORDER BY city DESC NULLS LAST) AS r FROM users;
-- column 2: users.email, decrypted

-- case: other rows on H2
-- database: h2
SELECT id, lag(email) OVER (ORDER BY id) AS before, first_value(phone) OVER (PARTITION BY city ORDER BY id) AS f FROM users;
-- becomes
SELECT id, lag(email) OVER (ORDER BY id) AS before, first_value(phone) OVER (PARTITION BY city ORDER BY id) AS f FROM users;
-- column 2: USERS.EMAIL, decrypted
-- column 3: USERS.PHONE, decrypted
