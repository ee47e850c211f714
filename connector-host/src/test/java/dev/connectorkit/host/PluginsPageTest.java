package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.plugin.PluginProblem;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/plugins.md shows is run, and what it lists is complete. */
class PluginsPageTest {

  private static final String PROGRAM =
      """
      import dev.connectorkit.host.*;
      import dev.connectorkit.host.plugin.*;
      import java.net.URI;
      import java.nio.file.Path;
      import java.time.Duration;
      public class Program {
        public static void run(Path here) {
          Path download = here.resolve("download.jar");
          Path next = here.resolve("next.jar");
          %s
          host.close();
        }
      }
      """;

  @TempDir Path here;
  private String page;

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("../docs/plugins.md"));
  }

  @Test
  void itsCodeRunsUnderItsTrustFile() throws Exception {
    Path plugins = Files.createDirectory(here.resolve("plugins"));
    Path download = PluginJarBuilder.good("sample").writeTo(here, "download.jar");
    Path next = PluginJarBuilder.good("sample").version("1.1.0").writeTo(here, "next.jar");
    String trusted = blocks("json").replace("0".repeat(64), PluginHost.sha256(download));
    String line = trusted.substring(trusted.indexOf("{", 1), trusted.indexOf("}") + 1);
    Files.writeString(
        here.resolve("trust.json"),
        trusted.replace(
            line,
            line
                + ","
                + line.replace("1.0.0", "1.1.0")
                    .replace(PluginHost.sha256(download), PluginHost.sha256(next))));

    run(
        PROGRAM.formatted(
            blocks("java").replaceAll("Path\\.of\\((\"[^\"]+\")\\)", "here.resolve($1)")));

    assertThat(plugins).isEmptyDirectory();
  }

  @Test
  void itListsEveryKindOfProblem() {
    List<String> listed =
        Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|")
            .matcher(page)
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(listed)
        .containsExactlyElementsOf(
            Arrays.stream(PluginProblem.Kind.values()).map(Enum::name).toList());
  }

  private String blocks(String language) {
    Matcher blocks = Pattern.compile("(?s)```" + language + "\\n(.*?)```").matcher(page);
    return blocks.results().map(block -> block.group(1)).collect(Collectors.joining("\n"));
  }

  private void run(String program) throws Exception {
    var unit =
        new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program;
          }
        };
    Path classes = Files.createDirectory(here.resolve("classes"));
    var options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    var messages = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(messages, null, null, options, null, List.of(unit))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
    try (var loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      loader.loadClass("Program").getMethod("run", Path.class).invoke(null, here);
    }
  }
}
