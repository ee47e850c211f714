package dev.connectorkit.host.signin;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** Pending sign-ins in the memory of one host; lost with it. */
public final class MemoryPendingSignInStore implements PendingSignInStore {

  /** Room for 100,000 sign-ins. */
  public static final int DEFAULT_CAPACITY = 100_000;

  // What one call may clear away for those before it: more than it adds, so that nothing piles up,
  // and little enough that no caller waits for it.
  private static final int CLEARED_AT_ONCE = 16;

  private final Clock clock;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, PendingSignIn> byState = new HashMap<>();
  private final TreeSet<PendingSignIn> byEnd =
      new TreeSet<>(
          Comparator.comparing(PendingSignIn::expiresAt).thenComparing(PendingSignIn::stateHash));

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
      forgetEnded(CLEARED_AT_ONCE);
      if (byState.containsKey(signIn.stateHash())) {
        throw Takes.repeated();
      }
      if (byState.size() >= capacity) {
        remove(byEnd.first());
      }
      byState.put(signIn.stateHash(), signIn);
      byEnd.add(signIn);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Take take(String stateHash, String instanceId, String browserHash) {
    lock.lock();
    try {
      forgetEnded(CLEARED_AT_ONCE);
      PendingSignIn signIn = byState.get(stateHash);
      if (signIn == null) {
        return new Take.Unknown();
      }
      if (!Takes.fits(signIn.instanceId(), signIn.browserHash(), instanceId, browserHash)) {
        return new Take.Mismatch();
      }
      remove(signIn);
      return new Take.Found(signIn);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sweep() {
    lock.lock();
    try {
      forgetEnded(Integer.MAX_VALUE);
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

  private void forgetEnded(int atMost) {
    Instant forgettable = Takes.forgettable(clock.instant());
    for (int i = 0; i < atMost && !byEnd.isEmpty(); i++) {
      PendingSignIn first = byEnd.first();
      if (!first.expiresAt().isBefore(forgettable)) {
        return;
      }
      remove(first);
    }
  }

  private void remove(PendingSignIn signIn) {
    byState.remove(signIn.stateHash());
    byEnd.remove(signIn);
  }
}
