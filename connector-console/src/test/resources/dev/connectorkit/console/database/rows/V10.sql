-- What a console of version 10 wrote, on 2026-11-26, with the key of the test. It is never changed: consoles have it.
INSERT INTO console_pending_change (instance_id, made_from, config, secrets, tried, changed_by, changed_at)
  VALUES ('one', 1, '{"clientId":"später"}', '{"/clientSecret":{"sealed":"v1.first.yAYod-e8K5IRoAiRp0T4v6Jaw7VCbZDE-v6VUYC6w1Z-owzY98RDbeE","replacedAt":1795651200000}}', '', 'ada', 1795651200000);
