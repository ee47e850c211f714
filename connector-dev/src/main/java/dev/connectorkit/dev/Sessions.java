package dev.connectorkit.dev;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Who is signed in at the workbench, by session id. Holds the newest twenty. */
final class Sessions {

  private static final int MAX = 20;

  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, SignedIn> byId = new LinkedHashMap<>();

  /** Opens a session; returns its id. */
  String open(SignedIn signIn) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    lock.lock();
    try {
      byId.put(id, signIn);
      if (byId.size() > MAX) {
        byId.remove(byId.keySet().iterator().next());
      }
      return id;
    } finally {
      lock.unlock();
    }
  }

  Optional<SignedIn> find(String id) {
    lock.lock();
    try {
      return Optional.ofNullable(byId.get(id));
    } finally {
      lock.unlock();
    }
  }

  /** Replaces what a session shows, if it is still there. */
  void replace(String id, SignedIn signIn) {
    lock.lock();
    try {
      byId.replace(id, signIn);
    } finally {
      lock.unlock();
    }
  }

  void close(String id) {
    lock.lock();
    try {
      byId.remove(id);
    } finally {
      lock.unlock();
    }
  }

  List<String> ids() {
    lock.lock();
    try {
      return List.copyOf(byId.keySet());
    } finally {
      lock.unlock();
    }
  }
}
