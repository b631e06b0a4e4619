-- Predicates, for a session that may decrypt and unmask everything.

-- case: an array that the application sets is encoded element by element
SELECT id FROM users WHERE email = ANY(?);
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" = ANY(?);
-- parameter 1: each element lookup token of users.email

-- case: an array of a deterministic column
SELECT id FROM users WHERE phone = ANY(?);
-- becomes
SELECT id FROM users WHERE phone = ANY(?);
-- parameter 1: each element encrypted to be compared with users.phone

-- case: an array with a cast
SELECT id FROM users WHERE phone = ANY(?::text[]);
-- becomes
SELECT id FROM users WHERE phone = ANY(?);
-- parameter 1: each element encrypted to be compared with users.phone

-- case: an array with a cast, for a lookup column
SELECT id FROM users WHERE email = ANY(?::varchar[]);
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" = ANY(?);
-- parameter 1: each element lookup token of users.email

-- case: all that are not in an array
SELECT id FROM users WHERE email <> ALL(?);
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" <> ALL(?);
-- parameter 1: each element lookup token of users.email

-- case: SOME is ANY
SELECT id FROM users WHERE email = SOME(ARRAY[?, 'ann@mail.example']);
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" = SOME(ARRAY[?, <lookup token of users.email>]);
-- parameter 1: lookup token of users.email

-- case: an array in one literal is not taken apart
SELECT id FROM users WHERE email = ANY('{ann@mail.example,bob@mail.example}');
-- refused 0AV01 at 1:28: users.email is searchable by equality only; a comparison with an array that is computed or one literal cannot be answered (shop.yaml:12:7)
-- instead: Write ARRAY[..] of single values, or set the whole array as a parameter: email = ANY(?)

-- case: an array of numbers
SELECT id FROM trials WHERE age = ANY(ARRAY[41, 7]);
-- becomes
SELECT id FROM trials WHERE "trials"."age_lookup" = ANY(ARRAY[<lookup token of trials.age>, <lookup token of trials.age>]);

-- case: a number tells the type of a parameter beside it
SELECT id FROM trials WHERE age <> ALL(ARRAY[?, 42]);
-- becomes
SELECT id FROM trials WHERE "trials"."age_lookup" <> ALL(ARRAY[?, <lookup token of trials.age>]);
-- parameter 1: lookup token of trials.age

-- case: so does the name of a type before a string
SELECT id FROM trials WHERE held = ANY(ARRAY['1999-12-31', DATE '2001-05-06', ?]);
-- becomes
SELECT id FROM trials WHERE held = ANY(ARRAY[<trials.held>, <trials.held>, ?]);
-- parameter 3: encrypted to be compared with trials.held

-- case: and a cast
SELECT id FROM trials WHERE ref = SOME(ARRAY['c0ffee00-0000-0000-0000-000000000001'::uuid, 'c0ffee00-0000-0000-0000-000000000009']);
-- becomes
SELECT id FROM trials WHERE ref = SOME(ARRAY[<trials.ref>, <trials.ref>]);

-- case: of nothing but strings PostgreSQL makes an array of text
SELECT id FROM trials WHERE ref = ANY(ARRAY['c0ffee00-0000-0000-0000-000000000001', 'c0ffee00-0000-0000-0000-000000000002']);
-- refused 0AV01 at 1:29: trials.ref is searchable by equality only; a comparison with an array of strings without a type cannot be answered (shop.yaml:56:7)
-- instead: Write the type with one of them, ARRAY['..'::uuid, '..'], or ref IN ('..', '..')

-- case: what a string is to the database depends on the parameter
SELECT id FROM trials WHERE age = ANY(ARRAY[?, '42']);
-- refused 0AV01 at 1:29: trials.age is searchable by equality only; a comparison with an array of strings without a type cannot be answered (shop.yaml:57:7)
-- instead: Write the type with one of them, ARRAY['..'::integer, '..'], or age IN ('..', '..')

-- case: a list has the type of the column
SELECT id FROM trials WHERE ref IN ('c0ffee00-0000-0000-0000-000000000001', 'c0ffee00-0000-0000-0000-000000000002') AND age IN (41, '42');
-- becomes
SELECT id FROM trials WHERE ref IN (<trials.ref>, <trials.ref>) AND "trials"."age_lookup" IN (<lookup token of trials.age>, <lookup token of trials.age>);

-- case: a column in parentheses of its own, cast to text
SELECT id FROM users WHERE (email)::text = ? AND (phone)::text <> '+1'::text;
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" = ? AND (phone)::text <> <users.phone>;
-- parameter 1: lookup token of users.email

