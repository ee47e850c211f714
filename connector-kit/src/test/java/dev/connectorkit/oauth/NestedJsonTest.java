package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.SignInSession;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * JSON nested ten thousand deep, wherever JSON comes in: a clean refusal, and no stack overflow.
 */
@Timeout(60)
class NestedJsonTest {

  private static final int DEPTH = 10_000;

  private final Provider provider = new Provider();
  private final SignInSession session = Provider.begin(provider.describe().build());

  static Stream<Arguments> shapes() {
    return Stream.of(
        arguments("objects", "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH)),
        arguments("objects that never end", "{\"a\":".repeat(DEPTH)),
        arguments("arrays", "{\"a\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}"),
        arguments("arrays that never end", "{\"a\":" + "[".repeat(DEPTH)),
        arguments("both", "{\"a\":" + "[{\"a\":".repeat(DEPTH) + "1" + "}]".repeat(DEPTH) + "}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void inATokenResponse(String shape, String json) {
    provider.http.on("/token", 200, json);
    refused(ConnectorError.INVALID_RESPONSE);

    provider.http.on("/token", 400, json);
    refused(ConnectorError.INVALID_RESPONSE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void inAUserinfoResponse(String shape, String json) {
    provider.http.on("/userinfo", 200, json);
    OAuthConnector connector = provider.describe().scope("profile").build();

    Failing.with(
        ConnectorError.INVALID_RESPONSE,
        () -> connector.complete(Provider.callback(), Provider.begin(connector)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void inADiscoveryDocument(String shape, String json) {
    provider.http.on("/.well-known/openid-configuration", 200, json);
    OAuthConnector connector = provider.describe().issuer(URI.create(Provider.ISSUER)).build();

    Failing.with(ConnectorError.INVALID_RESPONSE, connector::start);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void inAKeySet(String shape, String json) {
    provider.http.on("/jwks", 200, json);
    idToken(provider.sign(provider.claims(session)));
    refused(ConnectorError.INVALID_RESPONSE);

    provider.http.on("/jwks", 200, "{\"keys\":[" + json + "]}");
    refused(ConnectorError.INVALID_RESPONSE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void inTheHeaderOfAnIdToken(String shape, String json) throws Exception {
    // Short enough to be decoded at all.
    String header = "{\"alg\":\"RS256\",\"kid\":\"k1\",\"x\":" + cut(json) + "}";

    idToken(signed(header, "{}"));
    refused(ConnectorError.ID_TOKEN_INVALID);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void inTheClaimsOfAnIdToken(String shape, String json) throws Exception {
    idToken(signed("{\"alg\":\"RS256\",\"kid\":\"k1\"}", cut(json)));
    refused(ConnectorError.ID_TOKEN_INVALID);
  }

  private void idToken(String token) {
    provider.http.on("/token", 200, "{\"access_token\":\"canary\",\"id_token\":\"" + token + "\"}");
  }

  private String signed(String header, String payload) throws Exception {
    String content = Base64URL.encode(header) + "." + Base64URL.encode(payload.getBytes(UTF_8));
    return content
        + "."
        + new RSASSASigner(provider.key)
            .sign(new JWSHeader(JWSAlgorithm.RS256), content.getBytes(US_ASCII));
  }

  private void refused(ConnectorError error) {
    Failing.with(error, () -> provider.describe().build().complete(Provider.callback(), session));
  }

  private static String cut(String json) {
    return json.length() > 45_000 ? json.substring(0, 45_000) : json;
  }
}
