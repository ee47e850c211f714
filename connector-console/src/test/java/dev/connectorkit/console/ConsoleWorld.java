package dev.connectorkit.console;

import dev.connectorkit.console.database.DatabaseSettings;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.instance.InstanceChange;
import dev.connectorkit.console.watch.Retention;
import dev.connectorkit.host.http.HttpSettings;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.testkit.huggingface.FakeClient;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace;
import dev.connectorkit.testkit.world.FakeInternet;
import dev.connectorkit.testkit.world.FakeOrigin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Consoles with the shipped plugin jar, and huggingface.co at its production address. */
final class ConsoleWorld implements AutoCloseable {

  static final String NAME = "ada";
  static final String PASSWORD = "several long words";
  static final String CLIENT_SECRET = "canary-client-secret";
  static final String KEY = "first BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE=";

  final MovingClock clock = new MovingClock();
  final URI publicUrl;
  final FakeHuggingFace provider;
  final FakeInternet internet;
  private final DatabaseSettings database;
  private final int port;
  private Path plugins = shipped();
  private FrontSettings front = FrontSettings.defaults();
  private TryOut tryOut = TryOut.PROFILE_PAGE;
  private final List<ConsoleServer> nodes = new ArrayList<>();

  /** With no console started yet. */
  ConsoleWorld(DatabaseSettings database) throws IOException {
    this(database, null);
  }

  /**
   * @param publicAddress where browsers believe to be; null for where the first console really is
   */
  ConsoleWorld(DatabaseSettings database, String publicAddress) throws IOException {
    this(database, FreePort.onLoopback(0), publicAddress, Map.of());
  }

  /**
   * @param port of the first console
   * @param more what else there is in the Internet, by origin
   */
  ConsoleWorld(
      DatabaseSettings database, int port, String publicAddress, Map<String, FakeOrigin> more)
      throws IOException {
    this.database = database;
    this.port = port;
    this.publicUrl = URI.create(publicAddress == null ? "http://localhost:" + port : publicAddress);
    provider =
        FakeHuggingFace.builder()
            .clock(clock)
            .practisePeople()
            .client(
                FakeClient.confidential(
                    "client", CLIENT_SECRET, publicUrl.resolve("/callback/huggingface").toString()))
            .build();
    FakeInternet.Builder builder =
        FakeInternet.builder().origin("https://huggingface.co", provider);
    more.forEach(builder::origin);
    internet = builder.start();
  }

  /** Has consoles that are started from now on look into another folder. */
  void plugins(Path folder) {
    plugins = folder;
  }

  /** Has consoles that are started from now on know what stands in front of them. */
  void front(FrontSettings settings) {
    front = settings;
  }

  /** Has consoles that are started from now on have this for those who try them out. */
  void tryOut(TryOut what) {
    tryOut = what;
  }

  /** The first console, at the public address. */
  ConsoleServer start() {
    return start(database, port, KEY);
  }

  /** Another one beside it, which browsers reach through some load balancer. */
  ConsoleServer startAnother() {
    return start(database, FreePort.onLoopback(0), KEY);
  }

  /** The first console, configured from elsewhere, too. */
  ConsoleServer start(SourceSettings sources) {
    return start(database, port, KEY, sources, shipped(), Optional.empty(), false);
  }

  /** The first console, where the operator may change plugins. */
  ConsoleServer startWithUploads(Path plugins, Optional<Path> trustFile) {
    return start(database, port, KEY, SourceSettings.none(), plugins, trustFile, true);
  }

  ConsoleServer start(DatabaseSettings settings, int atPort, String keys) {
    return start(settings, atPort, keys, SourceSettings.none(), plugins, Optional.empty(), false);
  }

  /** The folder with the shipped plugin jar. */
  static Path shipped() {
    return Path.of(System.getProperty("console.plugins"));
  }

  private ConsoleServer start(
      DatabaseSettings settings,
      int atPort,
      String keys,
      SourceSettings sources,
      Path plugins,
      Optional<Path> trustFile,
      boolean uploads) {
    SealingKeys parsed = KeyFile.parse(Secret.of(keys));
    ConsoleServer node =
        ConsoleServer.start(
            new ServeSettings(
                "127.0.0.1",
                atPort,
                Optional.of(publicUrl),
                plugins,
                trustFile,
                settings,
                parsed,
                sources,
                uploads,
                new WatchSettings(
                    Retention.DEFAULT,
                    Optional.of(InetSocketAddress.createUnresolved("127.0.0.1", 0))),
                front,
                tryOut),
            HttpSettings.defaults()
                .withProxy(internet.proxy())
                .withExtraAuthorities(List.of(internet.authority())),
            clock,
            CheapPasswords.COST);
    nodes.add(node);
    return node;
  }

  int port() {
    return port;
  }

  DatabaseSettings database() {
    return database;
  }

  /** Ends one console, as a restart does. */
  void stop(ConsoleServer node) {
    nodes.remove(node);
    node.close();
  }

  /** Adds an instance for Hugging Face, which people can sign in with from then on. */
  static void offer(ConsoleServer node, String id) {
    add(node, id, "");
    node.instances().enable(id, true, "test");
  }

  /** Adds an instance for Hugging Face as a draft. */
  static void add(ConsoleServer node, String id, String name) {
    node.instances()
        .create(
            id,
            "huggingface-universal",
            new InstanceChange(
                Map.of(
                    "clientId", "client",
                    "clientSecret", CLIENT_SECRET,
                    "scope", "openid profile email"),
                Set.of(),
                name),
            "test");
  }

  /** A browser at a console, with an operator who just set it up. */
  ConsoleBrowser setUp(ConsoleServer node) {
    var browser = new ConsoleBrowser(node.address());
    browser.get(node.setUpLink().orElseThrow().getPath());
    browser.submit(
        "form[action^=/admin/set-up]", "name", NAME, "password", PASSWORD, "again", PASSWORD);
    return browser;
  }

  /** Another browser at a console, with the operator who set it up. */
  ConsoleBrowser signIn(ConsoleServer node) {
    var browser = new ConsoleBrowser(node.address());
    browser.get("/admin/sign-in");
    browser.submit("form[action=/admin/sign-in]", "name", NAME, "password", PASSWORD);
    return browser;
  }

  @Override
  public void close() {
    nodes.forEach(ConsoleServer::close);
    internet.close();
  }
}
