-- What a console of version 9 wrote, on 2026-11-26, with the key of the test. It is never changed: consoles have it.
INSERT INTO console_api_token (name, token_hash, created_by, created_at, last_used_at, ends_at, rights)
  VALUES ('reader', 'BojeY2c2TjXG52gb4TbEER-LGC1hxaNJ-k3bT60m6Y0', 'ada', 1795651200000, NULL, 1803427200000, 'read');
