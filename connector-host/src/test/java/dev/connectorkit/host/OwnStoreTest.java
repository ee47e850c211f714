package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.signin.PendingSignIn;
import dev.connectorkit.host.signin.PendingSignInStore;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An application may bring a store of its own, and that may be a bad one. */
class OwnStoreTest {

  @Test
  void whatAStoreThrowsComesOutTyped() {
    PendingSignInStore failing =
        new StubStore() {
          @Override
          public void put(PendingSignIn signIn) {
            throw new IllegalStateException("secret-in-message");
          }

          @Override
          public Take take(String state, String instance, String browser) {
            throw new UnsupportedOperationException("secret-in-message");
          }
        };
    try (ConnectorHost host = host(failing)) {
      assertFails(ConnectorError.STORE_UNAVAILABLE, () -> host.begin("one"));
      assertFails(
          ConnectorError.STORE_UNAVAILABLE,
          () ->
              host.complete(
                  "one",
                  Map.of("state", List.of("state"), "code", List.of("ada")),
                  Optional.empty()));
    }
  }

  @Test
  void aSignInThatWasNotAskedForIsNotCompleted() {
    var given = new ArrayList<PendingSignIn>();
    PendingSignInStore careless =
        new StubStore() {
          @Override
          public void put(PendingSignIn signIn) {
            given.add(signIn);
          }

          @Override
          public Take take(String state, String instance, String browser) {
            return new Take.Found(given.get(0));
          }
        };
    try (ConnectorHost host = host(careless)) {
      StartedSignIn first = host.begin("one");
      StartedSignIn second = host.begin("one");

      // Another state, another browser, another instance.
      assertFails(
          ConnectorError.STORED_DATA_INVALID,
          () -> host.complete("one", callback(second), Optional.of(first.browserToken())));
      assertFails(
          ConnectorError.STORED_DATA_INVALID,
          () -> host.complete("one", callback(first), Optional.of(second.browserToken())));
      assertFails(
          ConnectorError.STORED_DATA_INVALID,
          () -> host.complete("two", callback(first), Optional.of(first.browserToken())));
      assertThat(
              host.complete("one", callback(first), Optional.of(first.browserToken()))
                  .profile()
                  .id())
          .isEqualTo("ada");
    }
  }

  private static ConnectorHost host(PendingSignInStore store) {
    ConnectorHost host =
        ConnectorHost.builder()
            .connector(new EchoFactory())
            .publicBaseUrl(URI.create("https://app.example"))
            .pendingSignIns(store)
            .open();
    host.addInstance("one", "echo", Map.of("clientId", "first"));
    host.addInstance("two", "echo", Map.of("clientId", "second"));
    return host;
  }

  private static Map<String, List<String>> callback(StartedSignIn started) {
    return Browser.consent(Browser.state(started), "ada");
  }

  private static void assertFails(ConnectorError error, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.error()).isEqualTo(error))
        .hasMessageNotContaining("secret-in-message");
  }

  private abstract static class StubStore implements PendingSignInStore {
    @Override
    public void sweep() {}
  }
}
