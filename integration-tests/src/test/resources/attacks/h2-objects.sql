CREATE VIEW v_legacy AS SELECT id, email AS m, city FROM legacy;
CREATE VIEW v_chain AS SELECT m AS n FROM v_legacy WHERE id < 100;
CREATE VIEW v_all AS SELECT * FROM legacy;
CREATE TABLE inbox (mail varchar(100));
CREATE SYNONYM s_legacy FOR legacy;
CREATE ALIAS f_email FOR 'io.columnveil.it.H2Functions.email';
CREATE TRIGGER inbox_trigger AFTER INSERT ON inbox FOR EACH ROW CALL 'io.columnveil.it.H2Functions$Copy';
GRANT ALL ON SCHEMA public TO alice;
GRANT ALL ON SCHEMA public TO stranger;
