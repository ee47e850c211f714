package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an uninstalled plugin leaves in the process: nothing. */
@Timeout(300)
class PluginLeakTest {

  private static final int CYCLES = 20;

  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void twentyCyclesLeaveNoClassLoaderThreadDescriptorOrFileBehind() throws Exception {
    Path first = PluginJarBuilder.good("sample").writeTo(elsewhere, "one.jar");
    Path second = hostile("2.0.0").writeTo(elsewhere, "two.jar");
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    try (var host =
        new PluginHost(folder, builder -> builder.callDeadline(Duration.ofSeconds(5)))) {
      cycle(host, first, second, loaders);
      settle(loaders);
      Footprint before = Footprint.now();
      for (int i = 0; i < CYCLES; i++) {
        cycle(host, first, second, loaders);
      }
      settle(loaders);
      Footprint after = Footprint.now();

      System.out.println("Before " + CYCLES + " cycles: " + before + "; after: " + after);
      assertThat(loaders).hasSize(2 * (CYCLES + 1)).allMatch(loader -> loader.get() == null);
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
      assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors());
      // Each cycle loads two versions of four classes; a leak of one loader would show.
      assertThat(after.classes()).isLessThan(before.classes() + CYCLES);
      assertThat(after.copies()).isEqualTo(before.copies());
    }
  }

  /** Install, sign in, upgrade in the middle of a sign-in, let it fail, disable, uninstall. */
  private static void cycle(
      PluginHost host, Path first, Path second, List<WeakReference<ClassLoader>> loaders) {
    host.plugins().install(first);
    host.add("one", "sample");
    loaders.add(loaderOf(host));
    assertThat(host.signIn("one")).isEqualTo("1.0.0 to 1.0.0");
    StartedSignIn started = host.host.begin("one");
    host.plugins().upgrade(second);
    loaders.add(loaderOf(host));
    assertThat(host.finish(started, "one")).isEqualTo("1.0.0 to 2.0.0");
    assertThatThrownBy(() -> host.host.check("one")).hasMessageContaining("check()");
    host.plugins().disable("sample");
    host.plugins().uninstall("sample");
    host.host.removeInstance("one");
  }

  /** Leaves a value in its thread, a class in a cache, and throws its own exception. */
  private static PluginJarBuilder hostile(String version) {
    return PluginJarBuilder.good("sample")
        .version(version)
        .code(
            "members",
            """
            static final ThreadLocal<Object> LEFT = new ThreadLocal<>();
            static class Own extends RuntimeException { }
            """)
        .code(
            "complete",
            """
            LEFT.set(new Own());
            org.slf4j.LoggerFactory.getLogger(SampleFactory.class).debug("hello");
            """)
        .code(
            "close",
            "if (true) throw new Own(); } public ConnectorHealth check() { " + "throw new Own();");
  }

  private static WeakReference<ClassLoader> loaderOf(PluginHost host) {
    return new WeakReference<>(host.host.connectors().get(0).factory().getClass().getClassLoader());
  }

  private static void settle(List<WeakReference<ClassLoader>> loaders) throws Exception {
    for (int i = 0; i < 150; i++) {
      System.gc();
      if (loaders.stream().allMatch(loader -> loader.get() == null) && noPluginThread()) {
        return;
      }
      Thread.sleep(100);
    }
  }

  private static boolean noPluginThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(
            thread ->
                thread.getName().startsWith("connector sample")
                    || thread.getName().equals("connector-retirement"));
  }

  private record Footprint(
      long classes, long threads, long descriptors, long heapKib, long copies) {

    static Footprint now() throws IOException {
      System.gc();
      return new Footprint(
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
          Thread.getAllStackTraces().size(),
          descriptorCount(),
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024,
          copyCount());
    }

    private static long descriptorCount() {
      String[] open = new File("/proc/self/fd").list();
      return open == null ? 0 : open.length;
    }

    private static long copyCount() throws IOException {
      try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
        return files
            .filter(file -> file.getFileName().toString().matches("connector-\\d+\\.jar"))
            .count();
      }
    }
  }
}
