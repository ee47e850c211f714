package dev.connectorkit.console.watch;

import dev.connectorkit.host.watch.HostWatch;
import dev.connectorkit.host.watch.WatchedSignIn;
import dev.connectorkit.host.watch.WatchedSignIn.Half;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A line of the log for each sign-in that came back or could not be begun. */
public final class SignInLines implements HostWatch {

  private static final Logger LOG = LoggerFactory.getLogger(SignInLines.class);

  @Override
  public void signIn(WatchedSignIn signIn) {
    if (signIn.half() == Half.BEGIN && signIn.failure().isEmpty()) {
      return;
    }
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("instance", signIn.instanceId())
            .addKeyValue("connector", signIn.connectorId())
            .addKeyValue("outcome", Outcome.of(signIn).code());
    signIn
        .failure()
        .ifPresent(
            failure ->
                line.addKeyValue("step", failure.step().name().toLowerCase(Locale.ROOT))
                    .addKeyValue("code", failure.error().code()));
    line.addKeyValue("millis", signIn.took().toMillis()).log("Sign-in");
  }
}
