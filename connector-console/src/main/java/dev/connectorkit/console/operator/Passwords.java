package dev.connectorkit.console.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.connectorkit.console.error.ConsoleException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Argon2id hashes (RFC 9106). */
final class Passwords {

  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  // Each takes 19 MiB and a processor for a moment; more at once would only wait for each other.
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SecureRandom random = new SecureRandom();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final PasswordCost cost;
  // Of no password: so that an unknown name takes as long as a known one. Nothing is hashed for it,
  // which would take a good part of a start.
  private final String nobodys;

  Passwords(PasswordCost cost) {
    this.cost = cost;
    this.nobodys =
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(
                cost.memoryKib(), cost.passes(), LANES, random(SALT_BYTES), random(HASH_BYTES));
  }

  /** The hash in its PHC form. */
  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return inPlace(() -> argon2().hash(normal(password).getBytes(UTF_8), salt).getResult());
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
    if (given.codePoints().count() > PasswordRules.LONGEST) {
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

  /** One for all of the same cost. It keeps its memory for good, from the first use on. */
  private Argon2Function argon2() {
    return Argon2Function.getInstance(
        cost.memoryKib(), cost.passes(), LANES, HASH_BYTES, Argon2.ID);
  }

  private String random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The same characters, however a keyboard composed them (NIST SP 800-63B §5.1.1.2). */
  static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }

  private interface Work<T> {
    T result();
  }
}
