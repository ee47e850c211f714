package dev.connectorkit.testkit.plugin;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Fails a test with words for the author of a connector, and no stack trace: the lines of it would
 * all be the kit's. Builds print the message twice, so it is short; the text has all.
 */
public final class ToldFailure extends AssertionFailedError {

  private static final long serialVersionUID = 1L;

  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private final String text;

  /**
   * @param message in one line or few
   */
  public ToldFailure(String message, String text) {
    super(message);
    this.text = text;
  }

  /**
   * Fails for what is wrong, all at once: whoever mends one would like to know of the others. What
   * another test of this JVM has failed for is not told a second time; where nothing else is wrong
   * the test is aborted.
   */
  public static void unlessEmpty(List<String> complaints) {
    List<String> untold = complaints.stream().filter(TOLD::add).toList();
    if (!untold.isEmpty()) {
      String text = String.join("\n", untold);
      throw new ToldFailure(text, text);
    }
    if (!complaints.isEmpty()) {
      throw new TestAbortedException("Told by another test: " + complaints.get(0));
    }
  }

  @Override
  public String toString() {
    return text;
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
