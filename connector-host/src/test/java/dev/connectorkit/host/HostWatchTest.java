package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import dev.connectorkit.host.trial.CallRecorder;
import dev.connectorkit.host.trial.ProviderCall.Kind;
import dev.connectorkit.host.watch.HostWatch;
import dev.connectorkit.host.watch.SignInStep;
import dev.connectorkit.host.watch.WatchedCall;
import dev.connectorkit.host.watch.WatchedSignIn;
import dev.connectorkit.host.watch.WatchedSignIn.Half;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderHttp;
import dev.connectorkit.spi.ProviderRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostWatchTest {

  private final List<WatchedSignIn> signIns = new CopyOnWriteArrayList<>();
  private final List<WatchedCall> calls = new CopyOnWriteArrayList<>();
  private final AtomicReference<ProviderHttp> http = new AtomicReference<>();
  private final ScriptedFactory connector = new ScriptedFactory("scripted");
  private HttpServer provider;
  private URI origin;
  private ConnectorHost host;

  @BeforeEach
  void open() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/token", 200);
    answer("/down", 500);
    answer("/userinfo", 403);
    provider.start();
    origin = URI.create("http://localhost:" + provider.getAddress().getPort());
    connector.metadata = metadata -> metadata.origins(URI.create("https://provider.example"));
    connector.schema =
        """
        {"type": "object", "properties": {
          "provider": {"type": "string", "format": "https-uri", "x-origin": true}}}
        """;
    connector.create =
        (config, context) -> {
          http.set(context.http());
          return connector.scripted();
        };
    host = host(new Ear());
  }

  @AfterEach
  void close() {
    host.close();
    provider.stop(0);
  }

  @Test
  void bothHalvesOfASignInAreTold() {
    signIn();

    assertThat(signIns).extracting(WatchedSignIn::half).containsExactly(Half.BEGIN, Half.COMPLETE);
    assertThat(signIns)
        .allSatisfy(
            told -> {
              assertThat(told.instanceId()).isEqualTo("staff");
              assertThat(told.connectorId()).isEqualTo("scripted");
              assertThat(told.took()).isPositive();
              assertThat(told.failure()).isEmpty();
            });
  }

  @Test
  void aRequestIsToldByWhatItIsForAndHowItEnded() {
    connector.complete =
        response -> {
          send(get("/keys"));
          send(token("/token"));
          send(get("/userinfo").header("authorization", "Bearer canary"));
          return ScriptedFactory.signIn("ada");
        };

    signIn();

    assertThat(calls)
        .extracting(WatchedCall::kind)
        .containsExactly(Kind.OTHER, Kind.TOKEN, Kind.RESOURCE);
    assertThat(calls)
        .extracting(call -> call.status().getAsInt(), WatchedCall::succeeded)
        .containsExactly(tuple(404, false), tuple(200, true), tuple(403, false));
    assertThat(calls.toString()).doesNotContain("canary", "secret-code");
  }

  @Test
  void aFailureIsToldWithItsCodeAndHowFarItCame() {
    failsAt(SignInStep.CALLBACK, ConnectorError.ACCESS_DENIED, () -> {});
    failsAt(SignInStep.TOKEN, ConnectorError.UNAVAILABLE, () -> send(get("/keys")));
    failsAt(SignInStep.TOKEN, ConnectorError.CODE_INVALID, () -> send(token("/down")));
    failsAt(SignInStep.TOKEN, ConnectorError.INVALID_RESPONSE, () -> send(token("/token")));
    failsAt(
        SignInStep.USERINFO,
        ConnectorError.TOKEN_INVALID,
        () -> {
          send(token("/token"));
          send(get("/userinfo").header("Authorization", "Bearer x"));
        });
    // What one sign-in asked is nothing to the next one on the same thread.
    failsAt(SignInStep.CALLBACK, ConnectorError.ACCESS_DENIED, () -> {});
  }

  @Test
  void aSignInThatDoesNotBeginIsToldAndOneOfNoInstanceIsNot() {
    connector.authorize =
        request -> {
          throw ConnectorException.of(ConnectorError.UNAVAILABLE).build();
        };

    PluginHost.assertFails(() -> host.begin("staff"), ConnectorError.UNAVAILABLE, "unavailable");
    PluginHost.assertFails(() -> host.begin("nobody"), ConnectorError.NOT_FOUND, "no connector");

    assertThat(signIns)
        .singleElement()
        .satisfies(
            told ->
                assertThat(told.failure())
                    .contains(
                        new WatchedSignIn.Failure(
                            SignInStep.AUTHORIZE, ConnectorError.UNAVAILABLE)));
  }

  @Test
  void aCallbackThatBelongsToNoSignInIsTold() {
    PluginHost.assertFails(
        () -> host.complete("staff", Map.of("state", List.of("x")), Optional.empty()),
        ConnectorError.SIGN_IN_NOT_FOUND,
        "No sign-in is waiting");

    assertThat(signIns.get(0).failure().orElseThrow().step()).isEqualTo(SignInStep.CALLBACK);
  }

  @Test
  void aTrialIsNobodysSignIn() {
    connector.complete =
        response -> {
          send(token("/token"));
          return ScriptedFactory.signIn("ada");
        };
    try (Trial trial =
        host.trial(
            "tried", "scripted", Map.of("provider", origin.toString()), new CallRecorder())) {
      StartedSignIn started = trial.begin(SignInOptions.none());
      trial.complete(callback(started), Optional.of(started.browserToken()));
    }

    assertThat(signIns).isEmpty();
    assertThat(calls).isEmpty();
  }

  @Test
  void aWatchThatFailsBreaksNothing() {
    host.close();
    host =
        host(
            new HostWatch() {
              @Override
              public void signIn(WatchedSignIn signIn) {
                throw new IllegalStateException();
              }

              @Override
              public void call(WatchedCall call) {
                throw new IllegalStateException();
              }
            });
    connector.complete =
        response -> {
          send(token("/token"));
          return ScriptedFactory.signIn("ada");
        };

    assertThat(signIn().profile().id()).isEqualTo("ada");
  }

  private void failsAt(SignInStep step, ConnectorError error, Runnable before) {
    connector.complete =
        response -> {
          before.run();
          throw ConnectorException.of(error).build();
        };
    PluginHost.assertFails(this::signIn, error, error.code());
    assertThat(signIns.get(signIns.size() - 1).failure())
        .contains(new WatchedSignIn.Failure(step, error));
  }

  private CompletedSignIn signIn() {
    StartedSignIn started = host.begin("staff");
    return host.complete("staff", callback(started), Optional.of(started.browserToken()));
  }

  private static Map<String, List<String>> callback(StartedSignIn started) {
    String query = started.authorizationUri().getQuery();
    String state = query.substring(query.indexOf("state=") + 6);
    return Map.of("state", List.of(state), "code", List.of("secret-code"));
  }

  private ConnectorHost host(HostWatch watch) {
    ConnectorHost opened =
        ConnectorHost.builder()
            .connector(connector)
            .publicBaseUrl(URI.create("https://app.example"))
            .watch(watch)
            .open();
    opened.addInstance("staff", "scripted", Map.of("provider", origin.toString()));
    return opened;
  }

  private void send(ProviderRequest request) {
    http.get().send(request);
  }

  private ProviderRequest get(String path) {
    return ProviderRequest.get(origin.resolve(path));
  }

  private ProviderRequest token(String path) {
    return ProviderRequest.postForm(
        origin.resolve(path), Map.of("grant_type", "authorization_code", "code", "secret-code"));
  }

  private void answer(String path, int status) {
    provider.createContext(
        path,
        exchange -> {
          byte[] body = "{}".getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private final class Ear implements HostWatch {

    @Override
    public void signIn(WatchedSignIn signIn) {
      signIns.add(signIn);
    }

    @Override
    public void call(WatchedCall call) {
      calls.add(call);
    }
  }
}
