-- What becomes of statements while the equality keys of users.email (lookup, with contacts.email)
-- and users.phone (deterministic) are rotated, phase by phase. The second columns are email_2 and
-- phone_2.

-- case: prepared: a point lookup
-- role: officer
-- database: postgresql prepared
SELECT id FROM users WHERE email = ?;
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email

-- case: prepared: a deterministic column
SELECT id, phone FROM users WHERE phone IN (?, '+1555');
-- becomes
SELECT id, phone FROM users WHERE phone IN (?, <users.phone>);
-- parameter 1: encrypted to be compared with users.phone
-- column 2: users.phone, decrypted

-- case: prepared: a join within the domain
SELECT u.id FROM users u JOIN contacts c ON u.email = c.email;
-- becomes
SELECT u.id FROM users u JOIN contacts c ON "u"."email_lookup" = "c"."email_lookup";

-- case: prepared: a join of deterministic columns
SELECT a.id FROM users a JOIN users b USING (phone);
-- becomes
SELECT a.id FROM users a JOIN users b USING (phone);

-- case: prepared: grouping
SELECT email, count(*) FROM users GROUP BY email;
-- becomes
SELECT min("users"."email") AS "email", count(*) FROM users GROUP BY "users"."email_lookup";
-- column 1: users.email, decrypted

-- case: prepared: grouping of deterministic values
SELECT phone, count(*) FROM users GROUP BY phone;
-- becomes
SELECT phone, count(*) FROM users GROUP BY phone;
-- column 1: users.phone, decrypted

-- case: prepared: insert
INSERT INTO users (id, email, phone) VALUES (?, ?, '+1555');
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") VALUES (?, ?, <users.phone>, ?);
-- parameter 2: encrypted for users.email
-- parameter 4: lookup token of users.email

-- case: prepared: update
UPDATE users SET email = ?, phone = ? WHERE email = ?;
-- becomes
UPDATE users SET email = ?, "email_lookup" = ?, phone = ? WHERE "users"."email_lookup" = ?;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email
-- parameter 3: encrypted for users.phone
-- parameter 4: lookup token of users.email

-- case: prepared: update to null
UPDATE users SET email = NULL, phone = NULL WHERE id = ?;
-- becomes
UPDATE users SET email = NULL, "email_lookup" = NULL, phone = NULL WHERE id = ?;

-- case: prepared: on conflict
INSERT INTO users (id, email) VALUES (?, ?) ON CONFLICT (email) DO UPDATE SET email = EXCLUDED.email, city = 'x';
-- becomes
INSERT INTO users (id, email, "email_lookup") VALUES (?, ?, ?) ON CONFLICT ("email_lookup") DO UPDATE SET email = EXCLUDED.email, "email_lookup" = "excluded"."email_lookup", city = 'x';
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email

-- case: prepared: on conflict of a deterministic column
INSERT INTO users (id, phone) VALUES (?, ?) ON CONFLICT (phone) DO UPDATE SET phone = EXCLUDED.phone;
-- becomes
INSERT INTO users (id, phone) VALUES (?, ?) ON CONFLICT (phone) DO UPDATE SET phone = EXCLUDED.phone;
-- parameter 2: encrypted for users.phone

-- case: prepared: stars leave the second columns out
SELECT * FROM users WHERE id = 1;
-- becomes
SELECT "users"."id", "users"."email", "users"."phone", "users"."full_name", "users"."city", "users"."plan", "users"."created_at" FROM users WHERE id = 1;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: prepared: the second column does not exist
SELECT email_2 FROM users;
-- refused 42703 at 1:8: column "email_2" does not exist
-- instead: Check its spelling and the tables in FROM

-- case: filling: a point lookup
-- database: postgresql filling
SELECT id FROM users WHERE email = ?;
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email

-- case: filling: a deterministic column
SELECT id, phone FROM users WHERE phone IN (?, '+1555');
-- becomes
SELECT id, phone FROM users WHERE phone IN (?, <users.phone>);
-- parameter 1: encrypted to be compared with users.phone
-- column 2: users.phone, decrypted

-- case: filling: a join within the domain
SELECT u.id FROM users u JOIN contacts c ON u.email = c.email;
-- becomes
SELECT u.id FROM users u JOIN contacts c ON "u"."email_lookup" = "c"."email_lookup";

-- case: filling: a join of deterministic columns
SELECT a.id FROM users a JOIN users b USING (phone);
-- becomes
SELECT a.id FROM users a JOIN users b USING (phone);

-- case: filling: grouping
SELECT email, count(*) FROM users GROUP BY email;
-- becomes
SELECT min("users"."email") AS "email", count(*) FROM users GROUP BY "users"."email_lookup";
-- column 1: users.email, decrypted

-- case: filling: grouping of deterministic values
SELECT phone, count(*) FROM users GROUP BY phone;
-- becomes
SELECT phone, count(*) FROM users GROUP BY phone;
-- column 1: users.phone, decrypted

-- case: filling: insert
INSERT INTO users (id, email, phone) VALUES (?, ?, '+1555');
-- becomes
INSERT INTO users (id, email, phone, "email_lookup", "email_2", "phone_2") VALUES (?, ?, <users.phone>, ?, ?, <users.phone by its next key>);
-- parameter 2: encrypted for users.email
-- parameter 4: lookup token of users.email
-- parameter 5: lookup token of users.email by its next key

-- case: filling: update
UPDATE users SET email = ?, phone = ? WHERE email = ?;
-- becomes
UPDATE users SET email = ?, "email_lookup" = ?, "email_2" = ?, phone = ?, "phone_2" = ? WHERE "users"."email_lookup" = ?;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email
-- parameter 3: lookup token of users.email by its next key
-- parameter 4: encrypted for users.phone
-- parameter 5: encrypted for users.phone by its next key
-- parameter 6: lookup token of users.email

-- case: filling: update to null
UPDATE users SET email = NULL, phone = NULL WHERE id = ?;
-- becomes
UPDATE users SET email = NULL, "email_lookup" = NULL, "email_2" = NULL, phone = NULL, "phone_2" = NULL WHERE id = ?;

