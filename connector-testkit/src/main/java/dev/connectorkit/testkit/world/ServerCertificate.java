package dev.connectorkit.testkit.world;

/** What the TLS certificate of a fake origin is like. */
public enum ServerCertificate {
  /** Issued by the world's authority for the origin's host. */
  GOOD,
  /** Issued by the world's authority, and ended yesterday. */
  EXPIRED,
  /** Issued by nobody but itself. */
  SELF_SIGNED,
  /** Issued by the world's authority for another host. */
  OTHER_HOST
}
