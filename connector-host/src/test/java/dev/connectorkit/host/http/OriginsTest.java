package dev.connectorkit.host.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to write an address, most of which are ways to mislead. */
@Timeout(60)
class OriginsTest {

  private final Origins origins =
      new Origins(
          Set.of(
              URI.create("https://provider.example"),
              URI.create("https://bücher.example".replace("ü", "xn--")),
              URI.create("https://idp.example:8443/realms/one"),
              URI.create("https://10.0.0.5"),
              URI.create("http://localhost:8080"),
              URI.create("http://127.0.0.1:8080"),
              URI.create("http://[::1]:8080")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://provider.example",
        "https://provider.example/token?a=b#c",
        "HTTPS://PROVIDER.Example:443/token",
        "https://provider.example:/token",
        "https://idp.example:8443/anything",
        "https://10.0.0.5/",
        "http://localhost:8080/",
        "http://LOCALHOST:8080/",
        "http://127.0.0.1:8080/",
        "http://[::1]:8080/",
      })
  void aDeclaredOriginPassesHoweverItsCaseAndPortAreWritten(String address) {
    assertThatCode(() -> origins.check(URI.create(address))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Another host, port or scheme
        "https://evil.example",
        "https://provider.example.evil.example/",
        "https://evil-provider.example/",
        "https://sub.provider.example/",
        "https://provider.example:8443/",
        "https://idp.example/",
        "http://provider.example/",
        "http://provider.example:443/",
        "ftp://provider.example/",
        "file:///etc/passwd",
        "jar:file:///a.jar!/b",
        "https://localhost:8080/",
        "http://localhost/",
        // A trailing dot is another name to TLS and to cookies
        "https://provider.example./",
        "http://localhost.:8080/",
        "https://.provider.example/",
        // Userinfo
        "https://user@provider.example/",
        "https://user:password@provider.example/",
        "https://@provider.example/",
        "https://provider.example@evil.example/",
        "https://provider.example%40evil.example/",
        "https://provider.example:443@evil.example/",
        // No host, or none that can be told
        "https:///token",
        "https:provider.example/token",
        "//provider.example/token",
        "/token",
        "",
        "https://?provider.example",
        "https://provider_example/",
        "https://provider.example:99999/",
        "https://provider.example:0/",
        "https://%70rovider.example/",
        // IDN: in ASCII or not at all, and what looks alike is not
        "https://bücher.example/",
        "https://provıder.example/",
        "https://xn--provder-q9a.example/",
        "https://provider\u3002example/",
        // Loopback by other names, plain
        "http://127.0.0.2:8080/",
        "http://127.1:8080/",
        "http://0.0.0.0:8080/",
        "http://0:8080/",
        "http://2130706433:8080/",
        "http://0x7f000001:8080/",
        "http://0x7f.0.0.1:8080/",
        "http://0177.0.0.1:8080/",
        "http://127.0.0.1.:8080/",
        "http://127.0.0.1.evil.example:8080/",
        "http://localhost.evil.example:8080/",
        "http://localhost.localdomain:8080/",
        "http://[::]:8080/",
        "http://[0:0:0:0:0:0:0:1]:8080/",
        "http://[::ffff:127.0.0.1]:8080/",
        "http://[::ffff:7f00:1]:8080/",
        "http://[::1%25lo]:8080/",
        "http://[fe80::1%25eth0]:8080/",
        // Inner networks by other names
        "http://10.0.0.5/",
        "https://167772165/",
        "https://10.5/",
        "https://0xa.0.0.5/",
        "https://012.0.0.5/",
        "https://[::ffff:10.0.0.5]/",
        "http://169.254.169.254/latest/meta-data/",
      })
  void nothingElsePasses(String address) throws URISyntaxException {
    assertThatThrownBy(() -> origins.check(new URI(address)))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.ORIGIN_NOT_ALLOWED))
        .hasMessageNotContaining("password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://provider.example\\@evil.example/",
        "https://provider.example\t/",
        "https://provider.example\n/",
        "https://provider.example /",
        "https://provider.example|evil.example/",
        "https://[provider.example]/",
        "https://[::1/",
      })
  void someAreNoAddressesAtAll(String address) {
    assertThatThrownBy(() -> new URI(address)).isInstanceOf(URISyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "@", "%41", ":", "."})
  void hugeAddressesAreRefusedAtOnceAndInFewWords(String piece) throws URISyntaxException {
    for (String address :
        new String[] {
          "https://" + piece.repeat(100_000) + "/",
          "https://evil.example/" + piece.repeat(1_000_000)
        }) {
      var uri = new URI(address);

      assertThatThrownBy(() -> origins.check(uri))
          .isInstanceOf(ConnectorException.class)
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/path", "https:///", "https://user@host", "https://host_name"})
  void whatIsNoOriginCannotBeDeclared(String declared) {
    Set<URI> one = Set.of(URI.create(declared));

    assertThatThrownBy(() -> new Origins(one))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("A declared origin has no plain host");
  }

  @Test
  void aRefusalSaysWhereTheConnectorMayGo() {
    assertThatThrownBy(() -> origins.check(URI.create("https://evil.example")))
        .hasMessageContaining("https://evil.example:443")
        .hasMessageContaining("https://provider.example:443")
        .hasMessageContaining("x-origin");
  }

  /** Plain HTTP through a proxy would show it everything. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/",
        "http://LOCALHOST:8080/",
        "http://127.0.0.1:8080/",
        "http://[::1]:8080/"
      })
  void nothingForThisMachineGoesThroughAProxy(String address) throws HttpException {
    var planner = new ProxyUnlessLoopback(new HttpHost("http", "proxy.example", 3128));
    HttpHost target = HttpHost.create(URI.create(address));

    assertThat(planner.determineRoute(target, HttpClientContext.create()).getProxyHost()).isNull();
    assertThat(
            planner
                .determineRoute(
                    HttpHost.create(URI.create("https://provider.example")),
                    HttpClientContext.create())
                .getProxyHost())
        .isNotNull();
  }
}
