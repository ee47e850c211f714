package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The id by which an application finds what it remembers of a sign-in. */
class SignInIdTest {

  private ConnectorHost host;

  @BeforeEach
  void open() {
    host =
        ConnectorHost.builder()
            .connector(new EchoFactory())
            .publicBaseUrl(URI.create("https://app.example"))
            .open();
    host.addInstance("one", "echo", Map.of("clientId", "first"));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void theCallbackLeadsToTheSameOne() {
    StartedSignIn started = host.begin("one");
    String state = state(started);

    assertThat(host.signInId(Map.of("state", List.of(state)))).contains(started.id());
    assertThat(host.signInId(Map.of("state", List.of(state + "x"))))
        .isPresent()
        .get()
        .isNotEqualTo(started.id());
    assertThat(started.id()).doesNotContain(state);
    assertThat(host.begin("one").id()).isNotEqualTo(started.id());
  }

  @Test
  void noStateOrSeveralLeadToNone() {
    assertThat(host.signInId(Map.of())).isEmpty();
    assertThat(host.signInId(Map.of("state", List.of("one", "other")))).isEmpty();
  }

  private static String state(StartedSignIn started) {
    String query = started.authorizationUri().getQuery();
    return query.replaceAll(".*state=([^&]+).*", "$1");
  }
}
