package dev.connectorkit.host.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Pending sign-ins in the memory of one host; lost with it. */
public final class MemoryPendingSignInStore implements PendingSignInStore {

  /** Room for 100,000 sign-ins. */
  public static final int DEFAULT_CAPACITY = 100_000;

  // Long enough to tell someone who was away that the attempt ended.
  private static final Duration KEPT_AFTER_END = Duration.ofMinutes(10);

  private final Clock clock;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  // In order of begin, which is the order of end: all live equally long.
  private final Map<String, PendingSignIn> byState = new LinkedHashMap<>();

  public MemoryPendingSignInStore(Clock clock, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1");
    }
    this.clock = clock;
    this.capacity = capacity;
  }

  @Override
  public void put(PendingSignIn signIn) {
    lock.lock();
    try {
      Iterator<PendingSignIn> oldest = byState.values().iterator();
      Instant forgettable = clock.instant().minus(KEPT_AFTER_END);
      while (oldest.hasNext()
          && (oldest.next().expiresAt().isBefore(forgettable) || byState.size() >= capacity)) {
        oldest.remove();
      }
      byState.put(signIn.stateHash(), signIn);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Take take(String stateHash, String instanceId, String browserHash) {
    lock.lock();
    try {
      PendingSignIn signIn = byState.get(stateHash);
      if (signIn == null) {
        return new Take.Unknown();
      }
      if (!signIn.instanceId().equals(instanceId) || !same(signIn.browserHash(), browserHash)) {
        return new Take.Mismatch();
      }
      byState.remove(stateHash);
      return new Take.Found(signIn);
    } finally {
      lock.unlock();
    }
  }

  /** How many sign-ins are held. */
  public int size() {
    lock.lock();
    try {
      return byState.size();
    } finally {
      lock.unlock();
    }
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }
}
