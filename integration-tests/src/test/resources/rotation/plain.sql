CREATE TABLE users (
  id bigint PRIMARY KEY,
  owner integer NOT NULL,
  email varchar(320) UNIQUE,
  phone varchar(32) UNIQUE,
  city varchar(50)
);
CREATE TABLE contacts (
  id bigint PRIMARY KEY,
  owner integer NOT NULL,
  email varchar(320),
  phone varchar(32)
);
CREATE TABLE hits (email varchar(320) UNIQUE, n integer NOT NULL);
CREATE TABLE calls (phone varchar(32) UNIQUE, n integer NOT NULL);
