-- What a console of version 7 wrote, on 2026-11-26, with the key of the test. It is never changed: consoles have it.
INSERT INTO console_known_provider (instance_id, target, own_target, connector_id, provider, since)
  VALUES ('gone', 'gone', TRUE, 'sample', '{"server":"https://gone.example"}', 1795651200000);
