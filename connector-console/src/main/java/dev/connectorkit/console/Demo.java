package dev.connectorkit.console;

import dev.connectorkit.console.error.SettingException;
import dev.connectorkit.console.site.SignInChoices;
import dev.connectorkit.console.site.SignInSite;
import dev.connectorkit.console.web.WebServer;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.plugin.PluginProblem;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host with one Hugging Face instance, its web site, and the practice provider if need be. */
final class Demo implements AutoCloseable {

  static final String INSTANCE = "huggingface";
  static final String CONNECTOR = "huggingface-universal";

  private final ConnectorHost host;
  private final WebServer web;
  private final @Nullable PracticeProvider practice;
  private final URI baseUrl;

  private Demo(
      ConnectorHost host, WebServer web, @Nullable PracticeProvider practice, URI baseUrl) {
    this.host = host;
    this.web = web;
    this.practice = practice;
    this.baseUrl = baseUrl;
  }

  /**
   * @param port 0 for any that is free
   * @throws ConnectorException when the plugins folder or the config is not usable
   * @throws SettingException when the port is in use
   */
  static Demo start(Path plugins, int port, ClientSettings client) {
    int free = FreePort.onLoopback(port);
    URI baseUrl = URI.create("http://localhost:" + free);
    ConnectorHost host = ConnectorHost.builder().plugins(plugins).publicBaseUrl(baseUrl).open();
    PracticeProvider practice = null;
    try {
      Map<String, Object> config = client.config();
      if (!client.isReal()) {
        practice = PracticeProvider.start(host.redirectUri(INSTANCE));
        config = practice.config();
      }
      host.addInstance(INSTANCE, CONNECTOR, config);
      var site = new SignInSite(host, SignInChoices.all(host), !client.isReal());
      WebServer web = WebServer.start("127.0.0.1", free, baseUrl, List.of(site));
      return new Demo(host, web, practice, baseUrl);
    } catch (RuntimeException e) {
      if (practice != null) {
        practice.close();
      }
      host.close();
      throw e;
    }
  }

  URI baseUrl() {
    return baseUrl;
  }

  URI redirectUri() {
    return host.redirectUri(INSTANCE);
  }

  List<PluginProblem> problems() {
    return host.plugins().problems();
  }

  boolean isPractice() {
    return practice != null;
  }

  /** Waits until the program is told to stop. */
  void join() throws InterruptedException {
    web.join();
  }

  @Override
  public void close() {
    web.close();
    if (practice != null) {
      practice.close();
    }
    host.close();
  }
}
