package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.SignIn;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.world.FakeResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** What a connector makes of an outage that is over. */
final class Recovery {

  // Within the life of an ID Token, and longer than anybody has to hold back from asking again.
  private static final Duration LATER = Duration.ofMinutes(5);

  private Recovery() {}

  static void check(Bench bench) {
    for (Endpoint endpoint : NetChecks.asked(bench)) {
      var clock = new Hands();
      var trouble =
          new Script().answer(endpoint, FakeResponse.of(503, "text/html", "<h1>Down</h1>"));
      bench.verify(
          endpoint.words() + ": an outage, and a sign-in after it",
          bench.plainSetup().withClock(clock).withScript(trouble),
          stage -> {
            Outcome<?> down = attempt(stage);
            if (stage.at(endpoint).isEmpty() || down.returned().isPresent()) {
              throw new NotReached(
                  "the outage of the " + endpoint.words() + " is met", "it " + down.words());
            }
            stage.provider().script(new Script());
            clock.advance(LATER);
            if (stage.refusal() != null) {
              stage.startAgain();
            }
            Breach.unless(
                stage.refusal() == null,
                "the connector starts after the outage",
                "it " + (stage.refusal() == null ? "" : stage.refusal().words()));
            Outcome<SignIn> done = stage.signIn().run();
            Breach.unless(
                done.returned().isPresent(),
                "the sign-in after the outage succeeds",
                "complete() " + done.words());
          });
    }
  }

  private static Outcome<?> attempt(Stage stage) throws Breach {
    Outcome<?> refusal = stage.refusal();
    if (refusal != null) {
      return refusal;
    }
    SignInAttempt signIn = stage.signIn();
    Outcome<?> authorized = signIn.tryAuthorize();
    return authorized.returned().isEmpty() ? authorized : signIn.run();
  }

  /** A clock that can be put forward. */
  private static final class Hands extends Clock {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    void advance(Duration by) {
      ahead.updateAndGet(before -> before.plus(by));
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
