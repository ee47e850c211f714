/**
 * What a host application embeds: open a {@link dev.connectorkit.host.ConnectorHost} on a folder of
 * connector jars, add instances, begin and complete sign-ins.
 */
@NullMarked
package dev.connectorkit.host;

import org.jspecify.annotations.NullMarked;