-- case: filling: on conflict
INSERT INTO users (id, email) VALUES (?, ?) ON CONFLICT (email) DO UPDATE SET email = EXCLUDED.email, city = 'x';
-- becomes
INSERT INTO users (id, email, "email_lookup", "email_2") VALUES (?, ?, ?, ?) ON CONFLICT ("email_lookup") DO UPDATE SET email = EXCLUDED.email, "email_lookup" = "excluded"."email_lookup", "email_2" = "excluded"."email_2", city = 'x';
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email
-- parameter 4: lookup token of users.email by its next key

-- case: filling: on conflict of a deterministic column
INSERT INTO users (id, phone) VALUES (?, ?) ON CONFLICT (phone) DO UPDATE SET phone = EXCLUDED.phone;
-- becomes
INSERT INTO users (id, phone, "phone_2") VALUES (?, ?, ?) ON CONFLICT (phone) DO UPDATE SET phone = EXCLUDED.phone, "phone_2" = "excluded"."phone_2";
-- parameter 2: encrypted for users.phone
-- parameter 3: encrypted for users.phone by its next key

-- case: filling: stars leave the second columns out
SELECT * FROM users WHERE id = 1;
-- becomes
SELECT "users"."id", "users"."email", "users"."phone", "users"."full_name", "users"."city", "users"."plan", "users"."created_at" FROM users WHERE id = 1;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: filling: the second column does not exist
SELECT email_2 FROM users;
-- refused 42703 at 1:8: column "email_2" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: switched: a point lookup
-- database: postgresql switched
SELECT id FROM users WHERE email = ?;
-- becomes
SELECT id FROM users WHERE "users"."email_2" = ?;
-- parameter 1: lookup token of users.email by its next key

-- case: switched: a deterministic column
SELECT id, phone FROM users WHERE phone IN (?, '+1555');
-- becomes
SELECT id, "users"."phone_2" AS "phone" FROM users WHERE "users"."phone_2" IN (?, <users.phone by its next key>);
-- parameter 1: encrypted to be compared with users.phone by its next key
-- column 2: users.phone, decrypted

-- case: switched: a join within the domain
SELECT u.id FROM users u JOIN contacts c ON u.email = c.email;
-- becomes
SELECT u.id FROM users u JOIN contacts c ON "u"."email_2" = "c"."email_2";

-- case: switched: a join of deterministic columns
SELECT a.id FROM users a JOIN users b USING (phone);
-- becomes
SELECT a.id FROM users a JOIN users b ON ("a"."phone_2" = "b"."phone_2");

-- case: switched: grouping
SELECT email, count(*) FROM users GROUP BY email;
-- becomes
SELECT min("users"."email") AS "email", count(*) FROM users GROUP BY "users"."email_2";
-- column 1: users.email, decrypted

-- case: switched: grouping of deterministic values
SELECT phone, count(*) FROM users GROUP BY phone;
-- becomes
SELECT "users"."phone_2" AS "phone", count(*) FROM users GROUP BY "users"."phone_2";
-- column 1: users.phone, decrypted

-- case: switched: insert
INSERT INTO users (id, email, phone) VALUES (?, ?, '+1555');
-- becomes
INSERT INTO users (id, email, phone, "email_lookup", "email_2", "phone_2") VALUES (?, ?, <users.phone>, ?, ?, <users.phone by its next key>);
-- parameter 2: encrypted for users.email
-- parameter 4: lookup token of users.email
-- parameter 5: lookup token of users.email by its next key

-- case: switched: update
UPDATE users SET email = ?, phone = ? WHERE email = ?;
-- becomes
UPDATE users SET email = ?, "email_lookup" = ?, "email_2" = ?, phone = ?, "phone_2" = ? WHERE "users"."email_2" = ?;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email
-- parameter 3: lookup token of users.email by its next key
-- parameter 4: encrypted for users.phone
-- parameter 5: encrypted for users.phone by its next key
-- parameter 6: lookup token of users.email by its next key

-- case: switched: update to null
UPDATE users SET email = NULL, phone = NULL WHERE id = ?;
-- becomes
UPDATE users SET email = NULL, "email_lookup" = NULL, "email_2" = NULL, phone = NULL, "phone_2" = NULL WHERE id = ?;

-- case: switched: on conflict
INSERT INTO users (id, email) VALUES (?, ?) ON CONFLICT (email) DO UPDATE SET email = EXCLUDED.email, city = 'x';
-- becomes
INSERT INTO users (id, email, "email_lookup", "email_2") VALUES (?, ?, ?, ?) ON CONFLICT ("email_2") DO UPDATE SET email = EXCLUDED.email, "email_lookup" = "excluded"."email_lookup", "email_2" = "excluded"."email_2", city = 'x';
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email
-- parameter 4: lookup token of users.email by its next key

-- case: switched: on conflict of a deterministic column
INSERT INTO users (id, phone) VALUES (?, ?) ON CONFLICT (phone) DO UPDATE SET phone = EXCLUDED.phone;
-- becomes
INSERT INTO users (id, phone, "phone_2") VALUES (?, ?, ?) ON CONFLICT ("phone_2") DO UPDATE SET phone = EXCLUDED.phone, "phone_2" = "excluded"."phone_2";
-- parameter 2: encrypted for users.phone
-- parameter 3: encrypted for users.phone by its next key

-- case: switched: stars leave the second columns out
SELECT * FROM users WHERE id = 1;
-- becomes
SELECT "users"."id", "users"."email", "users"."phone_2" AS "phone", "users"."full_name", "users"."city", "users"."plan", "users"."created_at" FROM users WHERE id = 1;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: switched: the second column does not exist
SELECT email_2 FROM users;
-- refused 42703 at 1:8: column "email_2" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: returning: a point lookup
-- database: postgresql returning
SELECT id FROM users WHERE email = ?;
-- becomes
SELECT id FROM users WHERE "users"."email_2" = ?;
-- parameter 1: lookup token of users.email by its next key

-- case: returning: a deterministic column
SELECT id, phone FROM users WHERE phone IN (?, '+1555');
-- becomes
SELECT id, "users"."phone_2" AS "phone" FROM users WHERE "users"."phone_2" IN (?, <users.phone by its next key>);
-- parameter 1: encrypted to be compared with users.phone by its next key
-- column 2: users.phone, decrypted

