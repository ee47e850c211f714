package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSHeader;
import dev.connectorkit.host.plugin.PluginJarBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A plugin sees the JDK, the SPI and itself; nothing of the host, nothing of its neighbours. */
@Timeout(300)
@ExtendWith(Stalls.class)
class PluginIsolationTest {

  @TempDir Path folder;

  @Test
  void aPluginMayBringItsOwnJacksonAndNimbus() {
    PluginJarBuilder.good("sample")
        .bundling(ObjectMapper.class)
        .bundling(com.fasterxml.jackson.core.JsonFactory.class)
        .bundling(com.fasterxml.jackson.annotation.JsonProperty.class)
        .bundling(JWSHeader.class)
        .code(
            "complete",
            """
            try {
              Class<?> mapper = com.fasterxml.jackson.databind.ObjectMapper.class;
              if (mapper.getClassLoader() != SampleFactory.class.getClassLoader()) {
                throw new IllegalStateException();
              }
              new com.fasterxml.jackson.databind.ObjectMapper().readTree("{}");
              com.nimbusds.jose.JWSHeader.parse("{\\"alg\\":\\"RS256\\"}");
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            """)
        .writeTo(folder, "sample.jar");
    for (String neighbour : List.of("alpha", "zeta")) {
      PluginJarBuilder.good(neighbour).writeTo(folder, neighbour + ".jar");
    }

    try (var host = new PluginHost(folder)) {
      assertThat(host.plugins().problems()).isEmpty();
      for (String connector : List.of("alpha", "sample", "zeta")) {
        host.add(connector, connector);
        assertThat(host.signIn(connector)).isEqualTo("1.0.0 to 1.0.0");
      }
    }
  }

  @Test
  void aPluginSeesTheSpiAndTheJdkButNoClassOfTheHost() {
    PluginJarBuilder.good("sample")
        .code(
            "constructor",
            """
            ClassLoader own = SampleFactory.class.getClassLoader();
            for (String hidden : List.of(
                "dev.connectorkit.host.ConnectorHost",
                "com.fasterxml.jackson.databind.ObjectMapper",
                "com.nimbusds.jwt.SignedJWT",
                "org.junit.jupiter.api.Test")) {
              try {
                own.loadClass(hidden);
                throw new IllegalStateException();
              } catch (ClassNotFoundException e) {
              }
            }
            try {
              if (own.loadClass("dev.connectorkit.spi.Connector") != Connector.class) {
                throw new IllegalStateException();
              }
              own.loadClass("java.sql.Connection");
            } catch (ClassNotFoundException e) {
              throw new IllegalStateException(e);
            }
            """)
        .writeTo(folder, "sample.jar");

    try (var host = new PluginHost(folder)) {
      assertThat(host.plugins().problems()).isEmpty();
      assertThat(host.connectors()).containsExactly("sample");
    }
  }

  @Test
  void aPluginSeesTheResourcesOfItsOwnJarOnly() {
    PluginJarBuilder.good("sample")
        .entry("dev/connectorkit/host/kit.properties", new byte[] {1})
        .entry("sample/own.txt", new byte[] {2})
        .code(
            "constructor",
            """
            try {
              ClassLoader own = SampleFactory.class.getClassLoader();
              byte[] kit = own.getResourceAsStream("dev/connectorkit/host/kit.properties").readAllBytes();
              if (kit.length != 1
                  || SampleFactory.class.getResource("own.txt") == null
                  || own.getResource("logback-test.xml") != null
                  || Collections.list(own.getResources("META-INF/MANIFEST.MF")).size() != 1) {
                throw new IllegalStateException();
              }
            } catch (java.io.IOException e) {
              throw new IllegalStateException(e);
            }
            """)
        .writeTo(folder, "sample.jar");

    try (var host = new PluginHost(folder)) {
      assertThat(host.plugins().problems()).isEmpty();
    }
  }

  @Test
  void twoPluginsWithClassesOfTheSameNamesStayApart() {
    PluginJarBuilder.good("one").version("1.0.0").writeTo(folder, "one.jar");
    PluginJarBuilder.good("two").version("2.0.0").writeTo(folder, "two.jar");

    try (var host = new PluginHost(folder)) {
      host.add("one", "one");
      host.add("two", "two");
      assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.signIn("two")).isEqualTo("2.0.0 to 2.0.0");
    }
  }

  @Test
  void aFactoryIsMadeOnce() {
    PluginJarBuilder.good("sample")
        .code("members", "static int made;")
        .code("constructor", "if (++made > 1) throw new IllegalStateException();")
        .writeTo(folder, "sample.jar");

    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      host.add("two", "sample");
      host.plugins().rescan();
      assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.plugins().problems()).isEmpty();
    }
  }
}
