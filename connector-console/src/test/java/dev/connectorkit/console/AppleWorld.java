package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.apple.AppleConnectorFactory;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.provider.ScriptedProvider;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShapeFile;
import dev.connectorkit.testkit.world.FakeOrigin;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * A console behind a server with TLS, the built jar for Apple, and appleid.apple.com: it answers
 * with a page whose form calls back (OAuth 2.0 Form Post Response Mode §2).
 */
final class AppleWorld implements AutoCloseable {

  static final String SITE = "https://sign-in.example";
  static final String ID = "apple";

  final ConsoleWorld world;
  final ConsoleServer console;
  private final WireShape shape;
  private final ScriptedProvider provider;

  AppleWorld(Path folder) throws Exception {
    Path jar =
        Path.of(
            AppleConnectorFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(jar, plugins.resolve("connector-apple.jar"));
    shape = shape(jar);
    provider = new ScriptedProvider(shape, shape.config());
    int port = FreePort.onLoopback(0);
    FakeOrigin pages =
        request ->
            request.path().equals("/auth/authorize")
                ? page(request.query())
                : provider.handle(request);
    world =
        new ConsoleWorld(
            DatabaseKind.chosen().fresh(folder.resolve("data")),
            port,
            SITE,
            Map.of(SITE, new TlsFront(port), "https://appleid.apple.com", pages));
    world.plugins(plugins);
    console = world.start();
    console
        .instances()
        .create(ID, "apple-universal", new InstanceChange(shape.config(), Set.of(), ""), "test");
  }

  /** The page that a browser gets there. */
  String page(URI authorization) {
    return new String(page(FakeRequest.parse(authorization.getRawQuery())).body(), UTF_8);
  }

  private FakeResponse page(Map<String, List<String>> request) {
    Map<String, String> asked = new LinkedHashMap<>();
    request.forEach((name, values) -> asked.put(name, values.get(0)));
    Map<String, String> callback = new LinkedHashMap<>(shape.callback());
    callback.put("state", asked.getOrDefault("state", ""));
    callback.put("code", provider.consent(asked, new Script()));
    String fields =
        callback.entrySet().stream()
            .map(
                field ->
                    "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(field.getKey(), field.getValue().replace("\"", "&quot;")))
            .collect(Collectors.joining());
    return FakeResponse.html(
        200,
        """
        <!doctype html><title>Apple</title>
        <form method="post" action="%s">%s<button id="post">Continue</button></form>
        """
            .formatted(asked.get("redirect_uri"), fields));
  }

  private static WireShape shape(Path jar) throws Exception {
    try (var content = new JarFile(jar.toFile());
        InputStream in = content.getInputStream(content.getJarEntry(WireShapeFile.ENTRY))) {
      return WireShapeFile.parse(new String(in.readAllBytes(), UTF_8), WireShapeFile.ENTRY);
    }
  }

  @Override
  public void close() {
    world.close();
  }
}
