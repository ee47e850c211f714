package dev.connectorkit.benchmarks.load;

import dev.connectorkit.benchmarks.flow.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server in a process of its own. */
record Node(Child process, int port) implements AutoCloseable {

  /**
   * @param log what the process logs is added to it
   */
  static Node start(Class<?> main, List<String> jvm, Path log, String... args) throws IOException {
    Child process =
        Child.start(main, "", jvm, ProcessBuilder.Redirect.appendTo(log.toFile()), args);
    try {
      return new Node(process, Integer.parseInt(process.answer()));
    } catch (IOException | RuntimeException e) {
      process.close();
      System.err.println(Files.readString(log));
      throw e;
    }
  }

  long number(String order) throws IOException {
    return Long.parseLong(process.ask(order));
  }

  /** As when its machine loses power. */
  void kill() {
    process.kill();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
