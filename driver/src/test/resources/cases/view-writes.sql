-- Changes through views, for a session that may decrypt and unmask everything. PostgreSQL makes the
-- changes of a view that selects from one table to that table. user_finder is SELECT id AS nr,
-- email AS mail, email_lookup AS token, city FROM users; oslo_users selects from user_finder where
-- the city is Oslo, WITH CHECK OPTION; user_mails has no lookup column.

-- case: the lookup token is written under the name that the view gives it
INSERT INTO user_finder (nr, mail, city) VALUES (?, ?, ?);
-- becomes
INSERT INTO user_finder (nr, mail, city, "token") VALUES (?, ?, ?, ?);
-- parameter 2: encrypted for users.email
-- parameter 4: lookup token of users.email

-- case: without a column list
INSERT INTO user_finder VALUES (71, 'zoe@mail.example', 'Oslo');
-- becomes
INSERT INTO user_finder ("nr", "mail", "city", "token") VALUES (71, <users.email>, 'Oslo', <lookup token of users.email>);

-- case: several rows and RETURNING
INSERT INTO user_finder (nr, mail) VALUES (71, ?), (72, NULL) RETURNING *;
-- becomes
INSERT INTO user_finder (nr, mail, "token") VALUES (71, ?, ?), (72, NULL, NULL) RETURNING "user_finder"."nr", "user_finder"."mail", "user_finder"."city";
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email
-- column 2: users.email, decrypted

-- case: through a view of a view with CHECK OPTION
INSERT INTO oslo_users (nr, mail, city) VALUES (71, ?, 'Oslo') RETURNING nr, mail;
-- becomes
INSERT INTO oslo_users (nr, mail, city, "token") VALUES (71, ?, 'Oslo', ?) RETURNING nr, mail;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email
-- column 2: users.email, decrypted

-- case: from a query over the same domain
INSERT INTO user_finder (nr, mail) SELECT id + 70, email FROM contacts WHERE email IS NOT NULL;
-- becomes
INSERT INTO user_finder (nr, mail, "token") SELECT id + 70, email, "contacts"."email_lookup" FROM contacts WHERE email IS NOT NULL;

-- case: from the view into a table
INSERT INTO contacts (id, email) SELECT nr + 70, mail FROM oslo_users;
-- becomes
INSERT INTO contacts (id, email, "email_lookup") SELECT nr + 70, mail, "oslo_users"."token" FROM oslo_users;

-- case: the default of the view's table is NULL
INSERT INTO user_finder (nr, mail) VALUES (71, DEFAULT);
-- becomes
INSERT INTO user_finder (nr, mail, "token") VALUES (71, DEFAULT, DEFAULT);

-- case: a conflict is decided by the lookup column
INSERT INTO user_finder (nr, mail, city) VALUES (71, ?, 'Rome') ON CONFLICT (mail) DO UPDATE SET city = excluded.city;
-- becomes
INSERT INTO user_finder (nr, mail, city, "token") VALUES (71, ?, 'Rome', ?) ON CONFLICT ("token") DO UPDATE SET city = excluded.city;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: what would have been inserted
INSERT INTO user_finder AS f (nr, mail) VALUES (1, ?) ON CONFLICT (nr) DO UPDATE SET mail = excluded.mail WHERE f.mail <> excluded.mail;
-- becomes
INSERT INTO user_finder AS f (nr, mail, "token") VALUES (1, ?, ?) ON CONFLICT (nr) DO UPDATE SET mail = excluded.mail, "token" = "excluded"."token" WHERE "f"."token" <> "excluded"."token";
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: set and searched
UPDATE user_finder SET mail = ? WHERE mail = ?;
-- becomes
UPDATE user_finder SET mail = ?, "token" = ? WHERE "user_finder"."token" = ?;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email
-- parameter 3: lookup token of users.email

-- case: set to nothing
UPDATE oslo_users o SET mail = NULL, city = 'Oslo' WHERE o.nr = 1;
-- becomes
UPDATE oslo_users o SET mail = NULL, "token" = NULL, city = 'Oslo' WHERE o.nr = 1;

