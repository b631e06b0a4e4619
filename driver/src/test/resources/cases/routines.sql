-- Code in the database: functions, procedures, operators, casts, domains, triggers, rules.
-- It is golden/postgres-code.sql and golden/h2-code.sql in the integration tests.

-- case: a function that touches nothing protected
-- role: officer
-- database: postgresql
SELECT with_tax(total) FROM orders;
-- passes

-- case: a function that hands on what it selects
SELECT phone_of(1);
-- becomes
SELECT phone_of(1);
-- column 1: decrypted by its envelope, where grants allow it

-- case: a function that hands it on, in a query
SELECT id, phone_of(user_id) AS tel FROM orders ORDER BY id;
-- becomes
SELECT id, phone_of(user_id) AS tel FROM orders ORDER BY id;
-- column 2: decrypted by its envelope, where grants allow it

-- case: a function with OUT parameters as a table
SELECT town, mail FROM mail_and_city(?);
-- becomes
SELECT town, mail FROM mail_and_city(?);
-- column 1: decrypted by its envelope, where grants allow it
-- column 2: decrypted by its envelope, where grants allow it

-- case: a function with OUT parameters as one value
SELECT mail_and_city(1);
-- refused 0AV01 at 1:8: function 'mail_and_city' gives several values of protected tables as one
-- instead: Write SELECT * FROM mail_and_city(...)

-- case: a function that gives a table
SELECT nr, tel FROM phones_in(?) WHERE nr > 1;
-- becomes
SELECT nr, tel FROM phones_in(?) WHERE nr > 1;
-- column 2: decrypted by its envelope, where grants allow it

-- case: a function that gives rows of a protected table
SELECT * FROM all_users();
-- becomes
SELECT "all_users"."id", "all_users"."email", "all_users"."phone", "all_users"."full_name", "all_users"."city", "all_users"."plan", "all_users"."created_at" FROM all_users();
-- column 1: decrypted by its envelope, where grants allow it
-- column 2: decrypted by its envelope, where grants allow it
-- column 3: decrypted by its envelope, where grants allow it
-- column 4: decrypted by its envelope, where grants allow it
-- column 5: decrypted by its envelope, where grants allow it
-- column 6: decrypted by its envelope, where grants allow it
-- column 7: decrypted by its envelope, where grants allow it

-- case: what a function hands on is not compared
SELECT id FROM orders WHERE phone_of(user_id) = ?;
-- refused 0AV01 at 1:29: what a function hands on from protected tables may be ciphertext, and can only be selected
-- instead: Select it as it is, or use the tables themselves

-- case: a function of its own values is not compared
SELECT with_tax(how_many(?));
-- refused 0AV04 at 1:17: function 'how_many' reaches protected tables, and it does more than select protected columns and return them
-- instead: Run its statements from the application, or let it only select protected columns and return them

-- case: a function that compares
SELECT how_many(?);
-- refused 0AV04 at 1:8: function 'how_many' reaches protected tables, and it does more than select protected columns and return them
-- instead: Run its statements from the application, or let it only select protected columns and return them

-- case: functions that share a name
SELECT greet(?::text);
-- refused 0AV04 at 1:8: function 'greet' may read or write protected tables by itself, and there are several of the name or its code cannot be looked into
-- instead: Run its statements from the application, or take the protected table out of it

-- case: a function that calls others
SELECT first_phone();
-- becomes
SELECT first_phone();
-- column 1: decrypted by its envelope, where grants allow it

-- case: a function that changes what is not protected
SELECT phone_moved(1, ?);
-- becomes
SELECT phone_moved(1, ?);
-- column 1: decrypted by its envelope, where grants allow it

-- case: a function whose parameter is read from a protected table by default
SELECT by_default();
-- refused 0AV04 at 1:8: function 'by_default' reaches protected tables, and it has a default or a type that runs code over them
-- instead: Run its statements from the application, or let it only select protected columns and return them

-- case: a function whose parameter is of a domain whose check reads a protected table
SELECT typed('x');
-- refused 0AV04 at 1:8: function 'typed' reaches protected tables, and it has a default or a type that runs code over them
-- instead: Run its statements from the application, or let it only select protected columns and return them

-- case: a function with a variable of such a domain
SELECT variable();
-- refused 0AV04 at 1:8: function 'variable' reaches protected tables, and it has variables of a type that runs code over them
-- instead: Run its statements from the application, or let it only select protected columns and return them

