package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ProviderHttp;
import java.security.SecureRandom;
import java.time.Clock;

/** What a connector under test gets: real HTTP, and else the simplest. */
record OneInstance(ProviderHttp http) implements ConnectorContext {

  private static final SecureRandom RANDOM = new SecureRandom();

  @Override
  public String instanceId() {
    return "test";
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public SecureRandom random() {
    return RANDOM;
  }
}
