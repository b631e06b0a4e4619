CREATE SCHEMA other;
CREATE TABLE users (
  id bigint PRIMARY KEY,
  email varchar(320),
  phone varchar(32),
  full_name varchar(100),
  city varchar(50),
  plan varchar(50) DEFAULT 'free',
  created_at timestamp DEFAULT current_timestamp,
  CONSTRAINT users_email_key UNIQUE (email)
);
CREATE TABLE contacts (
  id bigint PRIMARY KEY,
  email varchar(320),
  note varchar(50)
);
CREATE TABLE other.users (id bigint PRIMARY KEY, email varchar(50));
CREATE TABLE cities (name varchar(50) PRIMARY KEY, country varchar(50));
INSERT INTO other.users VALUES (1, 'plain-1'), (2, 'plain-2');
INSERT INTO cities VALUES ('Oslo', 'NO'), ('Rome', 'IT'), ('Lyon', 'FR');
