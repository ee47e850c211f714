-- What a console of version 8 wrote, on 2026-11-26, with the key of the test. It is never changed: consoles have it.
INSERT INTO console_instance (id, connector_id, config, display_name, position, state, revision, config_revision, tried, created_at, changed_at)
  VALUES ('five', 'sample', '{"clientId":"fünf"}', '', 4, 'DISABLED', 9, 9, 'v1.first.6wkN5jj_Isncy6thcpMGlNoGOMQ8yyEv1_NkBu8hoklIzuzSzKEwnSFvFekOF8rnVuBHs4Mh7-yXV_o27PofEQO4YdPv8A0', 1795651200000, 1795651200000);
INSERT INTO console_instance_secret (instance_id, pointer, sealed, replaced_at)
  VALUES ('five', '/clientSecret', 'v1.first.8sRXyTt_RC-7Oqq8dOIt3KRDd5GBu7Y7_aPUL1R1GcB8hL4DxMd0EmVE', 1795651200000);
UPDATE console_change SET revision = 9 WHERE subject = 'instances';