-- case: set by CASE
UPDATE user_finder SET mail = CASE WHEN city = 'Oslo' THEN ? ELSE mail END;
-- becomes
UPDATE user_finder SET mail = CASE WHEN city = 'Oslo' THEN ? ELSE mail END, "token" = CASE WHEN city = 'Oslo' THEN ? ELSE "user_finder"."token" END;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: several columns at once, from a query
UPDATE user_finder SET (mail, city) = (SELECT c.email, c.note FROM contacts c WHERE c.id = user_finder.nr) WHERE nr = 1;
-- becomes
UPDATE user_finder SET (mail, city, "token") = (SELECT c.email, c.note, "c"."email_lookup" FROM contacts c WHERE c.id = user_finder.nr) WHERE nr = 1;

-- case: from another table
UPDATE oslo_users SET mail = c.email FROM contacts c WHERE c.id = oslo_users.nr RETURNING oslo_users.mail, c.email;
-- becomes
UPDATE oslo_users SET mail = c.email, "token" = "c"."email_lookup" FROM contacts c WHERE c.id = oslo_users.nr RETURNING oslo_users.mail, c.email;
-- column 1: users.email, decrypted
-- column 2: contacts.email, decrypted

-- case: the row before and after
-- not on the twin: the twin runs it as the next case
UPDATE user_finder SET mail = ? WHERE nr = 1 RETURNING old.mail, new.mail;
-- becomes
UPDATE user_finder SET mail = ?, "token" = ? WHERE nr = 1 RETURNING old.mail, new.mail;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email
-- column 1: users.email, decrypted
-- column 2: users.email, decrypted

-- case: the row after
UPDATE user_finder SET mail = ? WHERE nr = 1 RETURNING mail;
-- becomes
UPDATE user_finder SET mail = ?, "token" = ? WHERE nr = 1 RETURNING mail;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email
-- column 1: users.email, decrypted

-- case: a deterministic column needs no lookup column
UPDATE user_phones SET phone = ? WHERE phone = ? RETURNING id, phone;
-- becomes
UPDATE user_phones SET phone = ? WHERE phone = ? RETURNING id, phone;
-- parameter 1: encrypted for users.phone
-- parameter 2: encrypted to be compared with users.phone
-- column 2: users.phone, decrypted

-- case: inserted
INSERT INTO user_phones VALUES (71, ?);
-- becomes
INSERT INTO user_phones ("id", "phone") VALUES (71, ?);
-- parameter 1: encrypted for users.phone

-- case: deleted
DELETE FROM user_finder WHERE mail IN (?, ?) RETURNING nr, mail;
-- becomes
DELETE FROM user_finder WHERE "user_finder"."token" IN (?, ?) RETURNING nr, mail;
-- parameter 1: lookup token of users.email
-- parameter 2: lookup token of users.email
-- column 2: users.email, decrypted

-- case: deleted by a join
DELETE FROM oslo_users o USING contacts c WHERE c.email = o.mail;
-- becomes
DELETE FROM oslo_users o USING contacts c WHERE "c"."email_lookup" = "o"."token";

-- case: merged
MERGE INTO user_finder f USING contacts c ON f.mail = c.email WHEN MATCHED THEN UPDATE SET city = c.note WHEN NOT MATCHED THEN INSERT (nr, mail) VALUES (c.id + 70, c.email);
-- becomes
MERGE INTO user_finder f USING contacts c ON "f"."token" = "c"."email_lookup" WHEN MATCHED THEN UPDATE SET city = c.note WHEN NOT MATCHED THEN INSERT (nr, mail, "token") VALUES (c.id + 70, c.email, "c"."email_lookup");

-- case: in WITH
WITH moved AS (DELETE FROM user_finder WHERE mail = ? RETURNING nr, mail) SELECT nr, mail FROM moved;
-- becomes
WITH moved AS (DELETE FROM user_finder WHERE "user_finder"."token" = ? RETURNING nr, mail) SELECT nr, mail FROM moved;
-- parameter 1: lookup token of users.email
-- column 2: users.email, decrypted

