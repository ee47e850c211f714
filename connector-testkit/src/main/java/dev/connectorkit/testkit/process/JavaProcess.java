package dev.connectorkit.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JVM with the class path of this one, in a temporary folder of its own. Gets one line on
 * standard input; what it prints can be read line by line.
 */
public final class JavaProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JavaProcess.class);

  private final Process process;
  private final Path folder;
  private final BufferedReader output;

  private JavaProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /**
   * Starts a program of this class path.
   *
   * @param input the line for its standard input
   */
  public static JavaProcess start(Class<?> program, String input) {
    return start(program, input, List.of());
  }

  /**
   * The same with further options of the JVM.
   *
   * @param options such as {@code -Duser.language=tr}
   */
  public static JavaProcess start(Class<?> program, String input, List<String> options) {
    try {
      Path folder = Files.createTempDirectory("conformance-");
      Process process =
          new ProcessBuilder(command(program, folder, options))
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var in = process.getOutputStream()) {
        in.write((input + "\n").getBytes(UTF_8));
      }
      return new JavaProcess(process, folder);
    } catch (IOException e) {
      throw new UncheckedIOException("A process of the kit cannot be started.", e);
    }
  }

  /** What it prints. */
  public BufferedReader output() {
    return output;
  }

  /** How it ended, as the end of a sentence that begins with "the process". */
  public String ending() throws InterruptedException {
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      return "closed its output";
    }
    // -XX:+ExitOnOutOfMemoryError
    return process.exitValue() == 3
        ? "ran out of memory"
        : "ended with exit code " + process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      delete(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("The temporary folder {} cannot be deleted.", folder, e);
    }
  }

  private static List<String> command(Class<?> program, Path folder, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.add("-Xmx384m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.io.tmpdir=" + folder);
    // In a fake world nobody else's authority is of use, and reading the JDK's takes long.
    command.add("-Djavax.net.ssl.trustStore=" + folder.resolve("no-authorities"));
    // Otherwise every connection makes keys of two kinds and uses one.
    command.add("-Djdk.tls.namedGroups=x25519");
    // For the rules about what a plugin leaves behind.
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("--add-opens=java.base/java.net=ALL-UNNAMED");
    command.addAll(options);
    command.add("-cp");
    // Surefire starts its JVM with a jar that only points at the real class path.
    command.add(
        absolute(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.add(program.getName());
    return command;
  }

  /** The process runs in another folder. */
  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .reduce((one, other) -> one + File.pathSeparator + other)
        .orElse("");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
