-- A lookup with 'normalize: [trim, lowercase]' works like a collation: what it ignores, calls of
-- lower(), upper() and trim() cannot bring back.

-- case: letter case on both sides
SELECT id FROM accounts WHERE lower(login) = lower(?);
-- becomes
SELECT id FROM accounts WHERE "accounts"."login_lookup" = ?;
-- parameter 1: lookup token of accounts.login

-- case: letter case of the column alone
SELECT id FROM accounts WHERE lower(login) = ?;
-- refused 0AV01 at 1:31: accounts.login is searchable by equality only; function lower cannot be answered (shop.yaml:44:7)
-- instead: Compare accounts.login itself, which its lookup finds in any letter case, or call the same function on both sides; to show it so, do that in the application

-- case: upper case as Spring Data writes it
SELECT id FROM accounts WHERE upper(login) = upper(?);
-- becomes
SELECT id FROM accounts WHERE "accounts"."login_lookup" = ?;
-- parameter 1: lookup token of accounts.login

-- case: letter case of the value alone
SELECT id FROM accounts WHERE login = lower(?);
-- becomes
SELECT id FROM accounts WHERE "accounts"."login_lookup" = ?;
-- parameter 1: lookup token of accounts.login

-- case: letter case of a literal
SELECT id FROM accounts WHERE lower(login) = lower('Given-Ann');
-- becomes
SELECT id FROM accounts WHERE "accounts"."login_lookup" = <lookup token of accounts.login>;

-- case: letter case of a value with a cast
SELECT id FROM accounts WHERE lower(login) = lower(CAST(? AS varchar));
-- becomes
SELECT id FROM accounts WHERE "accounts"."login_lookup" = ?;
-- parameter 1: lookup token of accounts.login

-- case: both steps
SELECT id FROM accounts WHERE lower(trim(login)) <> lower(trim(?));
-- becomes
SELECT id FROM accounts WHERE "accounts"."login_lookup" <> ?;
-- parameter 1: lookup token of accounts.login

-- case: a list of values in any letter case
SELECT id FROM accounts WHERE lower(login) IN (lower(?), lower('given-bob'));
-- becomes
SELECT id FROM accounts WHERE "accounts"."login_lookup" IN (?, <lookup token of accounts.login>);
-- parameter 1: lookup token of accounts.login

-- case: a list of none
SELECT id FROM accounts WHERE upper(login) NOT IN (upper(?), upper(?));
-- becomes
SELECT id FROM accounts WHERE "accounts"."login_lookup" NOT IN (?, ?);
-- parameter 1: lookup token of accounts.login
-- parameter 2: lookup token of accounts.login

-- case: a join in any letter case
SELECT a.id, b.id FROM accounts a JOIN accounts b ON lower(a.login) = lower(b.login);
-- becomes
SELECT a.id, b.id FROM accounts a JOIN accounts b ON "a"."login_lookup" = "b"."login_lookup";

-- case: not distinct in any letter case
SELECT id FROM accounts WHERE lower(login) IS NOT DISTINCT FROM lower(?);
-- becomes
SELECT id FROM accounts WHERE "accounts"."login_lookup" IS NOT DISTINCT FROM ?;
-- parameter 1: lookup token of accounts.login

-- case: a value whose letters another function changes
SELECT id FROM accounts WHERE lower(login) = reverse(?);
-- refused 0AV01 at 1:31: accounts.login is searchable by equality only; function lower cannot be answered (shop.yaml:44:7)
-- instead: Compare accounts.login itself, which its lookup finds in any letter case, or call the same function on both sides; to show it so, do that in the application

-- case: a column of which only a part is compared
SELECT id FROM accounts WHERE lower(substring(login, 1, 5)) = ?;
-- refused 0AV01 at 1:37: accounts.login is searchable by equality only; function substring cannot be answered (shop.yaml:44:7)
-- instead: Select accounts.login as it is and do this in the application; a whole value is found by '=' or IN

-- case: trimmed of other characters
SELECT id FROM accounts WHERE trim(BOTH 'x' FROM login) = ?;
-- refused 0AV01 at 1:31: accounts.login is searchable by equality only; function trim cannot be answered (shop.yaml:44:7)
-- instead: Select accounts.login as it is and do this in the application; a whole value is found by '=' or IN

