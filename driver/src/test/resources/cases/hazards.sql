-- What a parser that is taken at its word would let through. Refused, or read as the database
-- reads it.

-- case: text after a semicolon
-- role: officer
-- database: postgresql
SELECT 1; UPDATE users SET phone = '+1';
-- becomes
SELECT 1; UPDATE users SET phone = <users.phone>;

-- case: three newlines do not end a statement
SELECT id FROM orders WHERE id = 1


 OR EXISTS (SELECT 1 FROM users WHERE phone = '+1');
-- becomes
SELECT id FROM orders WHERE id = 1


 OR EXISTS (SELECT 1 FROM users WHERE phone = <users.phone>);

-- case: a slash on its own line does not end a statement
SELECT 1
/
2 FROM users;
-- becomes
SELECT 1
/
2 FROM users;

-- case: go on its own line is an alias
SELECT id
go
FROM users;
-- becomes
SELECT id
go
FROM users;

-- case: backslash in E'' escapes the quote
UPDATE users SET phone = E'\'+1' WHERE id = 1;
-- becomes
UPDATE users SET phone = <users.phone> WHERE id = 1;

-- case: backslash in a plain string is a backslash
UPDATE users SET phone = '\' WHERE city = ' OR phone = ''';
-- becomes
UPDATE users SET phone = <users.phone> WHERE city = ' OR phone = ''';

-- case: dollar quotes hold a literal
UPDATE users SET phone = $tag$+1 'x'$tag$ WHERE id = 1;
-- becomes
UPDATE users SET phone = <users.phone> WHERE id = 1;

-- case: @ is an operator, not part of a name
SELECT @id FROM users WHERE phone = ?;
-- refused 0AV02 at 1:1: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: contains operator beside a column
SELECT id FROM users WHERE phone = ? AND ARRAY[id]@>ARRAY[1::bigint];
-- becomes
SELECT id FROM users WHERE phone = ? AND ARRAY[id]@>ARRAY[1::bigint];
-- parameter 1: encrypted to be compared with users.phone

-- case: day as a column name
SELECT day, month, year FROM visits WHERE phone = ?;
-- becomes
SELECT day, month, year FROM visits WHERE phone = ?;
-- parameter 1: encrypted to be compared with visits.phone

-- case: ?? is an operator
SELECT id FROM visits WHERE phone = ? AND tags ?? 'x';
-- becomes
SELECT id FROM visits WHERE phone = ? AND tags ?? 'x';
-- parameter 1: encrypted to be compared with visits.phone

-- case: unicode escapes in a name
SELECT U&"em\0061il" FROM users WHERE U&"em\0061il" = ?;
-- becomes
SELECT U&"em\0061il" FROM users WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 1: users.email, decrypted

-- case: unicode escapes in a string
UPDATE users SET phone = U&'\002B1' WHERE id = 1;
-- becomes
UPDATE users SET phone = <users.phone> WHERE id = 1;

-- case: nested comments end where PostgreSQL ends them
SELECT id /* a /* b */ , phone */ FROM users;
-- becomes
SELECT id /* a /* b */ , phone */ FROM users;

-- case: comment between name parts
SELECT users/**/./**/phone FROM users;
-- becomes
SELECT users/**/./**/phone FROM users;
-- column 1: users.phone, decrypted

-- case: string continued on the next line
UPDATE users SET phone = '+1'
'2' WHERE id = 1;
-- becomes
UPDATE users SET phone = <users.phone> WHERE id = 1;

-- case: the keyword FILTER beside a column
SELECT count(*) FILTER (WHERE phone = ?) FROM users;
-- becomes
SELECT count(*) FILTER (WHERE phone = ?) FROM users;
-- parameter 1: encrypted to be compared with users.phone

-- case: row of a table as a value
SELECT users FROM users;
-- refused 0AV01 at 1:8: a whole row of 'users' holds protected columns and cannot be used as one value
-- instead: Name the columns that you need

-- case: row of a table compared
SELECT id FROM users u WHERE u = ROW(1, 2);
-- refused 0AV01 at 1:30: a whole row of 'u' holds protected columns and cannot be used as one value
-- instead: Name the columns that you need

