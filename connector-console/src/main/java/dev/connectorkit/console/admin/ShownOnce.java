package dev.connectorkit.console.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.web.Cookies;
import dev.connectorkit.console.web.FormToken;
import dev.connectorkit.host.signin.Seal;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import io.javalin.http.Context;
import io.javalin.http.SameSite;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Hands a secret that was just made to the page that shows it. On the way the browser holds it,
 * sealed for its session: so the page may come from any node, no address has the secret, and
 * loading the page again neither makes nor shows another.
 */
public final class ShownOnce {

  private static final String COOKIE = "made";
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Cookies cookies;
  private final Seal seal;
  private final Clock clock;

  public ShownOnce(Cookies cookies, SealingKeys keys, Clock clock) {
    this.cookies = cookies;
    this.seal = new Seal(keys);
    this.clock = clock;
  }

  /**
   * @param of what it is a secret of, such as {@code application 7}
   */
  void put(Context context, OperatorSession session, String of, Secret secret) {
    String content = clock.millis() + "\n" + secret.reveal();
    cookies.set(
        context, COOKIE, seal.seal(content.getBytes(UTF_8), place(session, of)), SameSite.STRICT);
  }

  /** The secret, to whoever made it, for the first time. */
  Optional<Secret> take(Context context, OperatorSession session, String of) {
    Optional<Secret> taken =
        cookies.get(context, COOKIE).flatMap(held -> open(held, place(session, of)));
    taken.ifPresent(secret -> cookies.remove(context, COOKIE));
    return taken;
  }

  private Optional<Secret> open(String held, byte[] place) {
    try {
      String[] parts = new String(seal.open(held, place), UTF_8).split("\n", 2);
      long age = clock.millis() - Long.parseLong(parts[0]);
      return age <= LONGEST.toMillis() ? Optional.of(Secret.of(parts[1])) : Optional.empty();
    } catch (ConnectorException e) {
      // Of another session or another page, or of a key that is not in use any more.
      return Optional.empty();
    }
  }

  private static byte[] place(OperatorSession session, String of) {
    return ("made in " + FormToken.of(session.token()) + " for " + of).getBytes(UTF_8);
  }
}
