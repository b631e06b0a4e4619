-- Statements that are kept in the server, or only explained.

-- case: a cursor gives what its query gives
-- role: officer
-- database: postgresql
DECLARE c SCROLL CURSOR WITH HOLD FOR SELECT id, email, full_name FROM users WHERE email = ? OR phone = '+1';
-- becomes
DECLARE c SCROLL CURSOR WITH HOLD FOR SELECT id, email, full_name FROM users WHERE "users"."email_lookup" = ? OR phone = <users.phone>;
-- parameter 1: lookup token of users.email
-- fetched column 2: users.email, decrypted
-- fetched column 3: users.full_name, decrypted

-- case: a cursor over rows that are locked
DECLARE c CURSOR FOR SELECT email FROM users WHERE phone = '+1' FOR UPDATE;
-- becomes
DECLARE c CURSOR FOR SELECT email FROM users WHERE phone = <users.phone> FOR UPDATE;
-- fetched column 1: users.email, decrypted

-- case: a cursor over all columns
DECLARE "C" INSENSITIVE NO SCROLL CURSOR WITHOUT HOLD FOR SELECT * FROM users ORDER BY id;
-- becomes
DECLARE "C" INSENSITIVE NO SCROLL CURSOR WITHOUT HOLD FOR SELECT "users"."id", "users"."email", "users"."phone", "users"."full_name", "users"."city", "users"."plan", "users"."created_at" FROM users ORDER BY id;
-- fetched column 2: users.email, decrypted
-- fetched column 3: users.phone, decrypted
-- fetched column 4: users.full_name, decrypted

-- case: a cursor over a WITH query
DECLARE c CURSOR FOR WITH w AS (SELECT email FROM contacts) SELECT u.id FROM users u JOIN w ON u.email = w.email;
-- becomes
DECLARE c CURSOR FOR WITH w AS (SELECT email, "contacts"."email_lookup" AS "columnveil$1" FROM contacts) SELECT u.id FROM users u JOIN w ON "u"."email_lookup" = "w"."columnveil$1";

