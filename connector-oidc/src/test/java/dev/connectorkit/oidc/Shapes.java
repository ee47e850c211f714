package dev.connectorkit.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.connectorkit.testkit.plugin.PluginWorld;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShape.Authentication;
import dev.connectorkit.testkit.shape.WireShape.Client;
import dev.connectorkit.testkit.shape.WireShape.IdToken;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Variations of the shape that the jar brings. */
final class Shapes {

  private static final WireShape SHIPPED = PluginWorld.shipped();

  private Shapes() {}

  /** A provider that has registered another client authentication. */
  static WireShape authenticating(Authentication method, String secret) {
    return with(
        new Client(SHIPPED.client().id(), secret, method),
        SHIPPED.provider(),
        SHIPPED.idToken(),
        SHIPPED.userInfo());
  }

  /** A provider that has its token and userinfo endpoints on another server. */
  static WireShape elsewhere(String origin) {
    WireShape.Provider at = SHIPPED.provider();
    var moved =
        new WireShape.Provider(
            at.issuer(),
            at.issuerInResponse(),
            at.withoutPkce(),
            at.discovery(),
            at.authorization(),
            URI.create(origin + "/token"),
            URI.create(origin + "/userinfo"),
            at.userInfoMethod(),
            at.jwks(),
            at.revocation(),
            Map.of());
    return with(SHIPPED.client(), moved, SHIPPED.idToken(), SHIPPED.userInfo());
  }

  /** A provider that tells all in the ID Token. */
  static WireShape idTokenOnly() {
    return with(
        SHIPPED.client(),
        SHIPPED.provider(),
        Optional.of(new IdToken("RS256", SHIPPED.userInfo())),
        Map.of());
  }

  /** A new private key in PEM. */
  static String key(String algorithm) {
    try {
      byte[] key =
          KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WireShape with(
      Client client,
      WireShape.Provider provider,
      Optional<IdToken> idToken,
      Map<String, Object> userInfo) {
    return new WireShape(
        SHIPPED.config(),
        client,
        provider,
        SHIPPED.responseMode(),
        SHIPPED.callback(),
        SHIPPED.tokenResponse(),
        idToken,
        userInfo,
        SHIPPED.resources(),
        SHIPPED.profile(),
        SHIPPED.sources(),
        SHIPPED.endpointProperties());
  }
}