-- case: returning: a join within the domain
SELECT u.id FROM users u JOIN contacts c ON u.email = c.email;
-- becomes
SELECT u.id FROM users u JOIN contacts c ON "u"."email_2" = "c"."email_2";

-- case: returning: a join of deterministic columns
SELECT a.id FROM users a JOIN users b USING (phone);
-- becomes
SELECT a.id FROM users a JOIN users b ON ("a"."phone_2" = "b"."phone_2");

-- case: returning: grouping
SELECT email, count(*) FROM users GROUP BY email;
-- becomes
SELECT min("users"."email") AS "email", count(*) FROM users GROUP BY "users"."email_2";
-- column 1: users.email, decrypted

-- case: returning: grouping of deterministic values
SELECT phone, count(*) FROM users GROUP BY phone;
-- becomes
SELECT "users"."phone_2" AS "phone", count(*) FROM users GROUP BY "users"."phone_2";
-- column 1: users.phone, decrypted

-- case: returning: insert
INSERT INTO users (id, email, phone) VALUES (?, ?, '+1555');
-- becomes
INSERT INTO users (id, email, phone, "email_lookup", "email_2", "phone_2") VALUES (?, ?, <users.phone by its next key>, ?, ?, <users.phone by its next key>);
-- parameter 2: encrypted for users.email
-- parameter 4: lookup token of users.email by its next key
-- parameter 5: lookup token of users.email by its next key

-- case: returning: update
UPDATE users SET email = ?, phone = ? WHERE email = ?;
-- becomes
UPDATE users SET email = ?, "email_lookup" = ?, "email_2" = ?, phone = ?, "phone_2" = ? WHERE "users"."email_2" = ?;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email by its next key
-- parameter 3: lookup token of users.email by its next key
-- parameter 4: encrypted for users.phone by its next key
-- parameter 5: encrypted for users.phone by its next key
-- parameter 6: lookup token of users.email by its next key

-- case: returning: update to null
UPDATE users SET email = NULL, phone = NULL WHERE id = ?;
-- becomes
UPDATE users SET email = NULL, "email_lookup" = NULL, "email_2" = NULL, phone = NULL, "phone_2" = NULL WHERE id = ?;

-- case: returning: on conflict
INSERT INTO users (id, email) VALUES (?, ?) ON CONFLICT (email) DO UPDATE SET email = EXCLUDED.email, city = 'x';
-- becomes
INSERT INTO users (id, email, "email_lookup", "email_2") VALUES (?, ?, ?, ?) ON CONFLICT ("email_2") DO UPDATE SET email = EXCLUDED.email, "email_lookup" = "excluded"."email_lookup", "email_2" = "excluded"."email_2", city = 'x';
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email by its next key
-- parameter 4: lookup token of users.email by its next key

-- case: returning: on conflict of a deterministic column
INSERT INTO users (id, phone) VALUES (?, ?) ON CONFLICT (phone) DO UPDATE SET phone = EXCLUDED.phone;
-- becomes
INSERT INTO users (id, phone, "phone_2") VALUES (?, ?, ?) ON CONFLICT ("phone_2") DO UPDATE SET phone = EXCLUDED.phone, "phone_2" = "excluded"."phone_2";
-- parameter 2: encrypted for users.phone by its next key
-- parameter 3: encrypted for users.phone by its next key

-- case: returning: stars leave the second columns out
SELECT * FROM users WHERE id = 1;
-- becomes
SELECT "users"."id", "users"."email", "users"."phone_2" AS "phone", "users"."full_name", "users"."city", "users"."plan", "users"."created_at" FROM users WHERE id = 1;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: returning: the second column does not exist
SELECT email_2 FROM users;
-- refused 42703 at 1:8: column "email_2" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: returned: a point lookup
-- database: postgresql returned
SELECT id FROM users WHERE email = ?;
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email by its next key

-- case: returned: a deterministic column
SELECT id, phone FROM users WHERE phone IN (?, '+1555');
-- becomes
SELECT id, phone FROM users WHERE phone IN (?, <users.phone by its next key>);
-- parameter 1: encrypted to be compared with users.phone by its next key
-- column 2: users.phone, decrypted

-- case: returned: a join within the domain
SELECT u.id FROM users u JOIN contacts c ON u.email = c.email;
-- becomes
SELECT u.id FROM users u JOIN contacts c ON "u"."email_lookup" = "c"."email_lookup";

-- case: returned: a join of deterministic columns
SELECT a.id FROM users a JOIN users b USING (phone);
-- becomes
SELECT a.id FROM users a JOIN users b USING (phone);

-- case: returned: grouping
SELECT email, count(*) FROM users GROUP BY email;
-- becomes
SELECT min("users"."email") AS "email", count(*) FROM users GROUP BY "users"."email_lookup";
-- column 1: users.email, decrypted

-- case: returned: grouping of deterministic values
SELECT phone, count(*) FROM users GROUP BY phone;
-- becomes
SELECT phone, count(*) FROM users GROUP BY phone;
-- column 1: users.phone, decrypted

-- case: returned: insert
INSERT INTO users (id, email, phone) VALUES (?, ?, '+1555');
-- becomes
INSERT INTO users (id, email, phone, "email_lookup", "email_2", "phone_2") VALUES (?, ?, <users.phone by its next key>, ?, ?, <users.phone by its next key>);
-- parameter 2: encrypted for users.email
-- parameter 4: lookup token of users.email by its next key
-- parameter 5: lookup token of users.email by its next key

-- case: returned: update
UPDATE users SET email = ?, phone = ? WHERE email = ?;
-- becomes
UPDATE users SET email = ?, "email_lookup" = ?, "email_2" = ?, phone = ?, "phone_2" = ? WHERE "users"."email_lookup" = ?;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email by its next key
-- parameter 3: lookup token of users.email by its next key
-- parameter 4: encrypted for users.phone by its next key
-- parameter 5: encrypted for users.phone by its next key
-- parameter 6: lookup token of users.email by its next key

-- case: returned: update to null
UPDATE users SET email = NULL, phone = NULL WHERE id = ?;
-- becomes
UPDATE users SET email = NULL, "email_lookup" = NULL, "email_2" = NULL, phone = NULL, "phone_2" = NULL WHERE id = ?;

