-- What a console of version 11 wrote, on 2026-11-26, with the key of the test. It is never changed: consoles have it.
INSERT INTO console_sign_in (happened_at, instance_id, outcome, error_code, failed_step, took_millis, reference, application)
  VALUES (1795651202000, 'three', 'failure', 'unavailable', 'token', 9000, '65c3a94292400c36', 'BthuAfdhySvv6TxOC9ykDA');
