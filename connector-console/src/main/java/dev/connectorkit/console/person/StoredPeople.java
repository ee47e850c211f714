package dev.connectorkit.console.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.host.signin.Seal;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConnectorException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In the database, sealed, so that every node knows them: the newest ten thousand. To sign in costs
 * one statement. A thread removes what ended, each minute and also when nobody comes; it is called
 * at each thousandth session of a node, too, so there are never many more.
 */
public final class StoredPeople implements SignedInPeople, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoredPeople.class);
  private static final int MOST = 10_000;
  private static final int SWEPT_EVERY = 1_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  // Longer than a statement takes when the database is away.
  private static final long CLOSE_SECONDS = 6;

  private final ConsoleDatabase database;
  private final Seal seal;
  private final Clock clock;
  private final int most;
  private final AtomicLong opened = new AtomicLong();
  private final ScheduledExecutorService sweeps =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "console-people");
            thread.setDaemon(true);
            return thread;
          });

  StoredPeople(ConsoleDatabase database, SealingKeys keys, Clock clock, int most) {
    this.database = database;
    this.seal = new Seal(keys);
    this.clock = clock;
    this.most = most;
  }

  public static StoredPeople start(ConsoleDatabase database, SealingKeys keys, Clock clock) {
    var people = new StoredPeople(database, keys, clock, MOST);
    people.sweeps.scheduleWithFixedDelay(
        people::sweepQuietly, MINUTE.toSeconds(), MINUTE.toSeconds(), TimeUnit.SECONDS);
    return people;
  }

  @Override
  public String open(String person, Optional<String> former) {
    String session = SessionId.random();
    String hash = SessionId.hash(session);
    String sealed = seal.seal(person.getBytes(UTF_8), place(hash));
    long endsAt = clock.millis() + LIFETIME.toMillis();
    database.changeForNow(
        handle -> {
          former.filter(SessionId::isOne).ifPresent(id -> delete(handle, id));
          return handle.execute(
              "INSERT INTO console_person_session (session_hash, person, ends_at)"
                  + " VALUES (?, ?, ?)",
              hash,
              sealed,
              endsAt);
        });
    if (opened.incrementAndGet() % SWEPT_EVERY == 0) {
      sweeps.execute(this::sweepQuietly);
    }
    return session;
  }

  @Override
  public Optional<String> find(String session) {
    if (!SessionId.isOne(session)) {
      return Optional.empty();
    }
    String hash = SessionId.hash(session);
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT person FROM console_person_session"
                            + " WHERE session_hash = :hash AND ends_at > :now")
                    .bind("hash", hash)
                    .bind("now", clock.millis())
                    .mapTo(String.class)
                    .findOne())
        .flatMap(text -> opened(text, hash));
  }

  @Override
  public void close(String session) {
    if (SessionId.isOne(session)) {
      database.change(handle -> delete(handle, session));
    }
  }

  /** Removes what ended, and the oldest of what there is no room for. */
  void sweep() {
    long now = clock.millis();
    database.change(
        handle -> {
          handle.execute("DELETE FROM console_person_session WHERE ends_at <= ?", now);
          Optional<Long> newestBeyond =
              handle
                  .createQuery(
                      "SELECT ends_at FROM console_person_session ORDER BY ends_at DESC"
                          + " OFFSET :most ROWS FETCH NEXT 1 ROWS ONLY")
                  .bind("most", most)
                  .mapTo(Long.class)
                  .findOne();
          newestBeyond.ifPresent(
              end -> handle.execute("DELETE FROM console_person_session WHERE ends_at <= ?", end));
          return newestBeyond.isPresent();
        });
  }

  @Override
  public void close() {
    // Not interrupted: it may be writing to the embedded database's file.
    sweeps.shutdown();
    try {
      if (!sweeps.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Sessions that ended are still being removed.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweepQuietly() {
    try {
      sweep();
    } catch (ConnectorException e) {
      LOG.debug("Sessions that ended wait to be removed: {}", e.getMessage());
    } catch (RuntimeException e) {
      // Or no other sweep would follow.
      LOG.warn("Sessions that ended cannot be removed.", e);
    }
  }

  private Optional<String> opened(String sealed, String hash) {
    try {
      return Optional.of(new String(seal.open(sealed, place(hash)), UTF_8));
    } catch (ConnectorException e) {
      // Of a key that is not in use any more, or changed by hand: nobody is signed in by it.
      LOG.warn("A session cannot be opened: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static int delete(Handle handle, String session) {
    return handle.execute(
        "DELETE FROM console_person_session WHERE session_hash = ?", SessionId.hash(session));
  }

  private static byte[] place(String hash) {
    return ("connectorkit session of a person " + hash).getBytes(UTF_8);
  }
}
