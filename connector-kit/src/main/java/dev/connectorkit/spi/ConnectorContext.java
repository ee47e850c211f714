package dev.connectorkit.spi;

import java.security.SecureRandom;
import java.time.Clock;

/**
 * What a host gives each connector instance. A connector builds no HTTP client, thread, clock or
 * random source of its own.
 */
public interface ConnectorContext {

  /** The instance's identifier in the host. */
  String instanceId();

  /** Bounded HTTP to the origins this instance declared, and to no other. */
  ProviderHttp http();

  /** The clock all times are judged by. */
  Clock clock();

  /** The source of nonces and verifiers. */
  SecureRandom random();
}
