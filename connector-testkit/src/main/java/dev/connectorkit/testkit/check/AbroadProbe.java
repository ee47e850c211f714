package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.testkit.process.JavaProcess;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.RuleResult;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Another process, with other defaults of the JVM, that checks some rules. */
final class AbroadProbe {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MARK = "abroad-probe ";
  private static final int THREADS = 4;

  private AbroadProbe() {}

  /** The results of another process, by rule; without those that it did not come to. */
  static Map<String, RuleResult> run(Bench bench, List<String> rules, List<String> options)
      throws IOException {
    String input =
        JSON.writeValueAsString(
            new Order(bench.jar().toString(), bench.shapeText(), bench.limits().factor(), rules));
    Map<String, RuleResult> results = new LinkedHashMap<>();
    try (JavaProcess process = JavaProcess.start(AbroadProbe.class, input, options)) {
      BufferedReader output = process.output();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(MARK)) {
          RuleResult result = JSON.readValue(line.substring(MARK.length()), RuleResult.class);
          results.put(result.id(), result);
        }
      }
    }
    return results;
  }

  public static void main(String[] args) throws Exception {
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    LogCapture.silence();
    StrayOutput.capture();
    Order order =
        JSON.readValue(
            new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine(), Order.class);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (Examiner examiner =
        Examiner.open(Path.of(order.jar()), order.shape(), order.timeoutFactor(), false)) {
      List<Future<RuleResult>> running = new ArrayList<>();
      for (String rule : order.rules()) {
        running.add(threads.submit(() -> examiner.examine(Catalogue.current().rule(rule))));
      }
      for (Future<RuleResult> run : running) {
        out.println(MARK + JSON.writeValueAsString(run.get()));
      }
    }
    Runtime.getRuntime().halt(0);
  }

  /** What the process is told. */
  record Order(String jar, String shape, double timeoutFactor, List<String> rules) {}
}