-- case: attribute of a row
SELECT (users).phone FROM users;
-- refused 0AV01 at 1:9: a whole row of 'users' holds protected columns and cannot be used as one value
-- instead: Name the columns that you need

-- case: a quoted name in another case is another column
SELECT "Email" FROM visits WHERE phone = ?;
-- becomes
SELECT "Email" FROM visits WHERE phone = ?;
-- parameter 1: encrypted to be compared with visits.phone

-- case: lookup columns do not exist
SELECT email_lookup FROM users;
-- refused 42703 at 1:8: column "email_lookup" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: lookup columns do not exist in predicates
SELECT id FROM users WHERE email_lookup IS NULL;
-- refused 42703 at 1:28: column "email_lookup" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: lookup columns cannot be written
UPDATE users SET email_lookup = NULL;
-- refused 42703 at 1:18: column "email_lookup" of "users" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: lookup columns cannot be inserted
INSERT INTO users (id, email_lookup) VALUES (1, NULL);
-- refused 42703 at 1:24: column "email_lookup" of "users" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: text executors
SELECT query_to_xml('SELECT * FROM ' || ?, true, false, '');
-- refused 0AV04 at 1:8: 'query_to_xml' reads tables named by text, or the database's own copies of their values, past every grant
-- instead: Query the tables themselves

-- case: statistics hold copies of values
SELECT most_common_vals FROM pg_stats WHERE tablename = 'users';
-- refused 0AV04 at 1:30: 'pg_stats' reads tables named by text, or the database's own copies of their values, past every grant
-- instead: Query the tables themselves

-- case: code that writes
DO $$ BEGIN UPDATE users SET phone = '+1'; END $$;
-- refused 0AV04 at 1:1: what DO does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: code that does not touch the table
DO $$ BEGIN PERFORM 1; END $$;
-- passes

-- case: code that builds its text
DO $$ BEGIN EXECUTE 'UPD' || 'ATE us' || 'ers SET phone = 1'; END $$;
-- refused 0AV04 at 1:1: what DO does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: copy out
COPY users TO STDOUT;
-- refused 0AV04 at 1:1: what COPY does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: copy of another table
-- not on the twin: needs a CopyManager
COPY orders TO STDOUT;
-- passes

-- case: opaque function
SELECT mystery('x');
-- refused 0AV04 at 1:8: function 'mystery' may read or write protected tables by itself, and there are several of the name or its code cannot be looked into
-- instead: Run its statements from the application, or take the protected table out of it

-- case: standard_conforming_strings off
SET standard_conforming_strings = off;
-- refused 0AV05 at 1:1: this setting changes how SQL is read, and protected values could be read past it
-- instead: Leave it at its default

-- case: standard_conforming_strings off by function
SELECT set_config('standard_conforming_strings', 'off', false);
-- refused 0AV05 at 1:19: this setting changes how SQL is read, and protected values could be read past it
-- instead: Leave it at its default

-- case: rename takes a column out of the policy
ALTER TABLE users RENAME COLUMN phone TO tel;
-- refused 0AV02 at 1:13: this DDL could copy values of 'users' or take a column out of its protection
-- instead: Change the policy first, and run the DDL over a connection without Columnveil as the table's owner

-- case: adding a column is harmless
ALTER TABLE users ADD COLUMN age int;
-- passes

-- case: a table made from a protected one
CREATE TABLE copy AS SELECT * FROM users;
-- refused 0AV02 at 1:36: the new table would hold ciphertext of 'users' in columns that the policy does not know
-- instead: Create the table first, name its columns in the policy with the same 'domain', and fill it with INSERT ... SELECT

-- case: select into
SELECT * INTO copy FROM users;
-- refused 0AV02 at 1:1: the new table would hold ciphertext of 'users' in columns that the policy does not know
-- instead: Create the table first, name its columns in the policy with the same 'domain', and fill it with INSERT ... SELECT

-- case: prepare in SQL
PREPARE p AS SELECT phone FROM users;
-- refused 0AV04 at 1:32: what PREPARE keeps in the server is run by EXECUTE as it is: values would not be encrypted for 'users', nor results decrypted
-- instead: Prepare it by Connection.prepareStatement, which the server keeps as well

