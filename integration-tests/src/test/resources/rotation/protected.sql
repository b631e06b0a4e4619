CREATE TABLE users (
  id bigint PRIMARY KEY,
  owner integer NOT NULL,
  email varchar(1000),
  phone varchar(200) UNIQUE,
  city varchar(50),
  email_lookup ${token} UNIQUE
);
CREATE TABLE contacts (
  id bigint PRIMARY KEY,
  owner integer NOT NULL,
  email varchar(1000),
  phone varchar(200),
  email_lookup ${token}
);
CREATE INDEX contacts_email ON contacts (owner, email_lookup);
CREATE TABLE hits (email varchar(1000), n integer NOT NULL, email_lookup ${token} UNIQUE);
CREATE TABLE calls (phone varchar(200) UNIQUE, n integer NOT NULL);
