-- Columns whose ciphertext lives in another column, because their own type cannot hold it.

-- case: the ciphertext is selected under the column's name
-- role: officer
-- database: postgresql
SELECT id, born FROM people;
-- becomes
SELECT id, "people"."born_enc" AS "born" FROM people;
-- column 2: people.born, decrypted

-- case: an alias stays
SELECT p.born AS b FROM people p;
-- becomes
SELECT "p"."born_enc" AS b FROM people p;
-- column 1: people.born, decrypted

-- case: a star is written out
SELECT * FROM people;
-- becomes
SELECT "people"."id", "people"."name", "people"."born_enc" AS "born" FROM people;
-- column 3: people.born, decrypted

-- case: inside a subquery
SELECT t.born FROM (SELECT born FROM people) t;
-- becomes
SELECT t.born FROM (SELECT "people"."born_enc" AS "born" FROM people) t;
-- column 1: people.born, decrypted

-- case: null test
SELECT id FROM people WHERE born IS NULL;
-- becomes
SELECT id FROM people WHERE "people"."born_enc" IS NULL;

-- case: count
SELECT count(born) FROM people;
-- becomes
SELECT count("people"."born_enc") FROM people;

-- case: insert
INSERT INTO people (id, born) VALUES (?, ?);
-- becomes
INSERT INTO people (id, "born_enc") VALUES (?, ?);
-- parameter 2: encrypted for people.born

-- case: insert without a column list
INSERT INTO people VALUES (?, ?, ?);
-- becomes
INSERT INTO people ("id", "name", "born_enc") VALUES (?, ?, ?);
-- parameter 3: encrypted for people.born

-- case: update
UPDATE people SET born = ?, name = ? WHERE id = ?;
-- becomes
UPDATE people SET "born_enc" = ?, "born" = NULL, name = ? WHERE id = ?;
-- parameter 1: encrypted for people.born

-- case: update to null
UPDATE people SET born = NULL WHERE id = ?;
-- becomes
UPDATE people SET "born_enc" = NULL, "born" = NULL WHERE id = ?;

-- case: returning
INSERT INTO people (id, born) VALUES (1, DATE '2001-02-03') RETURNING born;
-- becomes
INSERT INTO people (id, "born_enc") VALUES (1, <people.born>) RETURNING "people"."born_enc" AS "born";
-- column 1: people.born, decrypted

-- case: a value that is no date by itself
INSERT INTO people (id, born) VALUES (1, CAST(? AS date));
-- becomes
INSERT INTO people (id, "born_enc") VALUES (1, ?);
-- parameter 1: encrypted for people.born

-- case: the companion does not exist
SELECT born_enc FROM people;
-- refused 42703 at 1:8: column "born_enc" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: the ciphertext is selected under the column's name
-- role: officer
-- database: postgresql mixed
SELECT id, born FROM people;
-- becomes
SELECT id, COALESCE("people"."born_enc", CAST("people"."born" AS VARCHAR)) AS "born" FROM people;
-- column 2: people.born, decrypted

-- case: an alias stays
SELECT p.born AS b FROM people p;
-- becomes
SELECT COALESCE("p"."born_enc", CAST("p"."born" AS VARCHAR)) AS b FROM people p;
-- column 1: people.born, decrypted

-- case: a star is written out
SELECT * FROM people;
-- becomes
SELECT "people"."id", "people"."name", COALESCE("people"."born_enc", CAST("people"."born" AS VARCHAR)) AS "born" FROM people;
-- column 3: people.born, decrypted

-- case: inside a subquery
SELECT t.born FROM (SELECT born FROM people) t;
-- becomes
SELECT t.born FROM (SELECT COALESCE("people"."born_enc", CAST("people"."born" AS VARCHAR)) AS "born" FROM people) t;
-- column 1: people.born, decrypted

-- case: null test
SELECT id FROM people WHERE born IS NULL;
-- becomes
SELECT id FROM people WHERE COALESCE("people"."born_enc", CAST("people"."born" AS VARCHAR)) IS NULL;

-- case: count
SELECT count(born) FROM people;
-- becomes
SELECT count(COALESCE("people"."born_enc", CAST("people"."born" AS VARCHAR))) FROM people;

-- case: insert
INSERT INTO people (id, born) VALUES (?, ?);
-- becomes
INSERT INTO people (id, "born_enc") VALUES (?, ?);
-- parameter 2: encrypted for people.born

-- case: insert without a column list
INSERT INTO people VALUES (?, ?, ?);
-- becomes
INSERT INTO people ("id", "name", "born_enc") VALUES (?, ?, ?);
-- parameter 3: encrypted for people.born

-- case: update
UPDATE people SET born = ?, name = ? WHERE id = ?;
-- becomes
UPDATE people SET "born_enc" = ?, "born" = NULL, name = ? WHERE id = ?;
-- parameter 1: encrypted for people.born

-- case: update to null
UPDATE people SET born = NULL WHERE id = ?;
-- becomes
UPDATE people SET "born_enc" = NULL, "born" = NULL WHERE id = ?;

-- case: returning
INSERT INTO people (id, born) VALUES (1, DATE '2001-02-03') RETURNING born;
-- becomes
INSERT INTO people (id, "born_enc") VALUES (1, <people.born>) RETURNING COALESCE("people"."born_enc", CAST("people"."born" AS VARCHAR)) AS "born";
-- column 1: people.born, decrypted

-- case: a value that is no date by itself
INSERT INTO people (id, born) VALUES (1, CAST(? AS date));
-- becomes
INSERT INTO people (id, "born_enc") VALUES (1, ?);
-- parameter 1: encrypted for people.born

-- case: the companion does not exist
SELECT born_enc FROM people;
-- refused 42703 at 1:8: column "born_enc" does not exist
-- instead: Lookup columns and the like are the driver's own: name the protected column, and the driver uses them

-- case: denied null cannot be updated
-- role: stranger
-- database: postgresql
UPDATE people SET born = ? WHERE id = ?;
-- refused 42501 at 1:26: this session reads people.born as NULL, so it must not update it: what it read could overwrite what is stored
-- instead: Leave the column out of SET, or ask whoever keeps the policy for 'decrypt: [people.born]' in a role of this session

-- case: denied null may be inserted
INSERT INTO people (id, born) VALUES (?, ?);
-- becomes
INSERT INTO people (id, "born_enc") VALUES (?, ?);
-- parameter 2: encrypted for people.born

-- case: a list is stored in another column
-- role: officer
-- database: postgresql
INSERT INTO people (id, born) SELECT * FROM (VALUES (60, CAST(? AS date)), (61, DATE '1999-12-31')) v(a, b);
-- becomes
INSERT INTO people (id, "born_enc") SELECT * FROM (VALUES (60, ?), (61, <people.born>)) v(a, b);
-- parameter 1: encrypted for people.born

-- case: an update from a list of what is stored in another column
UPDATE people SET born = v.b FROM (VALUES (1, CAST(? AS date))) v(a, b) WHERE people.id = v.a;
-- becomes
UPDATE people SET "born_enc" = v.b, "born" = NULL FROM (VALUES (1, ?)) v(a, b) WHERE people.id = v.a;
-- parameter 1: encrypted for people.born
