-- What a console of version 1 wrote, on 2026-11-26, with the key of the test. It is never changed: consoles have it.
INSERT INTO console_operator (name, password_hash, created_at, password_at)
  VALUES ('ada', '$argon2id$v=19$m=19456,t=2,p=1$XjKwEoj12s4BJD5ASsIyAw$urzwip+W80EkBRSgphITue2S7Bg/cLAeamim+0/OCOA', 1795651200000, 1795651200000);
INSERT INTO console_set_up_link (token_hash, ends_at)
  VALUES ('iOUXS7ZBQzcPcelvMkSzGthoU3JMUC6wkRgKaVusru8', 1795654800000);
INSERT INTO console_session (token_hash, operator, begun_at, seen_at, ends_at)
  VALUES ('ZEl3d1QxukMzVtaInZeAPsR-jmyfRP3b-92ReTaBJLw', 'ada', 1795651200000, 1795651200000, 1795694400000);
INSERT INTO console_failed_sign_in (bucket, failures, since, ends_at)
  VALUES ('_e5DDUC9V97qwYbNl5ADPQ8G-QmogG585ucXq3x9UCk', 3, 1795651200000, 1795654800000);
INSERT INTO console_failed_sign_in (bucket, failures, since, ends_at)
  VALUES ('all', 3, 1795651200000, 1795651260000);
INSERT INTO console_audit (happened_at, actor, action, subject, value_before, value_after)
  VALUES (1795651200000, 'command line', 'operator.link-issued', '', '', '');
INSERT INTO console_audit (happened_at, actor, action, subject, value_before, value_after)
  VALUES (1795651200000, 'ada', 'operator.set-up', 'ada', '', '');
INSERT INTO console_audit (happened_at, actor, action, subject, value_before, value_after)
  VALUES (1795651200000, 'command line', 'operator.link-issued', '', '', '');
INSERT INTO console_instance (id, connector_id, config, display_name, position, state, revision, config_revision, tried_revision, created_at, changed_at)
  VALUES ('one', 'sample', '{"clientId":"id"}', 'Our people', 0, 'ENABLED', 3, 1, 1, 1795651200000, 1795651200000);
INSERT INTO console_instance (id, connector_id, config, display_name, position, state, revision, config_revision, tried_revision, created_at, changed_at)
  VALUES ('two', 'sample', '{"server":"https://two.example","clientId":"zwei ü"}', '', 1, 'DRAFT', 4, 4, 0, 1795651200000, 1795651200000);
INSERT INTO console_instance (id, connector_id, config, display_name, position, state, revision, config_revision, tried_revision, created_at, changed_at)
  VALUES ('three', 'sample', '{"clientId":"drei"}', '', 2, 'DISABLED', 7, 5, 0, 1795651200000, 1795651200000);
INSERT INTO console_instance_secret (instance_id, pointer, sealed, replaced_at)
  VALUES ('one', '/clientSecret', 'v1.first.yAYod-e8K5IRoAiRp0T4v6Jaw7VCbZDE-v6VUYC6w1Z-owzY98RDbeE', 1795651200000);
INSERT INTO console_instance_secret (instance_id, pointer, sealed, replaced_at)
  VALUES ('two', '/clientSecret', 'v1.first.XEtE8bpACghjIeWPgFPVJK5rfke0i61Qz94Za0WAJsNHCwbQQ-auYig', 1795651200000);
INSERT INTO console_instance_secret (instance_id, pointer, sealed, replaced_at)
  VALUES ('three', '/clientSecret', 'v1.first.idgozkmgLadliQPBoxVMuQ2jm7-GGrDDJ288-DU_wtLOpetQZ79q9AMazw', 1795651200000);
INSERT INTO console_instance_secret (instance_id, pointer, sealed, replaced_at)
  VALUES ('three', '/other', 'v1.first.3icX1UQpfix5MTV-D7VvFW_joeuOzlr2Lbf2l37LFOKGNjerJ4OGkFU', 1795651200000);
UPDATE console_change SET revision = 7 WHERE subject = 'instances';
