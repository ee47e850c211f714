package dev.connectorkit.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.world.FakeRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles the Java that a page shows, as one program, and signs a person in with it. */
public class DocumentationIT {

  private static final Path ROOT = Path.of("..");
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?) *```", Pattern.DOTALL);

  private static final String PROGRAM =
      """
      import dev.connectorkit.host.*;
      import dev.connectorkit.host.http.HttpSettings;
      import dev.connectorkit.host.signin.*;
      import dev.connectorkit.spi.*;
      import dev.connectorkit.huggingface.DocumentationIT.Surroundings;
      import dev.connectorkit.testkit.huggingface.*;
      import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
      import dev.connectorkit.testkit.world.LoopbackSite;
      import java.net.*;
      import java.nio.file.Path;
      import java.util.*;
      public class Program {
        public static String run(Surroundings here) throws Exception {
          String clientId = "confidential";
          String clientSecret = here.secret();
          %s
          return account;
        }
      }
      """;

  /** What a page takes for granted, in front of the line that needs it. */
  private static final Map<String, String> GIVEN =
      Map.of(
          "CompletedSignIn done",
          "var parameters = here.callback(started); Secret browserToken = started.browserToken();",
          "StartedSignIn second",
          "Secret cookie = started.browserToken();",
          "StartedSignIn begun",
          "here.closesLater(site);",
          "RefreshRequest request",
          "Secret refreshToken = done.tokens().refreshToken().orElseThrow();",
          "SealingKeys keys",
          "var dataSource = here.dataSource(); Secret signInKey = here.key(); Secret nextKey ="
              + " here.key();");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/embedding.md"})
  void theJavaOfAPageSignsAPersonIn(String page, @TempDir Path plugins, @TempDir Path classes)
      throws Exception {
    String code = program(Files.readString(ROOT.resolve(page)));
    compile(code, classes);

    try (var world = new World(plugins, "profile");
        var loader =
            new URLClassLoader(
                new java.net.URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      var surroundings = new Surroundings(world, plugins);
      Object account =
          loader
              .loadClass("Program")
              .getMethod("run", Surroundings.class)
              .invoke(null, surroundings);
      surroundings.close();

      assertThat(account).isEqualTo("huggingface:" + World.ADA.sub());
    }
  }

  /** Where a page's program runs: everything it does not say. */
  public static final class Surroundings {
    private final World world;
    private final Path plugins;

    private final List<AutoCloseable> opened = new ArrayList<>();

    Surroundings(World world, Path plugins) {
      this.world = world;
      this.plugins = plugins;
    }

    public String secret() {
      return World.SECRET;
    }

    public Path plugins() {
      return plugins;
    }

    public DataSource dataSource() {
      var database = new JdbcDataSource();
      database.setURL("jdbc:h2:mem:documentation;DB_CLOSE_DELAY=-1");
      return database;
    }

    public void closesLater(AutoCloseable what) {
      opened.add(what);
    }

    void close() throws Exception {
      for (AutoCloseable what : opened) {
        what.close();
      }
    }

    /** A new sealing key. */
    public Secret key() {
      byte[] bytes = new byte[32];
      new SecureRandom().nextBytes(bytes);
      return Secret.of(Base64.getEncoder().encodeToString(bytes));
    }

    public HttpSettings http() {
      return HttpSettings.defaults()
          .withProxy(world.internet.proxy())
          .withExtraAuthorities(List.of(world.internet.authority()));
    }

    public Map<String, List<String>> callback(StartedSignIn started) {
      URI callback = world.provider.authorize(started.authorizationUri(), Consent.allow(World.ADA));
      return FakeRequest.parse(callback.getRawQuery());
    }
  }

  private static String program(String page) {
    String code =
        JAVA.matcher(page).results().map(block -> block.group(1)).collect(Collectors.joining("\n"));
    assertThat(code).contains("host.begin(", "host.complete(");
    for (Map.Entry<String, String> given : GIVEN.entrySet()) {
      code = code.replaceFirst(given.getKey(), given.getValue() + " " + given.getKey());
    }
    // The fake world instead of the real one.
    return PROGRAM.formatted(
        code.replace("Path.of(\"plugins\")", "here.plugins()")
            .replace(".open();", ".http(here.http()).open();")
            .replaceAll(
                "(ConnectorHost (\\w+) =(?s:.*?)\\.open\\(\\);)", "$1 here.closesLater($2);"));
  }

  private static void compile(String code, Path classes) throws IOException {
    var unit =
        new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
          }
        };
    var messages = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                messages,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-classpath",
                    System.getProperty("java.class.path")),
                null,
                List.of(unit))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
  }
}
