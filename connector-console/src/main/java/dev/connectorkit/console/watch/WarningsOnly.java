package dev.connectorkit.console.watch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Keeps our own lines below WARN out of the log for a while. */
public final class WarningsOnly {

  private static final String OURS = "dev.connectorkit";

  private WarningsOnly() {}

  public static <T> T during(Supplier<T> work) {
    var logger = (Logger) LoggerFactory.getLogger(OURS);
    Level before = logger.getLevel();
    logger.setLevel(Level.WARN);
    try {
      return work.get();
    } finally {
      logger.setLevel(before);
    }
  }
}
