CREATE SCHEMA other;
CREATE TABLE users (
  id bigint PRIMARY KEY,
  email varchar(320),
  phone varchar(32),
  full_name varchar(100),
  city varchar(50),
  plan varchar(50) DEFAULT 'free',
  created_at timestamp,
  CONSTRAINT users_email_key UNIQUE (email)
);
CREATE TABLE contacts (id bigint PRIMARY KEY, email varchar(320), note varchar(50));
CREATE TABLE people (id bigint PRIMARY KEY, name varchar(50), born date);
CREATE TABLE vouchers (id bigint PRIMARY KEY, code varchar(40) DEFAULT 'none');
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total bigint);
CREATE TABLE accounts (id bigint PRIMARY KEY, user_id bigint, login varchar(100));
CREATE TABLE other.users (id bigint PRIMARY KEY, email varchar(50));
CREATE TABLE trials (id bigint PRIMARY KEY, ref uuid, age int, held date, site varchar(50));
CREATE TABLE visits (
  id bigint PRIMARY KEY,
  phone varchar(32),
  ${day} int DEFAULT 3,
  ${month} int DEFAULT 2,
  ${year} int DEFAULT 2024,
  "Email" varchar(20) DEFAULT 'x',
  tags ${json}
);
CREATE VIEW user_finder AS SELECT id AS nr, email AS mail, city FROM public.users;
CREATE VIEW all_mails AS SELECT email FROM public.users UNION ALL SELECT email FROM public.contacts;
CREATE VIEW users_twice AS SELECT email FROM public.users UNION ALL SELECT email FROM public.users;
CREATE VIEW user_mails AS SELECT id, email FROM public.users;
CREATE VIEW user_phones AS SELECT id, phone FROM public.users;
CREATE VIEW oslo_users AS SELECT mail, nr, city FROM public.user_finder WHERE city = 'Oslo' ${check_option};
CREATE VIEW cities AS SELECT city, count(email) AS n FROM public.users GROUP BY city;
CREATE VIEW codes AS SELECT id FROM public.vouchers;
CREATE VIEW callers AS SELECT u.phone, count(*) AS n, count(DISTINCT v.phone) AS m FROM public.users u JOIN public.visits v ON u.phone = v.phone WHERE u.email IS NOT NULL GROUP BY u.phone;
CREATE VIEW reachable AS SELECT c.n, c.phone FROM public.callers c WHERE c.phone IS NOT NULL;
CREATE VIEW mailed AS SELECT id, email, city FROM public.users WHERE email IS NOT NULL ${check_option};
CREATE VIEW mailers AS SELECT DISTINCT u.email FROM public.users u;
