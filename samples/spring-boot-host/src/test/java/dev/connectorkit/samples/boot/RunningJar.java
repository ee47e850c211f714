package dev.connectorkit.samples.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application as its users run it: {@code java -jar}, a process of its own. */
final class RunningJar implements AutoCloseable {

  private static final Pattern STARTED = Pattern.compile("started on port (\\d+) \\(http\\)");
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final StringBuffer log = new StringBuffer();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Thread reader = new Thread(this::read, "log of the application");

  private RunningJar(Process process) {
    this.process = process;
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a jar on the JDK that runs this test, at any free port of loopback. */
  static RunningJar start(Path jar, Map<String, String> environment, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", jar.toString(), "--server.port=0"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return new RunningJar(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it serves. */
  URI address() {
    try {
      return URI.create("http://127.0.0.1:" + port.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The application does not start:\n" + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted.", e);
    }
  }

  /** Waits until it ends by itself. */
  int exitCode() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The application does not end:\n" + log);
      }
      reader.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted.", e);
    }
  }

  /** Asks it to end, as an operator would, and waits until it has. */
  int stop() {
    // Of the handle, because the process's own would close what there is left to read.
    process.toHandle().destroy();
    return exitCode();
  }

  /** Everything it printed so far. */
  String log() {
    return log.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    exitCode();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.append(line).append('\n');
        Matcher started = STARTED.matcher(line);
        if (started.find()) {
          port.complete(Integer.valueOf(started.group(1)));
        }
      }
      port.completeExceptionally(new IllegalStateException("It ended."));
    } catch (IOException e) {
      port.completeExceptionally(e);
    }
  }
}