-- case: cursor in SQL
DECLARE c CURSOR FOR SELECT phone FROM users;
-- becomes
DECLARE c CURSOR FOR SELECT phone FROM users;
-- fetched column 1: users.phone, decrypted

-- case: natural join
SELECT * FROM users NATURAL JOIN contacts;
-- becomes
SELECT "users"."id", "users"."email", "users"."phone", "users"."full_name", "users"."city", "users"."plan", "users"."created_at", "contacts"."note" FROM users  JOIN contacts ON ("users"."id" = "contacts"."id" AND "users"."email_lookup" = "contacts"."email_lookup");
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: view over a protected table
SELECT email FROM user_mails WHERE id = 1;
-- becomes
SELECT email FROM user_mails WHERE id = 1;
-- column 1: users.email, decrypted

-- case: predicate past a view
SELECT id FROM user_mails WHERE email = ?;
-- refused 0AV01 at 1:33: users.email comes here through a view, a set operation or a grouped or renamed subquery, past which its lookup column does not reach
-- instead: Put the condition into the query that reads the table itself, or let the view select the lookup column as well: applications do not see it there either

-- case: a string that holds a protected name is harmless by itself
INSERT INTO orders (id) SELECT length('users');
-- passes

-- case: H2 folds by Unicode
-- role: officer
-- database: h2
SELECT id FROM uſers WHERE id = 1;
-- becomes
SELECT id FROM uſers WHERE id = 1;

-- case: H2 script dumps everything
SCRIPT TO 'x.sql';
-- refused 0AV04 at 1:1: what SCRIPT does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: H2 csvwrite runs text
CALL CSVWRITE('x.csv', 'SELECT * FROM ' || 'USERS');
-- refused 0AV04 at 1:6: 'CSVWRITE' reads tables named by text, or the database's own copies of their values, past every grant
-- instead: Query the tables themselves

-- case: H2 execute immediate
EXECUTE IMMEDIATE 'DELETE FROM ' || 'USERS';
-- refused 0AV04 at 1:1: what EXECUTE IMMEDIATE runs is put together in the database, and cannot be seen from here
-- instead: Run the statement itself from the application

-- case: H2 numbered parameters
SELECT ID FROM USERS WHERE PHONE = ?1 OR EMAIL = ?1;
-- becomes
SELECT ID FROM USERS WHERE PHONE = ? OR "USERS"."EMAIL_LOOKUP" = ?;
-- parameter 1: encrypted to be compared with USERS.PHONE
-- parameter 2: lookup token of USERS.EMAIL

-- case: H2 slash comments
SELECT ID // , PHONE
FROM USERS;
-- becomes
SELECT ID // , PHONE
FROM USERS;

-- case: H2 quoted names
SELECT "EMAIL" FROM "USERS" WHERE "EMAIL" = ?;
-- becomes
SELECT "EMAIL" FROM "USERS" WHERE "USERS"."EMAIL_LOOKUP" = ?;
-- parameter 1: lookup token of USERS.EMAIL
-- column 1: USERS.EMAIL, decrypted

-- case: H2 merge with key
MERGE INTO USERS (ID, PHONE) KEY (ID) VALUES (1, '+1');
-- becomes
MERGE INTO USERS (ID, PHONE) KEY (ID) VALUES (1, <USERS.PHONE>);

-- case: operators that may bind before the comparison
-- role: officer
-- database: postgresql
SELECT id FROM users WHERE city || phone = ?;
-- refused 0AV01 at 1:36: users.phone is searchable by equality only; '||' cannot be answered (shop.yaml:19:7)
-- instead: Select users.phone as it is and do this in the application; a whole value is found by '=' or IN

-- case: operators that may bind after it
SELECT id FROM users WHERE phone = ? || 'x';
-- refused 0AV01 at 1:28: users.phone is searchable by equality only; a comparison with a value that is not encrypted cannot be answered (shop.yaml:19:7)
-- instead: Compare users.phone with a parameter, a literal or a column of its domain, and compute anything else in the application: phone = ?

-- case: comparisons in a row
SELECT id FROM users WHERE true = (phone = ?);
-- becomes
SELECT id FROM users WHERE true = (phone = ?);
-- parameter 1: encrypted to be compared with users.phone

