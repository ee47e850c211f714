/**
 * The contract between a host and a connector.
 *
 * <p>A connector jar holds one {@link dev.connectorkit.spi.ConnectorFactory}. The host reads its
 * metadata and config schema, validates a config, and creates as many {@link
 * dev.connectorkit.spi.Connector} instances as there are configs. Signatures use JDK types only, so
 * a connector may bundle its own version of any library.
 */
@NullMarked
package dev.connectorkit.spi;

import org.jspecify.annotations.NullMarked;
