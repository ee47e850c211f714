package dev.connectorkit.testkit.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.testkit.check.Examiner;
import dev.connectorkit.testkit.check.LogCapture;
import dev.connectorkit.testkit.check.StrayOutput;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.UnknownRuleException;
import dev.connectorkit.testkit.shape.InvalidWireShapeException;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A process that a plugin may ruin. Reads one order from standard input and tells what happens on
 * standard output, which the plugin's own prints do not reach.
 */
public final class Worker {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Order order;
  private final PrintStream out;
  private final ReentrantLock telling = new ReentrantLock();

  private Worker(Order order, PrintStream out) {
    this.order = order;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    LogCapture.silence();
    StrayOutput.capture();
    String line = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
    new Worker(JSON.readValue(line, Order.class), out).work();
    // Whatever the plugin left running must not keep this process.
    Runtime.getRuntime().halt(0);
  }

  private void work() throws InvalidWireShapeException, UnknownRuleException, InterruptedException {
    List<Rule> rules = new ArrayList<>();
    for (String id : order.rules()) {
      rules.add(Catalogue.current().rule(id));
    }
    try (Examiner examiner =
        Examiner.open(Path.of(order.jar()), order.shape(), order.timeoutFactor(), order.alone())) {
      tell(new Event(Event.Kind.LOADED, null, null));
      check(rules, examiner);
      tell(new Event(Event.Kind.DONE, null, null));
    }
  }

  private void check(List<Rule> rules, Examiner examiner) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(order.threads(), Worker::daemon);
    List<Future<?>> running = new ArrayList<>();
    for (Rule rule : rules) {
      running.add(
          threads.submit(
              () -> {
                tell(new Event(Event.Kind.STARTED, rule.id(), null));
                tell(new Event(Event.Kind.FINISHED, rule.id(), examiner.examine(rule)));
              }));
    }
    for (Future<?> run : running) {
      try {
        run.get();
      } catch (ExecutionException e) {
        // An Error that examine() does not turn into a verdict: this process is not sound any more.
        throw new IllegalStateException("A check ended the worker.", e.getCause());
      }
    }
    threads.shutdown();
  }

  private void tell(Event event) {
    try {
      String line = order.token() + JSON.writeValueAsString(event);
      telling.lock();
      try {
        out.println(line);
      } finally {
        telling.unlock();
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An event is always JSON.", e);
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "conformance rule");
    thread.setDaemon(true);
    return thread;
  }
}
