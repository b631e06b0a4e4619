-- The lexical hazards: texts that a parser and a database may read differently. Each is read as the
-- database reads it, or refused.

-- case: a string does not end
-- role: officer
-- database: postgresql
SELECT id FROM users WHERE phone = 'x;
-- refused 42601 at 1:36: a string does not end
-- instead: Correct the statement at this place, and pass values as parameters

-- case: a comment does not end
SELECT id FROM users /* WHERE phone = ?;
-- refused 42601 at 1:22: a comment does not end
-- instead: Correct the statement at this place, and pass values as parameters

-- case: a nested comment does not end
SELECT id FROM users /* a /* b */ WHERE phone = ?;
-- refused 42601 at 1:22: a comment does not end
-- instead: Correct the statement at this place, and pass values as parameters

-- case: a parenthesis is missing
SELECT id FROM users WHERE (phone = ?;
-- refused 42601 at 1:38: ')' is missing
-- instead: Correct the statement at this place, and pass values as parameters

-- case: text after a semicolon that only reads
SELECT 1; SELECT phone FROM users;
-- becomes
SELECT 1; SELECT phone FROM users;
-- statement 2, column 1: users.phone, decrypted

-- case: a trailing semicolon and a comment are harmless
SELECT phone FROM users WHERE id = 1; -- done;
-- becomes
SELECT phone FROM users WHERE id = 1; -- done;
-- column 1: users.phone, decrypted

-- case: two statements that touch nothing protected
-- not on the twin: it returns two results
SELECT 1; SELECT total FROM orders;
-- passes

-- case: newlines before a second statement
SELECT 1


UPDATE users SET phone = 'x';
-- refused 0AV02 at 4:8: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: go does not end a statement
SELECT total FROM orders
go
UPDATE users SET phone = 'x';
-- refused 0AV02 at 3:1: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: a slash does not end a statement
SELECT total FROM orders
/
UPDATE users SET phone = 'x';
-- refused 0AV02 at 2:1: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: E-strings escape quotes by backslash
SELECT id FROM users WHERE phone = E'+1\' OR \'1\'=\'1';
-- becomes
SELECT id FROM users WHERE phone = <users.phone>;

-- case: doubled quotes in E-strings
SELECT id FROM users WHERE phone = E'a''b\\';
-- refused 42601 at 1:42: driver and server read a backslash at this place of an E'' string differently
-- instead: Correct the statement at this place, and pass values as parameters

-- case: octal and hexadecimal escapes
SELECT id FROM users WHERE phone = E'\x2b\061';
-- becomes
SELECT id FROM users WHERE phone = <users.phone>;

-- case: an escape of a half character
-- not on the twin: PostgreSQL refuses it
SELECT id FROM users WHERE phone = E'\uD83D';
-- becomes
SELECT id FROM users WHERE phone = <users.phone>;

-- case: a plain string ends at its quote, backslash or not
SELECT id FROM users WHERE phone = '\' OR city = '\';
-- becomes
SELECT id FROM users WHERE phone = <users.phone> OR city = '\';

-- case: dollar quotes with a tag end only at the same tag
SELECT id FROM users WHERE phone = $a$ $b$ ' $$ $a$;
-- becomes
SELECT id FROM users WHERE phone = <users.phone>;

-- case: dollar quotes without a tag
SELECT id FROM users WHERE phone = $$it's$$;
-- becomes
SELECT id FROM users WHERE phone = <users.phone>;

-- case: a dollar inside a name is no quote
SELECT id AS a$b$ FROM users WHERE phone = ?;
-- becomes
SELECT id AS a$b$ FROM users WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: a string in a dollar quote hides nothing
SELECT $q$users$q$ AS t FROM orders;
-- passes

-- case: U& string with UESCAPE
SELECT id FROM users WHERE phone = U&'!002B1' UESCAPE '!';
-- becomes
SELECT id FROM users WHERE phone = <users.phone>;

-- case: U& name with UESCAPE
SELECT U&"!0070hone" UESCAPE '!' FROM users;
-- becomes
SELECT U&"!0070hone" UESCAPE '!' FROM users;
-- column 1: users.phone, decrypted

-- case: U& name of a protected table
SELECT id FROM U&"u\0073ers" WHERE phone = ?;
-- becomes
SELECT id FROM U&"u\0073ers" WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: UESCAPE with a character that cannot be one
SELECT id FROM users WHERE phone = U&'x' UESCAPE '+';
-- refused 42601 at 1:50: this character can't be a Unicode escape
-- instead: Correct the statement at this place, and pass values as parameters

-- case: strings on several lines are one
SELECT id FROM users WHERE phone = '+1'
  '555';
-- becomes
SELECT id FROM users WHERE phone = <users.phone>;

-- case: strings on one line are not
SELECT id FROM users WHERE phone = '+1' '555';
-- refused 0AV02 at 1:41: a string stands where none is expected
-- instead: Write it in standard SQL, with placeholders for values

-- case: a comment between the parts of a string
SELECT id FROM users WHERE phone = '+1' -- more
  '555';
-- becomes
SELECT id FROM users WHERE phone = <users.phone>;

-- case: national strings
SELECT id FROM users WHERE phone = N'+15550000001';
-- becomes
SELECT id FROM users WHERE phone = <users.phone>;

-- case: bit strings are no text
-- not on the twin: PostgreSQL refuses it
SELECT id FROM users WHERE phone = B'01';
-- refused 0AV01 at 1:28: users.phone is searchable by equality only; a comparison with a value that is not encrypted cannot be answered (shop.yaml:19:7)
-- instead: Compare users.phone with a parameter, a literal or a column of its domain, and compute anything else in the application: phone = ?

-- case: an operator that holds a comment sign
SELECT id FROM users WHERE id <-- 0
 5 AND phone = ?;
-- becomes
SELECT id FROM users WHERE id <-- 0
 5 AND phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: an operator that ends before a comment
SELECT id FROM users WHERE id +/* x */ 1 = 2 AND phone = ?;
-- becomes
SELECT id FROM users WHERE id +/* x */ 1 = 2 AND phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: @ before a column
SELECT id FROM visits WHERE @ day = 3 AND phone = ?;
-- refused 0AV02 at 1:23: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: a JSON operator beside
SELECT id FROM visits WHERE tags@>'[]' AND phone = ?;
-- becomes
SELECT id FROM visits WHERE tags@>'[]' AND phone = ?;
-- parameter 1: encrypted to be compared with visits.phone

-- case: three question marks are an operator and a placeholder
SELECT id FROM visits WHERE tags ?? ? AND phone = ?;
-- becomes
SELECT id FROM visits WHERE tags ?? ? AND phone = ?;
-- parameter 2: encrypted to be compared with visits.phone

-- case: the array operators ?| and ?&
SELECT id FROM visits WHERE tags ??| ARRAY['a'] AND phone = ?;
-- becomes
SELECT id FROM visits WHERE tags ??| ARRAY['a'] AND phone = ?;
-- parameter 1: encrypted to be compared with visits.phone

-- case: a placeholder that touches a word
SELECT id FROM users WHERE phone =?OR id = 1;
-- refused 42601 at 1:35: a placeholder must not touch what follows it
-- instead: Correct the statement at this place, and pass values as parameters

-- case: a placeholder inside a string is text
SELECT id FROM users WHERE phone = '?' AND city = ?;
-- becomes
SELECT id FROM users WHERE phone = <users.phone> AND city = ?;

-- case: a placeholder inside a comment is a comment
SELECT id FROM users WHERE phone = ? /* ? */ -- ?
;
-- becomes
SELECT id FROM users WHERE phone = ? /* ? */ -- ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: a placeholder inside a quoted name is a name
SELECT id AS "a?b" FROM users WHERE phone = ?;
-- becomes
SELECT id AS "a?b" FROM users WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: a positional parameter
SELECT id FROM users WHERE phone = $1;
-- refused 0AV02 at 1:36: a parameter is written with its number
-- instead: Write ? for every parameter

-- case: JDBC date escape beside
SELECT id FROM users WHERE created_at > {ts '2024-01-01 00:00:00'} AND phone = ?;
-- becomes
SELECT id FROM users WHERE created_at > {ts '2024-01-01 00:00:00'} AND phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: JDBC function escape over a protected column
SELECT {fn lcase(email)} FROM users;
-- refused 0AV01 at 1:12: users.email is searchable by equality only; function lcase cannot be answered (shop.yaml:12:7)
-- instead: To find it in any letter case, add 'normalize: [lowercase]' to its lookup in the policy and compare users.email itself with '='; to show it so, do that in the application

-- case: JDBC function escape beside
SELECT {fn ucase(city)} AS c FROM users WHERE phone = ?;
-- becomes
SELECT {fn ucase(city)} AS c FROM users WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: JDBC outer join escape
SELECT u.id FROM {oj users u LEFT OUTER JOIN orders o ON o.user_id = u.id} WHERE u.phone = ?;
-- becomes
SELECT u.id FROM {oj users u LEFT OUTER JOIN orders o ON o.user_id = u.id} WHERE u.phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: JDBC call escape
-- not on the twin: it needs a function
{call mystery(?)};
-- refused 0AV04 at 1:7: function 'mystery' may read or write protected tables by itself, and there are several of the name or its code cannot be looked into
-- instead: Run its statements from the application, or take the protected table out of it

-- case: JDBC escape that is none
SELECT {zz 'x'} FROM users;
-- refused 42601 at 1:8: this is no JDBC escape that the driver knows
-- instead: Correct the statement at this place, and pass values as parameters

-- case: JDBC escape character of LIKE
SELECT id FROM users WHERE city LIKE 'a!%' {escape '!'} AND phone = ?;
-- becomes
SELECT id FROM users WHERE city LIKE 'a!%' {escape '!'} AND phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: letters that fold only in Unicode stay another name in PostgreSQL
SELECT id FROM uſers WHERE phone = ?;
-- refused 42V01 at 1:16: table 'uſers' is not in the catalog
-- instead: Check its spelling and the search path

-- case: the Kelvin sign is no k in PostgreSQL
-- not on the twin: there is no such column
SELECT id FROM users WHERE phone = ? AND Kity = 'x';
-- becomes
SELECT id FROM users WHERE phone = ? AND Kity = 'x';
-- parameter 1: encrypted to be compared with users.phone

-- case: an underscore in a number
SELECT id FROM users WHERE id = 1_0 AND phone = ?;
-- becomes
SELECT id FROM users WHERE id = 1_0 AND phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: a number that runs into a word
SELECT id FROM users WHERE id = 1OR phone = ?;
-- refused 42601 at 1:33: a number is followed by something that is no part of it
-- instead: Correct the statement at this place, and pass values as parameters

-- case: a quoted name with a quote in it
SELECT id AS "a""b" FROM users WHERE phone = ?;
-- becomes
SELECT id AS "a""b" FROM users WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: a quoted name with a dot is one name
SELECT id FROM "public.users";
-- refused 42V01 at 1:16: table 'public.users' is not in the catalog
-- instead: Check its spelling and the search path

-- case: a name that is a keyword of the parser
SELECT id AS "select" FROM users WHERE phone = ?;
-- becomes
SELECT id AS "select" FROM users WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: day, month and year are columns
SELECT day + month + year AS s FROM visits WHERE phone = ? AND day = 3;
-- becomes
SELECT day + month + year AS s FROM visits WHERE phone = ? AND day = 3;
-- parameter 1: encrypted to be compared with visits.phone

-- case: a carriage return ends a comment
SELECT id -- x
FROM users WHERE phone = ?;
-- becomes
SELECT id -- x
FROM users WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: backticks are nothing in PostgreSQL
SELECT `phone` FROM users;
-- refused 0AV02 at 1:8: this part of the statement can be read in two ways
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: brackets are subscripts in PostgreSQL
SELECT [phone] FROM users;
-- refused 0AV01 at 1:8: users.phone is searchable by equality only; ARRAY CONSTRUCTOR cannot be answered (shop.yaml:19:7)
-- instead: Select users.phone as it is and do this in the application; a whole value is found by '=' or IN

-- case: a hash is an operator, no comment, in PostgreSQL
SELECT id FROM users WHERE id # 1 = 0 AND phone = ?;
-- becomes
SELECT id FROM users WHERE id # 1 = 0 AND phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: standard_conforming_strings off, quoted
SET "standard_conforming_strings" TO 'off';
-- refused 0AV05 at 1:1: this setting changes how SQL is read, and protected values could be read past it
-- instead: Leave it at its default

-- case: standard_conforming_strings off for the transaction
SET LOCAL standard_conforming_strings = 0;
-- refused 0AV05 at 1:1: this setting changes how SQL is read, and protected values could be read past it
-- instead: Leave it at its default

-- case: standard_conforming_strings through set_config, in capitals
SELECT set_config('Standard_Conforming_Strings', 'off', false);
-- refused 0AV05 at 1:19: this setting changes how SQL is read, and protected values could be read past it
-- instead: Leave it at its default

-- case: standard_conforming_strings through set_config, schema-qualified
SELECT pg_catalog.set_config('standard_conforming_strings', 'off', true);
-- refused 0AV05 at 1:30: this setting changes how SQL is read, and protected values could be read past it
-- instead: Leave it at its default

-- case: a setting whose name is computed
-- not on the twin: the session is refused from there on, which is tested elsewhere
SELECT set_config('standard_' || 'conforming_strings', 'off', false);
-- passes

-- case: another setting through set_config
SELECT set_config('application_name', 'x', false);
-- passes

-- case: standard_conforming_strings on is the way back
SET standard_conforming_strings = on;
-- passes

-- case: RESET is the way back too
RESET standard_conforming_strings;
-- passes

-- case: to default is the way back too
SET standard_conforming_strings TO DEFAULT;
-- passes

-- case: H2: a string does not end
-- role: officer
-- database: h2
SELECT ID FROM USERS WHERE PHONE = 'x;
-- refused 42601 at 1:36: a string does not end
-- instead: Correct the statement at this place, and pass values as parameters

-- case: H2: text after a semicolon
SELECT 1; UPDATE USERS SET PHONE = 'x';
-- becomes
SELECT 1; UPDATE USERS SET PHONE = <USERS.PHONE>;

-- case: H2: newlines do not end a statement
SELECT ID FROM ORDERS WHERE ID = 1


 OR EXISTS (SELECT 1 FROM USERS WHERE PHONE = '+1');
-- becomes
SELECT ID FROM ORDERS WHERE ID = 1


 OR EXISTS (SELECT 1 FROM USERS WHERE PHONE = <USERS.PHONE>);

-- case: H2: a slash does not end a statement
SELECT 4
/
2 AS HALF FROM USERS;
-- becomes
SELECT 4
/
2 AS HALF FROM USERS;

-- case: H2: go is an alias
SELECT ID
go
FROM USERS;
-- becomes
SELECT ID
go
FROM USERS;

-- case: H2: a backslash is a backslash
SELECT ID FROM USERS WHERE PHONE = '\' OR CITY = '\';
-- becomes
SELECT ID FROM USERS WHERE PHONE = <USERS.PHONE> OR CITY = '\';

-- case: H2: E-strings do not exist
SELECT ID FROM USERS WHERE PHONE = E'x';
-- refused 0AV02 at 1:37: a string stands where none is expected
-- instead: Write it in standard SQL, with placeholders for values

-- case: H2: dollar quotes have no tag
SELECT ID FROM USERS WHERE PHONE = $$it's$$;
-- becomes
SELECT ID FROM USERS WHERE PHONE = <USERS.PHONE>;

-- case: H2: a tag is none
SELECT ID FROM USERS WHERE PHONE = $a$x$a$;
-- refused 0AV02 at 1:37: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: H2: unicode strings
SELECT ID FROM USERS WHERE PHONE = U&'\002B1';
-- becomes
SELECT ID FROM USERS WHERE PHONE = <USERS.PHONE>;

-- case: H2: unicode strings with UESCAPE
SELECT ID FROM USERS WHERE PHONE = U&'!002B1' UESCAPE '!';
-- becomes
SELECT ID FROM USERS WHERE PHONE = <USERS.PHONE>;

-- case: H2: unicode names
SELECT U&"\0050HONE" FROM USERS;
-- becomes
SELECT U&"\0050HONE" FROM USERS;
-- column 1: USERS.PHONE, decrypted

-- case: H2: comments nest
SELECT ID /* a /* b */ , PHONE */ FROM USERS;
-- becomes
SELECT ID /* a /* b */ , PHONE */ FROM USERS;

-- case: H2: a comment in slashes
SELECT ID FROM USERS WHERE PHONE = ? // AND ID = 1
;
-- becomes
SELECT ID FROM USERS WHERE PHONE = ? // AND ID = 1;
-- parameter 1: encrypted to be compared with USERS.PHONE

-- case: H2: a comment in dashes
SELECT ID FROM USERS WHERE PHONE = ? -- AND ID = 1
;
-- becomes
SELECT ID FROM USERS WHERE PHONE = ? -- AND ID = 1;
-- parameter 1: encrypted to be compared with USERS.PHONE

-- case: H2: quoted names keep their case
-- not on the twin: there is no such column
SELECT "email" FROM USERS;
-- becomes
SELECT "email" FROM USERS;

-- case: H2: backticks quote a name, folded
SELECT `phone` FROM USERS WHERE `email` = ?;
-- becomes
SELECT `phone` FROM USERS WHERE "USERS"."EMAIL_LOOKUP" = ?;
-- parameter 1: lookup token of USERS.EMAIL
-- column 1: USERS.PHONE, decrypted

-- case: H2: brackets are no quotes
SELECT [PHONE] FROM USERS;
-- refused 0AV01 at 1:8: USERS.PHONE is searchable by equality only; ARRAY CONSTRUCTOR cannot be answered (shop.yaml:19:7)
-- instead: Select USERS.PHONE as it is and do this in the application; a whole value is found by '=' or IN

-- case: H2: the long s folds to S
SELECT ID FROM USERS WHERE PHONE = ? AND CITY = 'ſ';
-- becomes
SELECT ID FROM USERS WHERE PHONE = ? AND CITY = 'ſ';
-- parameter 1: encrypted to be compared with USERS.PHONE

-- case: H2: a column spelled with the long s
SELECT ID FROM uſers WHERE phone = ?;
-- becomes
SELECT ID FROM uſers WHERE phone = ?;
-- parameter 1: encrypted to be compared with USERS.PHONE

-- case: H2: day is no bare name
-- not on the twin: H2 refuses it
SELECT DAY FROM VISITS WHERE PHONE = ?;
-- becomes
SELECT DAY FROM VISITS WHERE PHONE = ?;
-- parameter 1: encrypted to be compared with VISITS.PHONE

-- case: H2: a quoted keyword is a name
SELECT "DAY", "MONTH" FROM VISITS WHERE PHONE = ?;
-- becomes
SELECT "DAY", "MONTH" FROM VISITS WHERE PHONE = ?;
-- parameter 1: encrypted to be compared with VISITS.PHONE

-- case: H2: numbered placeholders may repeat
SELECT ID FROM USERS WHERE PHONE = ?2 AND ID = ?1 AND EMAIL = ?2;
-- becomes
SELECT ID FROM USERS WHERE PHONE = ? AND ID = ? AND "USERS"."EMAIL_LOOKUP" = ?;
-- parameter 1: encrypted to be compared with USERS.PHONE
-- parameter 3: lookup token of USERS.EMAIL

-- case: H2: numbered and plain placeholders do not mix
SELECT ID FROM USERS WHERE PHONE = ?1 AND ID = ?;
-- refused 42601 at 1:48: numbered and unnumbered parameters can't be mixed
-- instead: Correct the statement at this place, and pass values as parameters

-- case: H2: a session variable
SELECT @x FROM USERS WHERE PHONE = ?;
-- refused 0AV02 at 1:1: this statement could touch a protected table, and its form at this place is not understood
-- instead: Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place

-- case: H2: JDBC function escape over a protected column
SELECT {fn lcase(EMAIL)} FROM USERS;
-- refused 0AV01 at 1:12: USERS.EMAIL is searchable by equality only; function LCASE cannot be answered (shop.yaml:12:7)
-- instead: To find it in any letter case, add 'normalize: [lowercase]' to its lookup in the policy and compare USERS.EMAIL itself with '='; to show it so, do that in the application

-- case: H2: JDBC date escape beside
SELECT ID FROM USERS WHERE CREATED_AT > {ts '2024-01-01 00:00:00'} AND PHONE = ?;
-- becomes
SELECT ID FROM USERS WHERE CREATED_AT > {ts '2024-01-01 00:00:00'} AND PHONE = ?;
-- parameter 1: encrypted to be compared with USERS.PHONE

-- case: H2: JDBC outer join escape
SELECT U.ID FROM {oj USERS U LEFT OUTER JOIN ORDERS O ON O.USER_ID = U.ID} WHERE U.PHONE = ?;
-- becomes
SELECT U.ID FROM {oj USERS U LEFT OUTER JOIN ORDERS O ON O.USER_ID = U.ID} WHERE U.PHONE = ?;
-- parameter 1: encrypted to be compared with USERS.PHONE

-- case: H2: binary strings are no text
-- not on the twin: H2 refuses it
SELECT ID FROM USERS WHERE PHONE = X'2B3135353530303030303031';
-- becomes
SELECT ID FROM USERS WHERE PHONE = <USERS.PHONE>;

-- case: H2: national strings
SELECT ID FROM USERS WHERE PHONE = N'+15550000001';
-- becomes
SELECT ID FROM USERS WHERE PHONE = <USERS.PHONE>;

-- case: H2: strings on several lines are one
SELECT ID FROM USERS WHERE PHONE = '+1'
  '555';
-- becomes
SELECT ID FROM USERS WHERE PHONE = <USERS.PHONE>;

-- case: H2: SET MODE changes how names are read
SET MODE MySQL;
-- refused 0AV05 at 1:1: this setting changes how SQL is read, and protected values could be read past it
-- instead: Leave it at its default

-- case: H2: a hash is no comment
SELECT ID # PHONE
FROM USERS;
-- refused 42601 at 1:11: this character can't stand here
-- instead: Correct the statement at this place, and pass values as parameters

-- case: a bare column of two tables is ambiguous
-- role: officer
-- database: postgresql
SELECT email FROM users JOIN contacts ON users.id = contacts.id;
-- refused 42702 at 1:8: column name 'email' is ambiguous
-- instead: Write the table or its alias before it

-- case: parentheses around single values are no rows
-- role: officer
-- database: postgresql
SELECT id FROM users WHERE phone IN ((?), ('+15550000001'));
-- becomes
SELECT id FROM users WHERE phone IN ((?), (<users.phone>));
-- parameter 1: encrypted to be compared with users.phone

-- case: a function that has no name to the parser
SELECT x.b FROM users u, XMLTABLE('/a' PASSING u.city COLUMNS b int PATH 'b') x;
-- refused 0AV02 at 1:1: this statement touches a protected table, and a function of this form is not understood there
-- instead: Call it in a statement without protected tables, or do this in the application

-- case: a function that has no name, beside a protected column
SELECT x.b FROM users u, XMLTABLE('/a' PASSING XMLPARSE(DOCUMENT u.email) COLUMNS b int PATH 'b') x;
-- refused 0AV02 at 1:1: this statement touches users.email, and a function of this form is not understood there
-- instead: Call it in a statement without protected tables, or do this in the application

-- case: JSON functions are no names either
SELECT JSON_OBJECT('a' : city) FROM users;
-- becomes
SELECT JSON_OBJECT('a' : city) FROM users;

-- case: JSON functions over a protected column
SELECT JSON_OBJECT('a' : email) FROM users;
-- refused 0AV01 at 1:20: users.email is searchable by equality only; JSON cannot be answered (shop.yaml:12:7)
-- instead: Select users.email as it is and do this in the application; a whole value is found by '=' or IN

-- case: extracted parts of a date
SELECT EXTRACT(YEAR FROM created_at) AS y FROM users WHERE phone = ?;
-- becomes
SELECT EXTRACT(YEAR FROM created_at) AS y FROM users WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: trimmed values
SELECT id FROM users WHERE trim(phone) = trim(?);
-- refused 0AV01 at 1:28: users.phone is searchable by equality only; function trim cannot be answered (shop.yaml:19:7)
-- instead: Select users.phone as it is and do this in the application; a whole value is found by '=' or IN

-- case: trimmed of other characters
SELECT id FROM users WHERE trim(BOTH 'x' FROM phone) = ?;
-- refused 0AV01 at 1:28: users.phone is searchable by equality only; function trim cannot be answered (shop.yaml:19:7)
-- instead: Select users.phone as it is and do this in the application; a whole value is found by '=' or IN

-- case: overlaid values
SELECT OVERLAY(phone PLACING 'x' FROM 1) AS p FROM users;
-- refused 0AV01 at 1:8: users.phone is searchable by equality only; function overlay cannot be answered (shop.yaml:19:7)
-- instead: Select users.phone as it is and do this in the application; a whole value is found by '=' or IN

-- case: H2: one name with U& after another, whose escapes H2 does not read
-- role: officer
-- database: h2
SELECT U&"ID" U&"\0078" FROM USERS WHERE PHONE = ?;
-- refused 42601 at 1:15: one text with U& directly follows another, and H2 would not read its escapes
-- instead: Correct the statement at this place, and pass values as parameters
