package dev.connectorkit.testkit.world;

import java.io.IOException;

/** What an origin does to the connection in place of answering properly. */
@FunctionalInterface
public interface Fault {

  /** Plays on the open connection; afterwards it is closed. */
  void play(Wire wire) throws IOException;
}
