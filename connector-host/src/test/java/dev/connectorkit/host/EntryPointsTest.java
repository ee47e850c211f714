package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way into a connector is shut when it is, and fails typed when it answers nothing. */
class EntryPointsTest {

  @Test
  void areAllShutWhenTheConnectorIsDisabledOrGone(@TempDir Path folder) {
    shut(folder, host -> host.plugins().disable("sample"), ConnectorError.STOPPED);
    shut(folder, host -> host.plugins().uninstall("sample"), ConnectorError.STOPPED);
    shut(folder, host -> host.host.removeInstance("one"), ConnectorError.NOT_FOUND);
  }

  private static void shut(Path folder, Consumer<PluginHost> how, ConnectorError error) {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.plugins().list().stream()
          .filter(plugin -> !plugin.enabled())
          .forEach(plugin -> host.plugins().enable(plugin.id()));
      host.add("one", "sample");
      var browser = new CookieJar();
      String state = browser.begin(host.host, "one");

      how.accept(host);

      for (ThrowingCallable call : calls(host.host, "one", browser, state)) {
        assertFails(call, error);
      }
    }
  }

  @Test
  void eachFailsTypedWhenTheConnectorAnswersNothing() {
    var factory = new ScriptedFactory("empty");
    try (ConnectorHost host = open(factory)) {
      var browser = new CookieJar();
      String state = browser.begin(host, "empty");
      factory.authorize = request -> null;
      factory.complete = response -> null;
      factory.refresh = request -> null;

      assertFails(() -> host.begin("empty"), ConnectorError.UNEXPECTED);
      assertFails(() -> browser.complete(host, "empty", state, "ada"), ConnectorError.UNEXPECTED);
      assertFails(() -> host.refresh("empty", refreshRequest()), ConnectorError.UNEXPECTED);
      // Used up, although nobody was signed in.
      assertThat(browser.refused(host, "empty", state, "ada"))
          .isEqualTo(ConnectorError.SIGN_IN_NOT_FOUND);
    }
  }

  @Test
  void aRevocationThatFailsIsNotTakenForOneThatHappened() {
    var factory = new ScriptedFactory("revoking");
    try (ConnectorHost host = open(factory)) {
      host.revoke("revoking", revocationRequest());
      for (ConnectorError error :
          List.of(
              ConnectorError.UNAVAILABLE, ConnectorError.NOT_SUPPORTED, ConnectorError.TIMEOUT)) {
        factory.revoke =
            () -> {
              throw ConnectorException.of(error).build();
            };
        assertFails(() -> host.revoke("revoking", revocationRequest()), error);
      }
      factory.revoke =
          () -> {
            throw new IllegalStateException();
          };
      assertFails(() -> host.revoke("revoking", revocationRequest()), ConnectorError.UNEXPECTED);
    }
  }

  @Test
  void aBrokenInstanceLeavesTheOthersWorkingAndLetsNobodyIn() {
    var good = new ScriptedFactory("good");
    var broken = new ScriptedFactory("broken");
    try (ConnectorHost host =
        ConnectorHost.builder()
            .connector(good)
            .connector(broken)
            .publicBaseUrl(URI.create("https://app.example"))
            .open()) {
      host.addInstance("good", "good", Map.of());
      broken.create =
          (config, context) -> {
            throw ConnectorException.of(ConnectorError.INVALID_CONFIG).build();
          };
      assertFails(
          () -> host.addInstance("broken", "broken", Map.of()), ConnectorError.INVALID_CONFIG);

      assertFails(() -> host.begin("broken"), ConnectorError.NOT_FOUND);
      var browser = new CookieJar();
      assertThat(browser.complete(host, "good", browser.begin(host, "good"), "ada"))
          .isEqualTo("ada");
    }
  }

  @Test
  void anInstanceThatCouldNotBeMadeKeepsNoWayOut() {
    var factory = new ScriptedFactory("broken");
    factory.metadata = builder -> builder.origins(URI.create("https://provider.example"));
    var http = new AtomicReference<ProviderHttp>();
    factory.create =
        (config, context) -> {
          http.set(context.http());
          throw ConnectorException.of(ConnectorError.INVALID_CONFIG).build();
        };
    try (ConnectorHost host =
        ConnectorHost.builder()
            .connector(factory)
            .publicBaseUrl(URI.create("https://app.example"))
            .open()) {
      assertFails(
          () -> host.addInstance("broken", "broken", Map.of()), ConnectorError.INVALID_CONFIG);

      assertFails(
          () -> http.get().send(ProviderRequest.get(URI.create("https://provider.example/"))),
          ConnectorError.STOPPED);
    }
  }

  @Test
  void anInstanceThatWasRemovedOrExchangedKeepsNoWayOut() {
    var factory = new ScriptedFactory("kept");
    factory.metadata = builder -> builder.origins(URI.create("https://provider.example"));
    var ways = new ArrayList<ProviderHttp>();
    factory.create =
        (config, context) -> {
          ways.add(context.http());
          return factory.scripted();
        };
    try (ConnectorHost host = open(factory)) {
      host.updateInstance("kept", Map.of());
      host.removeInstance("kept");

      assertThat(ways).hasSize(2);
      for (ProviderHttp way : ways) {
        PluginHost.eventually()
            .untilAsserted(
                () ->
                    assertFails(
                        () ->
                            way.send(ProviderRequest.get(URI.create("https://provider.example/"))),
                        ConnectorError.STOPPED));
      }
    }
  }

  private static List<ThrowingCallable> calls(
      ConnectorHost host, String instance, CookieJar browser, String state) {
    return List.of(
        () -> host.begin(instance),
        () -> browser.complete(host, instance, state, "ada"),
        () -> host.check(instance),
        () -> host.refresh(instance, refreshRequest()),
        () -> host.revoke(instance, revocationRequest()));
  }

  private static RefreshRequest refreshRequest() {
    return new RefreshRequest(Secret.of("token"), Optional.empty(), Set.of());
  }

  private static RevocationRequest revocationRequest() {
    return new RevocationRequest(Secret.of("token"), RevocationRequest.Kind.ACCESS_TOKEN);
  }

  private static ConnectorHost open(ScriptedFactory factory) {
    ConnectorHost host =
        ConnectorHost.builder()
            .connector(factory)
            .publicBaseUrl(URI.create("https://app.example"))
            .open();
    host.addInstance(factory.metadata().id(), factory.metadata().id(), Map.of());
    return host;
  }

  private static void assertFails(ThrowingCallable call, ConnectorError error) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