-- case: a function whose text is put together
SELECT mystery(?);
-- refused 0AV04 at 1:8: function 'mystery' may read or write protected tables by itself, and there are several of the name or its code cannot be looked into
-- instead: Run its statements from the application, or take the protected table out of it

-- case: a column default that reads a protected table
INSERT INTO defaulted (id) VALUES (1);
-- refused 0AV04 at 1:13: triggers, rules or foreign keys of 'defaulted' reach protected tables, and what they would write cannot be seen from here
-- instead: Take the protected table out of them

-- case: a table with such a default is read
SELECT id FROM defaulted;
-- passes

-- case: a procedure that touches nothing protected
CALL add_order(?, 5);
-- passes

-- case: a procedure that changes what is not protected
CALL move_user(?, ?);
-- becomes
CALL move_user(?, ?);

-- case: a procedure that deletes rows
CALL drop_user(?);
-- becomes
CALL drop_user(?);

-- case: a procedure that inserts rows without protected columns
CALL add_user(?, ?);
-- becomes
CALL add_user(?, ?);

-- case: a procedure that leaves a protected column to its default
CALL add_voucher(?);
-- refused 0AV04 at 1:6: procedure 'add_voucher' reaches protected tables, and it changes rows by protected columns, or such columns
-- instead: Run its statements from the application, or let it only select protected columns and return them

-- case: a procedure that stores what it is given in a protected column
CALL set_phone(?, ?);
-- refused 0AV04 at 1:6: procedure 'set_phone' reaches protected tables, and it changes rows by protected columns, or such columns
-- instead: Run its statements from the application, or let it only select protected columns and return them

-- case: a procedure that chooses rows by a protected column
CALL drop_phone(?);
-- refused 0AV04 at 1:6: procedure 'drop_phone' reaches protected tables, and it changes rows by protected columns, or such columns
-- instead: Run its statements from the application, or let it only select protected columns and return them

-- case: a procedure that copies a protected column elsewhere
CALL copy_phone(?);
-- refused 0AV04 at 1:6: procedure 'copy_phone' reaches protected tables, and it does more than run queries and return rows
-- instead: Run its statements from the application, or let it only select protected columns and return them

-- case: a procedure with an INOUT parameter
CALL find_mail(?, NULL);
-- becomes
CALL find_mail(?, NULL);
-- column 1: decrypted by its envelope, where grants allow it

-- case: a procedure that runs text
CALL run_text(?);
-- refused 0AV04 at 1:6: function 'run_text' may read or write protected tables by itself, and there are several of the name or its code cannot be looked into
-- instead: Run its statements from the application, or take the protected table out of it

-- case: a procedure that is unknown
-- not on the twin: there is none
CALL missing_procedure(?);
-- passes

-- case: a procedure by its schema
CALL public.move_user(1, ?);
-- becomes
CALL public.move_user(1, ?);

-- case: a query inside a call
CALL add_order(1, (SELECT max(id) FROM users WHERE phone = ?));
-- refused 0AV04 at 1:6: a value in this call would have to be encrypted, and calls are not edited
-- instead: Run the query in its arguments first, and hand its result to the call

-- case: a string that names a table is harmless in a call
CALL add_order(length('users'), 1);
-- passes

-- case: a call among other statements
-- not on the twin: two statements are one outcome there
CALL move_user(1, 'Rome'); SELECT phone FROM users WHERE id = 1;
-- refused 0AV02 at 1:28: this statement touches a protected table, and one before it in the same text may change whose grants or which tables it means
-- instead: Send them one by one

-- case: a callable function
-- not on the twin: it is for callable statements, which have tests of their own
{? = call phone_of(?)};
-- becomes
{? = call phone_of(?)};
-- column 1: decrypted by its envelope, where grants allow it

-- case: a callable function without parentheses
-- not on the twin: it is for callable statements, which have tests of their own
{? = call first_phone};
-- becomes
{? = call first_phone};
-- column 1: decrypted by its envelope, where grants allow it

-- case: a callable function that touches nothing protected
-- not on the twin: it is for callable statements, which have tests of their own
{? = call with_tax(?)};
-- passes

-- case: a callable function with OUT parameters
-- not on the twin: it is for callable statements, which have tests of their own
{call mail_and_city(?, ?, ?)};
-- becomes
{call mail_and_city(?, ?, ?)};
-- column 1: decrypted by its envelope, where grants allow it
-- column 2: decrypted by its envelope, where grants allow it

