-- What a console of version 2 wrote, on 2026-11-26, with the key of the test. It is never changed: consoles have it.
INSERT INTO console_sign_in (happened_at, instance_id, outcome, error_code, failed_step, took_millis)
  VALUES (1795651200000, 'one', 'success', '', '', 120);
INSERT INTO console_sign_in (happened_at, instance_id, outcome, error_code, failed_step, took_millis)
  VALUES (1795651201000, 'two', 'failure', 'unavailable', 'token', 10000);
