package dev.connectorkit.benchmarks.load;

import dev.connectorkit.benchmarks.Table;
import dev.connectorkit.benchmarks.flow.Child;
import dev.connectorkit.console.ConnectorConsole;
import dev.connectorkit.console.LoadNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long a console takes from the start of its process until it is of use. */
final class Starts {

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final int rounds;
  private final Path plugins;
  private final Path folder;

  Starts(int rounds, Path plugins, Path folder) {
    this.rounds = rounds;
    this.plugins = plugins;
    this.folder = folder;
  }

  String run(String provider, Postgres postgres) throws Exception {
    var table =
        new Table(
            "from the start of the process",
            "ready, ms",
            "first sign-in, ms",
            "CPU until then, ms",
            "first sign-in without the archive of classes, ms",
            "CPU until then, ms");
    List<String> archived = List.of("-XX:SharedArchiveFile=" + archive());
    for (String[] kind :
        new String[][] {
          {Load.MEMORY, "memory"},
          {"console, embedded database", folder.resolve("embedded").toString()},
          {Load.POSTGRES, postgres.newSchema()}
        }) {
      Load.say("starting " + kind[0]);
      if (!kind[1].equals("memory")) {
        // The first start ever makes the tables.
        Load.console(provider, plugins, folder, kind[1]).close();
      }
      var with = new ArrayList<double[]>();
      var without = new ArrayList<double[]>();
      for (int i = 0; i < rounds; i++) {
        with.add(start(archived, provider, kind[1]));
        without.add(start(List.of(), provider, kind[1]));
      }
      table.row(
          List.of(
              kind[0],
              millis(with, 0),
              millis(with, 1),
              millis(with, 2),
              millis(without, 1),
              millis(without, 2)));
    }
    return table.toString();
  }

  /** Until it is ready, until somebody is signed in, and its processor time by then. */
  private double[] start(List<String> jvm, String provider, String database) throws Exception {
    long begun = System.nanoTime();
    try (Node node = Load.console(jvm, provider, plugins, folder, database)) {
      awaitReady(node.port(), database.equals("memory") ? "/" : "/health/ready");
      double ready = (System.nanoTime() - begun) / 1e6;
      try (var person = new Person(node.port(), Load.port(provider))) {
        person.signIn();
      }
      double signedIn = (System.nanoTime() - begun) / 1e6;
      return new double[] {ready, signedIn, node.number("cpu") / 1e6};
    }
  }

  private static void awaitReady(int port, String path) throws IOException {
    long begun = System.nanoTime();
    try (var http = new Http(port)) {
      while (http.send("GET", path, "").status() != 200) {
        if (System.nanoTime() - begun > PATIENCE_NANOS) {
          throw new IOException("The console does not get ready.");
        }
      }
    }
  }

  /** As launch.sh makes it, for the class path that is used here. */
  private Path archive() throws IOException, InterruptedException {
    Load.say("laying out classes");
    Path archive = folder.resolve("classes.jsa");
    try (Child rehearsal =
        Child.start(
            ConnectorConsole.class,
            "",
            List.of(
                "-XX:ArchiveClassesAtExit=" + archive,
                "-Xlog:disable",
                "-Dlogback.configurationFile=" + LoadNode.logging()),
            ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()),
            "rehearse",
            "--plugins",
            plugins.toString())) {
      rehearsal.await();
    }
    return archive;
  }

  private static String millis(List<double[]> samples, int column) {
    return Table.number(Math.rint(Load.median(samples, column)));
  }
}
