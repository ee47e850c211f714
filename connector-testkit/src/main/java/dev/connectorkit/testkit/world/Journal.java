package dev.connectorkit.testkit.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What arrived in the fake world, oldest first. Keeps the last 10,000 entries. */
public final class Journal {

  private static final int MAX_ENTRIES = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Exchange> exchanges = new ArrayDeque<>();
  private final Deque<String> connects = new ArrayDeque<>();

  /** A request and its answer. */
  public record Exchange(FakeRequest request, FakeResponse response) {}

  void add(FakeRequest request, FakeResponse response) {
    lock.lock();
    try {
      exchanges.addLast(new Exchange(request, response));
      if (exchanges.size() > MAX_ENTRIES) {
        exchanges.removeFirst();
      }
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
