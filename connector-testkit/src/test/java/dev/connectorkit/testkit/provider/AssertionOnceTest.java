package dev.connectorkit.testkit.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.testkit.shape.WireShape.Authentication;
import dev.connectorkit.testkit.world.FakeRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client's assertion is taken once (OpenID Connect Core §9). */
class AssertionOnceTest {

  private static final URI TOKEN = URI.create("https://id.example/token");
  private static final String SECRET = "a-secret-of-at-least-thirty-two-bytes";

  private final ClientVerifier verifier =
      new ClientVerifier(Authentication.CLIENT_SECRET_JWT, "client", SECRET, TOKEN, null);

  @Test
  void eachNewOneIsTaken() throws Exception {
    assertThat(verifier.complaint(request("one"))).isEmpty();
    assertThat(verifier.complaint(request("two"))).isEmpty();
  }

  @Test
  void theSameIsNotTakenTwice() throws Exception {
    verifier.complaint(request("one"));

    assertThat(verifier.complaint(request("one")))
        .isEqualTo(Optional.of("the assertion's jti is missing or was used before"));
  }

  @Test
  void oneWithoutAnIdentifierIsNotTaken() throws Exception {
    assertThat(verifier.complaint(request(null))).get().asString().contains("jti is missing");
  }

  private static FakeRequest request(@Nullable String jti) throws Exception {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("client")
            .subject("client")
            .audience(TOKEN.toString())
            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
            .jwtID(jti)
            .build();
    var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    jwt.sign(new MACSigner(SECRET));
    String form =
        "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
            + "&client_assertion="
            + jwt.serialize();
    return new FakeRequest("POST", TOKEN, TOKEN, Map.of(), form.getBytes(UTF_8));
  }
}
