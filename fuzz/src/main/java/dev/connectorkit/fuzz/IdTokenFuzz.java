package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.UserProfile;

/** ID Tokens as text: whatever the provider's answer may hold in place of one. */
final class IdTokenFuzz {

  private IdTokenFuzz() {}

  static boolean accepts(byte[] input) {
    return accepts(new String(input, ISO_8859_1));
  }

  static boolean accepts(String token) {
    try {
      UserProfile profile =
          new FuzzedProvider()
              .idToken(token)
              .describe("openid")
              .endpoints(withoutUserInfo())
              .build()
              .complete(FuzzedProvider.callback(), FuzzedProvider.session("openid"))
              .profile();
      GoodIdToken.require(token, profile.id());
      return true;
    } catch (ConnectorException e) {
      Refusals.check(e);
      return false;
    }
  }

  private static dev.connectorkit.oauth.Endpoints withoutUserInfo() {
    var all = FuzzedProvider.endpoints();
    return dev.connectorkit.oauth.Endpoints.of(all.authorization(), all.token())
        .withIdTokens(all.issuer().orElseThrow(), all.jwks().orElseThrow());
  }
}
