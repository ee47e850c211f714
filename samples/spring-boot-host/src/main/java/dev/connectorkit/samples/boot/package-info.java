/** A Spring Boot application in which people sign in. */
@NullMarked
package dev.connectorkit.samples.boot;

import org.jspecify.annotations.NullMarked;
