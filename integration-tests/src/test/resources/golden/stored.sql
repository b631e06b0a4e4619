CREATE SCHEMA other;
CREATE TABLE users (
  id bigint PRIMARY KEY,
  email varchar(1000),
  phone varchar(200),
  full_name varchar(300),
  city varchar(50),
  plan varchar(50) DEFAULT 'free',
  created_at timestamp,
  email_lookup ${token},
  CONSTRAINT users_email_key UNIQUE (email_lookup)
);
CREATE TABLE contacts (id bigint PRIMARY KEY, email varchar(1000), note varchar(50), email_lookup ${token});
CREATE TABLE people (id bigint PRIMARY KEY, name varchar(50), born date, born_enc varchar(200));
CREATE TABLE vouchers (id bigint PRIMARY KEY, code varchar(200) DEFAULT 'none');
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total bigint);
CREATE TABLE accounts (id bigint PRIMARY KEY, user_id bigint, login varchar(500), login_lookup ${token});
CREATE TABLE other.users (id bigint PRIMARY KEY, email varchar(50));
CREATE TABLE trials (id bigint PRIMARY KEY, ref varchar(200), age varchar(200), held varchar(200), site varchar(50), age_lookup ${token});
CREATE TABLE visits (
  id bigint PRIMARY KEY,
  phone varchar(200),
  ${day} int DEFAULT 3,
  ${month} int DEFAULT 2,
  ${year} int DEFAULT 2024,
  "Email" varchar(20) DEFAULT 'x',
  tags ${json}
);
CREATE VIEW user_finder AS SELECT id AS nr, email AS mail, email_lookup AS token, city FROM public.users;
CREATE VIEW all_mails AS SELECT email FROM public.users UNION ALL SELECT email FROM public.contacts;
CREATE VIEW users_twice AS SELECT email, email_lookup FROM public.users UNION ALL SELECT email, email_lookup FROM public.users;
CREATE VIEW user_mails AS SELECT id, email FROM public.users;
CREATE VIEW user_phones AS SELECT id, phone FROM public.users;
CREATE VIEW oslo_users AS SELECT mail, nr, token, city FROM public.user_finder WHERE city = 'Oslo' ${check_option};
CREATE VIEW cities AS SELECT city, count(email) AS n FROM public.users GROUP BY city;
CREATE VIEW codes AS SELECT id FROM public.vouchers;
CREATE VIEW callers AS SELECT u.phone, count(*) AS n, count(DISTINCT v.phone) AS m FROM public.users u JOIN public.visits v ON u.phone = v.phone WHERE u.email IS NOT NULL GROUP BY u.phone;
CREATE VIEW reachable AS SELECT c.n, c.phone FROM public.callers c WHERE c.phone IS NOT NULL;
CREATE VIEW mailed AS SELECT id, email, email_lookup, city FROM public.users WHERE email IS NOT NULL ${check_option};
CREATE VIEW mailers AS SELECT DISTINCT u.email, u.email_lookup FROM public.users u;
