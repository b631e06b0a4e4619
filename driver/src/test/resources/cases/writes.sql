-- Changes, for a session that may decrypt and unmask everything.

-- case: INSERT prepared
INSERT INTO users (id, email, phone, full_name) VALUES (?, ?, ?, ?);
-- becomes
INSERT INTO users (id, email, phone, full_name, "email_lookup") VALUES (?, ?, ?, ?, ?);
-- parameter 2: encrypted for users.email
-- parameter 3: encrypted for users.phone
-- parameter 4: encrypted for users.full_name
-- parameter 5: lookup token of users.email

-- case: INSERT without column list
INSERT INTO users VALUES (9, 'new@mail.example', '+15559', 'Given-New N', 'Rome', 'free', '2024-01-01');
-- becomes
INSERT INTO users ("id", "email", "phone", "full_name", "city", "plan", "created_at", "email_lookup") VALUES (9, <users.email>, <users.phone>, <users.full_name>, 'Rome', 'free', '2024-01-01', <lookup token of users.email>);

-- case: INSERT two rows, ? and literals
INSERT INTO users (id, email, phone) VALUES (9, ?, '+15559'), (10, 'n2@mail.example', ?);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") VALUES (9, ?, <users.phone>, ?), (10, <users.email>, ?, <lookup token of users.email>);
-- parameter 1: encrypted for users.email
-- parameter 3: lookup token of users.email
-- parameter 5: encrypted for users.phone

-- case: INSERT 'O''Hara'
INSERT INTO users (id, email, full_name) VALUES (9, 'new@mail.example', 'Given-O''Hara');
-- becomes
INSERT INTO users (id, email, full_name, "email_lookup") VALUES (9, <users.email>, <users.full_name>, <lookup token of users.email>);

-- case: INSERT NULLs
INSERT INTO users (id, email, phone, full_name) VALUES (?, ?, ?, NULL);
-- becomes
INSERT INTO users (id, email, phone, full_name, "email_lookup") VALUES (?, ?, ?, NULL, ?);
-- parameter 2: encrypted for users.email
-- parameter 3: encrypted for users.phone
-- parameter 4: lookup token of users.email

-- case: INSERT DEFAULT
INSERT INTO users (id, email, phone) VALUES (9, 'new@mail.example', DEFAULT);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") VALUES (9, <users.email>, DEFAULT, <lookup token of users.email>);

-- case: INSERT lower(?)
INSERT INTO users (id, email) VALUES (?, lower(?));
-- refused 0AV06 at 1:42: the value for users.email is computed in the database, where it would be plaintext

-- case: INSERT phone = lower(?)
INSERT INTO users (id, phone) VALUES (?, lower(?));
-- refused 0AV06 at 1:42: the value for users.phone is computed in the database, where it would be plaintext

-- case: INSERT phone = ?::varchar
INSERT INTO users (id, phone) VALUES (?, ?::varchar);
-- becomes
INSERT INTO users (id, phone) VALUES (?, ?);
-- parameter 2: encrypted for users.phone

-- case: INSERT 'a' || 'b'
INSERT INTO users (id, email) VALUES (9, 'new' || '@mail.example');
-- refused 0AV06 at 1:42: the value for users.email is computed in the database, where it would be plaintext

-- case: INSERT ... SELECT, same table
INSERT INTO users (id, phone, full_name) SELECT id + 10, phone, full_name FROM users WHERE id < 3;
-- becomes
INSERT INTO users (id, phone, full_name) SELECT id + 10, phone, full_name FROM users WHERE id < 3;

-- case: INSERT ... SELECT, literals
INSERT INTO users (id, email, phone) SELECT 9, 'new@mail.example', '+15559';
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") SELECT 9, <users.email>, <users.phone>, <lookup token of users.email>;

-- case: ON CONFLICT (email) DO UPDATE full_name = EXCLUDED
INSERT INTO users (id, email, full_name) VALUES (9, ?, ?) ON CONFLICT (email) DO UPDATE SET full_name = EXCLUDED.full_name;
-- becomes
INSERT INTO users (id, email, full_name, "email_lookup") VALUES (9, ?, ?, ?) ON CONFLICT ("email_lookup") DO UPDATE SET full_name = EXCLUDED.full_name;
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.full_name
-- parameter 3: lookup token of users.email

