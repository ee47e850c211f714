package dev.connectorkit.testkit.check;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Everything that is logged in this process: through SLF4J, JUL and the System.Logger above it. */
public final class LogCapture implements AutoCloseable {

  private static final int MAX_CHARS = 64 * 1024 * 1024;

  private final StringBuffer text = new StringBuffer();
  private final Logger root;
  private final Collector appender = new Collector();
  private final JulCollector handler = new JulCollector();

  private LogCapture(LoggerContext context) {
    root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    appender.setContext(context);
    appender.start();
    root.addAppender(appender);
    root.setLevel(Level.TRACE);
    java.util.logging.Logger julRoot = java.util.logging.Logger.getLogger("");
    julRoot.addHandler(handler);
    julRoot.setLevel(java.util.logging.Level.ALL);
  }

  /** Takes every configured appender and handler away, so that logs are no stray output. */
  public static void silence() {
    context().reset();
    context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    LogManager.getLogManager().reset();
  }

  /** Starts to collect, at the finest level. */
  static LogCapture start() {
    return new LogCapture(context());
  }

  String text() {
    return text.toString();
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    root.setLevel(Level.OFF);
    java.util.logging.Logger julRoot = java.util.logging.Logger.getLogger("");
    julRoot.removeHandler(handler);
    julRoot.setLevel(java.util.logging.Level.OFF);
  }

  private static LoggerContext context() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext logback) {
      return logback;
    }
    throw new IllegalStateException(
        "The kit reads logs through Logback, and "
            + factory.getClass().getName()
            + " is bound to SLF4J. Take that binding off the kit's class path.");
  }

  private void add(String line) {
    if (text.length() < MAX_CHARS) {
      text.append(line).append('\n');
    }
  }

  private final class Collector extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      add(event.getLoggerName() + " " + event.getThreadName() + " " + event.getFormattedMessage());
      add(String.valueOf(event.getMDCPropertyMap()));
      for (IThrowableProxy at = event.getThrowableProxy(); at != null; at = at.getCause()) {
        add(at.getClassName() + ": " + at.getMessage());
      }
    }
  }

  private final class JulCollector extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord event) {
      add(formatter.format(event));
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
