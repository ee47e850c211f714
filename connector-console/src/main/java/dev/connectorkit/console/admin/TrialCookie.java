package dev.connectorkit.console.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.trial.HeldTry;
import dev.connectorkit.console.trial.StartedTrial;
import dev.connectorkit.console.web.Cookies;
import dev.connectorkit.host.signin.Seal;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ResponseMode;
import dev.connectorkit.spi.Secret;
import io.javalin.http.Context;
import io.javalin.http.SameSite;
import java.util.Optional;

/**
 * What the browser of a try holds, sealed: so the callback may reach any node, and nobody else
 * makes one.
 */
final class TrialCookie {

  private final Cookies cookies;
  private final Seal seal;

  TrialCookie(Cookies cookies, Seal seal) {
    this.cookies = cookies;
    this.seal = seal;
  }

  /**
   * @param begunBy an operator's name, or a token's
   * @param programTry the program's try that it is; empty for an operator's own
   */
  void set(
      Context context, String instance, StartedTrial started, String begunBy, String programTry) {
    String content =
        started.mark()
            + "\n"
            + started.signIn().browserToken().reveal()
            + "\n"
            + begunBy
            + "\n"
            + programTry;
    // A form that the provider's page posts brings no other kind of cookie along.
    boolean crossSite =
        cookies.secure() && started.signIn().responseMode() == ResponseMode.FORM_POST;
    cookies.set(
        context,
        name(instance),
        seal.seal(content.getBytes(UTF_8), place(instance)),
        crossSite ? SameSite.NONE : SameSite.LAX);
  }

  Optional<HeldTry> get(Context context, String instance) {
    return cookies.get(context, name(instance)).flatMap(text -> open(text, instance));
  }

  void remove(Context context, String instance) {
    cookies.remove(context, name(instance));
  }

  private Optional<HeldTry> open(String text, String instance) {
    try {
      String[] parts = new String(seal.open(text, place(instance)), UTF_8).split("\n", 4);
      return Optional.of(new HeldTry(parts[0], Secret.of(parts[1]), parts[2], parts[3]));
    } catch (ConnectorException e) {
      // Not ours, or of a key that is not in use any more.
      return Optional.empty();
    }
  }

  /** An id is one of a cookie's name, too. */
  private static String name(String instance) {
    return "trial-" + instance;
  }

  private static byte[] place(String instance) {
    return ("trial of " + instance).getBytes(UTF_8);
  }
}
