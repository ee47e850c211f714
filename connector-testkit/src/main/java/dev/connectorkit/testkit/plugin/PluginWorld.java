package dev.connectorkit.testkit.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.provider.ScriptedProvider;
import dev.connectorkit.testkit.shape.InvalidWireShapeException;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShapeFile;
import dev.connectorkit.testkit.world.FakeInternet;
import dev.connectorkit.testkit.world.FakeOrigin;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import dev.connectorkit.testkit.world.Journal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.jar.JarFile;

/**
 * The built plugin jar in a host, with one instance that has the config of its wire shape, and a
 * provider of that shape at its production addresses.
 */
public final class PluginWorld implements AutoCloseable {

  /** The id of the instance. */
  public static final String INSTANCE = "instance";

  private final WireShape shape;
  private final ScriptedProvider provider;
  private final FakeInternet internet;
  private final ConnectorHost host;

  private PluginWorld(Path plugins, WireShape shape, Map<String, ?> changes, Quirks quirks) {
    this.shape = shape;
    var config = new LinkedHashMap<String, Object>(shape.config());
    config.putAll(changes);
    this.provider = new ScriptedProvider(shape, config);
    FakeOrigin origin = request -> quirks.apply(request, provider.handle(request));
    FakeInternet.Builder builder = FakeInternet.builder();
    shape.provider().origins().forEach(address -> builder.origin(address, origin));
    this.internet = builder.start();
    BuiltJar.copyTo(plugins);
    this.host =
        ConnectorHost.builder()
            .plugins(plugins)
            .publicBaseUrl(URI.create("https://app.example"))
            .http(
                HttpSettings.defaults()
                    .withDeadline(Duration.ofSeconds(5))
                    .withProxy(internet.proxy())
                    .withExtraAuthorities(List.of(internet.authority())))
            .open();
    try {
      host.addInstance(INSTANCE, host.connectors().get(0).metadata().id(), config);
    } catch (ConnectorException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens a world.
   *
   * @param plugins an empty folder
   */
  public static PluginWorld open(Path plugins) {
    return open(plugins, shipped(), Map.of(), (request, response) -> response);
  }

  /**
   * Opens a world whose provider has quirks.
   *
   * @param plugins an empty folder
   * @param shape what the provider looks like
   * @param changes properties of the config that differ from the wire shape
   * @param quirks what the provider makes of a proper answer
   */
  public static PluginWorld open(
      Path plugins, WireShape shape, Map<String, ?> changes, Quirks quirks) {
    return new PluginWorld(plugins, shape, changes, quirks);
  }

  /** What a provider makes of the answer that the specifications ask for. */
  @FunctionalInterface
  public interface Quirks extends BiFunction<FakeRequest, FakeResponse, FakeResponse> {}

  /** Signs the person of the wire shape in. */
  public CompletedSignIn signIn() {
    return signIn(new Script());
  }

  /** Signs a person in while the provider departs from its proper answers. */
  public CompletedSignIn signIn(Script script) {
    StartedSignIn started = host.begin(INSTANCE);
    return complete(started, consent(started, script));
  }

  /** Lets a person consent; returns the parameters of the callback, beside the state. */
  public Map<String, String> consent(StartedSignIn started, Script script) {
    var parameters = new LinkedHashMap<>(shape.callback());
    parameters.put("code", provider.consent(query(started), script));
    if (shape.provider().issuerInResponse()) {
      parameters.put("iss", String.valueOf(shape.provider().issuer()));
    }
    return parameters;
  }

  /** Completes a sign-in with these parameters of the callback, beside the state. */
  public CompletedSignIn complete(StartedSignIn started, Map<String, String> parameters) {
    var callback = new LinkedHashMap<String, List<String>>();
    callback.put("state", List.of(query(started).getOrDefault("state", "")));
    parameters.forEach((name, value) -> callback.put(name, List.of(value)));
    return host.complete(INSTANCE, callback, Optional.of(started.browserToken()));
  }

  /** Gives the instance another config: that of the wire shape with these changes. */
  public void configure(Map<String, ?> changes) {
    var config = new LinkedHashMap<String, Object>(shipped().config());
    config.putAll(changes);
    host.updateInstance(INSTANCE, config);
  }

  /** The parameters of the authorization request of a new sign-in. */
  public Map<String, String> query() {
    return query(host.begin(INSTANCE));
  }

  /** The parameters of an authorization request. */
  public static Map<String, String> query(StartedSignIn started) {
    var query = new LinkedHashMap<String, String>();
    FakeRequest.parse(started.authorizationUri().getRawQuery())
        .forEach((name, values) -> query.put(name, values.get(0)));
    return query;
  }

  public ConnectorHost host() {
    return host;
  }

  public ScriptedProvider provider() {
    return provider;
  }

  public Journal journal() {
    return internet.journal();
  }

  /** What arrived at the provider, by path. */
  public List<Journal.Exchange> at(String path) {
    return journal().at(path);
  }

  /** The wire shape that the jar brings. */
  public static WireShape shipped() {
    return shipped(text -> text);
  }

  /**
   * The wire shape that the jar brings, with its text changed: for a provider at another address.
   */
  public static WireShape shipped(UnaryOperator<String> change) {
    try (var jar = new JarFile(BuiltJar.path().toFile());
        InputStream in = jar.getInputStream(jar.getJarEntry(WireShapeFile.ENTRY))) {
      String text = new String(in.readAllBytes(), UTF_8);
      return WireShapeFile.parse(change.apply(text), WireShapeFile.ENTRY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidWireShapeException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    host.close();
    internet.close();
  }
}
