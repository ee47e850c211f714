package reference;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Validates ID Tokens (OpenID Connect Core, section 3.1.3.7). */
final class IdTokens {

  private static final long SKEW = 60;

  private final String clientId;
  private final Discovery discovery;
  private final ConnectorContext context;
  private final Keys keys;

  IdTokens(String clientId, Discovery discovery, ConnectorContext context) {
    this.clientId = clientId;
    this.discovery = discovery;
    this.context = context;
    this.keys = new Keys(discovery, context);
  }

  Json verify(Optional<Secret> token, Optional<String> nonce) {
    try {
      String compact = token.orElseThrow(() -> invalid("There is no ID Token.")).reveal();
      return verify(compact, nonce);
    } catch (IllegalArgumentException e) {
      throw invalid("The ID Token cannot be decoded.");
    } catch (ConnectorException e) {
      if (e.error() == ConnectorError.INVALID_RESPONSE) {
        throw invalid("The ID Token has no JSON in it.");
      }
      throw e;
    }
  }

  private Json verify(String compact, Optional<String> nonce) {
    String[] parts = compact.split("\\.", -1);
    if (parts.length != 3 || compact.length() > 65_536) {
      throw invalid("The ID Token is no signed JWT.");
    }
    Json header = Json.parse(Base64.getUrlDecoder().decode(parts[0]), "header");
    if (!"RS256".equals(header.optional("alg").orElse("")) || header.has("crit")) {
      throw invalid("The ID Token is signed in another way.");
    }
    checkSignature(header, parts);
    Json claims = Json.parse(Base64.getUrlDecoder().decode(parts[1]), "claims");
    long now = context.clock().instant().getEpochSecond();
    require(claims.optional("iss").equals(discovery.get().optional("issuer")), "issuer");
    require(audience(claims), "audience");
    require(!claims.has("azp") || clientId.equals(claims.members().get("azp")), "authorized party");
    require(number(claims, "exp") > now - SKEW, "end");
    require(number(claims, "iat") < now + SKEW, "time of issue");
    require(claims.optional("sub").isPresent(), "subject");
    require(nonce.isEmpty() || nonce.equals(claims.optional("nonce")), "nonce");
    return claims;
  }

  private boolean audience(Json claims) {
    Object said = claims.members().get("aud");
    return clientId.equals(said) || List.of(clientId).equals(said);
  }

  private static double number(Json claims, String name) {
    if (claims.members().get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw invalid("The ID Token has no " + name + ".");
  }

  private void checkSignature(Json header, String[] parts) {
    byte[] signed = (parts[0] + "." + parts[1]).getBytes(US_ASCII);
    byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
    for (PublicKey key : keys.get(header.optional("kid"))) {
      if (verifies(key, signed, signature)) {
        return;
      }
    }
    throw invalid("The ID Token's signature is not right.");
  }

  private static boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw invalid("The " + what + " of the ID Token is not right.");
    }
  }

  private static ConnectorException invalid(String message) {
    return Errors.of(ConnectorError.ID_TOKEN_INVALID, message);
  }
}
