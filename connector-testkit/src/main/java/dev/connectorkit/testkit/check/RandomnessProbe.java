package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.testkit.process.JavaProcess;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShapeFile;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Another process that makes authorization requests, to compare with those of this one. */
final class RandomnessProbe {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MARK = "randomness-probe ";

  private RandomnessProbe() {}

  /** The values that another process makes. */
  static Map<String, List<String>> run(Bench bench) throws IOException, NotReached {
    String input =
        JSON.writeValueAsString(
            new Order(bench.jar().toString(), bench.shapeText(), bench.limits().factor()));
    try (JavaProcess process = JavaProcess.start(RandomnessProbe.class, input)) {
      BufferedReader output = process.output();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(MARK)) {
          return JSON.readValue(line.substring(MARK.length()), new TypeReference<>() {});
        }
      }
    }
    throw new NotReached("another process makes authorization requests", "it makes none");
  }

  public static void main(String[] args) throws Exception {
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    LogCapture.silence();
    StrayOutput.capture();
    Order order =
        JSON.readValue(
            new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine(), Order.class);
    WireShape shape = WireShapeFile.parse(order.shape());
    var limits = new Limits(order.timeoutFactor());
    try (Loading loading = Loading.of(Path.of(order.jar()))) {
      Subject subject = java.util.Objects.requireNonNull(loading.subject());
      try (Stage stage = Stage.open(subject, shape, limits, StageSetup.plain(limits))) {
        out.println(MARK + JSON.writeValueAsString(Randomness.values(stage)));
      }
    }
    Runtime.getRuntime().halt(0);
  }

  /** What the process is told. */
  record Order(String jar, String shape, double timeoutFactor) {}
}
