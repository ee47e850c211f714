package dev.connectorkit.benchmarks.parts;

import static java.util.Objects.requireNonNull;

import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a connector does without its network: the two halves of a sign-in. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked
public class ConnectorParts {

  private final AuthorizationRequest request =
      new AuthorizationRequest(
          "M0sVXpaCPNWJcPWwvn3bO7K2Z5UTi_b9QzPt4Y1RsWE", CannedProvider.REDIRECT_URI);
  private final AuthorizationResponse response =
      new AuthorizationResponse(Map.of("code", List.of("code"), "state", List.of(request.state())));
  private OAuthConnector plain;
  private SignInSession plainSession;
  private OAuthConnector openId;
  private SignInSession openIdSession;

  @Setup
  public void open() throws Exception {
    var provider = new CannedProvider();
    plain = provider.connector("profile email");
    plainSession = plain.authorize(request).session();
    openId = provider.connector("openid profile email");
    openIdSession = openId.authorize(request).session();
    provider.sign(requireNonNull(openIdSession.get("nonce").orElse(null)));
  }

  /** PKCE, nonce, authorization URI. */
  @Benchmark
  public Authorization authorize() {
    return openId.authorize(request);
  }

  @Benchmark
  public SignIn complete() {
    return plain.complete(response, plainSession);
  }

  /** The same, with the signature and the claims of an ID Token. */
  @Benchmark
  public SignIn completeWithIdToken() {
    return openId.complete(response, openIdSession);
  }
}
