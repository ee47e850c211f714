package dev.connectorkit.huggingface;

import dev.connectorkit.testkit.junit.ConnectorConformance;

/** Every rule, on the built jar. */
class HuggingFaceConformanceIT implements ConnectorConformance {}
