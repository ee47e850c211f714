package dev.connectorkit.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShapeFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that repeats no nonce leaves the claim out; it does not send null. */
class UnrepeatedNonceTest {

  @ParameterizedTest
  @CsvSource({"'{\"sub\": \"1\"}',true", "'{\"sub\": \"1\", \"nonce\": null}',false"})
  void theClaimIsThereOnlyWhereItIsRepeated(String claims, boolean repeated) throws Exception {
    WireShape shape =
        WireShapeFile.parse(
            """
            {
              "config": {"clientId": "client"},
              "client": {"id": "/clientId", "authentication": "none"},
              "provider": {
                "issuer": "https://id.example",
                "authorization": "https://id.example/authorize",
                "token": "https://id.example/token",
                "jwks": "https://id.example/jwks"
              },
              "idToken": {"claims": %s},
              "profile": {"id": "1"}
            }
            """
                .formatted(claims));

    String idToken = new ScriptedProvider(shape, shape.config()).idToken("n-1", draft -> {});

    assertThat(SignedJWT.parse(idToken).getJWTClaimsSet().getClaims().containsKey("nonce"))
        .isEqualTo(repeated);
  }
}