-- case: a callable function that gives rows with lookup columns
-- not on the twin: it is for callable statements, which have tests of their own
{call all_users()};
-- refused 0AV04 at 1:7: this call gives columns that do not exist for applications, and calls are not edited
-- instead: Write SELECT * FROM ... in its place

-- case: a callable function that is given a query over a protected table
-- not on the twin: it is for callable statements, which have tests of their own
{? = call with_tax((SELECT count(*) FROM users WHERE phone = ?))};
-- refused 0AV04 at 1:11: a value in this call would have to be encrypted, and calls are not edited
-- instead: Run the query in its arguments first, and hand its result to the call

-- case: a callable function that is given a protected column
-- not on the twin: it is for callable statements, which have tests of their own
{? = call mystery((SELECT phone FROM users WHERE id = 1))};
-- refused 0AV04 at 1:11: function 'mystery' may read or write protected tables by itself, and there are several of the name or its code cannot be looked into
-- instead: Run its statements from the application, or take the protected table out of it

-- case: an operator whose function reads a protected table
SELECT id FROM orders WHERE id::text <~> ?;
-- refused 0AV04 at 1:38: operator '<~>' runs a function that may read or write protected tables by itself
-- instead: Do without it beside protected tables, or take the protected table out of its function

-- case: an operator whose function does not
SELECT total <+> 1::bigint AS x FROM orders WHERE total = ?;
-- passes

-- case: an operator by its name
SELECT 1::bigint OPERATOR(public.<+>) 2::bigint;
-- passes

-- case: an operator by its name that reads a protected table
SELECT 'a'::text OPERATOR(public.<~>) 'b'::text;
-- refused 0AV04 at 1:34: operator '<~>' runs a function that may read or write protected tables by itself
-- instead: Do without it beside protected tables, or take the protected table out of its function

-- case: a view that uses such an operator
SELECT id FROM coded;
-- refused 0AV02 at 1:16: in the definition of view 'coded': a string stands where none is expected
-- instead: Select from the tables themselves, or change the view

-- case: an aggregate whose function reads a protected table
SELECT paired(city) FROM users;
-- refused 0AV04 at 1:8: function 'paired' may read or write protected tables by itself, and there are several of the name or its code cannot be looked into
-- instead: Run its statements from the application, or take the protected table out of it

-- case: a cast by a function that reads a protected table
SELECT CAST(ROW('x')::boxed AS text);
-- refused 0AV04 at 1:23: 'boxed' runs a function that may read or write protected tables by itself
-- instead: Do without it beside protected tables, or take the protected table out of its function

-- case: a cast by a function that does not
SELECT CAST(ROW(1)::pointed AS text);
-- passes

-- case: a domain whose check reads a protected table
SELECT ?::looked_up;
-- refused 0AV04 at 1:11: 'looked_up' runs a function that may read or write protected tables by itself
-- instead: Do without it beside protected tables, or take the protected table out of its function

-- case: a domain whose check does not
SELECT (id + 1)::positive FROM orders WHERE id = ?;
-- passes

-- case: a new table with a column of such a domain
CREATE TABLE domained (x looked_up);
-- refused 0AV04 at 1:26: this DDL would run 'looked_up' on rows, and what that does with protected columns cannot be seen from here
-- instead: Use functions that neither name nor are given a protected column, or run the DDL over a connection without Columnveil as the table's owner

-- case: a trigger that writes to a protected table
INSERT INTO inbox (id, mail) VALUES (1, ?);
-- refused 0AV04 at 1:13: triggers, rules or foreign keys of 'inbox' reach protected tables, and what they would write cannot be seen from here
-- instead: Take the protected table out of them

-- case: reading a table with such a trigger
SELECT id FROM inbox;
-- passes

-- case: a trigger that does not
INSERT INTO counted (id) VALUES (7);
-- passes

-- case: a rule that writes to a protected table
INSERT INTO outbox (id, mail) VALUES (1, ?);
-- refused 0AV04 at 1:13: triggers, rules or foreign keys of 'outbox' reach protected tables, and what they would write cannot be seen from here
-- instead: Take the protected table out of them

