package dev.connectorkit.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.error.SettingException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From which network a request is taken to come. */
class ClientAddressesTest {

  private static final URI DIRECT = URI.create("http://sign-in.example");
  private static final URI BEHIND = URI.create("https://sign-in.example");

  private final ClientAddresses proxied =
      ClientAddresses.of(BEHIND, List.of("10.0.0.0/8", "127.0.0.1", "2001:db8:1::/48"));

  @Test
  void withoutAServerInFrontItIsWhoConnects() {
    ClientAddresses direct = ClientAddresses.of(DIRECT, List.of());

    assertThat(direct.known()).isTrue();
    assertThat(direct.network("203.0.113.7", List.of())).contains("203.0.113.7");
    assertThat(direct.network("203.0.113.7", List.of("198.51.100.1"))).contains("203.0.113.7");
    assertThat(direct.network("127.0.0.1", List.of("198.51.100.1"))).isEmpty();
    assertThat(direct.network("[0:0:0:0:0:0:0:1]", List.of())).isEmpty();
  }

  @Test
  void behindAServerThatIsNotNamedNobodyCanTell() {
    ClientAddresses unnamed = ClientAddresses.of(BEHIND, List.of());

    assertThat(unnamed.known()).isFalse();
    assertThat(unnamed.network("10.1.2.3", List.of("198.51.100.1"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // The last one that no server in front is.
    "10.1.2.3, 203.0.113.7, 203.0.113.7",
    "10.1.2.3, '203.0.113.7, 10.9.9.9', 203.0.113.7",
    "10.1.2.3, '198.51.100.1, 203.0.113.7, 10.9.9.9, 10.8.8.8', 203.0.113.7",
    "'[2001:db8:1::7]', 203.0.113.7, 203.0.113.7",
    // Spellings.
    "10.1.2.3, '  203.0.113.7  ', 203.0.113.7",
    "10.1.2.3, 203.0.113.7:50123, 203.0.113.7",
    "10.1.2.3, ::ffff:203.0.113.7, 203.0.113.7",
    // Who is no server in front is not believed.
    "198.51.100.1, 203.0.113.7, 198.51.100.1",
    "10.1.2.3, '203.0.113.7, 198.51.100.1', 198.51.100.1",
    // A server in front that says nothing.
    "10.1.2.3, '', 10.1.2.3"
  })
  void behindAServerThatIsNamedItIsWhomThatNames(String peer, String forwarded, String client) {
    assertThat(proxied.network(peer, headers(forwarded)))
        .isEqualTo(ClientAddresses.of(DIRECT, List.of()).network(client, List.of()))
        .isPresent();
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(proxied.network("10.1.2.3", List.of("198.51.100.1", "203.0.113.7, 10.9.9.9")))
        .contains("203.0.113.7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "_hidden",
        "sign-in.example",
        "999.1.1.1",
        "203.0.113",
        "0x7f.1",
        "1",
        ":",
        "a:b",
        "::1::2",
        "[203.0.113.7]",
        "127.0.0.1",
        "198.51.100.1, unknown"
      })
  void whatIsNoAddressOfABrowserIsNobodysAndNoNameIsLookedUp(String forwarded) {
    assertThat(proxied.network("10.1.2.3", headers(forwarded))).isEmpty();
  }

  @Test
  void allAddressesOfAnIpv6NetworkAreOneAndANeighboursAreAnother() {
    Optional<String> one = proxied.network("10.1.2.3", List.of("2001:db8:2:3::1"));

    assertThat(one).contains("2001:0db8:0002:0003::/64");
    assertThat(proxied.network("10.1.2.3", List.of("[2001:db8:2:3:ffff::9]:443"))).isEqualTo(one);
    assertThat(proxied.network("10.1.2.3", List.of("2001:db8:2:4::1"))).isNotEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "proxy", "proxy.example", "10.0.0.0/99", "10.0.0.0/", "*", "10.0.0"})
  void whatIsNoNetworkIsRefusedAtTheStart(String proxy) {
    assertThatThrownBy(() -> ClientAddresses.of(BEHIND, List.of("10.0.0.1", proxy)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--trusted-proxy");
  }

  private static List<String> headers(String forwarded) {
    return forwarded.isEmpty() ? List.of() : Arrays.asList(forwarded);
  }
}
