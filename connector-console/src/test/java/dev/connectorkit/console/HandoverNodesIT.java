package dev.connectorkit.console;

import static dev.connectorkit.console.HandoverScene.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sign-in for an application that meets another node, or another version of the plugin. */
class HandoverNodesIT {

  @TempDir Path folder;
  private HandoverScene scene;

  @BeforeEach
  void open() throws IOException {
    scene = new HandoverScene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void whatOneNodeBeganAnotherFinishesAndAThirdHandsOver() {
    String callback = scene.callback(scene.begin(), true);
    ConsoleServer second = scene.world.startAnother();
    scene.world.stop(scene.console);

    var there = new ConsoleBrowser(second.address());
    there.cookies.putAll(scene.person.cookies);
    String code = scene.code(location(there.get(callback)));
    ConsoleServer third = scene.world.startAnother();
    scene.world.stop(second);

    JsonNode tokens =
        TestApplication.json(scene.shop.exchange(third.address(), scene.session, code));
    assertThat(tokens.path("id_token").asText()).isNotEmpty();
    assertThat(
            scene.shop.userInfo(third.address(), tokens.path("access_token").asText()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void anUpgradeOfThePluginMeanwhileDoesNotDisturbIt() throws IOException {
    String callback = scene.callback(scene.begin(), true);
    scene.world.stop(scene.console);
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Path jar = plugins.resolve("connector-huggingface.jar");
    Files.copy(Path.of(System.getProperty("console.plugins")).resolve(jar.getFileName()), jar);
    scene.world.plugins(plugins);
    scene.console = scene.world.startAnother();
    ConsoleBrowser operator = scene.world.setUp(scene.console);

    upgrade(jar);
    operator.get("/admin/connectors");
    operator.submit("form[action=/admin/connectors/reload]");
    assertThat(operator.page().text()).contains("9.9.9");

    var there = new ConsoleBrowser(scene.console.address());
    there.cookies.putAll(scene.person.cookies);
    String code = scene.code(location(there.get(callback)));
    assertThat(scene.exchange(code).statusCode()).isEqualTo(200);
  }

  /** The same plugin with another version, moved into its place at once. */
  private void upgrade(Path jar) throws IOException {
    Path next = folder.resolve("next.jar");
    try (var former = new JarFile(jar.toFile())) {
      Manifest manifest = former.getManifest();
      manifest.getMainAttributes().putValue("Plugin-Version", "9.9.9");
      try (var out = new JarOutputStream(Files.newOutputStream(next), manifest)) {
        for (JarEntry entry : former.stream().toList()) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new JarEntry(entry.getName()));
            try (InputStream content = former.getInputStream(entry)) {
              content.transferTo(out);
            }
          }
        }
      }
    }
    Files.move(next, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
