package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of one host in flight, and the one thread that looks at all of them every now and then:
 * a timer for each call would wake that thread at every call. While there are none, it rests.
 */
final class CallsInFlight implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CallsInFlight.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  // So many that a host in use hardly ever has to wake the thread.
  private static final int IDLE_LOOKS_BEFORE_REST = 40;

  private final Set<CallWatch> calls = ConcurrentHashMap.newKeySet();
  private final long periodNanos;
  private final Thread thread;
  private volatile boolean resting;
  private volatile boolean closed;

  /**
   * @param deadline of each call; it is ended at the first look after that
   */
  CallsInFlight(Duration deadline) {
    this.periodNanos = Math.min(LOOK_EVERY.toNanos(), deadline.toNanos());
    // Made and started by the application: made during a plugin's call, it would take over that
    // plugin's class loader, and keep it from being unloaded.
    this.thread = new Thread(null, this::watch, "connector-http-watch", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  void add(CallWatch call) {
    calls.add(call);
    if (resting) {
      LockSupport.unpark(thread);
    }
  }

  void remove(CallWatch call) {
    calls.remove(call);
  }

  /** Ends all calls of one instance. */
  void end(InstanceHttp instance, ConnectorError why) {
    for (CallWatch call : calls) {
      if (call.isOf(instance)) {
        call.end(why);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    int idle = 0;
    while (!closed) {
      idle = calls.isEmpty() ? idle + 1 : 0;
      if (idle < IDLE_LOOKS_BEFORE_REST) {
        look();
        LockSupport.parkNanos(this, periodNanos);
      } else {
        rest();
        idle = 0;
      }
    }
  }

  private void look() {
    try {
      for (CallWatch call : calls) {
        look(call);
      }
    } catch (Error e) {
      // A heap that some connector filled must not end the watch; the next look may succeed.
    }
  }

  private static void look(CallWatch call) {
    try {
      call.look();
    } catch (RuntimeException e) {
      // It must not keep the others from being looked at.
      LOG.warn("A call to a provider cannot be ended.", e);
    }
  }

  private void rest() {
    resting = true;
    // Looked at after saying so: a call is seen here, or sees that the thread must be woken.
    if (calls.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    resting = false;
  }
}