-- case: returned: on conflict
INSERT INTO users (id, email) VALUES (?, ?) ON CONFLICT (email) DO UPDATE SET email = EXCLUDED.email, city = 'x';
-- becomes
INSERT INTO users (id, email, "email_lookup", "email_2") VALUES (?, ?, ?, ?) ON CONFLICT ("email_lookup") DO UPDATE SET email = EXCLUDED.email, "email_lookup" = "excluded"."email_lookup", "email_2" = "excluded"."email_2", city = 'x';
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email by its next key
-- parameter 4: lookup token of users.email by its next key

-- case: returned: on conflict of a deterministic column
INSERT INTO users (id, phone) VALUES (?, ?) ON CONFLICT (phone) DO UPDATE SET phone = EXCLUDED.phone;
-- becomes
INSERT INTO users (id, phone, "phone_2") VALUES (?, ?, ?) ON CONFLICT (phone) DO UPDATE SET phone = EXCLUDED.phone, "phone_2" = "excluded"."phone_2";
-- parameter 2: encrypted for users.phone by its next key
-- parameter 3: encrypted for users.phone by its next key

-- case: returned: stars leave the second columns out
SELECT * FROM users WHERE id = 1;
-- becomes
SELECT "users"."id", "users"."email", "users"."phone", "users"."full_name", "users"."city", "users"."plan", "users"."created_at" FROM users WHERE id = 1;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: returned: the second column does not exist
SELECT email_2 FROM users;
-- refused 42703 at 1:8: column "email_2" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: dropping: a point lookup
-- database: postgresql dropping
SELECT id FROM users WHERE email = ?;
-- becomes
SELECT id FROM users WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email by its next key

-- case: dropping: a deterministic column
SELECT id, phone FROM users WHERE phone IN (?, '+1555');
-- becomes
SELECT id, phone FROM users WHERE phone IN (?, <users.phone by its next key>);
-- parameter 1: encrypted to be compared with users.phone by its next key
-- column 2: users.phone, decrypted

-- case: dropping: a join within the domain
SELECT u.id FROM users u JOIN contacts c ON u.email = c.email;
-- becomes
SELECT u.id FROM users u JOIN contacts c ON "u"."email_lookup" = "c"."email_lookup";

-- case: dropping: a join of deterministic columns
SELECT a.id FROM users a JOIN users b USING (phone);
-- becomes
SELECT a.id FROM users a JOIN users b USING (phone);

-- case: dropping: grouping
SELECT email, count(*) FROM users GROUP BY email;
-- becomes
SELECT min("users"."email") AS "email", count(*) FROM users GROUP BY "users"."email_lookup";
-- column 1: users.email, decrypted

-- case: dropping: grouping of deterministic values
SELECT phone, count(*) FROM users GROUP BY phone;
-- becomes
SELECT phone, count(*) FROM users GROUP BY phone;
-- column 1: users.phone, decrypted

-- case: dropping: insert
INSERT INTO users (id, email, phone) VALUES (?, ?, '+1555');
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") VALUES (?, ?, <users.phone by its next key>, ?);
-- parameter 2: encrypted for users.email
-- parameter 4: lookup token of users.email by its next key

-- case: dropping: update
UPDATE users SET email = ?, phone = ? WHERE email = ?;
-- becomes
UPDATE users SET email = ?, "email_lookup" = ?, phone = ? WHERE "users"."email_lookup" = ?;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email by its next key
-- parameter 3: encrypted for users.phone by its next key
-- parameter 4: lookup token of users.email by its next key

-- case: dropping: update to null
UPDATE users SET email = NULL, phone = NULL WHERE id = ?;
-- becomes
UPDATE users SET email = NULL, "email_lookup" = NULL, phone = NULL WHERE id = ?;

-- case: dropping: on conflict
INSERT INTO users (id, email) VALUES (?, ?) ON CONFLICT (email) DO UPDATE SET email = EXCLUDED.email, city = 'x';
-- becomes
INSERT INTO users (id, email, "email_lookup") VALUES (?, ?, ?) ON CONFLICT ("email_lookup") DO UPDATE SET email = EXCLUDED.email, "email_lookup" = "excluded"."email_lookup", city = 'x';
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email by its next key

-- case: dropping: on conflict of a deterministic column
INSERT INTO users (id, phone) VALUES (?, ?) ON CONFLICT (phone) DO UPDATE SET phone = EXCLUDED.phone;
-- becomes
INSERT INTO users (id, phone) VALUES (?, ?) ON CONFLICT (phone) DO UPDATE SET phone = EXCLUDED.phone;
-- parameter 2: encrypted for users.phone by its next key

-- case: dropping: stars leave the second columns out
SELECT * FROM users WHERE id = 1;
-- becomes
SELECT "users"."id", "users"."email", "users"."phone", "users"."full_name", "users"."city", "users"."plan", "users"."created_at" FROM users WHERE id = 1;
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: dropping: the second column does not exist
SELECT email_2 FROM users;
-- refused 42703 at 1:8: column "email_2" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: copying goes pairwise
-- database: postgresql filling
UPDATE users SET email = c.email FROM contacts c WHERE c.id = users.id;
-- becomes
UPDATE users SET email = c.email, "email_lookup" = "c"."email_lookup", "email_2" = "c"."email_2" FROM contacts c WHERE c.id = users.id;

-- case: a copy out of a subquery takes the columns beside along
UPDATE users SET email = (SELECT c.email FROM contacts c WHERE c.id = users.id);
-- becomes
UPDATE users SET ("email", "email_lookup", "email_2") = (SELECT c.email, "c"."email_lookup", "c"."email_2" FROM contacts c WHERE c.id = users.id);

-- case: insert from a query
INSERT INTO contacts (id, email) SELECT id, email FROM users;
-- becomes
INSERT INTO contacts (id, email, "email_lookup", "email_2") SELECT id, email, "users"."email_lookup", "users"."email_2" FROM users;

-- case: copying of a deterministic value
-- database: postgresql switched
UPDATE users SET phone = o.phone FROM users o WHERE o.id = users.id + 1;
-- becomes
UPDATE users SET phone = o.phone, "phone_2" = "o"."phone_2" FROM users o WHERE o.id = users.id + 1;

