package dev.connectorkit.console.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Argon2id hashes (RFC 9106), and what a new password must be like. */
final class Passwords {

  // OWASP ASVS 4.0.3, 2.1.1 and 2.1.2: long ones, without rules about the kinds of characters.
  private static final int SHORTEST = 12;
  private static final int LONGEST = 128;
  // A key held down, or two in turn.
  private static final int FEWEST_DISTINCT = 5;

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int ITERATIONS = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  // Each takes 19 MiB and a processor for a moment; more at once would only wait for each other.
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SecureRandom random = new SecureRandom();
  private final Semaphore places = new Semaphore(AT_ONCE);
  // Of no password: so that an unknown name takes as long as a known one. Nothing is hashed for it,
  // which would take a good part of a start.
  private final String nobodys =
      "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
          .formatted(MEMORY_KIB, ITERATIONS, LANES, random(SALT_BYTES), random(HASH_BYTES));

  /**
   * @throws ConsoleException when it is too short, too long, or hardly a password
   */
  static void check(String password, String name) {
    String normal = normal(password);
    long characters = normal.codePoints().count();
    if (characters < SHORTEST) {
      throw invalid("The password must have at least " + SHORTEST + " characters.");
    }
    if (characters > LONGEST) {
      throw invalid("The password must have at most " + LONGEST + " characters.");
    }
    if (normal.codePoints().distinct().count() < FEWEST_DISTINCT || normal.equalsIgnoreCase(name)) {
      throw invalid("That password is too easy to guess. Take several words.");
    }
  }

  /** The hash in its PHC form. */
  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return inPlace(
        () -> Argon2id.FUNCTION.hash(normal(password).getBytes(UTF_8), salt).getResult());
  }

  /** The hash in its place when there is no account. */
  String nobodys() {
    return nobodys;
  }

  /**
   * @param hash empty for an account that is not there; takes the same time
   */
  boolean fits(String password, Optional<String> hash) {
    String given = normal(password);
    if (given.codePoints().count() > LONGEST) {
      return false;
    }
    String stored = hash.orElse(nobodys);
    boolean fits = inPlace(() -> Argon2Function.getInstanceFromHash(stored).check(given, stored));
    return fits && hash.isPresent();
  }

  private <T> T inPlace(Work<T> work) {
    try {
      if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ConsoleException.tooManyAttempts(
            "Too many people sign in at this moment. Wait a little, then try again.",
            Duration.ofSeconds(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ConsoleException.tooManyAttempts("The console is stopping.", Duration.ofSeconds(5));
    }
    try {
      return work.result();
    } finally {
      places.release();
    }
  }

  private String random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The same characters, however a keyboard composed them (NIST SP 800-63B §5.1.1.2). */
  private static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }

  private static ConsoleException invalid(String message) {
    return new ConsoleException(ConsoleError.INVALID, message);
  }

  private interface Work<T> {
    T result();
  }

  /** Keeps its memory for good, from the first use on. */
  private static final class Argon2id {

    private static final Argon2Function FUNCTION =
        Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, LANES, HASH_BYTES, Argon2.ID);
  }
}
