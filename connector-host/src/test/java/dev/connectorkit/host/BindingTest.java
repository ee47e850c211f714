package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.signin.MemoryPendingSignInStore;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A value that is right in itself counts for the one browser, connector, provider, redirect URI and
 * time it was made for. Two of each, and whoever is wrong takes nothing from whoever is right.
 */
class BindingTest {

  private static final String APP = "https://app.example";

  private final MutableClock clock = new MutableClock();
  private final MemoryPendingSignInStore store = new MemoryPendingSignInStore(clock, 1_000);
  private final ScriptedFactory one = factory("one");
  private final ScriptedFactory two = factory("two");
  private final CookieJar victim = new CookieJar();
  private final CookieJar attacker = new CookieJar();
  private final List<ConnectorHost> hosts = new ArrayList<>();
  private ConnectorHost north;
  private ConnectorHost south;

  @BeforeEach
  void open() {
    north = node(APP);
    south = node(APP);
  }

  @AfterEach
  void close() {
    hosts.forEach(ConnectorHost::close);
  }

  @Test
  void aSignInBegunOnOneNodeFinishesOnTheOther() {
    for (int i = 0; i < 100; i++) {
      String state = victim.begin(north, "one");
      assertThat(victim.complete(south, "one", state, "ada")).isEqualTo("ada");
      assertThat(victim.refused(north, "one", state, "ada"))
          .isEqualTo(ConnectorError.SIGN_IN_NOT_FOUND);
    }
  }

  @Test
  void anAttackersCallbackInAVictimsBrowserReachesNoConnector() {
    for (String instance : List.of("one", "two")) {
      String attackers = attacker.begin(north, instance);
      String victims = victim.begin(north, instance);

      for (ConnectorHost node : hosts) {
        assertThat(victim.refused(node, instance, attackers, "eve"))
            .isEqualTo(ConnectorError.STATE_MISMATCH);
        assertThat(attacker.refused(node, instance, victims, "eve"))
            .isEqualTo(ConnectorError.STATE_MISMATCH);
      }
      assertThat(one.reached).isEmpty();
      assertThat(two.reached).isEmpty();

      assertThat(victim.complete(south, instance, victims, "ada")).isEqualTo("ada");
      assertThat(attacker.complete(south, instance, attackers, "eve")).isEqualTo("eve");
      one.reached.clear();
      two.reached.clear();
    }
  }

  @Test
  void aVictimWhoFollowsAnAttackersLinkGivesNobodyASession() {
    // The attacker begins, and has the victim consent at the provider.
    String attackers = attacker.begin(north, "one");

    assertThat(new CookieJar().refused(north, "one", attackers, "victims-code"))
        .isEqualTo(ConnectorError.STATE_MISMATCH);
    assertThat(victim.refused(south, "one", attackers, "victims-code"))
        .isEqualTo(ConnectorError.STATE_MISMATCH);
    assertThat(one.reached).isEmpty();
  }

  @Test
  void aCallbackAtTheOtherConnectorReachesNeither() {
    String state = victim.begin(north, "one");

    for (ConnectorHost node : hosts) {
      assertThat(victim.refused(node, "two", state, "ada"))
          .isEqualTo(ConnectorError.STATE_MISMATCH);
    }

    assertThat(two.reached).isEmpty();
    assertThat(victim.complete(south, "one", state, "ada")).isEqualTo("ada");
    assertThat(two.reached).isEmpty();
  }

  @Test
  void anInstanceThatGotAnotherConnectorMeanwhileIsNotTheSame() {
    String state = victim.begin(north, "one");
    north.removeInstance("one");
    north.addInstance("one", "two", Map.of());

    assertThat(victim.refused(north, "one", state, "ada")).isEqualTo(ConnectorError.STATE_MISMATCH);
    assertThat(two.reached).isEmpty();

    north.removeInstance("one");
    north.addInstance("one", "one", Map.of());
    assertThat(victim.complete(north, "one", state, "ada")).isEqualTo("ada");
  }

  @Test
  void anInstanceThatWasPointedAtAnotherProviderMeanwhileIsNotTheSame() {
    String state = victim.begin(north, "one");
    north.updateInstance("one", Map.of("baseUrl", "https://evil.example"));

    assertThat(victim.refused(north, "one", state, "ada")).isEqualTo(ConnectorError.STATE_MISMATCH);
    assertThat(one.reached).isEmpty();

    north.updateInstance("one", Map.of("clientId", "another"));
    assertThat(victim.complete(north, "one", state, "ada")).isEqualTo("ada");
  }

