package dev.connectorkit.host;

/**
 * How much of a long matrix or repetition runs: a representative, or with {@code -Dtests=all}, as
 * on the build server, the whole.
 */
public final class Extent {

  /** Whether the whole runs. */
  public static final boolean WHOLE = "all".equals(System.getProperty("tests"));

  private Extent() {}

  /** The number of repetitions. */
  static int of(int whole, int representative) {
    return WHOLE ? whole : representative;
  }
}
