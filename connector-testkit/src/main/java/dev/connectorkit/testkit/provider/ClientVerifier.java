package dev.connectorkit.testkit.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.testkit.shape.WireShape.Authentication;
import dev.connectorkit.testkit.world.FakeRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells whether a request proves the client, by the one method it is registered with. */
final class ClientVerifier {

  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final String HEADER = "Authorization header";
  private static final String SECRET = "client_secret parameter";
  private static final String ASSERTION = "client_assertion parameter";

  private final Authentication method;
  private final String clientId;
  private final @Nullable String secret;
  private final URI token;
  private final @Nullable URI issuer;
  private final Set<String> spent = ConcurrentHashMap.newKeySet();

  ClientVerifier(
      Authentication method,
      String clientId,
      @Nullable String secret,
      URI token,
      @Nullable URI issuer) {
    this.method = method;
    this.clientId = clientId;
    this.secret = secret;
    this.token = token;
    this.issuer = issuer;
  }

  /** What is wrong with a request's proof; empty when it is right. */
  Optional<String> complaint(FakeRequest request) {
    List<String> shown = methodsShown(request);
    if (shown.size() > 1) {
      return Optional.of("the client is authenticated in " + shown.size() + " ways: " + shown);
    }
    Optional<String> other = otherMethod(request, shown);
    if (other.isPresent()) {
      return other;
    }
    return switch (method) {
      case CLIENT_SECRET_BASIC -> basic(request);
      case CLIENT_SECRET_POST -> post(request);
      case NONE -> clientIdInForm(request);
      case CLIENT_SECRET_JWT, PRIVATE_KEY_JWT ->
          request
              .formParameter("client_assertion")
              .map(
                  jwt ->
                      request
                              .formParameter("client_assertion_type")
                              .equals(Optional.of(ASSERTION_TYPE))
                          ? assertion(jwt)
                          : Optional.of("client_assertion_type is not " + ASSERTION_TYPE))
              .orElse(Optional.of("there is no client_assertion"));
      case SIGNED_SECRET ->
          request
              .formParameter("client_secret")
              .map(this::signedSecret)
              .orElse(Optional.of("there is no client_secret"))
              .or(() -> clientIdInForm(request));
    };
  }

  /** A proof by another method than the registered one, in words for who can change either. */
  private Optional<String> otherMethod(FakeRequest request, List<String> shown) {
    String expected =
        switch (method) {
          case CLIENT_SECRET_BASIC -> HEADER;
          case CLIENT_SECRET_POST, SIGNED_SECRET -> SECRET;
          case CLIENT_SECRET_JWT, PRIVATE_KEY_JWT -> ASSERTION;
          case NONE -> "";
        };
    String got = shown.isEmpty() ? "" : shown.get(0);
    if (got.equals(expected)) {
      return Optional.empty();
    }
    String came =
        switch (got) {
          case HEADER ->
              request.header("authorization").orElse("").regionMatches(true, 0, "Basic ", 0, 6)
                  ? "Authorization: Basic (client_secret_basic)"
                  : "an Authorization header";
          case SECRET -> "the secret in the form (client_secret_post)";
          case ASSERTION -> "a signed JWT (client_assertion)";
          default -> "no proof of the client";
        };
    return Optional.of(
        "the wire shape says %s, and the request came with %s: take %s in the factory, or correct client.authentication in the wire shape"
            .formatted(method.name().toLowerCase(Locale.ROOT), came, builder()));
  }

  private String builder() {
    return "ClientAuthentication."
        + switch (method) {
          case CLIENT_SECRET_BASIC -> "basic(…)";
          case CLIENT_SECRET_POST -> "post(…)";
          case SIGNED_SECRET -> "signedSecret(…)";
          case CLIENT_SECRET_JWT -> "secretJwt(…)";
          case PRIVATE_KEY_JWT -> "privateKeyJwt(…)";
          case NONE -> "none(…)";
        };
  }

  private static List<String> methodsShown(FakeRequest request) {
    var shown = new ArrayList<String>();
    if (request.header("authorization").isPresent()) {
      shown.add(HEADER);
    }
    if (request.formParameter("client_secret").isPresent()) {
      shown.add(SECRET);
    }
    if (request.formParameter("client_assertion").isPresent()) {
      shown.add(ASSERTION);
    }
    return shown;
  }

  /** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
  private Optional<String> basic(FakeRequest request) {
    String header = request.header("authorization").orElse("");
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.of("there is no Basic authorization header");
    }
    try {
      String pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), UTF_8);
      int colon = pair.indexOf(':');
      if (colon < 0) {
        return Optional.of("the Basic credentials have no colon");
      }
      String id = URLDecoder.decode(pair.substring(0, colon), UTF_8);
      String given = URLDecoder.decode(pair.substring(colon + 1), UTF_8);
      return id.equals(clientId) && given.equals(secret)
          ? Optional.empty()
          : Optional.of("the decoded Basic credentials are not those of the client");
    } catch (IllegalArgumentException e) {
      return Optional.of("the Basic credentials cannot be decoded");
    }
  }

  private Optional<String> post(FakeRequest request) {
    return clientIdInForm(request)
        .or(
            () ->
                request.formParameter("client_secret").equals(Optional.ofNullable(secret))
                    ? Optional.empty()
                    : Optional.of("client_secret is missing or not that of the client"));
  }

  private Optional<String> clientIdInForm(FakeRequest request) {
    return request.formParameter("client_id").equals(Optional.of(clientId))
        ? Optional.empty()
        : Optional.of("client_id is missing or not that of the client");
  }

  private Optional<String> assertion(String jwt) {
    return verified(jwt)
        .map(
            claims -> {
              // RFC 7523 §3
              boolean audience =
                  claims.getAudience().contains(token.toString())
                      || issuer != null && claims.getAudience().contains(issuer.toString());
              boolean right =
                  clientId.equals(claims.getIssuer())
                      && clientId.equals(claims.getSubject())
                      && audience
                      && endsSoon(claims);
              if (!right) {
                return Optional.of("the assertion's iss, sub, aud or exp is not right");
              }
              // OpenID Connect Core §9: jti is required, and each assertion is used once.
              String jti = claims.getJWTID();
              return jti != null && spent.add(jti)
                  ? Optional.<String>empty()
                  : Optional.of("the assertion's jti is missing or was used before");
            })
        .orElse(Optional.of("the assertion's signature is not right"));
  }

  private Optional<String> signedSecret(String jwt) {
    return verified(jwt)
        .map(claims -> Optional.<String>empty())
        .orElse(Optional.of("the signature of the client_secret is not right"));
  }

  private static boolean endsSoon(JWTClaimsSet claims) {
    return claims.getExpirationTime() != null
        && claims.getExpirationTime().toInstant().isAfter(Instant.now())
        && claims
            .getExpirationTime()
            .toInstant()
            .isBefore(Instant.now().plus(Duration.ofHours(24)));
  }

  private Optional<JWTClaimsSet> verified(String compact) {
    try {
      SignedJWT jwt = SignedJWT.parse(compact);
      return jwt.verify(verifier()) ? Optional.of(jwt.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private JWSVerifier verifier() throws JOSEException {
    String text = String.valueOf(secret);
    if (method == Authentication.CLIENT_SECRET_JWT) {
      return new MACVerifier(text.getBytes(UTF_8));
    }
    PublicKey key = PublicHalf.of(text);
    return key instanceof RSAPublicKey rsa
        ? new RSASSAVerifier(rsa)
        : new ECDSAVerifier((ECPublicKey) key);
  }
}
