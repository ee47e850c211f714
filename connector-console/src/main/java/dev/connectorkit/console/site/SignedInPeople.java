package dev.connectorkit.console.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.host.CompletedSignIn;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Who is signed in, by session id. Holds the newest thousand sessions. */
final class SignedInPeople {

  private static final int MAX_SESSIONS = 1_000;

  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  // By hash of the id: how long a search takes then tells nothing about an id that exists.
  private final Map<String, CompletedSignIn> bySession = new LinkedHashMap<>();

  /** Opens a session under a new id: one from before the sign-in is never kept. */
  String open(CompletedSignIn signIn) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String session = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    lock.lock();
    try {
      bySession.put(hash(session), signIn);
      if (bySession.size() > MAX_SESSIONS) {
        bySession.remove(bySession.keySet().iterator().next());
      }
      return session;
    } finally {
      lock.unlock();
    }
  }

  Optional<CompletedSignIn> find(String session) {
    lock.lock();
    try {
      return Optional.ofNullable(bySession.get(hash(session)));
    } finally {
      lock.unlock();
    }
  }

  void close(String session) {
    lock.lock();
    try {
      bySession.remove(hash(session));
    } finally {
      lock.unlock();
    }
  }

  private static String hash(String session) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(session.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
