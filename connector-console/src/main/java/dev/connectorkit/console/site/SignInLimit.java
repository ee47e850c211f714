package dev.connectorkit.console.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.web.ClientAddresses;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many sign-ins one network may begin at this node: so many at once, and as many again in each
 * minute. A sign-in waits for ten minutes at most, so a network fills eleven minutes' worth of the
 * store's places and pushes out nobody; others are not held up by what it does.
 */
public final class SignInLimit {

  private static final Logger LOG = LoggerFactory.getLogger(SignInLimit.class);
  private static final double MINUTE = Duration.ofMinutes(1).toMillis();
  // More networks than that at once leave some of them more than they should have.
  private static final int MOST_NETWORKS = 20_000;

  private final ClientAddresses addresses;
  private final int perMinute;
  private final Clock clock;
  private final Cache<String, Bucket> networks;
  private final AtomicLong nextLine = new AtomicLong();

  /**
   * @param perMinute 0 for any number
   */
  public SignInLimit(ClientAddresses addresses, int perMinute, Clock clock) {
    this.addresses = addresses;
    this.perMinute = perMinute;
    this.clock = clock;
    this.networks =
        Caffeine.newBuilder()
            .maximumSize(MOST_NETWORKS)
            // As good as none by then.
            .expireAfterWrite(Duration.ofMinutes(1))
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
    if (perMinute > 0 && !addresses.known()) {
      LOG.warn(
          "Sign-ins are not bounded for each address: name the server with TLS in front of this"
              + " console with --trusted-proxy.");
    }
  }

  /**
   * Counts a sign-in that is about to begin.
   *
   * @throws ConsoleException with {@link ConsoleError#TOO_MANY_ATTEMPTS} and when to come back; it
   *     must not begin then
   */
  public void begin(Context context) {
    addresses.network(context).ifPresent(this::begin);
  }

  void begin(String network) {
    if (perMinute > 0) {
      require(networks.asMap().compute(network, this::next));
    }
  }

  /** How many networks it knows something of. */
  long remembered() {
    networks.cleanUp();
    return networks.estimatedSize();
  }

  private void require(Bucket bucket) {
    if (bucket.allowed()) {
      return;
    }
    long now = clock.millis();
    long due = nextLine.get();
    if (now >= due && nextLine.compareAndSet(due, now + Duration.ofMinutes(1).toMillis())) {
      LOG.warn("Sign-ins are refused: one address began more than {} a minute.", perMinute);
    }
    throw ConsoleException.tooManyAttempts(
        "Too many sign-ins were begun from this network. Wait, then try again.",
        Duration.ofMillis((long) Math.ceil((1 - bucket.left()) * MINUTE / perMinute)));
  }

  private Bucket next(String network, @Nullable Bucket former) {
    long now = clock.millis();
    double left = perMinute;
    if (former != null) {
      double since = Math.max(0, now - former.at());
      left = Math.min(perMinute, former.left() + since * perMinute / MINUTE);
    }
    return left < 1 ? new Bucket(left, now, false) : new Bucket(left - 1, now, true);
  }

  /**
   * @param left how many more may begin at once
   * @param at in milliseconds of the epoch
   */
  private record Bucket(double left, long at, boolean allowed) {}
}
