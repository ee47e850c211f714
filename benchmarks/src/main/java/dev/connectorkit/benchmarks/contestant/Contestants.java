package dev.connectorkit.benchmarks.contestant;

import java.nio.file.Path;
import java.util.List;

/** The contestants by name. */
public final class Contestants {

  /** What everything is held against. */
  public static final String RAW = "raw";

  /** In the order of the table. */
  public static final List<String> ALL =
      List.of(RAW, "connector", "host", "nimbus", "spring", "pac4j", "scribe");

  private Contestants() {}

  /** Whether a contestant can sign in with an ID Token, or without one. */
  public static boolean can(String name, boolean openId) {
    return switch (name.split("@")[0]) {
      case "pac4j" -> openId;
      case "scribe" -> !openId;
      default -> true;
    };
  }

  /**
   * @param plugins a folder with the jar of the Hugging Face connector
   */
  public static Contestant open(String name, Client client, Path plugins) throws Exception {
    return switch (name) {
      case RAW -> new Raw(client);
      case "connector" -> new BareConnector(client);
      case "host" -> new WholeHost(client, plugins);
      case "nimbus" -> new NimbusSdk(client);
      case "spring" -> new SpringSecurity(client);
      case "pac4j" -> new Pac4j(client);
      case "scribe" -> new Scribe(client);
      default -> throw new IllegalArgumentException("There is no contestant '" + name + "'.");
    };
  }
}
