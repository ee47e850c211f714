package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.plugin.PluginProblem.Kind;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Logo;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A logo shows something and does nothing. */
class StillPictureTest {

  static Stream<Arguments> hostilePictures() {
    return BadInputs.of("svg-pictures.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostilePictures")
  void isRefusedWith(String why, String svg) {
    var logo = new Logo("image/svg+xml", svg.getBytes(UTF_8));

    assertThatThrownBy(() -> StillPicture.check(logo))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.error()).isEqualTo(ConnectorError.INVALID_METADATA));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostilePictures")
  void keepsAConnectorOutAsALogoForLightOrDark(String why, String svg) {
    var hostile = new Logo("image/svg+xml", svg.getBytes(UTF_8));
    var light = new ScriptedFactory("light");
    light.metadata = builder -> builder.logo(hostile);
    var dark = new ScriptedFactory("dark");
    dark.metadata = builder -> builder.logoDark(hostile);
    for (ScriptedFactory factory : new ScriptedFactory[] {light, dark}) {
      assertThatThrownBy(
              () ->
                  ConnectorHost.builder()
                      .connector(factory)
                      .publicBaseUrl(URI.create("https://app.example"))
                      .open()
                      .close())
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining("The logo is refused.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg/>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!-- c --><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>See https://people.example</title></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><style>@media (prefers-color-scheme: dark) {path{fill:#fff}}</style><path d=\"M0 0\"/></svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><defs><linearGradient id=\"g\"><stop offset=\"0\"/></linearGradient></defs><rect fill=\"url(#g)\" style=\"mask: url( '#m' )\"/></svg>",
        "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:use href=\"#a\"/></s:svg>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><text x=\"0\">javascript:alert(1) &lt;script&gt; \\</text></svg>"
      })
  void isAcceptedWhenItOnlyDraws(String svg) {
    assertThatCode(() -> StillPicture.check(new Logo("image/svg+xml", svg.getBytes(UTF_8))))
        .doesNotThrowAnyException();
  }

  @Test
  void aPngIsOne() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0};
    assertThatCode(() -> StillPicture.check(new Logo("image/png", png))).doesNotThrowAnyException();
    for (String other :
        new String[] {"<svg/>", "GIF89a", "\u0089PNG", "<script>alert(1)</script>"}) {
      assertThatThrownBy(() -> StillPicture.check(new Logo("image/png", other.getBytes(UTF_8))))
          .hasMessageContaining("It is no PNG.");
    }
  }

  @Test
  void aPluginWithAnotherIsReportedAndDisturbsNoOther(@TempDir Path folder) {
    PluginJarBuilder.good("good").writeTo(folder, "good.jar");
    PluginJarBuilder.good("bad")
        .code(
            "metadata",
            """
            if (true) return ConnectorMetadata.builder("bad").target("sample")
                .name(LocalizedText.english("Sample"))
                .description(LocalizedText.english("A sample."))
                .logo(new Logo("image/svg+xml", "<svg onload='alert(1)'/>".getBytes()))
                .readme("# Sample").build();
            """)
        .writeTo(folder, "bad.jar");
    try (var host = new PluginHost(folder)) {
      assertThat(host.onlyProblem().kind()).isEqualTo(Kind.BAD_METADATA);
      assertThat(host.onlyProblem().reason()).contains("the attribute 'onload'");
      assertThat(host.connectors()).containsExactly("good");
    }
  }
}
