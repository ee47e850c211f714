package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PracticeProviderTest {

  private static final URI REDIRECT_URI = URI.create("http://localhost:8080/callback/huggingface");

  @Test
  void noTwoHaveASecretInCommon() {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      try (PracticeProvider provider = PracticeProvider.start(REDIRECT_URI)) {
        assertThat(seen.add(provider.config().get("clientId"))).isTrue();
        assertThat(seen.add(provider.config().get("clientSecret"))).isTrue();
        assertThat(String.valueOf(provider.config().get("clientSecret"))).hasSizeGreaterThan(30);
      }
    }
  }
}
