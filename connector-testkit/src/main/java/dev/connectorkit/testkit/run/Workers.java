package dev.connectorkit.testkit.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.testkit.process.JavaProcess;
import dev.connectorkit.testkit.provider.Canaries;
import java.io.BufferedReader;
import java.io.IOException;
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
    try (JavaProcess process = JavaProcess.start(Worker.class, JSON.writeValueAsString(order))) {
      return listen(process, order.token(), listener);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An order is always JSON.", e);
    }
  }

  static Order withToken(Order order) {
    return new Order(
        order.jar(),
        order.shape(),
        order.rules(),
        order.threads(),
        order.alone(),
        order.timeoutFactor(),
        Canaries.text() + " ");
  }

  private Optional<Death> listen(JavaProcess process, String token, Consumer<Event> listener) {
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
          return Optional.of(new Death(process.ending()));
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
  private static void read(
      JavaProcess process, String token, BlockingQueue<Optional<Event>> events) {
    try {
      BufferedReader in = process.output();
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
}
