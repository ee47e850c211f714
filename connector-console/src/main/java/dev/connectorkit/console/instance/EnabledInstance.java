package dev.connectorkit.console.instance;

import dev.connectorkit.host.ConnectorInstance;
import java.util.Optional;

/** One that people can sign in with on this node now. */
public record EnabledInstance(ConnectorInstance instance, Optional<String> displayName) {}
