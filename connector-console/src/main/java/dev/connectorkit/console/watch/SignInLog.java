package dev.connectorkit.console.watch;

import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.host.watch.HostWatch;
import dev.connectorkit.host.watch.WatchedSignIn;
import dev.connectorkit.host.watch.WatchedSignIn.Half;
import dev.connectorkit.spi.ConnectorError;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * The latest sign-ins of all nodes, written down a second later. A console whose database is away
 * for long misses some, and says in its log how many.
 */
public final class SignInLog implements HostWatch, AutoCloseable {

  private final SignInTable table;
  private final SignInWriter writer;
  private final StrangersLines strangers;
  private final Retention retention;
  private final Clock clock;

  private SignInLog(SignInTable table, Retention retention, Clock clock) {
    this.table = table;
    this.writer = SignInWriter.start(table, retention, clock);
    this.strangers = new StrangersLines(clock);
    this.retention = retention;
    this.clock = clock;
  }

  public static SignInLog start(ConsoleDatabase database, Retention retention, Clock clock) {
    return new SignInLog(new SignInTable(database), retention, clock);
  }

  /** Takes note of a sign-in that ended: one that was begun well is not over. */
  @Override
  public void signIn(WatchedSignIn signIn) {
    boolean over = signIn.half() == Half.COMPLETE || signIn.failure().isPresent();
    if (!over || retention.atMost() == 0) {
      return;
    }
    if (!anybodyCanCause(signIn) || strangers.mayWrite()) {
      writer.add(entry(signIn));
    }
  }

  /**
   * Newest first.
   *
   * @param before those older than this one only; {@link Long#MAX_VALUE} for the newest
   */
  public List<SignInEntry> entries(
      Optional<String> instanceId, Optional<Outcome> outcome, long before, int atMost) {
    return table.list(instanceId, outcome, before, atMost);
  }

  public Retention retention() {
    return retention;
  }

  /** How many of this node were never written down. */
  public long lost() {
    return writer.lost();
  }

  /** Writes down what waits, within a bound. */
  @Override
  public void close() {
    writer.close();
  }

  private SignInEntry entry(WatchedSignIn signIn) {
    return new SignInEntry(
        0,
        clock.instant(),
        signIn.instanceId(),
        Outcome.of(signIn),
        signIn.failure().map(failure -> failure.error().code()).orElse(""),
        signIn.failure().map(failure -> failure.step().name().toLowerCase(Locale.ROOT)).orElse(""),
        ofThread("request"),
        ofThread("application"),
        signIn.took());
  }

  /** From the log's context: a sign-in ends on the thread of its request. */
  private static String ofThread(String name) {
    return Objects.requireNonNullElse(MDC.get(name), "");
  }

  /** With a request that belongs to no sign-in, as often as one likes. */
  private static boolean anybodyCanCause(WatchedSignIn signIn) {
    return signIn.half() == Half.BEGIN
        || signIn.failure().filter(failure -> isStray(failure.error())).isPresent();
  }

  private static boolean isStray(ConnectorError error) {
    return switch (error) {
      case SIGN_IN_NOT_FOUND,
          STATE_MISMATCH,
          INSUFFICIENT_REQUEST_PARAMETERS,
          INVALID_REQUEST_PARAMETERS ->
          true;
      default -> false;
    };
  }
}
