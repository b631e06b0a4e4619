-- What each kind of session may do.

-- case: marketing selects
-- role: marketing
-- database: postgresql
SELECT id, email, phone, full_name FROM users;
-- becomes
SELECT id, email, phone, full_name FROM users;
-- column 2: users.email, decrypted and masked
-- column 3: users.phone, decrypted
-- column 4: users.full_name, decrypted

-- case: marketing filters
SELECT id FROM users WHERE phone = ?;
-- becomes
SELECT id FROM users WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: marketing tests for null
SELECT id FROM users WHERE email IS NOT NULL;
-- becomes
SELECT id FROM users WHERE email IS NOT NULL;

-- case: marketing joins
SELECT u.id FROM users u JOIN contacts c ON u.email = c.email;
-- becomes
SELECT u.id FROM users u JOIN contacts c ON "u"."email_lookup" = "c"."email_lookup";

-- case: marketing groups
SELECT count(*) FROM users GROUP BY phone;
-- becomes
SELECT count(*) FROM users GROUP BY phone;

-- case: marketing sorts
SELECT id FROM users ORDER BY phone;
-- refused 0AV01 at 1:31: users.phone is searchable by equality only; ORDER BY cannot be answered (shop.yaml:19:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.phone in the application

-- case: marketing counts
SELECT count(phone) FROM users;
-- becomes
SELECT count(phone) FROM users;

-- case: marketing counts distinct
SELECT count(DISTINCT phone) FROM users;
-- becomes
SELECT count(DISTINCT phone) FROM users;

-- case: marketing selects distinct
SELECT DISTINCT phone FROM users;
-- becomes
SELECT DISTINCT phone FROM users;
-- column 1: users.phone, decrypted

-- case: marketing uses a function
SELECT upper(phone) FROM users;
-- refused 0AV01 at 1:8: users.phone is searchable by equality only; function upper cannot be answered (shop.yaml:19:7)
-- instead: Select users.phone as it is and do this in the application; a whole value is found by '=' or IN

-- case: marketing inserts
INSERT INTO users (id, email, phone) VALUES (?, ?, ?);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") VALUES (?, ?, ?, ?);
-- parameter 2: encrypted for users.email
-- parameter 3: encrypted for users.phone
-- parameter 4: lookup token of users.email

-- case: marketing inserts and reads back
INSERT INTO users (id, email) VALUES (?, ?) RETURNING id, email;
-- becomes
INSERT INTO users (id, email, "email_lookup") VALUES (?, ?, ?) RETURNING id, email;
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email
-- column 2: users.email, decrypted and masked

-- case: marketing updates a masked column
UPDATE users SET email = ? WHERE id = ?;
-- refused 42501 at 1:26: this session reads users.email masked, so it must not update it: what it read could overwrite what is stored
-- instead: Leave the column out of SET, or ask whoever keeps the policy for 'unmask: [users.email]' in a role of this session

-- case: marketing updates an unmasked column
UPDATE users SET phone = ? WHERE id = ?;
-- becomes
UPDATE users SET phone = ? WHERE id = ?;
-- parameter 1: encrypted for users.phone

-- case: marketing copies what it reads masked
UPDATE contacts c SET email = u.email FROM users u WHERE u.id = c.id;
-- refused 42501 at 1:31: this session reads users.email masked, so it must not be copied to contacts.email, which does not mask it so (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'unmask: [users.email]' in a role of this session

-- case: marketing names a conflict
INSERT INTO users (id, email) VALUES (?, ?) ON CONFLICT (email) DO NOTHING;
-- becomes
INSERT INTO users (id, email, "email_lookup") VALUES (?, ?, ?) ON CONFLICT ("email_lookup") DO NOTHING;
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email

-- case: helpdesk selects
-- role: helpdesk
-- database: postgresql
SELECT id, email, phone, full_name FROM users;
-- becomes
SELECT id, email, phone, full_name FROM users;
-- column 2: users.email, ciphertext: no grant
-- column 3: users.phone, ciphertext: no grant
-- column 4: users.full_name, ciphertext: no grant

-- case: helpdesk filters
SELECT id FROM users WHERE phone = ?;
-- becomes
SELECT id FROM users WHERE phone = ?;
-- parameter 1: encrypted to be compared with users.phone

-- case: helpdesk tests for null
SELECT id FROM users WHERE email IS NOT NULL;
-- becomes
SELECT id FROM users WHERE email IS NOT NULL;

-- case: helpdesk joins
SELECT u.id FROM users u JOIN contacts c ON u.email = c.email;
-- becomes
SELECT u.id FROM users u JOIN contacts c ON "u"."email_lookup" = "c"."email_lookup";

-- case: helpdesk groups
SELECT count(*) FROM users GROUP BY phone;
-- becomes
SELECT count(*) FROM users GROUP BY phone;

-- case: helpdesk sorts
SELECT id FROM users ORDER BY phone;
-- refused 0AV01 at 1:31: users.phone is searchable by equality only; ORDER BY cannot be answered (shop.yaml:19:7)
-- instead: Ciphertext has no order: choose the rows by other columns, and compare or sort users.phone in the application

-- case: helpdesk counts
SELECT count(phone) FROM users;
-- becomes
SELECT count(phone) FROM users;

-- case: helpdesk counts distinct
SELECT count(DISTINCT phone) FROM users;
-- becomes
SELECT count(DISTINCT phone) FROM users;

-- case: helpdesk selects distinct
SELECT DISTINCT phone FROM users;
-- becomes
SELECT DISTINCT phone FROM users;
-- column 1: users.phone, ciphertext: no grant

-- case: helpdesk uses a function
SELECT upper(phone) FROM users;
-- refused 0AV01 at 1:8: users.phone is searchable by equality only; function upper cannot be answered (shop.yaml:19:7)
-- instead: Select users.phone as it is and do this in the application; a whole value is found by '=' or IN

-- case: helpdesk inserts
INSERT INTO users (id, email, phone) VALUES (?, ?, ?);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") VALUES (?, ?, ?, ?);
-- parameter 2: encrypted for users.email
-- parameter 3: encrypted for users.phone
-- parameter 4: lookup token of users.email

-- case: helpdesk inserts and reads back
INSERT INTO users (id, email) VALUES (?, ?) RETURNING id, email;
-- becomes
INSERT INTO users (id, email, "email_lookup") VALUES (?, ?, ?) RETURNING id, email;
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email
-- column 2: users.email, ciphertext: no grant

-- case: helpdesk updates a masked column
UPDATE users SET email = ? WHERE id = ?;
-- becomes
UPDATE users SET email = ?, "email_lookup" = ? WHERE id = ?;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: helpdesk updates an unmasked column
UPDATE users SET phone = ? WHERE id = ?;
-- becomes
UPDATE users SET phone = ? WHERE id = ?;
-- parameter 1: encrypted for users.phone

-- case: helpdesk copies
UPDATE contacts c SET email = u.email FROM users u WHERE u.id = c.id;
-- refused 42501 at 1:31: none of this session's policy roles (helpdesk) may read users.email, so it must not be copied to another column (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'decrypt: [users.email]' in a role of this session

-- case: helpdesk names a conflict
INSERT INTO users (id, email) VALUES (?, ?) ON CONFLICT (email) DO NOTHING;
-- becomes
INSERT INTO users (id, email, "email_lookup") VALUES (?, ?, ?) ON CONFLICT ("email_lookup") DO NOTHING;
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email

-- case: stranger selects
-- role: stranger
-- database: postgresql
SELECT id, email, phone, full_name FROM users;
-- becomes
SELECT id, email, phone, full_name FROM users;
-- column 2: users.email, ciphertext: no grant
-- column 3: users.phone, ciphertext: no grant
-- column 4: users.full_name, ciphertext: no grant

-- case: stranger filters
SELECT id FROM users WHERE phone = ?;
-- refused 42501 at 1:28: this session has no role in the policy, and without one nobody may search users.phone (shop.yaml:19:7)
-- instead: Ask whoever keeps the policy for 'search: [users.phone]' in a role of this session, or use the column in the select list only

-- case: stranger tests for null
SELECT id FROM users WHERE email IS NOT NULL;
-- refused 42501 at 1:28: this session has no role in the policy, and without one nobody may search users.email (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'search: [users.email]' in a role of this session, or use the column in the select list only

-- case: stranger joins
SELECT u.id FROM users u JOIN contacts c ON u.email = c.email;
-- refused 42501 at 1:45: this session has no role in the policy, and without one nobody may search users.email (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'search: [users.email]' in a role of this session, or use the column in the select list only

-- case: stranger groups
SELECT count(*) FROM users GROUP BY phone;
-- refused 42501 at 1:37: this session has no role in the policy, and without one nobody may search users.phone (shop.yaml:19:7)
-- instead: Ask whoever keeps the policy for 'search: [users.phone]' in a role of this session, or use the column in the select list only

-- case: stranger sorts
SELECT id FROM users ORDER BY phone;
-- refused 42501 at 1:31: this session has no role in the policy, and without one nobody may search users.phone (shop.yaml:19:7)
-- instead: Ask whoever keeps the policy for 'search: [users.phone]' in a role of this session, or use the column in the select list only

-- case: stranger counts
SELECT count(phone) FROM users;
-- refused 42501 at 1:8: this session has no role in the policy, and without one nobody may search users.phone (shop.yaml:19:7)
-- instead: Ask whoever keeps the policy for 'search: [users.phone]' in a role of this session, or use the column in the select list only

-- case: stranger counts distinct
SELECT count(DISTINCT phone) FROM users;
-- refused 42501 at 1:8: this session has no role in the policy, and without one nobody may search users.phone (shop.yaml:19:7)
-- instead: Ask whoever keeps the policy for 'search: [users.phone]' in a role of this session, or use the column in the select list only

-- case: stranger selects distinct
SELECT DISTINCT phone FROM users;
-- refused 42501 at 1:17: this session has no role in the policy, and without one nobody may search users.phone (shop.yaml:19:7)
-- instead: Ask whoever keeps the policy for 'search: [users.phone]' in a role of this session, or use the column in the select list only

-- case: stranger uses a function
SELECT upper(phone) FROM users;
-- refused 42501 at 1:8: this session has no role in the policy, and without one nobody may search users.phone (shop.yaml:19:7)
-- instead: Ask whoever keeps the policy for 'search: [users.phone]' in a role of this session, or use the column in the select list only

-- case: stranger inserts
INSERT INTO users (id, email, phone) VALUES (?, ?, ?);
-- becomes
INSERT INTO users (id, email, phone, "email_lookup") VALUES (?, ?, ?, ?);
-- parameter 2: encrypted for users.email
-- parameter 3: encrypted for users.phone
-- parameter 4: lookup token of users.email

-- case: stranger inserts and reads back
INSERT INTO users (id, email) VALUES (?, ?) RETURNING id, email;
-- becomes
INSERT INTO users (id, email, "email_lookup") VALUES (?, ?, ?) RETURNING id, email;
-- parameter 2: encrypted for users.email
-- parameter 3: lookup token of users.email
-- column 2: users.email, ciphertext: no grant

-- case: stranger updates a masked column
UPDATE users SET email = ? WHERE id = ?;
-- becomes
UPDATE users SET email = ?, "email_lookup" = ? WHERE id = ?;
-- parameter 1: encrypted for users.email
-- parameter 2: lookup token of users.email

-- case: stranger updates an unmasked column
UPDATE users SET phone = ? WHERE id = ?;
-- becomes
UPDATE users SET phone = ? WHERE id = ?;
-- parameter 1: encrypted for users.phone

-- case: stranger copies
UPDATE contacts c SET email = u.email FROM users u WHERE u.id = c.id;
-- refused 42501 at 1:31: this session has no role in the policy, and without one nobody may read users.email, so it must not be copied to another column (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'decrypt: [users.email]' in a role of this session

-- case: stranger names a conflict
INSERT INTO users (id, email) VALUES (?, ?) ON CONFLICT (email) DO NOTHING;
-- refused 42501 at 1:58: this session has no role in the policy, and without one nobody may search users.email (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'search: [users.email]' in a role of this session, or use the column in the select list only

-- case: what a session reads masked is not copied to a column without the mask
-- role: marketing
-- database: postgresql
INSERT INTO contacts (id, email) SELECT id + 100, email FROM users RETURNING email;
-- refused 42501 at 1:51: this session reads users.email masked, so it must not be copied to contacts.email, which does not mask it so (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'unmask: [users.email]' in a role of this session

-- case: nor by an update
UPDATE contacts SET email = u.email FROM users u WHERE u.id = contacts.id;
-- refused 42501 at 1:29: this session reads users.email masked, so it must not be copied to contacts.email, which does not mask it so (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'unmask: [users.email]' in a role of this session

-- case: nor by MERGE
MERGE INTO contacts c USING users u ON c.id = u.id WHEN MATCHED THEN UPDATE SET email = u.email;
-- refused 42501 at 1:89: this session reads users.email masked, so it must not be copied to contacts.email, which does not mask it so (shop.yaml:12:7)
-- instead: Ask whoever keeps the policy for 'unmask: [users.email]' in a role of this session

-- case: it is copied within the column that masks it, and from one without a mask
INSERT INTO users (id, email) SELECT id + 100, email FROM contacts WHERE id = 3;
-- becomes
INSERT INTO users (id, email, "email_lookup") SELECT id + 100, email, "contacts"."email_lookup" FROM contacts WHERE id = 3;

-- case: who may unmask copies it
-- role: officer
INSERT INTO contacts (id, email) SELECT id + 100, email FROM users;
-- becomes
INSERT INTO contacts (id, email, "email_lookup") SELECT id + 100, email, "users"."email_lookup" FROM users;
