package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.connectorkit.console.watch.JsonLines;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Everything that anybody logs meanwhile, at every level. */
final class EveryLine implements AutoCloseable {

  private final Logger root;
  // Of those that have one of their own, such as the root's and that of our packages.
  private final Map<Logger, Level> before = new HashMap<>();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  EveryLine() {
    this(
        () -> {
          var lines = new PatternLayoutEncoder();
          lines.setPattern("%level %logger %msg %ex{full}%n");
          return lines;
        });
  }

  /** In the format for programs. */
  static EveryLine asJson() {
    return new EveryLine(JsonLines::new);
  }

  private EveryLine(Supplier<Encoder<ILoggingEvent>> format) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    context.getLoggerList().stream()
        .filter(logger -> logger.getLevel() != null)
        .forEach(logger -> before.put(logger, logger.getLevel()));
    Encoder<ILoggingEvent> encoder = format.get();
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(out);
    appender.start();
    root.addAppender(appender);
    // What stands on the console itself stays as quiet as it was.
    root.iteratorForAppenders()
        .forEachRemaining(
            other -> {
              if (other != appender) {
                var quiet = new ch.qos.logback.classic.filter.ThresholdFilter();
                quiet.setLevel("WARN");
                quiet.start();
                other.addFilter(quiet);
              }
            });
    before.keySet().forEach(logger -> logger.setLevel(Level.TRACE));
  }

  String text() {
    return out.toString(UTF_8);
  }

  @Override
  public void close() {
    before.forEach(Logger::setLevel);
    root.detachAppender(appender);
    appender.stop();
  }
}
