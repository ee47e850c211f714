package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.host.signin.MemoryPendingSignInStore;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A callback as a host gets it: the first line names the instance, the second is the browser's
 * token, the third holds the parameters. <code>{state}</code> and <code>{browser}</code> stand for
 * those of the one sign-in that waits.
 */
final class HostCallbackFuzz {

  private static final ConnectorHost HOST = open();

  private HostCallbackFuzz() {}

  static boolean accepts(byte[] input) {
    StartedSignIn started = HOST.begin("one");
    String state = Query.parameters(started.authorizationUri().getRawQuery()).get("state").get(0);
    String browser = started.browserToken().reveal();
    String[] lines =
        new String(input, UTF_8)
            .replace("{state}", state)
            .replace("{browser}", browser)
            .split("\n", 3);
    String instance = lines[0];
    String token = lines.length > 1 ? lines[1] : "";
    Map<String, List<String>> parameters = Query.parameters(lines.length > 2 ? lines[2] : "");
    try {
      HOST.complete(
          instance, parameters, token.isEmpty() ? Optional.empty() : Optional.of(Secret.of(token)));
    } catch (ConnectorException e) {
      Refusals.check(e);
      mustHoldNone(e, List.of(state, browser));
      return false;
    }
    Finding.unless(instance.equals("one"), "Accepted at another instance.");
    Finding.unless(token.equals(browser), "Accepted from another browser.");
    Finding.unless(List.of(state).equals(parameters.get("state")), "Accepted another state.");
    mustBeUsedUp(parameters, browser);
    return true;
  }

  private static void mustBeUsedUp(Map<String, List<String>> parameters, String browser) {
    try {
      HOST.complete("one", parameters, Optional.of(Secret.of(browser)));
    } catch (ConnectorException e) {
      Refusals.check(e);
      return;
    }
    throw new Finding("Accepted twice.");
  }

  private static void mustHoldNone(ConnectorException refusal, List<String> secrets) {
    for (String secret : secrets) {
      Finding.unless(
          !String.valueOf(refusal.getMessage()).contains(secret), "A secret in a message.");
    }
  }

  private static ConnectorHost open() {
    ConnectorHost host =
        ConnectorHost.builder()
            .connector(new FuzzedConnectorFactory())
            .publicBaseUrl(URI.create("https://app.example"))
            .pendingSignIns(new MemoryPendingSignInStore(Clock.systemUTC(), 1_000))
            .open();
    host.addInstance("one", "fuzzed", Map.of());
    host.addInstance("two", "fuzzed", Map.of());
    return host;
  }
}
