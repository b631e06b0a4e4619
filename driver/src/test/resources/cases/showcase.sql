-- The format of these files. The policy is shop.yaml beside this file; the tables are those of
-- ShopFixture. users.email is randomized with a lookup column, users.phone deterministic,
-- users.full_name randomized without a lookup; contacts.email shares the domain of users.email.
--
-- A case is "-- case: title", then one statement, then what becomes of it, as `explain` prints it.
-- Behind the title may stand
--   -- role: officer | marketing | helpdesk | stranger      holds for the cases after it, too
--   -- database: postgresql | h2                            holds for the cases after it, too;
--      behind it may stand "mixed", or "mixed-searchable": columns may hold old plaintext;
--      or a phase of a rotation of equality keys, which has twins of its own
--   -- not on the twin: reason                              of this case only
-- Every accepted case also runs on a real database, through the driver and on plaintext, with
-- values for its placeholders by their types; it must succeed there and give equal labels, rows,
-- counts and tables. A case for which that would tell nothing says why.
-- Of a refusal the first line says what, where and why, the second what would work instead.
-- `mvn -pl driver test -Dtest=CasesTest -Dcases.update` writes what really comes out; review it.

-- case: equality on a looked-up column is answered by its lookup column
-- role: officer
SELECT full_name FROM users WHERE email = ?;
-- becomes
SELECT full_name FROM users WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email
-- column 1: users.full_name, decrypted

-- case: a literal is encoded in its place and never sent
SELECT id FROM users WHERE email = 'ann@mail.example';
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" = <lookup token of users.email>;

-- case: a range over a column searchable by equality only
SELECT id FROM users WHERE email < ?;
-- refused 0AV01 at 1:28: users.email is searchable by equality only; '<' cannot be answered (shop.yaml:12:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.email in the application

-- case: without a grant a filter is refused
-- role: stranger
SELECT id FROM users WHERE email = ?;
-- refused 42501 at 1:28: this session has no role in the policy, and without one nobody may search users.email (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'search: [users.email]' in a role of this session, or use the column in the select list only

-- case: without a grant the select list gives ciphertext
SELECT id, email FROM users;
-- becomes
SELECT id, email FROM users;
-- column 2: users.email, ciphertext: no grant

-- case: masked without unmask
-- role: marketing
SELECT id, email FROM users WHERE id = 1;
-- becomes
SELECT id, email FROM users WHERE id = 1;
-- column 2: users.email, decrypted and masked

-- case: search without decrypt finds but does not show
-- role: helpdesk
SELECT id, phone FROM users WHERE phone = ?;
-- becomes
SELECT id, phone FROM users WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone
-- column 2: users.phone, ciphertext: no grant

-- case: a statement that names no protected table passes byte for byte
SELECT total FROM orders WHERE user_id = ? /* users' orders */;
-- passes

-- case: H2 folds to upper case
-- role: officer
-- database: h2
SELECT full_name FROM users WHERE email = ?;
-- becomes
SELECT full_name FROM users WHERE "USERS"."EMAIL_LOOKUP" = ?;
-- parameter 1: lookup token of USERS.EMAIL
-- column 1: USERS.FULL_NAME, decrypted