-- case: AND of BETWEEN before a comparison
SELECT id FROM users WHERE id BETWEEN 1 AND phone = ?;
-- refused 0AV02 at 1:41: this statement touches users.phone, and the order in which operators bind here is not understood there
-- instead: Put the comparison of the protected column into parentheses

-- case: IS after a comparison
SELECT id FROM users WHERE phone = ? IS TRUE;
-- refused 0AV02 at 1:38: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: collation inside
SELECT id FROM users WHERE phone = ? COLLATE "C";
-- refused 0AV01 at 1:28: users.phone is searchable by equality only; a comparison with a value that is not encrypted cannot be answered (shop.yaml:19:7)
-- instead: Compare users.phone with a parameter, a literal or a column of its domain, and compute anything else in the application: phone = ?

-- case: collation of the column
SELECT phone COLLATE "C" FROM users;
-- refused 0AV01 at 1:8: users.phone is searchable by equality only; COLLATE cannot be answered (shop.yaml:19:7)
-- instead: Select users.phone as it is and do this in the application; a whole value is found by '=' or IN

-- case: NOT before a comparison
SELECT id FROM users WHERE NOT phone = ?;
-- becomes
SELECT id FROM users WHERE NOT phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: a comparison as a select item with an alias
SELECT phone = ? AS hit FROM users;
-- becomes
SELECT phone = ? AS hit FROM users;
-- parameter 1: encrypted to be compared with users.phone

-- case: at time zone beside
SELECT id FROM users WHERE phone = ? AND created_at AT TIME ZONE 'UTC' > now();
-- becomes
SELECT id FROM users WHERE phone = ? AND created_at AT TIME ZONE 'UTC' > now();
-- parameter 1: encrypted to be compared with users.phone

-- case: a session variable of H2 takes the value of a query
-- role: marketing
-- database: h2
SET @x = (SELECT full_name FROM users WHERE id = 1);
-- refused 0AV02 at 1:33: this statement names a protected table, and SET is not understood with one
-- instead: Write it as SELECT, INSERT, UPDATE or DELETE

-- case: H2 evaluates a query in a column's default
-- role: marketing
-- database: h2
CREATE TABLE t (a VARCHAR DEFAULT (SELECT full_name FROM users WHERE id = 1));
-- refused 0AV02 at 1:58: the database would run a query of 'USERS' inside this DDL and keep what it finds
-- instead: Run the query from the application and write its result as a literal

-- case: H2 evaluates a query in a sequence's start
-- role: marketing
-- database: h2
CREATE SEQUENCE s START WITH (SELECT LENGTH(full_name) FROM users WHERE id = 1);
-- refused 0AV02 at 1:61: the database would run a query of 'USERS' inside this DDL and keep what it finds
-- instead: Run the query from the application and write its result as a literal

-- case: a body that spells a table by code points
-- role: officer
-- database: postgresql
DO $$ BEGIN PERFORM full_name FROM U&"u\0073ers"; END $$;
-- refused 0AV04 at 1:1: what DO does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: a body that gives text to a text executor
DO $$ BEGIN PERFORM ts_stat('SELECT to_tsvector(full_name) FROM us' || 'ers'); END $$;
-- refused 0AV04 at 1:1: what DO does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: a CHECK compares a protected column with plaintext
ALTER TABLE users ADD CHECK (phone <> '+1');
-- refused 0AV02 at 1:13: a string in this DDL would reach the database in plaintext, and would equal no ciphertext of 'users'
-- instead: Leave conditions on protected columns out of views, indexes, defaults and constraints

-- case: a view compares a protected column with plaintext
CREATE VIEW friends AS SELECT id FROM users WHERE phone = '+1';
-- refused 0AV02 at 1:39: a string in this DDL would reach the database in plaintext, and would equal no ciphertext of 'users'
-- instead: Leave conditions on protected columns out of views, indexes, defaults and constraints

-- case: a partial index compares a protected column with plaintext
CREATE INDEX i ON users (city) WHERE phone = '+1';
-- refused 0AV02 at 1:19: a string in this DDL would reach the database in plaintext, and would equal no ciphertext of 'users'
-- instead: Leave conditions on protected columns out of views, indexes, defaults and constraints

-- case: a column is added
ALTER TABLE users ADD COLUMN note varchar(30);
-- passes

