package dev.connectorkit.console.watch;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/** How the log is written. */
public enum LogFormat {
  /** For people; as the configuration of the log says. */
  TEXT,
  /** For programs: one JSON object a line. */
  JSON;

  /** From now on. */
  public void use() {
    if (this == TEXT) {
      return;
    }
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Iterator<Appender<ILoggingEvent>> appenders =
        context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
    while (appenders.hasNext()) {
      if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> stream) {
        var lines = new JsonLines();
        lines.setContext(context);
        lines.start();
        stream.setEncoder(lines);
      }
    }
  }
}
