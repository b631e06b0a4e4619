CREATE ALIAS mystery FOR 'java.lang.Math.abs(long)';
CREATE TABLE inbox (id bigint, mail varchar(100));
CREATE TRIGGER inbox_taken AFTER INSERT ON inbox FOR EACH ROW CALL 'io.columnveil.it.H2Functions$Copy';
CREATE DOMAIN positive AS bigint CHECK (VALUE > 0);
CREATE DOMAIN looked_up AS bigint CHECK (mystery(VALUE) > 0);
CREATE TABLE counted (id bigint, n bigint DEFAULT 2);
CREATE TABLE defaulted (id bigint, tel bigint DEFAULT mystery(1));