-- case: a subquery reads the second column
SELECT t.phone FROM (SELECT phone FROM users) t WHERE t.phone = ?;
-- becomes
SELECT t.phone FROM (SELECT "users"."phone_2" AS "phone" FROM users) t WHERE t.phone = ?;
-- parameter 1: encrypted to be compared with users.phone by its next key
-- column 1: users.phone, decrypted

-- case: a lookup behind a subquery
SELECT t.id FROM (SELECT id, email FROM users) t WHERE t.email = ?;
-- becomes
SELECT t.id FROM (SELECT id, email, "users"."email_2" AS "columnveil$2" FROM users) t WHERE "t"."columnveil$2" = ?;
-- parameter 1: lookup token of users.email by its next key

-- case: count distinct
SELECT count(DISTINCT email), count(DISTINCT phone) FROM users;
-- becomes
SELECT count(DISTINCT "users"."email_2"), count(DISTINCT "users"."phone_2") FROM users;

-- case: IN with a subquery
SELECT id FROM users WHERE email IN (SELECT email FROM contacts);
-- becomes
SELECT id FROM users WHERE "users"."email_2" IN (SELECT "contacts"."email_2" FROM contacts);

-- case: distinct
SELECT DISTINCT phone FROM users;
-- becomes
SELECT DISTINCT "users"."phone_2" AS "phone" FROM users;
-- column 1: users.phone, decrypted

-- case: returning
INSERT INTO users (id, phone) VALUES (1, ?) RETURNING *;
-- becomes
INSERT INTO users (id, phone, "phone_2") VALUES (1, ?, ?) RETURNING "users"."id", "users"."email", "users"."phone_2" AS "phone", "users"."full_name", "users"."city", "users"."plan", "users"."created_at";
-- parameter 1: encrypted for users.phone
-- parameter 2: encrypted for users.phone by its next key
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: H2
-- database: h2 switched
UPDATE users SET phone = ? WHERE phone = ?;
-- becomes
UPDATE users SET phone = ?, "PHONE_2" = ? WHERE "USERS"."PHONE_2" = ?;
-- parameter 1: encrypted for USERS.PHONE
-- parameter 2: encrypted for USERS.PHONE by its next key
-- parameter 3: encrypted to be compared with USERS.PHONE by its next key

-- case: a merged name reads the second column
-- database: postgresql switched
SELECT phone, a.city FROM users a JOIN users b USING (phone) WHERE phone = ?;
-- becomes
SELECT "a"."phone_2" AS "phone", a.city FROM users a JOIN users b ON ("a"."phone_2" = "b"."phone_2") WHERE "a"."phone_2" = ?;
-- parameter 1: encrypted to be compared with users.phone by its next key
-- column 1: users.phone, decrypted

-- case: a view that gives the first column is refused while the second one is read
SELECT id, phone FROM user_phones WHERE phone = ?;
-- refused 0AV02 at 1:23: in the definition of view 'user_phones': not all of its columns are those that are read now
-- instead: Select from the tables themselves, or change the view

-- case: that view otherwise
-- database: postgresql filling
SELECT id, phone FROM user_phones WHERE phone = ?;
-- becomes
SELECT id, phone FROM user_phones WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone
-- column 2: users.phone, decrypted

-- case: a view over a column with a lookup
-- database: postgresql switched
SELECT id, email FROM user_mails;
-- becomes
SELECT id, email FROM user_mails;
-- column 2: users.email, decrypted

-- case: a constraint as the target of a conflict is refused while the second column is read
INSERT INTO users (id, email) VALUES (?, ?) ON CONFLICT ON CONSTRAINT users_email_lookup_key DO NOTHING;
-- refused 0AV01 at 1:71: the equality key of users.email is being rotated, and ON CONFLICT ON CONSTRAINT cannot be answered meanwhile
-- instead: Name the columns: ON CONFLICT (column), or wait until the rotation is done

-- case: it is refused too while the first column gets the new values
-- database: postgresql returning
INSERT INTO users (id, phone) VALUES (?, ?) ON CONFLICT ON CONSTRAINT users_pkey DO UPDATE SET city = 'x';
-- refused 0AV01 at 1:71: the equality key of users.email is being rotated, and ON CONFLICT ON CONSTRAINT cannot be answered meanwhile
-- instead: Name the columns: ON CONFLICT (column), or wait until the rotation is done

-- case: a constraint as the target of a conflict otherwise
-- database: postgresql filling
INSERT INTO users (id, email) VALUES (?, ?) ON CONFLICT ON CONSTRAINT users_email_lookup_key DO NOTHING;
-- becomes
INSERT INTO users (id, email, "email_lookup", "email_2") VALUES (?, ?, ?, ?) ON CONFLICT ON CONSTRAINT users_email_lookup_key DO NOTHING;
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email
-- parameter 4: lookup token of users.email by its next key

-- case: prepared: a list is stored
-- database: postgresql prepared
INSERT INTO users (id, email, phone) SELECT * FROM (VALUES (60, ?, ?)) v(a, b, c);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") SELECT "v"."a", "v"."b", "v"."c", "v"."columnveil$form1" FROM (VALUES (60, ?, ?, CAST(? AS bytea))) v(a, b, c, "columnveil$form1");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone
-- parameter 3: lookup token of users.email

-- case: prepared: a list is found and stored
MERGE INTO users t USING (VALUES (?, ?)) s(mail, phone) ON t.phone = s.phone OR t.email = s.mail WHEN MATCHED THEN UPDATE SET phone = s.phone, email = s.mail WHEN NOT MATCHED THEN INSERT (id, email, phone) VALUES (60, s.mail, s.phone);
-- becomes
MERGE INTO users t USING (VALUES (?, ?, ?, CAST(? AS bytea))) s(mail, phone, "columnveil$form1", "columnveil$form2") ON t.phone = "s"."columnveil$form1" OR "t"."email_lookup" = "s"."columnveil$form2" WHEN MATCHED THEN UPDATE SET phone = s.phone, email = s.mail, "email_lookup" = "s"."columnveil$form2" WHEN NOT MATCHED THEN INSERT (id, email, phone, "email_lookup") VALUES (60, s.mail, s.phone, "s"."columnveil$form2");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone
-- parameter 3: encrypted to be compared with users.phone
-- parameter 4: lookup token of users.email

