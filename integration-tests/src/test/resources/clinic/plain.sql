CREATE TABLE patients (
  id bigint PRIMARY KEY,
  email varchar(320) UNIQUE,
  nick ${ignorecase},
  phone varchar(32),
  full_name varchar(100),
  born date,
  fee numeric(10,2),
  ref uuid UNIQUE,
  age integer,
  ward varchar(20),
  score integer DEFAULT 5
);
CREATE TABLE visits (
  id bigint PRIMARY KEY,
  patient_id bigint,
  email varchar(320),
  phone varchar(32),
  seen date,
  severity integer,
  note varchar(40)
);
CREATE TABLE archive (
  id bigint PRIMARY KEY,
  email varchar(320),
  phone varchar(32),
  ward varchar(20)
);
CREATE TABLE wards (name varchar(20) PRIMARY KEY, floor integer);
CREATE VIEW inpatients AS SELECT id, email, phone AS tel, born, score FROM patients WHERE ward IS NOT NULL;
