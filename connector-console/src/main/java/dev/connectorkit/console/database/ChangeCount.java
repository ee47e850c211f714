package dev.connectorkit.console.database;

import org.jdbi.v3.core.Handle;

/** Counts changes of one kind, so that every node can see that there was one. */
public enum ChangeCount {
  /** Of instances, their logos and applications: of all that an import may change. */
  INSTANCES("instances"),
  SIGNING_KEYS("signing-keys");

  private final String subject;

  ChangeCount(String subject) {
    this.subject = subject;
  }

  public long now(Handle handle) {
    return handle
        .createQuery("SELECT revision FROM console_change WHERE subject = :subject")
        .bind("subject", subject)
        .mapTo(Long.class)
        .one();
  }

  /** Keeps whoever takes a number waiting for the end of this transaction. */
  public void hold(Handle handle) {
    handle.execute("UPDATE console_change SET revision = revision WHERE subject = ?", subject);
  }

  /** Takes the next number; whoever else takes one waits for the end of this transaction. */
  public long next(Handle handle) {
    handle.execute("UPDATE console_change SET revision = revision + 1 WHERE subject = ?", subject);
    return now(handle);
  }
}
