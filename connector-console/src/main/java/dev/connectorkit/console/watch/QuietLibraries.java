package dev.connectorkit.console.watch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets no library log below INFO, whatever level somebody sets: there they write down requests with
 * codes, cookies and tokens as they come and go.
 */
public final class QuietLibraries extends TurboFilter {

  private static final String OURS = "dev.connectorkit.";

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    return level.isGreaterOrEqual(Level.INFO) || logger.getName().startsWith(OURS)
        ? FilterReply.NEUTRAL
        : FilterReply.DENY;
  }
}
