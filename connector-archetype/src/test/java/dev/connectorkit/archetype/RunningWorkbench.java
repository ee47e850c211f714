package dev.connectorkit.archetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A workbench that Maven started in a project. */
final class RunningWorkbench implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final Path log;

  /**
   * Starts one on any free port, and waits until it is there.
   *
   * @param arguments of Maven
   */
  RunningWorkbench(Maven maven, Path project, String... arguments) throws IOException {
    this.log = Files.createTempFile(project.getParent(), "workbench", ".log");
    var all = new ArrayList<>(List.of(arguments));
    all.add("-Dconnector.port=0");
    this.process = maven.start(project, log, all.toArray(String[]::new));
    await().atMost(PATIENCE).until(() -> log().contains("Stop with Ctrl+C.") || !process.isAlive());
    assertThat(log()).contains("Stop with Ctrl+C.");
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Browser browser() {
    return new Browser(URI.create(said("Sign in at +(\\S+)") + "/"));
  }

  /** What it printed in the place of a pattern's group. */
  String said(String pattern) {
    Matcher match = Pattern.compile(pattern).matcher(log());
    assertThat(match.find()).as(log()).isTrue();
    return match.group(1);
  }

  @Override
  public void close() {
    Maven.end(process);
  }
}
