/** What an instance asked its provider and was answered, without secrets. */
@NullMarked
package dev.connectorkit.host.trial;

import org.jspecify.annotations.NullMarked;