-- case: the lookup column does not exist
UPDATE user_finder SET token = ? WHERE nr = 1;
-- refused 42703 at 1:24: column "token" of "user_finder" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: nor in a list
INSERT INTO user_finder (nr, token) VALUES (1, ?);
-- refused 42703 at 1:30: column "token" of "user_finder" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: without the lookup column nothing can be written
INSERT INTO user_mails (id, email) VALUES (?, ?);
-- refused 0AV01 at 1:29: view 'user_mails' does not select the lookup column of users.email, which has to be written with it (shop.yaml:12:7)
-- instead: Let the view select the lookup column as well (applications do not see it there either), or write to 'users' itself

-- case: nor without a list
INSERT INTO user_mails VALUES (?, ?);
-- refused 0AV01 at 1:13: view 'user_mails' does not select the lookup column of users.email, which has to be written with it (shop.yaml:12:7)
-- instead: Let the view select the lookup column as well (applications do not see it there either), or write to 'users' itself

-- case: nor set
UPDATE user_mails SET email = ? WHERE id = 1;
-- refused 0AV01 at 1:23: view 'user_mails' does not select the lookup column of users.email, which has to be written with it (shop.yaml:12:7)
-- instead: Let the view select the lookup column as well (applications do not see it there either), or write to 'users' itself

-- case: other columns can
INSERT INTO user_mails (id) VALUES (71);
-- becomes
INSERT INTO user_mails (id) VALUES (71);

-- case: and rows deleted
DELETE FROM user_mails WHERE id = 1;
-- becomes
DELETE FROM user_mails WHERE id = 1;

-- case: a value from a plain column
UPDATE user_finder SET mail = city;
-- refused 0AV06 at 1:31: the value for users.email is computed in the database, where it would be plaintext (shop.yaml:12:7)
-- instead: Compute it in the application and write email = ?

-- case: into a plain column
UPDATE user_finder SET city = mail;
-- refused 0AV01 at 1:31: users.email is searchable by equality only; storing it in a column that is not encrypted cannot be answered (shop.yaml:12:7)
-- instead: Name the target column in the policy too, with the domain of users.email

-- case: the default of a column that the view does not select is plaintext
INSERT INTO codes (id) VALUES (71);
-- refused 0AV06 at 1:13: the value for vouchers.code is computed in the database, where it would be plaintext (shop.yaml:36:7)
-- instead: Compute it in the application and write code = ?

-- case: a view that groups
DELETE FROM cities WHERE city = ?;
-- refused 0AV02 at 1:13: view 'cities' reads a protected table, and does not simply hand on changes to one table: it joins, groups or computes, or has triggers or rules of its own
-- instead: Write to the table itself

-- case: a view that is not simply its table's rows
DELETE FROM users_twice;
-- refused 0AV02 at 1:13: view 'users_twice' reads a protected table, and does not simply hand on changes to one table: it joins, groups or computes, or has triggers or rules of its own
-- instead: Write to the table itself

-- case: who may not see all may not update
-- role: marketing
UPDATE user_finder SET mail = ? WHERE nr = 1;
-- refused 42501 at 1:31: this session reads users.email masked, so it must not update it: what it read could overwrite what is stored
-- instead: Leave the column out of SET, or ask whoever keeps the policy for 'unmask: [users.email]' in a role of this session

-- case: who has no grant writes all the same
-- role: stranger
INSERT INTO user_finder (nr, mail) VALUES (71, ?);
-- becomes
INSERT INTO user_finder (nr, mail, "token") VALUES (71, ?, ?);
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: but does not search
UPDATE user_finder SET city = 'Rome' WHERE mail = ?;
-- refused 42501 at 1:44: this session has no role in the policy, and without one nobody may search users.email (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'search: [users.email]' in a role of this session, or use the column in the select list only

-- case: H2 does not change views
-- role: officer
-- database: h2
UPDATE user_finder SET mail = ? WHERE nr = 1;
-- refused 0AV02 at 1:8: view 'USER_FINDER' reads a protected table, and H2 changes the rows of a view by Java code only, which cannot be looked into
-- instead: Write to the table itself

-- case: nor insert through them
INSERT INTO user_phones VALUES (71, ?);
-- refused 0AV02 at 1:13: view 'USER_PHONES' reads a protected table, and H2 changes the rows of a view by Java code only, which cannot be looked into
-- instead: Write to the table itself