-- case: deleting where only INSERT has a rule
DELETE FROM outbox WHERE id = 1;
-- refused 0AV04 at 1:13: triggers, rules or foreign keys of 'outbox' reach protected tables, and what they would write cannot be seen from here
-- instead: Take the protected table out of them

-- case: a row policy that reads a protected table
SELECT id FROM policied;
-- refused 0AV04 at 1:16: row policies or types of 'policied' run functions that may read or write protected tables by themselves
-- instead: Select from the protected table itself, or take it out of them

-- case: a new trigger on a protected table
CREATE TRIGGER users_counted BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION count_up();
-- refused 0AV04 at 1:1: what CREATE does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: a new rule on a protected table
CREATE RULE users_quiet AS ON DELETE TO users DO INSTEAD NOTHING;
-- refused 0AV04 at 1:1: what CREATE does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: a new function over a protected table
CREATE FUNCTION leak() RETURNS text LANGUAGE sql AS 'SELECT phone FROM users';
-- refused 0AV04 at 1:1: what CREATE does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: a new function over nothing protected
CREATE FUNCTION twice(n bigint) RETURNS bigint LANGUAGE sql AS 'SELECT n * 2';
-- passes

-- case: a new function that calls one that reads a protected table
CREATE FUNCTION over() RETURNS text LANGUAGE sql AS 'SELECT phone_of(1)';
-- refused 0AV04 at 1:1: what CREATE does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: a new index whose expression runs a function
CREATE INDEX users_code ON users (with_tax(id));
-- refused 0AV04 at 1:35: this DDL would run 'with_tax' on rows, and what that does with protected columns cannot be seen from here
-- instead: Use functions that neither name nor are given a protected column, or run the DDL over a connection without Columnveil as the table's owner

-- case: a new check that runs a function
ALTER TABLE users ADD CHECK (with_tax(id) > 0);
-- refused 0AV04 at 1:30: this DDL would run 'with_tax' on rows, and what that does with protected columns cannot be seen from here
-- instead: Use functions that neither name nor are given a protected column, or run the DDL over a connection without Columnveil as the table's owner

-- case: a new operator over a function that reads a protected table
CREATE OPERATOR <<~>> (LEFTARG = text, RIGHTARG = text, FUNCTION = pair);
-- refused 0AV04 at 1:1: what CREATE does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: a new domain whose check reads a protected table
CREATE DOMAIN shown AS text CHECK (is_user(VALUE));
-- refused 0AV04 at 1:36: this DDL would run 'is_user' on rows, and what that does with protected columns cannot be seen from here
-- instead: Use functions that neither name nor are given a protected column, or run the DDL over a connection without Columnveil as the table's owner

-- case: a new domain whose check does not
CREATE DOMAIN small AS bigint CHECK (VALUE < 10);
-- passes

-- case: without a grant a function gives ciphertext
-- role: stranger
-- not on the twin: its ciphertext is no plaintext
SELECT phone_of(1);
-- becomes
SELECT phone_of(1);
-- column 1: decrypted by its envelope, where grants allow it

-- case: without a grant a procedure may change what is not protected
CALL move_user(1, ?);
-- becomes
CALL move_user(1, ?);

-- case: without a grant a procedure is refused as with one
CALL set_phone(1, ?);
-- refused 0AV04 at 1:6: procedure 'set_phone' reaches protected tables, and it changes rows by protected columns, or such columns
-- instead: Run its statements from the application, or let it only select protected columns and return them

-- case: while old plaintext is left, a function is refused without a grant
-- role: stranger
-- database: postgresql mixed
SELECT phone_of(1);
-- refused 42501 at 1:8: this session has no role in the policy, and without one nobody may see all of users.phone, which this function reads and which may still hold old plaintext (shop.yaml:19:7)
-- instead: Select from the table itself

-- case: while old plaintext is left, a call is refused without a grant
CALL find_mail(?, NULL);
-- refused 42501 at 1:6: this session has no role in the policy, and without one nobody may see all of users.email, which this function reads and which may still hold old plaintext (shop.yaml:12:7)
-- instead: Select from the table itself

-- case: while old plaintext is left, one that changes other columns is called
CALL move_user(1, ?);
-- becomes
CALL move_user(1, ?);

-- case: while old plaintext is left, a call is answered with a grant
-- role: officer
CALL find_mail(?, NULL);
-- becomes
CALL find_mail(?, NULL);
-- column 1: decrypted by its envelope, where grants allow it

