package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.signin.MemoryPendingSignInStore;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Platform;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No connector gets round the host's state and redirect URI, whatever address it makes. */
class OutgoingRequestTest {

  private final MemoryPendingSignInStore store =
      new MemoryPendingSignInStore(Clock.systemUTC(), 100);
  private final ScriptedFactory factory = new ScriptedFactory("odd");
  private ConnectorHost host;

  @BeforeEach
  void open() {
    host = open("odd", factory);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://provider.example/authorize",
        "https://provider.example/authorize?state=",
        "https://provider.example/authorize?state",
        "https://provider.example/authorize?state=fixed",
        "https://provider.example/authorize?state={state}&state={state}",
        "https://provider.example/authorize?state={state}&state=fixed",
        "https://provider.example/authorize?state={state}&%73tate=fixed",
        "https://provider.example/authorize?state={state}x",
        "https://provider.example/authorize?STATE={state}",
        "https://provider.example/authorize#state={state}",
        "https://provider.example/authorize?state=fixed&request_uri=urn:example:1",
        "https://provider.example/authorize?state=&request=eyJ",
        "https://provider.example/authorize/{state}"
      })
  void theStateIsCarriedOnceAndUnchanged(String address) {
    refused(address, "without the state of this sign-in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "https://app.example/callback/other",
        "https://app.example/callback/odd/",
        "https://app.example/callback/odd?x=1",
        "https://app.example:443/callback/odd",
        "http://app.example/callback/odd",
        ""
      })
  void theRedirectUriIsThatOfTheInstanceToTheLetter(String redirectUri) {
    refused(
        "https://provider.example/authorize?state={state}&redirect_uri=" + redirectUri,
        "another redirect_uri");
  }

  @Test
  void theRedirectUriComesOnce() {
    refused(
        "https://provider.example/authorize?state={state}&redirect_uri={redirect}&redirect_uri={redirect}",
        "another redirect_uri");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)//?state={state}",
        "javascript://provider.example/%0aalert(1)?state={state}",
        "data:text/html,x?state={state}",
        "http://provider.example/authorize?state={state}",
        "http://localhost.evil.example/authorize?state={state}",
        "https://user@provider.example/authorize?state={state}",
        "//provider.example/authorize?state={state}",
        "/authorize?state={state}",
        "app://open?state={state}"
      })
  void aBrowserIsSentToTheWebOnly(String address) {
    refused(address, "not https");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://provider.example/authorize?state={state}",
        "https://provider.example/authorize?state={state}&redirect_uri={redirect}",
        "https://provider.example/authorize?a=state&state={state}&b=state%3Dfixed#fragment",
        "http://localhost:8090/authorize?state={state}",
        "https://provider.example/authorize?client_id=x&request_uri=urn:example:1",
        "https://provider.example/authorize?client_id=x&request=eyJ"
      })
  void whatCarriesItIsLeftAlone(String address) {
    factory.authorize =
        request ->
            ScriptedFactory.to(
                address
                    .replace("{state}", request.state())
                    .replace("{redirect}", request.redirectUri().toString()));

    assertThat(host.begin("odd").authorizationUri()).isNotNull();
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void anAppMayBeOpenedOnAPhone() {
    var phone = new ScriptedFactory("phone");
    phone.metadata = builder -> builder.platform(Platform.NATIVE);
    phone.authorize = request -> ScriptedFactory.to("app://open?state=" + request.state());
    try (ConnectorHost phones = open("phone", phone)) {
      assertThat(phones.begin("phone").authorizationUri()).hasScheme("app");

      phone.authorize = request -> ScriptedFactory.to("app://open?state=fixed");
      assertThatThrownBy(() -> phones.begin("phone")).isInstanceOf(ConnectorException.class);
    }
  }

  private void refused(String address, String why) {
    factory.authorize =
        request ->
            ScriptedFactory.to(
                address
                    .replace("{state}", request.state())
                    .replace("{redirect}", request.redirectUri().toString()));

    assertThatThrownBy(() -> host.begin("odd"))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.UNEXPECTED))
        .hasMessageContaining("The connector 'odd'")
        .hasMessageContaining(why);
    assertThat(store.size()).isZero();
  }

  private ConnectorHost open(String id, ScriptedFactory connector) {
    ConnectorHost opened =
        ConnectorHost.builder()
            .connector(connector)
            .publicBaseUrl(URI.create("https://app.example"))
            .pendingSignIns(store)
            .open();
    opened.addInstance(id, id, Map.of());
    return opened;
  }
}
