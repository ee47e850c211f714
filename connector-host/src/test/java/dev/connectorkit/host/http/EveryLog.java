package dev.connectorkit.host.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/**
 * All that is logged while it is open, by anybody and at any level: through SLF4J, through
 * java.util.logging, and through System.Logger, which ends up there.
 */
final class EveryLog implements AutoCloseable {

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final List<Appender<ILoggingEvent>> muted = new ArrayList<>();
  private final Appender<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getLoggerName() + " " + event.getFormattedMessage());
          if (event.getThrowableProxy() != null) {
            lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
          }
        }
      };

  private final java.util.logging.Logger julRoot = LogManager.getLogManager().getLogger("");
  private final java.util.logging.Level julBefore = julRoot.getLevel();
  private final Handler[] julMuted = julRoot.getHandlers();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          var text = new StringWriter();
          text.append(record.getLoggerName()).append(' ').append(record.getMessage());
          if (record.getParameters() != null) {
            text.append(Arrays.toString(record.getParameters()));
          }
          if (record.getThrown() != null) {
            record.getThrown().printStackTrace(new PrintWriter(text));
          }
          lines.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  EveryLog() {
    for (Iterator<Appender<ILoggingEvent>> it = root.iteratorForAppenders(); it.hasNext(); ) {
      muted.add(it.next());
    }
    muted.forEach(root::detachAppender);
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
    root.setLevel(Level.TRACE);
    for (Handler other : julMuted) {
      julRoot.removeHandler(other);
    }
    handler.setLevel(java.util.logging.Level.ALL);
    julRoot.addHandler(handler);
    julRoot.setLevel(java.util.logging.Level.ALL);
  }

  /** Everything since the last call. */
  String takeAll() {
    var text = new StringBuilder();
    for (String line = lines.poll(); line != null; line = lines.poll()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    muted.forEach(root::addAppender);
    root.setLevel(before);
    julRoot.removeHandler(handler);
    for (Handler other : julMuted) {
      julRoot.addHandler(other);
    }
    julRoot.setLevel(julBefore);
  }
}