-- case: a cursor over values in order of ciphertext
DECLARE c CURSOR FOR SELECT id FROM users ORDER BY email;
-- refused 0AV01 at 1:52: users.email is searchable by equality only; ORDER BY cannot be answered (shop.yaml:12:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.email in the application

-- case: a binary cursor
DECLARE c BINARY CURSOR FOR SELECT email FROM users;
-- refused 0AV02 at 1:11: a binary cursor gives protected columns in a form that is not read
-- instead: Leave out BINARY

-- case: a binary cursor over nothing protected
DECLARE c BINARY CURSOR FOR SELECT id FROM orders;
-- passes

-- case: a cursor in a text of several statements
DECLARE c CURSOR FOR SELECT email FROM users; FETCH c;
-- refused 0AV02 at 1:1: a cursor or prepared statement in a text of several statements, one of which touches a protected table
-- instead: Send them one by one

-- case: a cursor over nothing protected, in a text of several statements
-- not on the twin: the rows are those of a cursor that lives no longer than the text
DECLARE c CURSOR FOR SELECT id FROM orders; FETCH c; CLOSE c;
-- passes

-- case: FETCH
-- not on the twin: there is no such cursor
FETCH FORWARD 5 FROM c;
-- passes

-- case: MOVE
-- not on the twin: there is no such cursor
MOVE ALL IN c;
-- passes

-- case: CLOSE
-- not on the twin: there is no such cursor
CLOSE c;
-- passes

-- case: a cursor that may read more than it names
DECLARE c CURSOR FOR SELECT query_to_xml('SELECT 1', true, true, '');
-- refused 0AV04 at 1:29: 'query_to_xml' reads tables named by text, or the database's own copies of their values, past every grant
-- instead: Query the tables themselves

-- case: a change at a cursor
UPDATE users SET phone = ? WHERE CURRENT OF c;
-- refused 0AV02 at 1:42: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: PREPARE of a protected table
PREPARE p (text) AS SELECT id FROM users WHERE email = $1;
-- refused 0AV04 at 1:36: what PREPARE keeps in the server is run by EXECUTE as it is: values would not be encrypted for 'users', nor results decrypted
-- instead: Prepare it by Connection.prepareStatement, which the server keeps as well

-- case: PREPARE of nothing protected
PREPARE p (bigint) AS SELECT id FROM orders WHERE id = $1;
-- passes

-- case: EXECUTE with a name in its text
EXECUTE p ('users');
-- refused 0AV04 at 1:1: what EXECUTE does with protected tables cannot be seen from here
-- instead: Prepare it by Connection.prepareStatement, which the server keeps as well

-- case: EXECUTE of what was prepared
-- not on the twin: nothing was prepared
EXECUTE p (5);
-- passes

-- case: a new table of what a prepared statement gives
-- not on the twin: nothing was prepared
CREATE TABLE copied AS EXECUTE p ('users');
-- passes

-- case: EXECUTE of a statement that the wrapped driver prepared
EXECUTE "S_1";
-- refused 0AV04 at 1:1: prepared statements of such names are the wrapped driver's, and may give protected columns past every grant
-- instead: Use a name that does not begin with S_

-- case: PREPARE under a name of the wrapped driver
PREPARE "S_1" AS SELECT 1;
-- refused 0AV04 at 1:1: prepared statements of such names are the wrapped driver's, and may give protected columns past every grant
-- instead: Use a name that does not begin with S_

-- case: a new table of what the wrapped driver prepared
CREATE TABLE copied AS EXECUTE "S_12";
-- refused 0AV04 at 1:24: prepared statements of such names are the wrapped driver's, and may give protected columns past every grant
-- instead: Use a name that does not begin with S_

-- case: EXPLAIN of what the wrapped driver prepared
EXPLAIN (ANALYZE) EXECUTE "S_2";
-- refused 0AV04 at 1:19: prepared statements of such names are the wrapped driver's, and may give protected columns past every grant
-- instead: Use a name that does not begin with S_

-- case: EXPLAIN of a new table of what the wrapped driver prepared
EXPLAIN ANALYZE CREATE TEMP TABLE copied AS EXECUTE "S_2" (1);
-- refused 0AV04 at 1:45: prepared statements of such names are the wrapped driver's, and may give protected columns past every grant
-- instead: Use a name that does not begin with S_

-- case: EXPLAIN of what was prepared
-- not on the twin: nothing was prepared
EXPLAIN EXECUTE p (5);
-- passes

-- case: EXECUTE after a PREPARE in the same text
-- not on the twin: it is refused when it is executed
PREPARE p AS SELECT 1; EXECUTE p;
-- passes

-- case: EXECUTE of no name
EXECUTE 5;
-- refused 0AV04 at 1:1: which prepared statement is meant cannot be read
-- instead: Prepare it by Connection.prepareStatement, which the server keeps as well

-- case: DEALLOCATE
-- not on the twin: nothing was prepared
DEALLOCATE PREPARE p;
-- passes

-- case: DEALLOCATE ALL
DEALLOCATE ALL;
-- passes

-- case: code that prepares what EXECUTE runs
DO $$ BEGIN PREPARE p AS SELECT 1; END $$;
-- refused 0AV04 at 1:1: what DO does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: PREPARE of a change
PREPARE change (bigint, text) AS UPDATE users SET phone = $2 WHERE id = $1;
-- refused 0AV04 at 1:41: what PREPARE keeps in the server is run by EXECUTE as it is: values would not be encrypted for 'users', nor results decrypted
-- instead: Prepare it by Connection.prepareStatement, which the server keeps as well

-- case: PREPARE beside a statement on a protected table
SELECT phone FROM users; PREPARE p AS SELECT 1;
-- refused 0AV02 at 1:26: a cursor or prepared statement in a text of several statements, one of which touches a protected table
-- instead: Send them one by one

-- case: EXPLAIN of a search
EXPLAIN SELECT u.id, u.email FROM users u JOIN contacts c ON c.email = u.email WHERE u.email = ?;
-- becomes
EXPLAIN SELECT u.id, u.email FROM users u JOIN contacts c ON "c"."email_lookup" = "u"."email_lookup" WHERE "u"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 1: the database's plan, without lookup columns and encrypted values

-- case: EXPLAIN ANALYZE of an INSERT
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) INSERT INTO users (id, email) VALUES (60, 'new@mail.example');
-- becomes
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) INSERT INTO users (id, email, "email_lookup") VALUES (60, <users.email>, <lookup token of users.email>);
-- column 1: the database's plan, without lookup columns and encrypted values