-- case: prepared: an update from a list
UPDATE users SET phone = v.p, email = v.m FROM (VALUES (?, ?, ?)) v(old, p, m) WHERE users.phone = v.old;
-- becomes
UPDATE users SET phone = v.p, email = v.m, "email_lookup" = "v"."columnveil$form1" FROM (VALUES (?, ?, ?, CAST(? AS bytea))) v(old, p, m, "columnveil$form1") WHERE users.phone = v.old;
-- parameter 1: encrypted to be compared with users.phone
-- parameter 2: encrypted for users.phone
-- parameter 3: encrypted for users.email
-- parameter 4: lookup token of users.email

-- case: prepared: rows that are in a list
SELECT id FROM users WHERE phone IN (VALUES (?), (?)) AND email IN (VALUES (?));
-- becomes
SELECT id FROM users WHERE phone IN (VALUES (?), (?)) AND "users"."email_lookup" IN (VALUES (CAST(? AS bytea)));
-- parameter 1: encrypted to be compared with users.phone
-- parameter 2: encrypted to be compared with users.phone
-- parameter 3: lookup token of users.email

-- case: filling: a list is stored
-- database: postgresql filling
INSERT INTO users (id, email, phone) SELECT * FROM (VALUES (60, ?, ?)) v(a, b, c);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup", "email_2", "phone_2") SELECT "v"."a", "v"."b", "v"."c", "v"."columnveil$form1", "v"."columnveil$form2", "v"."columnveil$form3" FROM (VALUES (60, ?, ?, CAST(? AS bytea), CAST(? AS bytea), ?)) v(a, b, c, "columnveil$form1", "columnveil$form2", "columnveil$form3");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone
-- parameter 3: lookup token of users.email
-- parameter 4: lookup token of users.email by its next key
-- parameter 5: encrypted for users.phone by its next key

-- case: filling: a list is found and stored
MERGE INTO users t USING (VALUES (?, ?)) s(mail, phone) ON t.phone = s.phone OR t.email = s.mail WHEN MATCHED THEN UPDATE SET phone = s.phone, email = s.mail WHEN NOT MATCHED THEN INSERT (id, email, phone) VALUES (60, s.mail, s.phone);
-- becomes
MERGE INTO users t USING (VALUES (?, ?, ?, CAST(? AS bytea), ?, CAST(? AS bytea))) s(mail, phone, "columnveil$form1", "columnveil$form2", "columnveil$form3", "columnveil$form4") ON t.phone = "s"."columnveil$form1" OR "t"."email_lookup" = "s"."columnveil$form2" WHEN MATCHED THEN UPDATE SET phone = s.phone, "phone_2" = "s"."columnveil$form3", email = s.mail, "email_lookup" = "s"."columnveil$form2", "email_2" = "s"."columnveil$form4" WHEN NOT MATCHED THEN INSERT (id, email, phone, "email_lookup", "email_2", "phone_2") VALUES (60, s.mail, s.phone, "s"."columnveil$form2", "s"."columnveil$form4", "s"."columnveil$form3");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone
-- parameter 3: encrypted to be compared with users.phone
-- parameter 4: lookup token of users.email
-- parameter 5: encrypted for users.phone by its next key
-- parameter 6: lookup token of users.email by its next key

-- case: filling: an update from a list
UPDATE users SET phone = v.p, email = v.m FROM (VALUES (?, ?, ?)) v(old, p, m) WHERE users.phone = v.old;
-- becomes
UPDATE users SET phone = v.p, "phone_2" = "v"."columnveil$form1", email = v.m, "email_lookup" = "v"."columnveil$form2", "email_2" = "v"."columnveil$form3" FROM (VALUES (?, ?, ?, ?, CAST(? AS bytea), CAST(? AS bytea))) v(old, p, m, "columnveil$form1", "columnveil$form2", "columnveil$form3") WHERE users.phone = v.old;
-- parameter 1: encrypted to be compared with users.phone
-- parameter 2: encrypted for users.phone
-- parameter 3: encrypted for users.email
-- parameter 4: encrypted for users.phone by its next key
-- parameter 5: lookup token of users.email
-- parameter 6: lookup token of users.email by its next key

-- case: filling: rows that are in a list
SELECT id FROM users WHERE phone IN (VALUES (?), (?)) AND email IN (VALUES (?));
-- becomes
SELECT id FROM users WHERE phone IN (VALUES (?), (?)) AND "users"."email_lookup" IN (VALUES (CAST(? AS bytea)));
-- parameter 1: encrypted to be compared with users.phone
-- parameter 2: encrypted to be compared with users.phone
-- parameter 3: lookup token of users.email

-- case: switched: a list is stored
-- database: postgresql switched
INSERT INTO users (id, email, phone) SELECT * FROM (VALUES (60, ?, ?)) v(a, b, c);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup", "email_2", "phone_2") SELECT "v"."a", "v"."b", "v"."c", "v"."columnveil$form1", "v"."columnveil$form2", "v"."columnveil$form3" FROM (VALUES (60, ?, ?, CAST(? AS bytea), CAST(? AS bytea), ?)) v(a, b, c, "columnveil$form1", "columnveil$form2", "columnveil$form3");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone
-- parameter 3: lookup token of users.email
-- parameter 4: lookup token of users.email by its next key
-- parameter 5: encrypted for users.phone by its next key

-- case: switched: a list is found and stored
MERGE INTO users t USING (VALUES (?, ?)) s(mail, phone) ON t.phone = s.phone OR t.email = s.mail WHEN MATCHED THEN UPDATE SET phone = s.phone, email = s.mail WHEN NOT MATCHED THEN INSERT (id, email, phone) VALUES (60, s.mail, s.phone);
-- becomes
MERGE INTO users t USING (VALUES (?, ?, ?, CAST(? AS bytea), ?, CAST(? AS bytea))) s(mail, phone, "columnveil$form1", "columnveil$form2", "columnveil$form3", "columnveil$form4") ON "t"."phone_2" = "s"."columnveil$form1" OR "t"."email_2" = "s"."columnveil$form2" WHEN MATCHED THEN UPDATE SET phone = s.phone, "phone_2" = "s"."columnveil$form3", email = s.mail, "email_lookup" = "s"."columnveil$form4", "email_2" = "s"."columnveil$form2" WHEN NOT MATCHED THEN INSERT (id, email, phone, "email_lookup", "email_2", "phone_2") VALUES (60, s.mail, s.phone, "s"."columnveil$form4", "s"."columnveil$form2", "s"."columnveil$form3");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone
-- parameter 3: encrypted to be compared with users.phone by its next key
-- parameter 4: lookup token of users.email by its next key
-- parameter 5: encrypted for users.phone by its next key
-- parameter 6: lookup token of users.email

