-- What a console of version 12 wrote, on 2026-11-26, with the key of the test. It is never changed: consoles have it.
INSERT INTO console_person_session (session_hash, person, ends_at)
  VALUES ('yEeSJYuyHJrGMtvwHyzixWLIFdnP_u54hG6_z_i6bOA', 'v1.first.3NDVhX9KBtzyrRc5wU9puGPdtex9u_b21QeztJ2Ds4O3WPQn0enwFTO-DJ2IoFunF0IH', 1795654800000);