-- case: a table whose recorded column went on under another name is withheld
-- role: officer
-- not on the twin: there is no such table
SELECT alias FROM members;
-- refused 0AV08 at 1:19: the keyring records column public.members.nickname as protected, and the table has no such column: under another name it would not be protected
-- instead: Take the rename back over a direct connection, or write the new name into the policy and run keys bind

-- case: nothing is written there either
-- role: officer
-- not on the twin: there is no such table
INSERT INTO members VALUES (1, 'x');
-- refused 0AV08 at 1:13: the keyring records column public.members.nickname as protected, and the table has no such column: under another name it would not be protected
-- instead: Take the rename back over a direct connection, or write the new name into the policy and run keys bind

-- case: a schema that holds a protected table keeps its name
-- role: officer
ALTER SCHEMA public RENAME TO private;
-- refused 0AV02 at 1:14: this DDL could copy values of 'public' or take a column out of its protection
-- instead: Change the policy first, and run the DDL over a connection without Columnveil as the table's owner

-- case: a schema that holds none may be renamed
-- not on the twin: there is no such schema
-- role: officer
-- not on the twin: it would lack its schema afterwards
ALTER SCHEMA reports RENAME TO archive;
-- passes

-- case: parentheses do not hide which setting is changed
-- role: officer
SELECT set_config(('standard_conforming_strings'), ('off'), false);
-- refused 0AV05 at 1:20: this setting changes how SQL is read, and protected values could be read past it
-- instead: Leave it at its default

-- case: a function of the whole row, written like a column
SELECT u.row_to_json FROM users u;
-- refused 42703 at 1:8: column "row_to_json" does not exist
-- instead: Check its spelling and the tables in FROM

-- case: a function of the whole row of a subquery, written like a column
-- role: stranger
SELECT q.to_json FROM (SELECT id, email FROM users) q;
-- refused 42703 at 1:8: column "to_json" does not exist
-- instead: Check its spelling and the tables in FROM

-- case: a function of the whole row in a condition, written like a column
SELECT id FROM users WHERE users.hash_record IS NOT NULL;
-- refused 42703 at 1:28: column "hash_record" does not exist
-- instead: Check its spelling and the tables in FROM

-- case: a function of code that is not known, written like a column
SELECT o.mystery FROM orders o JOIN users u ON u.id = o.user_id;
-- refused 0AV04 at 1:8: function 'mystery' may read or write protected tables by itself
-- instead: Run its statements from the application, or take the protected table out of it

-- case: a function of a row without protected columns, written like a column
-- not on the twin: rows as one value are of a class of the driver
SELECT o.to_json, u.email FROM orders o JOIN users u ON u.id = o.user_id;
-- becomes
SELECT o.to_json, u.email FROM orders o JOIN users u ON u.id = o.user_id;
-- column 2: users.email, ciphertext: no grant

-- case: columns that the server gives every table
-- not on the twin: the place of a row differs
SELECT u.ctid, u.xmin, u.email FROM users u;
-- becomes
SELECT u.ctid, u.xmin, u.email FROM users u;
-- column 3: users.email, ciphertext: no grant

-- case: the lookup tokens that a subquery carries along, by their made-up name
-- role: helpdesk
SELECT q."columnveil$2" FROM (SELECT id, email FROM users) q WHERE q.email = 'x';
-- refused 42703 at 1:8: column "columnveil$2" does not exist
-- instead: Check its spelling and the tables in FROM

-- case: the table behind the table, where long values lie
SELECT t.chunk_data FROM pg_toast.pg_toast_16385 t;
-- refused 0AV04 at 1:35: 'pg_toast_16385' reads tables named by text, or the database's own copies of their values, past every grant
-- instead: Query the tables themselves

-- case: COPY of a program of the server
COPY orders FROM PROGRAM 'psql';
-- refused 0AV04 at 1:1: what COPY does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: COPY of a file of the server, none of which holds old plaintext
-- not on the twin: there is no such file
COPY orders FROM '/import/orders.csv';
-- passes

-- case: a number that follows a placeholder is not its index
-- database: postgresql
UPDATE users SET phone = ? 2 WHERE email = 'a';
-- refused 0AV02 at 1:28: a number follows a value
-- instead: Write it in standard SQL, with placeholders for values
