package dev.connectorkit.host;

import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ProviderHttp;
import java.security.SecureRandom;
import java.time.Clock;

/** What the host gives one instance. */
record InstanceContext(String instanceId, ProviderHttp http, Clock clock, SecureRandom random)
    implements ConnectorContext {}
