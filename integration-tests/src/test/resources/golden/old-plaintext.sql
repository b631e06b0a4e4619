UPDATE users SET email = 'bob@mail.example', email_lookup = NULL, phone = '+15550000002', full_name = 'Given-Bob Ray' WHERE id = 2;
UPDATE contacts SET email = 'ann@mail.example', email_lookup = NULL WHERE id = 2;
UPDATE people SET born = DATE '1999-12-31', born_enc = NULL WHERE id = 3;
UPDATE vouchers SET code = 'Given-20-percent' WHERE id = 3;
