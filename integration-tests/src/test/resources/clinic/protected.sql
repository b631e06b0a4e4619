CREATE TABLE patients (
  id bigint PRIMARY KEY,
  email varchar(1000),
  nick_lookup ${token},
  nick varchar(200),
  phone varchar(200),
  full_name varchar(300),
  born varchar(200),
  fee varchar(200),
  ref varchar(200) UNIQUE,
  age varchar(200),
  ward varchar(20),
  score integer DEFAULT 5,
  email_lookup ${token} UNIQUE,
  fee_lookup ${token}
);
CREATE TABLE visits (
  id bigint PRIMARY KEY,
  patient_id bigint,
  email varchar(1000),
  email_lookup ${token},
  phone varchar(200),
  seen varchar(200),
  severity varchar(200),
  note varchar(40)
);
CREATE TABLE archive (
  id bigint PRIMARY KEY,
  email varchar(1000),
  phone varchar(200),
  ward varchar(20),
  email_lookup ${token}
);
CREATE TABLE wards (name varchar(20) PRIMARY KEY, floor integer);
CREATE VIEW inpatients AS SELECT id, email, email_lookup, phone AS tel, born, score FROM patients WHERE ward IS NOT NULL;
