package dev.connectorkit.host;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets go, after each test, of the calls that hang in a sample connector, and waits until they are
 * over: what spins on takes its share of the machine from every later test.
 */
final class Stalls implements BeforeEachCallback, AfterEachCallback {

  /** The condition on which hanging code of a sample goes on hanging. */
  static final String HELD = "!Boolean.getBoolean(\"connector.test.release\")";

  private static final String INSIDE = "connector.test.inside";
  private static final String RELEASE = "connector.test.release";
  private static final Pattern PLUGIN_THREAD = Pattern.compile("connector .* #\\d+");

  /** Waits until a call is in {@code stall()}. */
  static void awaitInside() {
    await().atMost(Duration.ofMinutes(2)).until(() -> Boolean.getBoolean(INSIDE));
  }

  static void release() {
    System.setProperty(RELEASE, "true");
  }

  /** Lets the next call hang again. */
  static void reset() {
    System.clearProperty(INSIDE);
    System.clearProperty(RELEASE);
  }

  /** Whether a thread runs a plugin's code, or could. */
  static boolean pluginThreadLives() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> PLUGIN_THREAD.matcher(thread.getName()).matches());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    reset();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    release();
    await().atMost(Duration.ofMinutes(2)).until(() -> !pluginThreadLives());
    reset();
  }
}
