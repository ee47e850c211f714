package dev.connectorkit.console.transfer;

/**
 * What whoever imports wants beside what is in the file.
 *
 * @param remove whether what is not in the file is removed
 * @param enableUntried whether what the file has enabled is enabled although its config has not
 *     passed a try here; otherwise it comes disabled, or waits as a change of what is live
 */
public record ImportOptions(boolean remove, boolean enableUntried) {

  /** Nothing is removed, and nothing untried is enabled. */
  public static ImportOptions careful() {
    return new ImportOptions(false, false);
  }
}
