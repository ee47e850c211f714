package dev.connectorkit.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the workbench for the connector in the current folder. */
@Command(
    name = "connector-dev",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a host with the connector of this project, and a practice provider.",
      "What changes in src/main is taken up by itself."
    })
public final class ConnectorDev implements Callable<Integer> {

  private static final int DEFAULT_PORT = 8080;
  private static final int FAILED = 1;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

  @Option(names = "--project", description = "The project's folder; this one unless given.")
  private Path project = Path.of("");

  // Texts, so that a build may pass what nobody set.
  @Option(names = "--port", description = "The port on loopback; 8080 or one that is free.")
  private String port = "";

  @Option(
      names = "--url",
      description = "Where browsers reach the workbench; http://localhost:<port> unless given.")
  private String url = "";

  @Option(
      names = "--config",
      description = "A JSON file with the config of a client at the real provider.")
  private String config = "";

  @Option(names = "--release", description = "The Java release to compile for; 17 unless given.")
  private String release = "17";

  private final PrintStream out;

  ConnectorDev(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ConnectorDev(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Dev dev = start()) {
      Runtime.getRuntime().addShutdownHook(new Thread(dev::close));
      // A build that is ended from outside does not end the processes it started.
      ProcessHandle.current()
          .parent()
          .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(FAILED)));
      out.println();
      out.println("Sign in at    " + dev.baseUrl());
      out.println("Redirect URI  " + dev.baseUrl() + "/callback/" + Workbench.INSTANCE);
      out.println(
          dev.workbench().isPractice()
              ? "Provider      practice provider, made from the wire shape"
              : "Provider      the real one");
      if (!dev.workbench().isPractice()) {
        out.println(
            "If the provider refuses it, -Dconnector.url=http://127.0.0.1:"
                + dev.baseUrl().getPort()
                + " gives another one, or -Dconnector.url=https://… for a tunnel that leads here.");
      }
      out.println("Stop with Ctrl+C.");
      dev.join();
      return 0;
    } catch (WorkbenchException e) {
      out.println(e.getMessage());
      return FAILED;
    }
  }

  private Dev start() {
    var at = new Project(project);
    Optional<Map<String, Object>> real = config.isEmpty() ? Optional.empty() : Optional.of(read());
    try {
      return Dev.start(at, release, port(), url(), real, this::tell);
    } catch (IOException e) {
      // The redirect URI is registered with its port, so a real client needs just this one.
      if (!port.isEmpty() || !url.isEmpty() || real.isPresent()) {
        throw new WorkbenchException(
            "Port " + port() + " is in use. Choose another with -Dconnector.port.");
      }
      try {
        return Dev.start(at, release, 0, url(), real, this::tell);
      } catch (IOException again) {
        throw new WorkbenchException("The workbench cannot listen on loopback: " + again);
      }
    }
  }

  private int port() {
    try {
      int number =
          port.isEmpty()
              ? url()
                  .filter(at -> at.getScheme().equals("http"))
                  .map(URI::getPort)
                  .orElse(DEFAULT_PORT)
              : Integer.parseInt(port);
      if (number >= 0 && number <= 65_535) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new WorkbenchException("-Dconnector.port must be a number, not '" + port + "'.");
    }
    throw new WorkbenchException("-Dconnector.port must be between 0 and 65535.");
  }

  private Optional<URI> url() {
    if (url.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI at = new URI(url);
      boolean origin =
          at.getHost() != null && url.equals(at.getScheme() + "://" + at.getRawAuthority());
      boolean loopback =
          "http".equals(at.getScheme()) && LOOPBACK.contains(at.getHost()) && at.getPort() > 0;
      if (origin && at.getRawUserInfo() == null && (loopback || "https".equals(at.getScheme()))) {
        return Optional.of(at);
      }
    } catch (URISyntaxException e) {
      throw new WorkbenchException("-Dconnector.url is no address: '" + url + "'.");
    }
    throw new WorkbenchException(
        "-Dconnector.url must be like http://127.0.0.1:8080, or the https address of a tunnel"
            + " that leads here, without a path; not '"
            + url
            + "'.");
  }

  private void tell(Workbench.Built built) {
    built.faults().forEach(fault -> out.println(fault));
    out.printf(
        "Build %d: %s, in %d ms%n",
        built.revision(),
        built.faults().isEmpty() ? "in use" : "not in use",
        built.took().toMillis());
  }

  private Map<String, Object> read() {
    Path file = project.resolve(config);
    try {
      Map<String, Object> values =
          JsonMapper.builder()
              .build()
              .readValue(
                  Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, Object>>() {});
      if (values != null && !values.isEmpty()) {
        return values;
      }
      throw new WorkbenchException("The file '" + file + "' holds no config.");
    } catch (JsonProcessingException e) {
      // The parser's message quotes the file, which holds a secret.
      throw new WorkbenchException("The file '" + file + "' is not one JSON object.");
    } catch (IOException e) {
      throw new WorkbenchException("The file '" + file + "' cannot be read.");
    }
  }
}
