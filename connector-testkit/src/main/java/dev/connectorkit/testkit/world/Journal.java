package dev.connectorkit.testkit.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** What arrived in the fake world, oldest first. Keeps the last 10,000 entries. */
public final class Journal {

  private static final int MAX_ENTRIES = 10_000;
  private static final int MAX_DEFECTS = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Exchange> exchanges = new ArrayDeque<>();
  private final Deque<String> connects = new ArrayDeque<>();
  private final List<RuntimeException> defects = new ArrayList<>();

  /**
   * A request and its answer.
   *
   * @param bytesSent how much of the answer has left so far
   */
  public record Exchange(FakeRequest request, FakeResponse response, AtomicLong bytesSent) {}

  Exchange add(FakeRequest request, FakeResponse response) {
    var exchange = new Exchange(request, response, new AtomicLong());
    lock.lock();
    try {
      exchanges.addLast(exchange);
      if (exchanges.size() > MAX_ENTRIES) {
        exchanges.removeFirst();
      }
      return exchange;
    } finally {
      lock.unlock();
    }
  }

  /** What an origin failed with; a defect of this world, not of whoever asked. */
  void addDefect(RuntimeException failure) {
    lock.lock();
    try {
      if (defects.size() < MAX_DEFECTS) {
        defects.add(failure);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What origins of this world failed with. */
  public List<RuntimeException> defects() {
    lock.lock();
    try {
      return new ArrayList<>(defects);
    } finally {
      lock.unlock();
    }
  }

  void addConnect(String target) {
    lock.lock();
    try {
      connects.addLast(target);
      if (connects.size() > MAX_ENTRIES) {
        connects.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  public List<Exchange> exchanges() {
    lock.lock();
    try {
      return new ArrayList<>(exchanges);
    } finally {
      lock.unlock();
    }
  }

  /** The exchanges at one path, of whatever origin. */
  public List<Exchange> at(String path) {
    return exchanges().stream().filter(e -> e.request().path().equals(path)).toList();
  }

  /** The targets of CONNECT requests, refused ones included, as {@code host:port}. */
  public List<String> connects() {
    lock.lock();
    try {
      return new ArrayList<>(connects);
    } finally {
      lock.unlock();
    }
  }

  public void clear() {
    lock.lock();
    try {
      exchanges.clear();
      connects.clear();
    } finally {
      lock.unlock();
    }
  }
}
