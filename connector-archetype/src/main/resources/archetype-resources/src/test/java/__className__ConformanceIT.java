package ${package};

import dev.connectorkit.testkit.junit.ConnectorConformance;

/** Every rule of the conformance kit, on the built jar. */
class ${className}ConformanceIT implements ConnectorConformance {}
