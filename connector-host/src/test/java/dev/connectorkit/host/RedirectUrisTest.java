package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUrisTest {

  @ParameterizedTest
  @CsvSource({
    "https://app.example,https://app.example/callback/hf",
    "https://app.example/,https://app.example/callback/hf",
    "https://app.example:8443/auth,https://app.example:8443/auth/callback/hf",
    "http://localhost:8080,http://localhost:8080/callback/hf",
    "http://[::1]:8080,http://[::1]:8080/callback/hf"
  })
  void areMadeOfTheBaseAndTheInstance(URI base, String expected) {
    assertThat(new RedirectUris(base, "/callback/{instance}").of("hf")).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example",
        "https://app.example?x=1",
        "https://app.example#f",
        "https://user@app.example",
        "ftp://app.example",
        "/relative",
        "http://localhost.evil.example"
      })
  void refuseABaseThatIsNotAPublicAddress(URI base) {
    assertThatThrownBy(() -> new RedirectUris(base, "/callback/{instance}"))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("must be https");
  }

  @Test
  void needThePlaceOfTheInstance() {
    assertThatThrownBy(() -> new RedirectUris(URI.create("https://app.example"), "/callback"))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("{instance}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/callback/{instance}#x", "/call back/{instance}", "/callback/{instance}%"})
  void refuseAPathThatMakesNoAddress(String path) {
    assertThatThrownBy(() -> new RedirectUris(URI.create("https://app.example"), path))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining(path);
  }

  @Test
  void credentialsHaveAnAddressOfTheirOwn() {
    URI base = URI.create("https://app.example/auth");

    assertThat(new RedirectUris(base, "/callback/{instance}").ofCredential("google"))
        .hasToString("https://app.example/auth/callback/google/credential");
    assertThat(new RedirectUris(base, "/callback?from={instance}").ofCredential("google"))
        .hasToString("https://app.example/auth/callback/credential?from=google");
  }
}