-- case: ON CONFLICT (id) DO UPDATE email = ?
INSERT INTO users (id, email) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET email = ?;
-- becomes
INSERT INTO users (id, email, "email_lookup") VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET email = ?, "email_lookup" = ?;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email
-- parameter 3: encrypted for users.email
-- parameter 4: lookup token of users.email

-- case: ON CONFLICT (id) DO UPDATE email = EXCLUDED
INSERT INTO users (id, email) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET email = EXCLUDED.email;
-- becomes
INSERT INTO users (id, email, "email_lookup") VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET email = EXCLUDED.email, "email_lookup" = "excluded"."email_lookup";
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: ON CONFLICT DO NOTHING
INSERT INTO users (id, email) VALUES (9, ?) ON CONFLICT DO NOTHING;
-- becomes
INSERT INTO users (id, email, "email_lookup") VALUES (9, ?, ?) ON CONFLICT DO NOTHING;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: INSERT RETURNING *
INSERT INTO users (id, email, phone, full_name, created_at) VALUES (9, 'new@mail.example', '+15559', 'Given-New', '2024-01-01') RETURNING *;
-- becomes
INSERT INTO users (id, email, phone, full_name, created_at, "email_lookup") VALUES (9, <users.email>, <users.phone>, <users.full_name>, '2024-01-01', <lookup token of users.email>) RETURNING "users"."id", "users"."email", "users"."phone", "users"."full_name", "users"."city", "users"."plan", "users"."created_at";
-- column 2: users.email, decrypted
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: UPDATE email = ? WHERE email = ?
UPDATE users SET email = ?, phone = ? WHERE email = ?;
-- becomes
UPDATE users SET email = ?, "email_lookup" = ?, phone = ? WHERE "users"."email_lookup" = ?;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email
-- parameter 3: encrypted for users.phone
-- parameter 4: lookup token of users.email

-- case: UPDATE email = 'literal'
UPDATE users SET email = 'upd@mail.example' WHERE id = 1;
-- becomes
UPDATE users SET email = <users.email>, "email_lookup" = <lookup token of users.email> WHERE id = 1;

-- case: UPDATE phone = NULL
UPDATE users SET phone = NULL WHERE id = 1;
-- becomes
UPDATE users SET phone = NULL WHERE id = 1;

-- case: UPDATE email = lower(?)
UPDATE users SET email = lower(?) WHERE id = 1;
-- refused 0AV06 at 1:26: the value for users.email is computed in the database, where it would be plaintext

-- case: UPDATE email = CASE
UPDATE users SET email = CASE WHEN id = 1 THEN 'upd@mail.example' ELSE email END WHERE id < 3;
-- refused 0AV01 at 1:26: users.email is searchable by equality only; CASE cannot be answered (shop.yaml:12:7)

-- case: UPDATE phone = full_name
UPDATE users SET phone = full_name WHERE id = 1;
-- refused 0AV06 at 1:26: users.full_name and users.phone are not protected in the same way, so a stored value of one cannot be copied to the other

-- case: UPDATE email = 'x' || email
UPDATE users SET email = 'x' || email WHERE id = 1;
-- refused 0AV01 at 1:26: users.email is searchable by equality only; '||' cannot be answered (shop.yaml:12:7)

-- case: UPDATE (email, phone) = (?, ?)
UPDATE users SET (email, phone) = (?, ?) WHERE id = 1;
-- becomes
UPDATE users SET (email, phone) = (?, ?), "email_lookup" = ? WHERE id = 1;
-- parameter 1: encrypted for users.email
-- parameter 2: encrypted for users.phone
-- parameter 3: lookup token of users.email

-- case: UPDATE ... FROM
UPDATE users u SET plan = c.note FROM contacts c WHERE c.email = u.email AND c.id = 1;
-- becomes
UPDATE users u SET plan = c.note FROM contacts c WHERE "c"."email_lookup" = "u"."email_lookup" AND c.id = 1;

