package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.spi.ConnectorError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A plugins folder of which nothing can be used is never silent. */
class FolderNoticeTest {

  @TempDir Path folder;

  private final Logger logger = (Logger) LoggerFactory.getLogger(Plugins.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void hearNoMore() {
    logger.detachAppender(log);
  }

  @Test
  void anEmptyFolderIsOneMessage() {
    try (var host = new PluginHost(folder)) {
      host.plugins().rescan();
      host.plugins().poll();
    }
    assertThat(messages())
        .containsExactly(
            "Not in use: %s: The plugins folder holds no jar. Copy a connector jar into %s."
                .formatted(folder.getFileName(), folder));
  }

  @Test
  void neitherAFolderNorAConnectorOnTheClassPathIsOneMessage() {
    try (var host =
        ConnectorHost.builder()
            .connectorsOnClassPath()
            .publicBaseUrl(URI.create("https://app.example"))
            .open()) {
      assertThat(host.connectors()).isEmpty();
    }
    assertThat(messages())
        .containsExactly(
            "There is no connector: no plugins folder is given, and none is on the class path. Give"
                + " the host a folder, or make a connector a dependency.");
  }

  @Test
  void aFolderThatIsBadAltogetherIsOneMessageWithEveryCause() throws IOException {
    fillWithBadJars();
    try (var host = new PluginHost(folder)) {
      host.plugins().rescan();
      host.plugins().poll();
    }
    assertThat(messages())
        .containsExactly(
            "No jar of the plugins folder "
                + folder
                + " can be used:\n"
                + "  a.jar: The file is not a complete, readable jar. Copy it again, completely.\n"
                + "  b.jar: metadata() returns null. Run the conformance kit on it, or ask its"
                + " author.");
  }

  @Test
  void whoeverAsksForAConnectorIsToldTheCauses() throws IOException {
    fillWithBadJars();
    PluginJarBuilder.good("resting").writeTo(folder, "c.jar.disabled");
    try (var host = new PluginHost(folder)) {
      PluginHost.assertFails(
          () -> host.add("one", "sample"),
          ConnectorError.NOT_FOUND,
          "There is no connector 'sample'. Known are: []. Not in use is a.jar: The file is not a"
              + " complete, readable jar. Copy it again, completely. Not in use is b.jar: metadata()"
              + " returns null. Run the conformance kit on it, or ask its author. The plugin"
              + " 'resting' is disabled.");
    }
  }

  @Test
  void aThousandBadJarsStayReadable() throws IOException {
    for (int i = 0; i < 1000; i++) {
      Files.createFile(folder.resolve(i + ".jar"));
    }
    try (var host = new PluginHost(folder)) {
      PluginHost.assertFails(() -> host.add("one", "sample"), ConnectorError.NOT_FOUND, "990 more");
      assertThat(messages()).singleElement().asString().endsWith("and 990 more").hasLineCount(12);
    }
  }

  @Test
  void aBadJarBesideAGoodOneIsSaidOnce() throws IOException {
    PluginJarBuilder.good("good").writeTo(folder, "good.jar");
    Files.writeString(folder.resolve("bad.jar"), "no");
    try (var host = new PluginHost(folder)) {
      host.plugins().rescan();
      host.plugins().poll();
    }
    assertThat(messages())
        .containsExactly(
            "Not in use: bad.jar: The file is not a complete, readable jar. Copy it again,"
                + " completely.");
  }

  private void fillWithBadJars() throws IOException {
    Files.writeString(folder.resolve("a.jar"), "no");
    PluginJarBuilder.good("unfit")
        .code("metadata", "if (true) return null;")
        .writeTo(folder, "b.jar");
  }

  private List<String> messages() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
