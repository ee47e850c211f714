package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.http.Fault.Transport;
import dev.connectorkit.spi.ProviderRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever a provider sends a request on to, nothing follows, not even to a declared origin. */
@Timeout(60)
class RedirectsTest {

  private static final String EMPTY = "Content-Length: 0\r\n\r\n";

  static Stream<Arguments> redirects() {
    // The other server is on another port of the same host, and plain: a downgrade, where the
    // provider has TLS.
    Map<String, Function<RawServer, String>> targets =
        Map.of(
            "another origin", other -> other.uri().toString(),
            "//host", other -> "//" + other.origin().getAuthority() + "/token",
            "userinfo", other -> "http://localhost@" + other.origin().getAuthority() + "/token",
            "a loopback alias", other -> "http://127.0.0.1:" + other.origin().getPort() + "/",
            "a number", other -> "http://2130706433:" + other.origin().getPort() + "/",
            "all addresses", other -> "http://0.0.0.0:" + other.origin().getPort() + "/",
            "an IPv6 alias", other -> "http://[::ffff:127.0.0.1]:" + other.origin().getPort() + "/",
            "a metadata service", other -> "http://169.254.169.254/latest/meta-data/",
            "itself", other -> "/token");
    return targets.entrySet().stream()
        .flatMap(
            target ->
                Stream.of(301, 302, 303, 307, 308)
                    .flatMap(
                        status ->
                            Stream.of(Transport.values())
                                .map(
                                    over ->
                                        Arguments.of(
                                            status, target.getKey(), over, target.getValue()))));
  }

  @ParameterizedTest(name = "{0} to {1}, from {2}")
  @MethodSource("redirects")
  void isAnAnswerLikeAnyOther(
      int status, String kind, Transport over, Function<RawServer, String> target)
      throws Exception {
    try (var other = RawServer.answering("HTTP/1.1 200 OK\r\n" + EMPTY);
        var provider =
            RawServer.serving(
                Fault.tls(over),
                it ->
                    it.send(
                        "HTTP/1.1 %d Moved\r\nConnection: close\r\nLocation: %s\r\n"
                                .formatted(status, target.apply(other))
                            + EMPTY));
        var connections =
            ProviderConnections.open(
                HttpSettings.defaults()
                    .withExtraAuthorities(List.of(Fault.AUTHORITY.certificate())))) {
      InstanceHttp http = connections.open("test", Set.of(provider.origin(), other.origin()));
      ProviderRequest request =
          ProviderRequest.postForm(provider.uri(), Map.of("client_secret", Canaries.CLIENT_SECRET))
              .header("Authorization", "Bearer " + Canaries.ACCESS_TOKEN)
              .header("Cookie", "session=" + Canaries.CODE);

      assertThat(http.send(request).status()).isEqualTo(status);
      // Neither is it remembered.
      assertThat(http.send(request).status()).isEqualTo(status);

      assertThat(provider.requests).hasSize(2);
      assertThat(other.connections()).isZero();
    }
  }
}
