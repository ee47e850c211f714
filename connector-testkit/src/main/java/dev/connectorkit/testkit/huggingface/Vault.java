package dev.connectorkit.testkit.huggingface;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Values by an opaque key; holds the newest 10,000. */
final class Vault<V> {

  private static final int MAX_ENTRIES = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, V> values = new LinkedHashMap<>();

  void put(String key, V value) {
    lock.lock();
    try {
      values.put(key, value);
      if (values.size() > MAX_ENTRIES) {
        values.remove(values.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  Optional<V> get(String key) {
    lock.lock();
    try {
      return Optional.ofNullable(values.get(key));
    } finally {
      lock.unlock();
    }
  }

  /** Gives a value once. */
  Optional<V> take(String key) {
    lock.lock();
    try {
      return Optional.ofNullable(values.remove(key));
    } finally {
      lock.unlock();
    }
  }
}
