package dev.connectorkit.console.person;

import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Of a site in one process, without a database: the newest thousand. */
public final class PeopleInMemory implements SignedInPeople {

  private static final int MOST = 1_000;

  private final Clock clock;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  // The oldest first, which ends first, too. Guarded by the lock.
  private final Map<String, Kept> byHash = new LinkedHashMap<>();

  public PeopleInMemory(Clock clock) {
    this(clock, MOST);
  }

  PeopleInMemory(Clock clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  @Override
  public String open(String person, Optional<String> former) {
    String session = SessionId.random();
    lock.lock();
    try {
      former.map(SessionId::hash).ifPresent(byHash::remove);
      removeEnded();
      byHash.put(SessionId.hash(session), new Kept(person, clock.millis() + LIFETIME.toMillis()));
      if (byHash.size() > most) {
        byHash.remove(byHash.keySet().iterator().next());
      }
      return session;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<String> find(String session) {
    lock.lock();
    try {
      return Optional.ofNullable(byHash.get(SessionId.hash(session)))
          .filter(kept -> kept.endsAt() > clock.millis())
          .map(Kept::person);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close(String session) {
    lock.lock();
    try {
      byHash.remove(SessionId.hash(session));
    } finally {
      lock.unlock();
    }
  }

  /** All begin with the same lifetime, so whatever ended stands first. */
  private void removeEnded() {
    Iterator<Kept> oldest = byHash.values().iterator();
    while (oldest.hasNext() && oldest.next().endsAt() <= clock.millis()) {
      oldest.remove();
    }
  }

  private record Kept(String person, long endsAt) {}
}
