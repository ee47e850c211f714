package dev.connectorkit.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped jar comes, is exchanged and goes, on a host that signs people in with it. */
@Timeout(600)
class PluginLifeIT {

  private static final String PLUGIN = "connector-huggingface";
  private static final int WARM_UP = 5;
  private static final int CYCLES = 20;

  @TempDir Path plugins;
  @TempDir Path elsewhere;

  private World world;
  private long jarsOfOthers;

  @BeforeEach
  void open() {
    jarsOfOthers = Held.now().openJars();
    world = new World(plugins, "openid profile email");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void twentyCyclesAreFlat() throws IOException {
    Path first = Repackaged.write(elsewhere.resolve("first.jar"), "0.1.1", List.of());
    Path second = Repackaged.write(elsewhere.resolve("second.jar"), "0.1.2", List.of());
    world.host.plugins().uninstall(PLUGIN);
    var figures = new ArrayList<Held>();
    for (int i = 0; i < WARM_UP; i++) {
      cycle(first, second);
      figures.add(Held.now());
    }
    Held before = settled(held -> held.openJars() == jarsOfOthers);
    for (int i = 0; i < CYCLES; i++) {
      cycle(first, second);
      figures.add(Held.now());
    }
    try {
      settled(held -> held.isNoMoreThan(before));
    } finally {
      figures.add(Held.now());
      write(figures);
    }
  }

  @Test
  void aJarThatBringsItsOwnJacksonAndNimbusSignsAPersonIn() throws IOException {
    Path shaded =
        Repackaged.write(
            elsewhere.resolve("shaded.jar"),
            "0.1.1",
            List.of(ObjectMapper.class, JsonFactory.class, JsonProperty.class, SignedJWT.class));

    world.host.plugins().upgrade(shaded);

    CompletedSignIn done = world.signIn("hf", World.ADA);
    assertThat(done.profile().id()).isEqualTo(World.ADA.sub());
    assertThat(done.tokens().idToken()).isPresent();
  }

  private void cycle(Path first, Path second) {
    world.host.plugins().install(first);
    assertThat(world.signIn("hf", World.ADA).profile().username()).contains("ada");
    StartedSignIn started = world.host.begin("hf");

    world.host.plugins().upgrade(second);

    CompletedSignIn done = world.complete(started, "hf", Consent.allow(World.BOB));
    assertThat(done.profile().username()).contains("bob");
    assertThat(done.tokens().idToken()).isPresent();
    assertThat(world.host.check("hf").status()).isEqualTo(ConnectorHealth.Status.USABLE);
    world.host.plugins().uninstall(PLUGIN);
  }

  /**
   * What is released, is released some time after: connections by the other side, threads. A plain
   * condition waits for it, as an assertion that fails would load classes of its own.
   */
  private static Held settled(Predicate<Held> condition) {
    return Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofMinutes(2))
        .until(Held::now, condition);
  }

  private static void write(List<Held> figures) throws IOException {
    var table = new StringBuilder("## JDK " + Runtime.version() + "\n\n");
    table.append(
        "| cycle | loaded classes | threads | descriptors | open plugin jars | heap KiB |\n");
    table.append("|---|---|---|---|---|---|\n");
    for (int i = 0; i < figures.size(); i++) {
      Held held = figures.get(i);
      table.append(
          "| %s | %d | %d | %d | %d | %d |\n"
              .formatted(
                  i == WARM_UP + CYCLES ? "end" : i + 1,
                  held.classes(),
                  held.threads(),
                  held.descriptors(),
                  held.openJars(),
                  held.heapKib()));
    }
    System.out.print(table);
    Files.writeString(Path.of("target", "plugin-cycles.md"), table);
  }

  /** What the process holds at one moment; without descriptors where there is no /proc. */
  private record Held(long classes, long threads, long descriptors, long openJars, long heapKib) {

    static Held now() {
      System.gc();
      File[] descriptors = new File("/proc/self/fd").listFiles();
      List<File> open = descriptors == null ? List.of() : Arrays.asList(descriptors);
      return new Held(
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
          Thread.getAllStackTraces().size(),
          open.size(),
          open.stream().flatMap(Held::target).filter(Held::isPluginJar).count(),
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024);
    }

    boolean isNoMoreThan(Held before) {
      return classes < before.classes + CYCLES
          && threads <= before.threads
          && descriptors <= before.descriptors
          && openJars <= before.openJars
          && heapKib < before.heapKib + 1024;
    }

    private static Stream<String> target(File descriptor) {
      try {
        return Stream.of(Files.readSymbolicLink(descriptor.toPath()).toString());
      } catch (IOException e) {
        return Stream.empty();
      }
    }

    private static boolean isPluginJar(String file) {
      return file.contains("/connector-" + ProcessHandle.current().pid() + "-");
    }
  }
}