-- case: EXPLAIN of a list
EXPLAIN VERBOSE SELECT u.id FROM users u JOIN (VALUES (?)) v(mail) ON u.email = v.mail;
-- becomes
EXPLAIN VERBOSE SELECT u.id FROM users u JOIN (VALUES (CAST(? AS bytea))) v(mail) ON "u"."email_lookup" = v.mail;
-- parameter 1: lookup token of users.email
-- column 1: the database's plan, without lookup columns and encrypted values

-- case: EXPLAIN of what is refused
EXPLAIN SELECT id FROM users WHERE email LIKE 'a%';
-- refused 0AV01 at 1:36: users.email is searchable by equality only; LIKE cannot be answered (shop.yaml:12:7)
-- instead: Choose the rows by other columns and match users.email in the application; a whole value is found by '=' or IN

-- case: EXPLAIN of a new table
EXPLAIN CREATE TABLE copied AS SELECT email FROM users;
-- refused 0AV02 at 1:9: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: EXPLAIN of a cursor
EXPLAIN DECLARE c CURSOR FOR SELECT id FROM users WHERE phone = '+1';
-- refused 0AV02 at 1:17: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: EXPLAIN without a grant
-- role: stranger
EXPLAIN SELECT id FROM users WHERE email = ?;
-- refused 42501 at 1:36: this session has no role in the policy, and without one nobody may search users.email (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'search: [users.email]' in a role of this session, or use the column in the select list only

-- case: EXPLAIN on H2
-- role: officer
-- database: h2
EXPLAIN SELECT id, email FROM users WHERE email = ?;
-- becomes
EXPLAIN SELECT id, email FROM users WHERE "USERS"."EMAIL_LOOKUP" = ?;
-- parameter 1: lookup token of USERS.EMAIL
-- column 1: the database's plan, without lookup columns and encrypted values

-- case: EXPLAIN ANALYZE on H2
EXPLAIN ANALYZE SELECT id FROM users WHERE phone = '+1';
-- becomes
EXPLAIN ANALYZE SELECT id FROM users WHERE phone = <USERS.PHONE>;
-- column 1: the database's plan, without lookup columns and encrypted values

-- case: EXPLAIN PLAN FOR on H2
EXPLAIN PLAN FOR UPDATE users SET email = 'new@mail.example' WHERE phone = ?;
-- becomes
EXPLAIN PLAN FOR UPDATE users SET email = <USERS.EMAIL>, "EMAIL_LOOKUP" = <lookup token of USERS.EMAIL> WHERE phone = ?;
-- parameter 3: encrypted to be compared with USERS.PHONE
-- column 1: the database's plan, without lookup columns and encrypted values

-- case: EXPLAIN of what is refused on H2
EXPLAIN SELECT id FROM users WHERE email LIKE 'a%';
-- refused 0AV01 at 1:36: USERS.EMAIL is searchable by equality only; LIKE cannot be answered (shop.yaml:12:7)
-- instead: Choose the rows by other columns and match USERS.EMAIL in the application; a whole value is found by '=' or IN

-- case: PREPARE on H2
PREPARE P AS SELECT PHONE FROM USERS;
-- refused 0AV04 at 1:32: what PREPARE keeps in the server is run by EXECUTE as it is: values would not be encrypted for 'USERS', nor results decrypted
-- instead: Prepare it by Connection.prepareStatement, which the server keeps as well

-- case: EXECUTE IMMEDIATE on H2
EXECUTE IMMEDIATE 'SELECT PHONE FROM ' || 'USERS';
-- refused 0AV04 at 1:1: what EXECUTE IMMEDIATE runs is put together in the database, and cannot be seen from here
-- instead: Run the statement itself from the application
