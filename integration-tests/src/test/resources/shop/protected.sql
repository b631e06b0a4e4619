CREATE SCHEMA other;
CREATE TABLE users (
  id bigint PRIMARY KEY,
  email varchar(1000),
  phone varchar(200),
  full_name varchar(300),
  city varchar(50),
  plan varchar(50) DEFAULT 'free',
  created_at timestamp DEFAULT current_timestamp,
  email_lookup ${token},
  CONSTRAINT users_email_key UNIQUE (email_lookup)
);
CREATE TABLE contacts (
  id bigint PRIMARY KEY,
  email_lookup ${token},
  email varchar(1000),
  note varchar(50)
);
CREATE TABLE other.users (id bigint PRIMARY KEY, email varchar(50));
CREATE TABLE cities (name varchar(50) PRIMARY KEY, country varchar(50));
INSERT INTO other.users VALUES (1, 'plain-1'), (2, 'plain-2');
INSERT INTO cities VALUES ('Oslo', 'NO'), ('Rome', 'IT'), ('Lyon', 'FR');
