package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an uninstalled plugin leaves in the process, after happy and hostile use: nothing. */
@Timeout(600)
@ExtendWith(Stalls.class)
class PluginLeakTest {

  private static final int WARM_UP = 5;
  private static final int CYCLES = Extent.of(20, 5);
  // What each class loader of a plugin was given to hold.
  private static final long BALLAST_KIB = 1024;

  @TempDir Path folder;
  @TempDir Path elsewhere;

  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
  private Path happy;
  private Path hostile;
  private Path unfit;

  @BeforeEach
  void build() {
    happy = sample("1.0.0").writeTo(elsewhere, "happy.jar");
    hostile =
        sample("2.0.0")
            .attribute("Plugin-Class", "sample.SampleFactory$Life")
            .code(
                "members",
                """
                static final ThreadLocal<Object> LEFT = new ThreadLocal<>();
                static class Own extends RuntimeException { }
                public static class Life extends org.pf4j.Plugin {
                  @Override public void stop() { LEFT.set(new Own()); throw new Own(); }
                }
                """)
            .code("create", "LEFT.set(new Own());")
            .code("authorize", "if (!request.hints().isEmpty()) stall();")
            .code(
                "complete",
                """
                LEFT.set(new Own());
                org.slf4j.MDC.put("left", "behind");
                org.slf4j.LoggerFactory.getLogger(SampleFactory.class).debug("hello");
                Thread.currentThread().setContextClassLoader(null);
                try {
                  SampleFactory.class.getResource("resource").openStream();
                } catch (java.io.IOException e) {
                  throw new Own();
                }
                var left = new Thread(() -> {
                  try { new java.util.concurrent.CountDownLatch(1).await(); } catch (InterruptedException e) { }
                }, "left behind");
                left.setContextClassLoader(SampleFactory.class.getClassLoader());
                left.start();
                """)
            .code("check", "if (true) throw new Own();")
            .code("close", "if (true) throw new Error();")
            .writeTo(elsewhere, "hostile.jar");
    unfit =
        sample("3.0.0")
            .code("members", "static class Own extends RuntimeException { }")
            .code("metadata", "if (true) throw new Own();")
            .writeTo(elsewhere, "unfit.jar");
  }

  @Test
  void cyclesAreFlat() throws Exception {
    var table = new CycleTable();
    try (var host = new PluginHost(folder)) {
      for (int i = 0; i < WARM_UP; i++) {
        cycle(host);
        settle();
        table.add("before", Footprint.now());
      }
      Footprint before = Footprint.now();
      Footprint after = before;
      for (int i = 1; i <= CYCLES; i++) {
        cycle(host);
        settle();
        after = Footprint.now();
        table.add("after " + i, after);
      }
      table.writeTo(Path.of("target", "plugin-cycles.md"));

      assertThat(loaders).hasSize(2 * (WARM_UP + CYCLES));
      // Each plugin has at least two; the JDK loads some of its own now and then.
      assertThat(after.classes()).isLessThan(before.classes() + 2 * CYCLES);
      // One ballast is sometimes still counted in one of two looks; what leaks, leaks each time.
      assertThat(after.heapKib()).isLessThan(before.heapKib() + CYCLES * BALLAST_KIB / 2);
      assertThat(after.copies()).isZero();
      // The JVM and the build tool start one now and then; those end by themselves.
      PluginHost.eventually()
          .untilAsserted(() -> assertThat(before.threads()).containsAll(Footprint.liveThreads()));
      PluginHost.eventually().until(() -> !Footprint.threadLives("connector-retirement"));
      assumeThat(Footprint.seesDescriptors()).as("/proc/self/fd, which is Linux's").isTrue();
      assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors());
      assertThat(after.openJars()).isZero();
    }
  }

  /**
   * Install, sign in, upgrade in the middle of a sign-in, fail in many ways, disable, uninstall.
   */
  private void cycle(PluginHost host) throws Exception {
    host.plugins().install(happy);
    host.add("one", "sample");
    loaders.add(loaderOf(host));
    assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
    StartedSignIn started = host.host.begin("one");

    assertThatThrownBy(() -> host.plugins().upgrade(unfit)).hasMessageContaining("metadata()");
    host.plugins().upgrade(hostile);
    loaders.add(loaderOf(host));
    assertThat(host.finish(started, "one")).isEqualTo("1.0.0 to 2.0.0");
    assertThatThrownBy(() -> host.host.check("one")).hasMessageContaining("check()");
    abandonACall(host);

    host.plugins().disable("sample");
    Stalls.release();
    dropABrokenJar(host);
    host.plugins().uninstall("sample");
    host.host.removeInstance("one");
  }

  /** Leaves a call inside of the plugin that nobody waits for, as one that hangs is left. */
  private static void abandonACall(PluginHost host) throws InterruptedException {
    Stalls.reset();
    var options = SignInOptions.none().withHints(Map.of(Hint.LOGIN_HINT, "ada"));
    var caller =
        new Thread(
            () ->
                assertThatThrownBy(() -> host.host.begin("one", options))
                    .isInstanceOf(ConnectorException.class));
    caller.start();
    Stalls.awaitInside();
    caller.interrupt();
    caller.join();
  }

  private void dropABrokenJar(PluginHost host) throws IOException {
    Path broken = Files.copy(unfit, folder.resolve("broken.jar"));
    host.plugins().rescan();
    Files.delete(broken);
    host.plugins().rescan();
  }

  /** A plugin that holds its ballast as long as its class loader lives. */
  private static PluginJarBuilder sample(String version) {
    return PluginJarBuilder.good("sample")
        .version(version)
        .entry("sample/resource", new byte[] {7})
        .code("static", "kept = new byte[1024 * 1024];");
  }

  private static WeakReference<ClassLoader> loaderOf(PluginHost host) {
    return new WeakReference<>(host.host.connectors().get(0).factory().getClass().getClassLoader());
  }

  /** Until every class loader is collected and every thread of a plugin has ended. */
  private void settle() {
    PluginHost.eventually()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loaders).allMatch(loader -> loader.get() == null, "is collected");
              assertThat(Stalls.pluginThreadLives()).isFalse();
              assertThat(Footprint.threadLives("left behind")).isFalse();
            });
  }
}
