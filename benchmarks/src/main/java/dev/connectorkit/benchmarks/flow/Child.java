package dev.connectorkit.benchmarks.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process that ends with its standard input. */
public final class Child implements AutoCloseable {

  /** What an answer begins with; the process may print other lines as well. */
  public static final String ANSWER = "= ";

  private final Process process;
  private final PrintStream in;
  private final BufferedReader out;

  private Child(Process process) {
    this.process = process;
    this.in = new PrintStream(process.getOutputStream(), true, UTF_8);
    this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /**
   * Starts a main class with this process's class path.
   *
   * @param before what comes before that class path; empty for nothing
   */
  public static Child start(Class<?> main, String before, List<String> jvm, String... args)
      throws IOException {
    return start(main, before, jvm, ProcessBuilder.Redirect.INHERIT, args);
  }

  /**
   * As {@link #start(Class, String, List, String...)}.
   *
   * @param log where its standard error goes
   */
  public static Child start(
      Class<?> main, String before, List<String> jvm, ProcessBuilder.Redirect log, String... args)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    String own = System.getProperty("java.class.path");
    command.add("-cp");
    command.add(before.isEmpty() ? own : before + File.pathSeparator + own);
    command.add(main.getName());
    command.addAll(List.of(args));
    return new Child(new ProcessBuilder(command).redirectError(log).start());
  }

  /** Sends a line and waits for the answer. */
  public String ask(String line) throws IOException {
    in.println(line);
    return answer();
  }

  /** Waits for an answer. */
  public String answer() throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(ANSWER)) {
        return line.substring(ANSWER.length());
      }
    }
    throw new IOException("A process of the benchmarks ended; see above.");
  }

  /** Waits until it ends by itself, within a bound. */
  public void await() throws IOException, InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("A process of the benchmarks did not end well.");
    }
  }

  /** Ends it at once, whatever it does. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    in.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
