package dev.connectorkit.fuzz;

import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderResponse;

/** A provider's key set, in a sign-in whose ID Token is good. */
final class KeySetFuzz {

  private static final String ID_TOKEN = SignedIdTokenFuzz.good();

  private KeySetFuzz() {}

  static boolean accepts(byte[] input) {
    ProviderResponse response = Answer.of(input);
    try {
      new FuzzedProvider()
          .idToken(ID_TOKEN)
          .answer("/jwks", response)
          .describe("openid")
          .build()
          .complete(FuzzedProvider.callback(), FuzzedProvider.session("openid"));
    } catch (ConnectorException e) {
      Refusals.check(e);
      return false;
    }
    Finding.unless(response.status() == 200, "Keys from status " + response.status());
    LenientJson.of(response.body());
    Finding.unless(publishes(LenientJson.of(response.body())), "A key nobody published.");
    return true;
  }

  private static boolean publishes(LenientJson set) {
    for (var key : set.member("keys").node()) {
      byte[] modulus = decoded(key.path("n").asText());
      if (new java.math.BigInteger(1, modulus)
          .equals(TestKeys.RSA.getModulus().decodeToBigInteger())) {
        return true;
      }
    }
    return false;
  }

  private static byte[] decoded(String text) {
    return new com.nimbusds.jose.util.Base64URL(text).decode();
  }
}
