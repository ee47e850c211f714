package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeyLengthException;
import com.nimbusds.jose.crypto.MACSigner;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;

/** Client secrets as keys of HMAC signatures. */
final class SharedKeys {

  private SharedKeys() {}

  static SigningKey of(Secret secret, String algorithm) {
    JWSAlgorithm wanted = JWSAlgorithm.parse(algorithm);
    if (!JWSAlgorithm.Family.HMAC_SHA.contains(wanted)) {
      throw ConnectorException.ofProperty(
          ConnectorError.INVALID_CONFIG,
          ConfiguredClient.ALGORITHM,
          "A client secret signs by HS256, HS384 or HS512 only.");
    }
    try {
      var signer = new MACSigner(secret.reveal().getBytes(UTF_8));
      if (signer.supportedJWSAlgorithms().contains(wanted)) {
        return SigningKey.shared(signer, wanted);
      }
    } catch (KeyLengthException e) {
      // Shorter than for any of them.
    }
    int bits = Integer.parseInt(algorithm.substring(2));
    throw ConnectorException.ofProperty(
        ConnectorError.INVALID_CONFIG,
        ConfiguredClient.SECRET,
        "For %s the client secret needs at least %d characters.".formatted(algorithm, bits / 8));
  }
}