-- case: UPDATE email = c.email FROM
UPDATE users u SET email = c.email FROM contacts c WHERE c.id = 3 AND u.id = 1;
-- becomes
UPDATE users u SET email = c.email, "email_lookup" = "c"."email_lookup" FROM contacts c WHERE c.id = 3 AND u.id = 1;

-- case: DELETE WHERE email = ?
DELETE FROM users WHERE email = ?;
-- becomes
DELETE FROM users WHERE "users"."email_lookup" = ?;
-- parameter 1: lookup token of users.email

-- case: DELETE ... RETURNING email
DELETE FROM users WHERE email = ? RETURNING email;
-- becomes
DELETE FROM users WHERE "users"."email_lookup" = ? RETURNING email;
-- parameter 1: lookup token of users.email
-- column 1: users.email, decrypted

-- case: DELETE ... USING
DELETE FROM users u USING contacts c WHERE c.email = u.email;
-- becomes
DELETE FROM users u USING contacts c WHERE "c"."email_lookup" = "u"."email_lookup";

-- case: MERGE
MERGE INTO users u USING (SELECT id, email FROM contacts WHERE id <> 2) c ON u.email = c.email WHEN MATCHED THEN UPDATE SET plan = 'm' WHEN NOT MATCHED THEN INSERT (id, email) VALUES (c.id + 100, c.email);
-- refused 0AV02 at 1:1: this statement touches a protected table, and a statement of this kind (Merge) is not understood there

-- case: MERGE with literals
MERGE INTO users u USING (VALUES (9)) v(i) ON u.id = v.i WHEN NOT MATCHED THEN INSERT (id, email) VALUES (9, 'new@mail.example');
-- refused 0AV02 at 1:1: this statement touches a protected table, and a statement of this kind (Merge) is not understood there

-- case: hint comment in the SQL
/* SHARDINGSPHERE_HINT: SKIP_SQL_REWRITE=true */ UPDATE users SET phone = '+15557' WHERE id = 1;
-- becomes
/* SHARDINGSPHERE_HINT: SKIP_SQL_REWRITE=true */ UPDATE users SET phone = <users.phone> WHERE id = 1;

-- case: multi-statement string
UPDATE users SET phone = '+15557' WHERE id = 1; UPDATE users SET phone = '+15558' WHERE id = 2;
-- refused 0AV02 at 1:49: several statements in one text, one of which touches a protected table

-- case: DO block
DO $$ BEGIN UPDATE users SET phone = '+15557' WHERE id = 1; END $$;
-- refused 0AV04 at 1:1: what this code or bulk command does with protected tables cannot be seen from here

-- case: EXPLAIN ANALYZE UPDATE
EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF) UPDATE users SET phone = '+15557' WHERE id = 1;
-- becomes
EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF) UPDATE users SET phone = <users.phone> WHERE id = 1;

-- case: a default of the database would be plaintext
-- role: officer
-- database: postgresql
INSERT INTO vouchers (id) VALUES (?);
-- refused 0AV06 at 1:13: the value for vouchers.code is computed in the database, where it would be plaintext

-- case: also when it is asked for
INSERT INTO vouchers (id, code) VALUES (1, DEFAULT);
-- refused 0AV06 at 1:44: the value for vouchers.code is computed in the database, where it would be plaintext

-- case: also in an update
UPDATE vouchers SET code = DEFAULT;
-- refused 0AV06 at 1:28: the value for vouchers.code is computed in the database, where it would be plaintext

-- case: also when no value is given at all
INSERT INTO vouchers DEFAULT VALUES;
-- refused 0AV06 at 1:13: the value for vouchers.code is computed in the database, where it would be plaintext

-- case: a value given keeps the default out
INSERT INTO vouchers VALUES (1, ?);
-- becomes
INSERT INTO vouchers ("id", "code") VALUES (1, ?);
-- parameter 1: encrypted for vouchers.code

-- case: INSERT ... SELECT, literals of several branches
INSERT INTO users (id, phone) SELECT 60, '+1' UNION ALL SELECT 61, '+2';
-- refused 0AV06 at 1:31: the value for users.phone is computed in the database, where it would be plaintext
