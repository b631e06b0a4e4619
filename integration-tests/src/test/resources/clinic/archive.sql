INSERT INTO archive (id, email, phone, ward) VALUES (1, 'ann@mail.example', '+15550000001', 'north'), (2, 'old@mail.example', '+15550000001', 'south'), (3, NULL, NULL, NULL);