-- case: on H2, a call of a built-in function
-- role: officer
-- database: h2
CALL LENGTH(?);
-- passes

-- case: on H2, a call of an expression
CALL 2 * (3 + ?);
-- passes

-- case: on H2, a string that names a table is harmless in a call
CALL UPPER('users');
-- passes

-- case: on H2, a call of a query over a protected table
CALL (SELECT phone FROM users WHERE id = 1);
-- becomes
CALL (SELECT phone FROM users WHERE id = 1);
-- column 1: USERS.PHONE, decrypted

-- case: on H2, a call of a query that searches one
CALL (SELECT COUNT(*) FROM users WHERE phone = ?);
-- refused 0AV04 at 1:6: a value in this call would have to be encrypted, and calls are not edited
-- instead: Run the query in its arguments first, and hand its result to the call

-- case: on H2, a call that computes with a protected column
CALL LENGTH((SELECT phone FROM users WHERE id = 1));
-- refused 0AV01 at 1:6: USERS.PHONE is searchable by equality only; function LENGTH cannot be answered (shop.yaml:19:7)
-- instead: Select USERS.PHONE as it is and do this in the application; a whole value is found by '=' or IN

-- case: on H2, a call of Java code
CALL MYSTERY(?);
-- refused 0AV04 at 1:6: function 'MYSTERY' may read or write protected tables by itself, and H2 does not tell which tables its Java code uses
-- instead: Run its statements from the application, or take the protected table out of it

-- case: on H2, Java code in a query
SELECT mystery(id) FROM orders;
-- refused 0AV04 at 1:8: function 'MYSTERY' may read or write protected tables by itself, and H2 does not tell which tables its Java code uses
-- instead: Run its statements from the application, or take the protected table out of it

-- case: on H2, a callable function
-- not on the twin: it is for callable statements, which have tests of their own
{? = call MYSTERY(?)};
-- refused 0AV04 at 1:11: function 'MYSTERY' may read or write protected tables by itself, and H2 does not tell which tables its Java code uses
-- instead: Run its statements from the application, or take the protected table out of it

-- case: on H2, a callable built-in function
-- not on the twin: it is for callable statements, which have tests of their own
{? = call LENGTH(?)};
-- passes

-- case: on H2, a trigger in Java
INSERT INTO inbox (id, mail) VALUES (1, ?);
-- refused 0AV04 at 1:13: triggers, rules or foreign keys of 'INBOX' reach protected tables, and what they would write cannot be seen from here
-- instead: Take the protected table out of them

-- case: on H2, reading a table with such a trigger
SELECT id FROM inbox;
-- passes

-- case: on H2, a default in Java
INSERT INTO defaulted (id) VALUES (1);
-- refused 0AV04 at 1:13: triggers, rules or foreign keys of 'DEFAULTED' reach protected tables, and what they would write cannot be seen from here
-- instead: Take the protected table out of them

-- case: on H2, a domain whose check is Java
SELECT CAST(? AS looked_up);
-- refused 0AV04 at 1:18: 'looked_up' runs a function that may read or write protected tables by itself
-- instead: Do without it beside protected tables, or take the protected table out of its function

-- case: on H2, a domain whose check is not
SELECT CAST(id AS positive) FROM orders WHERE id = ?;
-- passes

-- case: on H2, a default that is no code
INSERT INTO counted (id) VALUES (7);
-- passes

-- case: on H2, a new alias
-- not on the twin: only administrators make one
CREATE ALIAS root FOR 'java.lang.Math.sqrt(double)';
-- passes

-- case: on H2, a new alias whose source names a protected table
CREATE ALIAS leak AS 'String leak(java.sql.Connection c) { return "SELECT phone FROM users"; }';
-- refused 0AV04 at 1:1: what CREATE does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: on H2, a new alias whose source spells a protected table with a long s
CREATE ALIAS leak AS 'String leak(java.sql.Connection c) { return "SELECT phone FROM uſers"; }';
-- refused 0AV04 at 1:1: what CREATE does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil

-- case: on H2, a new trigger on a protected table
CREATE TRIGGER users_counted BEFORE INSERT ON users FOR EACH ROW CALL 'io.columnveil.it.H2Functions$Copy';
-- refused 0AV04 at 1:1: what CREATE does with protected tables cannot be seen from here
-- instead: Run its statements one by one from the application; what an administrator runs belongs on a connection without Columnveil
