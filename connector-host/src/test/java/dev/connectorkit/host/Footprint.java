package dev.connectorkit.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process holds at one moment.
 *
 * @param classes loaded now
 * @param threads their names, without those of the pool that sees plugins out, which come and go
 * @param descriptors open files and sockets
 * @param openJars those of them that are private copies of plugin jars
 * @param copies private copies on the disk
 * @param heapKib used after a collection
 */
record Footprint(
    long classes,
    List<String> threads,
    long descriptors,
    long openJars,
    long copies,
    long heapKib) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final String COPY = "connector-" + ProcessHandle.current().pid() + "-";
  private static final String RETIREMENT = "connector-retirement";

  static Footprint now() {
    // Before the descriptors, since a collection may close some.
    System.gc();
    List<String> open = openFiles();
    return new Footprint(
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        liveThreads(),
        open.size(),
        open.stream().filter(file -> file.contains("/" + COPY)).count(),
        list(Path.of(System.getProperty("java.io.tmpdir")))
            .filter(file -> file.getFileName().toString().startsWith(COPY))
            .count(),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024);
  }

  static boolean seesDescriptors() {
    return Files.isDirectory(DESCRIPTORS);
  }

  static List<String> liveThreads() {
    return threadNames().filter(name -> !name.equals(RETIREMENT)).sorted().toList();
  }

  static boolean threadLives(String name) {
    return threadNames().anyMatch(name::equals);
  }

  private static Stream<String> threadNames() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
  }

  private static List<String> openFiles() {
    return seesDescriptors() ? list(DESCRIPTORS).map(Footprint::target).toList() : List.of();
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "closed since";
    }
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
