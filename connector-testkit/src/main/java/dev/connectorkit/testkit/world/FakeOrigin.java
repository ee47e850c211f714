package dev.connectorkit.testkit.world;

/** A web site of the fake world. Safe for use by many threads. */
@FunctionalInterface
public interface FakeOrigin {
  FakeResponse handle(FakeRequest request);
}
