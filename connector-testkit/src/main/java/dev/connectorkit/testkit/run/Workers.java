package dev.connectorkit.testkit.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.testkit.provider.Canaries;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts worker processes and listens to them. */
final class Workers {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Duration silence;

  /**
   * @param silence how long a worker may tell nothing before it counts as hung
   */
  Workers(Duration silence) {
    this.silence = silence;
  }

  /**
   * How a worker ended other than well.
   *
   * @param words in a sentence that begins with "the process"
   */
  record Death(String words) {}

  /**
   * Runs one worker to its end.
   *
   * @param listener gets each event as it comes
   * @return empty when it did all it was told
   */
  Optional<Death> run(Order order, Consumer<Event> listener) {
    Process process = start(order);
    try {
      return listen(process, order.token(), listener);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  static Order withToken(Order order) {
    return new Order(
        order.jar(),
        order.shape(),
        order.rules(),
        order.threads(),
        order.timeoutFactor(),
        Canaries.text() + " ");
  }

  private static Process start(Order order) {
    String java =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    // Surefire starts its JVM with a jar that only points at the real class path.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    try {
      Process process =
          new ProcessBuilder(Worker.command(java, classPath))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var in = process.getOutputStream()) {
        in.write((JSON.writeValueAsString(order) + "\n").getBytes(UTF_8));
      }
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("A worker process cannot be started.", e);
    }
  }

  private Optional<Death> listen(Process process, String token, Consumer<Event> listener) {
    BlockingQueue<Optional<Event>> events = new LinkedBlockingQueue<>();
    var reader = new Thread(() -> read(process, token, events), "conformance worker events");
    reader.setDaemon(true);
    reader.start();
    try {
      while (true) {
        Optional<Event> event = events.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
          return Optional.of(
              new Death("did not go on for " + silence.toSeconds() + " s and was ended"));
        }
        if (event.isEmpty()) {
          return Optional.of(new Death(ending(process)));
        }
        if (event.get().kind() == Event.Kind.DONE) {
          return Optional.empty();
        }
        listener.accept(event.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The kit was interrupted.", e);
    }
  }

  /** An empty event says that nothing more will come. */
  private static void read(Process process, String token, BlockingQueue<Optional<Event>> events) {
    try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(token)) {
          events.add(Optional.of(JSON.readValue(line.substring(token.length()), Event.class)));
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The worker's events cannot be read.", e);
    } catch (IOException e) {
      // The process ended, which is told next.
    } finally {
      events.add(Optional.empty());
    }
  }

  private static String ending(Process process) throws InterruptedException {
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      return "closed its output";
    }
    return switch (process.exitValue()) {
      // -XX:+ExitOnOutOfMemoryError
      case 3 -> "ran out of memory";
      default -> "ended with exit code " + process.exitValue();
    };
  }
}