  @Test
  void aHostOfAnotherAddressIsNotTheSame() {
    ConnectorHost elsewhere = node("https://other.example");
    String state = victim.begin(north, "one");

    assertThat(victim.refused(elsewhere, "one", state, "ada"))
        .isEqualTo(ConnectorError.STATE_MISMATCH);

    assertThat(one.reached).isEmpty();
    assertThat(victim.complete(south, "one", state, "ada")).isEqualTo("ada");
  }

  @Test
  void timeIsUpOnEveryNode() {
    String state = victim.begin(north, "one");
    clock.advance(Duration.ofMinutes(10));

    assertThat(victim.refused(south, "one", state, "ada"))
        .isEqualTo(ConnectorError.SIGN_IN_EXPIRED);
    assertThat(victim.refused(north, "one", state, "ada"))
        .isEqualTo(ConnectorError.SIGN_IN_NOT_FOUND);
    assertThat(one.reached).isEmpty();
  }

  @Test
  void aConnectorSeesTheSessionOfItsOwnSignInOnly() {
    String first = victim.begin(north, "one");
    String second = attacker.begin(north, "one");
    assertThat(first).isNotEqualTo(second);

    victim.complete(north, "one", first, "ada");

    assertThat(one.sessions)
        .singleElement()
        .satisfies(session -> assertThat(session.get("from").orElseThrow()).contains(first))
        .satisfies(session -> assertThat(session.get("from").orElseThrow()).doesNotContain(second));
  }

  static Stream<Arguments> texts() {
    return Stream.concat(BadInputs.of("texts.json"), BadInputs.of("return-addresses.json"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void noOtherTextIsAStateOrABrowser(String why, String text) {
    String state = victim.begin(north, "one");

    assertThat(victim.refused(north, "one", text, "eve"))
        .isIn(ConnectorError.SIGN_IN_NOT_FOUND, ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS);
    if (!text.isEmpty()) {
      assertThat(victim.refused(north, "one", state + text, "eve"))
          .isIn(ConnectorError.SIGN_IN_NOT_FOUND, ConnectorError.STATE_MISMATCH);
      assertThat(
              new CookieJar()
                  .holding(Optional.of(Secret.of(text)))
                  .refused(north, "one", state, "eve"))
          .isEqualTo(ConnectorError.STATE_MISMATCH);
    }
    assertThat(one.reached).isEmpty();
    assertThat(victim.complete(north, "one", state, "ada")).isEqualTo("ada");
  }

  @Test
  void oneChangedCharacterOfStateOrBrowserIsAnother() {
    String state = victim.begin(north, "one");
    String browser = victim.token().orElseThrow().reveal();
    for (int i = 0; i < state.length(); i++) {
      assertThat(victim.refused(north, "one", changed(state, i), "eve"))
          .isEqualTo(ConnectorError.SIGN_IN_NOT_FOUND);
      assertThat(
              new CookieJar()
                  .holding(Optional.of(Secret.of(changed(browser, i))))
                  .refused(north, "one", state, "eve"))
          .isEqualTo(ConnectorError.STATE_MISMATCH);
    }
    assertThat(one.reached).isEmpty();
    assertThat(victim.complete(north, "one", state, "ada")).isEqualTo("ada");
  }

  @Test
  void whatTheTokenIsBoundToCannotBeShiftedBetweenItsParts() {
    String state = victim.begin(north, "one");
    String browser = victim.token().orElseThrow().reveal();

    for (String shifted :
        List.of(browser + "\none", browser + "\n", "\n" + browser, browser + " ")) {
      assertThat(
              new CookieJar()
                  .holding(Optional.of(Secret.of(shifted)))
                  .refused(north, "one", state, "eve"))
          .isEqualTo(ConnectorError.STATE_MISMATCH);
    }
  }

  private ConnectorHost node(String address) {
    ConnectorHost host =
        ConnectorHost.builder()
            .connector(one)
            .connector(two)
            .publicBaseUrl(URI.create(address))
            .pendingSignIns(store)
            .clock(clock)
            .open();
    host.addInstance("one", "one", Map.of());
    host.addInstance("two", "two", Map.of());
    hosts.add(host);
    return host;
  }

  private static String changed(String text, int index) {
    char other = text.charAt(index) == 'A' ? 'B' : 'A';
    return text.substring(0, index) + other + text.substring(index + 1);
  }

  private static ScriptedFactory factory(String id) {
    var factory = new ScriptedFactory(id);
    // Both know the same provider, and are two connectors all the same.
    factory.metadata =
        builder -> builder.target("provider").origins(URI.create("https://provider.example"));
    factory.schema =
        """
        {"type": "object", "properties": {
          "clientId": {"type": "string"},
          "baseUrl": {"type": "string", "format": "https-uri", "x-origin": true,
                      "default": "https://provider.example"}}}
        """;
    return factory;
  }
}
