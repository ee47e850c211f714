package dev.connectorkit.dev;

import java.util.List;

/**
 * What is wrong with the connector as it stands.
 *
 * @param where file and line of a source, or the file that is at fault
 * @param message what is wrong, and what to do where that is known
 * @param excerpt the lines around the place; empty where there is none
 */
record Fault(String where, String message, List<String> excerpt) {

  Fault {
    excerpt = List.copyOf(excerpt);
  }

  Fault(String where, String message) {
    this(where, message, List.of());
  }

  @Override
  public String toString() {
    return where + ": " + message;
  }
}