-- case: switched: an update from a list
UPDATE users SET phone = v.p, email = v.m FROM (VALUES (?, ?, ?)) v(old, p, m) WHERE users.phone = v.old;
-- becomes
UPDATE users SET phone = v.p, "phone_2" = "v"."columnveil$form1", email = v.m, "email_lookup" = "v"."columnveil$form2", "email_2" = "v"."columnveil$form3" FROM (VALUES (?, ?, ?, ?, CAST(? AS bytea), CAST(? AS bytea))) v(old, p, m, "columnveil$form1", "columnveil$form2", "columnveil$form3") WHERE "users"."phone_2" = v.old;
-- parameter 1: encrypted to be compared with users.phone by its next key
-- parameter 2: encrypted for users.phone
-- parameter 3: encrypted for users.email
-- parameter 4: encrypted for users.phone by its next key
-- parameter 5: lookup token of users.email
-- parameter 6: lookup token of users.email by its next key

-- case: switched: rows that are in a list
SELECT id FROM users WHERE phone IN (VALUES (?), (?)) AND email IN (VALUES (?));
-- becomes
SELECT id FROM users WHERE "users"."phone_2" IN (VALUES (?), (?)) AND "users"."email_2" IN (VALUES (CAST(? AS bytea)));
-- parameter 1: encrypted to be compared with users.phone by its next key
-- parameter 2: encrypted to be compared with users.phone by its next key
-- parameter 3: lookup token of users.email by its next key

-- case: returning: a list is stored
-- database: postgresql returning
INSERT INTO users (id, email, phone) SELECT * FROM (VALUES (60, ?, ?)) v(a, b, c);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup", "email_2", "phone_2") SELECT "v"."a", "v"."b", "v"."c", "v"."columnveil$form1", "v"."columnveil$form1", "v"."c" FROM (VALUES (60, ?, ?, CAST(? AS bytea))) v(a, b, c, "columnveil$form1");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone by its next key
-- parameter 3: lookup token of users.email by its next key

-- case: returning: a list is found and stored
MERGE INTO users t USING (VALUES (?, ?)) s(mail, phone) ON t.phone = s.phone OR t.email = s.mail WHEN MATCHED THEN UPDATE SET phone = s.phone, email = s.mail WHEN NOT MATCHED THEN INSERT (id, email, phone) VALUES (60, s.mail, s.phone);
-- becomes
MERGE INTO users t USING (VALUES (?, ?, ?, CAST(? AS bytea))) s(mail, phone, "columnveil$form1", "columnveil$form2") ON "t"."phone_2" = "s"."columnveil$form1" OR "t"."email_2" = "s"."columnveil$form2" WHEN MATCHED THEN UPDATE SET phone = s.phone, "phone_2" = "s"."phone", email = s.mail, "email_lookup" = "s"."columnveil$form2", "email_2" = "s"."columnveil$form2" WHEN NOT MATCHED THEN INSERT (id, email, phone, "email_lookup", "email_2", "phone_2") VALUES (60, s.mail, s.phone, "s"."columnveil$form2", "s"."columnveil$form2", "s"."phone");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone by its next key
-- parameter 3: encrypted to be compared with users.phone by its next key
-- parameter 4: lookup token of users.email by its next key

-- case: returning: an update from a list
UPDATE users SET phone = v.p, email = v.m FROM (VALUES (?, ?, ?)) v(old, p, m) WHERE users.phone = v.old;
-- becomes
UPDATE users SET phone = v.p, "phone_2" = "v"."p", email = v.m, "email_lookup" = "v"."columnveil$form1", "email_2" = "v"."columnveil$form1" FROM (VALUES (?, ?, ?, CAST(? AS bytea))) v(old, p, m, "columnveil$form1") WHERE "users"."phone_2" = v.old;
-- parameter 1: encrypted to be compared with users.phone by its next key
-- parameter 2: encrypted for users.phone by its next key
-- parameter 3: encrypted for users.email
-- parameter 4: lookup token of users.email by its next key

-- case: returning: rows that are in a list
SELECT id FROM users WHERE phone IN (VALUES (?), (?)) AND email IN (VALUES (?));
-- becomes
SELECT id FROM users WHERE "users"."phone_2" IN (VALUES (?), (?)) AND "users"."email_2" IN (VALUES (CAST(? AS bytea)));
-- parameter 1: encrypted to be compared with users.phone by its next key
-- parameter 2: encrypted to be compared with users.phone by its next key
-- parameter 3: lookup token of users.email by its next key

-- case: returned: a list is stored
-- database: postgresql returned
INSERT INTO users (id, email, phone) SELECT * FROM (VALUES (60, ?, ?)) v(a, b, c);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup", "email_2", "phone_2") SELECT "v"."a", "v"."b", "v"."c", "v"."columnveil$form1", "v"."columnveil$form1", "v"."c" FROM (VALUES (60, ?, ?, CAST(? AS bytea))) v(a, b, c, "columnveil$form1");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone by its next key
-- parameter 3: lookup token of users.email by its next key

-- case: returned: a list is found and stored
MERGE INTO users t USING (VALUES (?, ?)) s(mail, phone) ON t.phone = s.phone OR t.email = s.mail WHEN MATCHED THEN UPDATE SET phone = s.phone, email = s.mail WHEN NOT MATCHED THEN INSERT (id, email, phone) VALUES (60, s.mail, s.phone);
-- becomes
MERGE INTO users t USING (VALUES (?, ?, ?, CAST(? AS bytea))) s(mail, phone, "columnveil$form1", "columnveil$form2") ON t.phone = "s"."columnveil$form1" OR "t"."email_lookup" = "s"."columnveil$form2" WHEN MATCHED THEN UPDATE SET phone = s.phone, "phone_2" = "s"."phone", email = s.mail, "email_lookup" = "s"."columnveil$form2", "email_2" = "s"."columnveil$form2" WHEN NOT MATCHED THEN INSERT (id, email, phone, "email_lookup", "email_2", "phone_2") VALUES (60, s.mail, s.phone, "s"."columnveil$form2", "s"."columnveil$form2", "s"."phone");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone by its next key
-- parameter 3: encrypted to be compared with users.phone by its next key
-- parameter 4: lookup token of users.email by its next key