-- case: letter case of a column whose lookup keeps it
SELECT u.id FROM users u JOIN accounts a ON lower(u.email) = lower(a.login);
-- refused 0AV01 at 1:45: users.email is searchable by equality only; function lower cannot be answered (shop.yaml:12:7)
-- instead: To find it in any letter case, add 'normalize: [lowercase]' to its lookup in the policy and compare users.email itself with '='; to show it so, do that in the application

-- case: letter case shown
SELECT lower(login) FROM accounts;
-- refused 0AV01 at 1:8: accounts.login is searchable by equality only; function lower cannot be answered (shop.yaml:44:7)
-- instead: Compare accounts.login itself, which its lookup finds in any letter case, or call the same function on both sides; to show it so, do that in the application

-- case: letter case in an order
SELECT id FROM accounts ORDER BY lower(login);
-- refused 0AV01 at 1:34: accounts.login is searchable by equality only; function lower cannot be answered (shop.yaml:44:7)
-- instead: Compare accounts.login itself, which its lookup finds in any letter case, or call the same function on both sides; to show it so, do that in the application

-- case: a pattern in lower case
SELECT id FROM accounts WHERE lower(login) LIKE ?;
-- refused 0AV01 at 1:31: accounts.login is searchable by equality only; function lower cannot be answered (shop.yaml:44:7)
-- instead: Compare accounts.login itself, which its lookup finds in any letter case, or call the same function on both sides; to show it so, do that in the application

-- case: groups of values that are written differently
SELECT login, count(*) FROM accounts GROUP BY login;
-- refused 0AV01 at 1:47: GROUP BY would put values of accounts.login together that are written differently, because its lookup normalizes them, and none of them stands for all (shop.yaml:44:7)
-- instead: Count with COUNT(DISTINCT login), use PARTITION BY, or add the table's primary key to the query

-- case: different spellings of one value
SELECT DISTINCT login FROM accounts;
-- refused 0AV01 at 1:17: DISTINCT would put values of accounts.login together that are written differently, because its lookup normalizes them, and none of them stands for all (shop.yaml:44:7)
-- instead: Count with COUNT(DISTINCT login), use PARTITION BY, or add the table's primary key to the query

-- case: spellings counted once
SELECT count(DISTINCT login) FROM accounts;
-- becomes
SELECT count(DISTINCT "accounts"."login_lookup") FROM accounts;

-- case: letter case on H2
-- database: h2
SELECT id FROM accounts WHERE LCASE(login) = LCASE(?) OR UPPER(login) IN (UPPER(?), UPPER(?));
-- becomes
SELECT id FROM accounts WHERE "ACCOUNTS"."LOGIN_LOOKUP" = ? OR "ACCOUNTS"."LOGIN_LOOKUP" IN (?, ?);
-- parameter 1: lookup token of ACCOUNTS.LOGIN
-- parameter 2: lookup token of ACCOUNTS.LOGIN
-- parameter 3: lookup token of ACCOUNTS.LOGIN

-- case: letter case of another kind on H2
-- database: h2
SELECT id FROM accounts WHERE LOWER(login) = UPPER(?);
-- refused 0AV01 at 1:31: ACCOUNTS.LOGIN is searchable by equality only; function LOWER cannot be answered (shop.yaml:44:7)
-- instead: Compare ACCOUNTS.LOGIN itself, which its lookup finds in any letter case, or call the same function on both sides; to show it so, do that in the application

-- case: letter case of what a query gives, which it does not change
-- database: postgresql
SELECT id FROM accounts WHERE lower(login) IN (SELECT a.login FROM accounts a);
-- refused 0AV01 at 1:31: accounts.login is searchable by equality only; function lower cannot be answered (shop.yaml:44:7)
-- instead: Compare accounts.login itself, which its lookup finds in any letter case, or call the same function on both sides; to show it so, do that in the application

-- case: letter case of what a query gives, in a list of none on H2
-- database: h2
SELECT id FROM accounts WHERE UPPER(login) NOT IN (SELECT a.login FROM accounts a WHERE login IS NOT NULL);
-- refused 0AV01 at 1:31: ACCOUNTS.LOGIN is searchable by equality only; function UPPER cannot be answered (shop.yaml:44:7)
-- instead: Compare ACCOUNTS.LOGIN itself, which its lookup finds in any letter case, or call the same function on both sides; to show it so, do that in the application
