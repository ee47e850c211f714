package dev.connectorkit.host.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The connections one instance may use at once: a provider that hangs takes its own, and none of
 * another's.
 */
final class Share {

  private static final long LOOK_AROUND_MILLIS = 50;

  private final Semaphore places;
  private final Duration patience;

  /**
   * @param patience how long a call waits for a place, at most
   */
  Share(int places, Duration patience) {
    this.places = new Semaphore(places, true);
    this.patience = patience;
  }

  /**
   * @return false when all places stayed taken
   * @throws InterruptedIOException when the call was ended meanwhile, or its thread interrupted
   */
  boolean enter(CallWatch watch) throws IOException {
    long start = System.nanoTime();
    try {
      while (!places.tryAcquire(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS)) {
        if (watch.reason() != null) {
          throw new InterruptedIOException("The call was ended.");
        }
        if (System.nanoTime() - start >= patience.toNanos()) {
          return false;
        }
      }
      if (watch.reason() != null) {
        // The place came free because its call was ended together with this one.
        places.release();
        throw new InterruptedIOException("The call was ended.");
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The call was interrupted.");
    }
  }

  void leave() {
    places.release();
  }

  int free() {
    return places.availablePermits();
  }
}