-- case: returned: an update from a list
UPDATE users SET phone = v.p, email = v.m FROM (VALUES (?, ?, ?)) v(old, p, m) WHERE users.phone = v.old;
-- becomes
UPDATE users SET phone = v.p, "phone_2" = "v"."p", email = v.m, "email_lookup" = "v"."columnveil$form1", "email_2" = "v"."columnveil$form1" FROM (VALUES (?, ?, ?, CAST(? AS bytea))) v(old, p, m, "columnveil$form1") WHERE users.phone = v.old;
-- parameter 1: encrypted to be compared with users.phone by its next key
-- parameter 2: encrypted for users.phone by its next key
-- parameter 3: encrypted for users.email
-- parameter 4: lookup token of users.email by its next key

-- case: returned: rows that are in a list
SELECT id FROM users WHERE phone IN (VALUES (?), (?)) AND email IN (VALUES (?));
-- becomes
SELECT id FROM users WHERE phone IN (VALUES (?), (?)) AND "users"."email_lookup" IN (VALUES (CAST(? AS bytea)));
-- parameter 1: encrypted to be compared with users.phone by its next key
-- parameter 2: encrypted to be compared with users.phone by its next key
-- parameter 3: lookup token of users.email by its next key

-- case: dropping: a list is stored
-- database: postgresql dropping
INSERT INTO users (id, email, phone) SELECT * FROM (VALUES (60, ?, ?)) v(a, b, c);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") SELECT "v"."a", "v"."b", "v"."c", "v"."columnveil$form1" FROM (VALUES (60, ?, ?, CAST(? AS bytea))) v(a, b, c, "columnveil$form1");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone by its next key
-- parameter 3: lookup token of users.email by its next key

-- case: dropping: a list is found and stored
MERGE INTO users t USING (VALUES (?, ?)) s(mail, phone) ON t.phone = s.phone OR t.email = s.mail WHEN MATCHED THEN UPDATE SET phone = s.phone, email = s.mail WHEN NOT MATCHED THEN INSERT (id, email, phone) VALUES (60, s.mail, s.phone);
-- becomes
MERGE INTO users t USING (VALUES (?, ?, ?, CAST(? AS bytea))) s(mail, phone, "columnveil$form1", "columnveil$form2") ON t.phone = "s"."columnveil$form1" OR "t"."email_lookup" = "s"."columnveil$form2" WHEN MATCHED THEN UPDATE SET phone = s.phone, email = s.mail, "email_lookup" = "s"."columnveil$form2" WHEN NOT MATCHED THEN INSERT (id, email, phone, "email_lookup") VALUES (60, s.mail, s.phone, "s"."columnveil$form2");
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone by its next key
-- parameter 3: encrypted to be compared with users.phone by its next key
-- parameter 4: lookup token of users.email by its next key

-- case: dropping: an update from a list
UPDATE users SET phone = v.p, email = v.m FROM (VALUES (?, ?, ?)) v(old, p, m) WHERE users.phone = v.old;
-- becomes
UPDATE users SET phone = v.p, email = v.m, "email_lookup" = "v"."columnveil$form1" FROM (VALUES (?, ?, ?, CAST(? AS bytea))) v(old, p, m, "columnveil$form1") WHERE users.phone = v.old;
-- parameter 1: encrypted to be compared with users.phone by its next key
-- parameter 2: encrypted for users.phone by its next key
-- parameter 3: encrypted for users.email
-- parameter 4: lookup token of users.email by its next key

-- case: dropping: rows that are in a list
SELECT id FROM users WHERE phone IN (VALUES (?), (?)) AND email IN (VALUES (?));
-- becomes
SELECT id FROM users WHERE phone IN (VALUES (?), (?)) AND "users"."email_lookup" IN (VALUES (CAST(? AS bytea)));
-- parameter 1: encrypted to be compared with users.phone by its next key
-- parameter 2: encrypted to be compared with users.phone by its next key
-- parameter 3: lookup token of users.email by its next key

-- case: a view that compares the first column
-- database: postgresql filling
SELECT phone, n FROM callers;
-- becomes
SELECT phone, n FROM callers;
-- column 1: users.phone, decrypted

-- case: is refused while the second one is read
-- database: postgresql switched
SELECT phone, n FROM callers;
-- refused 0AV02 at 1:22: in the definition of view 'callers': users.phone is used there for more than to be selected, and the text of a view cannot be changed to answer that exactly
-- instead: Select from the tables themselves, or change the view

-- case: through a view the second column is not written
-- database: postgresql filling
UPDATE user_finder SET mail = ? WHERE mail = ?;
-- refused 0AV01 at 1:24: the equality key of users.email is being rotated, and what is written beside it cannot be reached through view 'user_finder' meanwhile
-- instead: Write to 'users' itself, or when the rotation is done

-- case: nor that of a deterministic column
INSERT INTO user_phones VALUES (71, ?);
-- refused 0AV01 at 1:13: the equality key of users.phone is being rotated, and what is written beside it cannot be reached through view 'user_phones' meanwhile
-- instead: Write to 'users' itself, or when the rotation is done

-- case: other columns of the view are
UPDATE user_finder SET city = 'Rome' WHERE mail = ?;
-- becomes
UPDATE user_finder SET city = 'Rome' WHERE "user_finder"."token" = ?;
-- parameter 1: lookup token of users.email

-- case: nor while the second one is read
-- database: postgresql switched
INSERT INTO user_finder (nr, mail) VALUES (71, ?);
-- refused 0AV01 at 1:30: the equality key of users.email is being rotated, and what is written beside it cannot be reached through view 'user_finder' meanwhile
-- instead: Write to 'users' itself, or when the rotation is done