-- case: an array that is computed
SELECT id FROM users WHERE email = ANY(string_to_array(?, ','));
-- refused 0AV01 at 1:28: users.email is searchable by equality only; a comparison with an array that is computed or one literal cannot be answered (shop.yaml:12:7)
-- instead: Write ARRAY[..] of single values, or set the whole array as a parameter: email = ANY(?)

-- case: an array of another type
SELECT id FROM users WHERE phone = ANY(?::integer[]);
-- refused 0AV01 at 1:40: a value for users.phone is encrypted before it reaches the database, where the cast to INTEGER[] would change it
-- instead: Cast to varchar(32) or to no type at all

-- case: an array with an element that is computed
SELECT id FROM users WHERE email = ANY(ARRAY[?, lower(?)]);
-- refused 0AV01 at 1:28: users.email is searchable by equality only; a comparison with a value that is not encrypted cannot be answered (shop.yaml:12:7)
-- instead: Compare users.email with a parameter, a literal or a column of its domain, and compute anything else in the application: email = ?

-- case: an order over an array
SELECT id FROM users WHERE email > ANY(?);
-- refused 0AV01 at 1:28: users.email is searchable by equality only; '>' cannot be answered (shop.yaml:12:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.email in the application

-- case: an array cannot be searched in a column that cannot
SELECT id FROM users WHERE full_name = ANY(?);
-- refused 0AV01 at 1:28: users.full_name is encrypted without a way to search it; '=' cannot be answered (shop.yaml:21:7)
-- instead: To search it, add 'lookup: { column: full_name_lookup }' to users.full_name in the policy, or use 'scheme: deterministic'

-- case: = ANY over a query
SELECT id FROM users WHERE email = ANY (SELECT email FROM contacts);
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" = ANY (SELECT "contacts"."email_lookup" FROM contacts);

-- case: <> ALL over a query
SELECT id FROM users WHERE email <> ALL (SELECT c.email FROM contacts c WHERE c.id > 1);
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" <> ALL (SELECT "c"."email_lookup" FROM contacts c WHERE c.id > 1);

-- case: = ANY over a query of a plain column
SELECT id FROM users WHERE email = ANY (SELECT note FROM contacts);
-- refused 0AV01 at 1:28: users.email is searchable by equality only; a comparison with a value that is not encrypted cannot be answered (shop.yaml:12:7)
-- instead: Compare users.email with a parameter, a literal or a column of its domain, and compute anything else in the application: email = ?

-- case: a value in a query of a protected column
SELECT id FROM users WHERE ? = ANY (SELECT email FROM contacts);
-- becomes
SELECT id FROM users WHERE ? = ANY (SELECT "contacts"."email_lookup" FROM contacts);
-- parameter 1: lookup token of contacts.email

-- case: a row in a query of rows
SELECT id FROM users WHERE (id, email) IN (SELECT id, email FROM contacts);
-- becomes
SELECT id FROM users WHERE (id, "users"."email_lookup") IN (SELECT id, "contacts"."email_lookup" FROM contacts);

-- case: a row that is not in a query of rows
SELECT id FROM users u WHERE (u.email, u.city) NOT IN (SELECT c.email, c.note FROM contacts c);
-- becomes
SELECT id FROM users u WHERE ("u"."email_lookup", u.city) NOT IN (SELECT "c"."email_lookup", c.note FROM contacts c);

-- case: a row in a query with a plain column in the place of the protected one
SELECT id FROM users WHERE (id, email) IN (SELECT id, note FROM contacts);
-- refused 0AV01 at 1:33: users.email is searchable by equality only; a comparison with a value that is not encrypted cannot be answered (shop.yaml:12:7)
-- instead: Compare users.email with a parameter, a literal or a column of its domain, and compute anything else in the application: email = ?

-- case: a row in a query of another number of columns
SELECT id FROM users WHERE (id, email) IN (SELECT id, note, email FROM contacts);
-- refused 0AV02 at 1:43: this statement touches users.email, contacts.email, and a comparison of rows of different lengths is not understood there
-- instead: Let both rows have as many values

-- case: a row compared with the row of a query
SELECT id FROM users WHERE (id, email) = (SELECT c.id, c.email FROM contacts c WHERE c.id = ?);
-- becomes
SELECT id FROM users WHERE (id, "users"."email_lookup") = (SELECT c.id, "c"."email_lookup" FROM contacts c WHERE c.id = ?);

-- case: the word ROW
SELECT id FROM users WHERE ROW(email, phone) = ROW(?, ?);
-- becomes
SELECT id FROM users WHERE ROW("users"."email_lookup", phone) = ROW(?, ?);
-- parameter 1: lookup token of users.email
-- parameter 2: encrypted to be compared with users.phone

-- case: a row of one place is a record
SELECT ROW(email) FROM users;
-- refused 0AV01 at 1:8: users.email is searchable by equality only; function row cannot be answered (shop.yaml:12:7)
-- instead: Select users.email as it is and do this in the application; a whole value is found by '=' or IN

-- case: rows have no order
SELECT id FROM users WHERE (email, id) < (?, ?);
-- refused 0AV01 at 1:28: users.email is searchable by equality only; '<' cannot be answered (shop.yaml:12:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.email in the application

-- case: CASE compares its operand with each value
SELECT id, CASE email WHEN ? THEN 1 WHEN 'ann@mail.example' THEN 2 ELSE 0 END AS n FROM users;
-- becomes
SELECT id, CASE "users"."email_lookup" WHEN ? THEN 1 WHEN <lookup token of users.email> THEN 2 ELSE 0 END AS n FROM users;
-- parameter 1: lookup token of users.email

-- case: CASE of a deterministic column
SELECT id FROM users WHERE CASE phone WHEN ? THEN 1 ELSE 0 END = 1;
-- becomes
SELECT id FROM users WHERE CASE phone WHEN ? THEN 1 ELSE 0 END = 1;
-- parameter 1: encrypted to be compared with users.phone

-- case: CASE compares with another column of the domain
SELECT CASE u.email WHEN c.email THEN 1 ELSE 0 END AS n FROM users u, contacts c;
-- becomes
SELECT CASE "u"."email_lookup" WHEN "c"."email_lookup" THEN 1 ELSE 0 END AS n FROM users u, contacts c;

-- case: CASE compares with a plain column
SELECT CASE email WHEN city THEN 1 ELSE 0 END AS n FROM users;
-- refused 0AV01 at 1:13: users.email is searchable by equality only; a comparison with a value that is not encrypted cannot be answered (shop.yaml:12:7)
-- instead: Compare users.email with a parameter, a literal or a column of its domain, and compute anything else in the application: email = ?

-- case: CASE of a column that cannot be searched
SELECT CASE full_name WHEN ? THEN 1 ELSE 0 END AS n FROM users;
-- refused 0AV01 at 1:13: users.full_name is encrypted without a way to search it; '=' cannot be answered (shop.yaml:21:7)
-- instead: To search it, add 'lookup: { column: full_name_lookup }' to users.full_name in the policy, or use 'scheme: deterministic'

-- case: a value cannot be encrypted for two columns at once
SELECT id FROM users WHERE ? IN (email, phone);
-- refused 0AV02 at 1:28: this value is compared with users.email and with users.phone, for each of which it is encrypted in another way
-- instead: Write the value once for each of the columns

-- case: a value compared with plain columns as well
SELECT id FROM users WHERE ? IN (phone, city);
-- refused 0AV01 at 1:34: users.phone is searchable by equality only; a value that is compared with plain values as well cannot be answered (shop.yaml:19:7)
-- instead: Write the value once for each of the columns: a = ? OR b = ?

-- case: a value compared with a column and another value
SELECT id FROM users WHERE 'x' IN (phone, 'y');
-- refused 0AV01 at 1:36: users.phone is searchable by equality only; a value that is compared with plain values as well cannot be answered (shop.yaml:19:7)
-- instead: Write the value once for each of the columns: a = ? OR b = ?

-- case: a value in two columns of one domain
SELECT u.id FROM users u, visits v WHERE ? IN (u.phone, v.phone);
-- refused 0AV02 at 1:42: this value is compared with users.phone and with visits.phone, for each of which it is encrypted in another way
-- instead: Write the value once for each of the columns

-- case: a sign that changes nothing
SELECT id FROM users WHERE id = +1 AND phone = ?;
-- becomes
SELECT id FROM users WHERE id = +1 AND phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: text as text
SELECT id FROM users WHERE email::text = ? AND CAST(phone AS varchar) IN (?, ?);
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" = ? AND CAST(phone AS varchar) IN (?, ?);
-- parameter 1: lookup token of users.email
-- parameter 2: encrypted to be compared with users.phone
-- parameter 3: encrypted to be compared with users.phone

-- case: text as something shorter
SELECT id FROM users WHERE phone::varchar(5) = ?;
-- refused 0AV01 at 1:28: users.phone is searchable by equality only; a cast cannot be answered (shop.yaml:19:7)
-- instead: Select users.phone as it is and do this in the application; a whole value is found by '=' or IN

-- case: text as a number
SELECT id FROM users WHERE phone::bigint = ?;
-- refused 0AV01 at 1:28: users.phone is searchable by equality only; a cast cannot be answered (shop.yaml:19:7)
-- instead: Select users.phone as it is and do this in the application; a whole value is found by '=' or IN

-- case: a value cut to more characters than the column has
SELECT id FROM users WHERE phone = CAST(? AS varchar(33));
-- becomes
SELECT id FROM users WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: a value cut to what the column has could be another one
SELECT id FROM users WHERE phone = CAST(? AS varchar(32));
-- refused 0AV01 at 1:36: a value for users.phone is encrypted before it reaches the database, where the cast to VARCHAR (32) would change it
-- instead: Cast to varchar(32) or to no type at all

-- case: a cast of NULL is NULL
SELECT id FROM users WHERE phone IN (CAST(NULL AS varchar), ?::text);
-- becomes
SELECT id FROM users WHERE phone IN (NULL, ?);
-- parameter 1: encrypted to be compared with users.phone

-- case: a cast of NULL to another type is the database's to refuse
SELECT id FROM users WHERE phone IN (CAST(NULL AS integer), ?);
-- refused 0AV01 at 1:38: a value for users.phone is encrypted before it reaches the database, where the cast to INTEGER would change it
-- instead: Cast to varchar(32) or to no type at all

-- case: two casts
SELECT id FROM users WHERE phone = CAST(CAST(? AS char(3)) AS text);
-- refused 0AV01 at 1:28: users.phone is searchable by equality only; a comparison with a value that is not encrypted cannot be answered (shop.yaml:19:7)
-- instead: Compare users.phone with a parameter, a literal or a column of its domain, and compute anything else in the application: phone = ?

-- case: letter case of a lookup that keeps it
SELECT id FROM users WHERE lower(email) = lower(?);
-- refused 0AV01 at 1:28: users.email is searchable by equality only; function lower cannot be answered (shop.yaml:12:7)
-- instead: To find it in any letter case, add 'normalize: [lowercase]' to its lookup in the policy and compare users.email itself with '='; to show it so, do that in the application

-- case: national strings are of another type
SELECT id FROM users WHERE phone IN (N'+15550000001  ');
-- becomes
SELECT id FROM users WHERE phone IN (<users.phone>);

-- case: hexadecimal strings are bits
SELECT id FROM users WHERE phone = X'01';
-- refused 0AV01 at 1:28: users.phone is searchable by equality only; a comparison with a value that is not encrypted cannot be answered (shop.yaml:19:7)
-- instead: Compare users.phone with a parameter, a literal or a column of its domain, and compute anything else in the application: phone = ?

-- case: NOT around everything
SELECT id FROM users WHERE NOT ((email, phone) = (?, ?) OR NOT email IN (?, NULL)) AND NOT phone IS DISTINCT FROM ?;
-- becomes
SELECT id FROM users WHERE NOT (("users"."email_lookup", phone) = (?, ?) OR NOT "users"."email_lookup" IN (?, NULL)) AND NOT phone IS DISTINCT FROM ?;
-- parameter 1: lookup token of users.email
-- parameter 2: encrypted to be compared with users.phone
-- parameter 3: lookup token of users.email
-- parameter 4: encrypted to be compared with users.phone

-- case: one parameter style for plain and protected columns
SELECT id FROM users WHERE city = 'ann@mail.example' OR email = 'ann@mail.example';
-- becomes
SELECT id FROM users WHERE city = 'ann@mail.example' OR "users"."email_lookup" = <lookup token of users.email>;

-- case: arrays on H2
-- role: officer
-- database: h2
-- not on the twin: H2 calls the parameter a string there; ArrayOperandTest sets arrays
SELECT id FROM users WHERE email = ANY(?);
-- becomes
SELECT id FROM users WHERE "USERS"."EMAIL_LOOKUP" = ANY(?);
-- parameter 1: each element lookup token of USERS.EMAIL

-- case: = ANY over a query, on H2
SELECT id FROM users WHERE phone = ANY (SELECT v.phone FROM visits v);
-- becomes
SELECT id FROM users WHERE phone = ANY (SELECT v.phone FROM visits v);

-- case: national strings are strings, on H2
SELECT id FROM users WHERE phone = N'+15550000001';
-- becomes
SELECT id FROM users WHERE phone = <USERS.PHONE>;
