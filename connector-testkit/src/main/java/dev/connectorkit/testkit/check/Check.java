package dev.connectorkit.testkit.check;

/** How one rule is checked. Every case of it runs through the bench, which collects what it saw. */
@FunctionalInterface
interface Check {

  /** Runs all cases. An exception is a fault of the kit, not of the connector. */
  void run(Bench bench) throws Exception;
}
