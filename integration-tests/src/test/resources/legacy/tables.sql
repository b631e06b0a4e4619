CREATE TABLE legacy (
  id bigint PRIMARY KEY,
  email varchar(1000),
  email_lookup ${token},
  phone varchar(200),
  full_name varchar(300),
  born date,
  born_stored varchar(200),
  city varchar(50)
);
CREATE TABLE towns (name varchar(50) PRIMARY KEY);
INSERT INTO towns VALUES ('Oslo'), ('Rome');
INSERT INTO legacy (id, email, phone, full_name, born, city) VALUES
  (1, 'old-1@mail.example', '+15550000001', 'Given-Old-1', DATE '1970-01-01', 'Oslo'),
  (2, 'old-2@mail.example', '+15550000002', 'Given-Old-2', DATE '1970-01-02', 'Rome'),
  (3, 'old-1@mail.example', '+15550000001', 'Given-Old-1', NULL, 'Oslo'),
  (4, NULL, NULL, NULL, NULL, 'Rome');
