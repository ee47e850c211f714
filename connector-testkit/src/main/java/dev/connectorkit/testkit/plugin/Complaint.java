package dev.connectorkit.testkit.plugin;

/**
 * What is wrong with a connector, in the words of its author's files.
 *
 * @param where the file at fault, with its line where one is known; empty where no file is
 * @param message what is wrong, and what to do where that is known
 */
public record Complaint(String where, String message) {

  @Override
  public String toString() {
    return where.isEmpty() ? message : where + ": " + message;
  }
}
